"""What people call the labels of every family, and words that must never stand for one another."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from intents.lexicon import lexicon
from intents.mentions import Sort, Vocabulary, find_mentions
from intents.mentions.common import Words
from intents.mentions.vocabulary import _add_aliases
from intents.text import fold
from tests.corpus.asking import vocabulary

FAMILIES = tomllib.loads(Path(__file__).with_name("families.toml").read_text(encoding="utf-8"))
SAID = [
    (label, word)
    for family in FAMILIES.values()
    for label, words in family.items()
    for word in words
]
OPPOSITES = [
    (("在职", "在岗", "在编"), ("退休", "离休", "离退休", "编外", "临聘")),
    (("收入", "进账"), ("支出", "开支", "花费")),
    (("购置", "购买", "采购"), ("运行", "维护", "维修", "养护", "租赁")),
    (("出国", "因公出国", "出访"), ("接待", "公务接待", "招待")),
    (("货物",), ("工程", "服务")),
    (("基本支出",), ("项目支出", "专项")),
    (("预算",), ("决算",)),
    (("年初",), ("年末", "年底")),
    (("小学",), ("初中", "中学", "高中", "大学", "幼儿园")),
    (("城市", "城镇"), ("农村", "乡村")),
    (("养老",), ("医疗", "失业", "工伤", "生育")),
    (("区级", "区本级"), ("市级", "省级", "中央")),
    (("水费", "用水"), ("电费", "用电")),
    (("残疾人",), ("老人", "儿童")),
    (("医院",), ("学校", "法院")),
    (("法院",), ("检察院", "公安")),
    (("防汛",), ("抗旱",)),
    (("建设", "新建"), ("拆除", "拆迁")),
    (("增加", "提高"), ("减少", "降低")),
]
"""Words of which a label that holds the one is never what the other asks for."""


def _printing(*labels: str) -> Vocabulary:
    """Return the vocabulary of a paper that prints the labels too."""
    words = Words(dict(vocabulary().words))
    terms = {label: f"label:{label}" for label in labels}
    for label, term in terms.items():
        words.add(label, labels=(term,))
    _add_aliases(words, terms)
    return replace(vocabulary(), words=words.words)


@pytest.mark.parametrize(("label", "word"), SAID)
def test_a_label_is_understood_by_what_people_call_it(label: str, word: str) -> None:
    found = find_mentions(fold(f"{word}多少"), _printing(label), 2026)
    assert [m.labels for m in found if m.labels] == [(f"label:{label}",)]


@pytest.mark.parametrize(("label", "word"), SAID)
def test_where_the_label_is_not_printed_its_other_names_name_no_other(
    label: str, word: str
) -> None:
    entries = {name: e for e in lexicon().labels for name in (e.name, *e.also)}
    known = vocabulary().words.get(word)
    if label in vocabulary().labels or (known is not None and not known.is_loose):
        pytest.skip("the shipped paper prints it or has the word")
    assert word in entries[label].aliases
    found = find_mentions(fold(f"{word}多少"), vocabulary(), 2026)
    assert not [m for m in found if m.sort is Sort.LABEL and m.text == word]


def test_a_word_of_two_labels_names_both() -> None:
    terms = ("label:咨询费", "label:劳务费")
    (said,) = [
        m.labels
        for m in find_mentions(fold("专家费多少"), _printing("咨询费", "劳务费"), 2026)
        if m.labels
    ]
    assert sorted(said) == sorted(terms)


def test_what_people_call_the_department_itself_is_no_label() -> None:
    words = Words(dict(vocabulary().words))
    words.add("幼儿园", is_here=True)
    _add_aliases(words, {"学前教育": "label:学前教育"})
    assert words.words["幼儿园"].labels == ()
    assert words.words["幼教"].labels == ("label:学前教育",)


@pytest.mark.parametrize(
    ("one", "other"),
    [pair for these, those in OPPOSITES for pair in product(these, those)],
)
def test_no_row_joins_what_is_opposed(one: str, other: str) -> None:
    rows = (*lexicon().kindred, *lexicon().synonyms)
    assert [row for row in rows if {one, other} <= set(row)] == []


def test_no_label_is_called_by_another_labels_printed_name() -> None:
    printed = {name: e for e in lexicon().labels for name in (e.name, *e.also)}
    called = [
        (entry.name, alias)
        for entry in lexicon().labels
        for alias in entry.aliases
        if alias in printed and printed[alias] is not entry
    ]
    assert [pair for pair in called if pair[0][-4:] == pair[1][-4:] and len(pair[1]) > 6] == []
