"""The subject of the classification that a question tells of by what its name does not print."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from intents.inrows.subjects import is_short_for
from intents.lexicon import subject_words
from intents.mentions import said_plainly
from tests.knowledge.query.small import FACTS, fact, paper_of

ROWS = {
    "2130108": ("病虫害控制", "41.00"),
    "2130234": ("林业草原防灾减灾", "52.00"),
    "2130306": ("水利工程运行与维护", "63.00"),
    "2130705": ("对村民委员会和村党支部的补助", "74.00"),
    "2120501": ("城乡社区环境卫生", "85.00"),
    "2296003": ("用于体育事业的彩票公益金支出", "96.00"),
    "30226": ("劳务费", "17.00"),
    "31002": ("办公设备购置", "18.00"),
}
PROJECTS = {"拱桥路灯换装": "3.00", "林区瞭望塔": "4.00", "清扫车租赁": "5.00"}


@pytest.fixture(scope="module")
def bot() -> Answerer:
    rows = [
        fact(900 + i, name, value, f"label:{name}", codes=(code,))
        for i, (code, (name, value)) in enumerate(ROWS.items())
    ]
    projects = [
        fact(930 + i, name, value, f"label:{name}", context=frozenset({"project"}))
        for i, (name, value) in enumerate(PROJECTS.items())
    ]
    return Answerer([paper_of([*FACTS, *rows, *projects])])


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("给牲口打疫苗治虫子花了多少钱", "病虫害控制"),
        ("山火防灾这块花了多少", "林业草原防灾减灾"),
        ("水闸养护和水利工程日常维护多少钱", "水利工程运行与维护"),
        ("发给村委会和村支部的钱一年多少", "对村民委员会和村党支部的补助"),
        ("打扫街面、倒垃圾一年花多少钱", "城乡社区环境卫生"),
        ("体彩的钱拿来给体育的有多少", "用于体育事业的彩票公益金支出"),
    ],
)
def test_the_subject_that_accounts_for_every_word_answers_and_says_how_it_was_read(
    bot: Answerer, question: str, label: str
) -> None:
    reply, _ = bot.ask(question)
    assert reply.status == "answered"
    assert reply.facts[0].label == label
    assert f"按“{label}" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "给火星人打疫苗花了多少钱",
        "路灯电费和扫大街花了多少钱",
        "租清扫车拉垃圾多少钱",
        "扫大街的有多少人",
        "打疫苗的有多少头牲口",
        "除了扫大街，拉垃圾花了多少钱",
        "扫大街要扫多少平方米",
        "买电脑花多少",
    ],
)
def test_what_a_subject_does_not_account_for_is_not_answered_by_it(
    bot: Answerer, question: str
) -> None:
    reply, _ = bot.ask(question)
    told = {fact.value for fact in reply.facts}
    assert told.isdisjoint({"18.00", "41.00", "85.00"})


def test_a_word_is_short_for_a_part_of_a_name_and_not_for_pieces_of_two() -> None:
    assert is_short_for("疾控中心", "某县疾病预防控制中心")
    assert not is_short_for("村支会", "对村民委员会和村党支部的补助")


def test_every_subject_is_written_once() -> None:
    codes = [one.code for one in subject_words()]
    assert len(codes) == len(set(codes))
    assert all(said_plainly(one.name) for one in subject_words())
