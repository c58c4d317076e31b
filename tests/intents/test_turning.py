"""Messages that turn on the conversation: corrections, ways back, two figures at once, another unit."""

from __future__ import annotations

import pytest

from intents import Conversation
from intents.correcting import corrected, without_slips
from intents.recalling import recalled, taken_together, unit_wanted
from intents.turning import meant_by_turn
from knowledge import Op, Query, Subject

_A = Query(op=Op.LOOKUP, subjects=(Subject(terms=frozenset({"revenue"}), name="收入"),))
_B = Query(op=Op.LOOKUP, subjects=(Subject(terms=frozenset({"expenditure"}), name="支出"),))


def _asked(*queries: Query) -> Conversation:
    conversation = Conversation()
    for query in queries:
        conversation = conversation.after(query)
    return conversation


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("不是预算,是决算", "决算"),
        ("我问的是支出不是收入", "支出"),
        ("要决算不是预算", "决算"),
        ("不对,我要的是公务接待费", "公务接待费"),
        ("不是,我说的是基本支出", "基本支出"),
        ("打错了,公务用车运行费", "公务用车运行费"),
        ("说错了,是2023年", "2023年"),
        ("换成去年", "去年"),
    ],
)
def test_a_correction_says_what_is_meant(message: str, meant: str) -> None:
    assert corrected(message) == meant


@pytest.mark.parametrize(
    "message",
    [
        "是不是预算",
        "是涨是降",
        "这钱是不是浪费",
        "不是财政拨款的是多少",
        "项目支出里不是财政拨款的有多少",
        "是哪一项给压下来的",
        "不是都写了吗",
        "错了",
    ],
)
def test_a_question_is_no_correction(message: str) -> None:
    assert corrected(message) == ""


def test_without_a_conversation_nothing_is_corrected() -> None:
    assert meant_by_turn("不是预算,是决算", 2026, Conversation()).text == "不是预算,是决算"


def test_a_year_taken_back_is_dropped() -> None:
    assert without_slips("合同去年…哦不对,2024年签了多少", 2024) == "合同2024年签了多少"
    assert without_slips("去年不对账吗", 2024) == "去年不对账吗"


@pytest.mark.parametrize(
    ("message", "unit"),
    [("换成万元", "万元"), ("精确到元", "元"), ("折合成亿元是多少", "亿元"), ("按元算", "元")],
)
def test_a_unit_is_wanted(message: str, unit: str) -> None:
    assert unit_wanted(message) == unit


@pytest.mark.parametrize("message", ["三公多少元", "多少", "换成去年", "多少人"])
def test_no_unit_is_wanted(message: str) -> None:
    assert unit_wanted(message) is None


def test_two_figures_asked_for_are_added_up_or_taken_away() -> None:
    conversation = _asked(_A, _B)
    added = taken_together("两个加起来多少", conversation)
    less = taken_together("那两个数一减,剩下多少", conversation)
    assert [q and q.op for q in (added, less)] == [Op.SUM, Op.CHANGE]
    assert [q and q.subjects for q in (added, less)] == [(*_A.subjects, *_B.subjects)] * 2


def test_figures_of_different_years_are_not_taken_together() -> None:
    other = _B.model_copy(update={"years": (2020,)})
    assert taken_together("两个加起来", _asked(_A, other)) is None


def test_a_message_goes_back_to_what_was_asked_first() -> None:
    conversation = _asked(_A, _B)
    assert recalled("回到第一个", conversation) == (_A, "")
    assert recalled("上一个占总支出多少", conversation) == (_A, "占总支出多少")
    assert recalled("回到第一个", _asked(_A)) is None


def test_after_a_refusal_nothing_is_gone_back_to() -> None:
    lost = _asked(_A, _B).after_refusal()
    assert recalled("回到第一个", lost) is None
    assert taken_together("两个加起来", lost) is None
    assert meant_by_turn("换成元", 2026, lost).query is None
