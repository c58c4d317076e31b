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


@lru_cache(maxsize=4)
def _alone(name: str) -> Answerer:
    return Answerer((paper(PAPERS / name),))


def test_one_projects_share_is_no_appropriation_of_the_department() -> None:
    reply, _ = _alone("2026年烟台市信访局部门预算.pdf").ask("财政拨款占总支出的比例")
    assert "0.87" not in reply.text


def test_an_indicator_is_told_by_what_it_is_to_reach() -> None:
    answerer = _alone("长春市信访局（本级）2026年度部门预算公开.pdf")
    reply, _ = answerer.ask("预算表11，驻京工作人员人数这项指标值是多少")
    first = reply.text.splitlines()[0]
    assert "18" in first
    assert "40" not in first


def test_an_indicator_in_words_is_not_told_by_its_weight() -> None:
    reply, _ = _alone("国家信访局2026年度部门预算.pdf").ask("信访工作法治化水平是多少")
    assert "持续提升" in reply.text.splitlines()[0]


def test_the_unit_with_the_least_is_looked_for_among_all_units() -> None:
    answerer = _alone("2026年中国共产党广州市委员会宣传部部门预算.pdf")
    reply, _ = answerer.ask("各单位项目支出最少的是哪家")
    assert reply.facts[0].value == "60.00"
