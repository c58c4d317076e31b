"""What the prose of the shipped disclosure says, sentence by sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.build import paper
from knowledge.facts import Aspect, Fact, Kind, Paper, State

SOURCE = next((Path(__file__).resolve().parents[3] / "knowledge/disclosures").glob("武汉*.txt"))

BOTH = "expenditure grand_total revenue"
# line, aspect, terms, value, unit, year
FIGURES = [
    (79, "amount", "staffing_quota", "46", "人", 2026),
    (79, "amount", "institution_posts staffing_quota", "46", "人", 2026),
    (79, "amount", "civil_service_managed staffing_quota", "46", "人", 2026),
    (79, "amount", "on_duty", "31", "人", 2026),
    (79, "amount", "institution_posts on_duty", "31", "人", 2026),
    (79, "amount", "civil_service_managed on_duty", "26", "人", 2026),
    (81, "amount", "former_staff", "19", "人", 2026),
    (81, "amount", "retired", "19", "人", 2026),
    (395, "amount", BOTH, "186", "万元", 2026),
    (395, "change", BOTH, "-21.68", "万元", 2026),
    (395, "change_percent", BOTH, "-10.4", "%", 2026),
    (399, "amount", "revenue", "186", "万元", 2026),
    (399, "amount", "general_budget revenue", "186", "万元", 2026),
    (399, "share", "general_budget revenue", "100", "%", 2026),
    (399, "amount", "label:社会保障和就业支出", "186", "万元", 2026),
    (399, "share", "label:社会保障和就业支出", "100", "%", 2026),
    (403, "amount", "expenditure", "186", "万元", 2026),
    (403, "amount", "project", "186", "万元", 2026),
    (403, "share", "project", "100", "%", 2026),
    (407, "amount", f"{BOTH} fiscal_appropriation", "186", "万元", 2026),
    (407, "amount", "general_budget revenue this_year", "186", "万元", 2026),
    (407, "amount", "label:社会保障和就业支出", "186", "万元", 2026),
    (415, "amount", "general_budget", "186", "万元", 2026),
    (415, "amount", "general_budget this_year", "186", "万元", 2026),
    (415, "change", "general_budget this_year", "-21.68", "万元", 2026),
    (415, "change_percent", "general_budget this_year", "-10.4", "%", 2026),
    (419, "amount", "project", "186", "万元", 2026),
    (419, "share", "project", "100", "%", 2026),
    (423, "amount", "label:社会保险经办机构", "186", "万元", 2026),
    (423, "change", "label:社会保险经办机构", "-21.68", "万元", 2026),
    (423, "change_percent", "label:社会保险经办机构", "-10.4", "%", 2026),
    (427, "amount", "basic general_budget", None, None, 2026),
    (431, "amount", "general_budget three_public", None, None, 2026),
    (435, "amount", "expenditure government_fund", None, None, 2026),
    (439, "amount", "expenditure state_capital", None, None, 2026),
    (443, "amount", "project", "186", "万元", 2026),
    (443, "amount", "general_budget project this_year", "186", "万元", 2026),
    (445, "amount", "label:区社保处工作经费", "186", "万元", 2026),
    (449, "amount", "agency_operating", "0", "万元", 2026),
    (453, "amount", "procurement", "0", "万元", 2026),
    (457, "amount", "service_purchase", "0", "万元", 2026),
    (461, "amount", "expenditure state_capital", None, None, 2026),
    (465, "amount", "state_assets", "132.47", "万元", 2024),
    (465, "amount", "official_vehicles", "1", "辆", 2024),
    (469, "amount", "expenditure", "186", "万元", 2026),
    (469, "amount", "performance_projects", "1", "个", 2026),
]

REASON = "本年继续例行节约，按财政要求“过紧日子”，对项目经费支出进行压减"
# line, aspect, terms, the words or how they begin
WORDS = [
    (395, "reason", BOTH, REASON),
    (415, "reason", "general_budget this_year", REASON),
    (423, "reason", "label:社会保险经办机构", REASON),
    (445, "use", "label:区社保处工作经费", "用于社保经办所需办公费、社保延时服务工作经费"),
    (7, "amount", "legal_representative", "王进"),
    (5, "text", "compilation_statement", "本预算草案根据《中华人民共和国预算法》"),
    (
        71,
        "text",
        "duties",
        "武汉市人力资源和社会保障局武汉经济技术开发区（汉南区）社会保险管理处负责",
    ),
    (75, "text", "member_units", "从预算单位构成看"),
    (
        79,
        "text",
        "staffing",
        "武汉市人力资源和社会保障局武汉经济技术开发区（汉南区）社会保险管理处总编制",
    ),
    (465, "text", "state_assets", "截至 2024 年 12 月 31 日"),
    (473, "definition", "general_budget label:一般公共预算财政拨款收入 revenue", "指区级财政"),
    (475, "definition", "label:项目支出 project", "指在基本支出之外"),
    (479, "definition", "label:社会保险经办机构", "反映社会保险经办机构开展业务工作的支出。"),
]


@pytest.fixture(scope="module")
def wuhan() -> Paper:
    return paper(SOURCE)


@pytest.fixture(scope="module")
def told(wuhan: Paper) -> list[Fact]:
    return [fact for fact in wuhan.facts if fact.table is None]


def test_every_figure_of_the_prose_is_read_and_none_is_invented(told: list[Fact]) -> None:
    figures = [fact for fact in told if not isinstance(fact.value, str)]
    read = [
        (
            fact.citation.place.line,
            fact.aspect.value,
            fact.terms,
            fact.value,
            fact.unit,
            fact.year,
        )
        for fact in figures
    ]
    expected = [
        (line, aspect, frozenset(terms.split()), value and Decimal(value), unit, year)
        for line, aspect, terms, value, unit, year in FIGURES
    ]
    assert read == expected


@pytest.mark.parametrize(("line", "aspect", "terms", "words"), WORDS)
def test_words_are_kept_verbatim(
    told: list[Fact], line: int, aspect: str, terms: str, words: str
) -> None:
    found = [
        fact
        for fact in told
        if fact.citation.place.line == line
        and fact.aspect.value == aspect
        and fact.terms == frozenset(terms.split())
        and fact.kind is Kind.WORDS
    ]
    assert len(found) == 1
    assert str(found[0].value).startswith(words)


def test_parts_know_what_they_are_parts_of(told: list[Fact]) -> None:
    by_id = {fact.id: fact for fact in told}
    parts = {fact.id: fact.parent for fact in told if fact.parent}
    assert parts == {
        "p79.2": "p79.1",
        "p79.3": "p79.2",
        "p79.5": "p79.4",
        "p79.6": "p79.5",
        "p81.2": "p81.1",
        "p399.2": "p399.1",
        "p403.2": "p403.1",
        "p415.2": "p415.1",
        "p443.2": "p443.1",
    }
    assert set(parts.values()) <= by_id.keys()


def test_none_arranged_zero_and_blank_stay_apart(told: list[Fact]) -> None:
    states = {
        fact.citation.place.line: fact.state
        for fact in told
        if fact.aspect is Aspect.AMOUNT and fact.state is not State.VALUE
    }
    none = dict.fromkeys((427, 431, 435, 439, 461), State.NONE_ARRANGED)
    zero = dict.fromkeys((449, 453, 457), State.ZERO)
    assert states == {**none, **zero}


def test_the_misprinted_year_is_told_and_read_as_last_year(wuhan: Paper, told: list[Fact]) -> None:
    changes = [f for f in told if f.citation.place.line == 423 and f.base]
    assert len(changes) == 3
    assert {fact.base_year for fact in changes} == {2025}
    assert {fact.base for fact in changes} == {"20254年预算"}
    assert all("impossible_year@423" in fact.findings for fact in changes)


def test_comparisons_name_what_they_compare_with(told: list[Fact]) -> None:
    change = next(f for f in told if f.id == "p395.2")
    assert (change.base, change.base_year) == ("2025年预算", 2025)


def test_a_date_belongs_to_its_paragraph_alone(told: list[Fact]) -> None:
    dated = {fact.citation.place.line: fact.as_of for fact in told if fact.as_of}
    assert dated == {465: "2024-12-31"}


def test_a_sentence_broken_over_lines_is_cited_at_its_first(told: list[Fact]) -> None:
    fact = next(f for f in told if f.id == "p407.3")
    assert fact.citation.quote == "支出包括：社会保障和就业支出 186 万元。"
    assert fact.citation.place.line == 407


def test_sections_are_the_printed_headings(told: list[Fact]) -> None:
    sections = {f.citation.place.line: f.citation.place.section for f in told}
    part = "第三部分 武汉市人力资源和社会保障局武汉经济技术开发区（汉南区）社会保险管理处"
    three = f"{part} 2026 年部门预算情况说明".replace(" 2026", "2026")
    assert (sections[415] or "").replace(" ", "").startswith(three.replace(" ", ""))
    assert (sections[415] or "").endswith(
        "五、一般公共预算支出安排情况 / （一）一般公共预算拨款规模变化情况"
    )
    # 十一、 is lacking in the body: what it should hold is no part of 十、.
    assert "十、" not in (sections[449] or "")


def test_words_in_cells_are_read_as_sentences(wuhan: Paper) -> None:
    spoken = {
        (fact.citation.place.line, fact.label, str(fact.value), fact.year)
        for fact in wuhan.facts
        if ".w" in fact.id
    }
    assert spoken == {
        (351, "预算安排财政拨款", "278.19", 2024),
        (351, "预算安排财政拨款", "207.68", 2025),
        (351, "预算安排财政拨款", "186", 2026),
        (363, "电话服务中心工作经费", "60", 2026),
        (363, "社会保险业务工作经费", "126", 2026),
    }


def test_what_is_general_in_a_project_form_is_the_projects_own(wuhan: Paper) -> None:
    spoken = next(f for f in wuhan.facts if ".w" in f.id and f.year == 2024)
    assert spoken.terms == {"fiscal_appropriation", "label:电话服务中心工作经费"}


def test_ids_are_unique_and_facts_cite_their_own_words(wuhan: Paper) -> None:
    ids = [fact.id for fact in wuhan.facts]
    assert len(ids) == len(set(ids))
    assert all(fact.citation.quote and fact.citation.place.line for fact in wuhan.facts)
