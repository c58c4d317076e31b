"""`wenzhang lexicon`: the words looked over, one shown, a question tried."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.state import Pseudonyms, State
from bot.state.inquiries import Channel
from intents.lexicon import Entry
from intents.lint import Fault
from tests.corpus.asking import answerer


def test_lint_tells_each_fault_with_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lexicon", "lint"]) == 0
    *faults, summary = capsys.readouterr().out.splitlines()
    assert "必须改的 0 处" in summary
    assert all(line.startswith("留意：") and ".toml 第 " in line for line in faults)


def test_lint_ends_with_one_where_something_must_be_put_right(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    places = (
        Entry("饭局", "concepts.toml", 3, "concept", "reception", "aliases"),
        Entry("饭局", "concepts.toml", 9, "topic", "chat", "aliases"),
    )
    monkeypatch.setattr("intents.lexicon_faults", lambda: (Fault("two_concepts", places, True),))
    assert main(["lexicon", "lint"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("错：“饭局”同时是两样东西")
    assert (
        "自带的 concepts.toml 第 3 行（concept：reception）、自带的 concepts.toml 第 9 行（topic：chat）"
        in out
    )


@pytest.mark.parametrize(
    ("word", "code", "told"),
    [
        ("公款吃喝", 0, "concept：reception"),
        ("公务接待费", 0, "terms.toml：reception"),
        ("饭局", 1, "会挡住答案"),
        ("牵涉", 1, "问的东西已经说明白时"),
        ("究竟", 0, "fillers.toml"),
    ],
)
def test_show_tells_what_a_word_names_and_where(
    capsys: pytest.CaptureFixture[str], word: str, code: int, told: str
) -> None:
    assert main(["lexicon", "show", word]) == code
    assert told in capsys.readouterr().out


def test_try_tells_by_which_lines_a_question_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lexicon", "try", "公款吃喝花没花，里里外外"]) in {0, 1}
    out = capsys.readouterr().out
    _, used = out.split("用到的词")
    assert "“公款吃喝” 术语 reception" in used
    assert "concepts.toml 第 " in used
    assert "cues.toml" in used


def test_a_question_that_cannot_be_placed_tells_the_word_to_write_down(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["lexicon", "try", "饭局多少钱"]) == 1
    assert "词典里没有，挡住答案" in capsys.readouterr().out


@pytest.mark.parametrize("given", [["lexicon"], ["lexicon", "shw", "词"], ["lexicon", "show", " "]])
def test_a_mistyped_command_is_told_in_chinese(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(given) == 2
    assert "wenzhang：" in capsys.readouterr().err


def test_show_tells_the_own_file_from_the_shipped_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "自己的.toml"
    own.write_text('[[alias]]\nword = "饭局"\nconcept = "reception"\n', encoding="utf-8")
    monkeypatch.setenv("WENZHANG_LEXICON", str(own))
    assert main(["lexicon", "show", "饭局"]) == 0
    assert f"自己的词典 {own} 第 2 行" in capsys.readouterr().out
    assert main(["lexicon", "show", "吃喝"]) == 0
    assert "自带的 concepts.toml 第" in capsys.readouterr().out
    assert main(["ask", "饭局多少钱"]) == 0
    own.write_text("[[alias]]\nword = 1", encoding="utf-8")
    assert main(["ask", "饭局多少钱"]) == 4
    assert f"{own} 第 1 条（第 1 行）" in capsys.readouterr().err
    monkeypatch.delenv("WENZHANG_LEXICON")
    assert main(["ask", "饭局多少钱"]) == 1


def test_a_word_is_proposed_added_and_taken_back_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WENZHANG_STORE", str(tmp_path / "base.sqlite3"))
    state = State(str(tmp_path / "state.sqlite3"), Pseudonyms(b"k" * 32))
    state.inquiries.record(Channel.DESK, "饭局钱多少", answerer().ask("饭局钱多少")[0])
    assert main(["lexicon", "propose", "饭局钱", "公务接待费"]) == 0
    told = capsys.readouterr().out
    assert "听懂了：饭局钱多少\n  从前：我没弄明白“饭局”" in told
    assert "以后：公务接待费：0.00 万元" in told
    assert "可以加：再带上 --add" in told
    assert main(["ask", "饭局钱多少"]) == 1  # only looked at
    assert main(["lexicon", "propose", "饭局钱", "公务接待费", "--add"]) == 0
    assert main(["ask", "饭局钱多少"]) == 0
    capsys.readouterr()
    assert main(["lexicon", "propose", "饭局钱", "公务接待费", "--json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert (record["may_be_added"], record["target"]["concept"]) == (False, "reception")
    assert main(["lexicon", "propose", "饭局钱", "没有的"]) == 2
    assert "没有叫“没有的”的概念" in capsys.readouterr().err
    assert main(["lexicon", "undo", "饭局钱"]) == 0
    assert main(["ask", "饭局钱多少"]) == 1
    assert main(["lexicon", "undo", "饭局钱"]) == 1
    done = [(e.who, e.action, e.before, e.after) for e in state.audit.find(subject="word:饭局钱")]
    assert done == [
        ("命令行", "lexicon.undo", "公务接待费", None),
        ("命令行", "lexicon.add", None, "公务接待费"),
    ]
    state.close()
