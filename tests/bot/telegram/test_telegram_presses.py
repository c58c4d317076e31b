"""Buttons: short tokens, the asker's alone, answered in the conversation; stale ones say so."""

from __future__ import annotations

import json

import pytest

from bot.reply import Reply
from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.replies import Engine, answered
from tests.bot.telegram.updates import FORUM, GROUP, OTHER, PRIVATE, Json, in_group, press, said

STALE = "这个按钮已经失效了。请把问题再打一遍，我重新回答。"


def alert(bench: Bench) -> object:
    """Return the alert of the last press, or None where it showed none."""
    parameters = bench.recorder.of("answerCallbackQuery")[-1].parameters
    text = parameters.get("text")
    assert (parameters.get("show_alert", False)) is (text is not None)
    return text


async def data_after(bench: Bench, asking: Json) -> str:
    """Ask something, and return the callback data of the answer's first button."""
    await bench.give(asking)
    return bench.recorder.last.buttons[0][1]


async def test_a_press_is_ended_first_then_repeated_and_answered(bench: Bench) -> None:
    data = await data_after(bench, said("三公经费多少？"))
    bench.recorder.calls.clear()
    await bench.give(press(data))
    assert [call.method for call in bench.recorder.calls] == ["answerCallbackQuery", "sendMessage"]
    assert alert(bench) is None
    assert bench.engine.asked[-1] == ("公务用车有几辆？", ("三公经费多少？",))
    assert bench.recorder.last.text.startswith("问：公务用车有几辆？\n0.00 万元")


async def test_data_of_any_question_fits(make_bench: MakeBench) -> None:
    def wordy(question: str) -> Reply:
        return answered(question).model_copy(
            update={"options": ("编制多少人？", "预" * 400 + "？")}
        )

    bench = await make_bench(Engine(wordy))
    await bench.give(said("三公经费多少？"))  # the recorder holds callback data to 64 bytes
    labels = [label for label, _ in bench.recorder.last.buttons]
    assert labels[0] == "1. 编制多少人？"
    assert labels[1].startswith("2. 预预")
    assert labels[1].endswith("…")
    assert f"可以接着问：\n1. 编制多少人？\n2. {'预' * 400}？" in bench.recorder.last.text


@pytest.mark.parametrize(
    "data",
    [
        "q:forged",
        "q:forged.0",
        "q:.",
        "q:.0",
        "q:",
        "",
        "x:1",
        "q:'; DROP TABLE",
        "🤖" * 16,
        "q:" + "A" * 62,
        None,
    ],
)
async def test_forged_data_gets_a_friendly_alert(bench: Bench, data: str | None) -> None:
    await bench.give(press(data))
    assert alert(bench) == STALE
    assert bench.engine.asked == []
    assert bench.recorder.sent == []


async def test_a_token_under_another_kind_is_forged(bench: Bench) -> None:
    data = await data_after(bench, said("三公经费多少？"))
    await bench.give(press(data.replace("q:", "x:")))
    assert alert(bench) == STALE


async def test_an_option_that_comes_twice_gets_one_button(make_bench: MakeBench) -> None:
    def twice(question: str) -> Reply:
        return answered(question).model_copy(
            update={"options": ("编制多少人？", " 编制多少人？", "\u200b")}
        )

    bench = await make_bench(Engine(twice))
    await bench.give(said("三公经费多少？"))
    assert [label for label, _ in bench.recorder.last.buttons] == ["编制多少人？"]


async def test_an_old_button_gets_a_friendly_alert(make_bench: MakeBench) -> None:
    bench = await make_bench(button_hours=1)
    data = await data_after(bench, said("三公经费多少？"))
    bench.clock.now += 3600
    await bench.give(press(data))
    assert alert(bench) == STALE
    assert len(bench.engine.asked) == 1


async def test_a_button_works_in_its_own_chat_only(bench: Bench) -> None:
    data = await data_after(bench, said("三公经费多少？"))
    await bench.give(press(data, chat=GROUP))
    assert alert(bench) == STALE
    assert len(bench.engine.asked) == 1


async def test_in_a_group_only_the_asker_may_press(bench: Bench) -> None:
    data = await data_after(bench, in_group("/q 三公经费多少？"))
    await bench.give(press(data, by=OTHER, chat=GROUP))
    assert alert(bench) == "这是别人提问时的按钮。您可以自己提问，我另外回答您。"
    assert len(bench.engine.asked) == 1
    await bench.give(press(data, chat=GROUP, message_id=777))
    assert alert(bench) is None
    assert bench.engine.asked[-1] == ("公务用车有几辆？", ("三公经费多少？",))
    assert bench.recorder.last.parameters["reply_parameters"]["message_id"] == 777


