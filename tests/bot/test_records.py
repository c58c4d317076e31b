"""A paper as the contract's objects."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from bot.records import check_record, fact_record, line_of, plain_value, printed_rows
from knowledge.document import Cell, Column, Finding, Place, Row, Source, Table
from knowledge.facts import Aspect, Citation, Fact, Kind, Paper, Phase, State

PLACE = Place(
    table="附表4-1", table_title="收支总体情况表", row="教育支出", column="预算数", line=96
)
BLANK = Fact(
    id="t0.r3.c3",
    kind=Kind.MONEY,
    aspect=Aspect.AMOUNT,
    label="教育支出",
    value=None,
    unit="万元",
    year=2026,
    entity="某局",
    state=State.BLANK,
    phase=Phase.BUDGET,
    terms=frozenset(),
    citation=Citation("样本", "某局2026年部门预算", PLACE, "教育支出（空）"),
)
TABLE = Table(
    index=0,
    number="附表4-1",
    title="收支总体情况表",
    unit="万元",
    columns=(
        Column(("项目",), 0, True),
        Column(("预算数",), 0),
        Column(("项目",), 1, True),
        Column(("预算数",), 1),
    ),
    rows=(
        Row("一、财政拨款收入", ("一、财政拨款收入",), half=0),
        Row("一、一般公共服务支出", ("一、一般公共服务支出",), half=1),
        Row("四、教育支出", ("四、教育支出",), half=1),
    ),
    cells=(Cell(0, 1, "186.00", PLACE),),
    place=Place(line=91),
    form="budget_totals",
)
PAPER = Paper(
    source=Source("样本", "papers/样本.txt", "txt", "0" * 64),
    title="某局2026年部门预算",
    department="某局",
    year=2026,
    phase=Phase.BUDGET,
    tables=(TABLE,),
    facts=(BLANK,),
    findings=(
        Finding(
            "impossible_year",
            "error",
            (("printed", "20254"), ("likely", "2025")),
            (Place(line=423), Place(page=9)),
            ("比 20254 年预算减少",),
        ),
    ),
    checked=95,
    held=94,
)


def test_a_blank_cell_is_a_fact_without_a_value() -> None:
    assert fact_record(BLANK) == {
        "label": "教育支出",
        "value": None,
        "unit": "万元",
        "year": 2026,
        "entity": "某局",
        "state": "blank",
        "derived": False,
        "citations": [
            {
                "document": "样本",
                "title": "某局2026年部门预算",
                "table": "附表4-1",
                "table_title": "收支总体情况表",
                "row": "教育支出",
                "column": "预算数",
                "section": None,
                "page": None,
                "line": 96,
                "quote": "教育支出（空）",
            }
        ],
    }


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("186.00"), "186.00"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.5"), "-0.5"),
        (Decimal("12345678.9012"), "12345678.9012"),
        ("90%以上", "90%以上"),
        (None, None),
    ],
)
def test_values_are_plain(value: Decimal | str | None, plain: str | None) -> None:
    assert plain_value(value) == plain


def test_a_check_says_whose_paper_it_is_and_how_much_of_its_arithmetic_holds() -> None:
    record = check_record(PAPER)
    head = {key: record[key] for key in ("document", "title", "department", "year", "kind")}
    assert head == {
        "document": "样本",
        "title": "某局2026年部门预算",
        "department": "某局",
        "year": 2026,
        "kind": "budget",
    }
    assert record["identities"] == {"checked": 95, "held": 94}


def test_a_check_lists_each_table_with_its_form() -> None:
    assert check_record(PAPER)["tables"] == [
        {
            "table": "附表4-1",
            "title": "收支总体情况表",
            "page": None,
            "line": 91,
            "form": "收支总表",
            "unit": "万元",
            "rows": 2,
            "columns": 4,
        }
    ]


def test_side_by_side_halves_share_their_rows() -> None:
    assert printed_rows(TABLE) == 2


def test_a_finding_has_its_words_and_every_place() -> None:
    (finding,) = check_record(PAPER)["findings"]
    assert (finding["code"], finding["severity"]) == ("impossible_year", "error")
    assert "20254" in finding["text"]
    assert [(each["line"], each["page"], each["quote"]) for each in finding["citations"]] == [
        (423, None, "比 20254 年预算减少"),
        (None, 9, ""),
    ]


def test_a_record_is_one_line_with_chinese_as_it_is() -> None:
    line = line_of({"text": "三公\n经费"})
    assert "三公" in line
    assert "\n" not in line
    assert json.loads(line) == {"text": "三公\n经费"}
