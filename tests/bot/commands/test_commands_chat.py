"""`wenzhang chat`: one line in and one line out, and a conversation at a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands.chat import Talk, number_in
from bot.settings import TerminalSettings


def test_without_a_terminal_each_line_gets_one_line(
    engine: Any, typed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("三公经费多少？\n\n经费多少\r\n今天天气".encode())
    assert main(["chat"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "0.00 万元（2026 年，没有安排）  公务接待费 0.00 万元",
        "没有问题。请输入一句话，例如：三公经费多少？",
        "您问的是哪一个？",
        "这不在预算公开文件里。",
    ]
    assert captured.err == ""


def test_without_a_terminal_the_lines_are_one_conversation(
    engine: Any, typed: Callable[[bytes], None]
) -> None:
    typed("一\n二\n三".encode())
    main(["chat"])
    assert engine.last.asked == [("一", None), ("二", ("一",)), ("三", ("一", "二"))]


def test_lines_in_other_encodings(
    engine: Any, typed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("三公经费多少？\n".encode("gb18030") + b"\xff\xff\n" + "经费多少".encode())
    assert main(["chat"]) == 0
    assert engine.last.asked == [("三公经费多少？", None), ("经费多少", ("三公经费多少？",))]
    assert (
        capsys.readouterr().out.splitlines()[1] == "这一行不是 UTF-8 编码的文字，请转换编码后再问。"
    )


def test_a_question_that_breaks_the_program_does_not_end_the_conversation(
    engine: Any,
    typed: Callable[[bytes], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered = engine.ask

    def ask(self: Any, question: str, *given: Any) -> Any:
        if question == "坏":
            raise KeyError("secret")
        return answered(self, question, *given)

    monkeypatch.setattr(engine, "ask", ask)
    typed("坏\n今天天气".encode())
    assert main(["chat"]) == 0
    failed, answer = capsys.readouterr().out.splitlines()
    assert failed.startswith("程序自身出错（KeyError）。")
    assert answer == "这不在预算公开文件里。"
    talk = begin(engine)
    assert talk.hear("坏")
    assert talk.hear("今天天气")
    assert "这不在预算公开文件里。" in capsys.readouterr().out


def test_nothing_typed_prints_nothing(
    engine: Any, typed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(b"")
    assert main(["chat"]) == 0
    assert capsys.readouterr().out == ""


def test_a_number_picks_a_reading(engine: Any, capsys: pytest.CaptureFixture[str]) -> None:
    talk = begin(engine)
    assert talk.hear("经费多少")
    assert talk.hear("②")
    assert engine.last.asked == [("经费多少", None), ("公用经费多少？", ("经费多少",))]
    assert "问：公用经费多少？" in capsys.readouterr().out


def test_a_year_or_code_is_a_question_and_no_number(engine: Any) -> None:
    talk = begin(engine)
    talk.hear("经费多少")
    talk.hear("2025")
    assert engine.last.asked[-1][0] == "2025"


def test_a_number_that_is_not_offered_is_told(
    engine: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = begin(engine)
    talk.hear("1")
    talk.hear("经费多少")
    talk.hear("3")
    out = capsys.readouterr().out
    assert "现在没有可选的编号。" in out
    assert "没有第 3 项。可以输入 1 到 2，或直接用中文提问。" in out
    assert len(engine.last.asked) == 1


def test_why_explains_the_last_question_as_it_was_asked(
    engine: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = begin(engine)
    talk.hear("/why")
    assert "还没有问过问题。" in capsys.readouterr().out
    talk.hear("三公经费多少？")
    talk.hear("那去年呢")
    talk.hear("/why")
    out = capsys.readouterr().out
    assert "分词：那 / 去 / 年 / 呢" in out
    assert (
        "对话：('三公经费多少？',)" in out
    )  # what was known when it was asked, not what is known now


@pytest.mark.parametrize("word", ["退出", "exit", "Quit", "/quit", " 再见 "])
def test_words_that_leave(engine: Any, word: str) -> None:
    assert not begin(engine).hear(word)


@pytest.mark.parametrize(
    ("typed_line", "shown"),
    [
        ("/help", "/why"),
        ("帮助", "/why"),
        ("/nosuch", "没有“/nosuch”这个命令。"),
        ("  ", "没有问题。"),
    ],
)
def test_what_is_no_question_is_not_asked(
    engine: Any, capsys: pytest.CaptureFixture[str], typed_line: str, shown: str
) -> None:
    assert begin(engine).hear(typed_line)
    assert engine.last.asked == []
    assert shown in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("１２", 12),
        ("③", 3),
        ("2.", 2),
        ("2、", 2),
        ("", None),
        ("-1", None),
        ("一", None),
        ("1a", None),
    ],
)
def test_numbers(text: str, number: int | None) -> None:
    assert number_in(text) == number


def begin(engine: Any) -> Talk:
    return Talk(engine.over(None), TerminalSettings())
