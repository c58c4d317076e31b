"""Pictures of what an answer stands on: sent when asked for, drawn once, shown to whoever asked."""

from __future__ import annotations

from bot.reply import Parts, Reply, ReplyFact
from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.recording import Call
from tests.bot.telegram.replies import THREE_PUBLIC, Engine, answered, readings
from tests.bot.telegram.updates import FORUM, OTHER, in_group, press, said, update

REFUSED = (400, {"description": "Bad Request: wrong file identifier/HTTP URL specified"})


def trend(question: str) -> Reply:
    """Given a question, return an answer of three years."""
    facts = tuple(
        ReplyFact(
            label="收入",
            value=value,
            unit="万元",
            year=year,
            entity="甲局",
            state="value",
            citations=(0,),
        )
        for year, value in ((2024, "278.19"), (2025, "207.68"), (2026, "186.00"))
    )
    return answered(question).model_copy(
        update={"facts": facts, "citations": (THREE_PUBLIC,), "parts": Parts(headline="逐年减少")}
    )


def button(call: Call, label: str) -> str:
    (data,) = [data for shown, data in call.every_button if label in shown]
    return data


async def test_an_answer_offers_its_table_and_a_question_back_does_not(
    make_bench: MakeBench,
) -> None:
    bench = await make_bench()
    await bench.give(said("三公经费多少？"))
    assert bench.recorder.last.every_button[0][0] == "看原表"
    bench = await make_bench(Engine(readings))
    await bench.give(said("三公呢"))
    assert "看原表" not in str(bench.recorder.last.every_button)


async def test_the_picture_comes_with_where_it_stands_and_then_the_next_one(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    await bench.give(press(button(bench.recorder.last, "看原表")))
    (photo,) = bench.recorder.of("sendPhoto")
    assert photo.parameters["caption"] == (
        "附表4-7《一般公共预算“三公”经费支出表》 · 合计 · 2026年预算数 · 第 120 行"
    )
    await bench.give(press(button(photo, "2/2")))
    assert bench.recorder.of("sendPhoto")[1].parameters["caption"] == "第三部分 / 七 · 第 395 行"
    assert bench.recorder.of("sendPhoto")[1].every_button == []
    assert len(bench.engine.drawn) == 2


async def test_what_was_sent_once_is_not_drawn_again(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    see = button(bench.recorder.last, "看原表")
    await bench.give(press(see), press(see))
    first, second = bench.recorder.of("sendPhoto")
    assert str(first.parameters["photo"]).startswith("attach://")
    assert str(second.parameters["photo"]).startswith("photo-")
    assert len(bench.engine.drawn) == 1


async def test_an_id_that_telegram_forgot_is_drawn_anew(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    see = button(bench.recorder.last, "看原表")
    await bench.give(press(see))
    bench.recorder.plan("sendPhoto", REFUSED)
    await bench.give(press(see))
    assert len(bench.engine.drawn) == 2
    assert len(bench.recorder.of("sendPhoto")) == 3


async def test_what_cannot_be_drawn_is_said_so(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(png=None))
    await bench.give(said("三公经费多少？"))
    await bench.give(press(button(bench.recorder.last, "看原表")))
    assert "画不出来" in bench.recorder.last.text
    assert not bench.recorder.of("sendPhoto")


async def test_in_a_group_only_the_asker_sees_it_in_the_same_topic(bench: Bench) -> None:
    parts = {"chat": FORUM, "message_thread_id": 9, "is_topic_message": True}
    await bench.give(in_group("/q 三公经费多少？", **parts))
    see = button(bench.recorder.last, "看原表")
    await bench.give(press(see, OTHER, FORUM))
    assert not bench.recorder.of("sendPhoto")
    await bench.give(press(see, chat=FORUM))
    assert bench.recorder.of("sendPhoto")[0].parameters["message_thread_id"] == 9


async def test_a_token_of_another_button_shows_nothing(bench: Bench) -> None:
    await bench.give(said("三公经费多少？"))
    token = button(bench.recorder.last, "👍").partition(":")[2]
    await bench.give(press(f"p:{token}"), press(f"t:{token}"), press(f"c:{token}"), press("p:x"))
    assert not bench.recorder.of("sendPhoto")
    assert len(bench.recorder.of("answerCallbackQuery")) == 4


async def test_the_tables_are_walked_one_after_another(bench: Bench) -> None:
    await bench.give(said("/tables"))
    await bench.give(press(button(bench.recorder.last, "部门收支总表")))
    (photo,) = bench.recorder.of("sendPhoto")
    assert photo.parameters["caption"] == "第 1 张，共 3 张：附表4-1《部门收支总表》"
    assert bench.engine.drawn == [("甲局", "k1")]
    assert [label for label, _ in photo.every_button] == ["下一张 ›"]


async def test_years_come_with_a_chart_one_figure_without(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(trend))
    await bench.give(said("近三年收入？"))
    assert len(bench.recorder.of("sendPhoto")) == 1
    bench = await make_bench(Engine(trend), charts=False)
    await bench.give(said("近三年收入？"))
    assert len(bench.recorder.sent) == 1
    assert not bench.recorder.of("sendPhoto")


async def test_an_edited_question_loses_its_chart(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(lambda q: trend(q) if "年" in q else answered(q)))
    asked = said("近三年收入？")
    await bench.give(asked)
    changed = asked["message"] | {"text": "三公经费多少？", "edit_date": 1764000009}
    await bench.give(update(edited_message=changed))
    assert [call.parameters["message_id"] for call in bench.recorder.of("deleteMessage")] == [1002]
    assert len(bench.recorder.of("editMessageText")) == 1


async def test_native_tables_where_they_are_taken_and_a_chart_where_not(
    make_bench: MakeBench,
) -> None:
    bench = await make_bench(Engine(trend), rich_tables=True)
    await bench.give(said("近三年收入？"))
    (rich,) = bench.recorder.of("sendRichMessage")
    assert "<td>2024 年</td><td>278.19 万元</td>" in rich.parameters["rich_message"]["html"]
    assert not bench.recorder.of("sendPhoto")
    for refused in ((400, {"description": "Bad Request: x"}), (404, {"description": "Not Found"})):
        bench.recorder.calls.clear()
        bench.recorder.plan("sendRichMessage", refused)
        await bench.give(said("近三年收入？"))
        assert len(bench.recorder.of("sendPhoto")) == 1
