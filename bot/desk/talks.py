"""What each session has asked: its turns, and what the last one lends to the next; kept over a restart."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from pydantic import ValidationError

from bot.reply import Parts, Reply
from bot.state import State
from intents import Conversation, conversation_in, text_of

_MOST_TALKS = 500
"""Conversations that are held in memory; the others are read again when they go on."""
_MOST_TURNS = 50


@dataclass(frozen=True, slots=True)
class Turn:
    """One question that was asked, with what was said to it."""

    question: str
    reply: Reply
    before: object
    """The conversation that it was asked in."""
    inquiry: int = 0
    """Its id among the inquiries of all channels; 0 where it was not kept."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One session's conversation."""

    turns: tuple[Turn, ...] = ()
    after: object = None


@dataclass(frozen=True, slots=True)
class _Held:
    """A conversation as it was read or written last, with what is kept of it."""

    body: str
    """What the state keeps: the keys of its turns, and what they lend to the next."""
    keys: tuple[str, ...]
    talk: Talk


class Talks:
    """The conversations, by session, in the state; another process that serves the same sees them too."""

    def __init__(self, state: State, seconds: float) -> None:
        """Take where they are kept, and for how long after the last question."""
        self._state = state
        self._seconds = seconds
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = Lock()

    def of(self, session: str) -> Talk:
        """Return the conversation of a session, a new one where it has none."""
        held = self._of(self._key(session))
        return held.talk if held else Talk()

    def keep(self, session: str, turn: Turn, after: object) -> None:
        """Add a turn, and what it lends to the next."""
        key = self._key(session)
        with self._lock, self._state.together():
            held = self._read(key)
            turns, keys = (held.talk.turns, held.keys) if held else ((), ())
            number = int(keys[-1].rpartition(":")[2]) + 1 if keys else 0
            own = f"{key}:{number}"
            kept, gone = (*keys, own)[-_MOST_TURNS:], (*keys, own)[:-_MOST_TURNS]
            body = json.dumps({"turns": kept, "after": _lent(after)}, ensure_ascii=False)
            self._state.conversations.put(own, _text_of_turn(turn), self._seconds)
            self._state.conversations.put(key, body, self._seconds)
            self._drop(gone)
            talk = Talk((*turns, turn)[-_MOST_TURNS:], after)
            self._remember(key, _Held(body, kept, talk))

    def forget(self, session: str) -> None:
        """Let a session begin anew."""
        key = self._key(session)
        with self._lock, self._state.together():
            held = self._read(key)
            self._drop((key, *(held.keys if held else ())))
            self._held.pop(key, None)

    def _key(self, session: str) -> str:
        """The session's id logs in whoever has it: what is kept tells only what it is not."""
        return self._state.pseudonyms.of("desk talk", session)

    def _of(self, key: str) -> _Held | None:
        with self._lock:
            return self._read(key)

    def _read(self, key: str) -> _Held | None:
        """What is kept under a key; from memory where nothing has changed since."""
        kept = self._state.conversations.get(key)
        held = self._held.get(key)
        if kept is None:
            self._held.pop(key, None)
            return None
        if held is None or held.body != kept.body:
            held = self._loaded(kept.body)
        self._remember(key, held)
        return held

    def _loaded(self, body: str) -> _Held:
        told = json.loads(body)
        found = [(own, self._state.conversations.get(own)) for own in told["turns"]]
        turns = [(own, _turn_in(kept.body)) for own, kept in found if kept]
        read = [(own, turn) for own, turn in turns if turn]
        talk = Talk(tuple(turn for _, turn in read), _borrowed(told["after"]))
        return _Held(body, tuple(own for own, _ in read), talk)

    def _remember(self, key: str, held: _Held) -> None:
        self._held[key] = held
        self._held.move_to_end(key)
        while len(self._held) > _MOST_TALKS:
            self._held.popitem(last=False)

    def _drop(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._state.conversations.drop(key)


def _text_of_turn(turn: Turn) -> str:
    """A turn as JSON; the pieces of its answer stand beside it, for they are no part of a reply's own."""
    told = {
        "question": turn.question,
        "reply": turn.reply.model_dump(mode="json"),
        "parts": turn.reply.parts.model_dump(mode="json"),
        "before": _lent(turn.before),
        "inquiry": turn.inquiry,
    }
    return json.dumps(told, ensure_ascii=False)


def _turn_in(text: str) -> Turn | None:
    """The turn of such a text; None where another version wrote it otherwise."""
    try:
        told = json.loads(text)
        parts = Parts.model_validate(told["parts"])
        reply = Reply.model_validate({**told["reply"], "parts": parts})
        return Turn(told["question"], reply, _borrowed(told["before"]), told["inquiry"])
    except (ValidationError, KeyError, ValueError, TypeError):
        return None


def _lent(conversation: object) -> str:
    return text_of(conversation) if isinstance(conversation, Conversation) else ""


def _borrowed(text: str) -> Conversation | None:
    return conversation_in(text) if text else None
