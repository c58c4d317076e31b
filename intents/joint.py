"""Words for several things at once (水电费) → those things, as the paper prints them."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import joint_words, made_of_files, says_any
from intents.mentions import Vocabulary
from knowledge import squash

_TOGETHER = "加"
_APART = "和"
_LONGEST_BEFORE = 4


def taken_apart(text: str, vocabulary: Vocabulary) -> str:
    """Given a folded question, return it with each joint word as the things that it stands for.

    水电费多少 → 水费加电费多少, where the paper prints 水费 and 电费 and no row of 水电费; 水电费各多少 asks for each
    of them. Whether 水电费 is counted in something is asked of the paper's own words.
    """
    if not _any_joint().search(text) or says_any(text, "counted_in"):
        return text
    for said, things in _by_length():
        if (
            said in text
            and said not in vocabulary.labels
            and not _begins_inside(said, text, vocabulary)
            and all(_named(t, vocabulary) for t in things)
        ):
            between = _APART if says_any(text, "each") else _TOGETHER
            text = text.replace(said, between.join(things))
    return text


@made_of_files
@lru_cache(maxsize=1)
def _any_joint() -> re.Pattern[str]:
    """Return what finds any of the joint words."""
    return re.compile("|".join(re.escape(said) for said, _ in _by_length()) or r"(?!)")


def _begins_inside(said: str, text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a joint word begins within another thing's name: the 电费水费 of 邮电费水费."""
    at = text.find(said)
    words = (
        text[start:end]
        for start in range(max(0, at - _LONGEST_BEFORE), at)
        for end in range(at + 1, at + len(said))
    )
    return any(_named(word, vocabulary) for word in words)


def _named(thing: str, vocabulary: Vocabulary) -> bool:
    word = vocabulary.words.get(thing)
    return word is not None and word.names_something()


@made_of_files
@lru_cache(maxsize=1)
def _by_length() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the joint words with their things, the longest first."""
    pairs = [
        (squash(said), tuple(map(squash, joint.of)))
        for joint in joint_words()
        for said in joint.said
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
