"""What the contents page promises, and what of it the body holds."""

from __future__ import annotations

import pytest

from knowledge.document import Paragraph, Place, Table
from knowledge.extract.promises import bare_name, promises_in
from knowledge.extract.sections import Outline, outline_of
from knowledge.forms import form_of


def outline(*lines: str) -> Outline:
    return outline_of([Paragraph(text, Place(line=n)) for n, text in enumerate(lines, 1)])


def table(index: int, title: str) -> Table:
    return Table(index, None, title, "万元", (), (), (), Place(line=50), form=form_of(title))


BODY = ("第一部分 部门预算表", "第二部分 情况说明", "一、收支预算安排情况", "甲。")


def contents(*entries: str) -> Outline:
    return outline(
        "目录",
        "第一部分 部门预算表",
        *entries,
        "第二部分 情况说明",
        "一、收支预算总体情况",
        *BODY,
    )


@pytest.mark.parametrize(
    ("promised", "printed"),
    [
        ("一、部门收支总表", "收支总体情况表"),
        ("五、一般公共预算支出表（分功能科目，分单位）", "一般公共预算支出表(分功能科目)"),
        ("九、国有资本经营预算支出表", "国有资本经营预算支出"),
        ("十三、整体支出绩效目标申报表", "整体支出绩效目标表 · 长期绩效目标"),
        ("4．2026年预算单位财政拨款收支预算总表", "2026年预算单位财政拨款收支预算总表"),
        ("表3：高等学校支出决算表", "高等学校支出决算表"),
    ],
)
def test_a_table_is_known_by_either_name(promised: str, printed: str) -> None:
    promises, findings = promises_in(contents(promised), (table(7, printed),))
    assert [promise.table for promise in promises] == [7]
    assert findings == ()
    assert bare_name(promised)


def test_a_table_that_the_body_lacks_is_a_finding() -> None:
    promises, findings = promises_in(contents("十一、政府采购预算表"), (table(0, "收支总表"),))
    assert [promise.table for promise in promises] == [None]
    assert [(f.code, f.value("name")) for f in findings] == [("table_missing", "政府采购预算表")]
    assert findings[0].places[0].line == 3


def test_without_any_table_none_is_missed() -> None:
    """Text and tables may be published as two files."""
    _, findings = promises_in(contents("一、收支总表"), ())
    assert findings == ()


def test_a_heading_that_the_body_lacks_is_a_note() -> None:
    _, findings = promises_in(
        outline(
            "目录",
            "第一部分 情况说明",
            "一、收入",
            "十一、其他重要事项",
            "第一部分 情况说明",
            "一、收入",
            "甲。",
        ),
        (),
    )
    assert [(f.code, f.severity) for f in findings] == [("heading_missing", "note")]


def test_a_heading_over_tables_is_no_table() -> None:
    promises, findings = promises_in(contents("单位预算表", "1.收支总表"), (table(0, "收支总表"),))
    assert [promise.name for promise in promises] == ["收支总表"]
    assert findings == ()


def test_a_table_listed_by_its_official_number_is_kept() -> None:
    told = contents("公开01表 收入支出决算总表", "公开时间：2025年9月26日")
    promises, findings = promises_in(told, [table(0, "收入支出决算总表")])
    assert [promise.table for promise in promises] == [0]
    assert findings == ()
