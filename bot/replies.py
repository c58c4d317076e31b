"""A question in, a Reply out: where the floors meet."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.reply import Parts, Reply, ReplyCitation, ReplyFact, Status
from bot.wording import Options, Worded, across, add_notices, say, shapes
from bot.wording import papers as paper_shapes
from bot.wording import several as over
from bot.wording.conversions import add_conversion
from bot.wording.followups import next_questions
from bot.wording.phrases import prepare_phrases
from bot.wording.refusals import (
    beyond,
    no_base,
    not_found,
    not_part,
    question_for,
    readings,
    rivals,
    subject_name,
)
from intents import (
    Assumed,
    Beyond,
    Conversation,
    Library,
    NoPaper,
    Origin,
    Unclear,
    Understanding,
    Understood,
    Vocabulary,
    warm_up,
)
from knowledge import (
    Answer,
    FactBase,
    Op,
    Paper,
    PaperHead,
    Query,
    Shelf,
    answer,
    papers,
    shipped_disclosures,
)

__all__ = ["Answerer", "Parts", "Reply", "ReplyCitation", "ReplyFact", "Status", "Trace"]

_REFUSED = frozenset({"not_found", "no_base", "not_part", "ambiguous", "across_none"})
_LOSING = frozenset(
    {
        *("unplaced", "no_rule", "topic", "personal", "part_of_year", "lost"),
        *("other_department", "service"),
    }
)
"""Refusals after which a message cannot go on from what was asked before: 那去年呢 of what was not understood."""
_MOST_ANSWERS = 3
_SELDOM = (10_000, 20, 50)
"""How seldom a service looks for garbage: at the usual (700, 10, 10) one question in a hundred waits 30 ms for it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """How a question was understood, stage by stage."""

    steps: tuple[tuple[str, str], ...]

    def lines(self) -> list[tuple[str, str]]:
        """Return (stage, text) pairs, in order."""
        return list(self.steps)


