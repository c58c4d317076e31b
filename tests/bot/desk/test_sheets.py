"""A table as it is drawn: header cells with their spans, labels in their columns, halves side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.addresses import key_of
from bot.desk.engine import Engine
from bot.picture.sheets import Sheet, sheet_of
from bot.replies import Answerer
from knowledge import papers
from tests.corpus.asking import papers as shipped
from tests.knowledge.readers.making import as_pdf, as_xlsx, table


def drawn(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def read(tmp_path: Path, *rows: tuple[str, ...]) -> Sheet:
    """Given a table's rows, write a paper that holds it, read it, and draw the table."""
    path = tmp_path / "测试局.xlsx"
    as_xlsx(["测试市测试局2026年部门预算", "一般公共预算支出表", "单位：万元", table(*rows)], path)
    (paper,) = papers([path])
    return sheet_of(paper.tables[0])


def test_a_code_split_over_three_columns_stands_in_them(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        ("类", "款", "项", "科目名称", "合计", "基本支出"),
        ("", "", "", "合计", "30.00", "10.00"),
        ("208", "", "", "社会保障和就业支出", "30.00", "10.00"),
        ("208", "05", "", "行政事业单位养老支出", "30.00", "10.00"),
        ("208", "05", "01", "行政单位离退休", "30.00", "10.00"),
    )
    assert drawn(sheet) == [
        ["", "", "", "合计", "30.00", "10.00"],
        ["208", "", "", "社会保障和就业支出", "30.00", "10.00"],
        ["208", "05", "", "行政事业单位养老支出", "30.00", "10.00"],
        ["208", "05", "01", "行政单位离退休", "30.00", "10.00"],
    ]


def test_halves_stand_side_by_side_as_printed() -> None:
    sheet = sheet_of(shipped()[0].tables[0])
    rows = drawn(sheet)
    assert [len(row) for row in rows] == [4] * 28
    assert rows[0] == ["一、一般公共预算拨款收入", "186.00", "一、一般公共服务支出", ""]
    assert rows[9] == ["", "", "十、城乡社区支出", ""]
    assert rows[-1] == ["收入总计", "186.00", "支出总计", "186.00"]


@pytest.mark.parametrize("table", shipped()[0].tables, ids=lambda table: table.title)
def test_every_row_is_as_wide_as_its_header(table) -> None:  # type: ignore[no-untyped-def]
    sheet = sheet_of(table)
    widths = {sum(cell.columns for cell in row) for row in sheet.rows}
    heads = {sum(head.columns for head in sheet.heads[0])} if sheet.heads else widths
    assert len(widths) <= 1
    assert not widths or widths == heads
    area = sum(head.columns * head.rows for row in sheet.heads for head in row)
    assert not sheet.heads or area == len(sheet.heads) * next(iter(heads))


def test_rows_of_one_name_are_told_apart_by_their_figures(tmp_path: Path) -> None:
    path = tmp_path / "测试局.pdf"
    rows = (
        ("科目编码", "科目名称", "合计", "基本支出"),
        ("", "合计", "30.00", "10.00"),
        ("20899", "其他社会保障和就业支出", "30.00", "10.00"),
        ("2089999", "其他社会保障和就业支出", "20.00", "10.00"),
    )
    as_pdf(["测试市测试局2026年部门预算", "一般公共预算支出表", "单位：万元", table(*rows)], path)
    (paper,) = papers([path])
    engine = Engine(lambda: Answerer((paper,)))
    facts = {(fact.row, fact.column): fact for fact in paper.facts if fact.table == 0}
    meant = {}
    for (row, column), fact in facts.items():
        key = key_of(fact.citation.place, fact.citation.quote)
        found = engine.found(paper.source.id, key)
        assert found
        meant[row, column] = found.cells
    assert meant[1, 2] == {(1, 2)}
    assert meant[2, 2] == {(2, 2)}
    assert meant[1, 3] == meant[2, 3] == {(1, 3), (2, 3)}, "the same figure in rows of one name"
    sheet = sheet_of(paper.tables[0], meant[2, 2])
    assert [cell.text for line in sheet.rows for cell in line if cell.marked] == ["20.00"]
