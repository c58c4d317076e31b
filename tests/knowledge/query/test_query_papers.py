"""What a paper is asked about itself: how many tables it has, as a reader counts them."""

from __future__ import annotations

from pathlib import Path

from knowledge import FactBase, Op, Query, answer, paper

ODDITIES = Path(__file__).resolve().parents[2] / "golden" / "oddities"


def test_a_filled_in_form_is_one_table_whatever_it_falls_into() -> None:
    read = paper(ODDITIES / "heads-with-years-xlsx" / "input.xlsx")
    told = answer(Query(op=Op.TABLES), FactBase([read]))
    assert [table.number for table in told.tables] == ["表1", "表7"]
    assert len(read.tables) > len(told.tables)
