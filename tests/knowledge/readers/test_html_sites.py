"""HTML as governments publish it: a site around the page, layout tables, one cell a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.build import paper
from knowledge.document import Document, Paragraph
from knowledge.readers import html
from tests.knowledge.readers.drawing import grids_of, rows_of, source_of, texts_of

MENU = """<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/gk">政务公开</a></li>
<li><a href="/fw">办事服务</a></li></ul></div><p>您现在的位置：<a href="/">首页</a> &gt; 预决算</p>"""
BODY = """<h1>某市水务局2026年部门预算</h1><p>发布时间：2026-02-01　来源：某市水务局　字号：大 中 小</p>
<h2>一、部门职能</h2><p>&nbsp;&nbsp;负责水务工作，详见<a href="a">甲</a>、<a href="b">乙</a>和<a href="c">丙</a>。</p>
<h2>车辆情况</h2><p>公务用车3辆。</p>
<p>收支总表</p><p align="right">单位：万元</p>
<table><tr><td colspan="2">收&nbsp;&nbsp;入</td><td colspan="2">支&nbsp;&nbsp;出</td></tr>
<tr><td>项目</td><td>预算数</td><td>项目</td><td>预算数</td></tr>
<tr><td>一、一般公共预算</td><td>186.00</td><td>一、农林水支出</td><td>186.00</td></tr></table>
<p>支出总表</p><p>单位：元</p><table><tr><th>项目</th><th>合计</th></tr><tr><td>农林水支出</td><td>1,860,000.00</td></tr></table>
<p>联系电话：010-12345678</p>"""
FOOT = """<div><p>主办：某市水务局　版权所有</p><p>网站标识码：3100000000　京ICP备05000000号</p>
<p>打印本页 关闭窗口</p></div>"""
CONTENT = [
    "某市水务局2026年部门预算",
    "一、部门职能",
    "负责水务工作，详见甲、乙和丙。",
    "车辆情况",
    "公务用车3辆。",
    "收支总表",
    "单位：万元",
    "支出总表",
    "单位：元",
    "联系电话：010-12345678",
]


@pytest.fixture
def read_page(tmp_path: Path) -> Callable[[str], Document]:
    def read(body: str) -> Document:
        path = tmp_path / "公开.html"
        path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
        return html.read(path, source_of(path))

    return read


def in_layout(menu: str, body: str, foot: str) -> str:
    """Return a page laid out by tables within tables, as sites were built for long."""
    column = "<table><tr><td><a href='1'>要闻</a></td></tr><tr><td><a href='2'>公告</a></td></tr></table>"
    return (
        f"<table width=1000><tr><td colspan=2><table><tr><td>{menu}</td></tr></table></td></tr>"
        f"<tr><td>{column}</td><td><table><tr><td>{body}</td></tr></table></td></tr>"
        f"<tr><td colspan=2>{foot}</td></tr></table>"
    )


@pytest.mark.parametrize(
    "page", [MENU + BODY + FOOT, in_layout(MENU, BODY, FOOT)], ids=["plain", "layout"]
)
def test_the_site_around_a_page_is_left_out(
    read_page: Callable[[str], Document], page: str
) -> None:
    document = read_page(page)
    texts = [text for text in texts_of(document) if text not in ("要闻", "公告")]
    assert texts == CONTENT
    assert [(grid.height, grid.width) for grid in grids_of(document)] == [(3, 4), (2, 2)]


def test_the_facts_of_a_page_are_the_same_with_a_site_around_it(tmp_path: Path) -> None:
    found = []
    for name, page in (("裸.html", BODY), ("站.html", in_layout(MENU, BODY, FOOT))):
        path = tmp_path / name
        path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
        read = paper(path)
        found.append([(fact.label, fact.printed, fact.unit) for fact in read.facts])
    assert found[0] == found[1]
    assert ("农林水支出", "1,860,000.00", "元") in found[0]


def test_headings_are_headings(read_page: Callable[[str], Document]) -> None:
    blocks = read_page(BODY).blocks
    levels = {b.text: b.level for b in blocks if isinstance(b, Paragraph) and b.level}
    assert levels == {"某市水务局2026年部门预算": 1, "一、部门职能": 2, "车辆情况": 2}


def test_a_contents_page_is_no_menu(read_page: Callable[[str], Document]) -> None:
    page = (
        "<ul>"
        + "".join(f"<li><a href='#{n}'>第{n}部分</a></li>" for n in "一二三四")
        + "</ul><p>完</p>"
    )
    assert texts_of(read_page(page)) == ["第一部分", "第二部分", "第三部分", "第四部分", "完"]


def test_what_a_word_processor_left_behind_is_no_text(read_page: Callable[[str], Document]) -> None:
    page = '<p>TOC \\o "1-3" \\h 一、概况 PAGEREF _Toc123 \\h 3</p>'
    assert texts_of(read_page(page)) == ["一、概况 3"]


def lines(*cells: str) -> str:
    return "<p>收支总表</p><p>单位：万元</p>" + "".join(f"<p>{cell}</p>" for cell in cells)


def test_one_cell_a_line_is_read_where_every_row_is_filled(
    read_page: Callable[[str], Document],
) -> None:
    document = read_page(
        lines(
            "项目",
            "合计",
            "基本支出",
            "教育支出",
            "3.00",
            "1.00",
            "文化支出",
            "5.00",
            "—",
            "合计",
            "8.00",
            "1.00",
        )
    )
    assert rows_of(document) == [
        ["项目", "合计", "基本支出"],
        ["教育支出", "3.00", "1.00"],
        ["文化支出", "5.00", "—"],
        ["合计", "8.00", "1.00"],
    ]
    halves = read_page(
        lines(
            *["项目", "预算数"] * 2,
            *["收入甲", "1.00", "支出甲", "1.00"] * 2,
            "收入",
            "2.00",
            "支出",
            "2.00",
        )
    )
    assert rows_of(halves)[1] == ["收入甲", "1.00", "支出甲", "1.00"]


@pytest.mark.parametrize(
    "cells",
    [
        (
            "项目",
            "合计",
            "基本支出",
            "甲",
            "3.00",
            "1.00",
            "乙",
            "5.00",
            "丙",
            "8.00",
            "1.00",
            "丁",
            "1.00",
            "2.00",
            "3.00",
        ),
        ("项目", "合计", *("甲", "3.00", "乙", "5.00", "丙", "8.00", "丁") * 3),
        ("标题", "项目", "合计", *("甲", "3.00") * 9),
    ],
    ids=["a blank", "a label without a figure", "one head too many"],
)
def test_one_cell_a_line_is_left_where_a_row_may_lack_one(
    read_page: Callable[[str], Document], cells: tuple[str, ...]
) -> None:
    document = read_page(lines(*cells))
    assert grids_of(document) == []
    assert [finding.code for finding in document.findings] == ["cells_without_table"]
