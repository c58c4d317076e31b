"""Politeness, blanks, width, Traditional characters, marks and quotes never change a figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import pytest
from opencc import OpenCC

from bot.reply import Reply
from tests.corpus.asking import reply_to
from tests.corpus.cases import VariantFile, about_of, known_failures, read, rule_files

_MOST = 60
_KEPT = read("variants", VariantFile).kept
"""Shares of changed questions that must still be answered: refusing everything would be no robustness."""
_RUN = re.compile(r"[0-9A-Za-z.,%+-]+|.", re.DOTALL)
_TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_TO_FULL_WIDTH[0x20] = 0x3000

Change = Callable[[str], str]


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("s2t")


def _before(words: str) -> Change:
    return lambda text: words + text


def _after(words: str) -> Change:
    return lambda text: text.rstrip("？?。") + words


def _changes() -> dict[str, Change]:
    variants = read("variants", VariantFile)
    changes = {f"前加“{words}”": _before(words) for words in variants.prefix}
    changes |= {f"后加“{words}”": _after(words) for words in variants.suffix}
    return changes | {
        "字字空开": lambda text: " ".join(_RUN.findall(text)),
        "前后空白": lambda text: f"\n　 {text}\t\n",
        "全角": lambda text: text.translate(_TO_FULL_WIDTH),
        "繁体": lambda text: str(_converter().convert(text)),
        "加引号": lambda text: f"“{text}”",
        "加书名号": lambda text: f"《{text}》",
        "零宽字符": "\u200b".join,
        "表情": lambda text: f"🤔{text}🧾",
    }


def _questions() -> list[tuple[str, str]]:
    """Return questions of every rule that have a figure at the head of their answers, the rules by turns."""
    by_rule = {
        name: [
            (next(text for text in group.say if text not in known_failures()), about_of(name))
            for group in file.group
            if group.answer.value is not None and not known_failures().issuperset(group.say)
        ]
        for name, file in rule_files().items()
    }
    rounds = max(map(len, by_rule.values()))
    turns = [
        texts[number]
        for number in range(rounds)
        for texts in by_rule.values()
        if number < len(texts)
    ]
    return turns[:_MOST]


CHANGES = _changes()
QUESTIONS = _questions()


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_question_gets_the_same_figure_or_none(change: str) -> None:
    wrong: list[str] = []
    kept = 0
    for question, about in QUESTIONS:
        changed = CHANGES[change](question)
        reply, before = reply_to(changed, about), _figure(reply_to(question, about))
        if reply.status == "answered":
            kept += 1
            if _figure(reply) != before:
                wrong.append(f"{changed!r}：{_figure(reply)}，原来是 {before}")
        elif reply.facts:
            wrong.append(f"{changed!r}：没有答却给了数")
    assert not wrong
    assert kept >= _KEPT.get(change, _KEPT["fewest"]) * len(QUESTIONS), [
        q for q, about in QUESTIONS if reply_to(CHANGES[change](q), about).status != "answered"
    ]


def test_there_are_questions_enough_to_change() -> None:
    assert len(QUESTIONS) == _MOST
    assert all(reply_to(question, about).facts for question, about in QUESTIONS)


def _figure(reply: Reply) -> tuple[object, ...]:
    first = reply.facts[0] if reply.facts else None
    return (first.value, first.unit, first.year, first.state) if first else ()
