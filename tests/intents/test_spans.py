"""Codes, table numbers, amounts and years are taken out of a question before any word is cut."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from intents.mentions import Mention, Sort
from intents.mentions.spans import spans_in
from intents.numerals import chinese_integer
from tests.corpus.asking import base, vocabulary

TABLES = [
    ("附表4-7", ["附表4-7"]),
    ("附表4-7里公务接待费", ["附表4-7"]),
    ("表4-10", ["附表4-10"]),
    ("4-10", ["附表4-10"]),
    ("附表4-5.1", ["附表4-5.1"]),
    ("附表4-5", ["附表4-5.1", "附表4-5.2"]),
]
AMOUNTS = [
    ("186万元", "186", "万元"),
    ("186万", "186", "万元"),
    ("1,860,000元", "1860000", "元"),
    ("2.78亿", "2.78", "亿元"),
    ("5百万", "500", "万元"),
    ("超过一百万", "100", "万元"),
    ("三百万元以上", "300", "万元"),
    ("10.4%", "10.4", "%"),
    ("3个百分点", "3", "%"),
    ("31人", "31", "人"),
    ("31名职工", "31", "人"),
    ("两辆车", "2", "辆"),
    ("207.68", "207.68", None),
]
CODES = [
    ("2080109是什么", "2080109"),
    ("062001", "062001"),
    ("42011326062T000000100", "42011326062T000000100"),
    ("420113 26062T 000000 100", "42011326062T000000100"),
    ("20254年", "20254"),
]
NO_CODES = ["2026年", "2026", "186万元", "31人", "10.4%", "208万元", "31日"]


@pytest.mark.parametrize(("text", "numbers"), TABLES)
def test_a_table_number_is_a_table(text: str, numbers: list[str]) -> None:
    mention = _first(text, Sort.TABLE)
    assert [base().index().paper.tables[index].number for index in mention.tables] == numbers


@pytest.mark.parametrize(("text", "value", "unit"), AMOUNTS)
def test_an_amount_has_its_unit(text: str, value: str, unit: str | None) -> None:
    mention = _first(text, Sort.NUMBER)
    assert (mention.number, mention.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(("text", "code"), CODES)
def test_a_code_is_a_code(text: str, code: str) -> None:
    assert _first(text.lower(), Sort.CODE).codes == (code,)


@pytest.mark.parametrize("text", NO_CODES)
def test_a_year_or_an_amount_is_no_code(text: str) -> None:
    assert all(mention.sort is not Sort.CODE for mention in _spans(text))


def test_a_date_that_is_an_indicator_is_left_to_the_vocabulary() -> None:
    assert _spans("12月31日的指标值") == []


@pytest.mark.parametrize(
    "text", ["附表4-7的2080109在2026年186万元", "表4-1里207.68万是哪年的", "2 062001"]
)
def test_spans_do_not_overlap_and_run_left_to_right(text: str) -> None:
    spans = _spans(text)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百二十", 120),
        ("两百五十", 250),
        ("一百零五", 105),
        ("九百九十九", 999),
        ("七", 7),
    ],
)
def test_a_chinese_numeral_is_read(words: str, value: int) -> None:
    assert chinese_integer(words) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [("表四一般公共预算多少", "表四"), ("表四项目支出多少", "表四"), ("三公表三项合计多少", None)],
)
def test_a_table_is_named_by_a_numeral_and_no_more(text: str, said: str | None) -> None:
    tables = [m for m in _spans(text) if m.text.startswith("表")]
    assert [m.text for m in tables] == ([said] if said else [])


def test_a_number_that_no_table_has_names_none() -> None:
    assert _first("附表99-1里公务接待费多少", Sort.BLOCKING).text == "附表99-1"


def _spans(text: str) -> list[Mention]:
    return spans_in(text, vocabulary(), 2026)


def _first(text: str, sort: Sort) -> Mention:
    return next(mention for mention in _spans(text) if mention.sort is sort)
