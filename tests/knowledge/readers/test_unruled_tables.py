"""Tables without lines, or with some only: read where every text has one place, else left with a finding."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from knowledge.document import Document, Grid
from knowledge.readers.paged.sheet import sheet_of
from knowledge.readers.pdf.ink import pages_of
from knowledge.readers.pdf.pdfium import opened
from knowledge.readers.text import document_of
from tests.knowledge.readers.drawing import (
    Sheet,
    grids_of,
    read_sheets,
    rows_of,
    source_of,
    texts_of,
)

PDFS = sorted((Path(__file__).resolve().parents[3] / "../shared/disclosures").glob("*.pdf"))
EVERY = 3
"""Every third page is read, another one in each file: all of them take half a minute."""
ENDS = (300, 400, 500)


def amounts(sheet: Sheet, y: float, *texts: str, ends: tuple[int, ...] = ENDS) -> Sheet:
    """Draw figures that end at the given positions; a figure is half as wide as high."""
    for end, text in zip(ends, texts, strict=False):
        if text:
            sheet.text(end - 5 * len(text), y, text)
    return sheet


def centred(sheet: Sheet, y: float, *heads: tuple[float, str]) -> Sheet:
    for x, text in heads:
        sheet.text(x - 5 * len(text), y, text)
    return sheet


def titled() -> Sheet:
    return Sheet().text(220, 780, "收入支出决算总表").text(440, 760, "单位：万元")


ROWS = (
    ("一、教育支出", "1.00", "", "1,003.00"),
    ("二、文化支出", "", "5.00", "6.00"),
    ("合计", "7.00", "8.00", "9.00"),
)


def body(sheet: Sheet, y: float = 700, step: float = 20) -> Sheet:
    for number, (label, *figures) in enumerate(ROWS):
        at = y - step * number
        sheet.text(120 if label == "合计" else 80, at, label)
        amounts(sheet, at, *figures)
    return sheet


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def test_a_table_without_any_line_is_read() -> None:
    page = centred(
        titled(), 730, (120, "项目"), (285, "合计"), (385, "基本支出"), (480, "项目支出")
    )
    document = read_sheets(body(page))
    assert rows_of(document) == [
        ["项目", "合计", "基本支出", "项目支出"],
        ["一、教育支出", "1.00", "", "1,003.00"],
        ["二、文化支出", "", "5.00", "6.00"],
        ["\u3000\u3000\u3000\u3000合计", "7.00", "8.00", "9.00"],
    ]
    assert texts_of(document) == ["收入支出决算总表", "单位：万元"]
    assert codes(document) == []
    (grid,) = grids_of(document)
    cell = next(cell for cell in grid.cells if cell.text == "5.00")
    assert cell.place.bbox is not None
    left, bottom, right, top = cell.place.bbox
    assert left < 380
    assert right >= 400
    assert bottom < 685 < top


def test_heads_over_several_columns_are_told_by_their_middle() -> None:
    page = centred(titled(), 750, (385, "本年支出"))
    centred(page, 730, (120, "项目"), (285, "合计"), (385, "基本支出"), (485, "项目支出"))
    assert rows_of(read_sheets(body(page)))[:2] == [
        ["项目[2x1]", "本年支出[1x3]"],
        ["合计", "基本支出", "项目支出"],
    ]


def test_heads_over_several_columns_are_told_by_the_line_below_them() -> None:
    page = centred(titled(), 750, (440, "其中"))
    page.stroke(350, 745, 510, 745)
    centred(page, 730, (120, "项目"), (285, "合计"), (385, "基本支出"), (480, "项目支出"))
    page.stroke(70, 757, 510, 757).stroke(70, 720, 510, 720).stroke(70, 650, 510, 650)
    rows = rows_of(read_sheets(body(page)))
    assert rows[0] == ["项目[2x1]", "合计[2x1]", "其中[1x2]"]
    assert rows[2:] == [
        ["一、教育支出", "1.00", "", "1,003.00"],
        ["二、文化支出", "", "5.00", "6.00"],
        ["\u3000\u3000\u3000\u3000合计", "7.00", "8.00", "9.00"],
    ]


@pytest.mark.parametrize(
    ("heads", "why"),
    [
        ([(120, "项目"), (285, "合计"), (385, "基本支出")], "a column has no head"),
        (
            [(120, "项目"), (335, "合计"), (385, "基本支出"), (480, "项目支出")],
            "a head stands between two",
        ),
    ],
)
def test_a_table_whose_heads_are_not_sure_is_left_with_a_finding(
    heads: list[tuple[float, str]], why: str
) -> None:
    document = read_sheets(body(centred(titled(), 730, *heads)))
    assert grids_of(document) == [], why
    assert codes(document) == ["unruled_figures"]


def test_a_head_that_may_go_on_or_stand_over_several_is_left() -> None:
    page = centred(titled(), 742, (385, "一般公共"))
    centred(page, 730, (120, "项目"), (285, "合计"), (385, "预算支出"), (485, "其他支出"))
    document = read_sheets(body(page))
    assert (grids_of(document), codes(document)) == ([], ["unruled_figures"])


def test_a_figure_between_two_columns_is_put_in_neither() -> None:
    page = centred(
        titled(), 730, (120, "项目"), (285, "合计"), (385, "基本支出"), (480, "项目支出")
    )
    body(page).text(80, 640, "其他").text(285, 640, "12,345,678,901,234.00")
    document = read_sheets(page)
    assert (grids_of(document), codes(document)) == ([], ["unruled_figures"])


def test_a_label_broken_over_lines_is_one() -> None:
    page = centred(
        titled(), 730, (120, "项目"), (285, "合计"), (385, "基本支出"), (480, "项目支出")
    )
    for number in range(4):
        page.text(80, 700 - 30 * number, f"{'一二三四'[number]}、支出")
        amounts(page, 700 - 30 * number, "1.00", "2.00", "3.00")
    page.text(80, 580, "五、机关事业单位基本").text(80, 568, "养老保险缴费支出")
    amounts(page, 574, "1.00", "2.00", "3.00")
    assert rows_of(read_sheets(page))[-1] == [
        "五、机关事业单位基本养老保险缴费支出",
        "1.00",
        "2.00",
        "3.00",
    ]


def test_an_amount_that_touches_the_next_label_is_parted_from_it() -> None:
    page = centred(titled(), 730, (110, "收入"), (285, "预算数"), (350, "支出"), (485, "预算数"))
    for number, name in enumerate(("教育", "文化", "卫生")):
        y = 700 - 20 * number
        page.text(80, y, f"{name}收入").text(265, y, "1,186.00").text(307, y, f"{name}支出")
        amounts(page, y, "", "", "7.50")
    assert rows_of(read_sheets(page))[1] == ["教育收入", "1,186.00", "教育支出", "7.50"]


def test_running_text_with_figures_is_no_table() -> None:
    page = Sheet().lines(
        [
            f"{n}、本年收入 {n}.50 万元，比上年增加   {n}.00   万元，其中   {n}.25   万元。"
            for n in range(1, 7)
        ]
    )
    document = read_sheets(page)
    assert (grids_of(document), codes(document)) == ([], [])


def test_a_contents_page_is_no_table() -> None:
    page = Sheet()
    for number in range(1, 8):
        page.text(80, 760 - 20 * number, f"{number}.1 收入支出总表{'.' * 40}").text(
            480, 760 - 20 * number, f"{number}.2"
        )
    assert grids_of(read_sheets(page)) == []


def upright(sheet: Sheet, low: float) -> Sheet:
    """Rule the head wholly and the body by upright lines alone."""
    for x in (70, 250, 320, 420, 520):
        sheet.stroke(x, low, x, 745)
    for y in (low, 720, 745):
        sheet.stroke(70, y, 520, y)
    return sheet


def test_a_body_with_upright_lines_only_is_read_row_by_row() -> None:
    page = centred(
        titled(), 730, (120, "项目"), (285, "合计"), (385, "基本支出"), (480, "项目支出")
    )
    amounts(upright(body(page), 650), 680, "3.00")
    rows = rows_of(read_sheets(page))
    assert [[text.lstrip("\u3000") for text in row] for row in rows] == [
        ["项目", "合计", "基本支出", "项目支出"],
        ["一、教育支出", "1.00", "", "1,003.00"],
        ["二、文化支出", "3.00", "5.00", "6.00"],
        ["合计", "7.00", "8.00", "9.00"],
    ]


def test_rows_that_cannot_be_told_apart_are_not_read_as_figures() -> None:
    page = centred(
        titled(), 730, (120, "项目"), (285, "合计"), (385, "基本支出"), (480, "项目支出")
    )
    document = read_sheets(upright(body(page).text(80, 690, "（含幼儿园）"), 650))
    assert codes(document) == ["unruled_figures"]
    read = {cell.text for cell in grids_of(document)[0].cells}
    assert not read & {"1.00", "3.00", "5.00", "9.00"}


LAYOUT = """                 收支总表
                                              单位：万元

    项目                 合计     基本支出    项目支出

