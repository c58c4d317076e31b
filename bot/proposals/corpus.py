"""The questions that a proposed word is weighed by, so that nothing that is answered rightly today goes wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Protocol

from bot.proposals.words import say
from intents import concept_targets, fold, rule_examples
from knowledge import PaperHead

_MOST_PAPERS = 3
_MOST_NAMES = 400
"""Labels of one paper that are asked for."""


class Source(StrEnum):
    """Where a question of the corpus is from."""

    ASKED = "asked"
    """Somebody asked it."""
    NAME = "name"
    """The name of a concept, or a label that a paper prints."""
    ORDINARY = "ordinary"
    """One of those that people ask anywhere, or an example of a rule."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the corpus."""

    text: str
    source: Source


class _Words(Protocol):
    """The words of a paper."""

    @property
    def labels(self) -> Iterable[str]:
        """The labels that it prints."""


def corpus(
    asked: Iterable[str], heads: Sequence[PaperHead], vocabularies: Iterable[_Words]
) -> tuple[Question, ...]:
    """Given what was asked, and the papers at hand with their words, return the questions, each once."""
    found: dict[str, Question] = {}
    for source, texts in (
        (Source.ASKED, asked),
        (Source.ORDINARY, (*ordinary_questions(), *rule_examples())),
        (Source.NAME, _names(heads, vocabularies)),
    ):
        for text in texts:
            found.setdefault(fold(text).text, Question(text, source))
    return tuple(question for key, question in found.items() if key)


def ordinary_questions() -> tuple[str, ...]:
    """Return the questions that people ask of any paper, refused ones among them."""
    return tuple(text for each in ordinary_groups() for text in each["questions"])


def ordinary_groups() -> list[dict[str, list[str]]]:
    """Return those questions by what the shipped disclosure says to them."""
    path = Path(__file__).with_name("questions.toml")
    groups: list[dict[str, list[str]]] = tomllib.loads(path.read_text("utf-8"))["ordinary"]
    return groups


def _names(heads: Sequence[PaperHead], vocabularies: Iterable[_Words]) -> Iterable[str]:
    """How much each concept and each label is; of several papers, of whom is said."""
    several = len(heads) > 1
    for head, words in zip(heads[:_MOST_PAPERS], vocabularies, strict=False):
        lead = head.department if several else ""
        concepts = (target.name for target in concept_targets())
        for name in (*concepts, *islice(words.labels, _MOST_NAMES)):
            yield say("question.name", lead=lead, name=name)