async def test_a_press_is_answered_in_the_topic_it_stands_in(bench: Bench) -> None:
    asking = in_group("/q 三公经费多少？", chat=FORUM, message_thread_id=7, is_topic_message=True)
    data = await data_after(bench, asking)
    await bench.give(press(data, chat=FORUM))
    assert bench.recorder.last.parameters["message_thread_id"] == 7
    assert bench.engine.asked[-1][1] == ("三公经费多少？",)


async def test_an_impatient_second_press_is_not_answered_again(bench: Bench) -> None:
    data = await data_after(bench, said("三公经费多少？"))
    await bench.give(press(data), press(data))
    assert alert(bench) == "这一问刚刚答过了，就在下面。"
    assert len(bench.engine.asked) == 2
    bench.clock.now += 10
    await bench.give(press(data))
    assert len(bench.engine.asked) == 3


async def test_a_message_too_old_to_see_can_still_be_pressed(bench: Bench) -> None:
    data = await data_after(bench, said("三公经费多少？"))
    await bench.give(press(data, message={"message_id": 1001, "date": 0, "chat": PRIVATE}))
    assert bench.engine.asked[-1][0] == "公务用车有几辆？"


async def test_a_press_in_a_message_sent_inline_says_where_to_ask(bench: Bench) -> None:
    data = await data_after(bench, said("三公经费多少？"))
    await bench.give(press(data, message=None, inline_message_id="abc"))
    assert alert(bench) == "这里没法回答。请在和我的聊天里再问一次。"
    assert len(bench.engine.asked) == 1


async def test_who_presses_too_fast_is_told_in_an_alert(make_bench: MakeBench) -> None:
    bench = await make_bench(questions_at_once=1, questions_per_minute=6)
    data = await data_after(bench, said("三公经费多少？"))
    await bench.give(press(data))
    assert alert(bench) == "点得太快了，请过 10 秒再点。"


async def test_a_press_that_telegram_calls_too_old_is_answered_all_the_same(bench: Bench) -> None:
    data = await data_after(bench, said("三公经费多少？"))
    bench.recorder.plan(
        "answerCallbackQuery", (400, {"description": "Bad Request: query is too old"})
    )
    await bench.give(press(data))
    assert bench.engine.asked[-1][0] == "公务用车有几辆？"


async def test_an_anonymous_admins_buttons_are_anybodys_in_that_chat(bench: Bench) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    data = await data_after(
        bench, in_group("/q 编制多少人？", sender_chat=GROUP, **{"from": anonymous})
    )
    await bench.give(press(data, by=OTHER, chat=GROUP))
    assert alert(bench) is None
    assert bench.engine.asked[-1][1] == ("编制多少人？",)


async def test_the_buttons_of_a_message_are_kept_as_one(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    held = {data.partition(":")[2] for _, data in bench.recorder.last.every_button}
    assert len(held) > 1
    assert len({token.partition(".")[0] for token in held}) == 1


@pytest.mark.parametrize("place", ["9", "-1", "", "0x"])
async def test_a_button_that_the_message_does_not_have_is_none(bench: Bench, place: str) -> None:
    token = (await data_after(bench, said("三公经费多少？"))).partition(".")[0]
    bench.engine.asked.clear()
    await bench.give(press(f"{token}.{place}"))
    assert alert(bench) == STALE
    assert bench.engine.asked == []


async def test_one_button_pressed_after_another_is_no_impatience(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    (_, first), (_, second), *_ = bench.recorder.last.buttons
    await bench.give(press(first))
    await bench.give(press(second))
    await bench.give(press(second))
    assert len(bench.engine.asked) == 3
    assert alert(bench) is not None


async def test_a_button_sent_before_buttons_were_kept_together_works(bench: Bench) -> None:
    memory = bench.kit.memory
    body = {"kind": "ask", "chat": memory.chat_name(42), "question": "编制多少人？", "thread": None}
    memory.state.tokens.put("oldoldoldoldold1", json.dumps(body), 3600, "")
    await bench.give(press("q:oldoldoldoldold1"))
    assert [question for question, _ in bench.engine.asked] == ["编制多少人？"]
