"""`wenzhang ask`: what it prints, and what its exit code says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

KEYS = ["id", "question", "status", "text", "facts", "citations", "options", "notices"]


def test_json_is_the_object_of_the_contract(
    engine: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--json", "三公经费多少？"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    record = json.loads(out)
    assert list(record) == KEYS
    assert record["facts"][0]["value"] == "0.00"
    assert record["citations"][0]["table"] == "附表4-7"
    assert "三公经费多少？" in out  # Chinese as it is, not escaped


@pytest.mark.parametrize(
    ("question", "code"), [("三公经费多少？", 0), ("经费多少", 1), ("今天天气", 1)]
)
def test_the_exit_code_tells_whether_it_was_answered(engine: Any, question: str, code: int) -> None:
    assert main(["ask", question]) == code


def test_words_are_joined_by_blanks(engine: Any) -> None:
    main(["ask", "三公", "经费"])
    assert engine.last.asked == [("三公 经费", None)]


def test_a_person_reads_figure_place_and_next_questions(
    engine: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ask", "三公经费多少？"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "按“三公经费”理解。",
        "0.00 万元（2026 年，没有安排）",
        "公务接待费 0.00 万元",
        "原文：“2026 年没有一般公共预算“三公”经费支出安排。”",
    ]
    assert "注意：原文此处写作“20254 年”。" in lines
    assert "① 附表4-7《一般公共预算“三公”经费支出表》 · 第 229 行 · 行：合计 · 列：合计" in lines
    assert lines[-2:] == ["1. 那去年呢", "2. 公务用车有几辆？"]


def test_why_prints_the_trace_after_the_answer(
    engine: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ask", "--why", "经费多少"])
    out = capsys.readouterr().out
    assert (
        out.index("您问的是哪一个？")
        < out.index("理解的经过")
        < out.index("分词：经 / 费 / 多 / 少")
    )


def test_why_leaves_the_json_alone(engine: Any, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "--why", "--json", "经费多少"])
    captured = capsys.readouterr()
    assert json.loads(captured.out)["status"] == "clarify"
    assert "分词\t经 / 费 / 多 / 少" in captured.err


def test_the_papers_named_are_the_only_ones(engine: Any) -> None:
    main(["ask", "--disclosure", "a.pdf", "--disclosure", "b.txt", "三公经费多少？"])
    assert engine.last.opened == (Path("a.pdf"), Path("b.txt"))


def test_without_papers_the_shipped_one_answers(engine: Any) -> None:
    main(["ask", "三公经费多少？"])
    assert engine.last.opened is None


def test_papers_of_the_settings_answer_where_none_is_named(engine: Any, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('disclosures = ["papers/a.pdf"]', encoding="utf-8")
    main(["ask", "三公经费多少？", "--config", str(config)])
    assert engine.last.opened == (tmp_path / "papers/a.pdf",)


@pytest.mark.parametrize("words", [[""], ["   "], ["\u3000", " "]])
def test_an_empty_question_is_wrong_usage(
    engine: Any, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "wenzhang：没有问题。请把问题写在 ask 后面，例如：wenzhang ask 三公经费多少？\n"
    )


def test_a_question_in_another_encoding_is_read(engine: Any) -> None:
    main(["ask", "三公经费多少？".encode("gb18030").decode("utf-8", "surrogateescape")])
    assert engine.last.asked == [("三公经费多少？", None)]
