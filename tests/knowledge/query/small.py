"""A small paper made by hand: every sort of value that an answer must tell apart, on one screen.

附表1 支出表（万元）          2024    2025    2026
  总支出                     90.00  120.00  100.00
  项目支出                            70.00   60.00
  基本支出                                    40.00
  公务接待费                                    0.00   印着零
  培训费                                        空白
附表2 项目明细（元）
  项目支出                          700000  600500    与附表1的 60.00 万元不一致
正文
  没有安排因公出国（境）费；总支出比 2025 年减少 20 万元，减少 16.7%；在职 8 人，编制 10 人；20255 年（笔误）
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from knowledge import (
    Aspect,
    Cell,
    Citation,
    Column,
    Fact,
    FactBase,
    Finding,
    Kind,
    Paper,
    Phase,
    Place,
    Row,
    State,
    Table,
)
from knowledge.document import Source

DEPARTMENT = "甲市乙局"
YEAR = 2026
TITLES = ("支出表", "项目明细表")
MISPRINT = Finding(
    "impossible_year",
    "error",
    (("printed", "20255"), ("likely", "2025")),
    (Place(line=12),),
    ("20255 年",),
)


def fact(
    number: int,
    label: str,
    value: str | None,
    *terms: str,
    unit: str | None = "万元",
    year: int | None = YEAR,
    kind: Kind = Kind.MONEY,
    aspect: Aspect = Aspect.AMOUNT,
    state: State | None = None,
    table: int | None = None,
    **others: object,
) -> Fact:
    """Return a fact; its state is told by its value where none is given."""
    amount = value if kind is Kind.WORDS or value is None else Decimal(value)
    told = state or (State.BLANK if amount is None else State.ZERO if amount == 0 else State.VALUE)
    place = Place(line=number, section="第三部分")
    if table is not None:
        place = Place(
            line=number,
            table=f"附表{table + 1}",
            table_title=TITLES[table],
            row=label,
            column=f"{year}年",
        )
    return Fact(
        id=f"f{number}",
        kind=kind,
        aspect=aspect,
        label=label,
        value=amount,
        unit=unit,
        year=year,
        entity=DEPARTMENT,
        state=told,
        phase=Phase.BUDGET,
        terms=frozenset(terms),
        citation=Citation("甲", "甲市乙局2026年部门预算", place, label),
        table=table,
        **others,  # type: ignore[arg-type]
    )


FACTS = (
    fact(1, "总支出", "90.00", "expenditure", year=2024, table=0),
    fact(2, "总支出", "120.00", "expenditure", year=2025, table=0),
    fact(3, "总支出", "100.00", "expenditure", table=0),
    fact(4, "项目支出", "70.00", "project", year=2025, table=0),
    fact(5, "项目支出", "60.00", "project", table=0),
    fact(6, "基本支出", "40.00", "basic", table=0),
    fact(7, "公务接待费", "0.00", "reception", table=0),
    fact(8, "培训费", None, "training", table=0),
    fact(9, "项目支出", "700000", "project", unit="元", year=2025, table=1),
    fact(10, "项目支出", "600500", "project", unit="元", table=1),
    fact(11, "因公出国（境）费", None, "abroad", unit=None, state=State.NONE_ARRANGED),
    fact(
        12,
        "总支出",
        "-20",
        "expenditure",
        aspect=Aspect.CHANGE,
        base_year=2025,
        findings=("impossible_year@12",),
    ),
    fact(
        13,
        "总支出",
        "-16.7",
        "expenditure",
        unit="%",
        kind=Kind.PERCENT,
        aspect=Aspect.CHANGE_PERCENT,
        base_year=2025,
    ),
    fact(14, "在职人数", "8", "on_duty", unit="人", kind=Kind.PEOPLE),
    fact(15, "编制", "10", "staffing_quota", unit="人", kind=Kind.PEOPLE),
)


def paper_of(facts: Iterable[Fact] = FACTS, *findings: Finding) -> Paper:
    """Return a paper that holds the facts, with a table for each number that they stand in."""
    placed = list(facts)
    numbers = sorted({f.table for f in placed if f.table is not None})
    tables = []
    for number in numbers:
        labels = list(dict.fromkeys(f.label for f in placed if f.table == number))
        placed = [
            replace(f, row=labels.index(f.label), column=_column(f)) if f.table == number else f
            for f in placed
        ]
        tables.append(_table(number, labels, [f for f in placed if f.table == number]))
    source = Source("甲", "甲.txt", "txt", "0" * 64)
    return Paper(
        source,
        f"{DEPARTMENT}{YEAR}年部门预算",
        DEPARTMENT,
        YEAR,
        Phase.BUDGET,
        tuple(tables),
        tuple(placed),
        findings,
    )


def base_of(facts: Iterable[Fact] = FACTS, *findings: Finding) -> FactBase:
    """Return a fact base of one paper that holds the facts."""
    return FactBase([paper_of(facts, *findings)])


def _column(given: Fact) -> int:
    return (given.year or YEAR) - YEAR + 2


def _table(number: int, labels: list[str], facts: list[Fact]) -> Table:
    cells = [
        Cell(f.row or 0, f.column or 0, f.printed or str(f.value or ""), f.citation.place)
        for f in facts
    ]
    return Table(
        index=number,
        number=f"附表{number + 1}",
        title=TITLES[number],
        unit=facts[0].unit,
        columns=tuple(Column((f"{YEAR - 2 + n}年",)) for n in range(3)),
        rows=tuple(Row(label, (label,)) for label in labels),
        cells=tuple(cells),
        place=Place(line=number, table=f"附表{number + 1}", table_title=TITLES[number]),
    )
