"""What is said to be answered is answered: the proof and the answer agree on everything that can be named."""

from __future__ import annotations

from itertools import pairwise

import pytest

from knowledge import FactBase, Op, Query, Subject, answer, is_answered, known_terms
from tests.corpus.asking import answerer

_ASKED = (Op.CHANGE, Op.PARTS, Op.REASON, Op.WHERE, Op.LOOKUP)


@pytest.mark.parametrize("op", _ASKED)
def test_a_proof_says_what_the_answer_would(op: Op) -> None:
    paper = answerer().papers[0]
    proved = told = 0
    for query in _queries(op, FactBase([paper])):
        found = answer(query, FactBase([paper]))
        said = is_answered(query, FactBase([paper]))
        assert said == (found.found and found.shape == op.value), query
        proved += said
        told += not said
    assert proved
    assert told


def _queries(op: Op, base: FactBase) -> list[Query]:
    index = base.index()
    labels = list(index.labels().values())
    subjects = [Subject(terms=frozenset({term})) for term in (*known_terms(), *labels)]
    subjects += [Subject(codes=frozenset({code})) for code in index.by_code]
    subjects += [Subject(terms=frozenset({first, second})) for first, second in pairwise(labels)]
    subjects += [Subject(one_of=frozenset(labels[n : n + 3])) for n in range(0, len(labels), 3)]
    return [Query(op=op, subjects=(subject,)) for subject in subjects]
