"""Labels of the paper named whole, in part, or in other words; and words that must name none."""

from __future__ import annotations

import pytest

from intents.mentions import labels
from intents.mentions.kindred import fold_synonyms
from intents.mentions.labels import labels_named
from tests.corpus.asking import vocabulary

NAMED = [
    ("参保人持卡率", "参保人持卡率"),
    ("持卡率", "参保人持卡率"),
    ("参保的人拿到社保卡的比例", "参保人持卡率"),
    ("接通率", "对外电话接通率"),
    ("失业保险金发放准确率", "失业保险金发放准确率"),
    ("失业金发放", "失业保险金发放准确率"),
    ("12月31日", "12月31日"),
    ("覆盖率", "综合覆盖率"),
    ("管理事务", "人力资源和社会保障管理事务"),
    ("做好服务工作", "做好服务工作,让参保对象满意"),
]
NONE = ["社会保障", "事业", "编制", "教育", "坐席", "率", "100", "量子纠缠", "扩", "的", ""]
SYNONYMS = [
    ("满意率", "满意度"),
    ("参保的人拿到社保卡的比例", "参保人持卡率"),
    ("参保群众", "参保人"),
    ("网办", "网上办"),
    ("发放正确率", "发放准确率"),
]


@pytest.mark.parametrize(("words", "label"), NAMED)
def test_words_name_one_label(words: str, label: str) -> None:
    assert labels_named(words, vocabulary())[0] == (f"label:{label}",)


@pytest.mark.parametrize("words", NONE)
def test_words_that_name_no_label(words: str) -> None:
    assert labels_named(words, vocabulary()) == ((), 0.0)


def test_the_whole_label_scores_highest() -> None:
    whole = labels_named("参保人持卡率", vocabulary())[1]
    part = labels_named("持卡率", vocabulary())[1]
    assert whole == 1.0 > part > 0


def test_an_ending_that_two_labels_share_names_both() -> None:
    assert len(labels_named("准确率", vocabulary())[0]) == 2


@pytest.mark.parametrize("cut", range(2, 8))
def test_the_labels_named_are_those_that_scoring_every_label_finds(cut: int) -> None:
    every = labels._folded_labels(vocabulary())
    pieces = {piece for label, _, _ in every for piece in (label[:cut], label[-cut:], label[1::2])}
    for asked in sorted(piece for piece in pieces if piece):
        found = labels._labels_like(asked, vocabulary())
        scoring = {entry for entry in every if any(labels.likeness(asked, w) for w in entry[:2])}
        assert scoring <= set(found) <= set(every), asked


@pytest.mark.parametrize(("first", "second"), SYNONYMS)
def test_words_of_one_meaning_fold_alike(first: str, second: str) -> None:
    assert fold_synonyms(first) == fold_synonyms(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("失业保险金", "养老保险金"), ("接通率", "接听率"), ("外呼量", "接听量"), ("长期", "年度")],
)
def test_words_of_different_meaning_stay_apart(first: str, second: str) -> None:
    assert fold_synonyms(first) != fold_synonyms(second)


def test_folding_synonyms_twice_changes_nothing() -> None:
    for label in vocabulary().labels:
        once = fold_synonyms(label)
        assert fold_synonyms(once) == once, label
