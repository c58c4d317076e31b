"""What is known to go wrong must still go wrong: a case that is mended breaks the build until it is moved."""

from __future__ import annotations

import pytest

from bot.reply import Reply
from intents import Conversation
from intents.rules import rules
from tests.corpus.asking import answerer, readers_of
from tests.corpus.cases import Failure, FailureFile, phrases, read

FAILURES = read("known_failures", FailureFile).failure


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(f, id=" / ".join(f.ask), marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=f.now))
        for f in FAILURES
    ],
)
def test_a_known_failure_is_answered_as_it_should_be(failure: Failure) -> None:
    reply = _last_reply(failure.ask)
    assert reply.status in failure.status
    assert not failure.said.faults(reply)
    assert len(set(reply.options)) == len(reply.options) or not failure.distinct
    assert reply.options or not failure.next_step
    assert failure.rule is None or readers_of(failure.ask[-1])[:1] == [failure.rule]


def test_a_known_failure_is_no_corpus_phrase() -> None:
    assert not {f.ask[0] for f in FAILURES if len(f.ask) == 1} & {p.text for p in phrases()}


def test_a_known_failure_names_a_rule_that_there_is() -> None:
    assert {f.rule for f in FAILURES if f.rule} <= {rule.name for rule in rules()}


def _last_reply(messages: tuple[str, ...]) -> Reply:
    conversation: Conversation | None = None
    for message in messages[:-1]:
        _, conversation = answerer().ask(message, conversation)
    return answerer().ask(messages[-1], conversation)[0]
