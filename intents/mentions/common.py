"""What one word may name, and the lexicon's words, whatever the paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from intents.lexicon import Cue, lexicon, made_of_files
from knowledge import squash

_SHORT = 2
"""Words up to this length are kept whole by jieba where they are words at all."""


@dataclass(frozen=True)
class Word:
    """What one word may name; several where it is used in several ways."""

    concepts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    topic: str | None = None
    is_filler: bool = False
    is_here: bool = False
    is_blocking: bool = False
    tables: tuple[int, ...] = ()
    promised: tuple[str, ...] = ()
    is_department: bool = False
    is_alias: bool = False
    """Whether it only is what people call a label."""
    is_header: bool = False
    """Whether the paper's tables print it as a header."""
    is_loose: bool = False
    """Whether it only is what people say for words that papers print: kept whole, and left to the labels."""

    def names_something_else(self) -> bool:
        """Return whether it names a thing besides a seldom disclosed topic."""
        return bool(self.concepts or self.labels or self.tables or self.promised)

    def names_something(self) -> bool:
        """Return whether it names a thing that can be asked about."""
        return bool(self.concepts or self.labels or self.topic or self.tables or self.promised)


@made_of_files
@lru_cache(maxsize=1)
def common_words() -> dict[str, Word]:
    """Return the lexicon's words, whatever the paper."""
    words = lexicon()
    found = Words({})
    for concept in words.concepts.values():
        found.add_all(concept.aliases, concepts=(concept.id,))
    for either in words.either:
        found.add_all(map(squash, either.aliases), concepts=either.concepts)
    for topic in words.topics:
        found.add_all(map(squash, topic.aliases), topic=topic.id)
    for cue in words.cues:
        found.add_all(map(squash, cue.words), cues=(cue,))
    found.add_all(words.fillers, is_filler=True)
    found.add_all(words.here, is_here=True)
    found.add_all(words.blocking, is_blocking=True)
    for _, said in words.printed_for:
        found.add_missing(said, is_loose=True)
    return found.words


@made_of_files
@lru_cache(maxsize=1)
def common_lengths() -> dict[str, tuple[int, ...]]:
    """Return the first two characters of the lexicon's words → how long the words are that may begin so."""
    found = lengths_by_start(common_words())
    return {first: tuple(sorted({1, *sizes})) for first, sizes in found.items()}


def lengths_by_start(words: Iterable[str]) -> dict[str, set[int]]:
    """Return the first two characters of the longer ones of several words → how long the words are that begin so."""
    found: dict[str, set[int]] = defaultdict(set)
    for word in words:
        if len(word) > 1:
            found[word[:2]].add(len(word))
    return found


class Words:
    """Words being gathered: what one may name is added to what it names already."""

    def __init__(self, words: dict[str, Word]) -> None:
        self.words = words

    def add(self, word: str, **changes: Any) -> None:
        """Add to what a word may name; tuples are joined, other values replaced."""
        old = self.words.get(word)
        if old is None:
            self.words[word] = Word(**changes)
            return
        merged: dict[str, Any] = {
            name: tuple(dict.fromkeys((*getattr(old, name), *value)))
            if isinstance(value, tuple)
            else value
            for name, value in changes.items()
        }
        self.words[word] = replace(old, **merged)

    def add_missing(self, words: Iterable[str], **changes: Any) -> None:
        """Add the longer ones of several words that are not there yet."""
        fresh = Word(**changes)
        for word in words:
            if len(word) > _SHORT:
                self.words.setdefault(word, fresh)

    def add_all(self, words: Iterable[str], **changes: Any) -> None:
        """Add the same to several words."""
        fresh = Word(**changes)
        for word in words:
            if self.words.setdefault(word, fresh) is not fresh:
                self.add(word, **changes)
