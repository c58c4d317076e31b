"""What is told of drafts and of what the staff did; and of a change that somebody else was quicker with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.document import Finding
from knowledge.store.listed import Listed

DraftState = Literal["waiting", "read", "refused", "published", "discarded"]
Action = Literal["publish", "withdraw", "restore"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was handed in; nobody is answered from it until it is published."""

    id: str
    name: str
    """What people call the file: shown, never used as a path."""
    path: str
    digest: str
    state: DraftState
    """waiting: to be read; refused: it is no paper; published and discarded: nothing more is done with it."""
    version: int
    """How often people have changed it: who changes it tells which version it was made of."""
    finding: Finding | None
    """What kept the file from being a paper."""
    corrections: tuple[str, ...]
    """What people put right, as JSON each, in their order."""
    document: str | None
    """The paper that it is of, or has become."""
    who: str
    at: str
    changed_by: str
    changed: str
    is_stale: bool = False
    """Whether another edition of the program has read it: it is to be read anew."""

    @property
    def is_open(self) -> bool:
        """Whether something can still be done with it."""
        return self.state in {"waiting", "read", "refused"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that somebody did with a paper."""

    at: str
    who: str
    action: Action
    document: str
    title: str
    digest: str
    note: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The papers that a draft would take the place of, and by what they are known when it does."""

    papers: tuple[Listed, ...]
    mark: str
    """Changes whenever one of them does."""


class Overtaken(Exception):
    """What was to be changed is not as it was seen any more; nothing was changed.

    `code` is one of: absent (no such draft), changed (somebody else changed the draft), published,
    discarded, unread (it is not read yet), newer (another version of the paper has come), withdrawn,
    restored, gone (the paper is not in the base any more).
    """

    def __init__(self, code: str, who: str = "", at: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.who = who
        self.at = at
