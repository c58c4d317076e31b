"""`wenzhang facts` and `wenzhang check` on papers that are read indeed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main

PAPER = """武汉市某某局2026年部门预算

第三部分 武汉市某某局2026年部门预算情况说明
一、收支预算总体安排情况
2026 年收支总预算 186 万元，比 20254 年预算减少 21.68 万元，减少 10.4%。

附表4-1
收支总体情况表
部门：武汉市某某局    单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t186.00\t一、一般公共服务支出\t186.00
二、事业收入\t\t四、教育支出\t
本年收入合计\t186.00\t本年支出合计\t186.00
收入总计\t186.00\t支出总计\t186.00
"""
# (file name, its bytes, what is said of it)
UNREADABLE = [
    ("没有.txt", None, "没有找到文件"),
    ("空.txt", b"", "是空文件"),
    ("乱.txt", b"\x00\x01\x02\xff" * 200, ""),
    ("信.txt", "这是一封信，与预算公开没有任何关系。".encode(), ""),
]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "样本.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


def test_every_fact_is_a_line_with_its_citation(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["facts", "--json", "--disclosure", str(paper)]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    keys = {"label", "value", "unit", "year", "entity", "state", "derived", "citations"}
    assert all(set(record) == keys for record in records)
    assert all(len(record["citations"]) >= 1 for record in records)
    blank = [r for r in records if r["citations"][0]["row"] == "四、教育支出"]
    assert [(r["value"], r["state"]) for r in blank] == [(None, "blank")]
    assert any(r["value"] == "186" and r["citations"][0]["table"] is None for r in records)


def test_facts_for_a_person(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "--disclosure", str(paper)]) == 0
    out = capsys.readouterr().out
    assert "附表4-1《收支总体情况表》" in out
    assert "186.00 万元" in out
    assert "（空）" in out
    assert "第 12 行" in out


def test_a_check_for_a_program(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", "--disclosure", str(paper)]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["document"] == "样本"
    assert record["department"] == "武汉市某某局"
    assert record["tables"][0]["form"] == "收支总表"
    assert "impossible_year" in [finding["code"] for finding in record["findings"]]


def test_a_check_for_a_person(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--disclosure", str(paper)]) == 0
    out = capsys.readouterr().out
    assert "表（1 张）" in out
    assert "标准表：收支总表 · 单位：万元 · 4 行 4 列" in out
    assert "勾稽关系：查了" in out
    assert "20254" in out
    assert "第 5 行" in out


SHORT = """某市某局2026年部门预算

支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
205\t教育支出\t9.00\t9.00\t
20508\t进修及培训\t9.00\t9.00\t
2050801\t教师进修\t3.00\t3.00\t
2050803\t培训支出\t8.00\t8.00\t
"""


def test_a_fault_of_several_columns_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = tmp_path / "不符.txt"
    short.write_text(SHORT, encoding="utf-8")
    assert main(["check", "--disclosure", str(short)]) == 0
    out = capsys.readouterr().out
    assert "错误 1 条" in out
    assert out.count("相差-2.00万元") == 1
    assert "分项 教师进修 3.00，培训支出 8.00" in out
    assert "这几列也差同样的数：基本支出" in out


def test_a_strict_check_fails_where_there_is_an_error(paper: Path, tmp_path: Path) -> None:
    assert main(["check", "--strict", "--disclosure", str(paper)]) == 1
    sound = tmp_path / "无误.txt"
    sound.write_text(
        PAPER.replace("20254", "2025").replace("减少 10.4%", "减少 10.4%"), encoding="utf-8"
    )
    assert main(["check", "--strict", "--disclosure", str(sound)]) == 0


def test_several_papers_are_told_one_after_the_other(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text(PAPER.replace("某某局", "另一局"), encoding="utf-8")
    main(["check", "--json", "--disclosure", str(other), "--disclosure", str(paper)])
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["document"] for record in records] == ["另一份", "样本"]


@pytest.mark.parametrize("command", ["facts", "check"])
def test_the_shipped_paper_is_read_where_none_is_named(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--json"]) == 0
    assert capsys.readouterr().out.startswith("{")


@pytest.mark.parametrize(
    ("name", "content", "sentence"), UNREADABLE, ids=[each[0] for each in UNREADABLE]
)
@pytest.mark.parametrize("command", ["facts", "check", "ask"])
def test_what_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    name: str,
    content: bytes | None,
    sentence: str,
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    question = ["三公经费多少？"] if command == "ask" else []
    assert main([command, "--json", "--disclosure", str(path), *question]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("wenzhang：")
    assert sentence in captured.err
    assert captured.err.count("\n") == 1
