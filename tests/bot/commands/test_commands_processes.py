"""`wenzhang` as a process: pipes that close, keys that interrupt, terminals, and what is never loaded."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STUBBED = """
import runpy, sys, bot.replies
bot.replies.Answerer = runpy.run_path(sys.argv.pop(1))["StubAnswerer"]
from bot.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
LOADED = """
import sys
from bot.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\n", *sys.modules)
"""
INTERRUPT = "\x03"
ENGINE = Path(__file__).with_name("conftest.py")


def stubbed(*words: str) -> list[str]:
    """The command line of a process whose engine is the stub."""
    return [sys.executable, "-c", STUBBED, str(ENGINE), *words]


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (
            ["--help"],
            {"jieba", "rapidfuzz", "pydantic", "rich", "telegram", "pypdfium2", "knowledge"},
        ),
        (["ask", "--help"], {"jieba", "rapidfuzz", "pydantic", "rich", "telegram", "pypdfium2"}),
        (["facts", "--json"], {"jieba", "rapidfuzz", "rich", "telegram", "pypdfium2", "openpyxl"}),
        (["check", "--json"], {"jieba", "rapidfuzz", "rich", "telegram", "pypdfium2", "openpyxl"}),
        (
            ["ask", "--json", "三公经费多少？"],
            {"rich", "telegram", "pypdfium2", "openpyxl", "docx"},
        ),
    ],
    ids=["help", "ask-help", "facts", "check", "ask"],
)
def test_what_a_command_does_not_need_is_not_loaded(words: list[str], never: set[str]) -> None:
    result = run([sys.executable, "-c", LOADED, *words])
    loaded = set(result.stdout.splitlines()[-1].split())
    assert "bot" in loaded
    assert loaded & never == set()


def test_an_answer_comes_before_the_next_question_is_read() -> None:
    with started(stubbed("batch", "-")) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in ("三公经费多少？", "经费多少"):
            process.stdin.write(json.dumps({"q": question}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
        assert process.wait(300) == 0


def test_a_reader_that_goes_away_is_no_error() -> None:
    with started(stubbed("batch", "-")) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write('{"q": "一"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write('{"q": "二"}\n' * 5)
        process.stdin.close()
        assert process.wait(300) == 0
        assert process.stderr.read() == ""


def test_ctrl_c_ends_with_its_own_code_and_one_word() -> None:
    with started(stubbed("batch", "-")) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write('{"q": "一"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(300) == 130
        assert process.stderr.read().strip() == "已中断。"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", [["chat"], ["ask", "三公经费多少？"]], ids=["chat", "ask"])
def test_closed_streams_are_no_traceback(words: list[str], closed: str) -> None:
    script = f'exec "$@" {closed}'
    result = run(["sh", "-c", script, "sh", *stubbed(*words)], stdin=subprocess.DEVNULL)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="没有 /dev/full 的系统上试不了写满的磁盘"
)
def test_a_full_disk_is_told() -> None:
    result = run(["sh", "-c", 'exec "$@" > /dev/full', "sh", *stubbed("ask", "三公经费多少？")])
    assert result.returncode == 70
    assert result.stderr.startswith("wenzhang：系统没有让程序做下去")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "ascii"])
def test_a_pipe_gets_utf8_whatever_the_locale(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    words = [*stubbed("ask", "三公经费多少？")]
    result = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert "0.00 万元（2026 年，没有安排）" in result.stdout.decode("utf-8")


def test_a_conversation_at_a_terminal() -> None:
    code, shown = at_terminal("经费多少\n", "2\n", "/why\n", "退出\n")
    assert code == 0
    assert "问：公用经费多少？" in shown
    assert "分词：公 / 用 / 经 / 费 / 多 / 少 / ？" in shown
    assert shown.rstrip().endswith("再见。")


def test_ctrl_d_leaves_a_conversation() -> None:
    code, shown = at_terminal("\x04")
    assert code == 0
    assert shown.rstrip().endswith("再见。")


def test_ctrl_c_leaves_a_conversation() -> None:
    code, shown = at_terminal(INTERRUPT)
    assert code == 130
    assert shown.rstrip().endswith("已中断。")


def at_terminal(*typed: str) -> tuple[int, str]:
    """Type at each prompt of a terminal in which `wenzhang chat` runs; return its exit code and what was seen."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "dumb"}
    process = subprocess.Popen(
        stubbed("chat"), cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    waiting = list(typed)
    seen = b""
    interrupted = False
    while chunk := _shown_next(ours, process, interrupted=interrupted):
        seen += chunk
        if waiting and seen.endswith("\n问：".encode()):
            key = waiting.pop(0)
            # Only a controlling terminal would make a signal of the key itself.
            if key == INTERRUPT:
                time.sleep(0.5)  # readline shows its prompt a moment before it heeds signals
                process.send_signal(signal.SIGINT)
                interrupted = True
            else:
                os.write(ours, key.encode())
    process.kill()  # nothing where it has ended, as it should
    os.close(theirs)  # not before: what was not read yet may go with the last of the other end
    os.close(ours)
    return process.wait(300), seen.decode().replace("\r\n", "\n")


def _shown_next(
    terminal: int, process: subprocess.Popen[bytes], *, interrupted: bool = False
) -> bytes:
    """What is shown next; nothing once the process has ended, or has been silent for half a minute.

    An interrupt that comes between a prompt's being shown and its being read is not noticed before the next
    key, as every user of a terminal knows: it is pressed again.
    """
    for turn in range(1, 301):
        if interrupted and turn % 10 == 0 and process.poll() is None:
            process.send_signal(signal.SIGINT)
        has_ended = process.poll() is not None
        if select.select([terminal], [], [], 0.1)[0]:
            return os.read(terminal, 65536)
        if has_ended:
            break
    return b""


def started(words: list[str]) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        words, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8"
    )


def run(words: list[str], stdin: int | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=ROOT, stdin=stdin, capture_output=True, encoding="utf-8", check=False
    )
