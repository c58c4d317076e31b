"""An answerer over the stored base that follows it: papers taken in or removed while a service runs are noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Lock
from time import monotonic
from typing import NamedTuple

from bot.replies import Answerer, Reply, Trace
from intents import Conversation, Vocabulary
from knowledge import Paper, PaperHead, Store, StoreError

_PAUSE = 2.0
"""Seconds for which the base is not looked at again."""


class _Seen(NamedTuple):
    """The base as it was when an answerer was made of it."""

    store: Store | None
    revision: int
    versions: dict[str, str]
    """Document id → which version of the paper it is."""


_NOTHING = _Seen(None, -1, {})


class Following:
    """Answers from the papers of the stored base as they are now; from the shipped one while it holds none at all.

    A question sees the base of one moment. What was loaded of papers that are the same stays loaded.
    """

    def __init__(self, find: Callable[[], Store | None]) -> None:
        """Take how the base is found, which need not be there yet. Raises `StoreError` where it cannot be used."""
        self._find = find
        self._lock = Lock()
        self._is_prepared = False
        self._seen = _NOTHING
        self._answerer = self._made()
        self._looked = monotonic()

    def prepare(self) -> None:
        """Load now what only some questions need; also of what is taken in later."""
        self._is_prepared = True
        self._answerer.prepare()

    @property
    def sources(self) -> tuple[PaperHead, ...]:
        """Return what is known of each paper at hand."""
        return self._now().sources

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Return the papers at hand, whole."""
        return self._now().papers

    def paper(self, document: str) -> Paper:
        """Return the paper of this document id, whole; raise KeyError where there is none."""
        return self._now().paper(document)

    def holding(self, words: str) -> tuple[str, ...]:
        """Return the ids of the papers in which a label holds these words; none is loaded for it."""
        return self._now().holding(words)

    def vocabularies(self) -> Iterator[Vocabulary]:
        """Yield the words of each paper at hand, of the first one first."""
        return self._now().vocabularies()

    def look(self) -> None:
        """Look at the base now: what was just taken in or removed answers the next question."""
        with self._lock:
            self._look()
            self._looked = monotonic()

    def ask(self, question: str, conversation: object = None) -> tuple[Reply, Conversation]:
        """Given a question and the conversation so far, return the reply and the conversation with it.

        What was said of a paper that is no longer there is forgotten.
        """
        answerer = self._now()
        return answerer.ask(question, at_hand(conversation, answerer))

    def why(self, question: str, conversation: object = None) -> Trace:
        """Return how a question was understood, and what the papers said to it."""
        answerer = self._now()
        return answerer.why(question, at_hand(conversation, answerer))

    def _now(self) -> Answerer:
        """Return the answerer over the papers of now; one at a time looks, nobody waits for it."""
        if monotonic() - self._looked >= _PAUSE and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looked = monotonic()
                self._lock.release()
        return self._answerer

    def _look(self) -> None:
        try:
            store = self._seen.store or self._find()
            if store is not None and store.revision != self._seen.revision:
                self._answerer = self._made()
        except StoreError:
            return  # what is at hand answers on; it is looked at again soon

    def _made(self) -> Answerer:
        store = self._seen.store or self._find()
        if store is None:
            return Answerer.over()
        revision = store.revision
        versions = {each.head.document: f"{each.digest}{each.ingested}" for each in store.listed()}
        same = versions.items() & self._seen.versions.items()
        before = self._answerer if self._seen.versions else None
        self._seen = _Seen(store, revision, versions)
        if not versions and not store.listed(withdrawn=True):
            return Answerer.over()
        made = Answerer(store, before, frozenset(document for document, _ in same))
        if self._is_prepared:
            made.prepare()
        return made


def at_hand(conversation: object, answerer: Answerer | Following) -> object:
    """Return a conversation, or none where a paper that it speaks of is no longer at hand."""
    if not isinstance(conversation, Conversation):
        return conversation
    queries = (conversation.last, *(query for _, query in conversation.options))
    named = {each.document for query in queries if query for each in (query, *query.of)}
    there = {head.document for head in answerer.sources}
    return conversation if there.issuperset({*named, *conversation.documents} - {None}) else None
