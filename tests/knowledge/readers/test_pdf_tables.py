"""PDF tables: spans, lines that are no lines, text that is not seen, pages that lie on their side."""

from __future__ import annotations

import pytest

from knowledge.document import Grid, Paragraph
from knowledge.tables import tables_in
from tests.knowledge.readers.drawing import Sheet, grids_of, headed, read_sheets, rows_of, texts_of

XS, YS = (100, 200, 300, 400), (700, 680, 660, 640)


def test_a_cell_spans_where_no_line_parts_it() -> None:
    table = rows_of(read_sheets(headed(Sheet())))
    assert table == [
        ["合计[2x1]", "基本支出[1x2]"],
        ["人员经费", "公用经费"],
        ["186.00", "100.00", "86.00"],
    ]


def test_a_grid_knows_its_page_edges_and_the_box_of_each_cell() -> None:
    (grid,) = grids_of(read_sheets(Sheet(), headed(Sheet())))
    assert grid.place.page == 2
    assert grid.edges == pytest.approx((100, 200, 300, 400), abs=0.5)
    assert grid.spans_known
    assert grid.cells[-1].place.bbox == pytest.approx((300, 640, 400, 660), abs=0.5)


def test_a_blank_cell_is_a_cell() -> None:
    page = Sheet().ruled(XS, YS[:3]).text(110, 685, "项目").text(310, 665, "0.00")
    assert rows_of(read_sheets(page)) == [["项目", "", ""], ["", "", "0.00"]]


def test_white_lines_are_not_seen() -> None:
    page = headed(Sheet()).stroke(350, 700, 350, 640, gray=1).stroke(100, 650, 400, 650, gray=0.97)
    page.raw("1 g 1 G 50 600 500 200 re B 0 g 0 G")
    assert rows_of(read_sheets(page)) == rows_of(read_sheets(headed(Sheet())))


def test_filled_bars_are_lines_and_shading_is_none() -> None:
    page = Sheet().bar(110, 672, 280, 20, gray=0.8)
    for x in XS:
        page.bar(x - 0.3, 640, 0.6, 60)
    for y in (700, 670, 640):
        page.bar(100, y - 0.3, 300, 0.6)
    page.text(110, 680, "甲").text(210, 680, "乙").text(310, 680, "丙").text(110, 650, "1")
    assert rows_of(read_sheets(page)) == [["甲", "乙", "丙"], ["1", "", ""]]


def test_all_lines_of_a_table_may_be_bars_of_one_path() -> None:
    bars = [f"{x - 0.3} 640 0.6 60 re" for x in XS] + [
        f"100 {y - 0.3} 300 0.6 re" for y in (700, 670, 640)
    ]
    shading = "110 672 280 20 re"
    page = Sheet().raw("0 g", *bars, shading, "f").text(110, 680, "甲").text(110, 650, "1")
    assert rows_of(read_sheets(page)) == [["甲", "", ""], ["1", "", ""]]


def test_what_lies_between_boxes_is_no_cell() -> None:
    """Boxes hung on one line, as in a chart of the departments, enclose nothing but themselves."""
    page = (
        Sheet()
        .ruled((100, 150), (700, 680))
        .ruled((250, 300), (700, 680))
        .stroke(150, 690, 250, 690)
    )
    page.ruled((100, 150), (640, 620)).stroke(125, 640, 125, 680)
    page.text(110, 687, "甲").text(260, 687, "乙").text(110, 627, "丙").text(200, 655, "中间")
    (grid,) = grids_of(read_sheets(page))
    assert sorted(cell.text for cell in grid.cells if cell.text) == ["丙", "乙", "甲"]
    assert texts_of(read_sheets(page)) == ["中间"]


def test_cell_borders_drawn_one_by_one_make_one_table() -> None:
    page = Sheet()
    for column in range(3):
        for row in range(2):
            x, y = 100 + 100 * column, 660 + 20 * row
            page.raw(f"0.5 w {x + 0.4} {y + 0.3} 99.4 19.5 re S")
    page.text(110, 685, "项目").text(210, 685, "预算数").text(310, 685, "说明").text(
        210, 665, "186"
    )
    assert rows_of(read_sheets(page)) == [["项目", "预算数", "说明"], ["", "186", ""]]


