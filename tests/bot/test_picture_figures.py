"""Charts of a reply: which of its figures stand side by side, and which must not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.picture.figures import chart_of
from bot.reply import Reply, ReplyCitation, ReplyFact
from tests.corpus.asking import answerer


def fact(label: str, value: str | None, year: int = 2026, **more: object) -> ReplyFact:
    told: dict[str, Any] = {
        "unit": "万元",
        "entity": "甲局",
        "state": "value",
        "citations": (0,),
        **more,
    }
    return ReplyFact(label=label, value=value, year=year, **told)


def reply(*facts: ReplyFact) -> Reply:
    cited = ReplyCitation(document="d", title="t", table="表1", line=1, quote="")
    return Reply(question="", status="answered", text="", facts=facts, citations=(cited,))


@pytest.mark.parametrize(
    ("facts", "title", "bars"),
    [
        (
            [
                fact("支出", "10.00", 2026),
                fact("支出", "20.00", 2025),
                fact("支出", "-10", derived=True),
            ],
            "支出，各年",
            [("2025 年", "20.00 万元", "100.00"), ("2026 年", "10.00 万元", "50.00")],
        ),
        (
            [fact("支出", "10"), fact("支出", "3000", entity="乙局")],
            "2026 年支出，各部门",
            [("甲局", "10 万元", "0.33"), ("乙局", "3,000 万元", "100.00")],
        ),
        (
            [fact("三公经费", "10"), fact("“三公”经费合计", "5", entity="乙局")],
            "2026 年三公经费，各部门",
            [("甲局", "10 万元", "100.00"), ("乙局", "5 万元", "50.00")],
        ),
        (
            [fact("支出", "30"), fact("基本支出", "30"), fact("项目支出", "0.00")],
            "2026 年各项",
            [
                ("支出", "30 万元", "100.00"),
                ("基本支出", "30 万元", "100.00"),
                ("项目支出", "0.00 万元", "0.00"),
            ],
        ),
    ],
)
def test_years_departments_and_parts_are_drawn(
    facts: list[ReplyFact], title: str, bars: list[tuple[str, str, str]]
) -> None:
    chart = chart_of(reply(*facts))
    assert chart
    assert chart.title == title
    assert [(bar.label, bar.value, bar.length) for bar in chart.bars] == bars
    assert all(bar.place.startswith("/c/d/") for bar in chart.bars)


@pytest.mark.parametrize(
    "facts",
    [
        [],
        [fact("支出", "10")],
        [fact("支出", "10"), fact("收入", "20")],
        [fact("支出", "10", 2026), fact("支出", "20", 2025, unit="元")],
        [fact("支出", "10", 2026), fact("收入", "20", 2025)],
        [fact("支出", "0.00", 2026), fact("支出", "0", 2025)],
        [fact("支出", "-5", 2026), fact("支出", "20", 2025)],
        [fact("支出", None, 2026), fact("支出", "20", 2025)],
        [fact("支出", "10", 2026, citations=()), fact("支出", "20", 2025)],
        [fact("支出 2026 年比 2025 年", "10"), fact("支出", "20"), fact("收入", "20")],
        [fact("接听率", "70", 2025, unit="%"), fact("接听率", "80", 2026, unit="%")],
        [fact("名称", "热线", 2025, unit=None), fact("名称", "电话", 2026, unit=None)],
    ],
)
def test_what_cannot_be_compared_is_not_drawn(facts: list[ReplyFact]) -> None:
    assert chart_of(reply(*facts)) is None


@pytest.mark.parametrize("question", ["近三年支出", "支出比去年少了多少？", "近三年收入变化趋势"])
def test_every_bar_is_a_printed_figure_at_its_place(question: str) -> None:
    given, _ = answerer().ask(question)
    chart = chart_of(given)
    assert chart
    printed = {f"{Decimal(f.value or 0):,} {f.unit}" for f in given.facts if not f.derived}
    assert {bar.value for bar in chart.bars} <= printed
    longest = max(Decimal(bar.length) for bar in chart.bars)
    assert longest == 100
