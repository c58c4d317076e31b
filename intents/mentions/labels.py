"""Labels of the paper named in part, or in slightly other words. The only fuzzy step that may answer by itself
is one whose words are all found in one label; what was repaired is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from intents.lexicon import made_of_files, marks
from intents.mentions.kindred import called, fold_synonyms
from intents.mentions.model import How, Mention, Sort
from intents.mentions.vocabulary import Vocabulary
from knowledge import is_subject_name

_LIGHT = re.compile(r"(?:这个|那个|这项|那项|指标值|指标|目标值|的|了|呢|之|要|得|个|项)")
_BREAK = re.compile(r"[,，;；、。:：()（）\s]")
_GENERIC_HEAD = re.compile(
    r"(?:专项(?:\(政策资金\)|资金|经费)?(?:\([^)]*\))?|工作经费|专项经费|业务经费|业务工作经费|项目经费|专项资金|补助资金|经费|资金|支出|项目|补助|事务)$"
)
"""What many names end with: people leave it out (电话服务中心工作经费 is 电话服务中心)."""
_SHORTEST_CORE = 4
_CORE = 0.05
_SAME_HEAD = 2
_FEWEST_IN_ORDER = 4
"""Words of so many characters may stand in a label in order, with gaps."""
_SURE = 0.8
_FEWEST_CHARACTERS = 4
"""Words of so many characters together are a name and not a chance."""
_MOST_LABELS = 3
_JOINTS = frozenset("和与及、")
_GENERAL = frozenset({"project", "budget_total", "expenditure", "accounts_total", "project_name"})


def labels_named(words: str, vocabulary: Vocabulary) -> tuple[tuple[str, ...], float]:
    """Given content words of a question, return the label terms they name best, and how well (0–1).

    1.0 the whole label; 0.9 its head or most of it, unbroken; 0.8 its words in order with gaps.
    """
    asked = fold_synonyms(_LIGHT.sub("", words))
    if len(asked) < 2 or asked.isdigit() or asked in marks("daily"):
        return (), 0.0
    best: dict[str, float] = {}
    whole_name = is_subject_name(asked)
    for folded, core, term in _labels_like(asked, vocabulary):
        if whole_name and folded != asked and is_subject_name(folded):
            continue  # 邮电费 is another subject than 电费
        score = likeness(asked, folded)
        if core != folded and min(len(core), len(asked)) >= _SHORTEST_CORE:
            score = max(score, likeness(asked, core) - _CORE)
        if score > 0:
            best[term] = max(score, best.get(term, 0.0))
    if not best:
        return (), 0.0
    top = max(best.values())
    return tuple(sorted(term for term, score in best.items() if score == top)), round(top, 1)


def core_of(label: str) -> str:
    """Return a folded label without the general words that people leave out at its end.

    >>> core_of("电话服务中心工作经费")
    '电话服务中心'
    """
    return _GENERIC_HEAD.sub("", label)


def with_shared_heads(mentions: list[Mention], text: str, vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with “A和B的C” read as “A的C和B的C” where the paper has a label for both.

    The words before the joint are left over by themselves; with the head of the label behind it they name one.
    """
    found = list(mentions)
    for position, mention in enumerate(mentions):
        head = mention.text.rfind("的")
        if (
            mention.sort is not Sort.LABEL
            or head < 1
            or position < 2
            or mentions[position - 1].text not in marks("joints")
        ):
            continue
        start = position - 1
        while start > 0 and mentions[start - 1].sort in {
            Sort.RESIDUE,
            Sort.TOPIC,
            Sort.LABEL,
            Sort.CONCEPT,
        }:
            start -= 1
        words = text[mentions[start].start : mentions[position - 1].start]
        terms, score = labels_named(words + mention.text[head + 1 :], vocabulary)
        if words and terms and score >= _SURE and terms != mention.labels:
            first = mentions[start]
            label = Mention(
                first.start,
                mentions[position - 1].start,
                Sort.LABEL,
                words,
                labels=terms,
                how=How.PART,
            )
            found[start : position - 1] = [label]
            return found
    return found


