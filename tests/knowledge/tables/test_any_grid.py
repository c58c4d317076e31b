"""Whatever a grid looks like, reading it gives tables and facts, and never an error."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.document import Document, Grid, GridCell, Paragraph, Place, Source
from knowledge.extract.about import Identity
from knowledge.extract.cells import facts_in
from knowledge.readers.text import document_of
from knowledge.tables import tables_in

TEXTS = [
    "", "", "", "项目", "预算数", "科目编码", "科目名称", "类", "款", "项", "合计", "小计", "收入", "支出",
    "一、一般公共服务支出", "（一）教育", "其中：甲", "201", "20101", "05", "186.00", "0.00", "95%", "—",
    "无", "**", "1", "2", "一级指标", "二级指标", "三级指标", "指标值", "产出", "指标", "产出指标", "90%以上",
    "项目名称", "注：无。", "单位：万元", "收支总表（预算表1）", "2025年", "增减(%)", "　甲", "绩效指标",
]  # fmt: skip
ABOUT = Identity("例", "例", "某局", 2026)
SOURCE = Source("例", "", "pdf", "")


@st.composite
def _grids(draw: st.DrawFn) -> Grid:
    height, width = draw(st.integers(0, 7)), draw(st.integers(0, 6))
    page = draw(st.integers(1, 3))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken or draw(st.integers(0, 9)) == 0:
                continue
            rows = draw(st.integers(1, min(3, height - row)))
            columns = draw(st.integers(1, min(3, width - column)))
            area = {(row + r, column + c) for r in range(rows) for c in range(columns)}
            if area & taken:
                rows = columns = 1
                area = {(row, column)}
            taken |= area
            text = draw(st.sampled_from(TEXTS))
            cells.append(GridCell(row, column, text, Place(page=page), rows, columns))
    edges = tuple(100.0 * n for n in range(width + 1)) if draw(st.booleans()) else ()
    return Grid(tuple(cells), height, width, Place(page=page), True, edges)


_blocks = st.lists(
    st.one_of(
        _grids(),
        st.sampled_from(TEXTS).map(lambda text: Paragraph(text, Place(page=1))),
    ),
    max_size=6,
)


@settings(max_examples=200)
@given(_blocks)
def test_any_grids_are_read(blocks: list[Grid | Paragraph]) -> None:
    _read(Document(SOURCE, tuple(blocks)))


@settings(max_examples=200)
@given(st.lists(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6), max_size=12))
def test_any_tab_separated_lines_are_read(lines: list[list[str]]) -> None:
    _read(document_of("\n".join("\t".join(line) for line in lines), SOURCE))


def _read(document: Document) -> None:
    found = tables_in(document)
    for table in found.tables:
        facts = facts_in(table, ABOUT)
        assert len({fact.id for fact in facts}) == len(facts)
        assert len(facts) >= len(table.cells)
        for cell in table.cells:
            assert not table.columns[cell.column].is_label
            assert table.rows[cell.row].half == table.columns[cell.column].half
