"""Glyphs into lines, for what no PDF of our own drawing brings about."""

from __future__ import annotations

from knowledge.readers.paged.lines import line_of, lines_of
from knowledge.readers.paged.page import Glyph


def row(text: str, *, width: float = 5, height: float = 10, x: float = 0) -> list[Glyph]:
    """Return a text's glyphs one beside the other on one baseline."""
    boxes = [(x + i * width, 0, x + (i + 1) * width, height) for i in range(len(text))]
    return [Glyph.drawn(char, box, 2) for char, box in zip(text, boxes, strict=True)]


def test_figures_that_repeat_are_not_printed_twice() -> None:
    assert (
        line_of(row("777.22", height=40)).text == "777.22"
    )  # a font may claim four times its height


def test_figures_printed_twice_to_look_bold_count_once() -> None:
    twice = sorted(row("11.00") + row("11.00", x=0.4), key=lambda glyph: glyph.x0)
    assert line_of(twice).text == "11.00"


def test_lines_do_not_run_together_where_a_font_claims_too_great_a_height() -> None:
    above = [glyph._replace(baseline=14, y0=12, y1=42) for glyph in row("一般公共预算", width=10)]
    below = [glyph._replace(y1=32) for glyph in row("财政拨款支出", width=10)]
    assert [line.text for line in lines_of(above + below)] == ["一般公共预算", "财政拨款支出"]


def test_a_blank_drawn_on_top_of_a_figure_is_none() -> None:
    glyphs = row("22,395.50")
    glyphs.insert(1, Glyph.drawn(" ", (1, 0, 6, 10), 2))
    moved = [glyph._replace(x0=glyph.x0 + 0.5, x1=glyph.x1 + 0.5) for glyph in glyphs[2:]]
    assert line_of(glyphs[:2] + moved).text == "22,395.50"


def test_a_blank_that_leaves_a_gap_is_one() -> None:
    glyphs = [
        *row("合", width=10),
        Glyph.drawn(" ", (10, 0, 15, 10), 2),
        *row("计", width=10, x=15),
    ]
    assert line_of(glyphs).text == "合 计"
    assert line_of([*row("合", width=10), *row("计", width=10, x=24)]).text == "合 计"
    assert line_of([*row("合", width=10), *row("计", width=10, x=13)]).text == "合计"
