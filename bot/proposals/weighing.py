"""A word and what it shall mean → which answers it would change, before and after, and whether any goes wrong."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.proposals.corpus import Question, Source
from bot.proposals.own_file import words_of
from bot.proposals.words import say
from bot.reply import Reply
from intents import (
    LexiconError,
    OwnWord,
    Target,
    fold,
    lexicon_faults,
    meaning_of,
    name_of_target,
    use_own,
    with_word,
)

LEAST, MOST = 2, 20
"""Characters of a word."""
_WORD = re.compile(r"[\w()（）“”]+")
_NOT_UNDERSTOOD = frozenset({"unplaced", "no_rule", "lost"})
_MAY_BE_ANSWERED = frozenset({"", "topic"})
"""Refusals that a new word may mend: what was asked was not found by the words it was asked in."""
Ask = Callable[[str], Reply]


class Kind(StrEnum):
    """What becomes of an answer."""

    WRONG = "wrong"
    """It was right, and would be another figure, or none; or would be a figure where there is none to be had."""
    GAINED = "gained"
    """It was not understood, and would be."""
    LOOK = "look"
    """It was refused or asked back, and would not be: whoever adds the word says whether that is right."""
    REWORDED = "reworded"
    """The figures stay, the words change."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said to a question."""

    status: str
    text: str
    refusal: str
    figures: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A question that would be answered otherwise."""

    question: str
    source: Source
    kind: Kind
    before: Told
    after: Told


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a word would change."""

    asked: int
    """How many questions were asked before and after."""
    troubles: tuple[str, ...]
    """Why the word will not do, a sentence each."""
    changes: tuple[Change, ...]

    @property
    def may_be_added(self) -> bool:
        """Whether nothing goes wrong."""
        return not self.troubles and all(change.kind is not Kind.WRONG for change in self.changes)


def weighed(
    own: OwnWord, path: Path, questions: Sequence[Question], ask: Ask, labels: frozenset[str]
) -> Weighed:
    """Given a word, the file that it would be added to, the questions and how one is asked, return what would change.

    `labels` are what the papers at hand print, folded. For a process of its own: while it runs, questions are read
    by the word.
    """
    troubles = _troubles(own, path, labels)
    if troubles:
        return Weighed(0, troubles, ())
    before = [_told(ask(question.text)) for question in questions]
    try:
        with _tried(own, path):
            after = [_told(ask(question.text)) for question in questions]
            faults = _faults(own)
    except LexiconError as error:
        return Weighed(0, (say("trouble.refused", reason=error),), ())
    pairs = zip(questions, before, after, strict=True)
    changes = [
        Change(question.text, question.source, _kind(question, own, *both), *both)
        for question, *both in pairs
        if both[0] != both[1]
    ]
    order = list(Kind)
    changes.sort(key=lambda change: order.index(change.kind))
    return Weighed(len(questions), faults, tuple(changes))


def own_word(word: str, target: Target, by: str = "", at: str = "") -> OwnWord:
    """Given a word as typed and what it shall mean, return the word as it is written into the file."""
    folded = fold(word).text
    return OwnWord(word=folded, concept=target.concept, label=target.label, by=by, at=at)


def word_trouble(word: str) -> str:
    """Given a word as typed, return why it cannot be one; empty where it can.

    >>> word_trouble("吃喝钱"), word_trouble("钱")
    ('', '叫法要有 2 到 20 个字。')
    """
    folded = fold(word).text
    if not LEAST <= len(folded) <= MOST:
        return say("trouble.length", least=LEAST, most=MOST)
    if not _WORD.fullmatch(folded) or folded.isdigit():
        return say("trouble.characters")
    return ""


def _troubles(own: OwnWord, path: Path, labels: frozenset[str]) -> tuple[str, ...]:
    bad = word_trouble(own.word)
    if bad:
        return (bad,)
    for each in words_of(path):
        if each.folded == own.folded:
            means = name_of_target(each.concept, each.label)
            return (say("trouble.own", word=own.word, means=means),)
    known = meaning_of(own.word)
    naming = [entry.owner for entry in known.entries if entry.table == "concept"]
    if naming or known.terms:
        means = "、".join(dict.fromkeys(name_of_target(o, "") for o in (*naming, *known.terms)))
        return (say("trouble.known", word=own.word, means=means),)
    if known.entries:
        places = "、".join(dict.fromkeys(entry.file for entry in known.entries))
        return (say("trouble.used", word=own.word, places=places),)
    if own.folded in labels:
        return (say("trouble.printed", word=own.word),)
    return ()


def _faults(own: OwnWord) -> tuple[str, ...]:
    """What is wrong with the word among those of the lexicon, while it is tried."""
    codes = [
        fault.code
        for fault in lexicon_faults()
        if any(entry.folded == own.folded for entry in fault.places)
    ]
    return tuple(say(f"fault.{code}", word=own.word) for code in dict.fromkeys(codes))


@contextmanager
def _tried(own: OwnWord, path: Path) -> Iterator[None]:
    """Read questions by a copy of the file that the word is in."""
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_text(with_word(text, own), encoding="utf-8")
        try:
            use_own(copy)
            yield
        finally:
            use_own(path)


def _kind(question: Question, own: OwnWord, before: Told, after: Told) -> Kind:
    if before.status == "answered":
        same = after.status == "answered" and before.figures == after.figures
        return Kind.REWORDED if same and before.figures else Kind.WRONG
    if before.refusal in _NOT_UNDERSTOOD:
        return Kind.REWORDED if after.refusal in _NOT_UNDERSTOOD else Kind.GAINED
    if after.status != "answered":
        return Kind.REWORDED
    is_meant = question.source is Source.ASKED and own.folded in fold(question.text).text
    return Kind.LOOK if is_meant and before.refusal in _MAY_BE_ANSWERED else Kind.WRONG


def _told(reply: Reply) -> Told:
    figures = tuple(
        (fact.label, fact.value or "", fact.unit or "", str(fact.year), fact.entity, fact.state)
        for fact in reply.facts
    )
    return Told(reply.status, reply.text, reply.parts.refusal, figures)
