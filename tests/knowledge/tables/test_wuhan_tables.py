"""The tables of the shipped disclosure, compared with what a reader sees in its lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.document import Table
from knowledge.readers import read
from knowledge.tables import Tables, tables_in

SOURCE = next((Path(__file__).resolve().parents[3] / "knowledge/disclosures").glob("武汉*.txt"))

CAPTIONS = [
    # number, title, form, line, value columns, rows, notes
    ("附表4-1", "收支总体情况表", "budget_totals", 91, 2, 40, 0),
    ("附表4-2", "收入总表", "revenue", 130, 17, 3, 0),
    ("附表4-3", "支出总表", "expenditure", 144, 6, 4, 0),
    ("附表4-4", "财政拨款收支总表", "appropriation_totals", 156, 2, 37, 0),
    ("附表4-5.1", "一般公共预算支出表(分功能科目)", "general_budget", 195, 5, 4, 0),
    ("附表4-5.2", "一般公共预算支出表(分单位)", "general_budget", 210, 5, 3, 0),
    ("附表4-6", "一般公共预算基本支出表", "general_budget_basic", 225, 3, 0, 1),
    ("附表4-7", "一般公共预算“三公”经费支出表", "three_public", 238, 6, 1, 1),
    ("附表4-8", "政府性基金预算支出表", "government_fund", 253, 3, 0, 1),
    ("附表4-9", "国有资本经营预算支出", "state_capital", 267, 3, 0, 1),
    ("附表4-10", "项目支出表", "projects", 280, 10, 5, 0),
    (None, "整体支出绩效目标表", "overall_performance", 292, 0, 0, 0),
    (None, "整体支出绩效目标表 · 总体资金情况", "overall_performance", 294, 4, 8, 0),
    (None, "整体支出绩效目标表 · 项目支出情况", "overall_performance", 307, 4, 1, 0),
    (None, "整体支出绩效目标表 · 整体绩效总目标", "overall_performance", 309, 2, 1, 0),
    (None, "整体支出绩效目标表 · 长期绩效目标", "overall_performance", 312, 2, 5, 0),
    (None, "整体支出绩效目标表 · 年度绩效目标", "overall_performance", 319, 4, 11, 0),
    (None, "部门项目申报表", "project_application", 341, 0, 0, 0),
    (None, "部门项目申报表 · 项目资金来源", "project_application", 352, 1, 7, 0),
    (None, "部门项目申报表 · 项目支出明细测算", "project_application", 362, 5, 1, 0),
    (None, "部门项目申报表 · 项目采购", "project_application", 365, 2, 1, 0),
    (None, "部门项目申报表 · 项目绩效总目标", "project_application", 368, 1, 1, 0),
    (None, "部门项目申报表 · 长期绩效目标表", "project_application", 371, 2, 4, 0),
    (None, "部门项目申报表 · 年度绩效目标表", "project_application", 377, 4, 10, 0),
]


@pytest.fixture(scope="module")
def found() -> Tables:
    return tables_in(read(SOURCE))


def _table(found: Tables, title: str) -> Table:
    return next(t for t in found.tables if title in (t.number, t.title))


def test_each_table_is_found_with_its_caption_columns_and_rows(found: Tables) -> None:
    seen = [
        (
            table.number,
            table.title,
            table.form,
            table.place.line,
            sum(not column.is_label for column in table.columns),
            len(table.rows),
            len(table.notes),
        )
        for table in found.tables
    ]
    assert seen == CAPTIONS
    assert {table.unit for table in found.tables} == {"万元"}


def test_the_lines_of_captions_and_notes_are_not_prose(found: Tables) -> None:
    lines = {paragraph.place.line for paragraph in found.prose}
    captions = {85, 87, 89, 122, 126, 128, 220, 221, 248, 249, 256, 262, 263, 288, 335, 337, 339}
    assert not lines & captions
    assert {9, 11, 21, 31, 39, 79, 83, 391, 395, 407, 409, 479} <= lines


def test_an_entity_broken_over_two_lines_is_one(found: Tables) -> None:
    for number in ("附表4-6", "附表4-8", "附表4-9"):
        entity = _table(found, number).entity or ""
        assert entity.endswith("社会保险管理处")
        assert entity == (_table(found, "附表4-3").entity or "")


PATHS = [
    ("附表4-1", 1, "收入 / 预算数"),
    ("附表4-1", 3, "支出 / 预算数"),
    ("附表4-2", 0, "部门(单位)代码"),
    ("附表4-2", 2, "合计"),
    ("附表4-2", 3, "本年收入 / 小计"),
    ("附表4-2", 5, "本年收入 / 政府性基金预算"),
    ("附表4-2", 12, "本年收入 / 其他收入"),
    ("附表4-2", 13, "上年结转结余 / 小计"),
    ("附表4-2", 18, "上年结转结余 / 单位资金"),
    ("附表4-3", 7, "对附属单位补助支出"),
    ("附表4-5.1", 3, "基本支出 / 小计"),
    ("附表4-5.1", 6, "项目支出"),
    ("附表4-6", 1, "部门预算支出经济分类科目 / 科目名称"),
    ("附表4-6", 4, "本年一般公共预算基本支出 / 公用经费"),
    ("附表4-7", 0, "“三公”经费合计"),
    ("附表4-7", 4, "公务用车购置及运行费 / 公务用车运行费"),
    ("附表4-7", 5, "公务接待费"),
    ("附表4-10", 7, "财政拨款结转结余 / 一般公共预算"),
    ("附表4-10", 10, "财政专户管理资金"),
    ("整体支出绩效目标表 · 总体资金情况", 5, "近两年收支金额 / 2024年"),
    ("整体支出绩效目标表 · 年度绩效目标", 3, "指标值 / 近两年指标值 / 2024 年"),
    ("整体支出绩效目标表 · 年度绩效目标", 5, "指标值 / 预计当年实现值"),
    ("部门项目申报表 · 年度绩效目标表", 4, "指标值 / 前年"),
]


@pytest.mark.parametrize(("title", "column", "path"), PATHS)
def test_a_column_carries_the_heads_above_it(
    found: Tables, title: str, column: int, path: str
) -> None:
    assert " / ".join(_table(found, title).columns[column].path) == path


def test_the_sides_of_a_two_sided_table_are_halves(found: Tables) -> None:
    table = _table(found, "附表4-1")
    assert [(c.half, c.is_label) for c in table.columns] == [
        (0, True),
        (0, False),
        (1, True),
        (1, False),
    ]
    left = [row.label for row in table.rows if row.half == 0]
    right = [row.label for row in table.rows if row.half == 1]
    assert (len(left), len(right)) == (12, 28)
    assert left[-3:] == ["本年收入合计", "上年结转结余", "收入总计"]
    assert right[-3:] == ["本年支出合计", "年终结转结余", "支出总计"]


def test_rows_know_what_they_are_a_part_of(found: Tables) -> None:
    subjects = _table(found, "附表4-3").rows
    assert subjects[3].path == (
        "社会保障和就业支出",
        "人力资源和社会保障管理事务",
        "社会保险经办机构",
    )
    assert subjects[3].codes == ("2080109",)
    sides = [row.path for row in _table(found, "附表4-4").rows if row.half == 0]
    assert sides[1] == ("一、本年收入", "（一）一般公共预算拨款")
    assert sides[5] == ("二、上年结转", "（一）一般公共预算拨款")
    funds = _table(found, "整体支出绩效目标表 · 总体资金情况").rows
    assert funds[0].path == ("收入构成", "财政拨款")
    assert funds[7].path == ("支出构成", "合计")
    sources = _table(found, "部门项目申报表 · 项目资金来源").rows
    project = "电话服务中心工作经费"
    assert sources[2].path == (project, "一般公共预算财政拨款", "其中：申请当年预算拨款")


def test_totals_are_known_by_their_names_wherever_they_stand(found: Tables) -> None:
    totals = {
        table.number: [row.label for row in table.rows if row.is_total]
        for table in found.tables
        if table.number in ("附表4-1", "附表4-3", "附表4-4", "附表4-5.2")
    }
    department = _table(found, "附表4-5.2").entity
    assert totals == {
        "附表4-1": ["本年收入合计", "本年支出合计", "收入总计", "支出总计"],
        "附表4-3": ["合计"],
        "附表4-4": ["收入总计", "支出总计"],
        "附表4-5.2": ["合计", department],
    }


def test_a_row_without_a_label_is_a_total_and_is_reported(found: Tables) -> None:
    row = _table(found, "附表4-10").rows[0]
    assert (row.label, row.is_total) == ("", True)
    (finding,) = [f for f in found.findings if f.code == "row_unlabelled"]
    assert (finding.places[0].line, finding.places[0].table) == (282, "附表4-10")
    assert finding.quotes[0].startswith("186.00 186.00 0.00")


def test_a_code_with_blanks_inside_is_joined(found: Tables) -> None:
    row = _table(found, "附表4-10").rows[4]
    assert (row.codes, row.label) == (("42011326062T000000100",), "区社保处工作经费")


def test_rows_that_lost_a_leading_cell_are_put_right_and_reported(found: Tables) -> None:
    shifted = [
        (f.places[0].line, f.value("row")) for f in found.findings if f.code == "row_shifted"
    ]
    assert shifted == [
        (302, "特定目标类项目支出"),
        (303, "合计"),
        (325, "质量指标"),
        (326, "成本指标"),
        (359, "其中：使用上年度财政拨款结转"),
    ]
    funds = _table(found, "整体支出绩效目标表 · 总体资金情况")
    texts = [cell.text for cell in funds.cells if cell.row == 6]
    assert texts == ["186", "100%", "207.68", "278.19"]
    assert funds.rows[6].path == ("支出构成", "特定目标类项目支出")
    targets = _table(found, "整体支出绩效目标表 · 年度绩效目标")
    assert targets.rows[3].path == ("产出指标", "质量指标", "宣传扩面目标")
    assert targets.rows[4].path == ("产出指标", "成本指标", "12 月 31 日")
    assert [c.text for c in targets.cells if c.row == 4] == ["100%", "100%", "100%", "计划标准"]
    sources = _table(found, "部门项目申报表 · 项目资金来源")
    assert sources.rows[6].label == "其中：使用上年度财政拨款结转"
    assert [c.text for c in sources.cells if c.row == 6] == [""]


def test_a_head_printed_beside_its_columns_is_put_right_and_reported(found: Tables) -> None:
    (finding,) = [f for f in found.findings if f.code == "header_shifted"]
    assert (finding.places[0].line, finding.places[0].table) == (130, "附表4-2")


def test_nothing_else_is_reported(found: Tables) -> None:
    codes = sorted({finding.code for finding in found.findings})
    assert codes == ["header_shifted", "row_shifted", "row_unlabelled"]


def test_a_group_broken_over_two_rows_and_a_blank_line_is_one(found: Tables) -> None:
    table = _table(found, "部门项目申报表 · 年度绩效目标表")
    goal = ("电话服务中心工作经费", "年度目标", "产出指标", "数量指标")
    assert table.rows[0].path == (*goal, "坐席月均接听量")
    assert table.rows[1].path == (*goal, "月均外呼量")
    assert table.rows[9].path[-1] == "做好服务工作，让参保对象满意"


FIELDS = {
    "整体支出绩效目标表": {
        "填报人": "邓畅",
        "联系电话": "027-84899532",
        "长期目标": "统筹城乡社保体系实现制度全覆盖。",
        "年度目标": "保障社会保险经办工作正常运行。",
    },
    "部门项目申报表": {
        "申报日期": "2025 年 11 月 24 日",
        "项目名称": "电话服务中心工作经费",
        "项目编码": "",
        "项目主管": "武汉市人力资源和社会保障局",
        "项目负责人": "王进",
        "邮政编码": "430056",
        "起始年度": "2026",
        "终止年度": "2026",
        "项目立项依据": "《社会保险法》、《劳动合同法》等；",
        "项目总预算": "186",
        "项目当年预算": "186",
    },
}


@pytest.mark.parametrize("title", FIELDS)
def test_what_is_filled_in_beside_a_label_is_a_field(found: Tables, title: str) -> None:
    fields = {row.label: cell.text for row, _, cell in _table(found, title).fields}
    assert {label: fields.get(label) for label in FIELDS[title]} == FIELDS[title]


def test_markup_left_in_a_field_is_removed(found: Tables) -> None:
    fields = {row.label: cell.text for row, _, cell in _table(found, "整体支出绩效目标表").fields}
    assert fields["职能概述"].startswith("1. 负责开发区（汉南区）参保单位登记")
    assert "<p>" not in "".join(fields.values())


def test_every_cell_says_where_it_stands(found: Tables) -> None:
    table = _table(found, "附表4-5.1")
    (cell,) = [c for c in table.cells if c.row == 3 and c.column == 6]
    assert cell.place.line == 200
    assert (cell.place.table, cell.place.table_title) == ("附表4-5.1", table.title)
    assert (cell.place.row, cell.place.column) == ("社会保险经办机构", "项目支出")
