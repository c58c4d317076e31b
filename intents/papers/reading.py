"""One of several papers read as if it were the only one: the question put in its words, what came of it told."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import RLock

from intents.conversation import Conversation
from intents.inrows.rows import rows_of
from intents.mentions import Vocabulary, vocabulary_of
from intents.outcomes import Unclear, Understood
from intents.text import Folded
from intents.understand import Understanding, understanding_of
from knowledge import (
    FactBase,
    Figure,
    Narrowed,
    Op,
    PaperHead,
    Query,
    answer,
    keep_answer,
    prepare_answers,
)

HERE = "本部门"
"""What stands for the department's name in a question to its own paper."""
MOST_LOADED = 128
"""Papers whose words stay in memory, as many as the base keeps loaded."""
_NO_ANSWER = frozenset({"ambiguous", "not_found", "no_base", "no_definition", "no_reason"})


@dataclass(frozen=True)
class Read:
    """What a question means to one paper."""

    head: PaperHead
    understanding: Understanding
    answered: bool
    """Whether the paper answers it."""
    figure: Figure | None = None
    """The first figure of the answer."""
    lacks_years: bool = False
    """Whether the paper answers without some of the years asked about."""


class Readers:
    """The papers at hand, each read by itself; their words are gathered when they are first asked about."""

    def __init__(self, base: FactBase) -> None:
        """Take the fact base of all of them."""
        self._base = base
        self._views: dict[str, Narrowed] = {}
        self._words: OrderedDict[str, Vocabulary] = OrderedDict()
        self._lock = RLock()

    def about(self, document: str) -> Narrowed:
        """Return the base seen from one paper."""
        with self._lock:
            return self._views.setdefault(document, Narrowed(self._base, document))

    def vocabulary(self, document: str) -> Vocabulary:
        """Return the words of one paper; those used last stay in memory."""
        with self._lock:
            found = self._words.get(document)
            if found is None:
                found = vocabulary_of(self._base.index(document))
                self._words[document] = found
                if len(self._words) > MOST_LOADED:
                    self._words.popitem(last=False)
            self._words.move_to_end(document)
            return found

    def keep_words(self, other: Readers, documents: Iterable[str]) -> None:
        """Take over from readers of before the words of papers that have not changed since."""
        with other._lock, self._lock:
            for document in documents:
                if document in other._words:
                    self._words[document] = other._words[document]

    def prepare(self, document: str) -> None:
        """Load a paper and gather its words before it is asked about."""
        index, words = self._base.index(document), self.vocabulary(document)
        index.prepare()
        prepare_answers(self.about(document))
        words.prepare()
        rows_of(index, words)

    def forget_words(self) -> None:
        """Gather the words of each paper anew when it is next asked about."""
        with self._lock:
            self._words.clear()

    def read(self, head: PaperHead, question: str, conversation: Conversation) -> Read:
        """Return what a question, its department's name taken out, means to a paper."""
        view = self.about(head.document)
        before = transferred(conversation, head)
        found = understanding_of(question, view, self.vocabulary(head.document), before)
        outcome = found.outcome
        told = with_document(found, head.document)
        answered, figure, lacks = False, None, False
        if isinstance(outcome, Understood) and isinstance(told.outcome, Understood):
            answers = [answer(query, view) for query in outcome.queries]
            for query, said in zip(told.outcome.queries, answers, strict=True):
                keep_answer(query, said, self._base)
            good = [a for a in answers if a.found and a.shape not in _NO_ANSWER]
            answered = bool(good)
            figure = next((f for a in good for f in a.main), None)
            lacks = any(_is_over_years(a.query) for a in good) or any(
                n.code in {"missing", "one_year"} for a in good for n in a.notices
            )
        return Read(head, told, answered, figure, lacks)


def _is_over_years(query: Query) -> bool:
    """Return whether a question is about all the years there are, of which one paper has but some."""
    several = len(query.years) > 1 and query.op in {Op.LOOKUP, Op.SUM}
    return query.op is Op.TREND or query.per == "year" or several


def transferred(conversation: Conversation, head: PaperHead) -> Conversation:
    """Return a conversation as it would be had it been about one paper: nothing in it points at another's tables."""
    conversation = replace(conversation, asked="")
    last = conversation.last
    if last is None:
        return conversation
    if last.of:
        last = next((q for q in last.of if q.document == head.document), last.of[0])
    if last.document != head.document:
        if last.op is Op.TABLE or not last.subjects:
            return Conversation()
        last = last.model_copy(update={"tables": frozenset()})
    return replace(conversation, last=last.model_copy(update={"document": None}))


def with_document(found: Understanding, document: str) -> Understanding:
    """Return an understanding whose queries say which paper they are about."""
    outcome = found.outcome
    if not isinstance(outcome, Understood | Unclear):
        return found
    queries = tuple(placed(query, document) for query in outcome.queries)
    return replace(found, outcome=replace(outcome, queries=queries))


def placed(query: Query, document: str) -> Query:
    """Return a query that says which paper it is about, unless it does already."""
    if query.document or query.of:
        return query
    return query.model_copy(update={"document": document})


def lookup_of(pattern: Query, head: PaperHead, years: tuple[int, ...]) -> Query:
    """Return a query asked of a paper, for the years said; its own year goes without saying."""
    op = pattern.op if pattern.op is Op.VACANCY else Op.LOOKUP
    other = head.document != pattern.document
    return pattern.model_copy(
        update={
            "op": op,
            "document": head.document,
            "years": years,
            "tables": frozenset() if other else pattern.tables,
            "bound": None,
        }
    )


def rewritten(folded: Folded, spans: list[tuple[int, int, str]]) -> str:
    """Return a question as typed with spans of its folded text replaced."""
    text = folded.original
    for start, end, by in sorted(spans, reverse=True):
        low, high = folded.origin[start], folded.origin[end - 1] + 1
        text = text[:low] + by + text[high:]
    return text
