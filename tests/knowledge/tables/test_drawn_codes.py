"""Tables of subjects: how codes are printed, and what they say of parts and wholes."""

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


def test_code_columns_are_joined_and_tell_parts_from_wholes() -> None:
    table = only_table(*CAPTION, FIRST)
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
    assert texts_of(table, 2) == ["438,300", ""]


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
    table = only_table(grid_of(1, [*heads, *([*row, "1.00"] for row in rows)]))
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
    table = only_table(grid_of(1, [["功能科目名称", "合计"], [printed, "1.00"], ["别的", "2.00"]]))
    assert (table.rows[0].label, table.rows[0].codes) == (label, (code,) if code else ())


def test_subjects_listed_for_several_units_are_theirs() -> None:
    table = only_table(
        grid_of(
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
    table = only_table(
        grid_of(
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


def test_a_row_that_prints_only_its_code_is_called_as_the_code_is() -> None:
    found = tables_of(
        *lines_of(1, "支出总表", "单位：万元"),
        grid_of(
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
    table = only_table(
        *lines_of(1, "支出总表", "单位：万元"),
        grid_of(
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
    table = only_table(
        *lines_of(1, "支出总表", "单位：万元"),
        grid_of(
            1,
            [
                ["科目编码", "科目名称", "合计"],
                ["05", "机关事业单位基本养老保险缴费支出", "4.00"],
            ],
        ),
    )
    assert [row.codes for row in table.rows] == [("2080505",)]


def test_four_halves_stand_side_by_side_where_the_subjects_are_filed_three_ways() -> None:
    table = only_table(
        *lines_of(1, "部门综合预算收支总表", "单位：万元"),
        grid_of(
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
