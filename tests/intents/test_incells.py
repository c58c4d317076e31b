"""A cell named by its row and its column, its class, or words of its own name; no word that narrows is passed over."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from knowledge import Fact
from tests.knowledge.query.small import FACTS, fact, paper_of

_SPENT = frozenset({"label:园林", "expenditure"})


def _row(line: int, value: str, column: str) -> Fact:
    return fact(line, "园林养护", value, "label:园林养护", column, context=_SPENT)


@pytest.fixture(scope="module")
def bot() -> Answerer:
    rows = [_row(900, "58.00", "basic"), _row(901, "120.00", "project")]
    heating = fact(902, "取暖费", "3.40", "label:取暖费", codes=("30208", "50201"))
    wages = fact(903, "绩效工资", "44.10", "label:绩效工资", codes=("30107", "50501"))
    over = frozenset({"label:机关商品和服务支出"})
    goods = fact(904, "商品和服务支出", "9.00", "label:商品和服务支出", context=over)
    wages_over = fact(
        905,
        "工资福利支出",
        "60.00",
        "label:工资福利支出",
        context=frozenset({"label:机关工资福利支出"}),
    )
    return Answerer([paper_of([*FACTS, *rows, heating, wages, goods, wages_over])])


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("园林养护 基本支出 项目支出 分别多少", ["58.00", "120.00"]),
        ("园林养护 基本支出、项目支出", ["58.00", "120.00"]),
        ("机关商品和服务支出 取暖费 预算", ["3.40"]),
        ("事业单位绩效工资 金额", ["44.10"]),
    ],
)
def test_every_word_is_accounted_for(bot: Answerer, question: str, values: list[str]) -> None:
    reply, _ = bot.ask(question)
    assert [told.value for told in reply.facts] == values


@pytest.mark.parametrize(
    "question", ["事业单位取暖费多少", "机关工资福利支出 绩效工资 金额", "园林养护 取暖费 多少"]
)
def test_what_narrows_is_not_passed_over(bot: Answerer, question: str) -> None:
    reply, _ = bot.ask(question)
    assert not reply.facts
