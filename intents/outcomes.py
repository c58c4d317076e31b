"""The three outcomes of understanding: understood, unclear, or beyond what a disclosure holds."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import PaperHead, Phase, Query, Subject


@dataclass(frozen=True, slots=True)
class Assumed:
    """Something taken for granted that the answer must tell."""

    kind: str
    """repaired or carried; unanswered, of a part of the question; over several papers: department, second or only."""
    meant: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """One reading of each question in the message."""

    queries: tuple[Query, ...]
    assumed: tuple[Assumed, ...] = ()
    whole: Subject | None = None
    """What the subject was said to be a part of, taken from the conversation."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Several readings, each a query that the paper can answer."""

    queries: tuple[Query, ...]
    asked: str = ""
    """The question that a department's name alone would complete, as typed; empty where nothing is to be completed."""
    wording: str = ""
    """The question as it may be put to each of several papers; empty where the readings differ in what they ask."""
    others: tuple[str, ...] = ()
    """What else it might be, beside the readings offered."""
    guessed: bool = False
    """Whether the readings are only what the words may mean: a later message cannot lean on them."""


@dataclass(frozen=True, slots=True)
class NoPaper:
    """The paper of a department that is asked about is not at hand, though others of it are."""

    organisation: str
    there: tuple[PaperHead, ...]
    year: int | None = None
    phase: Phase | None = None
    level: str = ""
    """The word that insists on a level (本级, 汇总)."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """A question that is not answered, and why."""

    reason: str
    """empty, instruction, service, opinion, chat, other_department, personal, topic,
    part_of_year, unplaced, lost or no_rule."""
    word: str = ""
    """The word that decided it, as typed."""
    final: bool = False
    """Whether no rule may answer all the same."""
    yields: bool = False
    """Whether a reading that explains every word wins over it."""
    has_budget: bool = False
    """Whether the question speaks of the department's money or staff at all."""
    names: bool = False
    """Whether it names something of its own, so that what follows does not go on from the question before."""


Outcome = Understood | Unclear | Beyond | NoPaper
