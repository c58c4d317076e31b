from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.amounts import MONEY_UNITS, Amount, convert, read_cell, read_number

READ = [
    # text, reading, value, unit
    ("186.00", "number", Decimal("186.00"), None),
    ("１８６．００", "number", Decimal("186.00"), None),
    ("96,282,213.44", "number", Decimal("96282213.44"), None),
    ("-21.68", "number", Decimal("-21.68"), None),
    ("−21.68", "number", Decimal("-21.68"), None),
    ("（1,234.5）", "number", Decimal("-1234.5"), None),
    ("0", "number", Decimal(0), None),
    ("0.00", "number", Decimal("0.00"), None),
    ("100%", "percent", Decimal(100), "%"),
    ("-10.4 ％", "percent", Decimal("-10.4"), "%"),
    ("4000 通", "number", Decimal(4000), "通"),
    ("1.8万人次", "number", Decimal("1.8"), "万人次"),
    ("186 万元", "number", Decimal(186), "万元"),
    ("3 台(套)", "number", Decimal(3), "台(套)"),
    ("", "blank", None, None),
    ("　", "blank", None, None),
    ("-", "dash", None, None),
    ("——", "dash", None, None),
    ("/", "dash", None, None),
    ("无", "none", None, None),
    ("90%以上", "words", "90%以上", "%"),
    ("≥95%", "words", "≥95%", "%"),
    ("1.8 万/年", "words", "1.8 万/年", None),
    ("合格", "words", "合格", None),
    ("30 天以内", "words", "30 天以内", None),
    ("12 月 31 日", "date", "12 月 31 日", None),
    ("2025 年 11 月 24 日", "date", "2025 年 11 月 24 日", None),
    ("2026年", "date", "2026年", None),
    ("1,23", "words", "1,23", None),
    ("027-84899532", "words", "027-84899532", None),
    ("1. 负责登记", "words", "1. 负责登记", None),
]


@pytest.mark.parametrize(("text", "reading", "value", "unit"), READ)
def test_a_cell_is_read_for_what_is_printed(
    text: str, reading: str, value: Decimal | str | None, unit: str | None
) -> None:
    cell = read_cell(text)
    assert (cell.reading, cell.value, cell.unit) == (reading, value, unit)
    assert cell.printed == text.strip()


def test_a_number_keeps_the_digits_it_was_printed_with() -> None:
    assert str(read_cell("186.00").value) == "186.00"
    assert str(read_cell("1,106,000").value) == "1106000"


def test_only_a_bare_number_is_a_number() -> None:
    assert read_number("2,946.25") == Decimal("2946.25")
    assert [read_number(text) for text in ("186万元", "95%", "", "—", "1 2")] == [None] * 5


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "converted"),
    [
        ("189767551", "元", "万元", "18976.7551"),
        ("186.00", "万元", "元", "1860000"),
        ("1.5", "亿元", "万元", "15000"),
        ("186", "万元", "万元", "186"),
    ],
)
def test_money_is_converted_exactly(value: str, unit: str, wanted: str, converted: str) -> None:
    result = convert(Amount(Decimal(value), unit), wanted)
    assert result.value == Decimal(converted)
    assert result.unit == wanted


@pytest.mark.parametrize("unit", [None, "人", "%"])
def test_what_is_no_money_is_not_converted(unit: str | None) -> None:
    with pytest.raises(ValueError, match="不能换算成万元"):
        convert(Amount(Decimal(1), unit), "万元")


def test_every_unit_of_money_is_a_power_of_ten_yuan() -> None:
    assert all(str(scale).strip("0") == "1" for scale in MONEY_UNITS.values())
