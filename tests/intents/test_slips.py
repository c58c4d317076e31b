"""Words that a slip makes of others are found as if every word had been measured against what was typed."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from intents.mentions.slips import Slips

_WORDS = ["".join(letters) for size in (3, 4, 5) for letters in product("公费款", repeat=size)]
_SLIPS = Slips(_WORDS)


@given(st.text("公费款项", min_size=1, max_size=6))
def test_the_words_meant_are_those_that_measuring_every_word_finds(typed: str) -> None:
    assert list(_SLIPS.meant_by(typed)) == sorted(w for w in _WORDS if _is_slip(typed, w))


def _is_slip(typed: str, word: str) -> bool:
    if min(len(typed), len(word)) < 3 or OSA.distance(typed, word) != 1:
        return False
    if len(typed) == len(word):
        return sorted(typed) == sorted(word)
    doubled = any(a == b and typed[:i] + typed[i + 1 :] == word for i, (a, b) in _pairs(typed))
    return 4 <= len(typed) < len(word) or doubled


def _pairs(text: str) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(pairwise(text)))
