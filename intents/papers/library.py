"""A question over several papers → what it asks, of which of them: the second chain where papers are many.

whose → which paper → its own reading. A question that names nobody is the last department's, told so;
else the only department's; else it is asked back. With one paper at hand nothing of this happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from intents.beyond import is_empty
from intents.conversation import Conversation
from intents.lexicon import edition, prepare_words, refresh
from intents.mentions import Vocabulary, prepare_repairs
from intents.origins import Origin, origins_of
from intents.outcomes import Assumed, Beyond, NoPaper, Outcome, Unclear, Understood
from intents.papers.asking import (
    Asking,
    completed,
    is_bare,
    only_tells_which,
    question_to,
    wanted_of,
    with_detail,
)
from intents.papers.choosing import Choice, Wanted, choose
from intents.papers.organisations import Organisation, organisations_of
from intents.papers.over_papers import across_papers
from intents.papers.over_years import across_years, in_own_years
from intents.papers.reading import MOST_LOADED, Read, Readers
from intents.papers.said import (
    Named,
    level_said,
    place_alone,
    whose,
)
from intents.papers.told import (
    MOST_READINGS,
    asked_back,
    assuming,
    is_wanted,
    picked_by_place,
    queries_of,
    told_from,
)
from intents.reading import Step
from intents.text import fold
from intents.understand import Understanding, understanding_of
from knowledge import FactBase, Narrowed, Op, PaperHead, Query, answer, simplified

_MOST_ASKED = 40
"""So many departments are tried for an answer where none is named."""
_ENOUGH = 3
_MOST_KNOWN = 500
"""So many questions asked by themselves are remembered with what they were understood as."""
_FRESH = Conversation()
_WHATEVER_THE_PAPER = frozenset({"chat", "instruction", "opinion", "service", "personal", "empty"})
"""Reasons for which no paper answers."""


class Library:
    """The papers at hand, to be asked together."""

    def __init__(self, base: FactBase) -> None:
        """Take the fact base; of one paper, or of many."""
        self._base = base
        self._readers = Readers(base)
        self._heads = {head.document: head for head in base.sources}
        self._edition = edition()
        self._known: dict[str, Understanding] = {}
        self.organisations = organisations_of(base.sources)

    @property
    def is_several(self) -> bool:
        """Return whether there is more than one paper to choose from."""
        return len(self._heads) > 1

    def about(self, document: str | None) -> Narrowed:
        """Return the base seen from one paper, from the first one where none is given."""
        return self._readers.about(document or next(iter(self._heads)))

    def head(self, document: str | None) -> PaperHead:
        """Return what is known of a paper, of the first one where none is given."""
        return self._heads[document or next(iter(self._heads))]

    def keep_words(self, other: Library, documents: Iterable[str]) -> None:
        """Take over from a library of before the words of papers that have not changed since."""
        if self._edition == other._edition:
            self._readers.keep_words(other._readers, documents)

    def prepare(self) -> None:
        """Load now what the first question would load: the words of the only paper."""
        if not self.is_several:
            self._readers.vocabulary(next(iter(self._heads)))

    def prepare_for_all(self) -> None:
        """Load now what only some questions need: those misspelt, in pinyin, in Traditional characters, of any paper.

        Of many papers only as many as stay in memory.
        """
        for document in islice(self._heads, MOST_LOADED):
            self._readers.prepare(document)
        only = None if self.is_several else self._readers.vocabulary(next(iter(self._heads)))
        prepare_words()
        prepare_repairs(only)
        simplified("國")

    def understanding(
        self, question: str, conversation: Conversation | None = None
    ) -> Understanding:
        """Given a question as typed and the conversation so far, return what it asks, of which papers.

        What was asked by itself before is read no more: neither the papers nor the words have changed since.
        """
        self._renew()
        before = conversation or Conversation()
        if before != _FRESH:
            return self._read(question, before)
        known = self._known
        found = known.get(question)
        if found is None:
            found = self._read(question, before)
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[question] = found
        return found

    def _read(self, question: str, before: Conversation) -> Understanding:
        if not self.is_several:
            only = next(iter(self._heads))
            return understanding_of(question, self._base, self._readers.vocabulary(only), before)
        picked = before.picked(question)
        if picked is not None:
            return Understanding(Understood((picked,)), (Step("picked", question),))
        folded = fold(question)
        if is_empty(folded):
            return Understanding(Beyond("empty"), (Step("folded", folded.text),))
        placed = picked_by_place(folded.text, before, self.organisations)
        if placed is not None:
            return Understanding(Understood((placed,)), (Step("picked", question),))
        asking = Asking(folded, whose(folded.text, self.organisations), before)
        if before.asked and not asking.said.named and only_tells_which(folded.text):
            asking = with_detail(before, folded.original, self.organisations)
        found = self._understood(asking)
        named = "、".join(n.text for n in asking.said.named)
        step = Step("departments", named or asking.said.foreign or "-")
        return replace(found, trace=(step, *found.trace), traditional=folded.traditional)

    def vocabularies(self) -> Iterator[Vocabulary]:
        """Yield the words of each paper at hand, of the first one first; of many, as many as stay in memory."""
        self._renew()
        for document in islice(self._heads, MOST_LOADED):
            yield self._readers.vocabulary(document)

    def origins(self, question: str) -> tuple[Origin, ...]:
        """Return the words of a question and the lines of the lexicon by which the first paper reads them."""
        self._renew()
        head = self.head(None)
        return origins_of(question, self._readers.vocabulary(head.document), head.year)

    def _renew(self) -> None:
        """Gather the words anew where the lexicon's files have changed on disk."""
        refresh()
        if self._edition != edition():
            self._edition = edition()
            self._known = {}
            self._readers.forget_words()
            self.organisations = organisations_of(self._base.sources)

    def _understood(self, asking: Asking) -> Understanding:
        if asking.said.foreign:
            return Understanding(
                Beyond("other_department", asking.said.foreign, has_budget=True), ()
            )
        over = across_papers(
            asking.folded, asking.said, asking.conversation, self.organisations, self._readers
        )
        if over is not None:
            return Understanding(over, (Step("across", type(over).__name__),))
        if asking.said.named:
            return self._of_named(asking)
        before = self._before(asking.conversation)
        place = place_alone(asking.folded.text, self.organisations)
        if place and before is not None and not self._in_label(place, asking, before):
            return Understanding(Beyond("other_department", place, has_budget=True), ())
        if before is not None:
            found = self._of_one(asking, self._owner(before), before)
            return self._carried(found, before)
        if len(self.organisations) == 1:
            return self._of_one(asking, self.organisations[0], None)
        return self._of_nobody(asking)

    def _of_named(self, asking: Asking) -> Understanding:
        """Return what a question asks that names a department, or words that several go by."""
        named = asking.said.named[0]  # if it is said again, it is the same one
        before = self._before(asking.conversation)
        pending = asking.conversation.asked
        if len(named.organisations) > 1 and before and named.sure and not pending:
            owner = self._owner(before)
            if owner in named.organisations:
                return self._carried(self._of_one(asking, owner, before), before)
        if pending and is_bare(asking.rest):
            asking = completed(pending, named.text, self.organisations, asking.conversation)
        if len(named.organisations) > 1 or not named.sure:
            return self._which(asking, named)
        if is_bare(asking.rest) and asking.conversation.last is None and not pending:
            (organisation,) = named.organisations
            heads = [g[0] for g in choose(organisation, Wanted()).rivals]
            query = Query(op=Op.IDENTITY, document=heads[0].document)
            return Understanding(Understood((query,)), (Step("identity", organisation.name),))
        return self._of_one(asking, named.organisations[0], before)

    def _of_one(
        self, asking: Asking, organisation: Organisation, before: PaperHead | None
    ) -> Understanding:
        """Return what a question asks of one department: of which of its papers, and what."""
        rest = asking.rest
        stripped, wanted, fiscal = wanted_of(asking, organisation, before)
        bare = is_bare(stripped)
        same = before is not None and before in organisation.heads
        near = before if same or bare else None
        choice = choose(organisation, wanted, near)
        level_word = level_said(rest)[2]
        if not choice.rivals and not choice.second:
            return Understanding(
                NoPaper(organisation.name, choice.there, wanted.year, wanted.phase, level_word), ()
            )
        found = self._exact(asking, choice, fiscal, stripped, wanted)
        return found or Understanding(
            NoPaper(organisation.name, choice.there, wanted.year, wanted.phase, level_word), ()
        )

    def _exact(
        self, asking: Asking, choice: Choice, fiscal: int, stripped: str, wanted: Wanted
    ) -> Understanding | None:
        """Return what the papers meant say, or those that may print it beside; None where none is to be had."""
        reads = [self._of_group(asking, group, fiscal, stripped) for group in choice.rivals]
        answering = [r for r in reads if r.answered]
        if len(answering) > 1:
            queries = tuple(q for r in answering for q in queries_of(r)[:1])
            unclear = Unclear(queries[:MOST_READINGS], asking.folded.original)
            return Understanding(unclear, answering[0].understanding.trace)
        complete = bool(answering) and not answering[0].lacks_years
        if complete:
            return in_own_years(answering[0], choice.there, self._readers)
        if reads:
            years = across_years(reads[0], choice.there, self._readers)
            if years is not None:
                return replace(reads[0].understanding, outcome=years)
            if answering:
                return answering[0].understanding
            if not isinstance(reads[0].understanding.outcome, Understood):
                return reads[0].understanding
        for head in choice.second:
            read = self._of_group(asking, (head,), fiscal, stripped)
            if read.answered and is_wanted(read, wanted):
                return told_from(read, wanted)
        return reads[0].understanding if reads else None

    def _of_group(
        self, asking: Asking, group: tuple[PaperHead, ...], fiscal: int, stripped: str
    ) -> Read:
        """Return the reading of the first file of a paper that answers, else of the first."""
        reads = []
        for head in group:
            question = question_to(head, asking, fiscal, stripped)
            read = self._readers.read(head, question, asking.conversation)
            if read.answered:
                return read
            reads.append(read)
        known = [r for r in reads if not isinstance(r.understanding.outcome, Beyond)]
        return (known or reads)[0]

    def _which(self, asking: Asking, named: Named) -> Understanding:
        """Ask which of several departments is meant, of those that have such a paper; the only one that has is."""
        answering: list[tuple[Organisation, Understanding]] = []
        refused: Understanding | None = None
        for organisation in named.organisations:
            found = self._of_one(asking, organisation, None)
            if isinstance(found.outcome, Understood | Unclear):
                answering.append((organisation, found))
            else:
                refused = refused or found
        if not answering and refused is not None:
            return refused
        if len(answering) == 1 and named.sure:
            return answering[0][1]
        return asked_back(asking, answering, [o for o, _ in answering])

    def _of_nobody(self, asking: Asking) -> Understanding:
        """Return a question that names no department: asked back, unless only one has what is asked."""
        place = place_alone(asking.folded.text, self.organisations)
        if place:
            return Understanding(Beyond("other_department", place, has_budget=True), ())
        tried = self.organisations[:_MOST_ASKED]
        answering, refused = self._answering(asking, tried)
        if not answering and refused is not None:
            return refused
        if len(answering) == 1 and len(tried) == len(self.organisations):
            organisation, found = answering[0]
            return assuming(found, Assumed("only", organisation.name))
        return asked_back(asking, answering, self.organisations)

    def _answering(
        self, asking: Asking, tried: Sequence[Organisation]
    ) -> tuple[list[tuple[Organisation, Understanding]], Understanding | None]:
        """Return the first few departments that answer a question, or why none does."""
        answering: list[tuple[Organisation, Understanding]] = []
        refused: Understanding | None = None
        unknown: list[str] = []
        holding: frozenset[str] | None = None
        for organisation in tried:
            if holding is not None and not any(h.document in holding for h in organisation.heads):
                continue
            found = self._of_one(asking, organisation, None)
            outcome = found.outcome
            if isinstance(outcome, Beyond) and outcome.reason in _WHATEVER_THE_PAPER:
                return [], found
            if isinstance(outcome, Unclear) or self._answers(outcome):
                answering.append((organisation, found))
                if len(answering) == MOST_READINGS:
                    break
            elif refused is None or isinstance(refused.outcome, Beyond):
                refused = found
            unknown.append(outcome.word if isinstance(outcome, Beyond) else "")
            if unknown[-1] and unknown == [unknown[-1]] * _ENOUGH:
                # a word that nobody knows so far: only who prints it is worth asking
                words = unknown[-1].split("、")
                holding = frozenset(d for word in words for d in self._base.holding(word))
        return answering, refused

    def _in_label(self, place: str, asking: Asking, head: PaperHead) -> bool:
        """Return whether a place is only part of a thing that the paper names."""
        labels = self._readers.vocabulary(head.document).labels
        return any(place in label and label in asking.folded.text for label in labels)

    def _answers(self, outcome: Outcome) -> bool:
        return isinstance(outcome, Understood) and any(
            answer(query, self._base).found for query in outcome.queries
        )

    def _before(self, conversation: Conversation) -> PaperHead | None:
        """Return the paper last asked about, where it is still at hand."""
        return next(
            (self._heads[d] for d in reversed(conversation.documents) if d in self._heads), None
        )

    def _owner(self, head: PaperHead) -> Organisation:
        return next(o for o in self.organisations if head in o.heads)

    def _carried(self, found: Understanding, before: PaperHead) -> Understanding:
        """Return an understanding that says that its department was taken from the conversation."""
        if len(self.organisations) < 2:
            return found
        return assuming(found, Assumed("department", self._owner(before).name))
