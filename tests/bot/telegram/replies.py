"""Replies as the engine gives them, and a service that gives them."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.reply import Parts, Reply, ReplyCitation, ReplyFact
from bot.telegram.service import TableLine

THREE_PUBLIC = ReplyCitation(
    document="甲局",
    title="甲局 2026 年部门预算",
    table="附表4-7",
    table_title="一般公共预算“三公”经费支出表",
    row="合计",
    column="2026年预算数",
    line=120,
    quote="0.00",
)
PROSE = ReplyCitation(
    document="甲局",
    title="甲局 2026 年部门预算",
    section="第三部分 / 七",
    line=395,
    quote="没有安排。",
)


PNG = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def answered(question: str) -> Reply:
    """Given a question, return an answer to it that has every part."""
    return Reply(
        question=question,
        status="answered",
        text=f"0.00 万元（2026 年，没有安排）：{question}",
        facts=(
            ReplyFact(
                label="合计",
                value="0.00",
                unit="万元",
                year=2026,
                entity="甲局",
                state="none_arranged",
                citations=(0,),
            ),
        ),
        citations=(THREE_PUBLIC, PROSE),
        options=("公务用车有几辆？", "那去年呢？"),
        notices=("原文此处写作“20254 年”，按 2025 年理解。",),
        parts=Parts(
            headline="0.00 万元（2026 年，没有安排）",
            lines=("因公出国（境）费 0.00，公务接待费 0.00",),
            quotes=("2026 年没有“三公”经费支出安排。",),
        ),
    )


def echoed(question: str) -> Reply:
    """Given a question, return an answer that names it."""
    text = f"答：{question}"
    return Reply(question=question, status="answered", text=text, parts=Parts(headline=text))


def readings(question: str) -> Reply:
    """Given a question, return a reply that asks back."""
    return Reply(
        question=question,
        status="clarify",
        text="您问的是哪一个？",
        options=("三公经费支出总额是多少？", "公务接待费是多少？"),
        parts=Parts(headline="您问的是哪一个？"),
    )


@dataclass
class Engine:
    """A service that answers as told, and remembers what it was asked."""

    reply: Callable[[str], Reply] = answered
    asked: list[tuple[str, object | None]] = field(default_factory=list)
    slow: float = 0.0
    offices: tuple[str, ...] = ("甲局",)
    png: bytes | None = PNG
    drawn: list[tuple[str, str]] = field(default_factory=list)
    listed: Sequence[TableLine] = (
        TableLine("附表4-1", "部门收支总表", line=30, unit="万元", document="甲局", key="k1"),
        TableLine(None, "整体支出绩效目标表", page=12, document="甲局"),
        TableLine(None, None, document="甲局"),
    )

    def ask(self, question: str, conversation: object | None) -> tuple[Reply, object]:
        """Answer, and leave the questions so far as the conversation."""
        self.asked.append((question, conversation))
        time.sleep(self.slow)
        before = conversation if isinstance(conversation, tuple) else ()
        return self.reply(question), (*before, question)

    def kept(self, conversation: object) -> str:
        """Return the questions so far as JSON."""
        return json.dumps(conversation)

    def resumed(self, text: str) -> object | None:
        """Return the questions so far."""
        return tuple(json.loads(text))

    def tables(self) -> Sequence[TableLine]:
        """Return the tables as told."""
        return self.listed

    def print_of(self, document: str, key: str) -> str:
        """Return a name for whatever is asked for."""
        return f"{document} {key}" if document else ""

    def picture(self, document: str, key: str) -> bytes | None:
        """Return a small picture, and remember that it was drawn."""
        self.drawn.append((document, key))
        return self.png

    def departments(self) -> tuple[str, ...]:
        """Return the departments as told."""
        return self.offices

    def begun(self, department: str) -> object | None:
        """Begin a conversation with the department's name."""
        return (department,) if department in self.offices else None

    def sources(self) -> tuple[str, ...]:
        """Return one line."""
        return ("甲局 2026 年部门预算（2026 年，甲局.pdf，文件日期 2026-02-01）",)

    def about(self) -> tuple[str, ...]:
        """Return one title."""
        return ("甲局 2026 年部门预算（2026-02-01 公开）",)
