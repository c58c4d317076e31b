"""自评表: what a department says of its own projects when the year is over."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.build import paper_of
from knowledge.document import Document, Grid, GridCell, Place, Source
from knowledge.extract.identity import NotADisclosure
from knowledge.facts import Aspect, Fact, Paper, Phase
from knowledge.readers.text import document_of

SOURCE = Source("例", "例.html", "html", "0")
HEADS = ["年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分"]
# Each cell: text, columns, rows.
ROWS = [
    [("部门预算项目支出绩效自评表(2023年度)", 8, 1)],
    [("项目名称", 1, 1), ("档案数字化项目", 7, 1)],
    [("主管部门", 1, 1), ("青山县档案局", 3, 1), ("实施单位", 1, 1), ("青山县档案馆", 3, 1)],
    [("预算执行情况(10分)", 1, 3), ("年度预算数(万元)", 1, 1), *((h, 1, 1) for h in HEADS)],
    [(t, 1, 1) for t in ("总额", "38.93", "51.89", "41.89", "80.73%", "10", "8")],
    [(t, 1, 1) for t in ("其中:财政资金", "38.93", "51.89", "41.89", "80.73%", "/", "/")],
    [
        ("绩效指标(90分)", 1, 2),
        *((t, 1, 1) for t in ("一级指标", "二级指标", "三级指标", "指标值", "度量单位", "完成值")),
        ("得分", 1, 1),
    ],
    [(t, 1, 1) for t in ("产出指标", "数量指标", "数字化卷数", "5000", "卷", "4800", "80")],
]


def evaluated() -> Paper:
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row, texts in enumerate(ROWS):
        column = 0
        for text, columns, rows in texts:
            while (row, column) in taken:
                column += 1
            cells.append(GridCell(row, column, text, Place(line=row + 1), rows, columns))
            taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}
            column += columns
    grid = Grid(tuple(cells), len(ROWS), 8, Place(line=1))
    return paper_of(Document(SOURCE, (grid,)))


def told(found: Paper, value: str) -> list[Fact]:
    return [fact for fact in found.facts if fact.value == Decimal(value)]


def test_whose_it_is_and_that_it_goes_with_the_accounts() -> None:
    found = evaluated()
    assert (found.department, found.year) == ("青山县档案馆", 2023)
    assert found.phase is Phase.FINAL_ACCOUNTS
    assert {table.form for table in found.tables} == {"project_evaluation"}


def test_what_was_planned_and_what_was_spent_are_kept_apart_in_their_unit() -> None:
    found = evaluated()
    planned, *_ = told(found, "38.93")
    spent, *_ = told(found, "41.89")
    assert (planned.phase, planned.unit) == (Phase.BUDGET, "万元")
    assert (spent.phase, spent.unit) == (Phase.FINAL_ACCOUNTS, "万元")
    assert "label:档案数字化项目" in planned.context
    assert {fact.unit for fact in told(found, "80.73")} == {"%"}


def test_an_indicator_has_its_target_and_what_was_reached() -> None:
    (target,) = told(evaluated(), "5000")
    (reached,) = told(evaluated(), "4800")
    assert (target.aspect, target.unit) == (Aspect.TARGET, "卷")
    assert "label:完成值" in reached.terms


@pytest.mark.parametrize("bar", [" |\n", " | "])
def test_one_whose_cells_are_scattered_is_refused_with_the_reason(bar: str) -> None:
    rows = [[text for text, *_ in row] for row in ROWS]
    text = "\n".join(bar.join(row) + " |" for row in rows)
    with pytest.raises(NotADisclosure, match="行列已经散开"):
        paper_of(document_of(text, SOURCE))
