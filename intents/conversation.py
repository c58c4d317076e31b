"""What one user has asked, and what was offered: a value that every surface keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from knowledge import Op, Query, Subject, squash

_ORDINALS = {"一": 0, "1": 0, "二": 1, "2": 1, "三": 2, "3": 2, "四": 3, "4": 3}
_PICK = re.compile(
    r"^(?:选|就|我要|要|看)?第?([一二三四1234])(?:个|项|种|条)?(?:吧|呢|的)?[。.!！]?$"
)
_MOST_YEARS = 6
_MOST_PAPERS = 6
_MOST_EARLIER = 4


@dataclass(frozen=True)
class Conversation:
    """What has been asked, and what was offered; a value that every surface keeps for its user."""

    last: Query | None = None
    years: tuple[int, ...] = ()
    """Years asked about, oldest first, as far back as the subject stayed the same."""
    options: tuple[tuple[str, Query | None], ...] = ()
    """The questions offered last, with their queries where they are readings."""
    asked_back: bool = False
    """Whether the last reply asked back: it must not do so twice in a row."""
    pending: Query | None = None
    """The question that was asked back about, which a unit's name may settle."""
    lost: bool = False
    """Whether the last message was not answered: what leans on it leans on nothing that is known."""
    chosen: tuple[tuple[frozenset[str], frozenset[str]], ...] = field(default=())
    documents: tuple[str, ...] = ()
    """The papers asked about, oldest first: a question that names no department is of the last one's."""
    asked: str = ""
    """A question that waits for the name of a department."""
    earlier: tuple[Query, ...] = ()
    """What was answered before the last question, oldest first: 两个加起来, 回到第一个."""
    whole: Subject | None = None
    """What the last question's subject was said to be a part of (里头电费呢), where it was."""

    def picked(self, message: str) -> Query | None:
        """Return the reading that a message picks: by its words, or by its number (第二个)."""
        if not self.options:
            return None
        wanted = squash(message)
        for text, query in self.options:
            if query is not None and squash(text) == wanted:
                return query
        match = _PICK.match(wanted)
        if match:
            position = _ORDINALS[match[1]]
            if position < len(self.options):
                return self.options[position][1]
        return None

    def after(self, query: Query, whole: Subject | None = None) -> Conversation:
        """Return the conversation once a query has been answered; `whole` is what its subject is a part of."""
        same = self.last is not None and self.last.subjects == query.subjects
        years = (*(self.years if same else ()), *query.years)[-_MOST_YEARS:]
        papers = [each.document for each in (query, *query.of) if each.document]
        kept = [d for d in self.documents if d not in papers]
        documents = (*kept, *papers)[-_MOST_PAPERS:]
        earlier = self.earlier
        if self.last is not None and self.last != query:
            earlier = (*earlier, self.last)[-_MOST_EARLIER:]
        return Conversation(
            last=query,
            years=years,
            documents=documents,
            earlier=earlier,
            whole=whole or (self.whole if same and query.op is not Op.SHARE else None),
        )

    def after_all(self, queries: Iterable[Query], whole: Subject | None = None) -> Conversation:
        """Return the conversation once the questions of one message were answered, one after the other.

        Where the amount and its change were asked for, what goes on asks for the amount first: 那招待费呢.
        """
        after = self
        for query in queries:
            last = after.last if after is not self else None
            beside = last is not None and last.op is Op.LOOKUP and last.subjects == query.subjects
            both = beside and query.op is Op.CHANGE
            asked = query.model_copy(update={"reached": True}) if both else query
            after = after.after(asked, whole)
        return after

    def offering(
        self,
        options: tuple[tuple[str, Query | None], ...],
        *,
        asked_back: bool = False,
        pending: Query | None = None,
    ) -> Conversation:
        """Return the conversation with questions offered to go on with; `pending` is what was asked back about."""
        return replace(self, options=options, asked_back=asked_back, pending=pending)

    def after_refusal(self) -> Conversation:
        """Return the conversation once a message was not understood: a later one cannot lean on it."""
        return replace(self, lost=True)
