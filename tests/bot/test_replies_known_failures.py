"""What is known to go wrong must still go wrong, and what was mended must stay so.

A case that is mended breaks the build until it is moved from known_failures.toml to mended.toml.
"""

from __future__ import annotations

import pytest

from bot.reply import Reply
from intents import Conversation
from intents.rules import rules
from tests.corpus.asking import answerer, readers_of
from tests.corpus.cases import Failure, FailureFile, read

FAILURES = read("known_failures", FailureFile).failure
MENDED = read("mended", FailureFile).failure


def _id(failure: Failure) -> str:
    return " / ".join(failure.ask)


@pytest.mark.parametrize("failure", MENDED, ids=_id)
def test_what_was_mended_stays_so(failure: Failure) -> None:
    _is_as_it_should_be(failure)


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(f, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=f.now))
        for f in FAILURES
    ],
    ids=_id,
)
def test_a_known_failure_still_fails(failure: Failure) -> None:
    _is_as_it_should_be(failure)


def test_no_question_is_listed_twice() -> None:
    asked = [f.ask for f in (*FAILURES, *MENDED)]
    assert len(set(asked)) == len(asked)


def test_a_case_names_a_rule_that_there_is() -> None:
    assert {f.rule for f in (*FAILURES, *MENDED) if f.rule} <= {rule.name for rule in rules()}


def _is_as_it_should_be(failure: Failure) -> None:
    reply = _last_reply(failure.ask)
    assert reply.status in failure.status
    assert failure.said.faults(reply) == []
    assert reply.status == "answered" or reply.facts == ()
    assert len(set(reply.options)) == len(reply.options) or not failure.distinct
    assert reply.options or not failure.next_step
    assert failure.rule is None or readers_of(failure.ask[-1])[:1] == [failure.rule]


def _last_reply(messages: tuple[str, ...]) -> Reply:
    conversation: Conversation | None = None
    for message in messages[:-1]:
        _, conversation = answerer().ask(message, conversation)
    return answerer().ask(messages[-1], conversation)[0]
