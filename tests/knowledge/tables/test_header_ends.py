"""Where a header ends: above the row that numbers the columns, whatever stands under an empty head."""

from __future__ import annotations

from knowledge.document import Document, Grid, GridCell, Place, Source, Table
from knowledge.tables import tables_in

_NUMBERED = ("**", "**", "1", "2", "3")
_BODY = ("201", "教育支出", "12.00", "10.00", "2.00")


def _table(*rows: tuple[str, ...], wide: bool = True) -> Table:
    """Return the table of a grid whose third head covers two columns and whose last head is empty."""
    cells = [
        GridCell(r, c, text, Place(page=1), 1, 2 if wide and (r, c) == (0, 2) else 1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if not (wide and (r, c) == (0, 3))
    ]
    grid = Grid(tuple(cells), len(rows), 5, Place(page=1), True, tuple(100.0 * n for n in range(6)))
    (table,) = tables_in(Document(Source("例", "", "pdf", ""), (grid,))).tables
    return table


def test_heads_under_an_empty_one_belong_to_the_header_above_a_row_of_column_numbers() -> None:
    upper = ("科目编码", "科目名称", "财政拨款", "", "")
    lower = ("", "", "小计", "基本支出", "其他收入")
    table = _table(upper, lower, _NUMBERED, _BODY)
    assert [column.path[-1] for column in table.columns][-3:] == ["小计", "基本支出", "其他收入"]
    assert {cell.text for cell in table.cells} >= {"12.00", "10.00", "2.00"}
    assert not {cell.text for cell in table.cells} & {"小计", "其他收入", "**"}


def test_without_such_a_row_words_under_an_empty_head_stay_in_the_body() -> None:
    upper = ("科目编码", "科目名称", "财政拨款", "", "")
    table = _table(upper, ("", "说明", "见附注", "另册", "其他收入"), _BODY)
    assert "其他收入" in {cell.text for cell in table.cells}


def test_amounts_above_a_row_of_numbers_are_no_header() -> None:
    upper = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    table = _table(upper, ("201", "教育支出", "7.00", "6.00", "1.00"), _NUMBERED, _BODY, wide=False)
    assert {"7.00", "6.00", "1.00"} <= {cell.text for cell in table.cells}
