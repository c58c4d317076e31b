"""The cell facts of the shipped disclosure, compared with its own lines."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.extract.about import Identity
from knowledge.extract.cells import facts_in
from knowledge.facts import Aspect, Fact, Kind, State
from knowledge.readers import read
from knowledge.tables import tables_in

SOURCE = next((Path(__file__).resolve().parents[3] / "knowledge/disclosures").glob("武汉*.txt"))
ABOUT = Identity("武汉", "2026年部门预算", "社会保险管理处", 2026)


@pytest.fixture(scope="module")
def facts() -> tuple[Fact, ...]:
    tables = tables_in(read(SOURCE)).tables
    return tuple(fact for table in tables for fact in facts_in(table, ABOUT))


def _lines() -> dict[int, list[str]]:
    """Return the file's tab-separated lines by number."""
    lines = SOURCE.read_text(encoding="utf-8").split("\n")
    return {n: line.split("\t") for n, line in enumerate(lines, 1) if "\t" in line}


def test_every_amount_of_every_line_is_a_fact(facts: tuple[Fact, ...]) -> None:
    amount = re.compile(r"-?[\d,]+(\.\d+)?\s*(%(以上)?|通|万/年)?")
    printed = Counter(
        (number, text)
        for number, cells in _lines().items()
        for column, text in enumerate(map(str.strip, cells))
        if amount.fullmatch(text) and not (column == 0 and "." not in text)
    )
    facts_of_lines = Counter((fact.citation.place.line or 0, fact.printed) for fact in facts)
    assert printed.total() > 200
    assert printed - facts_of_lines == Counter()


BODIES: dict[str, tuple[int, int, list[tuple[list[int], list[int]]]]] = {
    # number: first and last line of the body, label columns, value columns of each half
    "附表4-1": (93, 120, [([0], [1]), ([2], [3])]),
    "附表4-2": (132, 134, [([0, 1], list(range(2, 19)))]),
    "附表4-3": (145, 148, [([0, 1], list(range(2, 8)))]),
    "附表4-4": (158, 185, [([0], [1]), ([2], [3])]),
    "附表4-5.1": (197, 200, [([0, 1], list(range(2, 7)))]),
    "附表4-5.2": (212, 214, [([0, 1], list(range(2, 7)))]),
    "附表4-7": (240, 240, [([], list(range(6)))]),
    "附表4-10": (282, 286, [([0, 1], list(range(2, 12)))]),
}


@pytest.mark.parametrize("number", BODIES)
def test_every_body_cell_is_one_fact_with_its_text_the_blank_ones_too(
    facts: tuple[Fact, ...], number: str
) -> None:
    first, last, halves = BODIES[number]
    lines = _lines()
    printed = [
        (line, lines[line][column].strip())
        for line in range(first, last + 1)
        for labels, values in halves
        if any(lines[line][c].strip() for c in (*labels, *values))
        for column in values
    ]
    own = [f for f in facts if f.citation.place.table == number]
    assert sorted((f.citation.place.line or 0, f.printed) for f in own) == sorted(printed)
    for fact in own:
        blank = fact.printed == ""
        assert (fact.value is None) == blank
        assert (fact.state is State.BLANK) == blank


def test_ids_are_unique_and_stable(facts: tuple[Fact, ...]) -> None:
    assert len({fact.id for fact in facts}) == len(facts)
    assert {"t0.r0.c1", "t6.n.c2", "t17.f5"} <= {fact.id for fact in facts}


