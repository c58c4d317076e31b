"""A service that was prepared loads nothing more for any of its papers."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from intents.papers import reading
from knowledge import base
from tests.corpus.asking import papers


def test_a_prepared_answerer_gathers_no_words_when_it_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [*papers(), *papers("final_accounts")]
    answerer = Answerer(both)
    answerer.prepare()

    def never(*_: object) -> None:
        raise AssertionError("载入了已经备好的文件")

    monkeypatch.setattr(reading, "vocabulary_of", never)
    monkeypatch.setattr(base.PaperIndex, "of", never)
    for paper in both:
        reply, _ = answerer.ask(f"{paper.department}三公经费多少")
        assert reply.status == "answered"


def test_a_prepared_answerer_has_ranked_all_spending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [*papers(), *papers("final_accounts")]
    answerer = Answerer(both)
    answerer.prepare()

    def never(*_: object) -> None:
        raise AssertionError("总数在问的时候才排出来")

    monkeypatch.setattr(base.PaperIndex, "_ranked", never)
    for paper in both:
        reply, _ = answerer.ask(f"{paper.department}总支出多少")
        assert reply.status == "answered"
