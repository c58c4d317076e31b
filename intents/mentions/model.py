"""A mention: a span of a question, what it names, and how it was recognised."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from intents.lexicon import Cue


class Sort(StrEnum):
    """What sort of thing a mention names."""

    CONCEPT = "concept"
    LABEL = "label"
    TOPIC = "topic"
    CODE = "code"
    TABLE = "table"
    YEAR = "year"
    NUMBER = "number"
    CUE = "cue"
    DEPARTMENT = "department"
    HERE = "here"
    FILLER = "filler"
    BLOCKING = "blocking"
    MARK = "mark"
    RESIDUE = "residue"


class How(StrEnum):
    """How a mention was recognised."""

    SAID = "said"
    PART = "part"
    """Part of a label was typed."""
    REPAIRED = "repaired"
    """The spelling was repaired towards the lexicon; told in the answer."""


_NO_OPS = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the folded question and what it names."""

    start: int
    end: int
    sort: Sort
    text: str
    """The folded words."""
    concepts: tuple[str, ...] = ()
    """Concept ids: more than one where the word means several things."""
    labels: tuple[str, ...] = ()
    """Label terms of the paper: more than one where the words fit several."""
    cues: tuple[Cue, ...] = ()
    codes: tuple[str, ...] = ()
    tables: tuple[int, ...] = ()
    promised: tuple[str, ...] = ()
    """Names of tables that only the contents page has."""
    years: tuple[int, ...] = ()
    every_year: bool = False
    relative: bool = False
    number: Decimal | None = None
    unit: str | None = None
    ranks: tuple[int, int] | None = None
    """For a rank asked for: its first and last place, from 1 (前三大 is 1 to 3, 第二大 2 to 2)."""
    topic: str | None = None
    how: How = How.SAID
    meant: str = ""
    """For a repair: the words it was read as."""
    blocks: bool = False
    """For a residue: whether it must not be passed over."""
    soft: bool = False
    """For a residue that blocks: a verb or a saying, passed over where the thing asked about is named."""

    def ops(self) -> frozenset[str]:
        """Return the operations that the mention's cues stand for."""
        return frozenset([cue.op for cue in self.cues]) if self.cues else _NO_OPS


def as_part_of_label(mention: Mention, label: str) -> Mention:
    """Return a mention's words as ones that stand for a label of the paper, which they say in part."""
    return Mention(
        mention.start, mention.end, Sort.LABEL, mention.text, labels=(label,), how=How.PART
    )
