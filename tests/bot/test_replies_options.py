"""What a reply offers can be asked: it is answered, by a press or typed anew, and no two offers are alike."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import pytest

from bot.reply import Reply
from tests.corpus.asking import answerer, reply_to
from tests.corpus.cases import phrases

QUESTIONS = sorted({(p.text, p.about) for p in phrases() if p.text == p.group.say[0]})


@pytest.mark.parametrize(("question", "about"), QUESTIONS)
def test_what_is_offered_is_answered(question: str, about: str) -> None:
    options = reply_to(question, about).options
    assert len(set(options)) == len(options)
    assert [
        option
        for option in options
        if reply_to(option, about).status not in {"answered", "clarify"}
    ] == []


@pytest.mark.parametrize(("question", "about"), QUESTIONS)
def test_a_press_and_the_same_words_typed_give_one_figure(question: str, about: str) -> None:
    reply, conversation = answerer(about).ask(question)
    for option in reply.options:
        pressed = _figure(answerer(about).ask(option, conversation)[0])
        typed = _figure(reply_to(option, about))
        assert pressed is None or typed is None or pressed == typed, option


def _figure(reply: Reply) -> tuple[Decimal, str | None, int | None] | None:
    first = reply.facts[0] if reply.facts else None
    if first is None or first.value is None:
        return None
    try:
        return Decimal(first.value), first.unit, first.year
    except InvalidOperation:
        return None
