"""Small papers of several departments, years, phases and levels, made by hand, to be asked about together.

                    预算                        决算
甲市信访局            2025, 2026                 2024
甲市人力资源和社会保障局  2024, 2026                 2024
甲市财政局            2026 部门, 2026 本级
甲市乙区财政局          2026（单位是元）
丙市乙区人民政府丁街道办事处  2026
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from knowledge import Citation, Fact, FactBase, Kind, Paper, Phase
from knowledge.document import Source
from tests.knowledge.query.small import fact, paper_of

_NAMES = {Phase.BUDGET: "预算", Phase.FINAL_ACCOUNTS: "决算"}
_ROWS = {
    "spent": ("总支出", "expenditure"),
    "three": ("“三公”经费合计", "three_public"),
    "project": ("项目支出", "project"),
    "training": ("培训费", "training"),
}


def made(
    department: str,
    place: str,
    year: int,
    phase: Phase = Phase.BUDGET,
    *,
    level: str = "部门",
    unit: str = "万元",
    people: int | None = None,
    before: Mapping[str, str] | None = None,
    label: str = "",
    **values: str,
) -> Paper:
    """Return a paper with a table of the values given, those of the year `before` beside them."""
    told: list[Fact] = []
    columns = [(year, values), (year - 1, before or {})]
    for of_year, column in columns:
        for name, value in column.items():
            row, term = _ROWS[name]
            told.append(fact(len(told) + 1, row, value, term, unit=unit, year=of_year, table=0))
    if people is not None:
        told.append(
            fact(90, "在职人数", str(people), "on_duty", unit="人", kind=Kind.PEOPLE, year=year)
        )
    if label:
        told.append(fact(91, label, "5.00", f"label:{label}", year=year, table=0))
    document = f"{department}{year}{phase.value}{level}"
    title = f"{department}{year}年部门{_NAMES[phase]}"
    facts = [
        replace(
            f,
            entity=department,
            phase=phase,
            citation=Citation(document, title, f.citation.place, f.citation.quote),
        )
        for f in told
    ]
    return replace(
        paper_of(facts),
        source=Source(document, f"{document}.txt", "txt", "0" * 64),
        title=title,
        department=department,
        year=year,
        phase=phase,
        place=place,
        level=level,
    )


def papers() -> tuple[Paper, ...]:
    """Return all of them."""
    accounts = Phase.FINAL_ACCOUNTS
    return (
        made(
            "甲市信访局",
            "甲市",
            2026,
            spent="100.00",
            three="3.00",
            people=20,
            before={"spent": "90.00"},
            training="1.00",
        ),
        made(
            "甲市信访局",
            "甲市",
            2025,
            spent="91.00",
            three="4.00",
            people=21,
            before={"spent": "80.00"},
        ),
        made(
            "甲市信访局",
            "甲市",
            2024,
            accounts,
            spent="79.50",
            three="2.50",
            before={"spent": "70.00"},
        ),
        made("甲市人力资源和社会保障局", "甲市", 2026, spent="900.00", three="9.00", people=120),
        made("甲市人力资源和社会保障局", "甲市", 2024, spent="800.00", three="8.00", people=110),
        made("甲市人力资源和社会保障局", "甲市", 2024, accounts, spent="780.00", three="7.50"),
        made("甲市财政局", "甲市", 2026, spent="500.00", three="6.00", people=60),
        made(
            "甲市财政局（本级）",
            "甲市",
            2026,
            level="本级",
            spent="300.00",
            three="5.00",
            people=40,
        ),
        made(
            "甲市乙区财政局",
            "甲市乙区",
            2026,
            unit="元",
            spent="2000000",
            three="15000",
            people=30,
            label="非税收入系统维护",
        ),
        made("丙市乙区人民政府丁街道办事处", "丙市乙区", 2026, spent="400.00", people=50),
    )


def base() -> FactBase:
    """Return a fact base of all of them."""
    return FactBase(papers())


def value_of(paper: Paper, row: str, year: int) -> Decimal:
    """Return what a paper says, read from its facts without our own look-up."""
    (found,) = {f.value for f in paper.facts if f.label == row and f.year == year}
    if not isinstance(found, Decimal):
        raise TypeError(row)
    return found