def test_open_sides_are_closed() -> None:
    page = Sheet()
    for y in YS:
        page.stroke(100, y, 400, y)
    page.stroke(200, 700, 200, 640).stroke(300, 700, 300, 640)
    page.text(110, 685, "项目").text(210, 685, "合计").text(310, 685, "备注").text(
        110, 665, "甲"
    ).text(210, 665, "1")
    assert rows_of(read_sheets(page))[:2] == [["项目", "合计", "备注"], ["甲", "1", ""]]


def test_a_continued_table_without_top_line_keeps_its_first_row() -> None:
    page = Sheet()
    for x in XS:
        page.stroke(x, 640, x, 720)
    for y in YS:
        page.stroke(100, y, 400, y)
    page.text(110, 705, "206").text(210, 705, "科学技术支出").text(310, 705, "1,723.93").text(
        110, 685, "20602"
    )
    assert rows_of(read_sheets(page))[0] == ["206", "科学技术支出", "1,723.93"]


def test_a_short_line_on_top_does_not_close_the_heads_beside_it() -> None:
    page = Sheet()
    for x in XS:
        page.stroke(x, 640, x, 720)
    page.stroke(100, 720, 200, 720)
    for y in YS:
        page.stroke(200, y, 400, y)
    page.stroke(100, 640, 400, 640)
    page.text(210, 705, "指标内容").text(310, 705, "指标值").text(210, 685, "监督检查")
    page.text(310, 685, "80%")
    table = rows_of(read_sheets(page))
    assert [cell for cell in table[0] if cell.strip("[]x123456789")] == ["指标内容", "指标值"]


def test_a_cell_that_the_end_of_a_page_cuts_is_closed_there() -> None:
    """Under the tall cell on the left no line is drawn, for it goes on; the cells beside it end with one."""
    page = Sheet()
    for x in XS:
        page.stroke(x, 640, x, 700)
    page.stroke(100, 700, 400, 700).stroke(100, 680, 400, 680)
    page.stroke(200, 660, 400, 660).stroke(200, 640, 400, 640)
    page.text(110, 685, "项目").text(210, 685, "指标").text(310, 685, "目标值")
    page.text(110, 650, "甲").text(210, 665, "乙").text(210, 645, "丙").text(310, 645, "9")
    (grid,) = grids_of(read_sheets(page))
    assert [(c.text, c.rows) for c in grid.cells if c.column == 0] == [("项目", 1), ("甲", 2)]
    assert (grid.open_above, grid.open_below) == (frozenset(), frozenset({0}))


def test_a_frame_or_a_single_column_is_text() -> None:
    page = (
        Sheet()
        .ruled((50, 545), (50, 800))
        .ruled((100, 400), (700, 680, 660))
        .text(110, 685, "甲")
        .text(110, 665, "乙")
    )
    assert texts_of(read_sheets(page)) == ["甲", "乙"]


def test_two_tables_on_a_page_stay_two() -> None:
    page = (
        Sheet()
        .ruled(XS, (700, 680))
        .ruled((100, 150, 400), (600, 580))
        .text(110, 685, "甲")
        .text(110, 585, "乙")
    )
    page.text(110, 640, "之间")
    first, between, second = read_sheets(page).blocks
    assert isinstance(first, Grid)
    assert isinstance(between, Paragraph)
    assert isinstance(second, Grid)
    assert (first.width, between.text, second.width) == (3, "之间", 2)


def test_wrapped_labels_are_joined_without_blank() -> None:
    page = (
        Sheet()
        .ruled((100, 200, 300), (700, 660))
        .text(102, 688, "机关事业单位基本养")
        .text(102, 670, "老保险缴费支出")
    )
    assert rows_of(read_sheets(page)) == [["机关事业单位基本养老保险缴费支出", ""]]


