"""Feedback and the staff: votes with reasons, questions passed on, replies that come back, the staff's commands."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.reply import Parts, Reply
from bot.state.inquiries import InquiryStatus
from bot.state.schema import METADATA
from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.recording import Call
from tests.bot.telegram.replies import Engine, answered, readings
from tests.bot.telegram.updates import (
    CLERK,
    GROUP,
    NAME,
    OTHER,
    STAFF,
    USER,
    in_group,
    in_staff_chat,
    press,
    said,
)

BLOCKED = (403, {"description": "Forbidden: bot was blocked by the user"})
QUESTION = "三公经费多少？"


@pytest.fixture
async def staffed(make_bench: MakeBench) -> Bench:
    """A bot with a staff chat."""
    return await make_bench(staff_chat=STAFF["id"])


def data(call: Call, label: str) -> str:
    (found,) = [data for shown, data in call.every_button if shown == label]
    return found


def toast(bench: Bench) -> object:
    return bench.recorder.of("answerCallbackQuery")[-1].parameters.get("text")


async def passed_on(bench: Bench, question: str = QUESTION) -> Call:
    """Ask, press 转人工, and return the message in the staff's chat."""
    await bench.give(said(question))
    await bench.give(press(data(bench.recorder.last, "转人工")))
    (passed,) = [
        call for call in bench.recorder.sent[-2:] if call.parameters["chat_id"] == STAFF["id"]
    ]
    return passed


def number_of(bench: Bench, call: Call) -> int:
    """The id that the message of a call was given."""
    return 1000 + 1 + bench.recorder.sent.index(call)


# --- Votes --------------------------------------------------------------------------------------


async def test_a_good_answer_is_voted_for(bench: Bench) -> None:
    await bench.give(said(QUESTION))
    await bench.give(press(data(bench.recorder.last, "👍")))
    assert toast(bench) == "记下了，谢谢。"
    (vote,) = bench.kit.memory.state.feedback.of(1)
    assert (vote.vote, vote.reason) == (1, "")


async def test_a_bad_answer_is_voted_against_with_a_reason(bench: Bench) -> None:
    await bench.give(said(QUESTION))
    await bench.give(press(data(bench.recorder.last, "👎")))
    assert bench.recorder.last.text == "哪里不好？请点一个，我们据此改进。"
    await bench.give(press(data(bench.recorder.last, "答非所问"), message_id=1002))
    assert bench.recorder.of("editMessageText")[-1].text == "记下了：答非所问。谢谢。"
    (vote,) = bench.kit.memory.state.feedback.of(1)
    assert (vote.vote, vote.reason) == (-1, "答非所问")


async def test_votes_are_on_the_answer_that_they_stand_under(bench: Bench) -> None:
    await bench.give(said(QUESTION))
    first = bench.recorder.last
    await bench.give(said("编制多少人？"))
    await bench.give(press(data(first, "👍")))
    state = bench.kit.memory.state
    assert [len(state.feedback.of(number)) for number in (1, 2)] == [1, 0]
    inquiry = state.inquiries.get(1)
    assert inquiry is not None
    assert inquiry.question == QUESTION


async def test_a_question_of_ours_is_not_judged(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(readings))
    await bench.give(said(QUESTION))
    assert bench.recorder.last.every_button == bench.recorder.last.buttons


async def test_only_the_asker_judges(bench: Bench) -> None:
    await bench.give(in_group(f"{NAME} {QUESTION}"))
    good = data(bench.recorder.last, "👍")
    await bench.give(press(good, by=OTHER, chat=GROUP))
    assert toast(bench) == "这是别人提问时的按钮。您可以自己提问，我另外回答您。"
    assert bench.kit.memory.state.feedback.of(1) == ()


@pytest.mark.parametrize("kind", ["r9", "r8", "x", "q", "rr", "r-1"])
async def test_forged_kinds_are_stale(bench: Bench, kind: str) -> None:
    await bench.give(said(QUESTION))
    token = data(bench.recorder.last, "👍").partition(":")[2]
    await bench.give(press(f"{kind}:{token}"))
    assert str(toast(bench)).startswith("这个按钮已经失效了")
    assert bench.kit.memory.state.feedback.of(1) == ()


# --- Passed on, and back ------------------------------------------------------------------------


async def test_without_a_staff_chat_there_is_nobody_to_pass_on_to(bench: Bench) -> None:
    await bench.give(said(QUESTION))
    assert [label for label, _ in bench.recorder.last.every_button[-3:]] == ["👍", "👎", "转给别人"]


