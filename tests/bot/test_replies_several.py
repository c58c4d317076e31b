"""Replies over several papers: each names whose figure it is, and none mixes years, phases, levels or departments."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from intents import Conversation
from knowledge import Paper, Phase
from tests.corpus.cases import Talk, TalkFile, read
from tests.intents.papers.made import papers, value_of

TALKS = read("several", TalkFile).talk
_FEWEST = 60
_NAMES = {paper.department.split("（")[0] for paper in papers()}
_SPENT, _THREE = "总支出", "“三公”经费合计"


@lru_cache(maxsize=1)
def several() -> Answerer:
    return Answerer(papers())


def _names(entity: str) -> set[str]:
    """Return the departments of an entity, without the bracket that tells the level."""
    return {name.split("（")[0] for name in entity.split("、")}


def _replies(talk: Talk) -> Iterator[Reply]:
    conversation: Conversation | None = None
    options: tuple[str, ...] = ()
    for turn in talk.turn:
        asked = options[turn.pick - 1] if turn.pick else turn.ask or ""
        reply, conversation = several().ask(asked, conversation)
        options = reply.options
        yield reply


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.name)
def test_each_turn_gets_its_answer(talk: Talk) -> None:
    for turn, reply in zip(talk.turn, _replies(talk), strict=True):
        assert reply.status == turn.status, reply.text
        assert turn.said.faults(reply) == [], reply.text
        assert turn.options in {None, len(reply.options)}, reply.options
        assert turn.assumed in reply.parts.assumed


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.name)
def test_every_answer_names_whose_it_is_and_cites_its_paper(talk: Talk) -> None:
    titles = {paper.source.id: paper.department for paper in papers()}
    for reply in _replies(talk):
        assert reply.facts == () or reply.status == "answered"
        for fact in reply.facts:
            assert fact.entity
            cited = {titles[reply.citations[i].document].split("（")[0] for i in fact.citations}
            assert {name.split("（")[0] for name in fact.entity.split("、")} == cited
            assert all(name.split("（")[0] in reply.text for name in fact.entity.split("、"))


def test_there_are_phrases_enough() -> None:
    assert sum(len(talk.turn) for talk in TALKS) >= _FEWEST


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.name)
def test_an_option_typed_by_hand_is_about_the_same_paper(talk: Talk) -> None:
    """An option is a whole question: whoever types it without the conversation is answered of the same department."""
    for reply in _replies(talk):
        for option in reply.options if reply.status == "clarify" else ():
            again = several().ask(option)[0]
            assert again.status in {"answered", "not_disclosed"}, option
            named = {n for n in _NAMES if n in option}
            assert {n for f in again.facts for n in _names(f.entity)} <= named


def _budgets(year: int) -> list[Paper]:
    return [
        p
        for p in papers()
        if p.year == year and p.phase is Phase.BUDGET and p.level == "部门" and p.facts
    ]


_PAIRS = [
    (a, b)
    for a, b in itertools.permutations(_budgets(2026), 2)
    if "街道" not in a.department + b.department
]


@pytest.mark.parametrize(("first", "second"), _PAIRS, ids=lambda p: p.department)
def test_differences_and_sums_are_those_of_the_papers(first: Paper, second: Paper) -> None:
    level = "部门预算" if "甲市财政局" in {first.department, second.department} else ""
    for row, asked in ((_SPENT, "总支出"), (_THREE, "三公经费")):
        a, b = (_yuan(p, value_of(p, row, 2026)) for p in (first, second))
        told = several().ask(f"{first.department}和{second.department}2026年{level}{asked}合计")[0]
        assert _told(told) == a + b, told.text
        told = several().ask(f"{first.department}的{level}{asked}比{second.department}多多少")[0]
        assert _told(told) == a - b, told.text


def _yuan(paper: Paper, value: Decimal) -> Decimal:
    (unit,) = {f.unit for f in paper.facts if f.label == _SPENT}
    return value * (10_000 if unit == "万元" else 1)


def _told(reply: Reply) -> Decimal:
    fact = reply.facts[0]
    assert fact.derived
    assert len(fact.citations) == 2
    return Decimal(fact.value or "") * (10_000 if fact.unit == "万元" else 1)


def test_papers_in_another_order_answer_alike() -> None:
    other = Answerer(tuple(reversed(papers())))
    for question in ("人社局2024年决算三公多少", "哪个部门三公最多", "信访局和人社局谁的人多"):
        assert other.ask(question)[0].facts[0] == several().ask(question)[0].facts[0]


def test_one_paper_alone_is_asked_as_before() -> None:
    (only, *_) = papers()
    reply = Answerer([only]).ask("三公经费多少")[0]
    assert reply.facts[0].value == "3.00"
    assert reply.text.startswith("“三公”经费合计")


def test_two_papers_of_one_department_need_no_name() -> None:
    mine = [p for p in papers() if p.department == "甲市信访局"]
    reply = Answerer(mine).ask("三公经费多少")[0]
    assert (reply.facts[0].value, reply.facts[0].year) == ("3.00", 2026)
    assert "甲市信访局 2026 年预算" in reply.text
