"""Markup: escaped in one place, counted as Telegram counts, never split inside a tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.markup import (
    Paragraph,
    Span,
    Style,
    clean,
    esc,
    is_blank,
    paragraph,
    pieces,
    units,
)
from tests.bot.telegram.published import over_the_limits, read_html

STYLES: list[Style] = ["", "b", "i", "blockquote"]
# Any character, lone surrogates too, and more often the ones that hurt.
HURTFUL = st.sampled_from("<>&\"'\n\r\x00\u202e\u200d\ufe0f\ud83d👍👨預。，<b></b>&amp;")
CHARACTERS = st.text(st.one_of(st.characters(exclude_categories=()), HURTFUL), max_size=60)
TEXTS = st.builds(lambda text, times: text * times, CHARACTERS, st.sampled_from([1, 1, 1, 3, 200]))
SPANS = st.builds(Span, TEXTS, st.sampled_from(STYLES))
PARAGRAPHS = st.builds(Paragraph, st.lists(SPANS, max_size=3).map(tuple), st.booleans())


@given(st.lists(PARAGRAPHS, max_size=12), st.sampled_from([40, 100, 4096]))
def test_any_paragraphs_make_messages_that_telegram_takes(
    paragraphs: list[Paragraph], limit: int
) -> None:
    for piece in pieces(paragraphs, limit):
        visible, faults = read_html(piece.html)
        assert faults == []
        assert visible == piece.plain, "HTML and plain text say the same"
        assert units(visible) <= limit
        assert not is_blank(visible)
        assert over_the_limits("sendMessage", {"text": piece.html, "parse_mode": "HTML"}) == []
        piece.html.encode()


@given(st.lists(PARAGRAPHS, max_size=12), st.sampled_from([40, 4096]))
def test_no_word_is_lost_and_none_comes_twice(paragraphs: list[Paragraph], limit: int) -> None:
    def seen(text: str) -> str:
        return "".join(character for character in clean(text) if not is_blank(character))

    shown = "".join(seen(piece.plain) for piece in pieces(paragraphs, limit))
    assert shown == "".join(seen(each.text) for each in paragraphs)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_units_are_utf_16_units(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<3", "&lt;3"),
        ("a & b", "a &amp; b"),
        ("&lt;", "&amp;lt;"),
        ("</b><script>", "&lt;/b&gt;&lt;script&gt;"),
        ("“三公”", "“三公”"),
    ],
)
def test_text_is_escaped(text: str, safe: str) -> None:
    assert esc(text) == safe


def test_messages_part_between_paragraphs() -> None:
    parted = pieces([paragraph("甲" * 30), paragraph("乙" * 30, "b"), paragraph("丙" * 30)], 65)
    assert [piece.plain for piece in parted] == ["甲" * 30 + "\n" + "乙" * 30, "丙" * 30]


def test_a_gap_is_a_blank_line_but_not_at_the_top() -> None:
    parted = pieces(
        [paragraph("甲", gap=True), paragraph("乙", gap=True), paragraph("丙" * 40, gap=True)], 41
    )
    assert [piece.plain for piece in parted] == ["甲\n\n乙", "丙" * 40]


def test_a_paragraph_too_long_is_cut_after_a_sentence_and_keeps_its_style() -> None:
    parted = pieces([paragraph("一二三四五六。七八九十，甲乙", "blockquote")], 12)
    assert [piece.html for piece in parted] == [
        "<blockquote>一二三四五六。</blockquote>",
        "<blockquote>七八九十，甲乙</blockquote>",
    ]


def test_a_family_is_not_parted() -> None:
    family = "👨‍👩‍👧‍👦"
    parted = pieces([paragraph("字" * 30 + family)], 35)
    assert parted[0].plain == "字" * 30
    assert parted[1].plain == family


def test_directions_cannot_be_turned() -> None:
    assert clean("收\u202e入\u2066\x00") == "收入"
