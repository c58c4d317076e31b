"""A restart forgets nothing that a user would notice, and answers what was left unanswered."""

from __future__ import annotations

import json

import pytest

from bot.telegram.app import take_up
from bot.telegram.memory import LEASE_SECONDS
from knowledge import StoreError
from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.updates import Json, press, said, update

QUESTION = "三公经费多少？"


async def kept(bench: Bench, *updates: Json) -> None:
    """Let updates be kept as a poll keeps them, and the process die before it works on them."""
    await bench.kit.memory.accept(updates)


async def start(bench: Bench, older: float = 0) -> None:
    """Take up what was left, as the bot does when it starts."""
    await take_up(bench.app, bench.kit, older)
    while not bench.app.update_queue.empty():
        left = bench.app.update_queue.get_nowait()
        await bench.app.update_processor.process_update(left, bench.app.process_update(left))


async def test_a_conversation_goes_on_and_its_buttons_work(make_bench: MakeBench) -> None:
    before = await make_bench()
    asked = said(QUESTION)
    await before.give(asked)
    (_, data), *_ = before.recorder.last.buttons
    after = await make_bench()
    await after.give(said("那去年呢？"))
    assert after.engine.asked == [("那去年呢？", (QUESTION,))]
    await after.give(press(data))
    assert after.recorder.last.text.startswith("问：公务用车有几辆？")
    await after.give(update(edited_message=asked["message"] | {"text": "编制多少人？"}))
    assert len(after.recorder.of("editMessageText")) == 1
    assert after.engine.asked[-1] == ("编制多少人？", None), "as if it had stood there at first"


async def test_what_was_answered_is_not_answered_again(make_bench: MakeBench) -> None:
    asked = said(QUESTION)
    before = await make_bench()
    await before.give(asked)
    after = await make_bench()
    await after.give(asked)
    await start(after)
    assert after.engine.asked == []
    assert after.recorder.sent == []


async def test_what_was_not_begun_is_answered_in_its_order(make_bench: MakeBench) -> None:
    first, second = said("一？"), said("二？")
    await kept(await make_bench(), second, first)
    after = await make_bench()
    await start(after)
    assert [question for question, _ in after.engine.asked] == ["一？", "二？"]
    await after.give(first)  # Telegram sends again what was not confirmed
    await start(after)
    assert len(after.recorder.sent) == 2


async def test_what_may_have_been_answered_is_apologised_for(make_bench: MakeBench) -> None:
    asked = said(QUESTION)
    before = await make_bench()
    await kept(before, asked)
    memory = before.kit.memory
    await memory.run(lambda state: state.updates.sending(memory.bot, asked["update_id"]))
    after = await make_bench()
    await start(after)
    assert after.engine.asked == []
    assert [call.text for call in after.recorder.sent] == [
        "抱歉，刚才回答这一问时中断了，答案可能没有送到。没有看到的话，请再问一次。"
    ]
    await start(after)
    assert len(after.recorder.sent) == 1


async def test_another_process_s_work_is_taken_up_only_when_that_is_no_more(
    make_bench: MakeBench,
) -> None:
    await kept(await make_bench(), said(QUESTION))
    other = await make_bench()
    await start(other, LEASE_SECONDS)
    assert other.recorder.sent == []
    other.clock.now += LEASE_SECONDS
    await start(other, LEASE_SECONDS)
    assert len(other.recorder.sent) == 1


async def test_buttons_are_known_before_they_can_be_pressed(bench: Bench) -> None:
    found: list[object] = []

    def look(call: object) -> None:
        rows = bench.kit.memory.state.tokens
        for _, data in getattr(call, "every_button", ()):
            found.append(rows.get(data.partition(":")[2].partition(".")[0]))

    bench.recorder.before = look
    await bench.give(said(QUESTION))
    assert found != []
    assert None not in found


# --- A state that fails -------------------------------------------------------------------------


def failing(*_: object, **__: object) -> None:
    raise StoreError("refused", "state.sqlite3", "database or disk is full")


async def test_an_answer_that_cannot_be_kept_is_apologised_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.kit.memory.state.inquiries, "record", failing)
    await bench.give(said(QUESTION))
    (apology,) = bench.recorder.sent
    assert apology.text.startswith("抱歉，出了点问题，这一问没能回答（编号 ")
    monkeypatch.undo()
    await bench.give(said(QUESTION))
    assert bench.recorder.last.text.startswith("0.00 万元")


async def test_what_could_not_be_kept_of_a_conversation_is_not_gone_on_from(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.give(said("编制多少人？"))
    # the conversation is written by then, and taken back with the rest
    monkeypatch.setattr(bench.kit.memory.state.updates, "sending", failing)
    await bench.give(said(QUESTION))
    monkeypatch.undo()
    await bench.give(said("那去年呢？"))
    assert bench.engine.asked[-1] == ("那去年呢？", ("编制多少人？",))


async def test_what_was_deleted_is_not_gone_on_from(bench: Bench) -> None:
    await bench.give(said(QUESTION), said("/delete_my_data"), said("那去年呢？"))
    assert bench.engine.asked[-1] == ("那去年呢？", None)


async def test_an_answer_that_was_sent_is_known_as_soon_as_the_state_is_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = said(QUESTION)
    monkeypatch.setattr(bench.kit.memory.state.updates, "done", failing)
    await bench.give(asked)
    assert bench.recorder.last.text.startswith("0.00 万元")
    monkeypatch.undo()
    await bench.give(said("编制多少人？"))
    assert await bench.kit.memory.undone(0) == ()


async def test_without_a_state_even_an_apology_is_sent(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = said(QUESTION)
    await kept(bench, asked)
    monkeypatch.setattr(bench.kit.memory.state, "together", failing)
    await bench.give(asked)
    (apology,) = bench.recorder.sent
    assert apology.text.startswith("抱歉，出了点问题")


async def test_what_is_kept_of_an_update_while_it_waits_can_be_read_again(
    make_bench: MakeBench,
) -> None:
    asked = said("带“引号”与😀的问题？")
    await kept(await make_bench(), asked)
    (left,) = await (await make_bench()).kit.memory.undone(0)
    assert json.loads(left.body) == asked
