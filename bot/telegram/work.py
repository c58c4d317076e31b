"""The update that is being worked on, and what is to be written down because of it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field


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
    buttons: dict[str, dict[str, Callable[[], str]]] = field(default_factory=dict)
    """What buttons stand for, to be written down after that: by whose they are, by their tokens."""

    def give_up(self) -> None:
        """Let nothing more be written down before a message leaves."""
        self.planned.clear()
        self.buttons.clear()
        self.is_sending = True


_CURRENT: ContextVar[Work | None] = ContextVar("work", default=None)


def begun(work: Work) -> None:
    """Note what the task that runs works on from now on."""
    _CURRENT.set(work)


def current() -> Work | None:
    """Return what the task that runs works on; None outside updates."""
    return _CURRENT.get()
