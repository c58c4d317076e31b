"""Replies over a small paper of another department: what each state, caveat and refusal sounds like."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from tests.knowledge.query.small import FACTS, MISPRINT, fact, paper_of


@pytest.fixture(scope="module")
def small() -> Answerer:
    return Answerer([paper_of(FACTS, MISPRINT)])


def _ask(answerer: Answerer, question: str) -> Reply:
    return answerer.ask(question)[0]


@pytest.mark.parametrize(
    ("question", "fact_told", "said"),
    [
        ("总支出多少", ("100.00", "万元", 2026, "value"), "100.00 万元（2026 年）"),
        ("去年支出多少", ("120.00", "万元", 2025, "value"), "120.00 万元（2025 年）"),
        ("前年支出多少", ("90.00", "万元", 2024, "value"), "90.00 万元（2024 年）"),
        ("公务接待费多少", ("0.00", "万元", 2026, "zero"), "0.00 万元"),
        ("培训费多少", (None, "万元", 2026, "blank"), "空白不等于 0"),
        ("因公出国费多少", (None, None, 2026, "none_arranged"), "没有安排"),
        ("在职多少人", ("8", "人", 2026, "value"), "8 人"),
        ("空编多少", ("2", "人", 2026, "value"), "10 − 8 = 2"),
        ("基本支出占比", ("40.00", "%", 2026, "value"), "40 ÷ 100 = 40%"),
        ("2025年比2024年多了多少", ("30.00", "万元", 2025, "value"), "增加 30.00 万元"),
    ],
)
def test_each_state_has_its_words(
    small: Answerer, question: str, fact_told: tuple[object, ...], said: str
) -> None:
    reply = _ask(small, question)
    assert reply.status == "answered"
    first = reply.facts[0]
    assert (first.value, first.unit, first.year, first.state) == fact_told
    assert said in reply.text


def test_a_blank_is_not_called_zero_nor_none_arranged(small: Answerer) -> None:
    text = _ask(small, "培训费多少").text
    assert "没有安排" not in text
    assert "0.00" not in text


def test_a_misprint_is_noticed_with_the_figure_it_touches(small: Answerer) -> None:
    reply = _ask(small, "支出比上年变化多少")
    assert any("20255" in notice for notice in reply.notices)
    assert not any("20255" in notice for notice in _ask(small, "基本支出多少").notices)


def test_a_disagreement_is_noticed_with_both_figures_and_cited(small: Answerer) -> None:
    reply = _ask(small, "项目支出多少")
    (notice,) = reply.notices
    assert "60.00 万元" in notice
    assert "600,500 元" in notice
    assert {citation.table for citation in reply.citations} == {"附表1", "附表2"}


def test_a_stated_percentage_that_agrees_is_said_to(small: Answerer) -> None:
    assert "与算出来的一致" in _ask(small, "支出比上年变化多少").text


def test_a_stated_percentage_that_does_not_agree_is_noticed() -> None:
    wrong = [f for f in FACTS if f.id != "f13"]
    stated = next(f for f in FACTS if f.id == "f13")
    wrong.append(
        fact(
            13,
            stated.label,
            "-61.7",
            *stated.terms,
            unit="%",
            kind=stated.kind,
            aspect=stated.aspect,
            base_year=2025,
        )
    )
    reply = _ask(Answerer([paper_of(wrong)]), "支出比上年变化多少")
    assert any("−16.67" in notice and "−61.7" in notice for notice in reply.notices)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2023年支出多少", "2024、2025、2026 年"),
        ("会议费多少", "没有公开“会议费”"),
        ("教育局预算多少", "甲市乙局"),
        ("支出为什么减少", "没有说明"),
        ("社保处预算多少", "社保"),
    ],
)
def test_what_is_not_there_is_refused_without_a_figure(
    small: Answerer, question: str, said: str
) -> None:
    reply = _ask(small, question)
    assert reply.status == "not_disclosed"
    assert reply.facts == ()
    assert said in reply.text


def test_the_department_is_the_papers_own(small: Answerer) -> None:
    assert _ask(small, "乙局预算多少").facts[0].value == "100.00"
    assert {fact_.entity for fact_ in _ask(small, "总支出多少").facts} == {"甲市乙局"}


def test_a_part_does_not_stand_for_its_whole(small: Answerer) -> None:
    assert _ask(small, "三公经费多少").facts == ()


def test_an_answer_cites_the_place_of_its_figure(small: Answerer) -> None:
    reply = _ask(small, "去年支出多少")
    cited = [reply.citations[index] for index in reply.facts[0].citations]
    assert [(c.table, c.table_title, c.row, c.column, c.line) for c in cited] == [
        ("附表1", "支出表", "总支出", "2025年", 2)
    ]


@pytest.mark.parametrize("goes_on", ["比上年减了多少", "这个数占总支出的比重", "两项合计多少"])
def test_what_hangs_on_a_lost_question_is_not_asked_of_all_spending(
    small: Answerer, goes_on: str
) -> None:
    _, conversation = small.ask("无人机补贴多少")
    reply, _ = small.ask(goes_on, conversation)
    assert (reply.status, reply.facts) == ("not_disclosed", ()), reply.text


def test_a_whole_said_before_its_part_stays_the_whole(small: Answerer) -> None:
    assert _ask(small, "总支出当中基本支出占几成").facts[0].value == "40.00"
