"""Clipped text: what a neighbouring page shows is dropped, what none shows is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.readers.paged.hidden import settled
from knowledge.readers.paged.page import Box, Frame, Glyph, Page, Stroke

PAPER = Frame((0, 0, 500, 500))


def drawn(text: str, x: float, y: float, window: Box | None = None) -> tuple[Glyph, ...]:
    return tuple(
        Glyph.drawn(char, (x + 10 * i, y, x + 10 * i + 10, y + 10), y + 1, 0, window)
        for i, char in enumerate(text)
    )


def page(number: int, *, shown: tuple[Glyph, ...] = (), hidden: tuple[Glyph, ...] = ()) -> Page:
    lines = (
        Stroke(50, 100, 450, 100),
        Stroke(50, 400, 450, 400),
        Stroke(50, 100, 50, 400),
        Stroke(450, 100, 450, 400),
    )
    return Page(number, PAPER, shown, lines, hidden)


def kept(*pages: Page) -> str:
    """Return the text of the first page when it is settled among the others."""
    settled_page, _ = next(settled(pages))
    return "".join(glyph.text for glyph in settled_page.glyphs)


WITHIN = (60.0, 200.0, 400.0, 220.0)
"""A row in the midst of the table."""
LOWEST = (60.0, 100.0, 400.0, 120.0)
"""The row at a page break."""


@pytest.mark.parametrize(
    ("text", "window", "next_page", "left"),
    [
        (
            "机关运行经费情况",
            WITHIN,
            "二、机关运行经费情况说明",
            "",
        ),  # a long text is not there twice by chance
        ("机关运行经费情况", WITHIN, "三公经费", "机关运行经费情况"),
        ("助", WITHIN, "助", "助"),  # a short one may be
        ("助", LOWEST, "助", ""),  # unless a page break cut it off
        ("助", LOWEST, "补助", "助"),
        ("6", LOWEST, "186", "6"),
    ],
)
def test_hidden_text_is_kept_unless_the_next_page_shows_it(
    text: str, window: Box, next_page: str, left: str
) -> None:
    first = page(1, hidden=drawn(text, 70, window[1] - 12, window))
    assert kept(first, page(2, shown=drawn(next_page, 70, 380))) == left
    assert kept(first) == text


def test_the_page_before_counts_as_well() -> None:
    pages = [
        page(1, shown=drawn("机关运行经费", 70, 380)),
        page(2, hidden=drawn("机关运行经费", 70, 420, LOWEST)),
    ]
    (_, _), (second, findings) = settled(pages)
    assert second.glyphs == ()
    assert findings == ()


def test_what_is_kept_is_told_once_a_page() -> None:
    hidden = drawn("甲", 70, 188, WITHIN) + drawn("乙", 70, 150, WITHIN)
    ((_, findings),) = settled([page(1, hidden=hidden)])
    assert [(one.code, one.value("count"), one.quotes) for one in findings] == [
        ("hidden_text", "2", ("甲", "乙"))
    ]


def test_a_page_without_hidden_text_stays_as_it_is() -> None:
    one = page(1, shown=drawn("正文", 70, 380))
    assert list(settled([one])) == [(one, ())]
    assert replace(one) == one
