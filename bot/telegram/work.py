"""The update that is being worked on, and what is to be written down because of it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

Whose = tuple[int, str]
"""Of whom buttons are: their chat, and the pseudonym of the only user who may press them (or empty)."""


@dataclass(slots=True)
class Buttons:
    """Buttons that are written down together: what each stands for is asked for only then."""

    token: str
    bodies: list[Callable[[], dict[str, Any]]] = field(default_factory=list)


@dataclass(slots=True)
class Work:
    """An update in hand."""

    number: int
    interrupted: bool = False
    """Whether a process died while it sent the answer: nobody knows whether that arrived."""
    is_sending: bool = False
    is_unfinished: bool = False
    """Whether it was neither answered nor apologised for, and has to be taken up again."""
    inquiry: int | None = None
    """The inquiry that its question was kept as; known once it is written down."""
    planned: list[Callable[[], None]] = field(default_factory=list)
    """What is to be written down before the next message leaves, or at the end."""
    buttons: dict[Whose, Buttons] = field(default_factory=dict)
    """What buttons stand for, to be written down after that: by whose they are."""
    kept: list[tuple[object, str]] = field(default_factory=list)
    """Conversations that it has to do with, each with the text that it is kept as."""
    talks: dict[str, str] = field(default_factory=dict)
    """What it leaves of conversations, by their names, as it is kept."""

    def give_up(self) -> None:
        """Let nothing more be written down before a message leaves."""
        self.planned.clear()
        self.buttons.clear()
        self.talks.clear()
        self.is_sending = True


_CURRENT: ContextVar[Work | None] = ContextVar("work", default=None)


def begun(work: Work) -> None:
    """Note what the task that runs works on from now on."""
    _CURRENT.set(work)


def current() -> Work | None:
    """Return what the task that runs works on; None outside updates."""
    return _CURRENT.get()
