"""The words by which sentences are read: cues.toml, validated and compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from pydantic import BaseModel, ConfigDict


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Units(_Model):
    """Units by the kind of value that they count."""

    money: tuple[str, ...]
    people: tuple[str, ...]
    percent: tuple[str, ...]
    count: tuple[str, ...]
    count_first: tuple[str, ...]
    signed: tuple[str, ...]
    """What a minus may follow directly."""


class Bounds(_Model):
    """What makes a figure a bound or a rate."""

    after: tuple[str, ...]
    before: tuple[str, ...]


class Change(_Model):
    """Verbs of change, and what may stand between them and the figure."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    either: tuple[str, ...]
    loose: tuple[str, ...]
    tails: tuple[str, ...]
    reached: tuple[str, ...]
    flat: tuple[str, ...]
    flat_hedges: tuple[str, ...]


class YearsAgo(_Model):
    """Words for a year counted back from the fiscal year."""

    words: tuple[str, ...]
    years: int


class Base(_Model):
    """What a comparison opens with, and what it compares with."""

    open: tuple[str, ...]
    years_ago: tuple[YearsAgo, ...]
    stock: tuple[str, ...]
    less: tuple[str, ...]
    more: tuple[str, ...]


class Cued(_Model):
    """A clause known by its first words; `weak` ones need a change told before."""

    cues: tuple[str, ...]
    weak: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    """What a clause of this kind may open with, behind a change only."""
    other_openers: tuple[str, ...] = ()
    """What may not stand behind an opener."""
    hedges: tuple[str, ...] = ()
    """What may stand before a verb of change that has no figure (有所减少)."""


class NoneArranged(_Model):
    """How a source says that there is none."""

    negations: tuple[str, ...]
    conditional: tuple[str, ...]
    fillers: tuple[str, ...]
    also_last_year: tuple[str, ...]


class Within(_Model):
    """What a term means among the parts of another."""

    whole: str
    part: str
    means: str


class Counted(_Model):
    """What a count in one of these units is of, told of a term's activity (接待15批次)."""

    of: str
    units: tuple[str, ...]
    means: str
    words: tuple[str, ...]
    near: tuple[str, ...] = ()
    """Words before it in the paragraph that show what activity is told of."""


class SubjectWords(_Model):
    """What a subject is freed of."""

    selves: tuple[str, ...]
    leading: tuple[str, ...]
    kept: tuple[str, ...]
    """Words that begin like a leading one, and are none."""
    trailing: tuple[str, ...]
    involving: tuple[str, ...]
    plans: tuple[str, ...]
    suffixes: tuple[str, ...]
    people: tuple[str, ...]
    in_post: tuple[str, ...]
    scopes: tuple[str, ...]
    posts: str
    post_kinds: tuple[str, ...]
    people_apart: tuple[str, ...]
    sides: tuple[str, ...]
    beside: tuple[str, ...]
    phase_only: str
    planned_end: str
    before_figure: str
    spending: tuple[str, ...]
    within: tuple[Within, ...]
    owning: tuple[str, ...]
    totals: tuple[str, ...]
    bare_spending: tuple[str, ...]
    counted: tuple[Counted, ...]
    both: tuple[str, ...]


class PhaseWords(_Model):
    """Which words say that a figure was planned or spent."""

    budget: tuple[str, ...]
    final_accounts: tuple[str, ...]


class Glossary(_Model):
    """Headings of a glossary, and the verbs of its entries."""

    headings: tuple[str, ...]
    meanings: tuple[str, ...]


class Paired(_Model):
    """What is printed once for several names set side by side: 收、支总计分别为…."""

    each: tuple[str, ...]
    """What says that each figure is of one of the names."""
    sides: dict[str, str]
    """The two sides, cut short → in full."""
    tails: str
    """What may stand behind the last name for all of them."""


class Rated(_Model):
    """How a passage on a project's rating speaks of the project."""

    behind: tuple[str, ...]
    """What follows the project's name where it is named."""
    project: tuple[str, ...]
    """What it is called from then on; the first also stands behind its name."""
    phases: tuple[str, ...]
    """Which of its amounts is told behind that."""
    bare: tuple[str, ...]
    """Amounts of it that are told by these words alone."""
    rates: tuple[str, ...]
    scores: tuple[str, ...]
    nameless: tuple[str, ...]
    """What ends words that name no project."""
    before: tuple[str, ...]
    called: str
    tail: str
    """What may stand between such words and their figure."""


class Cues(_Model):
    """The whole of cues.toml."""

    units: Units
    bounds: Bounds
    change: Change
    base: Base
    share: Cued
    completion: Cued
    reason: Cued
    use: Cued
    none: NoneArranged
    subject: SubjectWords
    phase: PhaseWords
    glossary: Glossary
    paired: Paired
    rated: Rated


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the words of cues.toml."""
    folder = resources.files("knowledge.extract.prose")
    return Cues.model_validate(tomllib.loads(folder.joinpath("cues.toml").read_text("utf-8")))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first.

    >>> any_of(["减少", "减少额"])
    '(?:减少额|减少)'
    """
    return _any_of(tuple(words))


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"
