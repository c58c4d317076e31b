"""What is said around a question changes nothing, more wordings ask the same, and said words find labels."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from intents.lexicon import lexicon
from intents.mentions.kindred import kindred_of
from tests.corpus.asking import reply_to
from tests.knowledge.query.small import FACTS, MISPRINT, fact, paper_of

AROUND = [
    "报上说的三公经费多少",
    "群里都在传三公经费多少",
    "我妈让我问三公经费多少",
    "楼下大爷问三公经费多少",
    "刷抖音看到三公经费多少",
    "帮邻居问三公经费多少",
    "摸不着头脑三公经费多少",
    "纳税人的血汗钱三公经费多少",
    "毕业论文要用三公经费多少",
    "明明三公经费多少",
    "老汉想问三公经费多少",
    "恕我直言三公经费多少",
    "账本上三公经费多少",
    "领导催着要三公经费多少",
]
MORE = {
    "三公经费多少": ["三公经费是个啥数"],
    "公务接待费多少钱": ["公务接待费多少真金白银", "公务接待费多少块大洋"],
    "有公务接待费吗": ["公务接待费一毛钱没有", "公务接待费是不是空白"],
    "预算为什么减少": ["预算减少是啥原因", "预算减少缘何", "预算减少原因在哪"],
    "什么是项目支出": ["何为项目支出", "项目支出名词怎么解释"],
    "三公经费在哪张表": ["三公经费在啥地方写"],
}
PRINTED = {
    "机关安保服务费": "5.00",
    "垃圾分类专项": "7.00",
    "中职学校助学": "9.00",
    "环卫作业经费": "11.00",
    "支付北京房租的补差": "13.00",
    "局属单位临聘人员经费": "15.00",
    "军休干部活动经费": "17.00",
    "养老服务补贴": "19.00",
}
FOUND = [
    ("机关请保安的安保服务多少钱", "5.00"),
    ("倒垃圾分类花了多少钱", "7.00"),
    ("中专助学多少钱", "9.00"),
    ("扫大街作业多少钱", "11.00"),
    ("驻京租房多少钱", "13.00"),
    ("合同工多少钱", "15.00"),
]


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    listed = [
        fact(800 + i, label, value, f"label:{label}")
        for i, (label, value) in enumerate(PRINTED.items())
    ]
    return Answerer([paper_of([*FACTS, *listed], MISPRINT)])


@pytest.mark.parametrize("question", AROUND)
def test_what_is_said_around_a_question_changes_nothing(question: str) -> None:
    assert reply_to(question).facts[:1] == reply_to("三公经费多少").facts[:1]


@pytest.mark.parametrize(
    ("plain", "question"), [(plain, q) for plain, others in MORE.items() for q in others]
)
def test_other_wordings_ask_the_same(plain: str, question: str) -> None:
    asked, expected = reply_to(question), reply_to(plain)
    assert (asked.status, asked.facts[:1]) == (expected.status, expected.facts[:1])


@pytest.mark.parametrize(("question", "value"), FOUND)
def test_a_label_is_found_by_what_is_said_for_a_word_in_it(
    answerer: Answerer, question: str, value: str
) -> None:
    reply = answerer.ask(question)[0]
    assert [f.value for f in reply.facts[:1]] == [value], reply.text


@pytest.mark.parametrize(
    "question",
    [
        "高职助学多少钱",
        "倒垃圾焚烧花了多少钱",
        "上海租房多少钱",
        "搞卫生多少钱",
        "军休所的经费多少",
        "敬老院花了多少钱",
    ],
)
def test_a_word_that_is_not_said_for_one_in_the_label_finds_none(
    answerer: Answerer, question: str
) -> None:
    assert answerer.ask(question)[0].facts == ()


@pytest.mark.parametrize(
    "question", ["印书员多少钱", "接待站花了多少", "女公务接待费多少", "差旅局花了多少"]
)
def test_a_character_that_makes_another_thing_weighs(question: str) -> None:
    assert reply_to(question).facts == ()


def test_what_is_printed_is_not_asked_for_by_another_printed_word() -> None:
    said = {word for _, words in lexicon().printed_for for word in words}
    joined = [
        (one, other)
        for printed, _ in lexicon().printed_for
        for one in printed
        for other in kindred_of(one)
        if one != other
        and one not in said
        and not any({one, other} <= {*r} for r in lexicon().kindred)
    ]
    assert joined == []
