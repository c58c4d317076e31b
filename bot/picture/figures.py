"""The figures of a reply that stand side by side (years, departments, parts) as bars, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bot.addresses import path_of
from bot.picture.words import say
from bot.reply import Reply, ReplyFact

_CHANGE = re.compile(r"\d{4} ?年比")
"""The label of a change: it is no amount that stands beside amounts."""
_FULL = 100
_MOST = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure as a bar."""

    label: str
    value: str
    """The figure with its unit, as the answer has it."""
    length: str
    """Its length in hundredths of the longest, as SVG takes it."""
    place: str
    """The path of the page where it stands."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one unit."""

    title: str
    bars: tuple[Bar, ...]


def chart_of(reply: Reply) -> Chart | None:
    """Given a reply, return its printed figures of one unit as bars, or None where they cannot be compared."""
    printed = [(fact, value) for fact in reply.facts if (value := _drawable(fact)) is not None]
    if not printed:
        return None
    unit = printed[0][0].unit
    same = [(fact, value) for fact, value in printed if fact.unit == unit]
    first = same[0][0]
    years = _apart([p for p in same if _is_of(p[0], first, "label", "entity")], "year")
    if len(years) > 1:
        years.sort(key=lambda pair: pair[0].year or 0)
        return _drawn(reply, "years", [(f"{f.year} 年", f, v) for f, v in years])
    entities = _apart([p for p in same if _is_of(p[0], first, "label", "year")], "entity")
    if len(entities) < 2:
        # departments that print the same thing under other names: one figure each
        each = _apart([p for p in same if _is_of(p[0], first, "year")], "entity")
        entities = each if len(each) == len(same) else []
    if len(entities) > 1:
        return _drawn(reply, "departments", [(f.entity, f, v) for f, v in entities])
    parts = _apart([p for p in same if _is_of(p[0], first, "entity", "year")], "label")
    if len(parts) > 2:
        return _drawn(reply, "parts", [(f.label, f, v) for f, v in parts])
    return None


def _drawable(fact: ReplyFact) -> Decimal | None:
    """The amount of a printed figure, where it has a place and a unit and is not negative."""
    if fact.derived or not fact.citations or not fact.unit or fact.value is None:
        return None
    if fact.unit == "%" or _CHANGE.search(fact.label):
        return None
    try:
        value = Decimal(fact.value)
    except InvalidOperation:
        return None
    return value if value >= 0 else None


def _is_of(fact: ReplyFact, first: ReplyFact, *names: str) -> bool:
    return all(getattr(fact, name) == getattr(first, name) for name in names)


def _apart(
    pairs: Sequence[tuple[ReplyFact, Decimal]], name: str
) -> list[tuple[ReplyFact, Decimal]]:
    """The figures that differ in one respect, the first of each."""
    kept: dict[object, tuple[ReplyFact, Decimal]] = {}
    for pair in pairs:
        told = getattr(pair[0], name)
        if told is not None:
            kept.setdefault(told, pair)
    return list(kept.values())


def _drawn(
    reply: Reply, kind: str, figures: Sequence[tuple[str, ReplyFact, Decimal]]
) -> Chart | None:
    longest = max(value for _, _, value in figures)
    if longest == 0 or len(figures) > _MOST:
        return None
    bars = []
    for label, fact, value in figures:
        cited = reply.citations[fact.citations[0]]
        length = f"{value * _FULL / longest:.2f}"
        told = f"{value:,} {fact.unit}"
        bars.append(Bar(label, told, length, path_of(cited.document, cited, cited.quote)))
    first = figures[0][1]
    name = first.label if kind != "parts" else ""
    year = f"{first.year} 年" if kind != "years" and first.year else ""
    return Chart(say(f"chart.{kind}", name=name, year=year), tuple(bars))
