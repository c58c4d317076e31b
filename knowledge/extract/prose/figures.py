"""Sentence → figures: the numbers with a unit that a folded text holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from knowledge.extract.prose.cues import any_of, cues
from knowledge.extract.prose.paired import NUMBER, lists_figures
from knowledge.facts import Kind

_NOUGHT = re.compile(r"(?<=为)(0(?:\.0+)?)(?=[，。；)]|$)")
_BARE_UNIT = "万元"
"""What a bare 万 at a clause's end stands for (总预算2921.00万，其中…): money, where nothing counted follows."""
_RANGE = re.compile(r"\d(?:%|[\u4e00-\u9fff]{1,2})?[-—~～至]$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit in a folded text; `end` is behind the unit."""

    start: int
    end: int
    value: Decimal
    unit: str
    kind: Kind


def figures_in(text: str) -> list[Figure]:
    """Given folded text, return its figures in order; dates, bounds and bare numbers are none.

    >>> [(str(f.value), f.unit) for f in figures_in("2026年收支总预算186万元，减少10.4%")]
    [('186', '万元'), ('10.4', '%')]
    >>> [(str(f.value), f.unit) for f in figures_in("政府性基金支出预算为0。")]
    [('0', '')]
    >>> [
    ...     (str(f.value), f.unit)
    ...     for f in figures_in("项目总预算2921.00万，其中支持外贸发展370.00万，受益1.2万人次")
    ... ]
    [('2921.00', '万元'), ('370.00', '万元'), ('1.2', '万人次')]
    >>> [(str(f.value), f.unit) for f in figures_in("较上年3.40减少0.28万元")]
    [('3.40', '万元'), ('0.28', '万元')]
    >>> [(str(f.value), f.unit) for f in figures_in("单价100万元以上设备3台(套)")]
    [('3', '台(套)')]
    """
    figures = [_figure(match) for match in _pattern().finditer(text) if not _is_bound(text, match)]
    figures += [Figure(*m.span(1), Decimal(0), "", Kind.MONEY) for m in _NOUGHT.finditer(text)]
    figures += _listed(text, {figure.start for figure in figures})
    figures += _without_unit(text)
    return sorted(figures, key=lambda figure: figure.start)


def _listed(text: str, known: set[int]) -> Iterator[Figure]:
    """Yield the figures of a list behind 分别 or 各 that has its unit at the end only (300.00、105.00万元)."""
    if not lists_figures(text):
        return
    for match in _list().finditer(text):
        last = match.start("list") + len(match["list"])
        for number in re.finditer(NUMBER, match["list"]):
            start = match.start("list") + number.start()
            end = match.start("list") + number.end()
            if start not in known:
                value = Decimal(number.group().replace(",", ""))
                ends = match.end() if end == last else end
                yield Figure(start, ends, value, match["unit"], _kinds()[match["unit"]])


def _without_unit(text: str) -> Iterator[Figure]:
    """Yield the amounts compared with that leave their unit to the change behind them (较上年3.40减少0.28万元)."""
    for match in _compared().finditer(text):
        value = Decimal(match["number"].replace(",", ""))
        yield Figure(*match.span("number"), value, match["unit"], _kinds()[match["unit"]])


def _figure(match: re.Match[str]) -> Figure:
    value = Decimal(match["number"].replace(",", ""))
    if match["sign"]:
        value = -value
    unit = match["unit"] or _BARE_UNIT
    return Figure(match.start(), match.end(), value, unit, _kinds()[unit])


def _is_bound(text: str, match: re.Match[str]) -> bool:
    behind = text[match.end() : match.end() + 8]
    ahead = text[max(0, match.start() - 6) : match.start()]
    return bool(
        _bound_after().match(behind) or _bound_before().search(ahead) or _RANGE.search(ahead)
    )


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Kind]:
    units = cues().units
    groups = (
        (units.money, Kind.MONEY),
        (units.people, Kind.PEOPLE),
        (units.percent, Kind.PERCENT),
        (units.count, Kind.COUNT),
    )
    return {unit: kind for names, kind in groups for unit in names}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    signed = any_of(cues().units.signed)
    return re.compile(
        rf"(?<![\d.,A-Za-z])(?P<sign>(?:(?<![\d\u4e00-\u9fff)])|(?<={signed}))[-－−](?=\d))?"
        r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        rf"(?:(?P<unit>{any_of(_kinds())})(?!月|工作日|季度|年)|万(?=[,，。；;、（）()]|$))"
    )


@lru_cache(maxsize=1)
def _list() -> re.Pattern[str]:
    return re.compile(
        rf"{any_of(cues().paired.each)}[\u4e00-\u9fff]{{0,8}}?(?P<list>{NUMBER}(?:[、,，和与及]{NUMBER})+)"
        rf"(?P<unit>{any_of(cues().units.money)})"
    )


@lru_cache(maxsize=1)
def _compared() -> re.Pattern[str]:
    words = cues()
    ago = any_of(word for group in words.base.years_ago for word in group.words)
    return re.compile(
        rf"(?:{ago}|\d年度?)(?:{any_of(words.base.stock)})*数?的?(?P<number>{NUMBER})"
        rf"(?={any_of((*words.change.up, *words.change.down))}了?{NUMBER}(?P<unit>{any_of(words.units.money)}))"
    )


@lru_cache(maxsize=1)
def _bound_after() -> re.Pattern[str]:
    return re.compile(any_of(cues().bounds.after))


@lru_cache(maxsize=1)
def _bound_before() -> re.Pattern[str]:
    return re.compile(any_of(cues().bounds.before) + r"(?:在|为|了)?$")
