"""The row that a question tells of in people's own words: answered where the evidence is plain, else offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies import Answerer
from knowledge import Aspect, Fact, Kind
from tests.corpus.asking import answerer_over
from tests.knowledge.query.small import FACTS, MISPRINT, fact, paper_of

PROJECTS = {
    "接访大厅运行经费": "45.00",
    "甲刊采编成本补助": "67.00",
    "湖畔陵园工作经费": "71.00",
    "养老服务补贴": "19.00",
    "观测台站维护费": "23.00",
    "来华留学教育": "31.00",
    "湖畔展厅布展项目": "5.00",
    "湖畔展厅维护项目": "6.00",
}
TARGETS = {
    "地面增雨作业次数": ("30", "次", Kind.COUNT),
    "噪声自动监测站运转数量": ("6", "座", Kind.COUNT),
    "大厅运转成本": ("44", "万元", Kind.MONEY),
    "门卫服务成本": ("12", "万元", Kind.MONEY),
    "门卫人数": ("7", "人", Kind.PEOPLE),
    "短时天气预报准确率": ("81", "%", Kind.PERCENT),
    "居民养老金发放准确率": ("99", "%", Kind.PERCENT),
    "平台故障恢复时间": ("3", "小时", Kind.COUNT),
    "出具法律意见书": ("150", "份", Kind.COUNT),
}
PARTS = {"支持小店规模化经营": "8.00", "支持夜市提升": "3.00"}


def _facts() -> list[Fact]:
    project = frozenset({"project"})
    of_hall = frozenset({"label:接访大厅运行经费"})
    below = frozenset({"project", "label:小店专项"})
    return [
        *FACTS,
        *(
            fact(800 + i, label, value, f"label:{label}", context=project)
            for i, (label, value) in enumerate(PROJECTS.items())
        ),
        *(
            fact(
                840 + i,
                label,
                value,
                f"label:{label}",
                unit=unit,
                kind=kind,
                aspect=Aspect.TARGET,
                context=of_hall if "门卫" in label else frozenset(),
            )
            for i, (label, (value, unit, kind)) in enumerate(TARGETS.items())
        ),
        fact(860, "小店专项", "11.00", "label:小店专项", context=project),
        *(
            fact(870 + i, label, value, f"label:{label}", context=below)
            for i, (label, value) in enumerate(PARTS.items())
        ),
        fact(880, "其他商贸支出", "5.00", "label:其他商贸支出"),
        fact(
            881,
            "其他商贸支出",
            "豆制品摊位及水产品批发管理",
            "label:其他商贸支出",
            unit=None,
            kind=Kind.WORDS,
            aspect=Aspect.USE,
        ),
    ]


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer([paper_of(_facts(), MISPRINT)])


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("老百姓上访去的那个大厅,维持运转一年要多少", "接访大厅运行经费"),
        ("湖畔凌园今年的工做经费多少", "湖畔陵园工作经费"),
        ("噪声站要保证几座正常运转", "噪声自动监测站运转数量"),
        ("管豆制品、水产品的那笔钱有多少", "其他商贸支出"),
        ("短时天气预报要报准到什么程度才算达标", "短时天气预报准确率"),
        ("人工降雨今年最少要搞多少回,有没有硬指标", "地面增雨作业次数"),
        ("大厅请门卫,一年成本控制在多少以内", "门卫服务成本"),
        ("那个大厅最少得配几个门卫", "门卫人数"),
        ("要是平台坏掉了,几个钟头之内得弄好", "平台故障恢复时间"),
        ("绩效目标表:法律意见书出具份数的目标值", "出具法律意见书"),
        ("资助外国留学生来读书这一项花了多少", "来华留学教育"),
    ],
)
def test_a_row_told_in_other_words_answers_and_says_how_it_was_read(
    answerer: Answerer, question: str, label: str
) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status == "answered"
    assert reply.facts[0].label == label
    assert f"按“{label}" in reply.text


OFFERED = "湖畔那个展馆,一年要花多少"


def test_two_rows_that_may_be_meant_are_offered_and_nothing_beside_them(answerer: Answerer) -> None:
    reply, _ = answerer.ask(OFFERED)
    assert reply.status == "clarify"
    assert len(reply.options) == 2
    assert all("湖畔展厅" in option for option in reply.options)
    assert reply.facts == ()


def test_a_share_is_no_answer_to_how_much_money(answerer: Answerer) -> None:
    reply, _ = answerer.ask("你们打算发出去多少养老金")
    assert reply.status != "answered"
    assert not reply.options or all("准确率" not in option for option in reply.options)


def test_who_got_what_is_told_by_no_row(answerer: Answerer) -> None:
    assert answerer.ask("养老服务补贴给了哪几家公司,每家多少")[0].facts == ()


@pytest.mark.parametrize(
    "question",
    ["敬老院花了多少钱", "火星大厅装饰的钱", "马拉松比赛给了多少", "图书馆买书多少钱"],
)
def test_what_no_row_prints_is_answered_by_none(answerer: Answerer, question: str) -> None:
    assert answerer.ask(question)[0].facts == ()


def test_one_of_several_uses_is_not_answered_by_the_money_for_all_of_them(
    answerer: Answerer,
) -> None:
    assert answerer.ask("豆制品摊位多少钱")[0].facts == ()


def test_two_things_added_up_are_not_answered_by_one_row(answerer: Answerer) -> None:
    assert answerer.ask("甲刊既拿采编钱,又拿纸张钱,两笔加一起多少")[0].facts == ()


def test_a_part_of_what_was_asked_about_needs_no_rare_word(answerer: Answerer) -> None:
    _, chat = answerer.ask("小店专项多少钱")
    part, chat = answerer.ask("其中扶持做大规模的呢", chat)
    assert part.facts[0].label == "支持小店规模化经营"
    share, _ = answerer.ask("占这个专项几成", chat)
    assert str(share.facts[0].value).startswith("72.7")


def test_what_follows_an_offer_leans_on_nothing(answerer: Answerer) -> None:
    _, chat = answerer.ask("小店专项多少钱")
    offered, chat = answerer.ask(OFFERED, chat)
    assert offered.status == "clarify"
    assert answerer.ask("占几成", chat)[0].facts == ()


BOUGHT = """青山县某街道2026年部门预算

政府采购预算表
单位：万元
采购项目	采购目录	数量	计量单位	金额
合计				6.20
社区办公经费	A02010105 台式计算机	8	台	4.00
社区办公经费	A05040101 复印纸	85	箱	1.70
空调、电梯维修和保养服务	C23120300 维修和保养服务	1	项	0.50
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("今年要买几台台式电脑，花多少钱", ["8", "4.00"]),
        ("复印纸采购金额", ["1.70"]),
        ("电梯维修保养采购多少钱", ["0.50"]),
    ],
)
def test_what_is_bought_is_known_by_its_catalogue(
    question: str, told: list[str], tmp_path: Path
) -> None:
    reply = answerer_over(BOUGHT, tmp_path).ask(question, None)[0]
    assert reply.status == "answered", reply.text
    assert all(words in reply.text for words in told), reply.text


def test_of_two_things_that_one_project_buys_none_is_told_for_the_project(tmp_path: Path) -> None:
    reply = answerer_over(BOUGHT, tmp_path).ask("社区办公经费采购金额", None)[0]
    assert reply.status != "answered" or {"4.00", "1.70"} <= set(reply.text.split()), reply.text
