"""Tables with lines (PDF, XLSX, HTML), drawn here cell by cell as real papers print them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from knowledge.document import Document, Grid, GridCell, Paragraph, Place, Source, Table
from knowledge.tables import Tables, tables_in

Drawn = str | tuple[str, int, int]
"""A cell's text, or its text with the rows and columns it spans."""


def _grid(page: int, rows: Sequence[Sequence[Drawn]], edges: Sequence[float] = ()) -> Grid:
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


def _lines(page: int, *texts: str) -> list[Paragraph]:
    return [Paragraph(text, Place(page=page)) for text in texts]


def _tables(*blocks: Paragraph | Grid) -> Tables:
    return tables_in(Document(Source("例", "", "pdf", ""), tuple(blocks)))


def _only(*blocks: Paragraph | Grid) -> Table:
    (table,) = _tables(*blocks).tables
    return table


def _texts(table: Table, row: int) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == row]


SUBJECTS: list[list[Drawn]] = [
    [("项目", 1, 4), ("收入预算", 1, 2)],
    [("功能分类科目编码", 1, 3), ("功能分类科目名称", 2, 1), ("合计", 2, 1), ("事业收入", 2, 1)],
    ["类", "款", "项"],
]
CAPTION = _lines(10, "2025年部门收入预算总表", "编制部门：某街道办事处 单位：元")
FIRST = _grid(
    10,
    [
        *SUBJECTS,
        ["201", "", "", "一般公共服务支出", "3,296,600", "0"],
        ["201", "05", "", "统计信息事务", "438,300", "0"],
        ["201", "05", "07", "专项普查活动", "438,300", ""],
    ],
)


def test_code_columns_are_joined_and_tell_parts_from_wholes() -> None:
    table = _only(*CAPTION, FIRST)
    assert (table.title, table.unit, table.entity) == (
        "2025年部门收入预算总表",
        "元",
        "某街道办事处",
    )
    assert [row.codes for row in table.rows] == [("201",), ("20105",), ("2010507",)]
    assert table.rows[2].path == ("一般公共服务支出", "统计信息事务", "专项普查活动")
    assert [" / ".join(column.path) for column in table.columns[3:]] == [
        "项目 / 功能分类科目名称",
        "收入预算 / 合计",
        "收入预算 / 事业收入",
    ]
    assert _texts(table, 2) == ["438,300", ""]


def test_a_table_goes_on_on_the_next_page_without_its_header() -> None:
    second = _grid(11, [["204", "", "", "公共安全支出", "2,878,025", "0"]])
    table = _only(*CAPTION, FIRST, second)
    assert [row.label for row in table.rows][-1] == "公共安全支出"
    assert table.cells[-1].place.page == 11


def test_a_last_page_with_the_total_alone_is_joined_by_its_lines() -> None:
    last = _grid(11, [["合计", "189,767,551", "0"]], [0, 400, 501, 600])
    table = _only(*CAPTION, FIRST, last)
    assert (table.rows[-1].label, table.rows[-1].is_total) == ("合计", True)
    assert _texts(table, 3) == ["189,767,551", "0"]


def test_a_header_repeated_on_the_next_page_is_no_row() -> None:
    again = _grid(11, [*SUBJECTS, ["204", "", "", "公共安全支出", "2,878,025", "0"]])
    titled = _lines(11, "2025年部门收入预算总表", "编制部门：某街道办事处 单位：元")
    for blocks in ([FIRST, again], [FIRST, *titled, again]):
        table = _only(*CAPTION, *blocks)
        assert [row.codes for row in table.rows][-1] == ("204",)
        assert len(table.rows) == 4


def test_other_lines_or_another_title_make_another_table() -> None:
    other = _grid(11, [["项目", "金额"], ["甲", "1.00"]], [0, 333, 600])
    assert len(_tables(*CAPTION, FIRST, other).tables) == 2
    titled = _lines(11, "2025年部门支出预算总表")
    assert len(_tables(*CAPTION, FIRST, *titled, FIRST).tables) == 2


