"""总计 in sentences and bare totals in tables: of this year alone, or of all that there is."""

from __future__ import annotations

from decimal import Decimal

from knowledge.build import paper_of
from knowledge.document import Source
from knowledge.facts import Aspect, Fact, Paper
from knowledge.readers.text import document_of

TOTALS = (
    "收入支出决算总表\n单位：万元\n收入\t\t支出\t\n项目\t决算数\t项目\t决算数\n"
    "一、财政拨款收入\t80.00\t一、教育支出\t90.00\n"
    "本年收入合计\t80.00\t本年支出合计\t90.00\n"
    "年初结转和结余\t40.00\t年末结转和结余\t30.00\n合计\t120.00\t合计\t120.00"
)
SPENDING = (
    "支出决算表\n单位：万元\n科目名称\t合计\t基本支出\t项目支出\n"
    "合计\t90.00\t50.00\t40.00\n教育支出\t90.00\t50.00\t40.00"
)


def read(*parts: str) -> Paper:
    text = "\n\n".join(("某市某局2024年部门决算", *parts)) + "\n"
    return paper_of(document_of(text, Source("例", "例.txt", "txt", "")))


def total(found: Paper, table: str, value: str) -> list[Fact]:
    return [
        fact
        for fact in found.facts
        if fact.citation.place.table_title == table
        and fact.citation.place.row == "合计"
        and fact.value == Decimal(value)
    ]


def test_a_bare_total_below_this_year_s_is_of_all_there_is() -> None:
    found = total(read(TOTALS), "收入支出决算总表", "120.00")
    assert [fact.terms for fact in found] == [
        {"revenue", "grand_total"},
        {"expenditure", "grand_total"},
    ]


def test_the_total_of_the_spending_form_is_this_year_s() -> None:
    (found,) = total(read(TOTALS, SPENDING), "支出决算表", "90.00")
    assert found.terms == {"expenditure", "this_year"}
    (basic,) = total(read(TOTALS, SPENDING), "支出决算表", "50.00")
    assert basic.terms == {"basic"}


def told(sentence: str) -> list[set[str]]:
    found = read(TOTALS, f"第三部分 情况说明\n{sentence}")
    return [
        set(fact.terms)
        for fact in found.facts
        if fact.table is None and fact.aspect is Aspect.AMOUNT
    ]


def test_a_total_that_sentences_tell_is_what_the_tables_bear_out() -> None:
    assert told("2024年度支出总计90.00万元。") == [{"expenditure", "this_year"}]
    assert told("2024年度支出总计120.00万元。") == [{"expenditure", "grand_total"}]
    assert told("2024年度支出总计91.00万元。") == [{"expenditure", "grand_total"}]
