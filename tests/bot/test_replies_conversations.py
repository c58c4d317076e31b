"""Conversations: what a message leaves unsaid is taken from the one before, told, and never from another chat."""

from __future__ import annotations

import pytest

from bot.reply import Reply
from intents import Conversation
from tests.corpus.asking import answerer
from tests.corpus.cases import Talk, TalkFile, Turn, read

TALKS = read("conversations", TalkFile).talk
_FEWEST = 15


def _id(talk: Talk) -> str:
    return talk.name


@pytest.mark.parametrize("talk", TALKS, ids=_id)
def test_each_turn_of_a_conversation_gets_its_answer(talk: Talk) -> None:
    for number, (turn, reply) in enumerate(zip(talk.turn, _replies(talk), strict=True), start=1):
        where = f"第 {number} 轮“{reply.question}”"
        assert reply.status == turn.status, where
        assert turn.said.faults(reply) == [], where
        assert turn.options in {None, len(reply.options)}, where
        assert reply.facts == () or reply.status == "answered", where


@pytest.mark.parametrize("talk", TALKS, ids=_id)
def test_what_was_carried_over_is_said(talk: Talk) -> None:
    for turn, reply in zip(talk.turn, _replies(talk), strict=True):
        assert turn.assumed in reply.parts.assumed
        if turn.assumed:
            assert reply.text.startswith(reply.parts.assumed)


@pytest.mark.parametrize("talk", TALKS, ids=_id)
def test_conversations_do_not_cross(talk: Talk) -> None:
    """Asked turn by turn with another chat's turns in between, each chat gets the replies it got alone."""
    other = TALKS[(TALKS.index(talk) + 1) % len(TALKS)]
    alone = _replies(talk)
    mixed: list[Reply] = []
    ours: Conversation | None = None
    theirs: Conversation | None = None
    for turn in talk.turn:
        if len(mixed) < len(other.turn):
            _, theirs = answerer().ask(other.turn[len(mixed)].ask or "第一个", theirs)
        reply, ours = answerer().ask(_message(turn, mixed), ours)
        mixed.append(reply)
    assert mixed == alone


def test_a_conversation_is_a_value() -> None:
    _, first = answerer().ask("去年预算多少")
    answerer().ask("三公经费多少", first)
    reply, _ = answerer().ask("前年呢", first)
    assert reply.facts[0].value == "278.19"


def test_there_are_conversations_enough() -> None:
    assert len(TALKS) >= _FEWEST
    assert all(2 <= len(talk.turn) <= 5 for talk in TALKS)


def _replies(talk: Talk) -> list[Reply]:
    replies: list[Reply] = []
    conversation: Conversation | None = None
    for turn in talk.turn:
        reply, conversation = answerer().ask(_message(turn, replies), conversation)
        replies.append(reply)
    return replies


def _message(turn: Turn, before: list[Reply]) -> str:
    if turn.pick is not None:
        return before[-1].options[turn.pick - 1]
    assert turn.ask is not None, "每轮要写 ask 或 pick"
    return turn.ask
