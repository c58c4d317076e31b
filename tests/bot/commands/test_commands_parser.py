"""The command line as Chinese reads it: help, usage and errors without argparse's English."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.__main__ import COMMANDS, main
from bot.commands.failures import Exit
from bot.telegram.texts import load_texts
from bot.wrapping import cells

NAMES = [module.__name__.rsplit(".", 1)[1] for module in COMMANDS]
ARGPARSE_SAYS = r"usage:|options:|positional|arguments|show this|error:|invalid|required|default"

# (words of the command line, what is said)
WRONG = [
    (["aks"], "没有“aks”这个命令。您要写的可能是 ask。看用法：wenzhang --help"),
    (
        ["xyz"],
        "没有“xyz”这个命令。可用的命令：chat、ask、batch、facts、check、ingest、sources、withdraw、remove、lexicon、desk、bot。",
    ),
    (["ask"], "还缺少：问题。看用法：wenzhang ask --help"),
    (["batch"], "还缺少：文件。看用法：wenzhang batch --help"),
    (["ask", "--jsn", "三公经费"], "不认识：--jsn。您要写的可能是 --json。"),
    (["ask", "--js", "三公经费"], "不认识：--js。您要写的可能是 --json。"),
    (["chat", "三公经费"], "不认识：三公经费。"),
    (["facts", "--disclosure"], "--disclosure 后面还要写一个值。"),
    (["facts", "--json=1"], "--json 后面不带值，却写了“1”。"),
    (["--config"], "--config 后面还要写一个值。"),
]


def test_help_lists_every_command_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    out = help_of(capsys)
    for name in NAMES:
        assert len(re.findall(rf"^ +{name} +\S+", out, re.MULTILINE)) == 1


def test_help_explains_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    out = help_of(capsys)
    for code in Exit:
        assert re.search(rf"^  {code.value} +\S+", out, re.MULTILINE), code


@pytest.mark.parametrize("words", [[], *([name] for name in NAMES)], ids=["", *NAMES])
def test_help_speaks_chinese_only(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = help_of(capsys, *words)
    assert out.startswith("用法：wenzhang")
    assert not re.search(ARGPARSE_SAYS, out)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_an_example_and_takes_settings_and_papers_where_it_reads_them(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = help_of(capsys, name)
    assert re.search(rf"例：\n(  .*\n)*?  .*wenzhang {name}", out)
    assert ("--disclosure 文件" in out) == (
        name not in {"ingest", "sources", "withdraw", "remove", "lexicon"}
    )
    assert "--config 文件" in out


@pytest.mark.parametrize("words", [[], *([name] for name in NAMES)], ids=["", *NAMES])
def test_help_fits_sixty_columns(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = help_of(capsys, *words)
    shown, _, _ = out.partition("例：")
    assert [line for line in shown.splitlines() if cells(line) > 60] == []


@pytest.mark.parametrize(("words", "sentence"), WRONG)
def test_wrong_usage_is_told_in_chinese(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"wenzhang：{sentence}")
    assert not re.search(ARGPARSE_SAYS, captured.err)
    assert captured.err.count("\n") == 1


def test_no_command_shows_the_help_and_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("用法：wenzhang")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert re.fullmatch(r"wenzhang \d+(\.\d+)*\n", capsys.readouterr().out)


def test_settings_may_be_named_before_or_after_the_command(
    engine: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["--config", "没有.toml", "ask", "一"], ["ask", "一", "--config", "没有.toml"]):
        assert main(words) == 4
        assert capsys.readouterr().err.startswith("wenzhang：找不到配置文件“没有.toml”。")


def test_a_bot_without_a_token_says_where_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bot"]) == 4
    assert capsys.readouterr().err == f"wenzhang：{load_texts().run.no_token}\n"


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (RuntimeError("secret"), 70, "程序自身出错（RuntimeError）。"),
        (KeyboardInterrupt(), 130, "已中断。"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_whatever_happens_there_is_no_traceback(
    engine: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    sentence: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(engine, "ask", fail)
    monkeypatch.setattr("bot.__main__.abandon_output", lambda: None)
    assert main(["ask", "一"]) == code
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told
    assert "secret" not in told


def help_of(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as stop:
        main([*words, "--help"])
    assert stop.value.code == 0
    return capsys.readouterr().out