class Answerer:
    """Answers questions over the papers given; pure but for loading them, and safe to share between threads."""

    def __init__(
        self,
        papers: Sequence[Paper] | Shelf,
        before: Answerer | None = None,
        same: Collection[str] = (),
    ) -> None:
        """Take the papers to answer from, or the shelf they lie on; the first goes without saying.

        Where all that were published are withdrawn there is none, and that is what every question is told.
        What an answerer of `before` has loaded of those that are the `same`, by document id, is not loaded again.
        """
        self._base = FactBase(papers)
        self._library = Library(self._base)
        if before is not None:
            before.hand_on(self._base, self._library, same)
        if self.sources:
            self._library.prepare()
        warm_up()
        # what was loaded stays: looking through it again and again for garbage costs a question most of its time
        gc.freeze()

    def prepare(self) -> None:
        """Load now what only some questions need, for a service that answers many: none of them waits for it."""
        if self.sources:
            self._base.prepare()
            self._library.prepare_for_all()
        prepare_phrases()
        gc.freeze()
        gc.set_threshold(*_SELDOM)

    def hand_on(self, base: FactBase, library: Library, same: Collection[str]) -> None:
        """Give what is loaded of the papers that are the `same` to the base and the library of a successor."""
        base.keep_loaded(self._base, same)
        library.keep_words(self._library, same)

    @classmethod
    def over(cls, paths: Sequence[Path] | None = None) -> Answerer:
        """Return an answerer over the files given, or over the shipped disclosure."""
        return cls(papers([Path(path) for path in (paths or shipped_disclosures())]))

    @property
    def sources(self) -> tuple[PaperHead, ...]:
        """Return what is known of each paper that answers come from; none is loaded for it."""
        return self._base.sources

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Return the papers that answers come from, whole."""
        return self._base.papers

    def paper(self, document: str) -> Paper:
        """Return the paper of this document id, whole; raise KeyError where there is none."""
        return self._base.index(document).paper

    def holding(self, words: str) -> tuple[str, ...]:
        """Return the ids of the papers in which a label holds these words; none is loaded for it."""
        return self._base.holding(words)

    def ask(
        self,
        question: str,
        conversation: object = None,
        id: str | None = None,  # noqa: A002 - the contract calls it so
    ) -> tuple[Reply, Conversation]:
        """Given a question and the conversation so far, return the reply and the conversation with it."""
        before = conversation if isinstance(conversation, Conversation) else Conversation()
        if not self.sources:
            nothing = Worded(headline=say("not_found.no_papers"))
            return _reply(question, "not_disclosed", nothing, [], ""), Conversation()
        understanding = self._library.understanding(question, before)
        reply, after = self._reply(question, understanding, before)
        return reply if id is None else reply.model_copy(update={"id": id}), after

    def why(self, question: str, conversation: object = None) -> Trace:
        """Return how a question was understood, and what the paper said to it."""
        before = conversation if isinstance(conversation, Conversation) else Conversation()
        if not self.sources:
            return Trace((("refused", "no papers"),))
        understanding = self._library.understanding(question, before)
        steps = [(step.stage, step.text) for step in understanding.steps()]
        outcome = understanding.outcome
        if isinstance(outcome, Understood):
            for query in outcome.queries:
                found = answer(query, self._base)
                steps.append(("query", query.model_dump_json(exclude_defaults=True)))
                steps.append(
                    ("answer", f"{found.shape}: {', '.join(fact.id for fact in found.facts()[:8])}")
                )
        elif isinstance(outcome, Unclear):
            options = self._readings(outcome)
            steps.append(("unclear", " | ".join(text for text, _ in options)))
        elif isinstance(outcome, NoPaper):
            steps.append(("no paper", outcome.organisation))
        else:
            steps.append(("refused", f"{outcome.reason} {outcome.word}".strip()))
        return Trace(tuple(steps))

    def vocabularies(self) -> Iterator[Vocabulary]:
        """Yield the words of each paper at hand, of the first one first."""
        return self._library.vocabularies()

    def origins(self, question: str) -> tuple[Origin, ...]:
        """Return the words of a question, each with the lines of the lexicon that it is read by."""
        return self._library.origins(question)

    def _reply(
        self, question: str, understanding: Understanding, before: Conversation
    ) -> tuple[Reply, Conversation]:
        outcome = understanding.outcome
        if isinstance(outcome, Beyond):
            return self._refused(question, outcome, before)
        if isinstance(outcome, Unclear):
            return self._asked_back(question, self._readings(outcome), before, outcome)
        if isinstance(outcome, NoPaper):
            return self._without_paper(question, outcome, before)
        answers = [answer(query, self._base) for query in outcome.queries[:_MOST_ANSWERS]]
        found = [a for a in answers if a.found and a.shape not in _REFUSED]
        if not found:
            return self._not_found(question, answers[0], outcome, before)
        return self._answered(question, answers, outcome, before)

    def _answered(
        self, question: str, answers: list[Answer], outcome: Understood, before: Conversation
    ) -> tuple[Reply, Conversation]:
        worded = [self._worded(a) for a in answers]
        first = next(a for a in answers if a.found)
        out = worded[0] if len(worded) == 1 else _together(worded)
        document = first.query.document
        options = self._named(next_questions(first, self._library.about(document)), first)
        assumed = _assumed(outcome.assumed)
        reply = _reply(question, "answered", out, options, assumed)
        after = before.after_all(outcome.queries, outcome.whole)
        return reply, after.offering(tuple(options))

    def _worded(self, given: Answer) -> Worded:
        out = self._by_shape(given)
        add_conversion(given, out)
        if self._library.is_several and not given.query.of:
            over.lead(out, self._library.head(given.query.document), self._library)
        return out

    def _by_shape(self, given: Answer) -> Worded:
        out = Worded()
        if given.shape == "not_found":
            not_found(given, out)
        elif given.shape == "ambiguous":
            out.headline = say("ask_back.headline")
            out.lines += [text for text, _ in rivals(given)]
        elif given.shape in across.SHAPES:
            across.SHAPES[given.shape](given, out, self._library)
        elif given.shape in paper_shapes.SHAPES:
            paper_shapes.SHAPES[given.shape](
                given, out, self._base.index(given.query.document).paper
            )
        else:
            shapes.SHAPES[given.shape](given, out)
        add_notices(given.notices, out)
        return out

    def _not_found(
        self, question: str, given: Answer, outcome: Understood, before: Conversation
    ) -> tuple[Reply, Conversation]:
        options: Options
        if given.shape == "ambiguous":
            options = self._named(rivals(given), given)
            return self._asked_back(question, options, before, pending=given.query)
        out = Worded()
        if given.query.of:
            options = []
            out.headline = say("several.nothing", name=subject_name(given.query))
        elif given.shape == "no_definition":
            shapes.SHAPES["no_definition"](given, out)
            options = []
        elif given.shape == "no_reason":
            shapes.SHAPES["no_reason"](given, out)
            options = [
                (question_for(given.query.model_copy(update={"op": Op.LOOKUP, "kind": None})), None)
            ]
        elif given.shape == "no_base":
            options = no_base(given, out)
        elif given.shape == "not_part":
            options = not_part(given, out)
        else:
            options = not_found(given, out)
        out.facts, out.citations = [], out.citations if given.shape == "no_definition" else []
        if self._library.is_several and not given.query.of:
            over.lead(out, self._library.head(given.query.document), self._library)
            options = self._named(options, given)
        reply = _reply(question, "not_disclosed", out, options, _assumed(outcome.assumed))
        return reply, before.after(outcome.queries[0]).offering(tuple(options))

    def _asked_back(
        self,
        question: str,
        options: Options,
        before: Conversation,
        outcome: Unclear | None = None,
        pending: Query | None = None,
    ) -> tuple[Reply, Conversation]:
        out = Worded(headline=say("ask_back.headline"))
        out.lines = [text for text, _ in options]
        if outcome is not None and outcome.guessed:
            before = before.after_refusal()
        after = before.offering(tuple(options), asked_back=True, pending=pending)
        if outcome is not None and outcome.others:
            out.lines.append(over.others(outcome.others))
        if outcome is not None and outcome.asked:
            after = replace(after, asked=outcome.asked)
        return _reply(question, "clarify", out, options, ""), after

    def _readings(self, outcome: Unclear) -> Options:
        if self._library.is_several:
            return over.readings(outcome, self._library)
        return readings(outcome.queries)

    def _named(self, options: Options, given: Answer) -> Options:
        """Return questions with whose they are in front, where several papers are at hand."""
        if not self._library.is_several:
            return options
        if given.query.of and not given.query.document:
            return []
        return over.named(options, given.query.document, self._library)

    def _without_paper(
        self, question: str, outcome: NoPaper, before: Conversation
    ) -> tuple[Reply, Conversation]:
        out = Worded()
        options = over.no_paper(outcome, out, self._library)
        reply = _reply(question, "not_disclosed", out, options, "")
        return reply, before.offering(tuple(options))

    def _refused(
        self, question: str, outcome: Beyond, before: Conversation
    ) -> tuple[Reply, Conversation]:
        out = Worded()
        if self._library.is_several:
            document = next(iter(reversed(before.documents)), None)
            status, options = over.refused(outcome, out, self._library, document)
        else:
            status, options = beyond(outcome, out, self._base.index())
        losing = outcome.reason in _LOSING or (outcome.reason == "opinion" and outcome.names)
        after = before.after_refusal() if losing else before
        if outcome.reason == "other_department" and not self._library.is_several:
            after = replace(after, asked=question.replace(outcome.word, "", 1))
        reply = _reply(question, status, out, options, "")
        parts = reply.parts.model_copy(update={"refusal": outcome.reason, "word": outcome.word})
        return reply.model_copy(update={"parts": parts}), after.offering(tuple(options))


def _reply(question: str, status: Status, out: Worded, options: Options, assumed: str) -> Reply:
    parts = out.parts(assumed)
    lines = [line for line in (assumed, out.headline, *out.lines) if line]
    lines += [say("line.quote", quote=quote) for quote in out.quotes]
    return Reply(
        question=question,
        status=status,
        text="\n".join(lines),
        facts=tuple(out.facts),
        citations=tuple(out.citations),
        options=tuple(text for text, _ in options),
        notices=tuple(out.notices),
        parts=parts,
    )


def _assumed(assumptions: Sequence[Assumed]) -> str:
    return "".join(
        dict.fromkeys(say(f"assumed.{a.kind}", meant=a.meant) for a in assumptions if a.meant)
    )


def _together(worded: list[Worded]) -> Worded:
    """Return several worded answers as one: the first headline in front, citations renumbered."""
    out = Worded(headline=worded[0].headline, lines=list(worded[0].lines))
    for position, piece in enumerate(worded):
        if position and piece.headline != out.headline:
            out.lines += [piece.headline, *piece.lines]
        out.quotes += piece.quotes
        out.notices += [n for n in piece.notices if n not in out.notices]
        moved = []
        for citation in piece.citations:
            if citation not in out.citations:
                out.citations.append(citation)
            moved.append(out.citations.index(citation))
        out.facts += [
            f.model_copy(update={"citations": tuple(moved[i] for i in f.citations)})
            for f in piece.facts
        ]
    return out
