"""Rendering: headline, year and unit, lines, quotations, at most three citations, notices."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Parts, Reply, ReplyCitation, ReplyFact, Status
from bot.telegram.rendering import answer_pieces
from bot.telegram.texts import load_texts
from tests.bot.telegram.published import over_the_limits, read_html
from tests.bot.telegram.replies import PROSE, THREE_PUBLIC, answered

WORDS = load_texts().answer
TEXT = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("<>&（）\n👍预")), max_size=80
)
LONG = st.builds(lambda text, times: text * times, TEXT, st.sampled_from([1, 1, 90]))
MAYBE = st.none() | TEXT
CITATIONS = st.builds(
    ReplyCitation,
    document=TEXT,
    title=TEXT,
    table=MAYBE,
    table_title=MAYBE,
    row=MAYBE,
    column=MAYBE,
    section=MAYBE,
    page=st.none() | st.integers(1, 999),
    line=st.none() | st.integers(1, 9999),
    quote=LONG,
)
FACTS = st.builds(
    ReplyFact,
    label=TEXT,
    value=MAYBE,
    unit=MAYBE,
    year=st.none() | st.integers(2000, 2030),
    entity=TEXT,
    state=st.sampled_from(["value", "zero", "none_arranged", "blank"]),
    citations=st.lists(st.integers(-2, 9), max_size=4).map(tuple),
)
PARTS = st.builds(
    Parts,
    assumed=TEXT,
    headline=LONG,
    lines=st.lists(LONG, max_size=6).map(tuple),
    quotes=st.lists(LONG, max_size=3).map(tuple),
)
REPLIES = st.builds(
    Reply,
    question=TEXT,
    status=st.sampled_from(["answered", "clarify", "not_disclosed", "out_of_scope"]),
    text=LONG,
    facts=st.lists(FACTS, max_size=3).map(tuple),
    citations=st.lists(CITATIONS, max_size=6).map(tuple),
    notices=st.lists(LONG, max_size=3).map(tuple),
    parts=PARTS,
)


def html(reply: Reply, **how: Any) -> str:
    """Return the one message of a reply."""
    (piece,) = answer_pieces(reply, WORDS, **how)
    return piece.html


@given(REPLIES, TEXT, st.lists(LONG, max_size=4), st.integers(2, 5))
def test_any_reply_makes_messages_that_telegram_takes(
    reply: Reply, asked: str, listed: list[str], at_most: int
) -> None:
    messages = answer_pieces(reply, WORDS, asked=asked, listed=listed, at_most=at_most)
    assert 1 <= len(messages) <= at_most
    for piece in messages:
        assert over_the_limits("sendMessage", {"text": piece.html, "parse_mode": "HTML"}) == []
        assert read_html(piece.html)[0] == piece.plain


def test_what_is_listed_by_number_is_not_said_twice() -> None:
    readings = ("甲局的三公经费是多少？", "乙局的三公经费是多少？")
    parts = Parts(headline="您问的是哪一个？", lines=(*readings, "手头还有：丙局。"))
    reply = Reply(question="问", status="clarify", text="答", options=readings, parts=parts)
    for shown in (html(reply), html(reply, listed=readings)):
        assert [shown.count(reading) for reading in readings] == [1, 1]
        assert "手头还有：丙局。" in shown


@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        ("0.00 万元（2026 年，没有安排）", "<b>0.00 万元</b>（2026 年，没有安排）"),
        ("46 人", "<b>46 人</b>（2026 年）"),
        ("因公出国（境）费 0.00 万元（2026 年）", "<b>因公出国（境）费 0.00 万元</b>（2026 年）"),
        ("2026 年 0.00 万元（按（预算）数）", "<b>2026 年 0.00 万元</b>（按（预算）数）"),
        ("（2026 年没有）", "<b>（2026 年没有）</b>"),
        ("2026 年减少 <1 万元", "<b>2026 年减少 &lt;1 万元</b>"),
        ("这一格是空的：附表4-1 没有填数。", "<b>这一格是空的</b>：附表4-1 没有填数（2026 年）。"),
        ("附表4-7（单位：万元），共 1 行。", "<b>附表4-7（单位：万元），共 1 行</b>（2026 年）。"),
        ("主要职能，原文：", "<b>主要职能，原文</b>（2026 年）："),
        ("。", "（2026 年）。"),
    ],
)
def test_the_figure_is_bold_and_the_year_is_always_said(headline: str, shown: str) -> None:
    fact = answered("问").facts[0].model_copy(update={"unit": None})
    reply = Reply(
        question="问", status="answered", text="答", facts=(fact,), parts=Parts(headline=headline)
    )
    assert html(reply) == shown


def test_a_unit_that_the_words_forgot_is_said() -> None:
    reply = answered("问").model_copy(
        update={"parts": Parts(headline="0.00"), "citations": (), "notices": ()}
    )
    assert html(reply) == "<b>0.00</b>（2026 年，单位：万元）"


@pytest.mark.parametrize("status", ["clarify", "not_disclosed", "out_of_scope"])
def test_only_an_answer_is_bold(status: Status) -> None:
    reply = Reply(question="问", status=status, text="没有。", parts=Parts(headline="没有。"))
    assert html(reply) == "没有。"


def test_what_was_assumed_stands_under_the_headline() -> None:
    parts = Parts(headline="0.00 万元（2026 年）", assumed="按“三公经费”理解。")
    reply = Reply(question="问", status="answered", text="答", parts=parts)
    assert html(reply) == "<b>0.00 万元</b>（2026 年）\n<i>按“三公经费”理解。</i>"


def test_a_reply_without_parts_is_shown_by_its_text() -> None:
    reply = Reply(question="问", status="answered", text="0.00 万元\n没有安排")
    assert html(reply) == "<b>0.00 万元</b>\n没有安排"


def test_at_most_three_places_are_shown_each_once_and_the_headlines_first() -> None:
    places = [
        PROSE,
        PROSE,
        *(PROSE.model_copy(update={"line": n}) for n in (1, 2, 3)),
        THREE_PUBLIC,
    ]
    fact = answered("问").facts[0].model_copy(update={"citations": (5,)})
    reply = Reply(
        question="问",
        status="answered",
        text="2026 年 0.00 万元",
        facts=(fact,),
        citations=tuple(places),
    )
    evidence = html(reply).split("<b>依据</b>\n")[1].splitlines()
    assert evidence == [
        "① 附表4-7《一般公共预算“三公”经费支出表》 · 合计 · 2026年预算数 · 第 120 行",
        "② 第三部分 / 七 · 第 395 行",
        "③ 第三部分 / 七 · 第 1 行",
        "……依据共 5 处，这里列出前 3 处。",
    ]


def test_whose_paper_it_is_is_said_where_there_are_several() -> None:
    other = PROSE.model_copy(
        update={"document": "乙局", "title": "乙局 2025 年部门预算", "page": 3}
    )
    reply = Reply(question="问", status="answered", text="答", citations=(PROSE, other))
    assert "① 甲局 2026 年部门预算 · 第三部分 / 七 · 第 395 行" in html(reply)
    assert "② 乙局 2025 年部门预算 · 第三部分 / 七 · 第 3 页 · 第 395 行" in html(reply)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"table": "附表4-7", "table_title": None}, "① 附表4-7"),
        ({"table": None, "table_title": "绩效目标表"}, "① 《绩效目标表》"),
        ({"section": None, "line": None}, "① 甲局 2026 年部门预算"),
    ],
)
def test_a_place_is_named_by_what_is_known(changes: dict[str, object], place: str) -> None:
    citation = PROSE.model_copy(update={"section": None, "line": None, **changes})
    reply = Reply(question="问", status="answered", text="答", citations=(citation,))
    assert html(reply).splitlines()[-1] == place


def test_the_evidence_and_the_notices_stay_when_lines_must_go() -> None:
    parts = Parts(headline="很多", lines=tuple("项" * 3000 for _ in range(9)))
    reply = answered("问").model_copy(update={"parts": parts})
    messages = answer_pieces(reply, WORDS, at_most=2)
    assert len(messages) == 2
    assert messages[0].plain.startswith("很多")
    assert messages[1].plain.startswith("……回答太长，中间略去一部分。")
    assert "原文此处写作" in messages[1].plain
    assert "② 第三部分" in messages[1].plain
