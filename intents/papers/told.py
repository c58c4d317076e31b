"""What is told of the choice of a paper: carried over, taken from another year's, or asked back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.conversation import Conversation
from intents.lexicon import traced
from intents.outcomes import Assumed, Outcome, Unclear, Understood
from intents.papers.asking import ENDINGS, Asking
from intents.papers.choosing import Wanted
from intents.papers.organisations import Organisation, short_place
from intents.papers.reading import Read, rewritten
from intents.reading import Step
from intents.understand import Understanding
from knowledge import Fact, Figure, Op, Query

MOST_READINGS = 3
"""So many readings are offered at most."""
_BOTH = 2
"""So many readings of one department are offered beside others'."""


def asked_back(
    asking: Asking,
    answering: Sequence[tuple[Organisation, Understanding]],
    every: Sequence[Organisation],
) -> Understanding:
    """Return a question asked back: a reading of each department that answers, the others by name."""
    readings = [
        (o, q)
        for o, found in answering
        for q in getattr(found.outcome, "queries", ())[
            : _BOTH if isinstance(found.outcome, Unclear) else 1
        ]
    ][:MOST_READINGS]
    offered = {o.name for o, _ in readings}
    others = tuple(o.name for o in every if o.name not in offered)
    wording = rewritten(asking.folded, [(n.start, n.end, "") for n in asking.said.named])
    queries = tuple(q for _, q in readings)
    outcome = Unclear(queries, asking.folded.original, ENDINGS.sub("", wording), others)
    return Understanding(outcome, (*answering[0][1].trace, Step("unclear", traced("whose"))))


def queries_of(read: Read) -> tuple[Query, ...]:
    """Return the queries of a reading, none where it is refused."""
    outcome: Outcome = read.understanding.outcome
    return getattr(outcome, "queries", ())


def is_wanted(read: Read, wanted: Wanted) -> bool:
    """Return whether what another paper says is of the year and phase asked for."""
    figure = read.figure
    if figure is None:
        return any(
            query.op is Op.CHANGE and wanted.year in query.years for query in queries_of(read)
        )
    of_year = wanted.year is None or figure.year == wanted.year
    of_phase = wanted.phase is None or {f.phase for f in operands_of(figure)} == {wanted.phase}
    return of_year and of_phase


def operands_of(figure: Figure) -> tuple[Fact, ...]:
    """Return the facts that a figure stands on: itself where it is one."""
    return (figure,) if isinstance(figure, Fact) else figure.operands


def told_from(read: Read, wanted: Wanted) -> Understanding:
    """Return a reading that tells that its figure is printed in another year's paper."""
    assumed = Assumed("second", read.head.title, str(wanted.year or read.head.year))
    return assuming(read.understanding, assumed)


def assuming(found: Understanding, assumed: Assumed) -> Understanding:
    """Return an understanding that tells of one thing more that was taken for granted."""
    outcome = found.outcome
    if not isinstance(outcome, Understood):
        return found
    return replace(found, outcome=replace(outcome, assumed=(assumed, *outcome.assumed)))


def picked_by_place(
    text: str, conversation: Conversation, organisations: Sequence[Organisation]
) -> Query | None:
    """Return the reading offered last that a place alone tells from the others: 杭州的."""
    if not conversation.asked_back:
        return None
    said = ENDINGS.sub("", text).removesuffix("的")
    there = {
        head.document
        for organisation in organisations
        for head in organisation.heads
        if any(said in {place, short_place(place)} for place in organisation.parts.places)
    }
    fitting = [
        query for _, query in conversation.options if query is not None and query.document in there
    ]
    return fitting[0] if len(fitting) == 1 else None
