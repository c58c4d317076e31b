"""What the paper says: facts with their citations, and the field's terms.

One Chinese term, one English name (the whole list, with its printed names, is terms.toml):
收入 revenue, 支出 expenditure, 一般公共预算 general public budget, 政府性基金 government funds,
国有资本经营预算 state capital operations budget, 财政拨款 fiscal appropriation, 功能分类 functional
classification, 经济分类 economic classification, 基本支出 basic expenditure, 项目支出 project expenditure,
人员经费 personnel funds, 公用经费 public-use funds, 三公经费 the three public expenses, 决算 final accounts,
绩效目标 performance target, 编制 staffing quota, 机关运行经费 agency operating funds.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from knowledge.document import Finding, Place, Source, Table


class Kind(StrEnum):
    """What sort of value a fact holds; most false readings of a question die of it."""

    MONEY = "money"
    PEOPLE = "people"
    COUNT = "count"
    """Things counted (辆, 个, 项, 台, 次, 通 …)."""
    PERCENT = "percent"
    WORDS = "words"
    DATE = "date"


class Aspect(StrEnum):
    """Which side of a thing a fact tells."""

    AMOUNT = "amount"
    """How much or how many it is: the value itself, also a form field's words."""
    CHANGE = "change"
    """By how much it changed on `base_year`, in its unit; negative for a decrease."""
    CHANGE_PERCENT = "change_percent"
    """The same in percent as the source states it; negative for a decrease."""
    SHARE = "share"
    """Its share of the whole in percent, as the source states it."""
    REASON = "reason"
    """Why it changed, in the source's words."""
    USE = "use"
    """What it is for (主要用于 …), in the source's words."""
    DEFINITION = "definition"
    """What it means, in the source's words."""
    TEXT = "text"
    """A narrative paragraph about it (duties, structure, 情况说明), whole."""
    PARAGRAPH = "paragraph"
    """A paragraph of such a text on a later page than it begins on: it only tells where its sentences stand."""
    TARGET = "target"
    """An indicator's value (指标值), words or number."""
    TARGET_BASIS = "target_basis"
    """What an indicator's value rests on (指标值确定依据)."""


class State(StrEnum):
    """Zero, blank and 'none arranged' are different answers (the fourth, not disclosed, has no fact)."""

    VALUE = "value"
    ZERO = "zero"
    NONE_ARRANGED = "none_arranged"
    BLANK = "blank"


class Phase(StrEnum):
    """Whether a value was planned or has been spent."""

    BUDGET = "budget"
    FINAL_ACCOUNTS = "final_accounts"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact stands, and the source's own words there."""

    document: str
    title: str
    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the source says."""

    id: str
    """Stable within its document: "t3.r5.c2" for a cell, "p395.1" for the first fact of line 395."""
    kind: Kind
    aspect: Aspect
    label: str
    """What it is, in the source's words (项目支出; 参保人持卡率; 公务用车运行费)."""
    value: Decimal | str | None
    """A number in `unit` as printed; words; None for a blank cell."""
    unit: str | None
    year: int | None
    """The fiscal year that it belongs to."""
    entity: str
    state: State
    phase: Phase
    terms: frozenset[str]
    """What it is about: ids of terms.toml, and `label:<squashed text>` for labels that are no known term."""
    citation: Citation
    context: frozenset[str] = frozenset()
    """What it stands under: terms of its parent rows, its table and its section; a question may name them."""
    codes: tuple[str, ...] = ()
    """Codes printed with it (2080109, 062001), blanks removed."""
    printed: str = ""
    """The value as printed."""
    base_year: int | None = None
    """For a change: the year it is compared with."""
    base: str | None = None
    """For a change: what it is compared with as printed (2025 年预算, 上年执行数)."""
    as_of: str | None = None
    """The date it is stated for (2024-12-31), where one is printed."""
    parent: str | None = None
    """The id of the fact that it is a part of (其中)."""
    table: int | None = None
    """The index of its table."""
    row: int | None = None
    column: int | None = None
    findings: tuple[str, ...] = ()
    """Codes of the findings that touch it, each as "code@line-or-page" key of `Paper.findings`."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A table or part that the contents page names."""

    name: str
    place: Place
    table: int | None
    """The index of the table in the body that keeps the promise, or None."""
    part: str = ""
    """The part (第二部分 …) it is listed under."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole disclosure: whose it is, its tables, facts and findings."""

    source: Source
    title: str
    department: str
    year: int
    phase: Phase
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    promises: tuple[Promise, ...] = ()
    checked: int = 0
    """How many identities were checked."""
    held: int = 0
    place: str | None = None
    level: str | None = None
    """部门, 单位, 本级 or 汇总, where the source says so."""