Cell = tuple[int, str, str | None, str, int, set[str]]
CELLS: list[Cell] = [
    # line, column path, value, unit, year, terms
    (93, "收入 / 预算数", "186.00", "万元", 2026, {"general_budget", "revenue"}),
    (95, "收入 / 预算数", None, "万元", 2026, {"state_capital", "revenue"}),
    (101, "收入 / 预算数", None, "万元", 2026, {"other_income", "revenue"}),
    (99, "支出 / 预算数", "186.00", "万元", 2026, {"label:社会保障和就业支出"}),
    (118, "收入 / 预算数", "186.00", "万元", 2026, {"this_year", "revenue"}),
    (119, "收入 / 预算数", None, "万元", 2026, {"carryover_in", "revenue"}),
    (119, "支出 / 预算数", "0.00", "万元", 2026, {"carryover_out", "expenditure"}),
    (120, "支出 / 预算数", "186.00", "万元", 2026, {"grand_total", "expenditure"}),
    (132, "合计", "186.00", "万元", 2026, {"revenue"}),
    (132, "本年收入 / 小计", "186.00", "万元", 2026, {"this_year", "revenue"}),
    (
        132,
        "上年结转结余 / 一般公共预算",
        None,
        "万元",
        2026,
        {"carryover_in", "general_budget", "revenue"},
    ),
    (145, "合计", "186.00", "万元", 2026, {"expenditure"}),
    (145, "基本支出", "0.00", "万元", 2026, {"basic"}),
    (145, "上缴上级支出", None, "万元", 2026, {"payment_to_superior"}),
    (148, "合计", "186.00", "万元", 2026, {"label:社会保险经办机构"}),
    (148, "项目支出", "186.00", "万元", 2026, {"label:社会保险经办机构", "project"}),
    (159, "收入 / 预算数", "186.00", "万元", 2026, {"general_budget", "revenue"}),
    (163, "收入 / 预算数", None, "万元", 2026, {"general_budget", "revenue", "carryover_in"}),
    (
        185,
        "收入 / 预算数",
        "186.00",
        "万元",
        2026,
        {"grand_total", "revenue", "fiscal_appropriation"},
    ),
    (197, "合计", "186.00", "万元", 2026, {"general_budget", "expenditure"}),
    (197, "基本支出 / 人员经费", "0.00", "万元", 2026, {"general_budget", "personnel_funds"}),
    (200, "合计", "186.00", "万元", 2026, {"general_budget", "label:社会保险经办机构"}),
    (212, "基本支出 / 小计", None, "万元", 2026, {"general_budget", "basic"}),
    (213, "项目支出", "186.00", "万元", 2026, {"general_budget", "project"}),
    (240, "“三公”经费合计", "0.00", "万元", 2026, {"three_public"}),
    (240, "公务用车购置及运行费 / 小计", "0.00", "万元", 2026, {"vehicle"}),
    (240, "公务用车购置及运行费 / 公务用车运行费", "0.00", "万元", 2026, {"vehicle_running"}),
    (240, "公务接待费", "0.00", "万元", 2026, {"reception"}),
    (282, "合计", "186.00", "万元", 2026, {"project"}),
    (286, "合计", "186.00", "万元", 2026, {"label:区社保处工作经费"}),
    (
        286,
        "本年拨款 / 一般公共预算",
        "186.00",
        "万元",
        2026,
        {"label:区社保处工作经费", "general_budget", "this_year"},
    ),
    (296, "近两年收支金额 / 2025年", "207.68", "万元", 2025, {"fiscal_appropriation"}),
    (296, "近两年收支金额 / 2024年", "278.19", "万元", 2024, {"fiscal_appropriation"}),
    (299, "当年金额", "186", "万元", 2026, {"revenue"}),
    (302, "当年金额", "186", "万元", 2026, {"specific_project"}),
    (303, "近两年收支金额 / 2024年", "278.19", "万元", 2024, {"expenditure"}),
    (
        308,
        "项目本年度预算",
        "186",
        "万元",
        2026,
        {"label:区社保处工作经费", "project_current_budget"},
    ),
    (355, "金额", "186", "万元", 2026, {"label:申请当年预算拨款"}),
    (359, "金额", None, "万元", 2026, {"label:使用上年度财政拨款结转"}),
    (363, "金额", "186", "万元", 2026, {"label:社会保险业务工作经费"}),
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_says_what_it_is_about(facts: tuple[Fact, ...], cell: Cell) -> None:
    line, column, value, unit, year, terms = cell
    (fact,) = [
        f for f in facts if (f.citation.place.line, f.citation.place.column) == (line, column)
    ]
    assert (fact.value, fact.unit, fact.year) == (Decimal(value) if value else None, unit, year)
    assert set(fact.terms) == terms
    assert (fact.kind, fact.aspect) == (Kind.MONEY, Aspect.AMOUNT)


Target = tuple[int, str, Decimal | str, str | None, Kind, int, str]
TARGETS: list[Target] = [
    # line, column path, value, unit, kind, year, label
    (313, "指标值", "90%以上", "%", Kind.PERCENT, 2026, "参保人持卡率"),
    (314, "指标值", Decimal(100), "%", Kind.PERCENT, 2026, "城乡居民养老金发放准确率"),
    (
        322,
        "指标值 / 近两年指标值 / 2024 年",
        Decimal(4000),
        "通",
        Kind.COUNT,
        2024,
        "坐席月均接听量",
    ),
    (
        322,
        "指标值 / 近两年指标值 / 2025 年",
        Decimal(4000),
        "通",
        Kind.COUNT,
        2025,
        "坐席月均接听量",
    ),
    (323, "指标值 / 预计当年实现值", Decimal(300), "通", Kind.COUNT, 2026, "月均外呼量"),
    (326, "指标值 / 预计当年实现值", Decimal(100), "%", Kind.PERCENT, 2026, "12 月 31 日"),
    (372, "指标值", "1.8 万/年", None, Kind.WORDS, 2026, "参保扩面人次"),
    (381, "指标值 / 前年", Decimal(300), "通", Kind.COUNT, 2024, "月均外呼量"),
    (386, "指标值 / 上年", "合格", None, Kind.WORDS, 2025, "社会保险综合指数年度考评得分"),
    (
        389,
        "指标值 / 预计当年实现",
        Decimal(95),
        "%",
        Kind.PERCENT,
        2026,
        "做好服务工作，让参保对象满意",
    ),
]


@pytest.mark.parametrize("target", TARGETS)
def test_an_indicator_has_its_targets_by_year(facts: tuple[Fact, ...], target: Target) -> None:
    line, column, value, unit, kind, year, label = target
    (fact,) = [
        f for f in facts if (f.citation.place.line, f.citation.place.column) == (line, column)
    ]
    assert (fact.value, fact.unit, fact.kind, fact.year) == (value, unit, kind, year)
    assert (fact.aspect, fact.label) == (Aspect.TARGET, label)
    assert len(fact.terms) == 1


def test_an_indicator_that_is_named_like_a_concept_stays_an_indicator(
    facts: tuple[Fact, ...],
) -> None:
    own = [f for f in facts if f.label == "当年财政拨款"]
    assert {f.citation.place.line for f in own} == {328, 385}
    assert {term for f in own for term in f.terms} == {"label:当年财政拨款"}


def test_what_a_target_rests_on_is_its_own_aspect(facts: tuple[Fact, ...]) -> None:
    bases = [f for f in facts if f.aspect is Aspect.TARGET_BASIS]
    assert {(f.value, f.kind) for f in bases} == {
        ("计划标准", Kind.WORDS),
        ("历史数据", Kind.WORDS),
    }
    assert len(bases) == 5 + 11 + 4 + 10


def test_long_term_and_annual_goals_are_told_apart_by_context(facts: tuple[Fact, ...]) -> None:
    cards = [f for f in facts if f.label == "参保人持卡率" and f.aspect is Aspect.TARGET]
    assert [f.citation.place.line for f in cards] == [313, 373]
    assert all("long_term_goal" in f.context for f in cards)
    assert ["form:overall_performance" in f.context for f in cards] == [True, False]


NOTHING = [
    ("附表4-6", "t6.n.c", {"general_budget", "basic", "this_year"}, 228),
    ("附表4-8", "t8.n.c", {"government_fund", "expenditure", "this_year"}, 256),
    ("附表4-9", "t9.n.c", {"state_capital", "expenditure", "this_year"}, 270),
]


@pytest.mark.parametrize(("number", "prefix", "terms", "line"), NOTHING)
def test_a_table_of_heads_alone_says_that_nothing_is_arranged(
    facts: tuple[Fact, ...], number: str, prefix: str, terms: set[str], line: int
) -> None:
    own = [f for f in facts if f.citation.place.table == number]
    assert [f.id for f in own] == [f"{prefix}{column}" for column in (2, 3, 4)]
    assert {(f.value, f.state) for f in own} == {(None, State.NONE_ARRANGED)}
    assert own[0].terms == terms
    assert own[0].citation.place.line == line
    assert own[0].citation.quote.startswith("说明：2026 年没有")


def test_zero_with_a_note_is_none_arranged_and_keeps_its_value(facts: tuple[Fact, ...]) -> None:
    own = [f for f in facts if f.citation.place.table == "附表4-7"]
    assert {(f.value, f.state) for f in own} == {(Decimal("0.00"), State.NONE_ARRANGED)}
    elsewhere = [f for f in facts if f.citation.place.table == "附表4-3" and f.value == 0]
    assert {f.state for f in elsewhere} == {State.ZERO}


def test_blank_is_not_zero(facts: tuple[Fact, ...]) -> None:
    by_unit = {
        f.citation.place.column: (f.value, f.state)
        for f in facts
        if f.citation.place.line == 212 and f.citation.place.table == "附表4-5.2"
    }
    assert by_unit["基本支出 / 小计"] == (None, State.BLANK)
    by_subject = {f.citation.place.column: f for f in facts if f.citation.place.line == 197}
    assert by_subject["基本支出 / 小计"].state is State.ZERO


def test_a_row_that_says_none_is_none_arranged(facts: tuple[Fact, ...]) -> None:
    own = [f for f in facts if f.citation.place.line == 366]
    assert {(f.value, f.state) for f in own} == {(None, State.NONE_ARRANGED)}


def test_fields_are_facts_of_their_kind(facts: tuple[Fact, ...]) -> None:
    fields = {
        (f.citation.place.line, f.label): f for f in facts if re.fullmatch(r"t\d+\.f\d+", f.id)
    }
    leader = fields[343, "项目负责人"]
    assert (leader.value, leader.kind) == ("王进", Kind.WORDS)
    assert leader.terms == frozenset({"project_leader"})
    assert fields[347, "起始年度"].value == "2026"
    assert fields[344, "邮政编码"].value == "430056"
    budget = fields[350, "项目总预算"]
    assert (budget.value, budget.unit, budget.kind) == (Decimal(186), "万元", Kind.MONEY)
    assert (fields[341, "项目编码"].value, fields[341, "项目编码"].state) == (None, State.BLANK)
    assert fields[337, "申报日期"].kind is Kind.DATE


LABELS = [
    (93, "收入 / 预算数", "一般公共预算拨款收入"),
    (148, "合计", "社会保险经办机构"),
    (148, "项目支出", "社会保险经办机构 · 项目支出"),
    (145, "项目支出", "项目支出"),
    (145, "合计", "支出总表"),
    (120, "收入 / 预算数", "收入总计"),
    (240, "公务用车购置及运行费 / 公务用车运行费", "公务用车运行费"),
    (286, "合计", "区社保处工作经费"),
    (213, "项目支出", "项目支出"),
]


@pytest.mark.parametrize(("line", "column", "label"), LABELS)
def test_a_fact_is_labelled_as_people_would_say_it(
    facts: tuple[Fact, ...], line: int, column: str, label: str
) -> None:
    (fact,) = [
        f for f in facts if (f.citation.place.line, f.citation.place.column) == (line, column)
    ]
    assert fact.label == label


def test_a_part_names_the_fact_of_its_whole(facts: tuple[Fact, ...]) -> None:
    by_id = {fact.id: fact for fact in facts}
    (part,) = [
        f for f in facts if (f.citation.place.line, f.citation.place.column) == (148, "项目支出")
    ]
    whole = by_id[part.parent or ""]
    assert (whole.label, whole.codes) == ("人力资源和社会保障管理事务 · 项目支出", ("20801",))
    assert part.codes == ("2080109",)


def test_a_quote_gives_the_row_and_what_is_printed(facts: tuple[Fact, ...]) -> None:
    quotes = {(f.citation.place.line, f.citation.place.column): f.citation.quote for f in facts}
    assert quotes[148, "项目支出"] == "社会保险经办机构 186.00"
    assert quotes[95, "收入 / 预算数"] == "三、国有资本经营预算拨款收入（空）"
    assert quotes[240, "公务接待费"] == "公务接待费 0.00"
