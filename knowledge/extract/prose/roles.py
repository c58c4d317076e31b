"""The clause before a figure → its role: an amount, a change, a share, what it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.extract.prose.cues import any_of, cues
from knowledge.extract.prose.figures import Figure
from knowledge.facts import Aspect, Kind
from knowledge.terms import label_terms

_COMPLETION_OBJECT = r"[^，。；:]{0,12}?(?:预算|计划)数?(?:的|比例为|率为)?$"


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is compared with."""

    printed: str
    """As printed in folded text: 2025年预算, 上年执行数."""
    year_text: str
    """The year's digits or word alone; empty for 年初预算, which is this year's."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Role:
    """What a figure does in its clause."""

    aspect: Aspect
    sign: int = 1
    """-1 for a decrease; 0 where both directions are printed: 增加（减少）."""
    subject: str = ""
    """The words that name what it is about; empty where the sentence goes on about the same."""
    base: Base | None = None
    is_base: bool = False
    """Whether it is the amount compared with (比2025年预算207.68万元减少)."""
    whole: str = ""
    """For a share: of what."""
    completes: bool = False
    """Whether it is a rate of completion (完成年初预算的 98%), or the budget completed (完成预算5万元的 98%)."""


def base_in(clause: str) -> Base | None:
    """Return what a folded clause compares with.

    >>> base_in("比2025年预算减少").printed
    '2025年预算'
    >>> base_in("收入较上年执行数").printed
    '上年执行数'
    """
    match = None
    for found in _base().finditer(clause):
        match = found
    if not match:
        return None
    printed = (match["when"] or "") + (match["stock"] or "")
    printed = printed or match["alone"] or match["opening"]
    return Base(printed, match["year"] or match["ago"] or match["alone"] or "", *match.span())


def role_of(clause: str, figure: Figure, *, compared: bool = False) -> Role:
    """Given the clause that leads to a figure, return the figure's role.

    `compared` tells that the sentence has opened a comparison before.

    >>> from decimal import Decimal
    >>> figure = Figure(0, 0, Decimal("21.68"), "万元", Kind.MONEY)
    >>> role_of("比2025年预算减少", figure).sign
    -1
    >>> role_of("2026年收支总预算", figure).aspect.value
    'amount'
    """
    base = base_in(clause)
    rest = clause[: base.start] + clause[base.end :] if base else clause
    change = _change().search(rest)
    if change and (base or compared or change["verb"] not in _loose()):
        return _changed(figure, rest[: change.start()], change, base)
    differs = _differs().search(clause)
    if differs:
        return _different(figure, differs)
    reached = _reached().search(rest)
    if reached:
        return Role(Aspect.AMOUNT, subject=rest[: reached.start()], base=base)
    if figure.kind is Kind.PERCENT:
        return _percent(clause)
    done = _completion().search(clause)
    if done:
        return Role(Aspect.AMOUNT, subject=clause[: done.start()], completes=True)
    verb = _verb_first().match(clause)
    if verb and _is_known(label_terms(verb["subject"])):
        return Role(Aspect.CHANGE, 1 if verb["verb"] in cues().change.up else -1, verb["subject"])
    if base and not rest.strip("的为是，"):
        return Role(Aspect.AMOUNT, base=base, is_base=True)
    return Role(Aspect.AMOUNT, subject=clause)


def _is_known(names: frozenset[str]) -> bool:
    return bool(names) and not any(":" in name for name in names)


def _changed(figure: Figure, subject: str, change: re.Match[str], base: Base | None) -> Role:
    words = cues().change
    both = change["either"] or change["verb"] in words.either
    sign = 0 if both else (1 if change["verb"] in words.up else -1)
    return replace(_changed_by(figure, sign), subject=subject, base=base)


def _different(figure: Figure, match: re.Match[str]) -> Role:
    """本年数小于上年预算数5万元: the comparison itself tells the direction."""
    base = base_in("比" + match["base"])
    sign = -1 if match["less"] else 1
    subject = re.sub(r"(?:本年|今年)?(?:预算|决算)?数?$", "", match["subject"])
    return replace(_changed_by(figure, sign), subject=subject, base=base)


def _changed_by(figure: Figure, sign: int) -> Role:
    relative = figure.kind is Kind.PERCENT and figure.unit == "%"
    return Role(Aspect.CHANGE_PERCENT if relative else Aspect.CHANGE, sign)


def _percent(clause: str) -> Role:
    share = _share().search(clause)
    if share:
        whole = share["whole"].strip("的为约")
        return Role(Aspect.SHARE, subject=clause[: share.start()], whole=whole)
    done = _completion().search(clause)
    if done:
        return Role(Aspect.AMOUNT, subject=clause[: done.start()], completes=True)
    return Role(Aspect.AMOUNT, subject=clause)


@lru_cache(maxsize=1)
def _loose() -> frozenset[str]:
    words = cues().change
    return frozenset((*words.loose, *words.either))


@lru_cache(maxsize=1)
def _base() -> re.Pattern[str]:
    base = cues().base
    ago = any_of(word for group in base.years_ago for word in group.words)
    stock = any_of(base.stock)
    return re.compile(
        rf"{any_of(base.open)}(?P<when>(?P<year>\d{{4,6}})年度?|(?P<ago>{ago}))"
        rf"(?P<stock>(?:本?部门|本?单位|同口径)?(?:{stock})+)?(?:数)?(?:相比|对比|比较|相比较|比)?，?"
        rf"|(?P<alone>同比)|{any_of(base.open)}(?P<opening>(?:年初|全年|年度|调整)预算数?|预算数)(?:相比)?"
    )


@lru_cache(maxsize=1)
def _change() -> re.Pattern[str]:
    words = cues().change
    verbs = any_of((*words.up, *words.down, *words.either))
    return re.compile(
        rf"(?:(?P<either>{verbs}(?:\({verbs}\)|/{verbs}|或{verbs}))|(?<![至不])(?P<verb>{verbs}))"
        rf"{any_of(words.tails)}*$"
    )


@lru_cache(maxsize=1)
def _reached() -> re.Pattern[str]:
    words = cues().change
    return re.compile(rf"{any_of((*words.up, *words.down))}了?{any_of(words.reached)}$")


@lru_cache(maxsize=1)
def _differs() -> re.Pattern[str]:
    base = cues().base
    ago = any_of(word for group in base.years_ago for word in group.words)
    when = rf"(?:\d{{4}}年度?|{ago}|年初)"
    return re.compile(
        rf"(?P<subject>.*?)(?:(?P<less>{any_of(base.less)})|{any_of(base.more)})"
        rf"(?P<base>{when}(?:{any_of(base.stock)})*数?)$"
    )


@lru_cache(maxsize=1)
def _verb_first() -> re.Pattern[str]:
    words = cues().change
    verbs = frozenset((*words.up, *words.down)) - frozenset(words.loose)
    return re.compile(rf"(?P<verb>{any_of(verbs)})了?(?P<subject>.{{2,20}})$")


@lru_cache(maxsize=1)
def _share() -> re.Pattern[str]:
    return re.compile(rf"{any_of(cues().share.cues)}(?P<whole>[^，。；:]*)$")


@lru_cache(maxsize=1)
def _completion() -> re.Pattern[str]:
    return re.compile(any_of(cues().completion.cues) + _COMPLETION_OBJECT)
