"""A reply in a terminal: what stands where, at any width, and with nothing that could steer the terminal."""

from __future__ import annotations

import io
import re
from typing import cast

import pytest
from rich.console import Console

from bot.reply import Parts, Reply, ReplyCitation
from bot.settings import TerminalSettings
from bot.terminal.answers import offered, place_words, reply_lines, show_reply, show_trace
from bot.terminal.console import Line, show, visible
from bot.wrapping import cells

PLAIN = TerminalSettings()
CITED = ReplyCitation(
    document="甲",
    title="甲局 2026 年部门预算",
    table="附表4-5.1",
    table_title="一般公共预算支出情况表（分功能科目）",
    row="社会保险经办机构",
    column="基本支出 / 小计",
    page=12,
    quote="0.00",
)
LONG = Reply(
    question="比去年少了多少？",
    status="answered",
    text="减少 21.68 万元，下降 10.4%",
    citations=tuple(CITED.model_copy(update={"page": page}) for page in (12, 13, 14)),
    options=tuple(
        f"第 {n} 个可以接着问的问题，写得长一些，长到一行放不下，还要换行？" for n in range(1, 8)
    ),
    notices=("原文此处写作“20254 年预算”，疑为“2025 年”，按 2025 年理解。",),
    parts=Parts(
        assumed="沿用上一问：部门收支总预算。",
        headline="减少 21.68 万元，下降 10.4%",
        lines=(
            "2026 年 186.00 万元，2025 年 207.68 万元（186.00 − 207.68 = −21.68；−21.68 ÷ 207.68 = −10.44%）",
        ),
        quotes=("本年继续例行节约，按财政要求“过紧日子”，对项目经费支出进行压减。",),
    ),
)


def test_the_order_of_reading() -> None:
    texts = [line.text for line in reply_lines(LONG, PLAIN)]
    assert texts[:5] == [
        "沿用上一问：部门收支总预算。",
        "减少 21.68 万元，下降 10.4%",
        LONG.parts.lines[0],
        "原文：“本年继续例行节约，按财政要求“过紧日子”，对项目经费支出进行压减。”",
        "注意：原文此处写作“20254 年预算”，疑为“2025 年”，按 2025 年理解。",
    ]
    assert texts[5] == "依据"
    assert texts[6].startswith(
        "① 附表4-5.1《一般公共预算支出情况表（分功能科目）》 · 第 12 页 · 行：社会保险经办机构"
    )
    assert texts[9] == "可以接着问："


def test_the_figure_stands_out() -> None:
    styles = {line.text: line.style for line in reply_lines(LONG, PLAIN)}
    assert styles[LONG.parts.headline] == "bold"
    assert styles[LONG.parts.assumed] == "dim"


def test_only_some_citations_and_questions_are_shown_and_the_rest_is_counted() -> None:
    texts = [line.text for line in reply_lines(LONG, TerminalSettings(citations=2, options=3))]
    assert [text[0] for text in texts[6:8]] == ["①", "②"]
    assert texts[8] == "   另有 1 处，用 --json 可以看全"
    assert texts[-1].startswith("3. ")


def test_cells_of_one_row_are_told_together() -> None:
    cells_of_row = [CITED.model_copy(update={"column": f"第{n}列"}) for n in "一二三四五六"]
    other_row = CITED.model_copy(update={"row": "合计"})
    reply = LONG.model_copy(update={"citations": (*cells_of_row, *cells_of_row[:1], other_row)})
    marked = [line.text for line in reply_lines(reply, PLAIN) if line.text[0] in "①②③"]
    assert [text.partition("行：")[2] for text in marked] == [
        "社会保险经办机构 · 列：第一列、第二列、第三列、第四列 等 6 列",
        "合计 · 列：基本支出 / 小计",
    ]


def test_every_reading_is_offered() -> None:
    unclear = LONG.model_copy(update={"status": "clarify"})
    assert len(offered(unclear, TerminalSettings(options=1))) == 7
    assert len(offered(LONG, TerminalSettings(options=1))) == 1


def test_a_reply_without_parts_shows_its_text() -> None:
    reply = Reply(question="今天天气", status="out_of_scope", text="这不在预算公开文件里。")
    assert [line.text for line in reply_lines(reply, PLAIN)] == ["这不在预算公开文件里。"]


def test_papers_are_named_where_there_are_several() -> None:
    other = CITED.model_copy(update={"document": "乙", "title": "乙局 2026 年部门预算"})
    reply = LONG.model_copy(update={"citations": (CITED, other)})
    marked = [line.text for line in reply_lines(reply, PLAIN) if line.text[0] in "①②"]
    assert marked[0].startswith("① 甲局 2026 年部门预算 · 附表4-5.1")
    assert marked[1].startswith("② 乙局 2026 年部门预算 · 附表4-5.1")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"table": "附表4-7"}, "附表4-7"),
        ({"table_title": "收支总表"}, "《收支总表》"),
        (
            {"table": "附表4-1", "table_title": "收支总表", "row": "教育支出"},
            "附表4-1《收支总表》 · 行：教育支出",
        ),
        ({"section": "第三部分 / 七", "line": 431}, "第三部分 / 七 · 第 431 行"),
        ({"section": "总体情况", "page": 3}, "总体情况 · 第 3 页"),
        ({}, ""),
    ],
)
def test_a_place_in_words(changes: dict[str, object], words: str) -> None:
    bare = ReplyCitation(document="甲", title="甲局", quote="")
    assert place_words(bare.model_copy(update=changes)) == words


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_the_terminal(width: int, capsys: pytest.CaptureFixture[str]) -> None:
    show_reply(LONG, TerminalSettings(width=width))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(cells, lines)) <= width
    assert len(lines) > len(reply_lines(LONG, PLAIN))  # so something was indeed wrapped


def test_a_pipe_gets_whole_lines_without_colour(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("COLUMNS", "40")
    show_reply(LONG, PLAIN)
    out = capsys.readouterr().out
    assert out.splitlines() == [line.text for line in reply_lines(LONG, PLAIN)]
    assert "\x1b" not in out


@pytest.mark.parametrize(("no_color", "has_colour"), [("1", False), ("", True)])
def test_no_color_is_heeded(
    monkeypatch: pytest.MonkeyPatch, no_color: str, has_colour: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm-256color")
    console = Console(file=io.StringIO(), force_terminal=True, width=60)
    show([Line("注意", "yellow")], PLAIN, console)
    out = cast("io.StringIO", console.file).getvalue()
    assert bool(re.search(r"\x1b\[3[0-9]", out)) is has_colour


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("三公\x1b[2J经费", "三公[2J经费"),
        ("三公\u202e费经", "三公费经"),
        ("甲\t乙\r丙\x00\x07\x9b", "甲 乙丙"),
        ("一行\n两行", "一行\n两行"),
        ("[bold]不是标记[/bold] :smile:", "[bold]不是标记[/bold] :smile:"),
        pytest.param("半个\ud800字", "半个字", id="half a character"),
    ],
)
def test_text_from_anywhere_cannot_steer_the_terminal(
    text: str, seen: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert visible(text) == seen
    show_reply(Reply(question="q", status="out_of_scope", text=text), PLAIN)
    assert capsys.readouterr().out == seen + "\n"


def test_a_trace_is_told_stage_by_stage(capsys: pytest.CaptureFixture[str]) -> None:
    show_trace([("folded", "三公经费"), ("分词", "三公 / 经费")], PLAIN)
    assert capsys.readouterr().out.splitlines() == [
        "理解的经过",
        "归整：三公经费",
        "分词：三公 / 经费",
    ]
