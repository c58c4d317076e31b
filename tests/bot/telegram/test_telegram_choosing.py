"""Whose papers a chat asks about."""

from __future__ import annotations

from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.replies import Engine
from tests.bot.telegram.updates import GROUP, OTHER, in_group, press, said

TWO = ("甲局", "乙局")


async def test_one_department_needs_no_choice(bench: Bench) -> None:
    await bench.give(said("/departments"))
    assert bench.recorder.last.text == "手头只有“甲局”的文件，直接问就行。"
    assert bench.recorder.last.every_button == []


async def test_what_is_chosen_is_remembered_and_asked_about(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(offices=TWO))
    await bench.give(said("/departments"))
    assert [label for label, _ in bench.recorder.last.every_button] == ["甲局", "乙局"]
    await bench.give(press(bench.recorder.last.every_button[1][1]))
    assert "乙局" in bench.recorder.of("editMessageText")[-1].text
    await bench.give(said("三公经费多少？"))
    assert bench.engine.asked[-1] == ("三公经费多少？", ("乙局",))
    await bench.give(said("/departments"))
    assert [label for label, _ in bench.recorder.last.every_button] == [
        "甲局",
        "✓ 乙局",
        "不限部门",
    ]


async def test_a_choice_begins_the_conversation_anew(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(offices=TWO))
    await bench.give(said("三公经费多少？"), said("/departments"))
    await bench.give(press(bench.recorder.last.every_button[1][1]))
    await bench.give(said("那去年呢"))
    assert bench.engine.asked[-1] == ("那去年呢", ("乙局",))


async def test_a_choice_can_be_taken_back(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(offices=TWO))
    await bench.give(said("/departments"))
    await bench.give(press(bench.recorder.last.every_button[1][1]))
    await bench.give(said("/departments"))
    await bench.give(press(bench.recorder.last.every_button[-1][1]))
    await bench.give(said("三公经费多少？"))
    assert bench.engine.asked[-1] == ("三公经费多少？", None)


async def test_a_choice_goes_with_the_data_of_whoever_made_it(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(offices=TWO))
    await bench.give(said("/departments"))
    await bench.give(press(bench.recorder.last.every_button[1][1]))
    await bench.give(said("/delete_my_data"), said("三公经费多少？"))
    assert bench.engine.asked[-1] == ("三公经费多少？", None)


async def test_a_group_chooses_by_whoever_asked_for_the_list(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(offices=TWO))
    await bench.give(in_group("/departments"))
    choice = bench.recorder.last.every_button[1][1]
    await bench.give(press(choice, OTHER, GROUP))
    assert not bench.recorder.of("editMessageText")
    await bench.give(press(choice, chat=GROUP), in_group("/q 三公经费多少？"))
    assert bench.engine.asked[-1] == ("三公经费多少？", ("乙局",))


async def test_a_department_whose_papers_are_gone_is_not_chosen(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(offices=TWO))
    await bench.give(said("/departments"))
    gone = bench.recorder.last.every_button[1][1]
    bench.engine.offices = ("甲局",)
    await bench.give(press(gone))
    assert bench.recorder.of("answerCallbackQuery")[-1].parameters["show_alert"] is True


async def test_sources_are_listed_with_their_dates(bench: Bench) -> None:
    await bench.give(said("/sources"))
    assert "甲局.pdf，文件日期 2026-02-01" in bench.recorder.last.text
