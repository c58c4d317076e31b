"""What is to be left out of a figure and is no part of it: the figure as printed, and said so."""

from __future__ import annotations

import pytest

from tests.corpus.asking import reply_to

SAID = "本来就不在这个数里面"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("项目支出不含基本支出是多少", "186.00"),
        ("不算基本支出，项目支出有多少", "186.00"),
        ("公务用车运行费不算购置费是多少", "0.00"),
    ],
)
def test_what_stands_beside_it_takes_nothing_away(question: str, value: str) -> None:
    reply = reply_to(question)
    assert (reply.status, reply.facts[0].value) == ("answered", value)
    assert any(SAID in notice for notice in reply.notices)


def test_a_part_of_it_is_taken_away() -> None:
    reply = reply_to("总支出不含项目支出是多少")
    assert reply.facts[0].derived
    assert not any(SAID in notice for notice in reply.notices)


def test_a_part_is_not_answered_with_its_whole() -> None:
    assert reply_to("项目支出不含总支出是多少").status != "answered"


@pytest.mark.parametrize(
    ("question", "same_as"),
    [
        ("领导的公务接待费多少", "公务接待费多少"),
        ("给职工的公务用车运行费是多少", "公务用车运行费是多少"),
    ],
)
def test_spending_on_the_people_at_large_is_the_spending(question: str, same_as: str) -> None:
    told, plain = reply_to(question), reply_to(same_as)
    assert told.facts
    assert told.facts == plain.facts


@pytest.mark.parametrize(
    "question", ["退休人员的公务接待费多少", "领导有几个人", "聘用人员的项目支出"]
)
def test_spending_on_some_people_is_not_everybodys(question: str) -> None:
    assert not reply_to(question).facts
