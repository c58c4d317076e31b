"""Questions of all channels are kept with what became of them, and with what was thought of the answers."""

from __future__ import annotations

import pytest

from bot.reply import Reply
from bot.state import State
from bot.state.inquiries import Channel, InquiryStatus, status_of
from tests.bot.state.conftest import Clock
from tests.bot.state.made import DAY, LI, WANG, answered, refused


def test_an_inquiry_is_kept_with_its_answer(state: State, clock: Clock) -> None:
    reply = answered("三公经费多少？")
    number = state.inquiries.record(Channel.DESK, "三公经费多少？", reply, WANG)
    kept = state.inquiries.get(number)
    assert kept is not None
    assert (kept.channel, kept.status, kept.document, kept.department, kept.who) == (
        Channel.DESK,
        InquiryStatus.ANSWERED,
        "甲局",
        "甲局",
        WANG,
    )
    assert (kept.asked, kept.text, kept.record) == (clock.now, "0 万元", reply.model_dump_json())
    assert state.inquiries.get(number + 1) is None


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (answered("甲"), InquiryStatus.ANSWERED),
        (refused("甲", "unplaced", "火星"), InquiryStatus.NOT_UNDERSTOOD),
        (refused("甲", "no_rule"), InquiryStatus.NOT_UNDERSTOOD),
        (refused("甲", "service"), InquiryStatus.OUT_OF_SCOPE),
    ],
)
def test_what_became_of_a_question(reply: Reply, status: InquiryStatus) -> None:
    assert status_of(reply) is status


def test_inquiries_are_found_by_status_channel_time_and_words(state: State, clock: Clock) -> None:
    first = state.inquiries.record(Channel.TELEGRAM, "100% 的三公", answered("甲"))
    clock.now += DAY
    second = state.inquiries.record(Channel.DESK, "火星经费", refused("乙", "unplaced", "火星"))

    def found(**by: object) -> list[int]:
        numbers = [each.id for each in state.inquiries.find(**by)]  # type: ignore[arg-type]
        by.pop("oldest_first", None)
        assert state.inquiries.count(**by) == len(numbers)  # type: ignore[arg-type]
        return numbers

    assert found() == [second, first]
    assert found(oldest_first=True) == [first, second]
    assert found(statuses=[InquiryStatus.NOT_UNDERSTOOD]) == [second]
    assert found(channels=[Channel.TELEGRAM]) == [first]
    assert found(since=clock.now) == [second]
    assert found(until=clock.now) == [first]
    assert found(holding="%") == [first]  # a sign, not a pattern
    assert [each.id for each in state.inquiries.find(limit=1, skip=1)] == [first]


def test_an_inquiry_is_changed_by_the_staff(state: State, clock: Clock) -> None:
    number = state.inquiries.record(Channel.TELEGRAM, "甲", answered("甲"))
    clock.now += 60
    assert state.inquiries.change(number, status=InquiryStatus.PENDING, assignee="张")
    assert state.inquiries.change(number, status=InquiryStatus.REPLIED, reply="答复")
    kept = state.inquiries.get(number)
    assert kept is not None
    assert (kept.status, kept.reply, kept.assignee) == (InquiryStatus.REPLIED, "答复", "张")
    assert kept.changed == clock.now
    assert not state.inquiries.change(number + 1, reply="没有这一问")


def test_a_question_with_what_no_database_writes_is_kept(state: State) -> None:
    number = state.inquiries.record(Channel.TELEGRAM, "三\0公\ud800经费", answered("甲"))
    kept = state.inquiries.get(number)
    assert kept is not None
    assert kept.question == "三公?经费"


def test_a_later_vote_takes_the_place_of_an_earlier_one(state: State) -> None:
    number = state.inquiries.record(Channel.TELEGRAM, "甲", answered("甲"))
    state.feedback.vote(number, WANG, 1)
    state.feedback.vote(number, WANG, -1, "数字不对")
    state.feedback.vote(number, LI, 1)
    assert sorted((each.vote, each.reason) for each in state.feedback.of(number)) == [
        (-1, "数字不对"),
        (1, ""),
    ]
    assert [each.reason for each in state.feedback.since(0, -1)] == ["数字不对"]
