"""The ways that ours is measured beside answer what they can, and refuse the rest."""

from __future__ import annotations

from functools import lru_cache

import pytest

from benchmarks.beside import Row, side_by_side
from benchmarks.peers import CannedQuestions, Peer, RankedWords, Templates
from knowledge import FactBase
from tests.corpus.asking import answerer

WAYS = (RankedWords, CannedQuestions, Templates)


@lru_cache(maxsize=1)
def base() -> FactBase:
    return FactBase(answerer().papers)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_said_in_the_expected_words_is_answered(way: type[Peer]) -> None:
    reply = way(base()).ask("公务接待费多少")  # type: ignore[call-arg]
    assert reply.status == "answered"
    assert "接待" in reply.text
    assert reply.facts[0].citations


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_the_papers_is_refused_without_a_figure(way: type[Peer]) -> None:
    reply = way(base()).ask("明天股市涨不涨")  # type: ignore[call-arg]
    assert reply.status == "not_disclosed"
    assert not reply.facts


def test_ours_answers_more_and_nothing_wrongly() -> None:
    ours, *others = side_by_side()
    assert ours.wrong == 0
    assert all(_asked(other) == _asked(ours) for other in others)
    assert all(ours.right > 2 * other.right for other in others)


def _asked(row: Row) -> int:
    return row.right + row.wrong + row.missed
