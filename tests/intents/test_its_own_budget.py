"""三公经费预算 asks for what was planned, also of a paper that tells what was spent beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intents import Understood, understanding_of, vocabulary_of
from knowledge import FactBase, answer
from knowledge.build import paper_of
from knowledge.document import Source
from knowledge.readers.text import document_of

TEXT = """青山县审计局2024年度部门决算
一、“三公”经费支出决算情况说明
2024年度“三公”经费支出2.05万元，年初预算为2.95万元。
2024年度公务接待费支出2.05万元，年初预算为2万元。
基本支出100万元，项目支出20万元。
"""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("三公经费预算多少", "2.95"),
        ("三公经费多少", "2.05"),
        ("三公经费预算数", "2.95"),
        ("三公经费年初预算是多少", "2.95"),
    ],
)
def test_what_was_planned_and_what_was_spent(question: str, value: str) -> None:
    base = FactBase((paper_of(document_of(TEXT, Source("例", "例.txt", "txt", ""))),))
    outcome = understanding_of(question, base, vocabulary_of(base.index())).outcome
    assert isinstance(outcome, Understood)
    (query,) = outcome.queries
    assert answer(query, base).main[0].value == Decimal(value)


YUNNAN = """青山县林业局2026年部门预算编制说明
三、预算单位收入情况
（一）部门财务收入情况
2026年部门财务总收入331.85万元，其中：一般公共预算323.85万元，其他收入8.00万元。
与上年对比减少73.27万元，下降18.09%，主要原因分析：人员减少。
"""


@pytest.mark.parametrize("question", ["总收入比上年减少多少", "总收入比上年是增是减，差多少"])
def test_a_paragraph_that_opens_with_a_comparison_goes_on_about_the_one_before(
    question: str,
) -> None:
    base = FactBase((paper_of(document_of(YUNNAN, Source("例", "例.txt", "txt", ""))),))
    outcome = understanding_of(question, base, vocabulary_of(base.index())).outcome
    assert isinstance(outcome, Understood)
    told = answer(outcome.queries[0], base)
    assert told.main[0].value == Decimal("-73.27")
    assert [fact.value for fact in told.quotes] == ["人员减少"]