@pytest.mark.parametrize(
    ("width", "first", "second", "text"),
    [
        (45, "13,873", ".36", "13,873.36"),  # the cell was too narrow for the figure
        (45, "1682.7", "6", "1682.76"),
        (90, "12.50", "3.00", "12.50 3.00"),  # two figures, one below the other
        (45, "12.50", "13.60", "12.50 13.60"),
        (30, "100", "200", "100 200"),
        (45, "13,873", ".36元", "13,873.36元"),
    ],
)
def test_a_figure_is_made_whole_only_where_it_was_broken(
    width: int, first: str, second: str, text: str
) -> None:
    page = (
        Sheet()
        .ruled((100, 100 + width, 300), (700, 660))
        .text(102, 685, first)
        .text(102, 668, second)
    )
    assert rows_of(read_sheets(page)) == [[text, ""]]


def test_characters_go_by_their_baseline_not_by_their_height() -> None:
    page = (
        Sheet()
        .ruled((100, 300, 400), (700, 660))
        .text(102, 685, "“三公”经费")
        .text(102, 668, "一、小计，合计。")
    )
    assert rows_of(read_sheets(page)) == [["“三公”经费一、小计，合计。", ""]]


def test_blanks_in_words_are_kept_and_blanks_on_figures_are_not() -> None:
    page = (
        Sheet()
        .ruled((100, 200, 300), (700, 680))
        .text(110, 685, "合 计")
        .text(202, 685, " ")
        .text(202, 685, "22,395.50")
    )
    assert rows_of(read_sheets(page)) == [["合 计", "22,395.50"]]


def test_text_printed_twice_to_look_bold_counts_once() -> None:
    page = (
        Sheet().ruled((100, 200, 300), (700, 680)).text(110, 685, "合计").text(110.3, 685, "合计")
    )
    page.text(210, 685, "11.00").text(210.3, 685, "11.00")
    assert rows_of(read_sheets(page)) == [["合计", "11.00"]]


def test_indents_tell_the_level_of_a_label() -> None:
    page = (
        Sheet()
        .ruled((100, 300, 400), (720, 700, 680, 660))
        .text(104, 705, "教育支出")
        .text(114, 685, "普通教育")
    )
    page.text(124, 665, "高等教育").text(350, 705, "1.00")
    assert [row[0] for row in rows_of(read_sheets(page))] == [
        "教育支出",
        "\u3000普通教育",
        "\u3000\u3000高等教育",
    ]


def test_centred_text_has_no_indent() -> None:
    page = Sheet().ruled((100, 300, 400), (720, 700, 680)).text(104, 705, "教育支出")
    page.text(104, 685, " " * 16).text(184, 685, "合 计")
    assert [row[0] for row in rows_of(read_sheets(page))] == ["教育支出", "合 计"]


def test_blanks_before_a_long_label_are_its_indent() -> None:
    page = Sheet().ruled((100, 220, 400), (720, 700, 680)).text(104, 705, "教育支出")
    page.text(104, 685, "    ").text(124, 685, "机关事业单位养老保险")
    assert [row[0] for row in rows_of(read_sheets(page))] == [
        "教育支出",
        "\u3000\u3000机关事业单位养老保险",
    ]


def projects(*rows: tuple[str, str, int]) -> Sheet:
    """Draw rows of name, amount and how many characters the name is set in; a name wraps at ten."""
    page = Sheet().ruled((100, 210, 300), [800 - 40 * n for n in range(len(rows) + 1)])
    for number, (name, amount, indent) in enumerate(rows):
        top, room = 790 - 40 * number, 10 - indent
        page.text(104 + 10 * indent, top, name[:room])
        if name[room:]:
            page.text(104, top - 14, name[room:])
        page.text(230, top, amount)
    return page


def test_a_page_of_parts_alone_belongs_to_the_whole_on_the_page_before() -> None:
    first = projects(("项目名称", "总计", 0), ("市委宣传部", "9.00", 0), ("文艺经费", "4.00", 2))
    second = projects(("物业管理费", "2.00", 2), ("无", "1.00", 2))
    third = projects(
        ("信息系统运维（2026年）", "2.00", 2),
        ("市版权保护中心", "3.00", 0),
        ("版权服务", "3.00", 2),
    )
    (table,) = tables_in(read_sheets(first, second, third)).tables
    assert [row.path[0] for row in table.rows] == ["市委宣传部"] * 5 + ["市版权保护中心"] * 2
    assert [len(row.path) for row in table.rows] == [1, 2, 2, 2, 2, 1, 2]


