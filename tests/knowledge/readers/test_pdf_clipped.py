"""PDF pages of which a part is hidden, turned, slanting, or drawn from elsewhere."""

from __future__ import annotations

import pytest

from tests.knowledge.readers.drawing import Sheet, grids_of, headed, read_sheets, rows_of, texts_of

XS, YS = (100, 200, 300, 400), (700, 680, 660, 640)


def test_clipped_text_that_the_next_page_shows_is_dropped() -> None:
    first, second = "第一段文字在这一页上", "第二段文字在下一页上"

    def whole(page: Sheet) -> Sheet:
        return page.text(100, 110, first).text(100, 90, second)

    document = read_sheets(
        Sheet().clip(90, 100, 300, 40, whole), Sheet().clip(90, 60, 300, 40, whole)
    )
    assert texts_of(document) == [first, second]
    assert document.findings == ()


def test_clipped_text_that_no_page_shows_is_kept_in_its_cell_and_told() -> None:
    page = (
        Sheet()
        .ruled((100, 160, 300), (700, 680, 660))
        .text(170, 685, "某局")
        .text(110, 665, "9.00")
    )
    page.clip(100, 680, 60, 20, lambda page: page.text(135, 685, "125001"))
    document = read_sheets(page)
    assert rows_of(document)[0] == ["125001", "某局"]  # not 12500 and 1某局
    assert [(one.code, one.quotes) for one in document.findings] == [("hidden_text", ("1",))]


def test_text_beyond_the_page_is_told_and_not_read() -> None:
    document = read_sheets(Sheet().text(100, 700, "正文").text(100, -50, "页外的另一张表"))
    assert texts_of(document) == ["正文"]
    assert [one.code for one in document.findings] == ["text_beyond_page"]


def test_lines_beyond_a_clip_are_not_seen() -> None:
    def more(page: Sheet) -> Sheet:
        return page.ruled((100, 200, 400), (640, 600))

    assert len(rows_of(read_sheets(headed(Sheet()).clip(90, 636, 400, 80, more)))) == 3
    assert len(rows_of(read_sheets(more(headed(Sheet()))))) == 4


def test_a_line_that_a_clip_cuts_ends_there() -> None:
    page = (
        Sheet()
        .ruled((100, 200, 300), (700, 680, 660))
        .text(110, 685, "项目")
        .text(110, 665, "合计")
    )
    page.clip(90, 680, 300, 30, lambda page: page.stroke(250, 640, 250, 700))
    assert rows_of(read_sheets(page)) == [["项目", "", ""], ["合计", "[1x2]"]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(turn: int) -> None:
    """The content is drawn so that it stands upright after the viewer has turned the page."""
    matrix = {90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 842 595", 270: "0 -1 1 0 0 595"}[turn]
    page = Sheet(842, 595, rotate=turn).raw("q", f"{matrix} cm")
    page.ruled(XS[:3], (500, 480)).text(110, 485, "项目").text(210, 485, "186.00").raw("Q")
    document = read_sheets(page)
    assert rows_of(document) == [["项目", "186.00"]]
    assert grids_of(document)[0].cells[1].place.bbox == pytest.approx((200, 480, 300, 500), abs=0.6)


def test_a_sideways_table_on_an_upright_page_reads_too() -> None:
    page = (
        Sheet()
        .raw("q", "0 1 -1 0 595 0 cm")
        .ruled(XS[:3], (300, 280))
        .text(110, 285, "项目")
        .text(210, 285, "186.00")
        .raw("Q")
    )
    document = read_sheets(page)
    assert rows_of(document) == [["项目", "186.00"]]
    assert grids_of(document)[0].cells[0].place.bbox == pytest.approx((295, 100, 315, 200), abs=0.6)


def test_vertical_text_in_a_cell_reads_as_it_runs() -> None:
    page = headed(Sheet()).ruled((400, 440), (700, 640))
    page.text(415, 650, "2026年", matrix="0 1 -1 0").text(430, 650, "预算", matrix="0 1 -1 0")
    assert rows_of(read_sheets(page))[0][-1] == "2026年预算[3x1]"


def test_slanting_watermarks_are_no_text() -> None:
    page = headed(Sheet()).text(150, 600, "内部资料样张", size=40, matrix="0.7 0.7 -0.7 0.7")
    assert rows_of(read_sheets(page)) == rows_of(read_sheets(headed(Sheet())))


def test_form_xobjects_are_read_where_they_are_drawn() -> None:
    inner = Sheet().ruled((0, 50, 100), (0, 10)).text(2, 3, "项目", 5).text(52, 3, "1.86", 5)
    document = read_sheets(Sheet().form("2 0 0 2 100 600", "-1 -1 101 11", inner))
    assert rows_of(document) == [["项目", "1.86"]]
    assert grids_of(document)[0].cells[1].place.bbox == pytest.approx((200, 600, 300, 620), abs=0.6)


def test_the_box_of_a_form_hides_what_lies_outside() -> None:
    inner = Sheet().text(0, 0, "看得见的字").text(0, 60, "看不见的字")
    document = read_sheets(Sheet().form("1 0 0 1 100 600", "-5 -5 200 40", inner))
    assert "看得见的字" in texts_of(document)
    assert [one.quotes for one in document.findings] == [("看不见的字",)]


def test_a_cropped_page_counts_from_its_visible_corner() -> None:
    page = (
        Sheet(crop=(50, 100, 545, 742))
        .ruled(XS[:3], (500, 480))
        .text(110, 485, "项目")
        .text(210, 485, "186.00")
    )
    assert grids_of(read_sheets(page))[0].cells[0].place.bbox == pytest.approx(
        (50, 380, 150, 400), abs=0.5
    )
