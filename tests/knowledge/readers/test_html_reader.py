"""HTML: tables with spans, text by blocks, pages that a converter laid out by position."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.document import Document, Grid
from knowledge.readers import Unreadable, html
from tests.knowledge.readers.drawing import grids_of, rows_of, source_of, texts_of


@pytest.fixture
def read_page(tmp_path: Path) -> Callable[..., Document]:
    def read(body: str, encoding: str = "utf-8", head: str = "") -> Document:
        path = tmp_path / "公开.html"
        path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
        return html.read(path, source_of(path))

    return read


def test_a_table_keeps_its_spans(read_page: Callable[..., Document]) -> None:
    page = """<table><thead><tr><th rowspan="2">项目</th><th colspan="2">基本支出</th></tr>
    <tr><th>人员经费</th><th>公用经费</th></tr></thead>
    <tbody><tr><td>一、一般公共<br>服务支出</td><td>186.00</td><td></td></tr></tbody></table>"""
    assert rows_of(read_page(page)) == [
        ["项目[2x1]", "基本支出[1x2]"],
        ["人员经费", "公用经费"],
        ["一、一般公共服务支出", "186.00", ""],
    ]


def test_a_span_from_above_moves_the_cells_below(read_page: Callable[..., Document]) -> None:
    page = "<table><tr><td>甲</td><td rowspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    cells = grids_of(read_page(page))[0].cells
    assert [(cell.row, cell.column) for cell in cells if cell.text == "丁"] == [(1, 2)]


@pytest.mark.parametrize(
    ("span", "rows_", "columns"),
    [("rowspan=0", 2, 1), ("colspan=-3", 1, 1), ("rowspan=99999999 colspan=3", 2, 3)],
)
def test_odd_spans_do_no_harm(
    read_page: Callable[..., Document], span: str, rows_: int, columns: int
) -> None:
    page = f"<table><tr><td {span}>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>"
    cell = grids_of(read_page(page))[0].cells[0]
    assert (cell.rows, cell.columns) == (rows_, columns)


def test_blocks_and_breaks_part_paragraphs(read_page: Callable[..., Document]) -> None:
    page = (
        "<h2>部门预算</h2><p>&nbsp;&nbsp;一、<b>收入</b>预算<br>　　二、支出\n预算</p>"
        "<div>单位：万元<p>末段</p>尾</div>"
    )
    assert texts_of(read_page(page)) == [
        "部门预算",
        "一、收入预算",
        "二、支出预算",
        "单位：万元",
        "末段",
        "尾",
    ]


def test_what_is_not_shown_is_not_read(read_page: Callable[..., Document]) -> None:
    page = """<nav>首页</nav><script>var a = "999";</script><style>p {}</style><!-- 旧稿 -->
    <p style="display: none">888</p><p hidden>777</p><p>正文\u200b</p><footer>备案号</footer>"""
    assert texts_of(read_page(page)) == ["正文"]


def test_server_side_code_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        '<%@ page language="java" %><html><body><p>正文<%= x %></p></body></html>', encoding="utf-8"
    )
    assert texts_of(html.read(path, source_of(path))) == ["正文"]


def test_a_table_that_lays_out_the_page_is_none(read_page: Callable[..., Document]) -> None:
    page = f"<table><tr><td>栏目</td><td><p>{'正文' * 300}</p><p>第二段</p></td></tr></table>"
    assert texts_of(read_page(page)) == ["栏目", "正文" * 300, "第二段"]
    inner = "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    nested = f"<table><tr><td>栏目</td><td>{inner}</td></tr></table>"
    document = read_page(nested)
    assert texts_of(document) == ["栏目"]
    assert [block.height for block in document.blocks if isinstance(block, Grid)] == [2]


def test_a_table_of_one_column_is_text(read_page: Callable[..., Document]) -> None:
    assert texts_of(read_page("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>")) == [
        "甲",
        "乙",
    ]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [("utf-8", ""), ("utf-8-sig", ""), ("gb18030", '<meta charset="gb2312">'), ("gb18030", "")],
)
def test_a_page_is_read_in_the_encodings_in_use(
    read_page: Callable[..., Document], encoding: str, head: str
) -> None:
    assert texts_of(read_page("<p>机关运行经费</p>", encoding, head)) == ["机关运行经费"]


def test_a_page_without_text_is_refused(read_page: Callable[..., Document]) -> None:
    with pytest.raises(Unreadable) as caught:
        read_page("<script>load()</script>")
    assert caught.value.code == "no_text"


def test_lone_cells_without_a_table_are_told(read_page: Callable[..., Document]) -> None:
    document = read_page("".join(f"<p>{figure}.00</p>" for figure in range(30)))
    assert [(one.code, one.severity) for one in document.findings] == [
        ("cells_without_table", "error")
    ]


def test_tables_that_are_pictures_are_told(read_page: Callable[..., Document]) -> None:
    assert [one.code for one in read_page('<p>见下图</p><img src="a.gif">').findings] == [
        "pictures"
    ]


def at(left: float, top: float, text: str, size: float = 10) -> str:
    return (
        f'<div style="position:absolute;left:{left}pt;top:{top}pt;font-size:{size}pt">{text}</div>'
    )


def level(left: float, top: float, width: float, colour: str = "#000000", unit: str = "pt") -> str:
    place = f"left:{left}{unit};top:{top}{unit};width:{width}{unit};height:0"
    return f'<div style="position:absolute;{place};border-bottom:0.5pt solid {colour}"></div>'


def upright(left: float, top: float, height: float) -> str:
    place = f"left:{left}pt;top:{top}pt;height:{height}pt;width:0pt"
    return f'<div style="position:absolute;{place};border-right:0.5pt solid #000"></div>'


def page_of(*parts: str) -> str:
    return f'<div style="width:595pt;height:842pt;position:relative">{"".join(parts)}</div>'


def test_a_page_laid_out_by_position_is_read_like_the_pdf_it_was(
    read_page: Callable[..., Document],
) -> None:
    lines = [level(100, top, 200) for top in (100, 120, 140)] + [
        upright(left, 100, 40) for left in (100, 200, 300)
    ]
    cells = [
        at(105, 104, "项目"),
        at(205, 104, "预算数"),
        at(105, 124, "教育支出"),
        at(205, 124, "186.00"),
    ]
    prose = [
        at(80, 300 + 20 * row, f"{'一二三四五六七八九十'[row % 10]}、第{row}项")
        for row in range(20)
    ]
    document = read_page(
        page_of(at(80, 60, "公开表1"), *cells, *lines, level(100, 130, 200, "#ffffff"))
        + page_of(*prose)
    )
    assert rows_of(document) == [["项目", "预算数"], ["教育支出", "186.00"]]
    assert texts_of(document)[:2] == ["公开表1", "一、第0项"]
    assert document.pages == 2
    assert document.blocks[-1].place.page == 2
    assert [one.code for one in document.findings] == ["positioned_page"]


def test_pixels_are_points_too(read_page: Callable[..., Document]) -> None:
    lines = [level(100, top, 200, unit="px") for top in (100, 120)] + [
        upright(left, 75, 15) for left in (75, 150, 225)
    ]
    cells = [at(78, 78, "项目"), at(155, 78, "1.00")]
    prose = [at(80, 300 + 20 * row, f"第{row}项") for row in range(20)]
    assert rows_of(read_page(page_of(*lines, *cells, *prose))) == [["项目", "1.00"]]


def test_an_ornament_with_a_position_does_not_make_a_page_a_pdf(
    read_page: Callable[..., Document],
) -> None:
    assert texts_of(read_page(page_of(at(1, 1, "徽标")) + "<p>正文</p>")) == ["徽标", "正文"]


PAGES = sorted((Path(__file__).resolve().parents[3] / "../shared/disclosures").glob("*.html"))


@pytest.mark.skipif(not PAGES, reason="the disclosures are not here")
def test_real_pages_are_read() -> None:
    for path in PAGES:
        document = html.read(path, source_of(path))
        assert len(texts_of(document)) > 40
        widths = [block.width for block in document.blocks if isinstance(block, Grid)]
        if document.pages:
            assert len(widths) > 12
            assert 17 in widths


def test_a_few_broken_bytes_do_no_harm_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "公开.html"
    path.write_bytes("<p>机关运行经费预算186万元，</p>".encode() * 30 + b"<p>\xff</p>")
    document = html.read(path, source_of(path))
    assert texts_of(document)[0] == "机关运行经费预算186万元，"
    assert [(one.code, one.value("count")) for one in document.findings] == [
        ("undecodable_characters", "1")
    ]


def test_a_page_in_no_known_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "公开.html"
    path.write_bytes(bytes(range(128, 256)) * 20)
    with pytest.raises(Unreadable) as caught:
        html.read(path, source_of(path))
    assert caught.value.code == "undecodable"


def test_tags_nested_without_end_are_refused(read_page: Callable[..., Document]) -> None:
    with pytest.raises(Unreadable) as caught:
        read_page("<div>" * 3000 + "正文")
    assert caught.value.code == "damaged"
