"""Clauses that only tell what one thinks or has heard are passed over; those that name what is asked about are not."""

from __future__ import annotations

import pytest

from bot.replies import Answerer


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer.over()


@pytest.mark.parametrize(
    "question",
    [
        "上级都喊着要勒紧裤腰带了，2026年三公经费安排了多少？",
        "我是外地来做课题的研究生，2026年三公经费安排了多少",
        "2026年三公经费安排了多少，写论文等着用呢谢谢",
    ],
)
def test_what_names_nothing_and_goes_with_the_question_is_passed_over(
    answerer: Answerer, question: str
) -> None:
    plain, _ = answerer.ask("2026年三公经费安排了多少")
    reply, _ = answerer.ask(question)
    assert plain.status == reply.status == "answered"
    assert [fact.value for fact in reply.facts] == [fact.value for fact in plain.facts]


@pytest.mark.parametrize(
    "question", ["老城墙的修缮，一共花了多少", "2号楼装修，花了多少钱呀", "急救箱的更换，花了多少"]
)
def test_a_clause_that_may_name_what_is_asked_about_is_not_passed_over(
    answerer: Answerer, question: str
) -> None:
    assert answerer.ask(question)[0].status != "answered"
