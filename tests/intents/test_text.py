"""Folding: width, case, Traditional characters, quotes, emoji and blanks go, and every character keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.text import fold, is_mark
from knowledge import simplified

FOLDED = [
    ("貴單位２０２６年三公經費？", "贵单位2026年三公经费?"),
    ("三 公 经 费", "三公经费"),
    ("三\n公\t经　费", "三公经费"),
    ("“三公”经费", "三公经费"),
    ("「三公」《经费》", "三公经费"),
    ("ＡＢＣ公司", "abc公司"),
    ("１８６．００万元", "186.00万元"),
    ("第１２号 表", "第12号表"),
    ("062001 收入 合计", "062001收入合计"),
    ("2025 2026", "2025 2026"),
    ("三公😀经费🧾", "三公经费"),
    ("三\u200b公\ufeff经\u202e费", "三公经费"),
    ("e\u0301", "e"),
    ("附表4—7", "附表4-7"),
    ("预算。", "预算."),
    ("", ""),
    ("😀", ""),
]
KEPT = ["乾隆", "著名", "只有", "后来", "里面", "一干人", "瞭望"]
"""What must not be changed: these characters are Simplified as they stand."""


@pytest.mark.parametrize(("typed", "folded"), FOLDED)
def test_a_question_is_folded(typed: str, folded: str) -> None:
    assert fold(typed).text == folded


@pytest.mark.parametrize("text", KEPT)
def test_simplified_text_is_left_alone(text: str) -> None:
    assert fold(text).text == text


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("“三公”经费", ["三公"]),
        ("“三公”与“接待”", ["三公", "接待"]),
        ("《支 出 总表》", ["支 出 总表"]),
        ("没有引号", []),
        ("”三公“", []),
    ],
)
def test_what_stood_in_quotes_is_remembered(typed: str, quoted: list[str]) -> None:
    folded = fold(typed)
    assert [folded.typed(start, end) for start, end in folded.quoted] == quoted


@pytest.mark.parametrize(
    ("typed", "traditional"),
    [
        ("三公經費多少", True),
        ("貴單位在職人數", True),
        ("三公经费多少", False),
        ("budget", False),
        ("", False),
    ],
)
def test_traditional_typing_is_noticed(typed: str, *, traditional: bool) -> None:
    assert fold(typed).traditional is traditional


def test_a_span_is_shown_as_it_was_typed() -> None:
    folded = fold("请问“三 公”經費？")
    start = folded.text.index("三公经费")
    assert folded.typed(start, start + 4) == "三 公”經費"
    assert folded.typed(2, 2) == ""


@given(st.text(max_size=80))
def test_every_folded_character_has_its_origin(text: str) -> None:
    folded = fold(text)
    assert len(folded.origin) == len(folded.text)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= index < len(text) for index in folded.origin)
    assert all(0 <= start < end <= len(folded.text) for start, end in folded.quoted)


@given(st.text(alphabet="三公经费预算2026年。？ab ", max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@pytest.mark.parametrize(
    ("typed", "expected"), [("經", "经"), ("经", "经"), ("乾", "乾"), ("a", "a")]
)
def test_a_character_is_simplified(typed: str, expected: str) -> None:
    assert simplified(typed) == expected


@pytest.mark.parametrize("mark", [*",.;:!?、，。；：！？~…-()[]{}/%", " ", "\t"])
def test_a_mark_is_a_mark(mark: str) -> None:
    assert is_mark(mark)


@pytest.mark.parametrize("character", ["三", "a", "1", "万"])
def test_a_word_is_no_mark(character: str) -> None:
    assert not is_mark(character)


def test_single_digits_are_one_number_however_many_blanks_are_between() -> None:
    assert fold("2 0  2 6年").text == "2026年"
    assert fold("24  25").text == "24 25"
