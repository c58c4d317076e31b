"""What the reader of a paragraph holds: the text, whose it is, and what has been told so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.extract.about import Identity
from knowledge.extract.prose.facts_told import FactMaker
from knowledge.extract.prose.marks import Mark
from knowledge.extract.prose.roles import Base, Role
from knowledge.extract.prose.subjects import Subject
from knowledge.facts import Kind

BOUNDARY = re.compile(r"[，:。；\n]")
"""What ends a clause in folded text."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount told in this sentence."""

    subject: Subject
    value: Decimal
    unit: str
    kind: Kind


@dataclass(slots=True)
class Frame:
    """Parts being told: of what, and how much of it is told already."""

    parent: Subject
    bracket: bool = False
    """Whether they stand in brackets, which alone end them."""
    is_list: bool = False
    """Whether they follow a colon, and a semicolon ends them."""
    whole: Amount | None = None
    told: Decimal = Decimal(0)
    parts: int = 0
    """How many parts in the whole's unit are told."""
    joined: bool = False
    """Whether the last part is listed behind 、."""
    changed: bool = False
    """Whether a change is told already, of the whole or of a part."""
    before: tuple[Amount, ...] = ()
    """The sentence's amounts before its parts."""


@dataclass(slots=True)
class Told:
    """What has been told up to here."""

    edge: int = 0
    """Where what has been acted on ends."""
    current: Subject | None = None
    """What the sentence goes on about."""
    last: Amount | None = None
    """The last amount."""
    amounts: list[Amount] = field(default_factory=list)
    """The amounts of this sentence."""
    frames: list[Frame] = field(default_factory=list)
    year: int | None = None
    as_of: str | None = None
    base: Base | None = None
    changed: Subject | None = None
    """What the last change was told of."""
    change_base: Base | None = None
    in_change: bool = False
    """Whether a change was told last, with no amount after it."""
    lost: bool = False
    """Whether the last change was not understood: what follows it is not either."""
    aside: int = 0
    """Where the reason or use that is being told ends: its figures are not about `current`."""
    in_sentence: bool = False
    """Whether `current` was told in this sentence."""
    new_item: bool = False
    """Whether a semicolon has been passed since the last amount."""
    completing: bool = False
    """Whether a budget has just been told of which a rate of completion follows."""
    listed: Role | None = None
    """What the first figure of a list behind 分别 does."""
    involving: frozenset[str] = frozenset()
    """What the amounts of this clause are involved in (绩效自评涉及 …)."""


@dataclass(slots=True)
class Reading:
    """A paragraph being read from left to right."""

    text: str
    """Folded."""
    about: Identity
    make: FactMaker
    heading: Subject
    title: str
    """The innermost heading, folded."""
    position: int
    """Which paragraph under its heading it is, from 0."""
    told: Told = field(default_factory=Told)

    def lead(self, mark: Mark) -> str:
        """Return the words between what has been acted on and a mark."""
        return self.text[self.told.edge : mark.start]
