"""A group: answers go to who calls the bot, where they were asked; silence otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.telegram.bench import Bench
from tests.bot.telegram.recording import BOT
from tests.bot.telegram.updates import (
    CHANNEL,
    FORUM,
    GROUP,
    NAME,
    OTHER,
    USER,
    Json,
    in_group,
    message,
    said,
)


def replying(to: Json, **parts: Any) -> Json:
    return in_group(**{"reply_to_message": to, **parts})


async def test_silence_where_nobody_calls_the_bot(bench: Bench) -> None:
    machine = BOT | {"id": 99, "username": "other_bot"}
    await bench.give(
        in_group("三公经费多少？"),
        in_group("@somebody 三公经费多少？"),
        replying(message("早", chat=GROUP, **{"from": OTHER}), text="三公经费多少？"),
        replying(message("早", chat=GROUP, **{"from": machine}), text="三公经费多少？"),
        in_group(photo=[{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]),
        in_group("/unknown"),
        in_group(new_chat_members=[OTHER]),
    )
    assert bench.recorder.calls == []


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (f"{NAME} 三公经费多少？", "三公经费多少？"),
        (f"三公经费多少？{NAME}", "三公经费多少？"),
        (f"👍👨‍👩‍👧 {NAME} 三公经费多少？", "👍👨‍👩‍👧  三公经费多少？"),
        (f"{NAME} {NAME} 三公经费多少？", "三公经费多少？"),
        ("/q 三公经费多少？", "三公经费多少？"),
        (f"/q{NAME} 三公经费多少？", "三公经费多少？"),
        (f"{NAME} /q 三公经费多少？", "三公经费多少？"),
    ],
)
async def test_a_call_by_name_or_command_is_answered_as_a_reply(
    bench: Bench, text: str, question: str
) -> None:
    given = in_group(text)
    await bench.give(given)
    assert bench.engine.asked == [(question, None)]
    parameters = bench.recorder.last.parameters
    assert parameters["chat_id"] == GROUP["id"]
    assert parameters["reply_parameters"]["message_id"] == given["message"]["message_id"]
    assert parameters["reply_parameters"]["allow_sending_without_reply"] is True
    assert "message_thread_id" not in parameters


async def test_a_mention_without_a_username_counts(bench: Bench) -> None:
    mention = {"type": "text_mention", "offset": 0, "length": 2, "user": BOT}
    await bench.give(in_group("问账 三公经费多少？", entities=[mention]))
    assert bench.engine.asked == [("三公经费多少？", None)]


async def test_a_reply_to_the_bot_is_a_question(bench: Bench) -> None:
    await bench.give(replying(message("0.00 万元", chat=GROUP, **{"from": BOT}), text="那去年呢"))
    assert bench.engine.asked == [("那去年呢", None)]


async def test_a_bare_call_under_anothers_message_answers_that_message(bench: Bench) -> None:
    theirs = message("三公经费多少？", chat=GROUP, **{"from": OTHER})
    await bench.give(replying(theirs, text=NAME), replying(theirs, text="/q"))
    assert [question for question, _ in bench.engine.asked] == ["三公经费多少？"] * 2


async def test_a_bare_call_asks_for_a_question(bench: Bench) -> None:
    await bench.give(in_group(NAME), in_group("/q"))
    assert [call.text[:7] for call in bench.recorder.sent] == ["请在后面写上问"] * 2
    assert bench.engine.asked == []


async def test_an_answer_stays_in_its_topic(bench: Bench) -> None:
    await bench.give(
        in_group("/q 三公经费多少？", chat=FORUM, message_thread_id=7, is_topic_message=True)
    )
    assert bench.recorder.last.parameters["message_thread_id"] == 7


async def test_a_topics_opening_by_the_bot_makes_not_every_message_a_call(bench: Bench) -> None:
    topic = {"name": "预算", "icon_color": 7322096}
    opening = message(None, **{"chat": FORUM, "forum_topic_created": topic, "from": BOT})
    await bench.give(
        in_group(
            "早上好",
            chat=FORUM,
            message_thread_id=7,
            is_topic_message=True,
            reply_to_message=opening,
        )
    )
    assert bench.recorder.calls == []


async def test_a_thread_of_replies_is_no_topic(bench: Bench) -> None:
    await bench.give(in_group("/q 三公经费多少？", message_thread_id=7))
    assert "message_thread_id" not in bench.recorder.last.parameters


async def test_conversations_cross_neither_users_nor_topics_nor_chats(bench: Bench) -> None:
    topic = {"chat": FORUM, "message_thread_id": 7, "is_topic_message": True}
    await bench.give(
        in_group("/q 三公经费多少？"),
        in_group("/q 那去年呢", **{"from": OTHER}),
        in_group("/q 那去年呢", **topic),
        said("那去年呢", **{"from": USER}),
        in_group("/q 那前年呢"),
    )
    assert [before for _, before in bench.engine.asked] == [
        None,
        None,
        None,
        None,
        ("三公经费多少？",),
    ]


async def test_an_anonymous_admin_is_answered_and_a_channel_is_not(bench: Bench) -> None:
    anonymous = {
        "id": 1087968824,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    }
    await bench.give(in_group("/q 编制多少人？", sender_chat=GROUP, **{"from": anonymous}))
    assert bench.engine.asked == [("编制多少人？", None)]
    await bench.give(
        in_group("/q 编制多少人？", sender_chat=CHANNEL, **{"from": anonymous}),
        in_group(
            "/q 编制多少人？", sender_chat=GROUP, is_automatic_forward=True, **{"from": anonymous}
        ),
    )
    assert len(bench.engine.asked) == 1


async def test_a_group_that_became_a_supergroup_gets_its_answer_there(bench: Bench) -> None:
    moved = (400, {"description": "group upgraded", "parameters": {"migrate_to_chat_id": -100777}})
    bench.recorder.plan("sendMessage", moved)
    await bench.give(in_group("/q 三公经费多少？"))
    assert [call.parameters["chat_id"] for call in bench.recorder.sent] == [GROUP["id"], -100777]
