"""Lines that fit, whatever text comes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wrapping import cells, wrap

TEXTS = st.text(st.sampled_from("三公经费多少 ，。“”（）Ab9.①\u3000🙂\u200b"), max_size=120)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 20, [""]),
        ("三公经费", 20, ["三公经费"]),
        ("三公经费多少", 8, ["三公经费", "多少"]),
        ("共 186.00 万元。", 11, ["共 186.00", "万元。"]),
        ("经费多少，为何", 8, ["经费多", "少，为何"]),  # no line begins with a comma
        ("看附表（空）的", 8, ["看附表", "（空）的"]),  # none ends with an opening bracket
        ("https://example.org/" + "a" * 12, 16, ["https://example.", "org/aaaaaaaaaaaa"]),
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_further_lines_are_set_in() -> None:
    assert wrap("① 附表一般公共", 10, 3) == ["① 附表一", "   般公共"]
    assert wrap("① 附表 · 列：合计", 10, 3) == ["① 附表 ·", "   列：合", "   计"]


@given(TEXTS, st.integers(min_value=12, max_value=60), st.integers(min_value=0, max_value=6))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int, hanging: int) -> None:
    lines = wrap(text, width, hanging)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(cells(line) <= width for line in lines)


@given(st.text(max_size=200), st.integers(min_value=1, max_value=30))
def test_any_text_and_any_width_end(text: str, width: int) -> None:
    assert wrap(text, width, 4)
