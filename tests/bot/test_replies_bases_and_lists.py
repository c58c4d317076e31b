"""What a change is counted from, what a list holds, and what a word half spelled or half said stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from knowledge import Aspect, Fact, Kind, Phase, Row
from tests.knowledge.query.small import FACTS, fact, paper_of

_RETIRED = "label:行政单位离退休"
_CHANGES = (
    fact(30, "行政单位离退休", "193.24", _RETIRED),
    fact(
        31,
        "行政单位离退休",
        "43.74",
        _RETIRED,
        aspect=Aspect.CHANGE,
        base_year=2025,
        base="上年执行数",
    ),
    fact(
        32,
        "行政单位离退休",
        "29.3",
        _RETIRED,
        unit="%",
        kind=Kind.PERCENT,
        aspect=Aspect.CHANGE_PERCENT,
        base_year=2025,
        base="上年执行数",
    ),
    fact(33, "行政单位离退休", "150.00", _RETIRED, year=2025),
)
_UNION = fact(40, "工会经费", "39.34", "label:工会经费")
_PROJECT = "label:驻局纪检组专项经费"
_ACCOUNT = "派驻机构工作经费由驻在部门负责保障，依据市纪发〔2016〕8号文件，经核算需要5万元，用于办公、差旅等工作。"


def _ask(question: str, *facts: Fact) -> Reply:
    return Answerer([paper_of([*FACTS, *facts])]).ask(question)[0]


# --- What a change is counted from --------------------------------------------------------------


@pytest.mark.parametrize(
    "question", ["离退休那笔钱比上年执行数多出几成", "行政单位离退休比上年执行数多了百分之几"]
)
def test_a_rate_of_change_is_counted_from_what_is_said(question: str) -> None:
    reply = _ask(question, *_CHANGES)
    assert (reply.facts[0].value, reply.facts[0].unit) == ("29.3", "%"), reply.text


def test_a_change_on_something_else_is_not_told_for_it() -> None:
    reply = _ask("行政单位离退休比上年决算多了多少", *_CHANGES)
    assert (reply.status, reply.facts) == ("not_disclosed", ()), reply.text


def test_a_change_under_a_thing_does_not_speak_beside_the_things_own() -> None:
    fund = "fiscal_appropriation"
    under = fact(50, "财政拨款收入总计", "5", fund, aspect=Aspect.CHANGE, base_year=2025)
    own = fact(51, "财政拨款支出", "9", fund, "expenditure", aspect=Aspect.CHANGE, base_year=2025)
    paper = paper_of([replace(under, context=frozenset({"expenditure"})), own])
    reply = Answerer([paper]).ask("财政拨款支出比上年变化多少")[0]
    assert [f.value for f in reply.facts] == ["9"], reply.text


def test_a_part_that_changed_is_not_the_whole_that_did() -> None:
    part = fact(52, "基本支出", "10.28", "basic", aspect=Aspect.CHANGE, base_year=2025)
    paper = paper_of([fact(53, "基本支出", "332.04", "basic"), part])
    reply = Answerer([paper]).ask("支出比上年变化多少")[0]
    assert reply.facts == (), reply.text


# --- Shares whose whole is said first -----------------------------------------------------------


@pytest.mark.parametrize(
    "question", ["基本支出当中，人员经费占几个百分点", "人员经费占基本支出几个百分点"]
)
def test_a_share_has_its_whole_below_wherever_it_is_said(question: str) -> None:
    reply = _ask(question, fact(55, "人员经费", "30.00", "personnel_funds"))
    assert (reply.facts[0].value, reply.facts[0].unit) == ("75.00", "%"), reply.text


@pytest.mark.parametrize(
    "question",
    [
        "住房保障支出里面，购房补贴占百分之几",
        "住房保障支出里面购房补贴占多少",
        "购房补贴占住房保障支出的百分之几",
    ],
)
def test_a_part_by_its_row_has_its_share_in_the_row_above(question: str) -> None:
    answerer = _projects(["购房补贴", "提租补贴"], total=False, head="住房保障支出")
    reply = answerer.ask(question)[0]
    assert (reply.facts[0].value, reply.facts[0].unit) == ("99.00", "%"), reply.text


# --- People and what is spent on them -----------------------------------------------------------


def test_people_are_read_as_the_subject_of_spending_under_their_name() -> None:
    assert _ask("离退休花了多少钱", *_CHANGES).facts[0].value == "193.24"


def test_which_of_several_subjects_under_their_name_is_asked_back() -> None:
    other = fact(34, "事业单位离退休", "64.09", "label:事业单位离退休")
    reply = _ask("离退休花了多少钱", *_CHANGES, other)
    assert (reply.status, len(reply.options)) == ("clarify", 2), reply.text


def test_people_who_are_counted_are_no_money() -> None:
    assert _ask("离退休有多少人", *_CHANGES).facts == ()


# --- Words half spelled -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question", ["工会jingfei是多少", "gonghui经费有多少", "gonghui jingfei多少"]
)
def test_a_word_spelled_in_part_is_read(question: str) -> None:
    reply = _ask(question, _UNION)
    assert reply.facts[0].value == "39.34", reply.text
    assert "工会经费" in reply.text


# --- Lists --------------------------------------------------------------------------------------


def _projects(names: Iterable[str], *, total: bool, head: str = "特定目标类项目") -> Answerer:
    """Answers over a list of projects under one heading row, with or without a total row."""
    labels = [head, *names]
    facts = [
        fact(
            60 + n,
            label,
            str(100 - n),
            f"label:{label}",
            table=1,
            context=frozenset({f"label:{head}"} if n else ()),
        )
        for n, label in enumerate(labels)
    ]
    paper = paper_of(facts)
    (table,) = paper.tables
    rows = [Row(labels[0], (labels[0],), is_total=total)]
    rows += [Row(name, (name,) if total else (labels[0], name)) for name in names]
    listed = replace(table, index=0, form="projects", rows=tuple(rows))
    return Answerer(
        [replace(paper, tables=(listed,), facts=tuple(replace(f, table=0) for f in paper.facts))]
    )


@pytest.mark.parametrize("total", [True, False])
def test_projects_are_listed_and_compared_with_and_without_a_total_row(total: bool) -> None:
    answerer = _projects(["驻京经费", "信访经费"], total=total)
    assert answerer.ask("哪个项目最费钱")[0].facts[0].value == "99"
    listed = answerer.ask("有哪些项目")[0]
    assert {f.label for f in listed.facts} >= {"驻京经费", "信访经费"}, listed.text


def test_a_project_that_a_finding_touches_is_listed_too() -> None:
    answerer = _projects(["驻京经费", "信访经费"], total=False)
    paper = answerer.papers[0]
    touched = tuple(
        replace(f, findings=("x@1",)) if f.label == "驻京经费" else f for f in paper.facts
    )
    reply = Answerer([replace(paper, facts=touched)]).ask("哪个项目最费钱")[0]
    assert reply.facts[0].value == "99", reply.text


def test_a_list_longer_than_is_shown_says_how_many_are_left_out() -> None:
    reply = _projects([f"项目{n:02d}经费" for n in range(20)], total=True).ask(
        "超过1万的项目有哪些"
    )[0]
    assert "20 项" in reply.text
    assert "另有 8 项" in reply.text


# --- What is told of a thing in its row ---------------------------------------------------------


def test_a_basis_without_a_column_is_found_in_the_account_of_the_project() -> None:
    money = replace(fact(70, "驻局纪检组专项经费", "5.00", _PROJECT, table=1), row=0, column=2)
    account = fact(
        71,
        "驻局纪检组专项经费 · 项目简介",
        _ACCOUNT,
        _PROJECT,
        "label:项目简介",
        unit=None,
        kind=Kind.WORDS,
    )
    reply = Answerer(
        [
            replace(
                paper := paper_of([money]), facts=(*paper.facts, replace(account, row=0, table=1))
            )
        ]
    )
    told = reply.ask("驻局纪检组专项经费依据哪个文件")[0]
    assert "市纪发〔2016〕8号" in told.text


# --- The plan in final accounts -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "value"), [("三公经费原先打算花多少", "339"), ("三公经费花了多少", "122")]
)
def test_what_was_meant_at_first_is_the_budget(question: str, value: str) -> None:
    spent = replace(fact(80, "三公经费", "122", "three_public"), phase=Phase.FINAL_ACCOUNTS)
    meant = replace(fact(81, "三公经费", "339", "three_public"), phase=Phase.BUDGET)
    paper = replace(paper_of([spent, meant]), phase=Phase.FINAL_ACCOUNTS)
    assert Answerer([paper]).ask(question)[0].facts[0].value == value


# --- Half of a message --------------------------------------------------------------------------


def test_half_a_message_is_not_answered_where_the_other_half_asks_for_a_number() -> None:
    reply = _ask("项目支出和基本支出，哪个突破了年初预算，超了多少")
    assert reply.facts == (), reply.text
