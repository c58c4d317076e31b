"""Words that only frame a question, and those that limit it: what is besides, what is left out, which year is meant."""

from __future__ import annotations

from functools import lru_cache

import pytest

from intents import Beyond, Understood, understanding_of, vocabulary_of
from knowledge import Fact, FactBase, Op, answer
from knowledge.build import paper_of
from knowledge.document import Source
from knowledge.readers.text import document_of

TEXT = """青山县农业农村局2026年部门预算

部门收支总表
部门：青山县农业农村局\t单位：万元
收入项目\t预算数\t支出项目\t预算数
一、财政拨款收入\t900.00\t一、农林水支出\t1000.00
二、事业收入\t80.00\t二、卫生健康支出\t
三、其他收入\t20.00\t\t
收入总计\t1000.00\t支出总计\t1000.00

部门支出总表
部门：青山县农业农村局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t1000.00\t600.00\t400.00
2130108\t病虫害控制\t130.00\t\t130.00

一般公共预算支出表
部门：青山县农业农村局\t单位：万元
科目编码\t科目名称\t2025年执行数\t2026年预算数\t\t
\t\t\t合计\t基本支出\t项目支出
2130108\t病虫害控制\t90.00\t120.00\t\t120.00

一般公共预算“三公”经费支出表
单位：万元
项目\t2026年预算数
“三公”经费合计\t6.00
公务接待费\t6.00
因公出国（境）费\t0.00
"""


@lru_cache(maxsize=1)
def _base() -> FactBase:
    return FactBase((paper_of(document_of(TEXT, Source("例", "例.txt", "txt", ""))),))


def _told(question: str) -> tuple[list[Op], list[str]]:
    """Return what a question is understood to ask, and the values it is answered with."""
    outcome = understanding_of(question, _base(), vocabulary_of(_base().index())).outcome
    assert isinstance(outcome, Understood), outcome
    told = [answer(query, _base()) for query in outcome.queries]
    figures = [f for each in told for f in (*each.main, *each.parts)]
    return [q.op for q in outcome.queries], [str(f.value) for f in figures]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("收入除了财政给的还有别的来源吗", ["80.00", "20.00"]),
        ("今年的钱除了财政拨款还有哪些来路，分别多少", ["80.00", "20.00"]),
        ("财政拨款之外还有哪些收入", ["80.00", "20.00"]),
        ("除了财政拨款和事业收入，还有什么收入", ["20.00"]),
        ("除了财政拨款还有没有别的收入", ["80.00", "20.00"]),
    ],
)
def test_only_what_comes_in_besides_is_told(question: str, values: list[str]) -> None:
    assert _told(question) == ([Op.PARTS], values)


@pytest.mark.parametrize(
    "question", ["除了养人和日常开销，做项目的钱有多少", "真正用来办事的钱有多少"]
)
def test_what_stands_beside_a_figure_is_not_taken_from_it(question: str) -> None:
    assert _told(question)[1] == ["400.00"]


@pytest.mark.parametrize(
    ("question", "ops"),
    [
        ("公务接待费怎么没了", [Op.LOOKUP, Op.REASON]),
        ("公务接待费怎么没编预算", [Op.LOOKUP, Op.REASON]),
        ("因公出国费怎么没编预算", [Op.REASON]),
        ("因公出国费怎么是0", [Op.REASON]),
    ],
)
def test_why_there_is_none_is_asked_of_a_figure_that_there_is(question: str, ops: list[Op]) -> None:
    assert _told(question)[0] == ops


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2130108去年多少", ["90.00"]),
        ("病虫害控制上年执行数多少", ["90.00"]),
        ("2130108比上年增减多少", ["30.00"]),
        ("去年一年病虫害控制花了多少，就是2025年", ["90.00"]),
    ],
)
def test_a_row_s_year_before_is_compared_within_its_table(question: str, values: list[str]) -> None:
    assert _told(question)[1][: len(values)] == values


@pytest.mark.parametrize("question", ["哪个口径都行，公务接待费多少", "我妈让我问公务接待费多少"])
def test_words_that_change_nothing_are_passed_over(question: str) -> None:
    assert _told(question)[1] == ["6.00"]


def test_words_that_limit_are_not() -> None:
    question = "下属单位的公务接待费多少"
    outcome = understanding_of(question, _base(), vocabulary_of(_base().index())).outcome
    told = [answer(q, _base()) for q in outcome.queries] if isinstance(outcome, Understood) else []
    facts = [f for each in told if each.found for f in each.main if isinstance(f, Fact)]
    assert isinstance(outcome, Beyond) or not facts
