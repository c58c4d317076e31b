"""Words before a name that only describe what it names are passed over; what narrows it is not."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from tests.knowledge.query.small import FACTS, fact, paper_of

ROWS = {"动物疫病防控": "48.00", "差旅费": "12.00", "质量监管": "31.00"}


@pytest.fixture(scope="module")
def bot() -> Answerer:
    rows = [fact(900 + i, n, v, f"label:{n}") for i, (n, v) in enumerate(ROWS.items())]
    project = fact(920, "驻外接访", "7.00", "label:驻外接访", context=frozenset({"project"}))
    return Answerer([paper_of([*FACTS, *rows, project])])


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("给牲口打针那块(动物疫病防控)多少钱", "48.00"),
        ("给猪羊打针吃药的钱，就是动物疫病防控那项，安排了多少", "48.00"),
        ("替大伙儿查秤杆子的经费(质量监管)今年多少", "31.00"),
        ("住店坐火车一年报销了多少(差旅费)", "12.00"),
    ],
)
def test_what_is_called_by_its_name_needs_no_description(
    bot: Answerer, question: str, value: str
) -> None:
    reply, _ = bot.ask(question)
    assert reply.status == "answered"
    assert reply.facts[0].value == value


@pytest.mark.parametrize("question", ["驻外接访那笔(差旅费)多少", "驻外接访里头的差旅费多少"])
def test_a_project_is_no_description(bot: Answerer, question: str) -> None:
    reply, _ = bot.ask(question)
    assert "12.00" not in [told.value for told in reply.facts]
