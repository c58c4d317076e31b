"""Tables with lines, drawn cell by cell as real papers print them, and what is read out of them."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.document import Document, Grid, GridCell, Paragraph, Place, Source, Table
from knowledge.tables import Tables, tables_in

Drawn = str | tuple[str, int, int]
"""A cell's text, or its text with the rows and columns it spans."""


def grid_of(page: int, rows: Sequence[Sequence[Drawn]], edges: Sequence[float] = ()) -> Grid:
    """Return a grid; cells fill the places that are still free, from the left, and "~" leaves one uncovered."""
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row, drawn in enumerate(rows):
        column = 0
        for one in drawn:
            while (row, column) in taken:
                column += 1
            text, height, width = one if isinstance(one, tuple) else (one, 1, 1)
            if text != "~":
                cells.append(GridCell(row, column, text, Place(page=page), height, width))
            taken |= {(row + r, column + c) for r in range(height) for c in range(width)}
    width = 1 + max(column for _, column in taken)
    places = tuple(edges or (float(100 * n) for n in range(width + 1)))
    return Grid(tuple(cells), len(rows), width, Place(page=page), True, places)


def lines_of(page: int, *texts: str) -> list[Paragraph]:
    return [Paragraph(text, Place(page=page)) for text in texts]


def tables_of(*blocks: Paragraph | Grid) -> Tables:
    return tables_in(Document(Source("例", "", "pdf", ""), tuple(blocks)))


def only_table(*blocks: Paragraph | Grid) -> Table:
    (table,) = tables_of(*blocks).tables
    return table


def texts_of(table: Table, row: int) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == row]


SUBJECTS: list[list[Drawn]] = [
    [("项目", 1, 4), ("收入预算", 1, 2)],
    [("功能分类科目编码", 1, 3), ("功能分类科目名称", 2, 1), ("合计", 2, 1), ("事业收入", 2, 1)],
    ["类", "款", "项"],
]
CAPTION = lines_of(10, "2025年部门收入预算总表", "编制部门：某街道办事处 单位：元")
FIRST = grid_of(
    10,
    [
        *SUBJECTS,
        ["201", "", "", "一般公共服务支出", "3,296,600", "0"],
        ["201", "05", "", "统计信息事务", "438,300", "0"],
        ["201", "05", "07", "专项普查活动", "438,300", ""],
    ],
)
