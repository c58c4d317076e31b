"""What a paper is asked about itself: how many tables it has, as a reader counts them."""

from __future__ import annotations

from pathlib import Path

from knowledge import Fact, FactBase, Op, Query, Subject, answer, paper

ODDITIES = Path(__file__).resolve().parents[2] / "golden" / "oddities"


def test_a_filled_in_form_is_one_table_whatever_it_falls_into() -> None:
    read = paper(ODDITIES / "heads-with-years-xlsx" / "input.xlsx")
    told = answer(Query(op=Op.TABLES), FactBase([read]))
    assert [table.number for table in told.tables] == ["表1", "表7"]
    assert len(read.tables) > len(told.tables)


def test_an_only_part_that_is_all_of_a_row_is_divided_further() -> None:
    base = FactBase([paper(ODDITIES / "captions-with-code-and-year" / "input.html")])
    named = Subject(terms=frozenset({"label:农林水支出"}), name="农林水支出")
    told = answer(Query(op=Op.EXTREME, subjects=(named,)), base)
    assert [fact.label for fact in told.main if isinstance(fact, Fact)][:2] == [
        "行政运行",
        "水利工程运行与维护",
    ]
