"""Questions typed behind the bot's name in other chats."""

from __future__ import annotations

import time

from bot.reply import Reply
from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.replies import Engine, answered, readings
from tests.bot.telegram.updates import OTHER, USER, Json, said, update


def typed(text: str, offset: str = "", by: Json = USER) -> Json:
    return update(inline_query={"id": "7", "from": by, "query": text, "offset": offset})


def nothing(question: str) -> Reply:
    return Reply(question=question, status="not_disclosed", text="没有公开。")


def many(question: str) -> Reply:
    options = tuple(f"第 {number} 项多少？" for number in range(6))
    return answered(question).model_copy(update={"options": options})


async def test_an_answer_stands_first_with_its_figure_and_its_place(bench: Bench) -> None:
    await bench.give(typed("三公经费多少？"))
    (call,) = bench.recorder.of("answerInlineQuery")
    first, *others = call.parameters["results"]
    assert first["title"] == "0.00 万元（2026 年，没有安排）"
    assert first["description"].startswith("三公经费多少？ · 附表4-7《一般公共预算")
    assert "<b>0.00 万元</b>" in first["input_message_content"]["message_text"]
    assert "问：三公经费多少？" in first["input_message_content"]["message_text"]
    assert len(others) == 2, "and those to what may be asked next"
    assert call.parameters["cache_time"] == 300
    assert call.parameters["is_personal"] is False


async def test_ids_are_the_same_each_time_and_in_each_process(make_bench: MakeBench) -> None:
    ids = []
    for _ in range(2):
        bench = await make_bench()
        await bench.give(typed("三公经费多少？"))
        call = bench.recorder.of("answerInlineQuery")[-1]
        ids.append([each["id"] for each in call.parameters["results"]])
    assert ids[0] == ids[1]


async def test_the_same_question_is_asked_once(bench: Bench) -> None:
    await bench.give(typed("三公经费多少？"), typed("三公经费多少？", by=OTHER))
    assert len([each for each, _ in bench.engine.asked if each == "三公经费多少？"]) == 1


async def test_more_than_a_page_is_given_page_by_page(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(many))
    await bench.give(typed("支出？"))
    first = bench.recorder.of("answerInlineQuery")[-1].parameters
    assert len(first["results"]) == 5
    await bench.give(typed("支出？", first["next_offset"]))
    second = bench.recorder.of("answerInlineQuery")[-1].parameters
    assert second["next_offset"] == ""
    assert not {e["id"] for e in first["results"]} & {e["id"] for e in second["results"]}


async def test_nothing_typed_gives_what_is_often_asked(bench: Bench) -> None:
    await bench.give(typed(""))
    results = bench.recorder.of("answerInlineQuery")[-1].parameters["results"]
    assert results[0]["description"].startswith("三公经费多少？ · ")


async def test_readings_are_answered_each(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(lambda q: readings(q) if q == "三公" else answered(q)))
    await bench.give(typed("三公"))
    results = bench.recorder.of("answerInlineQuery")[-1].parameters["results"]
    assert [each["description"].split(" · ")[0] for each in results] == [
        "三公经费支出总额是多少？",
        "公务接待费是多少？",
    ]


async def test_where_nothing_is_found_a_button_asks_it_in_private(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(nothing))
    await bench.give(typed("养老金几号发"))
    call = bench.recorder.of("answerInlineQuery")[-1]
    assert call.parameters["results"] == []
    start = call.parameters["button"]["start_parameter"]
    await bench.give(said(f"/start {start}"))
    assert bench.engine.asked[-1][0] == "养老金几号发"
    assert bench.recorder.last.text.startswith("问：养老金几号发")


async def test_an_answer_that_was_sent_elsewhere_links_to_itself(bench: Bench) -> None:
    await bench.give(typed("三公经费多少？"))
    first = bench.recorder.of("answerInlineQuery")[-1].parameters["results"][0]
    link = first["reply_markup"]["inline_keyboard"][0][0]["url"]
    await bench.give(said(f"/start {link.partition('start=')[2]}"))
    assert bench.recorder.last.text.startswith("问：三公经费多少？")


async def test_a_link_that_nobody_knows_is_a_plain_welcome(bench: Bench) -> None:
    for payload in ("inline", "q000", "’; drop", "q" * 64):
        await bench.give(said(f"/start {payload}"))
        assert bench.recorder.last.text.startswith("您好，我是问账。")
    assert bench.engine.asked == []


async def test_odd_offsets_and_long_questions_do_no_harm(bench: Bench) -> None:
    await bench.give(typed("三公", "-1"), typed("三公", "９"), typed("三" * 600))
    answers = bench.recorder.of("answerInlineQuery")
    assert [bool(each.parameters["results"]) for each in answers] == [True, True, False]


async def test_a_question_that_telegram_gave_up_is_left(bench: Bench) -> None:
    bench.recorder.plan(
        "answerInlineQuery",
        (400, {"description": "Bad Request: query is too old and response timeout expired"}),
    )
    await bench.give(typed("三公经费多少？"))
    assert [call.method for call in bench.recorder.calls] == ["answerInlineQuery"]


async def test_a_chosen_answer_is_kept_as_a_question(bench: Bench) -> None:
    await bench.give(typed("三公经费多少？"))
    number = bench.recorder.of("answerInlineQuery")[-1].parameters["results"][0]["id"]
    chosen = {"result_id": number, "from": USER, "query": "三公经费多少？"}
    await bench.give(
        update(chosen_inline_result=chosen),
        update(chosen_inline_result=chosen | {"result_id": "x"}),
    )
    kept = bench.kit.memory.state.inquiries.find()
    assert [each.question for each in kept] == ["三公经费多少？"]


async def test_whoever_types_too_fast_gets_no_answer(make_bench: MakeBench) -> None:
    bench = await make_bench()
    await bench.give(*(typed(f"问题{number}") for number in range(61)))
    assert len(bench.recorder.of("answerInlineQuery")) == 60


async def test_answers_come_within_300_milliseconds(bench: Bench) -> None:
    took = []
    for number in range(50):
        begin = time.perf_counter()
        await bench.give(typed(f"第{number}项"))
        took.append(time.perf_counter() - begin)
    assert sorted(took)[-2] < 0.3