def test_a_blank_row_at_the_top_of_a_page_is_dropped() -> None:
    second = _grid(11, [["", "", "", "", "", ""], ["204", "", "", "公共安全支出", "1", "0"]])
    assert len(_only(*CAPTION, FIRST, second).rows) == 4


def test_the_total_may_share_a_row_with_the_last_heads() -> None:
    table = _only(
        *_lines(8, "收入决算表", "单位：万元"),
        _grid(
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
    table = _only(
        *_lines(18, "财政拨款“三公”经费支出决算表", "单位：万元"),
        _grid(
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
    assert _texts(table, 0) == ["0.95", "", "0.95", ""]


@pytest.mark.parametrize("numbers", [["**", "1", "2"], ["栏次", "1", "2"], ["1", "2", "3"]])
def test_a_row_that_numbers_the_columns_is_no_row(numbers: list[Drawn]) -> None:
    heads: list[Drawn] = ["科目名称", "总计", "项目支出"]
    table = _only(_grid(1, [heads, numbers, ["科学技术支出", "28.00", "28.00"]]))
    assert [row.label for row in table.rows] == ["科学技术支出"]


CODES = [
    # how places print codes; what each row's code is
    ([["208", "", "", "甲"], ["", "05", "", "乙"], ["", "", "01", "丙"]], ["208", "20805", "2080501"]),
    ([["208", "", "", "甲"], ["", "05", "", "乙"], ["208", "05", "01", "丙"]], ["208", "20805", "2080501"]),
    ([["208", "", "", "甲"], ["208", "05", "", "乙"], ["208", "05", "02", "丙"]], ["208", "20805", "2080502"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "codes"), CODES)
def test_codes_of_three_columns_are_made_whole(rows: list[list[str]], codes: list[str]) -> None:
    heads: list[list[Drawn]] = [
        [("科目编码", 1, 3), ("科目名称", 2, 1), ("合计", 2, 1)],
        ["类", "款", "项"],
    ]
    table = _only(_grid(1, [*heads, *([*row, "1.00"] for row in rows)]))
    assert [row.codes[0] for row in table.rows] == codes
    assert table.rows[2].path == ("甲", "乙", "丙")


INSIDE = [
    ("[2013301]行政运行", "2013301", "行政运行"),
    ("2010301-行政运行", "2010301", "行政运行"),
    ("2026年车辆租赁", None, "2026年车辆租赁"),
    ("公益性岗位补贴", None, "公益性岗位补贴"),
]


@pytest.mark.parametrize(("printed", "code", "label"), INSIDE)
def test_a_code_inside_a_name_is_taken_out(printed: str, code: str | None, label: str) -> None:
    table = _only(_grid(1, [["功能科目名称", "合计"], [printed, "1.00"], ["别的", "2.00"]]))
    assert (table.rows[0].label, table.rows[0].codes) == (label, (code,) if code else ())


def test_subjects_listed_for_several_units_are_theirs() -> None:
    table = _only(
        _grid(
            1,
            [
                ["功能科目编码", "功能科目名称", "合计"],
                ["", "合计", "3.00"],
                ["125001", "某局", "2.00"],
                ["208", "社会保障和就业支出", "2.00"],
                ["05", "行政事业单位离退休", "2.00"],
                ["125002", "某中心", "1.00"],
                ["208", "社会保障和就业支出", "1.00"],
            ],
        )
    )
    assert table.rows[3].path == ("某局", "社会保障和就业支出", "行政事业单位离退休")
    assert table.rows[3].codes == ("20805",)
    assert table.rows[5].path == ("某中心", "社会保障和就业支出")


def test_of_two_classifications_the_departments_names_the_row() -> None:
    table = _only(
        _grid(
            1,
            [
                [("科目编码", 1, 2), ("部门预算支出经济分类科目名称", 2, 1), ("科目编码", 1, 2),
                 ("政府预算支出经济分类科目名称", 2, 1), ("合计", 2, 1)],
                ["类", "款", "类", "款"],
                ["", "", "合计", "", "", "", "2.00"],
                ["301", "", "工资福利支出", "501", "", "机关工资福利支出", "2.00"],
                ["301", "01", "基本工资", "501", "01", "工资奖金津补贴", "2.00"],
            ],
        )
    )  # fmt: skip
    assert [row.label for row in table.rows] == ["合计", "工资福利支出", "基本工资"]
    assert table.rows[2].codes == ("30101", "50101")
    assert table.rows[2].path == ("工资奖金津补贴", "工资福利支出", "基本工资")


def test_a_caption_inside_the_grid_is_no_row() -> None:
    table = _only(
        _grid(
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
    table = _only(
        *_lines(7, "收支预算总表", "单位：万元"),
        _grid(
            7,
            [
                [("收入", 1, 2), ("支出", 1, 4)],
                [("项目名称", 2, 1), ("金额", 2, 1), ("功能分类", 1, 2), ("支出用途", 1, 2)],
                ["功能科目名称", "金额", "项目名称", "金额"],
                ["一、财政拨款", "3.00", "一、一般公共服务支出", "2.00", "一、基本支出", "1.00"],
                ["", "", "八、社会保障和就", "", "", ""],
            ],
        ),
        _grid(8, [["", "", "业支出", "", "", ""], ["", "", "九、其他支出", "", "", ""]]),
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
    table = _only(
        _grid(
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
    table = _only(_grid(1, rows))
    assert table.rows[2].path == ("科学技术支出", "技术研究与开发", "科技成果转化与扩散")
    assert table.rows[3].path == ("社会保障和就业支出",)


def test_the_departments_row_is_a_total_only_where_it_says_the_same() -> None:
    caption = _lines(6, "收入总体情况表", "单位名称：某部", "单位：万元")
    heads: list[Drawn] = ["单位名称", "合计"]
    same = _only(
        *caption, _grid(6, [heads, ["合计", "3.00"], ["某部", "3.00"], ["　某部", "1.00"]])
    )
    assert [row.is_total for row in same.rows] == [True, True, False]
    less = _only(
        *caption, _grid(6, [heads, ["合计", "3.00"], ["某部", "2.00"], ["某中心", "1.00"]])
    )
    assert [row.is_total for row in less.rows] == [True, False, False]


PERFORMANCE = _grid(
    30,
    [
        [("项目名称", 1, 2), ("信息化运行维护", 1, 3)],
        ["主管部门", ("某局", 1, 2), "实施单位", "某局本级"],
        [("项目资金（万元）", 2, 2), ("年度资金总额：", 1, 2), "2,134.87"],
        [("其中：财政拨款", 1, 2), "1,384.87"],
        ["年度总体目标", ("加强维护。", 1, 4)],
        [("绩效指标", 3, 1), "一级指标", "二级指标", "三级指标", "指标值"],
        [("产出指标", 2, 1), "数量指标", "设备维护量", "≥330台"],
        ["质量指标", "设备完好率", "≥96%"],
    ],
)


def test_a_projects_form_falls_into_fields_and_indicators() -> None:
    whole, indicators = _tables(*_lines(30, "信息化运行维护绩效目标表"), PERFORMANCE).tables
    assert {row.label: cell.text for row, _, cell in whole.fields} == {
        "项目名称": "信息化运行维护",
        "主管部门": "某局",
        "实施单位": "某局本级",
        "年度资金总额": "2,134.87",
        "其中：财政拨款": "1,384.87",
        "年度总体目标": "加强维护。",
    }
    funds = next(row for row, _, _ in whole.fields if row.label == "年度资金总额")
    assert funds.path == ("信息化运行维护", "项目资金（万元）", "年度资金总额")
    assert indicators.title == "信息化运行维护绩效目标表 · 绩效指标"
    assert [row.path for row in indicators.rows] == [
        ("信息化运行维护", "产出指标", "数量指标", "设备维护量"),
        ("信息化运行维护", "产出指标", "质量指标", "设备完好率"),
    ]


def test_a_projects_form_goes_on_on_the_next_page() -> None:
    second = _grid(
        31,
        [
            [("", 2, 1), "", "", "物业成本控制率", "≤100%"],
            ["效益指标", "社会效益指标", "稳定运行率", "≥90%"],
            ["备注", ("无", 1, 4)],
        ],
    )
    found = _tables(*_lines(30, "信息化运行维护绩效目标表"), PERFORMANCE, second)
    whole, indicators = found.tables
    assert indicators.rows[2].path[1:] == ("产出指标", "质量指标", "物业成本控制率")
    assert indicators.rows[3].path[1:] == ("效益指标", "社会效益指标", "稳定运行率")
    assert [row.label for row, _, _ in whole.fields][-1] == "备注"


def test_two_projects_under_one_title_are_two_forms() -> None:
    other = _grid(31, [[("项目名称", 1, 2), ("信访业务培训", 1, 3)]])
    title = "政策和项目预算绩效目标表"
    found = _tables(*_lines(30, title), PERFORMANCE, *_lines(31, title), other)
    names = [c.text for t in found.tables for r, _, c in t.fields if r.label == "项目名称"]
    assert names == ["信息化运行维护", "信访业务培训"]


BY_PROJECT: list[list[Drawn]] = [
    ["项目名称", "项目总额", "一级指标", "二级指标", "三级指标", "本年绩效指标值"],
    [("甲项目", 2, 1), ("689.15", 2, 1), "产出指标", "时效指标", "响应时间", "5"],
    ["产出指标", "数量指标", "维护数量", "2"],
]


def test_indicators_beside_a_project_are_listed_under_it() -> None:
    table = _only(*_lines(13, "项目支出绩效目标表", "金额单位：万元"), _grid(13, BY_PROJECT))
    assert [(row.half, row.path) for row in table.rows] == [
        (0, ("甲项目",)),
        (1, ("甲项目", "产出指标", "时效指标", "响应时间")),
        (1, ("甲项目", "产出指标", "数量指标", "维护数量")),
    ]
    assert _texts(table, 0) == ["689.15"]


def test_indicators_of_a_project_whose_name_is_cut_off_are_nobodys() -> None:
    second = _grid(14, [["~", "~", "产出指标", "数量指标", "采购数量", "18"]])
    cut = _lines(13, "乙项", "29.35")
    caption = _lines(13, "项目支出绩效目标表", "金额单位：万元")
    found = _tables(*caption, _grid(13, BY_PROJECT), *cut, second)
    (table,) = found.tables
    assert table.rows[-1].path == ("产出指标", "数量指标", "采购数量")
    (finding,) = found.findings
    assert (finding.code, finding.quotes) == ("text_unplaced", ("乙项、29.35",))


def test_names_that_stand_alone_in_their_rows_are_labels() -> None:
    table = _only(
        _grid(
            1,
            [
                ["采购品目大类", "专项名称", "采购物品名称", "采购组织形式", "总计"],
                ["一、货物A", "", "", "", "59.00"],
                ["", "办公设备购置费", "", "", "59.00"],
                ["", "", "台式计算机", "分散自行组织", "10.00"],
                ["", "", "家具用具", "分散自行组织", "49.00"],
                ["", "印刷费", "", "", "1.00"],
            ],
        )
    )
    assert table.rows[3].path == ("一、货物A", "办公设备购置费", "家具用具")
    assert _texts(table, 3) == ["分散自行组织", "49.00"]


CAPTIONS: list[tuple[list[str], str | None, str | None, str | None]] = [
    # lines above; number, title, unit
    (
        ["表1：2026年市级部门收支预算总表", "单位：万元"],
        "表1",
        "2026年市级部门收支预算总表",
        "万元",
    ),
    (["公开01表", "收入支出决算总表", "金额单位：元"], "公开01表", "收入支出决算总表", "元"),
    (["收入支出决算总表", "公开01表", "单位：万元"], "公开01表", "收入支出决算总表", "万元"),
    (["预算01表 收支总表", "金额单位：万元"], "预算01表", "收支总表", "万元"),
    (["收支总表（预算表 1）", "单位:万元"], "预算表1", "收支总表", "万元"),
    (["部门公开表 1", "部门收支总表", "单位：万"], "部门公开表1", "部门收支总表", "万元"),
    (["一、收支预算总表", "收支预算总表"], None, "收支预算总表", None),
    (["2026年部门预算表收支总表", "单位：万元"], None, "收支总表", "万元"),
    (
        ["“三公”经费、会议费、培训费支出预算", "表", "单位：万元"],
        None,
        "“三公”经费、会议费、培训费支出预算表",
        "万元",
    ),
    (["2026年收支总预算 186 万元。"], None, None, None),
]


@pytest.mark.parametrize(("lines", "number", "title", "unit"), CAPTIONS)
def test_the_lines_above_tell_number_title_and_unit(
    lines: list[str], number: str | None, title: str | None, unit: str | None
) -> None:
    table = _only(*_lines(1, *lines), _grid(1, [["项目", "预算数"], ["一、事业收入", "1.00"]]))
    assert (table.number, table.title, table.unit) == (number, title, unit)


def test_a_form_without_a_unit_takes_over_the_others_where_all_have_the_same() -> None:
    drawn = _grid(1, [["科目名称", "合计"], ["教育支出", "1.00"]])
    again = _grid(2, [["科目名称", "合计"], ["教育支出", "1.00"]])
    own = _grid(3, [["单位名称", "人数"], ["某局", "5"]])
    found = _tables(
        *_lines(1, "支出总表", "单位：万元"),
        drawn,
        *_lines(2, "收入总表"),
        again,
        *_lines(3, "人员情况表"),
        own,
    )
    assert [table.unit for table in found.tables] == ["万元", "万元", None]
    mixed = _tables(
        *_lines(1, "支出总表", "单位：万元"),
        drawn,
        *_lines(2, "财政拨款收支总表", "单位：元"),
        again,
        *_lines(3, "收入总表"),
        _grid(3, [["科目名称", "合计"], ["教育支出", "1.00"]]),
    )
    assert [table.unit for table in mixed.tables] == ["万元", "元", None]


def test_the_contents_page_stays_prose() -> None:
    lines = _lines(2, "目 录", "一、收支总表", "二、收入总表", "第一部分 概况")
    found = _tables(*lines, *CAPTION, FIRST)
    assert [paragraph.text for paragraph in found.prose] == [line.text for line in lines]


def test_a_row_that_prints_only_its_code_is_called_as_the_code_is() -> None:
    found = _tables(
        *_lines(1, "支出总表", "单位：万元"),
        _grid(
            1,
            [
                ["科目编码", "科目名称", "合计"],
                ["208", "社会保障和就业支出", "9.00"],
                ["20805", "", "9.00"],
                ["2080501", "", "9.00"],
                ["", "合计", "9.00"],
            ],
        ),
    )
    (table,) = found.tables
    assert [row.label for row in table.rows] == [
        "社会保障和就业支出",
        "行政事业单位养老支出",
        "行政单位离退休",
        "合计",
    ]
    assert [row.is_total for row in table.rows] == [False, False, False, True]
    (finding,) = [f for f in found.findings if f.code == "code_without_name"]
    assert finding.value("count") == "2"


def test_a_subject_s_name_broken_over_two_rows_is_brought_together() -> None:
    table = _only(
        *_lines(1, "支出总表", "单位：万元"),
        _grid(
            1,
            [
                ["科目编码", "科目名称", "合计"],
                ["2080505", "机关事业单位基本养老保险缴费", "4.00"],
                ["", "支出", ""],
                ["2080506", "机关事业单位职业年金缴费支出", "2.00"],
            ],
        ),
    )
    assert [row.label for row in table.rows] == [
        "机关事业单位基本养老保险缴费支出",
        "机关事业单位职业年金缴费支出",
    ]


def test_the_end_of_a_code_without_its_beginning_is_completed_by_the_name() -> None:
    table = _only(
        *_lines(1, "支出总表", "单位：万元"),
        _grid(
            1,
            [
                ["科目编码", "科目名称", "合计"],
                ["05", "机关事业单位基本养老保险缴费支出", "4.00"],
            ],
        ),
    )
    assert [row.codes for row in table.rows] == [("2080505",)]


def test_four_halves_stand_side_by_side_where_the_subjects_are_filed_three_ways() -> None:
    table = _only(
        *_lines(1, "部门综合预算收支总表", "单位：万元"),
        _grid(
            1,
            [
                [("收入", 1, 2), ("支出", 1, 6)],
                [
                    "项目",
                    "预算数",
                    "支出功能分类科目（按大类）",
                    "预算数",
                    "部门预算支出经济分类科目（按大类）",
                    "预算数",
                    "政府预算支出经济分类科目（按大类）",
                    "预算数",
                ],
                [
                    "一、财政拨款",
                    "9.00",
                    "1、教育",
                    "9.00",
                    "1、人员经费",
                    "8.00",
                    "1、工资",
                    "9.00",
                ],
                ["收入总计", "9.00", "支出总计", "9.00", "支出总计", "9.00", "支出总计", "9.00"],
            ],
        ),
    )
    assert [(row.half, row.label) for row in table.rows[:4]] == [
        (0, "一、财政拨款"),
        (1, "1、教育"),
        (2, "1、人员经费"),
        (3, "1、工资"),
    ]


def test_a_filled_in_form_goes_on_over_pages_with_columns_of_their_own() -> None:
    first = _grid(
        1,
        [
            [("项目名称", 1, 1), ("甲项目", 1, 3)],
            [("年度目标", 1, 1), ("做完", 1, 3)],
            ["一级指标", "二级指标", "指标内容", "指标值"],
            ["产出指标", "数量指标", "检查", "2次"],
        ],
        (50.0, 100.0, 200.0, 300.0, 400.0),
    )
    second = _grid(
        2,
        [[("质量指标", 2, 1), "完成率", "100%"], ["合格率", "98%"]],
        (120.0, 250.0, 330.0, 400.0),
    )
    found = _tables(*_lines(1, "项目支出绩效目标表"), first, *_lines(2, "产出指标"), second)
    assert {table.title for table in found.tables} == {
        "项目支出绩效目标表",
        "项目支出绩效目标表 · 绩效指标",
    } or len({table.form for table in found.tables}) == 1
    values = [cell.text for table in found.tables for _, _, cell in table.fields]
    assert {"100%", "98%"} <= set(values)


def test_a_grid_that_has_lost_all_its_spans_keeps_its_header() -> None:
    rows: list[list[Drawn]] = [
        ["科目编码", "科目名称", "合计", "基本支出", "", "", "项目支出"],
        ["", "", "", "小计", "人员经费", "公用经费", ""],
        ["208", "社会保障和就业支出", "186.00", "0.00", "0.00", "0.00", "186.00"],
    ]
    table = _only(*_lines(1, "附表 4-5.1", "一般公共预算支出表", "单位：万元"), _grid(1, rows))
    assert [" / ".join(column.path) for column in table.columns] == [
        "科目编码",
        "科目名称",
        "合计",
        "基本支出 / 小计",
        "基本支出 / 人员经费",
        "基本支出 / 公用经费",
        "项目支出",
    ]
    assert _texts(table, 0) == ["186.00", "0.00", "0.00", "0.00", "186.00"]


def test_a_blank_beside_the_only_row_of_heads_is_no_span() -> None:
    rows: list[list[Drawn]] = [
        ["项目", "预算数", ""],
        ["事业收入", "186.00", ""],
        ["其他收入", "", "2.00"],
    ]
    table = _only(*_lines(1, "收入表", "单位：万元"), _grid(1, rows))
    assert [row.label for row in table.rows] == ["事业收入", "其他收入"]
    assert [column.path for column in table.columns] == [("项目",), ("预算数",), ()]
