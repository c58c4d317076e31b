"""An edited question edits its answer."""

from __future__ import annotations

from bot.reply import Parts, Reply
from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.replies import Engine
from tests.bot.telegram.updates import GROUP, NAME, Json, entities, in_group, said, update


def edited(original: Json, text: str) -> Json:
    """Given the update of a message, return that of its text being changed."""
    changed = original["message"] | {
        "text": text,
        "entities": entities(text),
        "edit_date": 1764000009,
    }
    return update(edited_message=changed)


def by_number(question: str) -> Reply:
    """Answer “N” with N messages' worth of text."""
    many = int(question)
    parts = Parts(headline=f"{many}", lines=tuple("长" * 4000 for _ in range(many)))
    return Reply(question=question, status="answered", text=question, parts=parts)


async def test_its_answer_changes_in_its_place(bench: Bench) -> None:
    original = said("三公经费多少")
    await bench.give(original, edited(original, "编制多少人"))
    assert [call.method for call in bench.recorder.calls] == ["sendMessage", "editMessageText"]
    assert bench.recorder.calls[1].parameters["message_id"] == 1001
    assert bench.recorder.calls[1].buttons, "the answer's buttons change with it"


async def test_it_is_asked_as_if_it_had_stood_there_at_first(bench: Bench) -> None:
    first, second = said("三公经费多少"), said("那去年呢")
    await bench.give(first, second, edited(second, "那前年呢"), said("为什么"))
    assert bench.engine.asked[2] == ("那前年呢", ("三公经费多少",))
    assert bench.engine.asked[3] == ("为什么", ("三公经费多少", "那前年呢"))


async def test_an_edit_that_asks_the_same_changes_nothing(bench: Bench) -> None:
    original = said("三公经费多少")
    await bench.give(original, edited(original, "三公经费多少"), edited(original, " "))
    assert len(bench.recorder.calls) == 1


async def test_messages_that_are_no_longer_needed_go(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(by_number))
    original = said("3")
    await bench.give(original)
    bench.recorder.calls.clear()
    await bench.give(edited(original, "1"))
    methods = [(call.method, call.parameters.get("message_id")) for call in bench.recorder.calls]
    assert methods == [("deleteMessage", 1002), ("deleteMessage", 1003), ("editMessageText", 1001)]


async def test_messages_that_are_needed_now_come(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(by_number))
    original = said("1")
    await bench.give(original)
    bench.recorder.calls.clear()
    await bench.give(edited(original, "3"), edited(original, "2"))
    methods = [(call.method, call.parameters.get("message_id")) for call in bench.recorder.calls]
    assert methods == [
        ("editMessageText", 1001),
        ("sendMessage", None),
        ("sendMessage", None),
        ("deleteMessage", 1003),
        ("editMessageText", 1001),
        ("editMessageText", 1002),
    ]


async def test_one_whose_answer_is_not_remembered_is_asked_anew(bench: Bench) -> None:
    await bench.give(
        edited(said("早"), "三公经费多少"), edited(in_group("早"), f"{NAME} 编制多少人")
    )
    assert [question for question, _ in bench.engine.asked] == ["三公经费多少", "编制多少人"]
    assert len(bench.recorder.sent) == 2


async def test_in_a_group_only_an_answered_message_or_a_call_counts(bench: Bench) -> None:
    await bench.give(edited(in_group("早"), "三公经费多少"))
    assert bench.recorder.calls == []
    original = in_group(f"{NAME} 三公经费多少")
    await bench.give(original, edited(original, "编制多少人"))
    assert bench.recorder.calls[-1].method == "editMessageText"
    assert bench.recorder.calls[-1].parameters["chat_id"] == GROUP["id"]


async def test_an_answer_that_stays_the_same_is_no_error(bench: Bench) -> None:
    original = said("三公经费多少")
    await bench.give(original)
    bench.recorder.plan(
        "editMessageText", (400, {"description": "Bad Request: message is not modified"})
    )
    await bench.give(edited(original, "三公经费是多少"))
    assert len(bench.recorder.sent) == 1, "no apology"


async def test_an_answer_that_somebody_deleted_is_sent_again(bench: Bench) -> None:
    original = said("三公经费多少")
    await bench.give(original)
    gone = (400, {"description": "Bad Request: message to edit not found"})
    bench.recorder.plan("editMessageText", gone)
    await bench.give(edited(original, "编制多少人"))
    assert bench.recorder.last.text.startswith("0.00 万元")


async def test_an_edited_command_is_asked_too(bench: Bench) -> None:
    original = in_group("/q 三公经费多少")
    await bench.give(original, edited(original, "/q 编制多少人"))
    assert bench.engine.asked[-1][0] == "编制多少人"


async def test_an_edit_into_another_command_asks_nothing(bench: Bench) -> None:
    await bench.give(edited(said("早"), "/tables"), edited(said("早"), "/start 三公经费多少"))
    assert bench.recorder.calls == []


async def test_an_old_answer_is_forgotten_as_privacy_says(make_bench: MakeBench) -> None:
    bench = await make_bench(button_hours=1)
    original = said("三公经费多少")
    await bench.give(original)
    bench.clock.now += 3600
    await bench.give(edited(original, "编制多少人"))
    assert [call.method for call in bench.recorder.calls] == ["sendMessage", "sendMessage"]
