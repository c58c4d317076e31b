"""Questions over years that no one paper answers: each year is asked of its own paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.outcomes import Understood
from intents.papers.reading import Read, Readers, lookup_of
from intents.papers.said import level_of
from intents.understand import Understanding
from knowledge import Op, PaperHead, Query, answer

_OVER_YEARS = {
    Op.CHANGE: Op.CHANGE,
    Op.SUM: Op.SUM,
    Op.TREND: Op.LOOKUP,
    Op.LOOKUP: Op.LOOKUP,
    Op.EXTREME: Op.EXTREME,
}


def across_years(read: Read, there: Sequence[PaperHead], readers: Readers) -> Understood | None:
    """Return a question over years that one paper does not answer, each year asked of its own paper."""
    outcome = read.understanding.outcome
    if not isinstance(outcome, Understood) or len(there) < 2:
        return None
    query = outcome.queries[0]
    years = query.years
    if query.op is Op.CHANGE and len(years) < 2:
        years = (read.head.year - 1, read.head.year)
    if query.op is Op.TREND or query.per == "year":
        years = years or tuple(sorted({h.year for h in there if h.phase is read.head.phase}))
    if query.op not in _OVER_YEARS or len(years) < 2 or not query.subjects:
        return None
    of = [q for year in years if (q := _of_year(query, year, read.head, there, readers))]
    if len({q.document for q in of}) < 2 or (
        len(of) < len(years) and query.op in {Op.CHANGE, Op.SUM}
    ):
        return None
    ordered = tuple(reversed(of)) if query.op is Op.CHANGE else tuple(of)
    over = Query(
        op=_OVER_YEARS[query.op],
        of=ordered,
        largest=query.largest,
        subjects=query.subjects[:1],
        years=years,
    )
    return Understood((over,), outcome.assumed)


def in_own_years(read: Read, there: Sequence[PaperHead], readers: Readers) -> Understanding:
    """Return an understanding of several questions, each of one year asked of that year's own paper."""
    found = read.understanding
    if not isinstance(found.outcome, Understood) or len(there) < 2:
        return found
    queries = []
    for query in found.outcome.queries:
        own = (
            _of_year(query, query.years[0], read.head, there, readers)
            if query.op is Op.LOOKUP and len(query.years) == 1 and query.years[0] != read.head.year
            else None
        )
        queries.append(own or query)
    return replace(found, outcome=replace(found.outcome, queries=tuple(queries)))


def _of_year(
    query: Query, year: int, like: PaperHead, there: Sequence[PaperHead], readers: Readers
) -> Query | None:
    """Return a query for one year, asked of that year's own paper, else of the next one's column for it."""
    alike = [h for h in there if h.phase is like.phase and level_of(h) == level_of(like)]
    for head in sorted(alike, key=lambda h: h.year):
        if head.year < year:
            continue
        asked = lookup_of(query, head, (year,))
        found = answer(asked, readers.about(head.document))
        if found.found and found.shape == "lookup":
            return asked
    return None
