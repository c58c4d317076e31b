"""Tables with lines (PDF, XLSX, HTML): pages, headers, halves and totals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.document import Grid, Paragraph
from tests.knowledge.tables.drawing import (
    CAPTION,
    FIRST,
    SUBJECTS,
    Drawn,
    grid_of,
    lines_of,
    only_table,
    tables_of,
    texts_of,
)


def test_a_table_goes_on_on_the_next_page_without_its_header() -> None:
    second = grid_of(11, [["204", "", "", "公共安全支出", "2,878,025", "0"]])
    table = only_table(*CAPTION, FIRST, second)
    assert [row.label for row in table.rows][-1] == "公共安全支出"
    assert table.cells[-1].place.page == 11


def test_a_cell_cut_by_the_end_of_a_page_is_made_whole() -> None:
    heads: list[Drawn] = ["项目名称", "项目总额", "三级指标", "指标值"]
    first = grid_of(
        10,
        [heads, [("甲接待场", 2, 1), ("", 2, 1), "开放天数", "≥250"], ["接待批次", "≥90"]],
    )
    second = grid_of(
        11,
        [[("所保障费", 2, 1), ("65.00", 2, 1), "满意度", "≥95"], ["设备完好率", "≥99"]],
    )
    caption = lines_of(10, "项目支出绩效目标表", "单位：万元")
    table = only_table(
        *caption,
        replace(first, open_below=frozenset({0, 1})),
        replace(second, open_above=frozenset({0, 1})),
    )
    assert {row.path[0] for row in table.rows} == {"甲接待场所保障费"}
    assert [(c.text, c.place.page) for c in table.cells if c.text == "65.00"] == [("65.00", 11)]


def test_a_last_page_with_the_total_alone_is_joined_by_its_lines() -> None:
    last = grid_of(11, [["合计", "189,767,551", "0"]], [0, 400, 501, 600])
    table = only_table(*CAPTION, FIRST, last)
    assert (table.rows[-1].label, table.rows[-1].is_total) == ("合计", True)
    assert texts_of(table, 3) == ["189,767,551", "0"]


def test_a_header_repeated_on_the_next_page_is_no_row() -> None:
    again = grid_of(11, [*SUBJECTS, ["204", "", "", "公共安全支出", "2,878,025", "0"]])
    titled = lines_of(11, "2025年部门收入预算总表", "编制部门：某街道办事处 单位：元")
    for blocks in ([FIRST, again], [FIRST, *titled, again]):
        table = only_table(*CAPTION, *blocks)
        assert [row.codes for row in table.rows][-1] == ("204",)
        assert len(table.rows) == 4


def test_other_lines_or_another_title_make_another_table() -> None:
    other = grid_of(11, [["项目", "金额"], ["甲", "1.00"]], [0, 333, 600])
    assert len(tables_of(*CAPTION, FIRST, other).tables) == 2
    titled = lines_of(11, "2025年部门支出预算总表")
    assert len(tables_of(*CAPTION, FIRST, *titled, FIRST).tables) == 2


def test_a_blank_row_at_the_top_of_a_page_is_dropped() -> None:
    second = grid_of(11, [["", "", "", "", "", ""], ["204", "", "", "公共安全支出", "1", "0"]])
    assert len(only_table(*CAPTION, FIRST, second).rows) == 4


def test_the_total_may_share_a_row_with_the_last_heads() -> None:
    table = only_table(
        *lines_of(8, "收入决算表", "单位：万元"),
        grid_of(
            8,
            [
                [("项目", 1, 4), ("本年收入合计", 3, 1), ("其他收入", 3, 1)],
                [("支出功能分类", 1, 3), ("科目名称", 2, 1)],
                [("科目编码", 1, 3)],
                ["类", "款", "项", "合计", "2,946.25", "6.20"],
                ["201", "", "", "一般公共服务支出", "2,112.86", "6.20"],
            ],
        ),
    )
    assert [row.label for row in table.rows] == ["合计", "一般公共服务支出"]
    assert table.rows[0].is_total
    assert table.columns[0].path[-1] == "类"
    assert table.rows[1].codes == ("201",)


def test_stray_cells_inside_a_header_are_skipped() -> None:
    table = only_table(
        *lines_of(18, "财政拨款“三公”经费支出决算表", "单位：万元"),
        grid_of(
            18,
            [
                [("财政拨款“三公”经费", 1, 4)],
                [("合计", 2, 2), ("公务接待费", 1, 2)],
                ["", ""],
                ["预算数", "决算数", "预算数", "决算数"],
                ["0.95", "", "0.95", ""],
            ],
        ),
    )
    assert [" / ".join(c.path) for c in table.columns] == [
        "财政拨款“三公”经费 / 合计 / 预算数",
        "财政拨款“三公”经费 / 合计 / 决算数",
        "财政拨款“三公”经费 / 公务接待费 / 预算数",
        "财政拨款“三公”经费 / 公务接待费 / 决算数",
    ]
    assert texts_of(table, 0) == ["0.95", "", "0.95", ""]


@pytest.mark.parametrize("numbers", [["**", "1", "2"], ["栏次", "1", "2"], ["1", "2", "3"]])
def test_a_row_that_numbers_the_columns_is_no_row(numbers: list[Drawn]) -> None:
    heads: list[Drawn] = ["科目名称", "总计", "项目支出"]
    table = only_table(grid_of(1, [heads, numbers, ["科学技术支出", "28.00", "28.00"]]))
    assert [row.label for row in table.rows] == ["科学技术支出"]


def test_a_caption_inside_the_grid_is_no_row() -> None:
    table = only_table(
        grid_of(
            6,
            [
                [("支出总表（预算表3）", 1, 3)],
                [("预算单位：某局", 1, 2), "单位：万元"],
                ["科目编码", "功能分类科目名称", "合计"],
                [("总计：", 1, 2), "1682.76"],
                ["201", "　一般公共服务支出", "1378.41"],
                [("注：本表无其他支出。", 1, 3)],
            ],
        )
    )
    assert (table.number, table.title, table.unit, table.entity) == (
        "预算表3",
        "支出总表",
        "万元",
        "某局",
    )
    assert [row.label for row in table.rows] == ["总计：", "一般公共服务支出"]
    assert table.rows[0].is_total
    assert [note.text for note in table.notes] == ["注：本表无其他支出。"]


def test_three_parts_side_by_side_are_three_halves() -> None:
    table = only_table(
        *lines_of(7, "收支预算总表", "单位：万元"),
        grid_of(
            7,
            [
                [("收入", 1, 2), ("支出", 1, 4)],
                [("项目名称", 2, 1), ("金额", 2, 1), ("功能分类", 1, 2), ("支出用途", 1, 2)],
                ["功能科目名称", "金额", "项目名称", "金额"],
                ["一、财政拨款", "3.00", "一、一般公共服务支出", "2.00", "一、基本支出", "1.00"],
                ["", "", "八、社会保障和就", "", "", ""],
            ],
        ),
        grid_of(8, [["", "", "业支出", "", "", ""], ["", "", "九、其他支出", "", "", ""]]),
    )
    assert [column.half for column in table.columns] == [0, 0, 1, 1, 2, 2]
    assert [(row.half, row.label) for row in table.rows] == [
        (0, "一、财政拨款"),
        (1, "一、一般公共服务支出"),
        (2, "一、基本支出"),
        (1, "八、社会保障和就业支出"),
        (1, "九、其他支出"),
    ]


def test_a_total_over_another_halfs_columns_is_that_halfs_too() -> None:
    table = only_table(
        grid_of(
            1,
            [
                ["收入", "预算数", "支出", "预算数", "支出项目", "预算数"],
                ["一、财政拨款", "3.00", "一、教育支出", "3.00", "一、基本支出", "3.00"],
                ["收入合计", "3.00", ("支出合计", 1, 3), "3.00"],
            ],
        )
    )
    assert [(row.half, row.label) for row in table.rows][-2:] == [(0, "收入合计"), (2, "支出合计")]


def test_indentation_tells_parts_from_wholes_where_nothing_else_does() -> None:
    rows: list[list[Drawn]] = [
        ["功能分类科目名称", "总计"],
        ["科学技术支出", "28.00"],
        ["　技术研究与开发", "28.00"],
        ["　　科技成果转化与扩散", "28.00"],
        ["社会保障和就业支出", "1.00"],
    ]
    table = only_table(grid_of(1, rows))
    assert table.rows[2].path == ("科学技术支出", "技术研究与开发", "科技成果转化与扩散")
    assert table.rows[3].path == ("社会保障和就业支出",)


def test_the_departments_row_is_a_total_only_where_it_says_the_same() -> None:
    caption = lines_of(6, "收入总体情况表", "单位名称：某部", "单位：万元")
    heads: list[Drawn] = ["单位名称", "合计"]
    same = only_table(
        *caption, grid_of(6, [heads, ["合计", "3.00"], ["某部", "3.00"], ["　某部", "1.00"]])
    )
    assert [row.is_total for row in same.rows] == [True, True, False]
    less = only_table(
        *caption, grid_of(6, [heads, ["合计", "3.00"], ["某部", "2.00"], ["某中心", "1.00"]])
    )
    assert [row.is_total for row in less.rows] == [True, False, False]


def test_a_grid_that_has_lost_all_its_spans_keeps_its_header() -> None:
    rows: list[list[Drawn]] = [
        ["科目编码", "科目名称", "合计", "基本支出", "", "", "项目支出"],
        ["", "", "", "小计", "人员经费", "公用经费", ""],
        ["208", "社会保障和就业支出", "186.00", "0.00", "0.00", "0.00", "186.00"],
    ]
    table = only_table(
        *lines_of(1, "附表 4-5.1", "一般公共预算支出表", "单位：万元"), grid_of(1, rows)
    )
    assert [" / ".join(column.path) for column in table.columns] == [
        "科目编码",
        "科目名称",
        "合计",
        "基本支出 / 小计",
        "基本支出 / 人员经费",
        "基本支出 / 公用经费",
        "项目支出",
    ]
    assert texts_of(table, 0) == ["186.00", "0.00", "0.00", "0.00", "186.00"]


def test_a_blank_beside_the_only_row_of_heads_is_no_span() -> None:
    rows: list[list[Drawn]] = [
        ["项目", "预算数", ""],
        ["事业收入", "186.00", ""],
        ["其他收入", "", "2.00"],
    ]
    table = only_table(*lines_of(1, "收入表", "单位：万元"), grid_of(1, rows))
    assert [row.label for row in table.rows] == ["事业收入", "其他收入"]
    assert [column.path for column in table.columns] == [("项目",), ("预算数",), ()]


def _page(
    page: int, title: str, *rows: list[Drawn], unit: str = "单位：万元"
) -> list[Paragraph | Grid]:
    above = [line for line in (title, "公开02表", "部门：甲县乙局", unit) if line]
    head: list[Drawn] = ["科目名称", "本年收入合计", "其他收入"]
    return [*lines_of(page, *above), grid_of(page, [head, *rows])]


def test_a_page_with_the_tables_number_and_no_title_goes_on() -> None:
    first = _page(6, "2024年度收入决算表", ["教育支出", "4.20", "0.00"])
    again = _page(7, "", ["合计", "4.20", "0.00"])
    assert len(tables_of(*first, *again).tables) == 1
    other = _page(7, "", ["合计", "42000.00", "0.00"], unit="单位：元")
    assert len(tables_of(*first, *other).tables) == 2
