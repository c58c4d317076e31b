"""Questions that come late are answered, with a line that says so; fresh ones without."""

from __future__ import annotations

import pytest

from tests.bot.telegram.bench import Bench
from tests.bot.telegram.updates import NOW, said, update

HOUR = 3600


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (HOUR + 60, "这一问是 1 小时前发来的，刚刚才收到，抱歉答晚了。"),
        (23 * HOUR, "这一问是 23 小时前发来的，刚刚才收到，抱歉答晚了。"),
        (50 * HOUR, "这一问是 2 天前发来的，刚刚才收到，抱歉答晚了。"),
    ],
)
async def test_a_question_of_long_ago_is_answered_and_said_to_be_late(
    bench: Bench, ago: int, told: str
) -> None:
    bench.clock.now = float(NOW)
    await bench.give(said("三公经费多少？", date=NOW - ago))
    first, second, *_ = bench.recorder.last.text.splitlines()
    assert first == told
    assert second.startswith("0.00 万元")


@pytest.mark.parametrize("ago", [0, 59 * 60, -5 * HOUR])
async def test_a_fresh_one_or_one_from_the_future_is_just_answered(bench: Bench, ago: int) -> None:
    bench.clock.now = float(NOW)
    await bench.give(said("三公经费多少？", date=NOW - ago))
    assert bench.recorder.last.text.startswith("0.00 万元")


async def test_an_old_question_that_was_edited_just_now_is_fresh(bench: Bench) -> None:
    bench.clock.now = float(NOW)
    asked = said("三公经费多少？", date=NOW - 5 * HOUR)
    changed = asked["message"] | {"text": "编制多少人？", "edit_date": NOW - 5}
    await bench.give(update(edited_message=changed))
    assert bench.recorder.last.text.startswith("0.00 万元")
