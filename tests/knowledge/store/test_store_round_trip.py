"""What is taken from the base equals what was put into it, on both databases."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from knowledge import Fact, FactBase, Paper, Place, Store, paper, shipped_disclosures
from knowledge.document import Cell, Column, Finding, Paragraph, Row, Source, Table
from knowledge.facts import Aspect, Citation, Kind, Phase, Promise, State
from knowledge.store.packing import packed
from tests.knowledge.query.small import paper_of

NOW = "2026-01-02T03:04:05+08:00"
REAL = sorted(
    path
    for path in (Path(__file__).parents[4] / "shared" / "disclosures").glob("*")
    if path.suffix in {".pdf", ".html"}
)
PLACE = Place(
    3,
    7,
    "附表1",
    "收支\u3000总表",
    "一、“甲”",
    "本年 / 数",
    "第一部分 / 一",
    (0.1, 1 / 3, 500.25, 1e-9),
    "表.pdf",
)
FULL_TABLE = Table(
    index=0,
    number="附表1",
    title="收支总表",
    unit="万元",
    columns=(Column(("收入", "项目"), 1, True), Column(())),
    rows=(Row("甲", ("乙", "甲"), ("201", "01"), 1, True), Row("", ())),
    cells=(Cell(0, 1, "1,234.50", PLACE), Cell(1, 0, "", Place())),
    place=PLACE,
    form="income",
    notes=(Paragraph("注：“单位”\\n", PLACE),),
    entity="某局",
    fields=((Row("负责人", ("负责人",)), Column(("姓名",)), Cell(0, 0, "张三", PLACE)),),
)
FULL_FACT = Fact(
    id="t0.r0.c1",
    kind=Kind.PERCENT,
    aspect=Aspect.CHANGE_PERCENT,
    label="甲 \t'\"\\ 𠮷",
    value=Decimal("-1.860E+5"),
    unit="%",
    year=2026,
    entity="某局",
    state=State.ZERO,
    phase=Phase.FINAL_ACCOUNTS,
    terms=frozenset({"revenue", "label:甲,乙"}),
    citation=Citation("甲", "标题", PLACE, "原话\n第二行"),
    context=frozenset({"general_budget"}),
    codes=("2010101", "062001"),
    printed="-186.0",
    base_year=2025,
    base="2025 年预算",
    as_of="2024-12-31",
    parent="t0.r9.c1",
    table=0,
    row=0,
    column=1,
    findings=("sum_differs@7",),
)
FULL = Paper(
    source=Source("甲", "某处/甲.txt", "txt", "ab" * 32),
    title="标题",
    department="某局",
    year=2026,
    phase=Phase.FINAL_ACCOUNTS,
    tables=(FULL_TABLE,),
    facts=(FULL_FACT,),
    findings=(
        Finding("sum_differs", "error", (("a", "1"), ("a", "2")), (PLACE, Place()), ("“引”", "")),
    ),
    promises=(Promise("附表1", PLACE, 0, "第二部分"), Promise("附表2", Place(), None)),
    checked=5,
    held=4,
    place="武汉市",
    level="本级",
)


def kept(store: Store, paper: Paper) -> Paper:
    return store.paper(store.keep(packed(paper), NOW).document)


def test_the_shipped_paper_is_equal(store: Store) -> None:
    (path,) = shipped_disclosures()
    original = paper(path)
    again = kept(store, original)
    assert again == original
    assert [str(f.value) for f in again.facts] == [str(f.value) for f in original.facts]


@pytest.mark.skipif(not REAL, reason="没有真实公开文件")
def test_real_papers_are_equal(store: Store) -> None:
    for path in REAL[::5]:
        original = paper(path)
        assert kept(store, original) == original, path.name


def test_every_field_is_kept(store: Store) -> None:
    again = kept(store, FULL)
    assert again == FULL
    assert isinstance(again.facts[0].value, Decimal)
    assert str(again.facts[0].value) == "-1.860E+5"
    assert type(again.tables[0].columns[0].is_label) is bool


def test_the_paper_of_the_test_before_sets_every_field() -> None:
    """A field that is added later and not kept shows here: its default would come back equal."""
    first = {"index", "row", "table"}  # positions: 0 is a value like others
    for value in (FULL, FULL_TABLE, FULL_FACT, PLACE, FULL.findings[0], FULL.promises[0]):
        assert is_dataclass(value)
        unset = {each.name for each in fields(value) if not getattr(value, each.name)}
        assert unset - first == set(), value


def test_words_blanks_and_numbers_stay_what_they_are(store: Store) -> None:
    values: list[Any] = [Decimal("0.00"), Decimal(0), "0.00", "", None, Decimal("1E-7"), "合格"]
    facts = tuple(
        replace(FULL_FACT, id=f"p{number}.1", value=value) for number, value in enumerate(values)
    )
    again = [fact.value for fact in kept(store, replace(FULL, facts=facts)).facts]
    assert [(type(value), str(value)) for value in again] == [
        (type(value), str(value)) for value in values
    ]


def test_a_paper_with_nothing_in_it(store: Store) -> None:
    empty = replace(FULL, tables=(), facts=(), findings=(), promises=(), place=None, level=None)
    assert kept(store, empty) == empty


def test_a_base_answers_as_the_paper_itself_does(store: Store) -> None:
    original = paper_of()
    store.keep(packed(original), NOW)
    base, direct = FactBase(store), FactBase([original])
    assert base.sources == direct.sources
    assert base.index().about == direct.index().about
    assert base.index().labels() == direct.index().labels()
    for words in ("接待", "公务接待费", "费", "(境)", "没有这样的"):
        assert base.holding(words) == direct.holding(words), words