一、教育支出         1,234.50     1,000.00      234.50
二、文化支出             3.00                     3.00

三、卫生支出             5.00         5.00
        合  计       1,242.50     1,005.00      237.50
注：没有其他支出。
"""


def narrow(text: str) -> str:
    """Return a text as pdftotext prints it: Chinese characters count as one column each."""
    wide = re.compile(r"[^\x00-\xff]")
    lines = []
    for line in text.split("\n"):
        parts = re.split(r"( {2,})", line)
        for number in range(1, len(parts) - 1, 2):
            parts[number] += " " * len(wide.findall(parts[number - 1]))
        lines.append("".join(parts))
    return "\n".join(lines)


@pytest.mark.parametrize("text", [LAYOUT, narrow(LAYOUT)], ids=["typewriter", "pdftotext"])
def test_columns_lined_up_by_blanks_are_read(text: str) -> None:
    document = document_of(text, source_of(Path("a.txt")))
    assert [[text.lstrip("\u3000") for text in row] for row in rows_of(document)] == [
        ["项目", "合计", "基本支出", "项目支出"],
        ["一、教育支出", "1,234.50", "1,000.00", "234.50"],
        ["二、文化支出", "3.00", "", "3.00"],
        ["三、卫生支出", "5.00", "5.00", ""],
        ["合 计", "1,242.50", "1,005.00", "237.50"],
    ]
    assert texts_of(document) == ["收支总表", "单位：万元", "注：没有其他支出。"]
    (grid,) = grids_of(document)
    assert {cell.place.line for cell in grid.cells} == {4, 6, 7, 9, 10}


def test_figures_out_of_line_are_left_as_text_with_a_finding() -> None:
    document = document_of(
        LAYOUT.replace("3.00                     3.00", "3.00        3.00     3.00     1.00"),
        source_of(Path("a")),
    )
    assert grids_of(document) == []
    assert [(f.code, f.value("lines")) for f in document.findings] == [("unclear_columns", "4–10")]


# --- real pages, their lines taken away


AMOUNT = re.compile(r"-?[\d,]+\.\d+|-?\d{1,3}(,\d{3})+")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def facts(grid: Grid) -> Counter[tuple[object, ...]]:
    """Return each amount with the words beside it and the first heads above it."""
    at = {
        (row, column): bare(cell.text)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    found: Counter[tuple[object, ...]] = Counter()
    for cell in grid.cells:
        if AMOUNT.fullmatch(bare(cell.text)):
            beside = [at.get((cell.row, column), "") for column in range(grid.width)]
            above = [at.get((row, cell.column), "") for row in range(cell.row)]
            labels = dict.fromkeys(text for text in beside if re.search(r"[^\W\d]", text))
            heads = dict.fromkeys(text for text in above if re.search(r"[^\W\d]", text))
            found[tuple(labels), tuple(heads)[:3], bare(cell.text)] += 1
    return found


@pytest.mark.skipif(not PDFS, reason="the disclosures are not here")
@pytest.mark.parametrize("keeps_level", [False, True], ids=["no lines", "level lines"])
def test_no_figure_of_a_real_page_gets_into_another_column(keeps_level: bool) -> None:
    read = 0
    for start, path in enumerate(PDFS):
        with opened(path) as document:
            for page in islice(pages_of(document), start % EVERY, None, EVERY):
                ruled = sum((facts(grid) for _, grid in sheet_of(page).grids), Counter())
                if not ruled:
                    continue
                level = tuple(stroke for stroke in page.strokes if keeps_level and stroke.is_level)
                grids = [grid for _, grid in sheet_of(replace(page, strokes=level)).grids]
                bare_facts = sum((facts(grid) for grid in grids), Counter())
                assert not bare_facts - ruled, (
                    path.name,
                    page.number,
                    *list(bare_facts - ruled)[:3],
                )
                read += bool(bare_facts)
    assert read >= 10
