"""What the heads above a cell say: its year, its phase, its aspect, its unit, and what it is about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.amounts import MONEY_UNITS
from knowledge.facts import Aspect, Kind, Phase
from knowledge.terms import label_terms, squash


class _Year(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...]
    offset: int


class _Phase(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...]
    phase: Phase


class _Aspect(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...]
    aspect: Aspect


class Cues(BaseModel):
    """The words of cells.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: tuple[_Year, ...]
    year_tails: str
    phase: tuple[_Phase, ...]
    aspect: tuple[_Aspect, ...]
    silent: tuple[str, ...]
    indicator_heads: tuple[str, ...]
    counting_heads: tuple[str, ...]
    unit_heads: tuple[str, ...]
    sign_heads: tuple[str, ...]
    bought_heads: tuple[str, ...]
    bounds: tuple[str, ...]
    name_heads: tuple[str, ...]
    handed_down: tuple[str, ...]
    flows: tuple[str, ...]
    weak: tuple[str, ...]
    none_arranged: str
    percent_units: tuple[str, ...]
    people_units: tuple[str, ...]
    count_units: str
    phase_tails: str
    people_heads: str
    count_heads: str
    word_heads: str
    money_heads: str
    compares: str


@dataclass(frozen=True, slots=True)
class Head:
    """What one level of a column's heads says."""

    text: str
    terms: frozenset[str] = frozenset()
    year: int | None = None
    phase: Phase | None = None
    aspect: Aspect | None = None
    unit: str | None = None
    kind: Kind | None = None
    """People, count, money or words, where the head says so (人数, 数量, 金额, 备注)."""
    base: str | None = None
    """What is compared with, where the head compares (2025年执行数)."""
    base_year: int | None = None


def head_of(text: str, year: int, words: Mapping[str, tuple[str, ...]] = {}) -> Head:
    """Given a head, the disclosure's fiscal year and the form's own words, return what the head says.

    >>> (
    ...     head_of("上年执行数", 2026).year,
    ...     head_of("2025年预算数", 2026).year,
    ...     head_of("上年结转结余", 2026).year,
    ... )
    (2025, 2025, None)
    >>> sorted(head_of("公务接待费", 2026).terms), head_of("金额（元）", 2026).unit
    (['reception'], '元')
    """
    squashed = squash(text)
    if compared := re.fullmatch(cues().compares, squashed):
        return _comparison(text, compared, year, words)
    unit = _unit_in(squashed)
    bare = (
        re.sub(r"\([^()]*\)$", "", squashed)
        if unit or re.search(r"\(.*年.*\)$", squashed)
        else squashed
    )
    found, rest = _year_in(bare, year)
    return Head(
        text,
        _terms_of(rest, words),
        found,
        next(
            (one.phase for one in cues().phase if _fits(one.words, rest) or _fits(one.words, bare)),
            None,
        ),
        _aspect_in(rest, unit),
        unit,
        _kind_in(bare),
    )


def _comparison(
    text: str, compared: re.Match[str], year: int, words: Mapping[str, tuple[str, ...]]
) -> Head:
    """Return what a head says that compares: 2026年预算数比2025年执行数（扣除中央基建投资）."""
    own, base = head_of(compared["own"], year, words), compared["base"]
    rest = re.sub(r"[()]", "", compared["rest"])
    kept = head_of(rest, year, words) if rest else Head("")
    return Head(
        text,
        own.terms | kept.terms,
        own.year,
        own.phase,
        kept.aspect or Aspect.CHANGE,
        kept.unit,
        base=base,
        base_year=year_of(base, year),
    )


def year_of(text: str, year: int) -> int | None:
    """Return the fiscal year that a head, label or title names; None where it names none.

    >>> (
    ...     year_of("前年", 2026),
    ...     year_of("2024 年", 2026),
    ...     year_of("2025年部门收支总表", 2026),
    ...     year_of("收支总表", 2026),
    ... )
    (2024, 2024, 2025, None)
    """
    return _year_in(squash(text), year)[0]


