"""PDF text: whole sentences out of broken lines, in the order of reading, without page furniture."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.readers import pdf
from tests.knowledge.readers.drawing import (
    Sheet,
    pdf_without_font,
    read_sheets,
    source_of,
    texts_of,
)

WIDTH = 40
"""Characters that a line of the drawn pages holds: 80 to 480 points."""
LONG = (
    "2026年收支总预算186万元，比2025年预算减少21.68万元，减少10.4%，主要是项目支出比上年减少，" * 3
)


def wrapped(*paragraphs: str) -> list[str]:
    """Return paragraphs broken as a word processor does: indented by two, 40 square characters a line."""
    lines = []
    for paragraph in paragraphs:
        line, room = "\u3000\u3000", WIDTH - 2.0
        for char in paragraph:
            size = 0.5 if char.isascii() else 1
            if room < size:
                lines.append(line)
                line, room = "", float(WIDTH)
            line, room = line + char, room - size
        lines.append(line)
    return lines


def test_lines_of_a_paragraph_become_one() -> None:
    page = Sheet().lines(
        wrapped(
            "一、收支总体情况",
            LONG + "其余见附表。",
            "第二段没有那么长，也还是一段，它同样从两个字的位置开始，写到这里为止就是了，不再多说。",
        )
    )
    assert [text[:10] for text in texts_of(read_sheets(page))] == [
        "一、收支总体情况",
        "2026年收支总预算",
        "第二段没有那么长，也",
    ]
    assert texts_of(read_sheets(page))[1] == LONG + "其余见附表。"


def test_a_full_line_that_ends_a_sentence_still_ends_its_paragraph() -> None:
    full = "预" * (WIDTH - 3) + "。"
    page = Sheet().lines(wrapped(full, full, LONG))
    assert texts_of(read_sheets(page)) == [full, full, LONG]


def test_a_sentence_goes_on_over_the_page_and_its_number() -> None:
    lines = wrapped(
        "第一段先占住版心，让左右边距看得出来，这一行写到底之后再写一行就够了。" * 2, LONG
    )
    first = Sheet().lines(lines[:-2], y=200).text(270, 40, "- 16 -")
    second = Sheet().lines(lines[-2:]).text(270, 40, "— 17 —")
    found = texts_of(read_sheets(first, second))
    assert found[-1] == LONG
    assert not any(
        "16" in text or "17" in text for text in found if text != LONG and "第一段" not in text
    )


def test_a_paragraph_keeps_the_place_where_it_begins() -> None:
    page = Sheet().lines(wrapped("前一段。", LONG))
    place = read_sheets(page).blocks[1].place
    assert place.bbox
    assert (place.page, place.line) == (1, None)
    assert place.bbox[3] == pytest.approx(760 - 18 + 8.8, abs=0.5)
    assert place.bbox[1] < 760 - 3 * 18


@pytest.mark.parametrize(
    "number", ["3", "- 3 -", "—3—", "第3页", "第 3 页，共 12 页", "3/12", "3 / 12", "· 3 ·"]
)
def test_page_numbers_are_dropped(number: str) -> None:
    page = Sheet().lines(["正文只有一行"]).text(280, 40, number)
    assert texts_of(read_sheets(page)) == ["正文只有一行"]


@pytest.mark.parametrize("amount", ["186.00", "1,234", "3号楼", "共3页正文"])
def test_other_figures_at_the_foot_stay(amount: str) -> None:
    page = Sheet().lines(["正文只有一行"]).text(280, 40, amount)
    assert texts_of(read_sheets(page)) == ["正文只有一行", amount]


def test_a_lone_figure_within_the_page_stays() -> None:
    assert texts_of(read_sheets(Sheet().text(280, 400, "3"))) == ["3"]


def test_running_heads_are_dropped_and_repeated_titles_and_units_are_not() -> None:
    pages = [
        Sheet()
        .text(80, 815, "某某局2026年部门预算公开")
        .text(80, 790, "表2")
        .text(280, 790, "收入总体情况表")
        .text(80, 770, "单位：万元")
        .text(80, 600, f"第{page}段正文")
        for page in "一二三四五"
    ]
    found = texts_of(read_sheets(*pages))
    assert "某某局2026年部门预算公开" not in found
    assert found.count("表2") == found.count("收入总体情况表") == found.count("单位：万元") == 5


def test_texts_far_apart_on_one_line_are_two() -> None:
    page = Sheet().text(80, 700, "编制部门：某某局").text(450, 700, "单位：元")
    assert texts_of(read_sheets(page)) == ["编制部门：某某局", "单位：元"]


@pytest.mark.parametrize("dots", ["." * 66, "…" * 33, "·" * 33, "-" * 66])
def test_entries_of_a_contents_page_stay_apart(dots: str) -> None:
    entries = [
        f"{name}{dots}{page}" for page, name in enumerate(("收支总表", "收入总表", "支出总表"))
    ]
    assert texts_of(read_sheets(Sheet().lines(entries))) == entries


def test_a_numbered_heading_is_not_joined_to_a_full_line_before_it() -> None:
    full = "表7.2026年市级部门一般公共预算" + "“三公”经费预算表" + "及说明" * 5
    page = Sheet().lines(
        [
            full + "啊" * (WIDTH - 3 - len(full) + 3),
            "表8.2026年市级部门政府性基金预算支出预算表",
            *wrapped(LONG),
        ]
    )
    assert any(text.startswith("表8.") for text in texts_of(read_sheets(page)))


def test_text_and_tables_stand_in_the_order_of_reading() -> None:
    page = (
        Sheet()
        .text(80, 750, "表前")
        .ruled((80, 200, 300), (700, 680))
        .text(90, 685, "项目")
        .text(80, 600, "表后")
    )
    assert [getattr(block, "text", "表") for block in read_sheets(page).blocks] == [
        "表前",
        "表",
        "表后",
    ]


def test_words_of_radicals_are_words_of_characters() -> None:
    assert texts_of(read_sheets(Sheet().text(80, 700, "⼀般公共预算⽀出"))) == ["一般公共预算支出"]


@pytest.mark.parametrize("matrix", ["1 0 0 1", "0 1 -1 0"])
def test_lone_characters_in_a_font_that_is_not_there_are_read(tmp_path: Path, matrix: str) -> None:
    path = tmp_path / "公开.pdf"
    places = ((300, 700), (300, 600), (300, 500))
    words = ("无", "一般公共预算", "186.00")
    path.write_bytes(
        pdf_without_font(
            *((x, y, matrix, word) for (x, y), word in zip(places, words, strict=True))
        )
    )
    assert sorted(texts_of(pdf.read(path, source_of(path)))) == sorted(words)


def test_a_hyphen_at_the_end_of_a_line_stays_a_hyphen() -> None:
    document = read_sheets(Sheet().text(80, 700, "abc-").text(80, 686, "def"))
    assert "".join(texts_of(document)) == "abc-def"


def test_columns_of_figures_without_lines_are_told() -> None:
    page = Sheet()
    for row in range(5):
        y = 700 - 20 * row
        page.text(80, y, f"第{row}项").text(300, y, f"{row}1.00").text(400, y, f"{row}2.00")
    assert [(one.code, one.value("pages")) for one in read_sheets(page).findings] == [
        ("unruled_figures", "1")
    ]
    prose = Sheet().text(80, 700, "截至2025年底").text(300, 700, "186").text(400, 700, "20")
    assert read_sheets(prose).findings == ()


def test_a_number_after_a_comma_does_not_begin_a_paragraph() -> None:
    first = "预" * (WIDTH - 3) + "、"
    rest = "（一）所说的各项支出。"
    page = Sheet().lines([*wrapped(LONG), "\u3000\u3000" + first, rest])
    assert texts_of(read_sheets(page)) == [LONG, first + rest]


def test_lines_far_apart_are_not_one_paragraph() -> None:
    page = (
        Sheet()
        .lines(wrapped(LONG))
        .text(100, 500, "预" * (WIDTH - 2))
        .text(80, 440, "其余事项另行公开")
    )
    assert texts_of(read_sheets(page)) == [LONG, "预" * (WIDTH - 2), "其余事项另行公开"]


def test_a_heading_in_another_size_is_not_joined_to_the_text_below() -> None:
    page = (
        Sheet().lines(wrapped(LONG)).text(80, 560, "部门预算收支情况及其他重要事项" * 2, size=13.3)
    )
    page.text(80, 536, "正文从这里另起，不属于上面的标题。")
    assert texts_of(read_sheets(page))[-1] == "正文从这里另起，不属于上面的标题。"


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    document = read_sheets(Sheet().text(80, 700, "\uf06c一般公共预算支出"))
    assert texts_of(document) == ["•一般公共预算支出"]
    assert document.findings == ()


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("13,873", ".36万元，", "13,873.36万元，"),
        ("2026", "年收支总预算", "2026年收支总预算"),
        ("共186", "20人参加", "共186 20人参加"),  # two figures must never become a third
        ("GDP", "growth", "GDP growth"),
    ],
)
def test_what_stands_between_joined_lines(end: str, start: str, joined: str) -> None:
    first = "\u3000\u3000" + "预" * (WIDTH - 2 - (len(end) + 1) // 2) + end
    page = Sheet().lines([*wrapped(LONG), first, start])
    assert texts_of(read_sheets(page))[-1].lstrip("预") == joined
