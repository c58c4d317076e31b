"""The commands, and the menu that names them."""

from __future__ import annotations

import pytest
from telegram.error import NetworkError

from bot.telegram.handlers.commands import COMMANDS
from bot.telegram.profile import introduce
from bot.telegram.service import TableLine
from bot.telegram.texts import load_texts
from tests.bot.telegram.bench import Bench, MakeBench
from tests.bot.telegram.replies import Engine
from tests.bot.telegram.updates import NAME, in_group, press, said


@pytest.mark.parametrize("text", ["/start", "/start unknown-link_0", "/start 三公 经费"])
async def test_start_welcomes_whatever_the_link(bench: Bench, text: str) -> None:
    await bench.give(said(text))
    assert bench.recorder.last.text.startswith("您好，我是问账。")
    assert "· 甲局 2026 年部门预算（2026-02-01 公开）" in bench.recorder.last.text
    assert [label for label, _ in bench.recorder.last.buttons] == list(load_texts().pages.examples)
    assert bench.engine.asked == []


async def test_an_example_of_the_welcome_can_be_pressed(bench: Bench) -> None:
    await bench.give(said("/start"))
    await bench.give(press(bench.recorder.last.buttons[0][1]))
    assert bench.engine.asked == [(load_texts().pages.examples[0], None)]


async def test_help_says_how_to_ask_and_how_in_groups(bench: Bench) -> None:
    await bench.give(said("/help"))
    assert f"请 {NAME} 再提问" in bench.recorder.last.text


async def test_privacy_names_the_times_of_the_settings(make_bench: MakeBench) -> None:
    bench = await make_bench(conversation_minutes=7, button_hours=12)
    await bench.give(said("/privacy"))
    assert "7 分钟没有新问题就作废" in bench.recorder.last.text
    assert "跟着改的回答：12 小时" in bench.recorder.last.text


async def test_tables_lists_each_with_what_is_known_of_it(bench: Bench) -> None:
    await bench.give(said("/tables"))
    assert bench.recorder.last.text == (
        "这份文件里有 3 张表：\n"
        "附表4-1《部门收支总表》（单位：万元，第 30 行）\n"
        "《整体支出绩效目标表》（第 12 页）\n"
        "（没有表名）"
    )


def _of_two_papers() -> list[TableLine]:
    return [
        TableLine(
            f"表{n}",
            f"{whose}的表",
            page=n,
            document=whose,
            key=f"k{n}",
            paper=f"{whose}预算",
            department=whose,
        )
        for whose in ("甲局", "乙局")
        for n in (1, 2)
    ]


async def test_tables_of_several_papers_stand_under_their_papers(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(listed=_of_two_papers(), offices=("甲局", "乙局")))
    await bench.give(said("/tables"))
    listed = bench.recorder.last
    assert listed.text == (
        "2 份文件里一共有 4 张表，点文件名看它的表：\n\n"
        "甲局预算\n表1《甲局的表》（第 1 页）\n表2《甲局的表》（第 2 页）\n\n"
        "乙局预算\n表1《乙局的表》（第 1 页）\n表2《乙局的表》（第 2 页）"
    )
    assert [label for label, _ in listed.every_button] == ["甲局预算", "乙局预算"]
    await bench.give(press(listed.every_button[1][1]))
    shown = bench.recorder.of("sendPhoto")[-1]
    assert shown.parameters["caption"] == "第 1 张，共 2 张：表1《乙局的表》"
    assert [label for label, _ in shown.every_button] == ["下一张 ›"]


async def test_tables_are_those_of_the_department_that_was_chosen(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(listed=_of_two_papers(), offices=("甲局", "乙局")))
    await bench.give(said("/departments"))
    await bench.give(press(bench.recorder.last.every_button[1][1]))
    await bench.give(said("/tables"))
    assert bench.recorder.last.text.startswith("这份文件里有 2 张表：\n表1《乙局的表》")


async def test_tables_says_where_there_are_none(make_bench: MakeBench) -> None:
    bench = await make_bench(Engine(listed=()))
    await bench.give(said("/tables"))
    assert bench.recorder.last.text.startswith("手头的文件里没有读到表。")


async def test_tables_of_many_papers_end_somewhere_and_say_so(make_bench: MakeBench) -> None:
    lines = [TableLine(f"表{number}", "名" * 60, page=number) for number in range(2000)]
    bench = await make_bench(Engine(listed=lines), answer_messages=2)
    await bench.give(said("/tables"))
    assert len(bench.recorder.sent) == 3
    assert bench.recorder.last.text == "……下面还有，一共太长，没有全部列出。"


async def test_commands_work_in_groups_when_they_are_ours(bench: Bench) -> None:
    await bench.give(in_group(f"/help{NAME}"), in_group("/help@other_bot"), in_group("/tables"))
    assert len(bench.recorder.sent) == 2
    assert all("reply_parameters" in call.parameters for call in bench.recorder.sent)


async def test_an_unknown_command_gets_a_hint_in_private(bench: Bench) -> None:
    await bench.give(said("/budget"))
    assert bench.recorder.last.text == "没有这个命令。直接打字提问就行，/help 看怎么问。"


async def test_a_slash_before_chinese_is_no_command(bench: Bench) -> None:
    await bench.give(said("/三公经费多少"))
    assert bench.engine.asked == [("/三公经费多少", None)]


async def test_the_menu_names_every_command_in_chinese(bench: Bench) -> None:
    await introduce(bench.app.bot, load_texts())
    menu, in_groups, *_ = bench.recorder.of("setMyCommands")
    assert {each["command"] for each in menu.parameters["commands"]} == set(COMMANDS)
    assert in_groups.parameters["scope"] == {"type": "all_group_chats"}
    assert {each["command"] for each in in_groups.parameters["commands"]} < set(COMMANDS)
    assert "language_code" not in menu.parameters, "clients of every language get the Chinese one"
    methods = {call.method for call in bench.recorder.calls}
    assert methods == {"setMyCommands", "setMyDescription", "setMyShortDescription"}


async def test_whose_telegram_is_english_has_the_same_menu_in_english(bench: Bench) -> None:
    await introduce(bench.app.bot, load_texts())
    chinese, in_groups, english, groups_in_english = bench.recorder.of("setMyCommands")
    for ours, theirs in ((chinese, english), (in_groups, groups_in_english)):
        assert theirs.parameters["language_code"] == "en"
        assert theirs.parameters.get("scope") == ours.parameters.get("scope")
        names = [each["command"] for each in ours.parameters["commands"]]
        assert [each["command"] for each in theirs.parameters["commands"]] == names
        assert all(each["description"].isascii() for each in theirs.parameters["commands"])
    for method in ("setMyDescription", "setMyShortDescription"):
        told = [call.parameters.get("language_code") for call in bench.recorder.of(method)]
        assert told == [None, "en"]


async def test_a_profile_that_cannot_be_set_is_logged_and_left(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    flood = (429, {"description": "Too Many Requests", "parameters": {"retry_after": 3000}})
    bench.recorder.plan("setMyCommands", NetworkError("down"))
    bench.recorder.plan("setMyDescription", flood)
    await introduce(bench.app.bot, load_texts())
    assert len(bench.recorder.of("setMyShortDescription")) == 2
    assert [record.args for record in caplog.records if record.args] != []
    assert len(caplog.records) == 2
