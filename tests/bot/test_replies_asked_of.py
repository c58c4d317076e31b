"""What exactly is asked of a thing: its amount, its share, its use, or what it is a part of."""

from __future__ import annotations

import pytest

from intents import Understood
from tests.corpus.asking import answerer, reply_to, understood


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("总支出里项目支出占多少钱", ["186.00"]),
        ("政府采购预算总额，其中货物类", ["0"]),
    ],
)
def test_an_amount_is_told_and_a_whole_is_not_added_to_its_part(
    question: str, values: list[str]
) -> None:
    reply = reply_to(question)
    assert not any(fact.derived for fact in reply.facts)
    assert [fact.value for fact in reply.facts] == values


def test_both_the_amount_and_the_use_are_told() -> None:
    reply = reply_to("区社保处工作经费的金额及用途")
    assert reply.facts[0].value == "186.00"
    assert "社会保险经办工作" in reply.text


@pytest.mark.parametrize("question", ["听说有笔钱扶持打游戏这行，盘子多大", "项目支出有百分之几"])
def test_something_else_is_not_answered_with_an_amount(question: str) -> None:
    assert not [f for f in reply_to(question).facts if f.unit == "万元" and not f.derived]


def test_the_department_may_be_told_by_what_it_does() -> None:
    assert reply_to("管社保的那个单位总支出多少").facts == reply_to("总支出多少").facts


def test_a_whole_that_is_only_opened_is_not_told() -> None:
    assert reply_to("三公里面，接待那一块多少").facts == reply_to("公务接待费多少").facts


def test_a_share_within_what_was_asked_about_is_of_it() -> None:
    _, asked = answerer().ask("总支出是多少")
    reply, _ = answerer().ask("这里头项目支出占多大比重", asked)
    assert [fact.unit for fact in reply.facts[:1]] == ["%"]
    assert "186 ÷ 186" in reply.text


@pytest.mark.parametrize(
    ("message", "said"),
    [("谢谢", "不客气"), ("你好", "您好"), ("再见啦", "再见"), ("讲个笑话", "帮不上忙")],
)
def test_a_courtesy_is_answered_in_kind(message: str, said: str) -> None:
    reply = reply_to(message)
    assert (reply.status, said in reply.text) == ("out_of_scope", True)


def test_how_many_people_is_not_answered_with_what_they_cost() -> None:
    reply = reply_to("退休人数是多少", "final_accounts")
    assert all(fact.unit == "人" for fact in reply.facts)


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("支出预算里基本支出、项目支出各占百分之几", {"expenditure"}),
        ("支出中，基本支出和项目支出分别占百分之几", {"expenditure"}),
        ("基本支出、项目支出各占几成", set()),
    ],
)
def test_each_part_is_shared_in_the_whole_and_not_in_the_other(
    question: str, whole: set[str]
) -> None:
    outcome = understood(question).outcome
    assert isinstance(outcome, Understood)
    subjects = [set(subject.terms) for subject in outcome.queries[0].subjects]
    assert subjects == [{"basic"}, {"project"}, whole]