async def test_a_question_is_passed_on_and_the_reply_comes_back(staffed: Bench) -> None:
    passed = await passed_on(staffed)
    assert passed.text.startswith(f"转人工 #1\n问：{QUESTION}\n机器人答：0.00 万元")
    assert staffed.recorder.last.text.startswith("已转给工作人员（编号 1）。")
    state = staffed.kit.memory.state
    waiting = state.inquiries.get(1)
    assert waiting is not None
    assert waiting.status is InquiryStatus.PENDING

    await staffed.give(in_staff_chat("已核实，是 0 <万元>。", to=number_of(staffed, passed)))
    back, done = staffed.recorder.sent[-2:]
    assert back.parameters["chat_id"] == USER["id"]
    assert back.text == f"工作人员答复您的问题“{QUESTION}”：\n已核实，是 0 <万元>。"
    assert (done.parameters["chat_id"], done.text) == (STAFF["id"], "已送达（#1）。")
    replied = state.inquiries.get(1)
    assert replied is not None
    assert (replied.status, replied.reply, replied.assignee) == (
        InquiryStatus.REPLIED,
        "已核实，是 0 <万元>。",
        "张 科员",
    )
    (entry,) = state.audit.find()
    assert (entry.who, entry.action, entry.before["status"]) == (
        "张 科员",
        "inquiry.reply",
        "pending",
    )


async def test_a_question_is_passed_on_once(staffed: Bench) -> None:
    await passed_on(staffed)
    count = len(staffed.recorder.sent)
    await staffed.give(press(data(staffed.recorder.sent[0], "转人工")))
    assert len(staffed.recorder.sent) == count
    assert toast(staffed) == "这一问已经转过了，有了答复就会发到这里。"


async def test_a_reply_in_a_group_goes_to_the_question_s_topic(staffed: Bench) -> None:
    await staffed.give(in_group(f"{NAME} {QUESTION}"))
    await staffed.give(press(data(staffed.recorder.last, "转人工"), chat=GROUP, message_id=1001))
    passed = staffed.recorder.sent[-2]
    await staffed.give(in_staff_chat("答复", to=number_of(staffed, passed)))
    back = staffed.recorder.sent[-2]
    assert back.parameters["chat_id"] == GROUP["id"]
    assert back.parameters["reply_parameters"]["message_id"] == 1001


async def test_what_else_is_said_in_the_staff_chat_goes_nowhere(staffed: Bench) -> None:
    passed = await passed_on(staffed)
    count = len(staffed.recorder.sent)
    await staffed.give(
        in_staff_chat("大家好"),
        in_staff_chat("不相干的回复", to=5),
        said("冒充的回复", reply_to_message=None),
    )
    sent = staffed.recorder.sent[count:]
    assert all("工作人员答复" not in call.text for call in sent)
    assert [call.parameters["chat_id"] for call in sent] == [
        USER["id"]
    ]  # the last one was a question
    # The same reply in another group is not the staff's.
    await staffed.give(
        in_staff_chat("冒充", to=number_of(staffed, passed), chat=GROUP, **{"from": OTHER})
    )
    assert "工作人员答复" not in staffed.recorder.last.text


async def test_who_blocked_the_bot_cannot_be_reached_and_the_staff_is_told(staffed: Bench) -> None:
    passed = await passed_on(staffed)
    staffed.recorder.plan("sendMessage", BLOCKED)
    await staffed.give(in_staff_chat("答复", to=number_of(staffed, passed)))
    assert staffed.recorder.last.text == "送不到：提问的人停用了机器人（#1）。"
    inquiry = staffed.kit.memory.state.inquiries.get(1)
    assert inquiry is not None
    assert inquiry.status is InquiryStatus.PENDING


# --- The staff's commands -----------------------------------------------------------------------


async def test_pending_questions_are_listed(staffed: Bench) -> None:
    await staffed.give(in_staff_chat("/pending"))
    assert staffed.recorder.last.text == "没有等着答复的问题。"
    await passed_on(staffed, "甲的问题？")
    await passed_on(staffed, "乙的问题？")
    await staffed.give(in_staff_chat("/pending"))
    assert staffed.recorder.last.text == "等着答复的：\n#1 甲的问题？\n#2 乙的问题？"
    await staffed.give(in_staff_chat("/close 1"))
    assert staffed.recorder.last.text == "已了结（#1）。"
    await staffed.give(in_staff_chat("/pending"))
    assert staffed.recorder.last.text == "等着答复的：\n#2 乙的问题？"


async def test_what_was_not_understood_is_grouped(make_bench: MakeBench) -> None:
    def lost(question: str) -> Reply:
        parts = Parts(headline="没听懂", refusal="unplaced", word="火星")
        return Reply(question=question, status="out_of_scope", text="没听懂", parts=parts)

    bench = await make_bench(Engine(lost), staff_chat=STAFF["id"], questions_at_once=20)
    for question in ("火星基地多少钱", "月亮上有几个人？", "火星基地要多少钱？"):
        await bench.give(said(question))
    await bench.give(in_staff_chat("/unclear"))
    assert bench.recorder.last.text == (
        "最近七天没听懂的（次数 · 问题 · 听不懂的词）：\n"
        "2 · 火星基地要多少钱？ · 火星\n"
        "1 · 月亮上有几个人？ · 火星"
    )
    bench.clock.now += 8 * 24 * 3600
    await bench.give(in_staff_chat("/unclear"))
    assert bench.recorder.last.text == "最近七天没有听不懂的问题。"


