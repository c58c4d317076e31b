"""Letters typed for characters, wherever they stand in a question: 安pai, 2026nian, 重庆qi象局.

The letters and the characters around them are covered by words at the lowest cost, as an input method does
it: words of the lexicon and of the paper first, then common words of the language, single characters last.
What is read so is only tried: a reading counts where it explains more of the question.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from intents.lexicon import made_of_files
from intents.mentions.common import common_words
from intents.mentions.vocabulary import Vocabulary
from intents.sounds import spelled
from intents.tokens import frequency, words_spelled

_VOWEL = re.compile(r"[aeiouv]")
_MOST_AROUND = 3
"""Characters on either side of the letters that may belong to a word with them."""
_LONGEST = 24
"""Letters in a row that are read; more are no word that anybody types."""
_LONGEST_WORD = 5
_KEPT = 3
"""Readings kept of each beginning, and given."""
_THING, _ASKED, _PRINTED, _COMMON, _SINGLE = 1.0, 1.3, 1.5, 2.6, 2.4
_SURER = 0.15
"""How much cheaper a common word is for each time that it is ten times as common."""


def read_letters(
    text: str, start: int, end: int, vocabulary: Vocabulary
) -> list[tuple[int, int, str]]:
    """Given a folded text and where letters stand in it, return how they may be read, likeliest first.

    Each reading is a span, which takes in characters around the letters that are of one word with them, and
    the characters to be read there.
    """
    letters = text[start:end]
    if len(letters) > _LONGEST:
        return []
    low = start
    while low > 0 and start - low < _MOST_AROUND and _is_han(text[low - 1]):
        low -= 1
    high = end
    while high < len(text) and high - end < _MOST_AROUND and _is_han(text[high]):
        high += 1
    # blanks inside the letters mean nothing: what stands where is counted without them
    cells = [
        (i, c) for i, c in enumerate(text[low:high], start=low) if not (c.isspace() and i < end)
    ]
    return [
        (cells[a][0], cells[b - 1][0] + 1, word)
        for a, b, word in _covers(cells, start, end, vocabulary)
    ]


def prepare_letters(vocabulary: Vocabulary) -> None:
    """Load now what the first letters would load of the words of a paper."""
    _own_spelled(vocabulary)


def _covers(
    cells: list[tuple[int, str]], start: int, end: int, vocabulary: Vocabulary
) -> list[tuple[int, int, str]]:
    """Return the cheapest ways to cover the letters by words: first cell, cell behind the last, characters."""
    typed = "".join(c for _, c in cells)
    first = next(i for i, (at, _) in enumerate(cells) if at >= start)
    behind = next((i for i, (at, _) in enumerate(cells) if at >= end), len(cells))
    best: list[list[tuple[float, int, str]]] = [[] for _ in range(len(cells) + 1)]
    for begin in range(first + 1):
        best[begin].append((0.0, begin, ""))
    for at in range(behind):
        for cost, begin, said in heapq.nsmallest(_KEPT, best[at]):
            if at > first and not said:
                continue
            for stop, word, price in _words_from(typed, at, first, vocabulary):
                best[stop].append((cost + price, begin, said + word))
    whole = [
        (cost, begin, stop, said)
        for stop in range(behind, len(cells) + 1)
        for cost, begin, said in best[stop]
        if said
    ]
    found: dict[str, tuple[int, int, str]] = {}
    for _, begin, stop, said in heapq.nsmallest(_KEPT * 2, whole):
        left, right = typed[begin:first], typed[behind:stop]
        key = said[len(left) : len(said) - len(right)]
        found.setdefault(key, (begin, stop, said))
    return list(found.values())[:_KEPT]


def _words_from(
    typed: str, at: int, first: int, vocabulary: Vocabulary
) -> list[tuple[int, str, float]]:
    """Return the words that may be read from a place on, each with where it stops and what it costs.

    A word that begins before the letters must reach into them.
    """
    found = []
    spelling = ""
    for stop in range(at + 1, len(typed) + 1):
        spelling += spelled(typed[stop - 1])
        if stop <= first:
            continue
        for word, price in _spelled_so(spelling, vocabulary):
            if _fits(word, typed[at:stop]):
                found.append((stop, word, price))
    return found


def _fits(word: str, typed: str) -> bool:
    """Return whether a word has the characters that were typed, where they were, and the letters for the others."""
    position = 0
    for character in word:
        if position >= len(typed):
            return False
        if _is_han(typed[position]):
            if typed[position] != character:
                return False
            position += 1
            continue
        syllable = spelled(character)
        if not typed.startswith(syllable, position):
            return False
        position += len(syllable)
    return position == len(typed)


def _spelled_so(spelling: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """Yield the words that are spelled so, with what each costs: the paper's, the lexicon's, the language's."""
    known = {**_common_spelled().get(spelling, {}), **_own_spelled(vocabulary).get(spelling, {})}
    yield from known.items()
    for word, times in words_spelled(spelling):
        if word not in known:
            yield word, _COMMON - _SURER * math.log10(times)


@made_of_files
@lru_cache(maxsize=32)
def _own_spelled(vocabulary: Vocabulary) -> dict[str, dict[str, float]]:
    """Return spelling → the words of a paper that are spelled so: what it names, and what else it prints."""
    common = common_words()
    names = (w for w in vocabulary.words if len(w) > 1 and w not in common)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for words, price in ((vocabulary.tokens, _PRINTED), (names, _THING)):
        for word in words:
            if len(word) <= _LONGEST_WORD * 2 and all(map(_is_han, word)):
                found[spelled(word)][word] = price
    return dict(found)


@made_of_files
@lru_cache(maxsize=1)
def _common_spelled() -> dict[str, dict[str, float]]:
    """Return spelling → the words of the lexicon that are spelled so; single characters cost more."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for word, entry in common_words().items():
        if not all(map(_is_han, word)) or not _VOWEL.search(spelled(word)):
            continue
        price = _THING if entry.names_something() else _ASKED
        if len(word) == 1:
            price = _SINGLE - _SURER * math.log10(1 + frequency(word)) / 2
        found[spelled(word)][word] = price
    return dict(found)


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
