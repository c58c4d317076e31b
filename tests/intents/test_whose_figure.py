"""Whose figure a department's own name asks for: all of it, though a row of its head bears the same name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intents import Understood, understanding_of, vocabulary_of
from knowledge import FactBase, answer
from knowledge.build import paper_of
from knowledge.document import Source
from knowledge.readers.text import document_of

WHOLE = """青山县气象局2026年部门预算

收入总表
部门：青山县气象局\t单位：万元
单位名称\t合计\t一般公共预算
合计\t586.00\t586.00
青山县气象局\t501.00\t501.00
青山县气象服务中心\t85.00\t85.00

支出总表
部门：青山县气象局\t单位：万元
科目名称\t合计\t基本支出\t项目支出
合计\t586.00\t400.00\t186.00
气象事务\t586.00\t400.00\t186.00
"""
HEAD = WHOLE.replace("青山县气象局2026年部门预算", "青山县气象局（本级）2026年单位预算").replace(
    "部门：青山县气象局", "部门：青山县气象局（本级）"
)


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (WHOLE, "青山县气象局总预算多少", "586.00"),
        (WHOLE, "青山县气象局本级收入多少", "501.00"),
        (HEAD, "青山县气象局今年一共花多少钱", "586.00"),
    ],
)
def test_a_department_s_name_is_all_of_it(text: str, question: str, value: str) -> None:
    base = FactBase((paper_of(document_of(text, Source("例", "例.txt", "txt", ""))),))
    outcome = understanding_of(question, base, vocabulary_of(base.index())).outcome
    assert isinstance(outcome, Understood), outcome
    (query,) = outcome.queries
    assert answer(query, base).main[0].value == Decimal(value)


SERVED = """青山县民政局2026年部门预算

一、人员情况
现有在职人员10人。

支出总表
部门：青山县民政局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t520.00\t120.00\t400.00
2081002\t老年福利\t400.00\t0.00\t400.00
2080201\t行政运行\t120.00\t120.00\t0.00

基本支出表
部门：青山县民政局\t单位：万元
经济科目编码\t经济科目名称\t合计
\t合计\t120.00
30201\t办公费\t12.00
"""


@pytest.mark.parametrize(
    ("question", "found"), [("人均老年福利多少", False), ("人均办公费多少", True)]
)
def test_what_is_paid_to_others_is_not_divided_by_the_staff(question: str, *, found: bool) -> None:
    base = FactBase((paper_of(document_of(SERVED, Source("例", "例.txt", "txt", ""))),))
    outcome = understanding_of(question, base, vocabulary_of(base.index())).outcome
    assert isinstance(outcome, Understood)
    assert answer(outcome.queries[0], base).found is found


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("老年福利支出，其中项目支出多少", {"400.00"}),
        ("老年福利支出，其中基本支出和项目支出各多少", {"400.00", "0.00"}),
    ],
)
def test_halves_behind_a_row_are_the_row_s(question: str, values: set[str]) -> None:
    base = FactBase((paper_of(document_of(SERVED, Source("例", "例.txt", "txt", ""))),))
    outcome = understanding_of(question, base, vocabulary_of(base.index())).outcome
    assert isinstance(outcome, Understood)
    told = {str(f.value) for query in outcome.queries for f in answer(query, base).main}
    assert told <= values
    assert told
