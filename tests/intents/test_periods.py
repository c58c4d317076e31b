"""Which fiscal years a question names, and what looks like a year and is none."""

from __future__ import annotations

import pytest

from intents.periods import years_in

FISCAL = 2026
THREE = (2024, 2025, 2026)

YEARS = [
    ("去年预算", (2025,)),
    ("上年决算", (2025,)),
    ("前年", (2024,)),
    ("大前年", (2023,)),
    ("明年", (2027,)),
    ("后年", (2028,)),
    ("今年", (2026,)),
    ("本年度", (2026,)),
    ("2025年", (2025,)),
    ("2025财年", (2025,)),
    ("2023年底", (2023,)),
    ("25年的预算", (2025,)),
    ("二〇二五年度", (2025,)),
    ("二零二四年", (2024,)),
    ("二五年", (2025,)),
    ("1999年的数", (1999,)),
    ("一九九八年的预算", (1998,)),
    ("十年前的预算", (2016,)),
    ("近三年", THREE),
    ("最近3年", THREE),
    ("这两年", (2025, 2026)),
    ("过去两年", (2024, 2025)),
    ("今年和去年", (2025, 2026)),
    ("2024至2026年", THREE),
    ("2024-2026年", THREE),
    ("2024至26年", THREE),
    ("从2024到2026这三年", THREE),
    ("2024、2025、2026年", THREE),
    ("24、25、26三年", THREE),
    ("截至2024年12月31日", (2024,)),
    ("2026年12月31日", (2026,)),
    ("2025年比2024年", (2024, 2025)),
]

NO_YEARS = [
    "2080109是什么",
    "2026万元",
    "2025.5万元",
    "2025%",
    "2026人",
    "2026元",
    "1.2025",
    "编号2024001",
    "20254年",
    "哪年",
    "哪一年最多",
    "青年",
    "学年",
    "百年",
    "半年",
    "年初预算",
    "年终结转",
    "25年限",
    "12月31日",
    "二十五人",
    "三百二十元",
    "",
]

MISTAKEN = [
    ("三年级", ()),
    ("5年内", ()),
    ("每年多少", ()),
]
"""What is read wrongly today; a mended one must be moved to its table."""


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_years_are_counted_from_the_fiscal_year(text: str, years: tuple[int, ...]) -> None:
    assert _years(text) == years


@pytest.mark.parametrize("text", NO_YEARS)
def test_what_is_no_year_is_none(text: str) -> None:
    assert years_in(text, FISCAL) == []


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="已知读错的年份")
@pytest.mark.parametrize(("text", "years"), MISTAKEN)
def test_a_known_mistake_about_years(text: str, years: tuple[int, ...]) -> None:
    assert _years(text) == years


@pytest.mark.parametrize("text", ["历年预算", "这几年", "往年", "逐年", "各年度"])
def test_every_year_may_be_meant(text: str) -> None:
    (mention,) = years_in(text, FISCAL)
    assert mention.every
    assert mention.years == ()


def test_only_a_relative_year_moves_with_the_fiscal_year() -> None:
    assert [m.years for m in years_in("去年比2024年", 2030)] == [(2029,), (2024,)]
    assert [m.relative for m in years_in("去年比2024年", 2030)] == [True, False]


def test_a_year_knows_where_it_stands() -> None:
    text = "请问2025年的三公"
    (mention,) = years_in(text, FISCAL)
    assert text[mention.start : mention.end] == "2025年"


def test_a_span_of_years_is_known_as_one() -> None:
    assert years_in("2024至2026年", FISCAL)[0].is_span
    assert not years_in("近三年", FISCAL)[0].is_span


def _years(text: str) -> tuple[int, ...]:
    return tuple(sorted({year for mention in years_in(text, FISCAL) for year in mention.years}))
