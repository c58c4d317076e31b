"""Which of an organisation's papers a question is about: by year, by 预算 or 决算, by 部门 or 本级."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from intents.papers.organisations import Organisation
from intents.papers.said import level_of
from knowledge import PaperHead, Phase


@dataclass(frozen=True)
class Wanted:
    """What a question says of the paper that it is about."""

    year: int | None = None
    phase: Phase | None = None
    fitting: Phase | None = None
    """The phase that its words fit, where both are at hand."""
    level: str | None = None
    """own or whole, where it insists on it."""
    leaning: str | None = None
    """own or whole, where both are at hand."""


@dataclass(frozen=True)
class Choice:
    """The papers that a question may be about."""

    rivals: tuple[tuple[PaperHead, ...], ...] = ()
    """Each a paper, or the files that make it up; more than one where the question does not decide."""
    second: tuple[PaperHead, ...] = ()
    """Papers of other years that may print the figure too, the likeliest first."""
    there: tuple[PaperHead, ...] = field(default=())
    """What there is of the organisation."""


def choose(organisation: Organisation, wanted: Wanted, before: PaperHead | None = None) -> Choice:
    """Given an organisation, what is wanted and the paper last asked about, return which papers may be meant."""
    there = organisation.heads
    of_level = [h for h in there if wanted.level in {None, level_of(h)}]
    of_phase = [h for h in of_level if wanted.phase in {None, h.phase}]
    if before is not None and before not in there:
        before = None
    year = wanted.year or _usual_year(of_phase, before)
    exact = [h for h in of_phase if h.year == year]
    rivals = _rivals(exact, wanted, before)
    chosen = {h.document for group in rivals for h in group}
    second: list[PaperHead] = []
    if wanted.year is not None or not exact:
        others = [h for h in of_level if h.document not in chosen and _may_print(h, year)]
        others.sort(
            key=lambda h: (_is_off(h, wanted, rivals), abs(h.year - (year or h.year)), -h.year)
        )
        second = others
    return Choice(rivals, tuple(second), there)


def _usual_year(heads: list[PaperHead], before: PaperHead | None) -> int | None:
    """Return the year meant where none is said: that of the paper asked about before, else the latest."""
    years = {h.year for h in heads}
    if before is not None and before.year in years:
        return before.year
    return max(years, default=None)


def _rivals(
    exact: list[PaperHead], wanted: Wanted, before: PaperHead | None
) -> tuple[tuple[PaperHead, ...], ...]:
    """Return the papers of the year apart by phase and level, those decided against left out."""
    kept = _decided(exact, lambda h: h.phase, (wanted.fitting, before and before.phase))
    leanings = (wanted.leaning, level_of(before) if before else None)
    kept = _decided(kept, level_of, leanings)
    groups: dict[object, list[PaperHead]] = {}
    for head in kept:
        groups.setdefault((head.phase, level_of(head)), []).append(head)
    return tuple(tuple(group) for group in groups.values())


def _decided(heads: list[PaperHead], trait, leanings: Iterable[object]) -> list[PaperHead]:  # type: ignore[no-untyped-def]
    for leaning in leanings:
        fitting = [h for h in heads if trait(h) == leaning]
        if fitting:
            return fitting
    return heads


def _may_print(head: PaperHead, year: int | None) -> bool:
    """Return whether a paper may print a year's figure: its own, or that of a year before it."""
    return year is None or head.year >= year


def _is_off(head: PaperHead, wanted: Wanted, rivals: tuple[tuple[PaperHead, ...], ...]) -> bool:
    phase = wanted.phase or (rivals[0][0].phase if rivals else None)
    return phase is not None and head.phase is not phase
