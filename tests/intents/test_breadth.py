"""Everyday words of all regions name what the plain word names; words that weigh are never passed over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intents.lexicon import lexicon
from intents.mentions import find_mentions
from intents.mentions.common import Words
from intents.mentions.vocabulary import _add_aliases
from intents.text import fold
from tests.corpus.asking import reply_to, vocabulary

ALIKE = {
    "三公经费多少": ["三公账多少", "三公那点钱有多少", "车轮上舌尖上多少"],
    "公务接待费多少": ["迎来送往花了多少", "大吃大喝多少钱", "公款请客多少钱", "宴请费有几多"],
    "公务用车运行维护费多少": ["养公车多少钱", "烧油的钱多少", "公车保养费多少"],
    "因公出国（境）费多少": ["境外考察多少钱", "公派出国花多少", "因公出访费用多少"],
    "机关运行经费多少": ["机关日常运转费用多少", "维持机关运转的钱多少"],
    "在职人员多少": ["端铁饭碗的多少人", "吃财政的人多少", "在册职工多少"],
    "还有几个空编": ["编制还剩几个", "缺编多少人", "还能招几个"],
    "有公务接待费吗": ["公务接待排钱了没", "接待费安排了没有呀", "接待费花没花", "有接待费不"],
    "预算变化多少": ["预算往下压了多少", "预算是涨是降", "预算缩了多少"],
    "在职的有多少人": ["在职的人头多少", "在职的有多少个人头"],
    "预算为什么减少": ["预算减少怎么交代的", "预算减少出于什么考虑"],
    "联系电话": ["咨询热线是多少", "拨打哪个电话"],
    "单位地址": ["在哪旮旯", "喺边度", "在哪条街"],
}
"""What is asked plainly, and how else people ask it."""
PASSED_OVER = [
    "街坊们里里外外想知道三公经费多少",
    "写作业要用，官方口径的三公经费多少",
    "名下牵涉到的三公经费多少",
]
WEIGHED = ["挪用了多少三公经费", "三公经费被截留多少", "拖欠的公务接待费多少", "冒领的培训费多少"]
COUNTED = ["家长多少人", "记者几个人", "邻居有多少人", "同事多少人"]


LABELS = {
    "水费": ["自来水钱", "吃水的钱"],
    "购房补贴": ["买房子的补贴", "房补"],
    "劳务费": ["请人干活的钱", "雇人的钱"],
    "其他交通费用": ["车改补贴", "交通补助"],
    "差旅费": ["出公差", "跑外地的钱"],
}
"""What many papers print, and what people call it."""


@pytest.mark.parametrize(
    ("label", "alias"), [(label, alias) for label, others in LABELS.items() for alias in others]
)
def test_what_people_call_a_label_is_understood_where_it_is_printed(label: str, alias: str) -> None:
    term = f"label:{label}"
    words = Words(dict(vocabulary().words))
    words.add(label, labels=(term,))
    _add_aliases(words, {label: term})
    printed = replace(vocabulary(), words=words.words)
    found = find_mentions(fold(f"{alias}多少"), printed, 2026)
    assert [m.labels for m in found if m.labels] == [(term,)]


@pytest.mark.parametrize(
    ("plain", "question"), [(plain, q) for plain, others in ALIKE.items() for q in others]
)
def test_other_words_name_the_same(plain: str, question: str) -> None:
    asked = reply_to(question)
    assert asked.status == "answered"
    assert asked.facts[:1] == reply_to(plain).facts[:1]


@pytest.mark.parametrize("question", PASSED_OVER)
def test_who_speaks_and_on_what_occasion_is_passed_over(question: str) -> None:
    assert reply_to(question).facts[:1] == reply_to("三公经费多少").facts[:1]


@pytest.mark.parametrize("question", WEIGHED)
def test_an_act_that_changes_what_is_asked_is_never_passed_over(question: str) -> None:
    assert reply_to(question).facts == ()


@pytest.mark.parametrize("question", COUNTED)
def test_people_who_are_counted_weigh(question: str) -> None:
    assert reply_to(question).facts == ()


def test_no_word_is_both_weighty_and_light() -> None:
    assert not lexicon().weighty_verbs & lexicon().light_nouns
