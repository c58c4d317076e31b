"""What stands between a table's title and its grid: whose it is, of which year, who filled it in."""

from __future__ import annotations

import pytest

from knowledge.document import Paragraph, Place
from knowledge.tables.captions import Caption, caption_of


def _caption(*lines: str) -> Caption:
    return caption_of([Paragraph(line, Place(line=n)) for n, line in enumerate(lines, 1)])


@pytest.mark.parametrize(
    "between",
    [
        ("部门编码及名称：[412]甲县水务局", "预算年度：2026", "单位：万元"),
        ("部门编码及名称：[412]甲县水务局　　预算年度：2026　　单位：万元",),
        ("部门/单位：甲县水务局", "金额单位：万元"),
        ("编报单位（盖章）：甲县水务局", "填报日期：2026年1月20日", "金额单位：万元"),
        ("预算单位名称：甲县水务局", "第1页，共2页", "单位：万元"),
    ],
)
def test_a_title_is_found_above_what_else_is_filled_in(between: tuple[str, ...]) -> None:
    found = _caption("第三部分 部门预算表", "部门预算支出总表", *between)
    assert (found.title, found.unit) == ("部门预算支出总表", "万元")
    assert found.entity in {"[412]甲县水务局", "甲县水务局"}


def test_a_line_that_is_no_table_by_name_is_the_title_where_it_stands_over_the_unit() -> None:
    found = _caption("部门政府采购预算", "[412]甲县水务局", "单位：万元")
    assert (found.title, found.entity) == ("部门政府采购预算", "[412]甲县水务局")


def test_a_heading_or_a_sentence_over_the_unit_is_no_title() -> None:
    assert _caption("三、2026年政府采购预算", "单位：万元").title is None
    assert _caption("下表列出本年的采购预算。", "单位：万元").title is None