def test_a_page_of_centred_labels_says_nothing_of_indents() -> None:
    first = projects(("项目名称", "总计", 0), ("教育支出", "9.00", 0))
    second = Sheet().ruled((100, 210, 300), (800, 760, 720)).text(116, 780, "社会保障和就业")
    second.text(230, 780, "5.00").text(116, 740, "灾害防治和应急").text(230, 740, "4.00")
    (table,) = tables_in(read_sheets(first, second)).tables
    assert [row.path for row in table.rows] == [
        ("教育支出",),
        ("社会保障和就业",),
        ("灾害防治和应急",),
    ]


def test_a_blank_grid_counts_only_where_it_may_continue_one() -> None:
    chart = Sheet().text(100, 750, "预算构成").ruled(XS, YS)
    assert len(read_sheets(chart).blocks) == 1
    assert [
        grid.height for grid in grids_of(read_sheets(headed(Sheet()), Sheet().ruled(XS, YS[:2])))
    ] == [3, 1]


def test_a_plan_of_thousands_of_lines_is_no_table() -> None:
    page = Sheet().text(80, 760, "办公用房平面图")
    for step in range(1600):
        y = 20 + 0.01 * step * 45
        page.stroke(50 + step % 7 * 70, y, 110 + step % 7 * 70, y + 0.0)
    page.stroke(40, 10, 40, 800).stroke(560, 10, 560, 800)
    assert texts_of(read_sheets(page)) == ["办公用房平面图"]


def crowded(*texts: tuple[float, str]) -> list[list[str]]:
    """Return what is read of one row of four cells, each 100 points wide, with texts drawn at places in it."""
    page = Sheet().ruled((100, 200, 300, 400, 500), (700, 680))
    for x, text in texts:
        page.text(x, 685, text)
    return rows_of(read_sheets(page))


LONG = "某市人力资源和社会保障局社会保险管理处本级"


@pytest.mark.parametrize(
    ("texts", "cells"),
    [
        ([(104, LONG), (266, "186.00")], [LONG, "186.00", "", ""]),
        (
            [(104, LONG), (204, "186.00"), (304, "0.00"), (404, "7.00")],
            [LONG, "186.00", "0.00", "7.00"],
        ),
        ([(104, "062"), (304, LONG), (204, "3.00")], ["062", "3.00", LONG, ""]),
        (
            [(104, "合计"), (286, LONG), (204, "3.00"), (304, "2.00")],
            ["合计", "3.00", "2.00", LONG],
        ),
        ([(104, "合计"), (178, "13,873.36"), (304, "2.00")], ["合计", "13,873.36", "2.00", ""]),
        ([(104, "合计"), (468, "13,873.36")], ["合计", "", "", "13,873.36"]),
        ([(104, "合计"), (204, "13,873.36"), (204, "13,873.36")], ["合计", "13,873.36", "", ""]),
    ],
)
def test_texts_that_run_over_their_cells_are_read_whole(
    texts: list[tuple[float, str]], cells: list[str]
) -> None:
    assert crowded(*texts) == [cells]


def test_texts_printed_over_each_other_in_one_cell_make_no_third_and_are_told() -> None:
    page = Sheet().ruled((100, 200, 300), (700, 680)).text(110, 685, "合计")
    page.text(210, 685, "1234.00").text(217, 685, "56.00")
    found = read_sheets(page)
    assert rows_of(found) == [["合计", "1234.00 56.00"]]
    assert [finding.code for finding in found.findings] == ["text_overlaps"]


def test_cells_that_go_on_over_a_whole_page_have_their_sides_only() -> None:
    """No level line meets the sides on the left: the cells between them began on the page before and end after."""
    page = Sheet()
    for x in (*XS, 500):
        page.stroke(x, 640, x, 700)
    for y in YS:
        page.stroke(300, y, 500, y)
    page.text(110, 665, "产出").text(210, 665, "数量").text(310, 685, "甲").text(410, 685, "1")
    (grid,) = grids_of(read_sheets(page))
    assert [(c.text, c.rows) for c in grid.cells if c.column < 2] == [("产出", 3), ("数量", 3)]
    assert grid.open_above == grid.open_below == frozenset({0, 1})
