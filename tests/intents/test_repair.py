"""Spelling is repaired towards one word of the lexicon and told; a word that means something else never is."""

from __future__ import annotations

import pytest

from intents.mentions import How, find_mentions
from intents.sounds import initials, sounds_alike, spelled
from intents.text import fold
from tests.corpus.asking import reply_to, vocabulary

REPAIRED = [
    ("三工经费多少", "三公经费"),
    ("叁公经费多少", "三公经费"),
    ("三公金费多少", "三公经费"),
    ("公务接代费多少", "公务接待费"),
    ("公务接待待费多少", "公务接待费"),
    ("公务接费多少", "公务接待费"),
    ("公接务待费多少", "公务接待费"),
    ("项木支出多少", "项目支出"),
    ("基本支初多少", "基本支出"),
    ("正府采购多少", "政府采购"),
    ("机关运性经费多少", "机关运行经费"),
    ("退修人员多少", "退休人员"),
    ("国有姿产多少", "国有资产"),
    ("总余算多少", "总预算"),
    ("遍制多少人", "编制"),
    ("编至多少人", "编制"),
    ("参保人持咔率", "参保人持卡率"),
    ("坐席月均接厅量", "坐席月均接听量"),
    ("sangongjingfei多少", "三公经费"),
    ("sgjf多少", "三公经费"),
]
NEVER = [
    "失业收入多少",
    "失业编制多少",
    "医保基金收入多少",
    "商业收入多少",
    "林业支出多少",
    "三农经费多少",
    "离婚人员多少",
    "公主接待费多少",
    "工会经费多少",
    "党建经费多少",
    "职业收入多少",
    "企业收入多少",
    "公益支出多少",
    "公交费用多少",
    "航空支出多少",
    "教师支出多少",
    "在校人员多少",
    "退伍人员多少",
    "离职人员多少",
    "培训机构多少",
    "编辑多少人",
    "支书多少人",
    "社保基金支出多少",
    "宣传经费多少",
    "出国留学费多少",
    "采购经理多少",
]
"""Words near one of the lexicon's that mean another thing: no figure may come of them."""


@pytest.mark.parametrize(("question", "meant"), REPAIRED)
def test_a_slip_is_repaired_and_told(question: str, meant: str) -> None:
    folded = fold(question)
    repaired = [m.meant for m in find_mentions(folded, vocabulary(), 2026) if m.how is How.REPAIRED]
    assert repaired == [meant]
    reply = reply_to(question)
    assert reply.status == "answered"
    assert f"“{meant}”" in reply.parts.assumed
    assert reply.text.startswith(reply.parts.assumed)


@pytest.mark.parametrize(("question", "meant"), REPAIRED)
def test_a_repaired_question_is_answered_as_the_right_one(question: str, meant: str) -> None:
    right = reply_to(f"{meant}多少" if "编制" not in meant else "编制多少人")
    assert reply_to(question).facts[:1] == right.facts[:1]


@pytest.mark.parametrize("question", NEVER)
def test_another_word_is_never_repaired(question: str) -> None:
    assert reply_to(question).facts == ()
    assert reply_to(question).status in {"not_disclosed", "out_of_scope"}


@pytest.mark.parametrize("question", ["三公经费多少", "今年编制多少人", "参保人持卡率多少"])
def test_what_is_right_is_not_repaired(question: str) -> None:
    assert reply_to(question).parts.assumed == ""


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("三工", "三公", True),
        ("编至", "编制", True),
        ("蓝色", "南色", True),
        ("知道", "资道", True),
        ("编制", "绩效", False),
        ("三公", "三公费", False),
    ],
)
def test_what_sounds_alike(left: str, right: str, *, alike: bool) -> None:
    assert sounds_alike(left, right) is alike


def test_pinyin_is_spelled() -> None:
    assert spelled("三公经费") == "sangongjingfei"
    assert initials("三公经费") == "sgjf"
