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
