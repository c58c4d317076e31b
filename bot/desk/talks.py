"""What each session has asked, kept while the desk runs: its turns, and what the last one lends to the next."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from bot.reply import Reply

_MOST_TALKS = 500
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


@dataclass(slots=True)
class Talk:
    """One session's conversation."""

    turns: list[Turn] = field(default_factory=list)
    after: object = None


class Talks:
    """The conversations, by session; those longest ago are forgotten first."""

    def __init__(self) -> None:
        self._talks: OrderedDict[str, Talk] = OrderedDict()
        self._lock = Lock()

    def of(self, session: str) -> Talk:
        """Return the conversation of a session, a new one where it has none."""
        with self._lock:
            talk = self._talks.setdefault(session, Talk())
            self._talks.move_to_end(session)
            while len(self._talks) > _MOST_TALKS:
                self._talks.popitem(last=False)
            return talk

    def keep(self, session: str, turn: Turn, after: object) -> None:
        """Add a turn, and what it lends to the next."""
        talk = self.of(session)
        with self._lock:
            talk.turns = [*talk.turns, turn][-_MOST_TURNS:]
            talk.after = after

    def forget(self, session: str) -> None:
        """Let a session begin anew."""
        with self._lock:
            self._talks.pop(session, None)