@lru_cache(maxsize=8192)
def unit_of_label(label: str) -> Head | None:
    """Given a row's label, return the unit that it prints in brackets, as a head would say it; None without one.

    >>> unit_of_label("车辆数合计（辆）").unit, unit_of_label("国内公务接待人次（人）").kind.value
    ('辆', 'people')
    >>> unit_of_label("因公出国（境）费") is None
    True
    """
    squashed = squash(label)
    unit = _unit_in(squashed) if squashed.endswith(")") else None
    if unit is None or unit in cues().percent_units:
        return None
    if unit in MONEY_UNITS:
        return Head(label, unit=unit, kind=Kind.MONEY)
    return Head(label, unit=unit, kind=Kind.PEOPLE if unit in cues().people_units else Kind.COUNT)


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the words of cells.toml, validated."""
    data = resources.files("knowledge").joinpath("extract/cells.toml").read_text(encoding="utf-8")
    return Cues.model_validate(tomllib.loads(data))


def is_head(kind: Literal["unit_heads", "sign_heads", "bought_heads"], text: str) -> bool:
    """Whether a head is one of the unit, or of the sign, of a target beside it.

    >>> is_head("unit_heads", "计量单位"), is_head("sign_heads", "指标值")
    (True, False)
    """
    return _fits(getattr(cues(), kind), squash(text))


def says_none_arranged(text: str) -> bool:
    """Whether a note says that nothing is arranged.

    >>> (
    ...     says_none_arranged("说明：2026 年没有政府性基金预算支出安排。"),
    ...     says_none_arranged("注：本表反映本年收支。"),
    ... )
    (True, False)
    """
    return bool(re.search(cues().none_arranged, squash(text)))


@lru_cache(maxsize=8192)
def _year_in(squashed: str, year: int) -> tuple[int | None, str]:
    """Return the year and what is left of the text without it."""
    if match := re.fullmatch(r"((?:19|20)\d\d)(?:年度?(.*))?", squashed):
        return int(match.group(1)), match.group(2) or ""
    for one in cues().year:
        words = "|".join(one.words)
        if match := re.fullmatch(rf"(?:{words})({cues().year_tails})", squashed):
            return year + one.offset, match.group(1)
    return None, squashed


def _terms_of(rest: str, words: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    if rest in words:
        return frozenset(words[rest])
    if (
        not rest
        or _fits(cues().silent, rest)
        or any(_fits(one.words, rest) for one in cues().aspect)
    ):
        return frozenset()
    if any(_fits(one.words, rest) for one in cues().phase):
        rest = re.sub(cues().phase_tails, "", rest)
    return label_terms(rest) if rest else frozenset()


def _aspect_in(rest: str, unit: str | None) -> Aspect | None:
    found = next((one.aspect for one in cues().aspect if _fits(one.words, rest)), None)
    changed = found is Aspect.CHANGE and unit in cues().percent_units
    return Aspect.CHANGE_PERCENT if changed else found


def _unit_in(squashed: str) -> str | None:
    """Return the unit that a head names in brackets or at its end (金额(元), 预算数(单位:万元), 增减%)."""
    match = re.search(r"\((?:(?:金额|货币|计量)?单位[:：])?([^()]+)\)$", squashed)
    unit = match.group(1) if match else ""
    if unit in MONEY_UNITS or unit in cues().percent_units or unit in cues().people_units:
        return unit
    first = re.split(r"[,、/]", unit)[0]
    if re.fullmatch(cues().count_units, first):
        return first
    return "%" if squashed.endswith("%") else None


def _kind_in(bare: str) -> Kind | None:
    for pattern, kind in (
        (cues().people_heads, Kind.PEOPLE),
        (cues().count_heads, Kind.COUNT),
        (cues().money_heads, Kind.MONEY),
        (cues().word_heads, Kind.WORDS),
    ):
        if re.fullmatch(pattern, bare):
            return kind
    return None


@lru_cache(maxsize=8192)
def _fits(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.fullmatch(pattern, text) for pattern in patterns)
