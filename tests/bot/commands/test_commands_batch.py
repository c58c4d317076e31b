"""`wenzhang batch`: one answer a line, conversations apart, and malformed lines told with their number."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

# (a line, what is wrong with it, the id that is still known)
MALFORMED = [
    ("", "这一行是空的。", None),
    ("   ", "这一行是空的。", None),
    ("三公经费多少？", "这一行不是一个完整的 JSON 对象（第 1 个字符处）。", None),
    ('{"id": "a", "q": "三公', "这一行不是一个完整的 JSON 对象", None),
    ('["三公经费多少？"]', "这一行不是 JSON 对象。", None),
    ('"三公经费多少？"', "这一行不是 JSON 对象。", None),
    ("null", "这一行不是 JSON 对象。", None),
    ('{"id": "a"}', "这一行没有问题。", "a"),
    ('{"id": "a", "q": ""}', "这一行没有问题。", "a"),
    ('{"id": "a", "q": " \\u3000"}', "这一行没有问题。", "a"),
    ('{"id": "a", "q": true}', "q 应是一段文字", "a"),
    ('{"id": "a", "q": ["三公经费多少？"]}', "q 应是一段文字", "a"),
    ('{"id": "a", "q": "\\ud800"}', "q 应是一段文字", "a"),
    ('{"id": [7], "q": "三公经费多少？"}', "id 应是一段文字", None),
    ('{"id": "\\ud800", "q": "三公经费多少？"}', "id 应是一段文字", None),
    ('{"id": "a", "q": "三公经费多少？", "chat": [5]}', "chat 应是一段文字", "a"),
    ("[" * 100_000, "这一行的 JSON 层数太多", None),
    ('{"q": ' + "9" * 5000 + "}", "这一行的 JSON 层数太多", None),
]


def test_answers_come_in_order_each_with_its_id(
    engine: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = answers(
        tmp_path,
        capsys,
        '{"id": "甲", "q": "三公经费多少？"}',
        '{"q": "经费多少"}',
        '{"id": null, "q": "今天天气"}',
    )
    assert [record["id"] for record in records] == ["甲", None, None]
    assert [record["status"] for record in records] == ["answered", "clarify", "out_of_scope"]


def test_lines_of_one_chat_are_one_conversation(engine: Any, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    lines = [
        {"q": "一", "chat": "甲"},
        {"q": "二", "chat": "乙"},
        {"q": "三", "chat": "甲"},
        {"q": "四"},
        {"q": "五"},
        {"q": "六", "chat": ""},
        {"q": "七", "chat": ""},
    ]
    questions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert main(["batch", str(questions)]) == 0
    assert engine.last.asked == [
        ("一", None),
        ("二", None),
        ("三", ("一",)),
        ("四", None),
        ("五", None),
        ("六", None),
        ("七", ("六",)),
    ]


@pytest.mark.parametrize(("line", "reason", "known"), MALFORMED)
def test_a_malformed_line_gets_an_error_and_the_others_answers(
    engine: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    line: str,
    reason: str,
    known: str | None,
) -> None:
    good = '{"id": "好", "q": "三公经费多少？"}'
    before, bad, after = answers(tmp_path, capsys, good, line, good, code=3)
    assert (before["status"], after["status"]) == ("answered", "answered")
    assert bad["error"].startswith(reason)
    assert (bad["id"], bad["line"]) == (known, 2)
    assert set(before) | {"line", "error"} == set(
        bad
    )  # whoever reads the contract's keys finds them
    assert (bad["facts"], bad["citations"]) == ([], [])


def test_a_question_that_breaks_the_program_costs_the_others_nothing(
    engine: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered = engine.ask

    def ask(self: Any, question: str, *given: Any) -> Any:
        if question == "坏":
            raise KeyError("secret")
        return answered(self, question, *given)

    monkeypatch.setattr(engine, "ask", ask)
    lines = ['{"q": "三公经费多少？"}', '{"id": "b", "q": "坏"}', '{"q": "三公经费多少？"}']
    before, bad, after = answers(tmp_path, capsys, *lines, code=70)
    assert (before["status"], after["status"]) == ("answered", "answered")
    assert (bad["id"], bad["line"]) == ("b", 2)
    assert bad["error"].startswith("程序自身出错（KeyError）。")
    assert "secret" not in str(bad)


def test_a_line_that_is_no_text_is_told(
    engine: Any, typed: Callable[[bytes], None], capsys: Any
) -> None:
    typed(b'\xff\xfe\x00\n{"q": "\xe4\xb8\x80"}\n')
    assert main(["batch", "-"]) == 3
    captured = capsys.readouterr()
    bad, good = map(json.loads, captured.out.splitlines())
    assert bad["error"].startswith("这一行不是 UTF-8 编码的文字。")
    assert good["question"] == "一"
    assert captured.err == (
        "wenzhang：有 1 行读不懂（第 1 行），原因写在输出里；其余的都已回答。\n"
    )


def test_a_byte_order_mark_is_no_fault(engine: Any, typed: Callable[[bytes], None]) -> None:
    typed('\ufeff{"q": "一"}\r\n{"q": "二"}'.encode())
    assert main(["batch", "-"]) == 0
    assert engine.last.asked == [("一", None), ("二", None)]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("没有.jsonl", "找不到“没有.jsonl”。请检查路径；要从标准输入读，就写 -。"),
        (".", "“.”是文件夹。请给出一个 JSONL 文件，或写 - 从标准输入读。"),
        ("空.jsonl", "“空.jsonl”里一行也没有。"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    engine: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "空.jsonl").touch()
    assert main(["batch", name]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"wenzhang：{sentence}")


def answers(
    folder: Path, capsys: pytest.CaptureFixture[str], *lines: str, code: int = 0
) -> list[dict[str, Any]]:
    """Write lines to a file, run the batch, check its exit code, and return what it printed."""
    questions = folder / "questions.jsonl"
    questions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert main(["batch", str(questions)]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]
