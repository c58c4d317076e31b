"""Passing an answer on: a link that opens it in anybody's private chat, whatever went before it."""

from __future__ import annotations

import re

from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.recording import BOT, Call
from tests.bot.telegram.updates import OTHER, PRIVATE, press, said

THEIRS = {**PRIVATE, "id": OTHER["id"]}


def button(call: Call, label: str) -> str:
    (data,) = [data for shown, data in call.every_button if label in shown]
    return data


async def _shared(bench: Bench) -> str:
    """Press the last answer's button, and return the payload of the link that comes."""
    await bench.give(press(button(bench.recorder.last, "转给别人")))
    link = bench.recorder.last.text.splitlines()[-1]
    (copy,) = bench.recorder.last.parameters["reply_markup"]["inline_keyboard"][0]
    assert copy["copy_text"]["text"] == link
    found = re.fullmatch(rf"https://t\.me/{BOT['username']}\?start=([A-Za-z0-9_-]+)", link)
    assert found is not None
    assert len(found[1]) <= 64, "Telegram takes no more"
    return found[1]


async def test_a_link_opens_the_answer_for_somebody_else(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    payload = await _shared(bench)
    await bench.give(said(f"/start {payload}", chat=THEIRS, **{"from": OTHER}))
    assert bench.recorder.last.parameters["chat_id"] == OTHER["id"]
    assert bench.recorder.last.text.startswith("问：三公经费多少？\n0.00 万元")


async def test_a_follow_up_is_opened_with_what_went_before_it(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"), said("那去年呢？"))
    payload = await _shared(bench)
    await bench.give(said("编制多少人？", chat=THEIRS, **{"from": OTHER}))
    await bench.give(said(f"/start {payload}", chat=THEIRS, **{"from": OTHER}))
    assert bench.engine.asked[-1] == ("那去年呢？", ("三公经费多少？",))


async def test_a_link_that_nobody_made_says_who_we_are(bench: Bench) -> None:
    await bench.give(said("/start q0123456789abcdef01234567"))
    assert "我是问账" in bench.recorder.last.text


async def test_pictures_and_judging_take_nothing_of_the_questions(make_bench: MakeBench) -> None:
    bench = await make_bench(questions_at_once=2, questions_per_minute=6)
    await bench.give(said("三公经费多少？"))
    see, good = button(bench.recorder.last, "看原表"), button(bench.recorder.last, "👍")
    for _ in range(5):
        await bench.give(press(see), press(good))
    assert len(bench.recorder.of("sendPhoto")) == 5
    await bench.give(said("编制多少人？"))
    assert bench.recorder.last.text.startswith("0.00 万元")


async def test_but_not_without_end(make_bench: MakeBench) -> None:
    bench = await make_bench()
    await bench.give(said("三公经费多少？"))
    see = button(bench.recorder.last, "看原表")
    for _ in range(25):
        await bench.give(press(see))
    assert len(bench.recorder.of("sendPhoto")) == 20
    assert "点得太快了" in str(bench.recorder.of("answerCallbackQuery")[-1].parameters["text"])
