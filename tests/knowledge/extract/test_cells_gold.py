"""Cells read by eye from a printed paper, where it is at hand: every one of them is a fact."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.extract.about import Identity
from knowledge.extract.cells import facts_in
from knowledge.facts import Fact
from knowledge.readers import read
from knowledge.tables import tables_in
from knowledge.terms import plain_label, squash

SHARED = Path(__file__).resolve().parents[4] / "shared"
GOLD = SHARED / "eval" / "wanli-dev-cells.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="没有别处的公开文件")


def _gold() -> list[dict[str, Any]]:
    lines = GOLD.read_text(encoding="utf-8").splitlines() if GOLD.is_file() else []
    return [json.loads(line) for line in lines if line.strip()]


@cache
def _facts(name: str) -> tuple[Fact, ...]:
    tables = tables_in(read(SHARED / "disclosures" / name)).tables
    about = Identity("例", "例", "街道办事处", 2025)
    return tuple(fact for table in tables for fact in facts_in(table, about))


def _is_row(fact: Fact, cell: dict[str, Any]) -> bool:
    row = fact.citation.place.row or ""
    if code := cell.get("row_code"):
        return fact.codes[:1] == (code,) and squash(row) == squash(cell["row_name"])
    return plain_label(row) == plain_label(cell["row"] or "")


@pytest.mark.parametrize("cell", _gold(), ids=lambda cell: str(cell["id"]))
def test_a_cell_of_the_page_is_one_fact(cell: dict[str, Any]) -> None:
    found = [
        fact
        for fact in _facts(cell["doc"])
        if fact.citation.place.table_title == cell["table_title"]
        and squash(fact.citation.place.column or "") == squash(cell["column"])
        and _is_row(fact, cell)
    ]
    (fact,) = found
    assert fact.value == (None if cell["value"] is None else Decimal(cell["value"]))
    assert (fact.unit, fact.year) == (cell["unit"], cell["year"])
    assert fact.citation.place.page == cell["page"]
