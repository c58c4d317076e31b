"""Forms of projects, and what stands above a table: its number, title and unit."""

from __future__ import annotations

import pytest

from tests.knowledge.tables.drawing import (
    CAPTION,
    FIRST,
    Drawn,
    grid_of,
    lines_of,
    only_table,
    tables_of,
    texts_of,
)

PERFORMANCE = grid_of(
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
    whole, indicators = tables_of(*lines_of(30, "信息化运行维护绩效目标表"), PERFORMANCE).tables
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
    second = grid_of(
        31,
        [
            [("", 2, 1), "", "", "物业成本控制率", "≤100%"],
            ["效益指标", "社会效益指标", "稳定运行率", "≥90%"],
            ["备注", ("无", 1, 4)],
        ],
    )
    found = tables_of(*lines_of(30, "信息化运行维护绩效目标表"), PERFORMANCE, second)
    whole, indicators = found.tables
    assert indicators.rows[2].path[1:] == ("产出指标", "质量指标", "物业成本控制率")
    assert indicators.rows[3].path[1:] == ("效益指标", "社会效益指标", "稳定运行率")
    assert [row.label for row, _, _ in whole.fields][-1] == "备注"


def test_two_projects_under_one_title_are_two_forms() -> None:
    other = grid_of(31, [[("项目名称", 1, 2), ("信访业务培训", 1, 3)]])
    title = "政策和项目预算绩效目标表"
    found = tables_of(*lines_of(30, title), PERFORMANCE, *lines_of(31, title), other)
    names = [c.text for t in found.tables for r, _, c in t.fields if r.label == "项目名称"]
    assert names == ["信息化运行维护", "信访业务培训"]


BY_PROJECT: list[list[Drawn]] = [
    ["项目名称", "项目总额", "一级指标", "二级指标", "三级指标", "本年绩效指标值"],
    [("甲项目", 2, 1), ("689.15", 2, 1), "产出指标", "时效指标", "响应时间", "5"],
    ["产出指标", "数量指标", "维护数量", "2"],
]


def test_indicators_beside_a_project_are_listed_under_it() -> None:
    table = only_table(
        *lines_of(13, "项目支出绩效目标表", "金额单位：万元"), grid_of(13, BY_PROJECT)
    )
    assert [(row.half, row.path) for row in table.rows] == [
        (0, ("甲项目",)),
        (1, ("甲项目", "产出指标", "时效指标", "响应时间")),
        (1, ("甲项目", "产出指标", "数量指标", "维护数量")),
    ]
    assert texts_of(table, 0) == ["689.15"]


def test_indicators_of_a_project_whose_name_is_cut_off_are_nobodys() -> None:
    second = grid_of(14, [["~", "~", "产出指标", "数量指标", "采购数量", "18"]])
    cut = lines_of(13, "乙项", "29.35")
    caption = lines_of(13, "项目支出绩效目标表", "金额单位：万元")
    found = tables_of(*caption, grid_of(13, BY_PROJECT), *cut, second)
    (table,) = found.tables
    assert table.rows[-1].path == ("产出指标", "数量指标", "采购数量")
    (finding,) = found.findings
    assert (finding.code, finding.quotes) == ("text_unplaced", ("乙项、29.35",))


def test_names_that_stand_alone_in_their_rows_are_labels() -> None:
    table = only_table(
        grid_of(
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
    assert texts_of(table, 3) == ["分散自行组织", "49.00"]


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
    table = only_table(
        *lines_of(1, *lines), grid_of(1, [["项目", "预算数"], ["一、事业收入", "1.00"]])
    )
    assert (table.number, table.title, table.unit) == (number, title, unit)


def test_a_form_without_a_unit_takes_over_the_others_where_all_have_the_same() -> None:
    drawn = grid_of(1, [["科目名称", "合计"], ["教育支出", "1.00"]])
    again = grid_of(2, [["科目名称", "合计"], ["教育支出", "1.00"]])
    own = grid_of(3, [["单位名称", "人数"], ["某局", "5"]])
    found = tables_of(
        *lines_of(1, "支出总表", "单位：万元"),
        drawn,
        *lines_of(2, "收入总表"),
        again,
        *lines_of(3, "人员情况表"),
        own,
    )
    assert [table.unit for table in found.tables] == ["万元", "万元", None]
    mixed = tables_of(
        *lines_of(1, "支出总表", "单位：万元"),
        drawn,
        *lines_of(2, "财政拨款收支总表", "单位：元"),
        again,
        *lines_of(3, "收入总表"),
        grid_of(3, [["科目名称", "合计"], ["教育支出", "1.00"]]),
    )
    assert [table.unit for table in mixed.tables] == ["万元", "元", None]


def test_the_contents_page_stays_prose() -> None:
    lines = lines_of(2, "目 录", "一、收支总表", "二、收入总表", "第一部分 概况")
    found = tables_of(*lines, *CAPTION, FIRST)
    assert [paragraph.text for paragraph in found.prose] == [line.text for line in lines]


def test_a_filled_in_form_goes_on_over_pages_with_columns_of_their_own() -> None:
    first = grid_of(
        1,
        [
            [("项目名称", 1, 1), ("甲项目", 1, 3)],
            [("年度目标", 1, 1), ("做完", 1, 3)],
            ["一级指标", "二级指标", "指标内容", "指标值"],
            ["产出指标", "数量指标", "检查", "2次"],
        ],
        (50.0, 100.0, 200.0, 300.0, 400.0),
    )
    second = grid_of(
        2,
        [[("质量指标", 2, 1), "完成率", "100%"], ["合格率", "98%"]],
        (120.0, 250.0, 330.0, 400.0),
    )
    found = tables_of(*lines_of(1, "项目支出绩效目标表"), first, *lines_of(2, "产出指标"), second)
    assert {table.title for table in found.tables} == {
        "项目支出绩效目标表",
        "项目支出绩效目标表 · 绩效指标",
    } or len({table.form for table in found.tables}) == 1
    values = [cell.text for table in found.tables for _, _, cell in table.fields]
    assert {"100%", "98%"} <= set(values)


def test_a_plan_of_payments_is_read_by_its_months_and_amounts_behind_one_head_by_their_labels() -> (
    None
):
    form = grid_of(
        5,
        [
            ["项目编码", ("1311", 1, 2), "项目名称", ("河堤加固", 1, 2)],
            ["预算规模", "预算数", "80.00", "其中：财政资金", "60.00", "其他资金："],
            [("资金支出计划（%）", 2, 1), "3月底", "6月底", "10月底", ("12月底", 1, 2)],
            ["0", "30%", "70%", ("100%", 1, 2)],
            ["绩效目标", ("加固堤防3处。", 1, 5)],
            ["一级指标", "二级指标", "三级指标", "指标描述", "指标值", "确定依据"],
            ["产出指标", "数量指标", "加固处数", "完成处数", "3处", "方案"],
        ],
    )
    whole, plan, indicators = tables_of(*lines_of(5, "河堤加固绩效目标表"), form).tables
    assert [(row.path[1:], cell.text) for row, _, cell in whole.fields[2:]] == [
        (("预算规模", "预算数"), "80.00"),
        (("预算规模", "其中：财政资金"), "60.00"),
        (("绩效目标",), "加固堤防3处。"),
    ]
    assert [column.path for column in plan.columns] == [
        ("资金支出计划（%）", month) for month in ("3月底", "6月底", "10月底", "12月底")
    ]
    assert (plan.rows[0].path, texts_of(plan, 0)) == (("河堤加固",), ["0", "30%", "70%", "100%"])
    assert indicators.rows[0].path[-1] == "加固处数"


def test_a_form_that_begins_with_whose_project_it_is_keeps_its_indicators_rows() -> None:
    form = grid_of(
        6,
        [
            ["项目单位", "项目名称", "预算数", "年度绩效目标", "一级指标", "三级指标", "指标值"],
            [
                ("某局（本级）", 2, 1),
                ("地质灾害监测", 2, 1),
                ("12.00", 2, 1),
                ("监测7处。", 2, 1),
                *("产出指标", "监测点数量", "7"),
            ],
            ["效益指标", "伤亡人数", "0"],
        ],
    )
    table = only_table(*lines_of(6, "项目支出绩效表", "单位：万元"), form)
    assert [row.path[1:] for row in table.rows] == [
        ("地质灾害监测",),
        ("地质灾害监测", "产出指标", "监测点数量"),
        ("地质灾害监测", "效益指标", "伤亡人数"),
    ]
    assert [texts_of(table, row) for row in range(3)] == [["12.00", "监测7处。"], ["7"], ["0"]]


def test_amounts_of_an_evaluation_stand_under_their_heads_and_the_goal_below_them_is_a_field() -> (
    None
):
    form = grid_of(
        7,
        [
            [("项目名称", 1, 2), ("健康服务", 1, 4)],
            [("项目资金（元）", 1, 2), "年初预算数", "全年预算数", "全年执行数", "执行率"],
            [("年度资金总额", 1, 2), "142.00", "148.00", "146.00", "98.75%"],
            [("上年结转资金", 1, 2), "0.00", "", "", ""],
            [("年度总体目标", 1, 2), ("免费服务居民。", 1, 4)],
            ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "得分"],
            ["产出指标", "数量指标", "服务人数", "≥62人", "65人", "15"],
        ],
    )
    whole, amounts, _ = tables_of(*lines_of(7, "2024年度项目支出绩效自评表"), form).tables
    assert [row.label for row, _, _ in whole.fields] == ["项目名称", "年度总体目标"]
    assert [row.label for row in amounts.rows] == ["年度资金总额", "上年结转资金"]
    assert texts_of(amounts, 0) == ["142.00", "148.00", "146.00", "98.75%"]


def test_the_score_of_what_was_spent_is_not_called_the_projects_own() -> None:
    form = grid_of(
        8,
        [
            [("项目名称", 1, 2), ("社区运转", 1, 4)],
            [("项目资金（万元）", 2, 2), "年初预算数", "全年执行数", "执行率", "得分"],
            ["620.00", "527.00", "85.00%", "8.5"],
        ],
    )
    _, amounts = tables_of(*lines_of(8, "2024年度项目支出绩效自评表"), form).tables
    assert [row.label for row in amounts.rows] == [""]