async def test_a_canned_answer_is_kept_shown_sent_and_removed(staffed: Bench) -> None:
    await staffed.give(in_staff_chat("/canned"))
    assert staffed.recorder.last.text.startswith("还没有常用答复。")
    await staffed.give(in_staff_chat("/canned 公开时间\n每年二月底前公开。"))
    assert staffed.recorder.last.text == "存下了：公开时间"
    await staffed.give(in_staff_chat("/canned"))
    assert staffed.recorder.last.text == "常用答复（/canned 标题 显示一条）：\n· 公开时间"
    await staffed.give(in_staff_chat("/canned 公开时间"))
    assert staffed.recorder.last.text == "每年二月底前公开。"
    assert staffed.recorder.last.every_button == [("复制全文", "每年二月底前公开。")]

    passed = await passed_on(staffed)
    await staffed.give(in_staff_chat("/canned 公开时间", to=number_of(staffed, passed)))
    assert staffed.recorder.sent[-2].text.endswith("：\n每年二月底前公开。")
    assert staffed.recorder.sent[-2].parameters["chat_id"] == USER["id"]

    await staffed.give(in_staff_chat("/canned_drop 公开时间"))
    assert staffed.recorder.last.text == "删去了：公开时间"
    await staffed.give(in_staff_chat("/canned_drop 公开时间"))
    assert staffed.recorder.last.text.startswith("没有这条常用答复：公开时间。")
    actions = [entry.action for entry in staffed.kit.memory.state.audit.find()]
    assert actions == ["canned.remove", "inquiry.reply", "canned.put"]


async def test_a_formal_reply_can_be_copied(staffed: Bench) -> None:
    passed = await passed_on(staffed)
    await staffed.give(in_staff_chat("已核实。", to=number_of(staffed, passed)))
    await staffed.give(in_staff_chat("/formal #1"))
    formal = staffed.recorder.last
    assert formal.text.startswith(f"关于“{QUESTION}”的答复（编号 1）")
    assert "现答复如下：\n已核实。" in formal.text
    assert formal.every_button == [("复制全文", formal.text)]
    for wrong in ("/formal", "/formal 99", "/formal 一", "/close " + "9" * 30):
        await staffed.give(in_staff_chat(wrong))
        assert staffed.recorder.last.text.startswith("请在后面写上编号")


async def test_a_question_of_ours_is_no_formal_reply(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(readings), staff_chat=STAFF["id"])
    await bench.give(said(QUESTION), in_staff_chat("/formal 1"))
    assert bench.recorder.last.text.startswith("这一问（#1）机器人只反问了一句")


async def test_staff_commands_are_nobody_else_s(staffed: Bench) -> None:
    await staffed.give(said("/pending"))
    assert staffed.recorder.last.text.startswith("没有这个命令。")
    count = len(staffed.recorder.sent)
    await staffed.give(in_group("/pending"))
    assert len(staffed.recorder.sent) == count


# --- Privacy ------------------------------------------------------------------------------------


async def test_data_are_deleted_when_asked_for(staffed: Bench) -> None:
    passed = await passed_on(staffed)
    await staffed.give(said("/delete_my_data"))
    assert staffed.recorder.last.text.startswith("已经删掉：和您有关的记录共 ")
    state, user = staffed.kit.memory.state, staffed.kit.memory.user_name(42)
    assert state.relays.get(1) is None
    inquiry = state.inquiries.get(1)
    assert inquiry is not None
    assert (inquiry.who, inquiry.status, inquiry.question) == ("", InquiryStatus.CLOSED, QUESTION)
    assert state.forget(user) == 0

    # A reply to it goes nowhere any more, and its buttons are stale.
    count = len(staffed.recorder.sent)
    await staffed.give(in_staff_chat("答复", to=number_of(staffed, passed)))
    assert len(staffed.recorder.sent) == count
    await staffed.give(press(data(staffed.recorder.sent[0], "👍")))
    assert str(toast(staffed)).startswith("这个按钮已经失效了")
    await staffed.give(said("/delete_my_data"))
    assert staffed.recorder.last.text == "没有和您有关的记录，不用删。"


async def test_one_user_s_data_are_not_another_s(staffed: Bench) -> None:
    await staffed.give(said(QUESTION))
    await staffed.give(
        said("/delete_my_data", **{"from": CLERK, "chat": {**CLERK, "type": "private"}})
    )
    await staffed.give(said("那去年呢"))
    assert staffed.engine.asked[-1] == ("那去年呢", (QUESTION,))


async def test_no_number_of_a_user_or_chat_is_kept_unless_passed_on(staffed: Bench) -> None:
    user = {**USER, "id": 9182736455}
    await staffed.give(
        said(QUESTION, **{"from": user, "chat": {"id": 9182736455, "type": "private"}})
    )
    with staffed.kit.memory.state.together() as connection:
        rows = [
            str(row)
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table)).all()  # type: ignore[attr-defined]
        ]
    assert rows != []
    assert [row for row in rows if "9182736455" in row] == []
    assert answered(QUESTION).text in str(rows)
