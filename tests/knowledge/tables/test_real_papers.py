"""Whole papers of other places, where they are at hand: every form found, and their sums as oracle."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from knowledge.amounts import read_cell
from knowledge.document import Table
from knowledge.readers import read
from knowledge.tables import tables_in

PAPERS = Path(__file__).resolve().parents[4] / "shared" / "disclosures"
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="没有别处的公开文件")

BUDGET = ["budget_totals", "revenue", "expenditure", "appropriation_totals", "general_budget"]
FORMS: dict[str, tuple[str, list[str], list[str]]] = {
    # file: unit, the forms in their order, the numbers of the first ones
    "长春市信访局": (
        "万元",
        [*BUDGET, "general_budget_basic", "three_public", "government_fund", "projects",
         "state_capital", "project_performance"],
        ["预算表1", "预算表2"],
    ),
    "重庆市气象局": (
        "万元",
        [*BUDGET, "general_budget_basic", "government_fund", "three_public", "procurement",
         "overall_performance", "project_performance"],
        ["表一", "表二"],
    ),
    "国家信访局": (
        "万元",
        [*BUDGET, "general_budget_basic", "government_fund", "state_capital", "three_public",
         "project_performance"],
        ["部门公开表1", "部门公开表2"],
    ),
    "2026年中国共产党广州": (
        "万元",
        [*BUDGET, "general_budget_basic", "general_budget_projects", "three_public",
         "government_fund", "state_capital", "basic", "projects"],
        ["表1", "表2"],
    ),
    "杭州市气象局": (
        "万元",
        [*BUDGET, "general_budget_basic", "three_public", "government_fund", "state_capital",
         "projects"],
        ["表1", "表2"],
    ),
    "2026年烟台市信访局": (
        "万元",
        [*BUDGET, "general_budget_basic", "three_public", "government_fund", "state_capital",
         "basic", "projects", "procurement", "project_performance"],
        ["公开表1", "公开表2"],
    ),
    "2019年佛山": (
        "万元",
        ["accounts_totals", "accounts_revenue", "accounts_expenditure",
         "accounts_appropriation_totals", "accounts_general_budget",
         "accounts_general_budget_basic", "accounts_three_public", "accounts_government_fund"],
        ["表1", "表2"],
    ),
    "2026年市级单位预算": (
        "元",
        [*BUDGET, "government_fund", "state_capital", "general_budget_basic", "three_public"],
        [],
    ),
    "西南大学": (
        "万元",
        ["accounts_totals", "accounts_revenue", "accounts_expenditure", "accounts_appropriation"],
        ["表1", "表2"],
    ),
}  # fmt: skip


@cache
def _tables(name: str) -> tuple[Table, ...]:
    return tables_in(read(next(PAPERS.glob(f"{name}*.pdf")))).tables


@pytest.mark.parametrize("name", FORMS)
def test_every_standard_form_is_found_in_its_order(name: str) -> None:
    unit, forms, numbers = FORMS[name]
    known = [table for table in _tables(name) if table.form]
    assert list(dict.fromkeys(table.form for table in known)) == forms
    assert [table.number for table in known][: len(numbers)] == numbers
    assert known[0].unit == unit


FAULTY = {("长春市信访局", "expenditure"): 1}
"""Forms whose printed sums do not hold, and in how many cells."""
WITHHELD = {"2026年烟台市信访局": {"20140"}}
"""Subjects of which a paper says that it withholds a part."""


@pytest.mark.parametrize("name", FORMS)
def test_subjects_add_up_to_the_subjects_above_them(name: str) -> None:
    checked = 0
    for table in _tables(name):
        held, failed = _sums(table, WITHHELD.get(name, set()))
        checked += held
        assert failed == FAULTY.get((name, table.form or ""), 0), table.title
    assert checked > 20 or name.startswith("杭州")  # which prints no codes


def _sums(table: Table, withheld: set[str]) -> tuple[int, int]:
    """Return in how many cells of a subject its parts add up to it, and in how many they do not.

    A table that lists a code twice is left out: there a code is no one row.
    """
    coded = [(row.codes[0], n) for n, row in enumerate(table.rows) if row.codes]
    rows = dict(coded)
    if len(rows) < len(coded):
        return 0, 0
    amounts = {
        (cell.row, cell.column): value
        for cell in table.cells
        if isinstance(value := read_cell(cell.text).value, Decimal) and "%" not in cell.text
    }
    fits = [
        abs(_sum_of(parts, column, amounts) - amounts[whole, column]) <= Decimal("0.02")
        for code, whole in rows.items()
        if code not in withheld
        and (
            parts := [n for c, n in rows.items() if c.startswith(code) and len(c) == len(code) + 2]
        )
        for column in range(len(table.columns))
        if (whole, column) in amounts
    ]
    return sum(fits), len(fits) - sum(fits)


def _sum_of(rows: list[int], column: int, amounts: dict[tuple[int, int], Decimal]) -> Decimal:
    return sum((amounts.get((row, column), Decimal(0)) for row in rows), Decimal(0))
