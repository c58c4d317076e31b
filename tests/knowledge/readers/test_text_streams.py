"""Tables that a page gives one cell a line, with bars between: read where the rows can be told for certain."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from knowledge.build import paper_of
from knowledge.document import Document, Grid, Source
from knowledge.readers.text import document_of
from knowledge.tables import tables_in

HEADS = "序号 |\n收入 |\n支出 | ||\n项 目 |\n预算数 |\n项 目 |\n预算数 | |\n栏次 |\n1 |\n2 |\n3 |\n4 |\n"
BODY = [
    ("1", "一、一般公共预算拨款收入", "75.82", "一、一般公共服务支出", "66.39"),
    ("2", "二、政府性基金预算拨款收入", "", "二、外交支出", ""),
    ("3", "三、国有资本经营预算拨款收入", "", "三、国防支出", ""),
    ("4", "", "", "四、农林水支出", "14.54"),
    ("5", "本年收入合计", "75.82", "本年支出合计", "80.93"),
    ("6", "上年结转结余", "5.11", "", ""),
    ("7", "收入总计", "80.93", "支出总计", "80.93"),
]
CAPTION = "920青山县石门镇财政所 |\n预算年度:2025 |\n单位:万元 | ||\n"
CLOSED = """|
|
|
单位:万元
|
|
项 目
|
合计
|
一般公共
预算
|
|
行政经费
|
312.23
|
312.23
|
|
“三公”经费
|
29.00
|
29.00
|
|
公务接待费
|
1.00
|
1
|
"""


def lone(rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"{cell} |\n" if cell else "|\n" for row in rows for cell in row)


def document(text: str) -> Document:
    return document_of(text, Source("例", "例.txt", "txt", "0"))


def grids(text: str) -> list[Grid]:
    return [block for block in document(text).blocks if isinstance(block, Grid)]


def test_two_halves_beneath_heads_that_cover_two_columns_each() -> None:
    (table,) = tables_in(
        document("2025年部门预算\n收支总表\n" + CAPTION + HEADS + lone(BODY))
    ).tables
    paths = [column.path for column in table.columns]
    assert paths[1:] == [
        ("收入", "项目"),
        ("收入", "预算数"),
        ("支出", "项目"),
        ("支出", "预算数"),
    ]
    told = {(table.rows[c.row].label, c.text) for c in table.cells if c.text}
    assert {("四、农林水支出", "14.54"), ("上年结转结余", "5.11")} <= told


def test_the_facts_of_such_a_page_hold_together() -> None:
    found = paper_of(document("2025年部门预算\n收支总表\n" + CAPTION + HEADS + lone(BODY)))
    assert (found.department, found.year) == ("青山县石门镇财政所", 2025)
    assert 0 < found.checked == found.held
    blank = next(f for f in found.facts if f.label.endswith("国防支出"))
    assert (blank.value, blank.state.value) == (None, "blank")
    total = next(f for f in found.facts if f.label == "支出总计")
    assert (total.value, total.citation.place.line) == (Decimal("80.93"), 52)


def test_rows_closed_by_bars_of_their_own_and_a_cell_in_two_lines() -> None:
    (grid,) = grids(CLOSED)
    assert (grid.width, grid.height) == (3, 4)
    texts = [cell.text for cell in grid.cells if cell.row in {0, 2}]
    assert texts == ["项 目", "合计", "一般公共预算", "“三公”经费", "29.00", "29.00"]


@pytest.mark.parametrize("lost", range(1, 20, 3))
def test_a_page_that_lost_a_cell_stays_text(lost: int) -> None:
    lines = (HEADS + lone(BODY)).splitlines()
    assert grids("\n".join(lines[: 14 + lost] + lines[15 + lost :])) == []


def test_heads_that_could_cover_other_columns_stay_text() -> None:
    uneven = HEADS.replace("项 目 |\n预算数 |\n项 目 |", "项 目 |\n金额 |\n科目 |")
    assert grids(uneven + lone(BODY)) == []


def test_a_sentence_with_bars_is_none() -> None:
    assert grids("首页 |\n公开 |\n财政 |\n2025年预算 |\n") == []
