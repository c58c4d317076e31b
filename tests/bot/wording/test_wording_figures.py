"""How one figure, its label and its place are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.wording.figures import amount_of, label_of, place_of, value_of, year_of
from knowledge import Fact, Kind, Place, State
from tests.knowledge.query.small import fact

VALUES = [
    (fact(1, "甲", "186.00"), "186.00 万元"),
    (fact(1, "甲", "0.00"), "0.00 万元"),
    (fact(1, "甲", "-21.68"), "−21.68 万元"),
    (fact(1, "甲", "12345.60"), "12,345.60 万元"),
    (fact(1, "甲", "1860000.00", unit="元"), "1,860,000.00 元（合 186.00 万元）"),
    (fact(1, "甲", "99999", unit="元"), "99,999 元"),
    (fact(1, "甲", "70", unit="%", kind=Kind.PERCENT), "70%"),
    (fact(1, "甲", "4000", unit="通", kind=Kind.COUNT), "4000 通"),
    (fact(1, "甲", "3", unit=None, kind=Kind.COUNT), "3"),
    (fact(1, "甲", None), "空白"),
    (fact(1, "甲", None, state=State.NONE_ARRANGED), "没有安排"),
    (fact(1, "甲", "90%以上", unit="%", kind=Kind.WORDS), "90%以上"),
]
PLACES = [
    (
        Place(line=240, table="附表4-7", table_title="三公表", row="合计", column="小计"),
        "附表4-7《三公表》 · 合计 · 小计 · 第 240 行",
    ),
    (Place(page=3, table_title="收支表"), "《收支表》 · 第 3 页"),
    (Place(table="附表1"), "附表1"),
    (Place(section="第三部分 / 一、收支", line=9), "第三部分 / 一、收支 · 第 9 行"),
    (Place(page=2, line=7), "第 2 页 · 第 7 行"),
    (Place(), ""),
]


@pytest.mark.parametrize(("given", "written"), VALUES)
def test_a_value_is_written_as_printed_with_its_unit(given: Fact, written: str) -> None:
    assert value_of(given) == written


@pytest.mark.parametrize(("place", "written"), PLACES)
def test_a_place_is_written_on_one_line(place: Place, written: str) -> None:
    assert place_of(place) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [("-21.68", "万元", "21.68 万元"), ("-10.4", "%", "10.4%"), ("5", None, "5")],
)
def test_an_amount_has_no_sign(value: str, unit: str | None, written: str) -> None:
    assert amount_of(Decimal(value), unit) == written


def test_a_label_is_the_sources_own() -> None:
    assert label_of(fact(1, "项目支出：", "1", "project")) == "项目支出"


def test_a_label_that_is_only_the_tables_title_gives_way_to_what_it_is_about() -> None:
    assert label_of(fact(1, "支出表", "1", "expenditure", table=0)) == "支出"


def test_a_figure_without_a_year_has_none() -> None:
    assert year_of(fact(1, "甲", "1", year=None)) == ""
    assert year_of(fact(1, "甲", "1", year=2025)) == "2025 年"