def with_modifiers(mentions: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with words left over that stand in the label asked about read as a part of its name.

    广州游戏电竞有多少扶持资金: 游戏 and 电竞 stand in the label that 扶持资金 is the head of. Where no label was
    named, the words together may name one: 商业创新那个专项.
    """
    loose = [m for m in mentions if m.sort in {Sort.RESIDUE, Sort.TOPIC} and len(m.text) > 1]
    if not loose:
        return mentions
    texts = [fold_synonyms(m.text) for m in loose]
    if any(m.sort is Sort.LABEL for m in mentions):
        return _narrowed(mentions, loose, texts)
    if sum(map(len, texts)) < _FEWEST_CHARACTERS or any(
        m.sort is Sort.CONCEPT and m.concepts[0] not in _GENERAL for m in mentions
    ):
        return mentions
    return _together(mentions, loose, texts, vocabulary)


def _narrowed(mentions: list[Mention], loose: list[Mention], texts: list[str]) -> list[Mention]:
    """Return the mentions with the first label whose names hold all the words narrowed to those names."""
    fitting = {
        m.start: tuple(
            t
            for t in m.labels
            if all(called(text, fold_synonyms(t.removeprefix("label:"))) for text in texts)
        )
        for m in mentions
        if m.sort is Sort.LABEL
    }
    target = next((start for start, labels in fitting.items() if labels), None)
    beside = {m.start for m in mentions if m.sort is Sort.LABEL and m.start != target}
    if target is None or any(m.end in beside for m in loose):
        return mentions  # 茶会工作经费与茶产业专项: the words before a name are of it, not of the other
    return [
        replace(m, labels=fitting[target], how=How.PART)
        if m.sort is Sort.LABEL and m.start == target
        else replace(m, sort=Sort.FILLER, blocks=False)
        if m in loose
        else m
        for m in mentions
    ]


def _together(
    mentions: list[Mention], loose: list[Mention], texts: list[str], vocabulary: Vocabulary
) -> list[Mention]:
    """Return the mentions with the words read as the few labels that hold them all; as they are where none do."""
    holding = {
        term for label, term in vocabulary.labels.items() if _holds_all(texts, fold_synonyms(label))
    }
    if not 0 < len(holding) <= _MOST_LABELS:
        return mentions
    first, *others = loose
    label = replace(
        first, sort=Sort.LABEL, labels=tuple(sorted(holding)), how=How.PART, blocks=False
    )
    return [
        label if m is first else replace(m, sort=Sort.FILLER, blocks=False) if m in others else m
        for m in mentions
    ]


def _holds_all(texts: list[str], label: str) -> bool:
    """Return whether a label holds all the words, of several one as it stands and the others as papers print them."""
    literal = sum(text in label for text in texts)
    return literal == len(texts) or (
        literal > 0 and len(set(texts)) > 1 and all(called(text, label) for text in texts)
    )


@made_of_files
@lru_cache(maxsize=8)
def _folded_labels(vocabulary: Vocabulary) -> tuple[tuple[str, str, str], ...]:
    """Return each label of a paper folded, the same without its general head, and its term."""
    folded = ((fold_synonyms(label), term) for label, term in vocabulary.labels.items())
    return tuple((label, core_of(label), term) for label, term in folded)


def _labels_like(asked: str, vocabulary: Vocabulary) -> Iterable[tuple[str, str, str]]:
    """Return the labels that may score at all: those that hold what is asked, and those of its last character."""
    every, by_last = _labels_by_last(vocabulary)
    inside = [e for e in _folded_labels(vocabulary) if asked in e[0]] if asked in every else []
    return (*inside, *by_last.get(asked[-1], ())) if len(asked) >= _FEWEST_IN_ORDER else inside


@made_of_files
@lru_cache(maxsize=8)
def _labels_by_last(
    vocabulary: Vocabulary,
) -> tuple[str, dict[str, list[tuple[str, str, str]]]]:
    """Return all labels as one text, and each label under the last character of it and of its core."""
    labels = _folded_labels(vocabulary)
    by_last: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for entry in labels:
        for last in {entry[0][-1:], entry[1][-1:]}:
            by_last[last].append(entry)
    return "\n".join(label for label, _, _ in labels), by_last


def likeness(asked: str, label: str) -> float:
    """Given folded words and a folded label, return how well they name it (0 to 1, see `labels_named`)."""
    if asked == label:
        return 1.0
    if asked in label:
        if any(asked == part for part in _BREAK.split(label)):
            return 0.95
        if _is_joined(asked, label):
            return 0.0
        covered = len(asked) / len(label)
        if label.endswith(asked) and (len(asked) >= 3 or covered >= 0.5):
            return 0.91  # however long the rest: two labels with one ending are told apart by asking back
        return 0.9 if covered >= 0.6 and not heads_another(asked, label) else 0.0
    if (
        len(asked) >= _FEWEST_IN_ORDER
        and asked[-1] == label[-1]
        and asked[0] in label
        and _in_order(asked, label)
    ):
        covered = len(asked) / len(label)
        return 0.8 + covered / 100 if covered >= 0.5 else 0.0
    return 0.0


def heads_another(asked: str, label: str) -> bool:
    """Return whether a label goes on behind its beginning with a person's name of calling: 博士生 in 博士生导师."""
    return label.startswith(asked) and label[len(asked) :].endswith(tuple(marks("callings")))


def _is_joined(asked: str, label: str) -> bool:
    """Return whether a piece of a label is only one of the things that it joins: 就业支出 in 社会保障和就业支出.

    >>> _is_joined("就业支出", "社会保障和就业支出"), _is_joined("持卡率", "参保人持卡率")
    (True, False)
    """
    start = label.find(asked)
    end = start + len(asked)
    return label[max(0, start - 1) : start] in _JOINTS or label[end : end + 1] in _JOINTS


def _in_order(asked: str, label: str) -> bool:
    """Return whether the label holds all the characters in order, in runs of two and more."""
    position, runs, run = 0, [], 0
    for character in asked:
        found = label.find(character, position)
        if found < 0:
            return False
        if found == position and run:
            run += 1
        else:
            if run:
                runs.append(run)
            run = 1
        position = found + 1
    runs.append(run)
    return all(length >= _SAME_HEAD for length in runs) or len(runs) == 1
