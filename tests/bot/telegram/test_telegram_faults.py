"""What Telegram and the network do to a bot, and what a user sees of it."""

from __future__ import annotations

import logging

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.reply import Parts, Reply
from bot.telegram.memory import LEASE_SECONDS
from tests.bot.telegram.bench import TOKEN, Bench, MakeBench
from tests.bot.telegram.recording import Outcome
from tests.bot.telegram.replies import Engine
from tests.bot.telegram.updates import press, said

FLOOD = (429, {"description": "Too Many Requests", "parameters": {"retry_after": 3}})
LONG_FLOOD = (429, {"description": "Too Many Requests", "parameters": {"retry_after": 3600}})
SERVER = (500, {"description": "Internal Server Error"})
GATEWAY = (502, {"description": "Bad Gateway"})
BLOCKED = (403, {"description": "Forbidden: bot was blocked by the user"})
REFUSED = (400, {"description": "Bad Request: can't parse entities: unsupported start tag"})
ODD = (400, {"description": "Bad Request: something new"})


def broken(cause: str) -> NetworkError:
    """Return the library's error over one of httpx's own of this name."""
    error = NetworkError(f"httpx.{cause}: ")
    error.__cause__ = type(cause, (Exception,), {})()
    return error


@pytest.mark.parametrize(
    ("outcomes", "tries"),
    [
        ([FLOOD], 2),
        ([FLOOD, FLOOD], 3),
        ([SERVER], 2),
        ([GATEWAY, SERVER], 3),
        ([broken("ConnectError"), broken("ConnectTimeout")], 3),
    ],
)
async def test_a_message_gets_through_in_the_end(
    bench: Bench, outcomes: list[Outcome], tries: int
) -> None:
    bench.recorder.plan("sendMessage", *outcomes)
    await bench.give(said("三公经费多少？"))
    assert len(bench.recorder.sent) == tries
    assert len({call.text for call in bench.recorder.sent}) == 1, "the answer itself, each time"


async def test_a_flood_limit_is_waited_out(bench: Bench) -> None:
    bench.recorder.plan("sendMessage", FLOOD)
    await bench.give(said("三公经费多少？"))
    assert bench.clock.slept == [3.5]


@pytest.mark.parametrize(
    ("outcomes", "tries"),
    [
        ([SERVER, SERVER, SERVER], 3),
        ([FLOOD, FLOOD, FLOOD], 3),
        ([LONG_FLOOD], 1),
        ([ODD], 1),
    ],
)
async def test_what_does_not_get_through_is_apologised_for(
    bench: Bench, outcomes: list[Outcome], tries: int
) -> None:
    bench.recorder.plan("sendMessage", *outcomes)
    await bench.give(said("三公经费多少？"))
    assert len(bench.recorder.sent) == tries + 1
    assert bench.recorder.last.text.startswith("抱歉，出了点问题，这一问没能回答（编号 ")


@pytest.mark.parametrize("outcome", [TimedOut(), broken("ReadError")])
async def test_what_may_have_arrived_is_not_sent_twice(bench: Bench, outcome: Outcome) -> None:
    bench.recorder.plan("sendMessage", outcome)
    await bench.give(said("三公经费多少？"))
    answer, doubt = bench.recorder.sent
    assert answer.text.startswith("0.00 万元")
    assert doubt.text == (
        "抱歉，刚才回答这一问时中断了，答案可能没有送到。没有看到的话，请再问一次。"
    )


async def test_what_could_not_even_be_apologised_for_is_taken_up_again(bench: Bench) -> None:
    asked = said("三公经费多少？")
    bench.recorder.plan("sendMessage", *[SERVER] * 6)
    await bench.give(asked)
    assert len(bench.recorder.sent) == 6
    assert await bench.kit.memory.undone(LEASE_SECONDS) == ()
    bench.clock.now += LEASE_SECONDS
    (left,) = await bench.kit.memory.undone(LEASE_SECONDS)
    assert left.number == asked["update_id"]
    await bench.give(asked)
    assert bench.recorder.last.text.startswith("抱歉，刚才回答这一问时中断了")
    bench.clock.now += LEASE_SECONDS
    assert await bench.kit.memory.undone(LEASE_SECONDS) == ()


async def test_an_edit_or_a_press_may_be_tried_again_where_a_message_may_not(bench: Bench) -> None:
    bench.recorder.plan("answerCallbackQuery", TimedOut(), TimedOut())
    await bench.give(press("q:forged"))
    assert len(bench.recorder.of("answerCallbackQuery")) == 3


async def test_html_that_telegram_refuses_is_sent_as_plain_text(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.recorder.plan("sendMessage", REFUSED)
    await bench.give(said("三公经费多少？"))
    first, second = bench.recorder.sent
    assert "parse_mode" not in second.parameters
    assert second.text == first.text
    assert second.buttons == first.buttons
    assert "sent as plain text" in caplog.text


async def test_who_blocked_the_bot_is_left_in_peace(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.recorder.plan("sendMessage", BLOCKED)
    await bench.give(said("三公经费多少？"))
    assert len(bench.recorder.sent) == 1
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def failing(question: str) -> Reply:
    """An engine that fails, with the question and the token in its words."""
    words: dict[str, Reply] = {}
    try:
        return words[question]
    except KeyError as error:
        raise ValueError(f"cannot answer {question} with {TOKEN}") from error


async def test_an_error_apologises_with_the_id_that_the_log_tells(
    make_bench: MakeBench, caplog: pytest.LogCaptureFixture
) -> None:
    bench = await make_bench(Engine(failing))
    await bench.give(said("我叫王小二，三公经费多少？"))
    number = bench.recorder.last.text.split("编号 ")[1][:8]
    assert number in caplog.text
    assert "ValueError" in caplog.text
    assert "KeyError" in caplog.text
    assert "in failing" in caplog.text, "where it happened"
    assert TOKEN not in caplog.text
    assert "王小二" not in caplog.text


async def test_an_error_behind_a_button_apologises_too(make_bench: MakeBench) -> None:
    engine = Engine()
    bench = await make_bench(engine)
    await bench.give(said("三公经费多少？"))
    engine.reply = failing
    await bench.give(press(bench.recorder.last.buttons[0][1]))
    assert bench.recorder.last.text.startswith("抱歉，出了点问题")


async def test_an_apology_that_fails_ends_there(
    make_bench: MakeBench, caplog: pytest.LogCaptureFixture
) -> None:
    bench = await make_bench(Engine(failing))
    bench.recorder.plan("sendMessage", TelegramError("no more"))
    await bench.give(said("三公经费多少？"))
    assert len(bench.recorder.sent) == 1
    assert "No apology" in caplog.text


async def test_after_an_error_the_chat_goes_on(make_bench: MakeBench) -> None:
    engine = Engine(failing)
    bench = await make_bench(engine)
    await bench.give_at_once(said("一"), said("二"))
    engine.reply = Engine().reply
    await bench.give_at_once(said("三"))
    assert bench.recorder.last.text.startswith("0.00 万元")


async def test_a_reply_with_nothing_to_show_says_so(make_bench: MakeBench) -> None:
    def empty(question: str) -> Reply:
        return Reply(question=question, status="not_disclosed", text=" \u200b", parts=Parts())

    bench = await make_bench(Engine(empty))
    await bench.give(said("三公经费多少？"))
    assert bench.recorder.last.text == "这一问没有可以显示的内容。请换个说法再问一次。"
