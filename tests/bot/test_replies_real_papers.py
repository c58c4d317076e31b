"""Real disclosures of twenty departments in one base: each is found by name, and none answers for another."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from intents import Conversation
from knowledge import NotADisclosure, Paper, Unreadable, paper

PAPERS = Path(__file__).resolve().parents[3] / "shared" / "disclosures"
_READ = {".pdf", ".html", ".txt", ".xlsx"}
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="这里没有那些公开文件")


@lru_cache(maxsize=1)
def _answerer() -> Answerer:
    return Answerer(tuple(_papers()))


def _papers() -> list[Paper]:
    found = []
    for path in sorted(p for p in PAPERS.iterdir() if p.suffix in _READ):
        try:
            found.append(paper(path))
        except (NotADisclosure, Unreadable):
            continue
    return found


def _ask(*messages: str) -> Reply:
    """Return the reply to the last of the messages of one conversation."""
    conversation: Conversation | None = None
    *before, last = messages
    for message in before:
        _, conversation = _answerer().ask(message, conversation)
    return _answerer().ask(last, conversation)[0]


@pytest.mark.parametrize(
    ("messages", "value", "year", "entity"),
    [
        (("万里街道三公经费多少",), "37.91", 2025, "万里街道"),
        (("烟台市信访局三公经费多少",), "17.00", 2026, "烟台市信访局"),
        (("烟台市信访局三公经费多少", "那国家信访局呢"), "112.61", 2026, "国家信访局"),
        (("普陀财政三公多少", "商务委呢"), "1.00", 2025, "普陀区商务委员会"),
        (("信访局的三公经费", "烟台市信访局"), "17.00", 2026, "烟台市信访局"),
        (("烟台市信访局比长春市信访局三公多多少",), "9.39", 2026, "长春市信访局"),
        (("烟台市信访局和北京市信访办2026年三公经费合计多少",), "34.70", 2026, "北京市信访办"),
        (("哪个部门2026年三公经费最多",), "237.92", 2026, "上海市审计局"),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else None,
)
def test_each_department_answers_for_itself(
    messages: tuple[str, ...], value: str, year: int | None, entity: str
) -> None:
    reply = _ask(*messages)
    assert reply.status == "answered", reply.text
    assert (reply.facts[0].value, reply.facts[0].year) == (value, year)
    assert entity in reply.facts[0].entity


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("三公经费多少", "clarify", "手头还有"),
        ("信访局的三公经费", "clarify", "烟台市信访局"),
        ("普陀区商务委决算多少", "not_disclosed", "2025 年预算"),
        ("闵行区财政局三公", "not_disclosed", "闵行区财政局"),
        ("上海市财政局预算多少", "not_disclosed", "上海市财政局"),
        ("教育局三公多少", "not_disclosed", "教育局"),
        ("长春信访局汇总的三公多少", "not_disclosed", "（本级）"),
        ("轨道局三公多少", "clarify", "轨道交通局"),
    ],
)
def test_what_is_not_told_is_asked_back_or_refused(question: str, status: str, said: str) -> None:
    reply = _ask(question)
    assert reply.status == status, reply.text
    assert reply.facts == ()
    assert said in reply.text


def test_unlike_papers_are_not_reckoned_together() -> None:
    reply = _ask("普陀区财政局和普陀区商务委的三公经费相差多少")
    assert not any(fact.derived for fact in reply.facts)
    assert "口径不同" in reply.text
