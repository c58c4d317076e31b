"""The units under a department: called by short names, asked about one after the other, never told as the whole."""

from __future__ import annotations

import pytest

from intents.mentions.members import Member, members_in
from tests.corpus.asking import answerer

CENTRE = Member("label:临川市河道宣传教育中心", "临川市河道宣传教育中心", "中心")
OTHER = Member("label:临川市水土保持监测中心", "临川市水土保持监测中心", "中心")
SQUAD = Member("label:临川市水政监察支队", "临川市水政监察支队", "支队")


@pytest.mark.parametrize(
    ("text", "named", "terms"),
    [
        ("宣教中心多少钱", "宣教中心", (CENTRE.term,)),
        ("那宣传教育中心呢", "宣传教育中心", (CENTRE.term,)),
        ("支队的办公费", "支队", (SQUAD.term,)),
        ("换成水政支队", "水政支队", (SQUAD.term,)),
        ("中心的人员经费", "中心", tuple(sorted((CENTRE.term, OTHER.term)))),
    ],
)
def test_a_unit_is_named_by_characters_of_its_name(
    text: str, named: str, terms: tuple[str, ...]
) -> None:
    (found,) = members_in(text, (CENTRE, OTHER, SQUAD), ())
    assert (found.text, found.labels) == (named, terms)


def test_a_label_that_holds_the_name_is_not_cut() -> None:
    assert not list(members_in("宣教中心建设经费", (CENTRE,), ("宣教中心建设经费",)))


def test_another_centre_leaves_its_own_words_unplaced() -> None:
    (found,) = members_in("电话服务中心", (CENTRE,), ())
    assert found.text == "中心"


TALKS = [
    [
        ("宣教中心一般公共预算多少", "90.00"),
        ("其中人员经费呢", "60.00"),
        ("换成监察支队，同一项", "110.00"),
        ("那全局的呢", "610.00"),
    ],
    [("监测中心办公费多少", "12.00"), ("占比多少", "6.00"), ("支队呢", "3.33")],
    [
        ("三公经费多少", "17.00"),
        ("监测中心呢", "4.00"),
        ("其中公务接待费", "1.00"),
        ("这个中心的办公费", "12.00"),
    ],
    [("支队的公用经费", "40.00"), ("比宣教中心多多少", "10.00"), ("占全局的几成", None)],
    [("人员经费多少", "610.00"), ("哪个单位最多", "300.00")],
    [("办公费支队多少", "5.00"), ("占全局的比重", None)],
    [("宣教中心和支队两家的办公费一共多少", "13.00")],
    [("支队人员经费占全局人员经费的百分之几", "18.03")],
    [("哪家单位公用经费最少", "30.00")],
    [("哪家单位三公经费多", "10.00")],
    [("316003公用经费", "30.00")],
    [("316003 30201 办公费", "8.00")],
    [("局本级人员经费", "300.00"), ("三公经费呢", "10.00"), ("宣教中心呢", "1.00")],
]


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk[0][0])
def test_what_goes_on_stays_within_the_unit(talk: list[tuple[str, str | None]]) -> None:
    conversation = None
    for question, value in talk:
        reply, conversation = answerer("units").ask(question, conversation)
        if value is not None:
            assert reply.status == "answered", (question, reply.text)
            assert reply.facts[0].value == value, (question, reply.text)


REFUSED = [
    ["监测中心培训费多少", "那会议费呢"],
    ["宣教中心预算多少", "其中教育支出呢"],
    ["差旅费多少", "支队呢"],
    ["支队去年预算多少"],
]


@pytest.mark.parametrize("talk", REFUSED, ids=lambda talk: talk[0])
def test_no_figure_of_the_whole_stands_in_for_a_units(talk: list[str]) -> None:
    conversation = None
    for question in talk[:-1]:
        _, conversation = answerer("units").ask(question, conversation)
    reply, _ = answerer("units").ask(talk[-1], conversation)
    assert reply.status != "answered", reply.text
    assert not reply.facts


def test_several_units_of_one_short_name_are_asked_back() -> None:
    reply, _ = answerer("units").ask("中心的人员经费多少")
    assert reply.status == "clarify"
