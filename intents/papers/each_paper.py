"""One question asked of several papers: read for one, and asked of the others as it was understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from intents.conversation import Conversation
from intents.outcomes import Beyond, Outcome, Unclear, Understood
from intents.papers.comparing import Comparison
from intents.papers.reading import Read, Readers, lookup_of
from knowledge import Op, PaperHead, Query, answer

_MOST_OPTIONS = 3
_ASKED_OF_EACH = frozenset({Op.LOOKUP, Op.VACANCY})
"""What may be asked of each of several papers and be reckoned together."""


def asked_of_each(
    groups: Sequence[Sequence[PaperHead]],
    asked: Comparison,
    years: Sequence[int],
    left_out: Iterable[str],
    conversation: Conversation,
    readers: Readers,
) -> Outcome:
    """Return one query that asks every paper the same, as it was understood for the first that answers."""
    if not asked.core and conversation.last is None:
        return Beyond("no_rule", has_budget=True)
    reads: list[Read] = []
    pattern: Query | None = None if asked.core else _pattern_before(conversation)
    of: list[Query] = []
    for group in groups:
        if pattern is None or not _is_of_every_paper(pattern):
            read = _first_answering(group, asked.core, conversation, readers)
            reads.append(read)
            outcome = read.understanding.outcome
            if isinstance(outcome, Understood) and len(outcome.queries) == 1:
                pattern = outcome.queries[0]
                if pattern.op is Op.THRESHOLD and asked.op is Op.LOOKUP and pattern.bound:
                    asked = replace(asked, op=Op.THRESHOLD)
                elif pattern.op not in _ASKED_OF_EACH:
                    return _one_by_one(groups, asked, conversation, readers)
                if read.answered:
                    of.append(lookup_of(pattern, read.head, tuple(years)))
                    continue
            elif isinstance(outcome, Beyond):
                return outcome
            of.append(
                lookup_of(pattern, group[0], tuple(years))
                if pattern
                else Query(op=Op.LOOKUP, document=group[0].document)
            )
            continue
        of.append(_of_group(pattern, group, tuple(years), readers))
    if pattern is None:
        return _unclear(reads, groups, asked, years)
    query = Query(
        op=asked.op,
        of=tuple(of),
        largest=asked.largest,
        subjects=pattern.subjects[:1],
        years=tuple(years),
        words=tuple(left_out),
        bound=pattern.bound,
    )
    return Understood((query,))


def _one_by_one(
    groups: Sequence[Sequence[PaperHead]],
    asked: Comparison,
    conversation: Conversation,
    readers: Readers,
) -> Outcome:
    """Return a question that gives no figures to reckon with, asked of a few papers one after the other."""
    if asked.op is not Op.LOOKUP or len(groups) > _MOST_OPTIONS:
        return Beyond("no_rule", has_budget=True)
    reads = [_first_answering(group, asked.core, conversation, readers) for group in groups]
    outcomes = [read.understanding.outcome for read in reads]
    other = next((o for o in outcomes if not isinstance(o, Understood)), None)
    if other is not None:
        return other
    return Understood(
        tuple(q for o in outcomes if isinstance(o, Understood) for q in o.queries[:1])
    )


def _unclear(
    reads: Sequence[Read],
    groups: Sequence[Sequence[PaperHead]],
    asked: Comparison,
    years: Sequence[int],
) -> Outcome:
    """Return the readings of a question that is not clear for one paper, each asked of all."""
    outcome = next(
        (r.understanding.outcome for r in reads if isinstance(r.understanding.outcome, Unclear)),
        None,
    )
    if outcome is None:
        return reads[0].understanding.outcome
    return Unclear(
        tuple(
            Query(
                op=asked.op,
                of=tuple(lookup_of(query, group[0], tuple(years)) for group in groups),
                largest=asked.largest,
                subjects=query.subjects[:1],
                years=tuple(years),
            )
            for query in outcome.queries[:_MOST_OPTIONS]
        )
    )


def _pattern_before(conversation: Conversation) -> Query | None:
    """Return what was asked last, as it may be asked of any paper."""
    last = conversation.last
    if last is None:
        return None
    return last.of[0] if last.of else last


def _is_of_every_paper(query: Query) -> bool:
    """Return whether a query names only what every paper calls alike: no label, code or table of one."""
    return not query.tables and all(
        not s.codes and not s.one_of and not any(t.startswith("label:") for t in s.terms)
        for s in query.subjects
    )


def _first_answering(
    group: Sequence[PaperHead], core: str, conversation: Conversation, readers: Readers
) -> Read:
    alone = replace(conversation, last=None) if core else conversation
    first = readers.read(group[0], core, alone)
    if first.answered or len(group) == 1:
        return first
    others = (readers.read(head, core, alone) for head in group[1:])
    return next((r for r in others if r.answered), first)


def _of_group(
    pattern: Query, group: Sequence[PaperHead], years: tuple[int, ...], readers: Readers
) -> Query:
    """Return the pattern asked of the first file of a paper that answers it."""
    queries = [lookup_of(pattern, head, years) for head in group]
    for query in queries if len(queries) > 1 else ():
        if answer(query, readers.about(query.document or "")).found:
            return query
    return queries[0]
