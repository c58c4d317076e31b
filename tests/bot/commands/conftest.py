"""An engine that answers from a list, so that the commands are tested without one."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import bot.replies
from bot.reply import Parts, Reply, ReplyCitation, ReplyFact

CITED = ReplyCitation(
    document="样本",
    title="某局 2026 年部门预算",
    table="附表4-7",
    table_title="一般公共预算“三公”经费支出表",
    row="合计",
    column="合计",
    line=229,
    quote="合计 0.00",
)
ANSWERED = Reply(
    question="三公经费多少？",
    status="answered",
    text="0.00 万元（2026 年，没有安排）\n公务接待费 0.00 万元",
    facts=(
        ReplyFact(
            label="“三公”经费",
            value="0.00",
            unit="万元",
            year=2026,
            entity="某局",
            state="none_arranged",
            citations=(0,),
        ),
    ),
    citations=(CITED,),
    options=("那去年呢", "公务用车有几辆？"),
    notices=("原文此处写作“20254 年”。",),
    parts=Parts(
        assumed="按“三公经费”理解。",
        headline="0.00 万元（2026 年，没有安排）",
        lines=("公务接待费 0.00 万元",),
        quotes=("2026 年没有一般公共预算“三公”经费支出安排。",),
    ),
)
UNCLEAR = Reply(
    question="经费多少",
    status="clarify",
    text="您问的是哪一个？",
    options=("人员经费多少？", "公用经费多少？"),
    parts=Parts(headline="您问的是哪一个？"),
)
BEYOND = Reply(question="今天天气", status="out_of_scope", text="这不在预算公开文件里。")
REPLIES = {"三公经费多少？": ANSWERED, "经费多少": UNCLEAR, "今天天气": BEYOND}


class Trace:
    def __init__(self, question: str, conversation: object) -> None:
        self._told = (question, conversation)

    def lines(self) -> list[tuple[str, str]]:
        return [("分词", " / ".join(self._told[0])), ("对话", repr(self._told[1]))]


class StubAnswerer:
    """Answers what it knows, remembers each question of a conversation, and says what was asked of it."""

    asked: list[tuple[str, object]]
    opened: tuple[Path, ...] | None
    sources: tuple[object, ...] = ()
    papers: tuple[object, ...] = ()

    @classmethod
    def over(cls, paths: Sequence[Path] | None) -> StubAnswerer:
        stub = cls()
        stub.opened = None if paths is None else tuple(paths)
        stub.asked = []
        cls.last = stub
        return stub

    last: StubAnswerer

    def ask(
        self,
        question: str,
        conversation: object = None,
        id: str | None = None,  # noqa: A002
    ) -> tuple[Reply, object]:
        self.asked.append((question, conversation))
        reply = REPLIES.get(question, BEYOND)
        before = conversation if isinstance(conversation, tuple) else ()
        return reply.model_copy(update={"id": id, "question": question}), (*before, question)

    def why(self, question: str, conversation: object = None) -> Trace:
        return Trace(question, conversation)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> type[StubAnswerer]:
    """The stub in the engine's place."""
    monkeypatch.setattr(bot.replies, "Answerer", StubAnswerer, raising=False)
    return StubAnswerer


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """A way to put bytes on standard input."""

    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return put
