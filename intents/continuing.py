"""What a message without a subject of its own asks of the last one: 那去年呢, 为什么, 占多少, 在哪张表."""

from __future__ import annotations

from collections.abc import Callable

from intents.conversation import Conversation
from intents.lexicon import marks
from intents.mentions import Sort
from intents.rules import View
from intents.rules.rule import STRONG
from knowledge import Op, Phase, Query

_PAIR = 2
_OF_ONE = frozenset(
    {
        *("change", "compared", "percent", "share", "reason", "trend", "average", "per_head"),
        *("per_month", "per_day", "parts", "most", "least", "completion", "against_budget"),
    }
)
"""What is asked of one thing."""


def continued(view: View, last: Query, conversation: Conversation) -> Query | None:
    """Return what a message without a subject of its own asks of the last one's; None where it asks nothing."""
    years = _years(view, conversation) or last.years
    if is_of_several(last) and view.ops & _OF_ONE:
        return None
    if view.has("share") and conversation.whole is not None and len(last.subjects) == 1:
        return Query(op=Op.SHARE, subjects=(*last.subjects, conversation.whole), years=years[-1:])
    if _compares_what_was_asked(view) and not view.has("most", "least"):
        years = _pair_asked(view, last, conversation) or years
    for asked, build in _CONTINUATIONS:
        if asked(view):
            query = build(view, last, years)
            if query is not None:
                return query
    return None


def is_of_several(query: Query) -> bool:
    """Return whether a question was about several things at once: what goes on from it does not say of which."""
    return len(query.subjects) > 1 and query.op not in {Op.SHARE, Op.RATIO}


def _compares_what_was_asked(view: View) -> bool:
    """Return whether a change is asked about without saying of which years: 等于降了百分之多少."""
    said = [m.years for m in view.mentions if m.sort is Sort.YEAR]
    before = (view.index.paper.year - 1,)
    return view.has("change", "compared") and all(years == before for years in said)


def _pair_asked(view: View, last: Query, conversation: Conversation) -> tuple[int, ...]:
    """Return the two years whose figures of one thing were asked for one after the other; none where they were not."""
    fiscal = view.index.paper.year
    earlier = conversation.earlier[-1] if conversation.earlier else None
    if earlier is None or earlier.subjects != last.subjects or earlier.op is not last.op:
        return ()
    pair = {*(earlier.years or (fiscal,)), *(last.years or (fiscal,))}
    return tuple(sorted(pair)) if len(pair) == _PAIR and last.op is Op.LOOKUP else ()


def _only(op: Op) -> Callable[[View, Query, tuple[int, ...]], Query]:
    """Return what asks one operation of the last subject, for its last year."""

    def build(_: View, last: Query, years: tuple[int, ...]) -> Query:
        return Query(op=op, subjects=last.subjects[:1], years=years[-1:])

    return build


def _reason(view: View, last: Query, years: tuple[int, ...]) -> Query:
    if view.has("change"):
        return _changed(view, last, years)
    return Query(
        op=Op.REASON, subjects=last.subjects[:1], years=years[-1:], direction=view.direction
    )


def _based(view: View, last: Query, years: tuple[int, ...]) -> Query:
    return _value(view, last, years).model_copy(update={"basis": True})


def _where(_: View, last: Query, years: tuple[int, ...]) -> Query:
    return Query(op=Op.WHERE, subjects=last.subjects, years=years[-1:])


def _extreme(view: View, last: Query, years: tuple[int, ...]) -> Query:
    largest = view.has("most")
    if view.has("which_year") or len(years) > 1 or view.every_year:
        several = years if len(years) > 1 else ()
        return Query(
            op=Op.EXTREME, per="year", subjects=last.subjects[:1], years=several, largest=largest
        )
    if view.has("change"):
        return Query(
            op=Op.EXTREME,
            per="change",
            subjects=last.subjects[:1],
            years=view.years[-1:],
            largest=largest,
            direction=view.direction,
            ranks=view.ranks,
        )
    return Query(
        op=Op.EXTREME,
        subjects=last.subjects[:1],
        years=years[-1:],
        largest=largest,
        ranks=view.ranks,
    )


def _summed(_: View, last: Query, years: tuple[int, ...]) -> Query | None:
    return Query(op=Op.SUM, subjects=last.subjects[:1], years=years) if len(years) > 1 else None


def _averaged(view: View, last: Query, years: tuple[int, ...]) -> Query | None:
    if view.has("average") and not view.has("per_month", "per_day", "per_head"):
        return (
            Query(op=Op.AVERAGE, per="year", subjects=last.subjects[:1], years=years)
            if len(years) > 1
            else None
        )
    per = next(p for p in ("month", "day", "head") if view.has(f"per_{p}"))
    return Query(op=Op.AVERAGE, per=per, subjects=last.subjects[:1], years=years[-1:])


def _phases() -> frozenset[str]:
    return marks("budget_words") | marks("final_accounts")


def _in_phase(view: View, last: Query, _: tuple[int, ...]) -> Query | None:
    """Return the last figure as it was planned, or as it came out: 那年初预算呢, 决算呢."""
    said = {m.text for m in view.mentions}
    planned = bool(said & (marks("budget") | marks("budget_words")))
    if planned == bool(said & marks("final_accounts")) or last.op is not Op.LOOKUP:
        return None
    phase = Phase.BUDGET if planned else Phase.FINAL_ACCOUNTS
    own = phase is view.index.paper.phase
    years = view.years or last.years
    return last.model_copy(
        update={"phase": None if own else phase, "years": years, "both_phases": False}
    )


def _in_year(view: View, last: Query, _: tuple[int, ...]) -> Query:
    if view.has("how_much"):
        return _value(view, last, view.years)
    return last.model_copy(update={"years": view.years, "op": _same_op(last)})


def _value(view: View, last: Query, years: tuple[int, ...]) -> Query:
    return Query(
        op=Op.LOOKUP,
        subjects=last.subjects,
        years=years,
        kind=view.kind or last.kind,
        unit=last.unit,
        tables=last.tables,
    )


def _again(view: View, last: Query, _: tuple[int, ...]) -> Query | None:
    here = any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions)
    return last if here and not view.ops & STRONG else None


def _changed(view: View, last: Query, years: tuple[int, ...]) -> Query:
    subjects = last.subjects
    if view.direction and any(m.text in marks("which_part") for m in view.mentions):
        return Query(
            op=Op.EXTREME,
            per="change",
            subjects=subjects[:1],
            years=years[-1:],
            direction=view.direction,
        )
    fiscal = view.index.paper.year
    if view.every_year or view.has("trend") or len(view.years) > 2:
        return Query(op=Op.TREND, subjects=subjects[:1], years=view.years)
    said = _years_for_change(view, years, fiscal)
    if view.phase is not None and not view.years:
        return Query(op=Op.CHANGE, subjects=subjects[:1], years=years[-1:], phase=view.phase)
    return Query(
        op=Op.CHANGE,
        subjects=subjects[:1],
        years=said,
        percent=view.asks_rate,
        direction=view.direction,
    )


def _years_for_change(view: View, years: tuple[int, ...], fiscal: int) -> tuple[int, ...]:
    """Return the two years compared, the year last asked about being the later one; none for the usual pair."""
    if len(years) >= 2:
        return (min(years), max(years))
    before = view.years[0] if view.years else None
    now = (
        years[0]
        if years and not view.years
        else (view.context.years[-1] if view.context and view.context.years else fiscal)
    )
    if before is None:
        return () if now == fiscal else (now - 1, now)
    if before == fiscal - 1 and now == fiscal:
        return ()
    return (min(before, now), max(before, now)) if before != now else (now - 1, now)


def _years(view: View, conversation: Conversation) -> tuple[int, ...]:
    """Return the years said; 这两年 after two years were asked about means these two."""
    words = {m.text for m in view.mentions if m.sort is Sort.YEAR}
    three = bool(words & marks("three_years_before"))
    wanted = 3 if three else 2
    if (three or words & marks("years_before")) and len(set(conversation.years)) >= 2:
        recent = list(dict.fromkeys(reversed(conversation.years)))[:wanted]
        return tuple(sorted(recent)) if len(recent) == wanted else view.years
    return view.years


def _same_op(last: Query) -> Op:
    return Op.LOOKUP if last.op in {Op.TREND, Op.SUM, Op.EXTREME, Op.WHERE} else last.op


_CONTINUATIONS: tuple[
    tuple[Callable[[View], bool], Callable[[View, Query, tuple[int, ...]], Query | None]], ...
] = (
    (lambda view: view.has("reason"), _reason),
    (lambda view: view.has("completion"), _only(Op.COMPLETION)),
    (
        lambda view: view.has("against_budget") or view.compares_with_budget,
        _only(Op.AGAINST_BUDGET),
    ),
    (lambda view: view.has("where"), _where),
    (lambda view: view.has("share"), _only(Op.SHARE)),
    (lambda view: view.has("define"), _only(Op.DEFINE)),
    (lambda view: view.has("use") and view.has("change"), _only(Op.REASON)),
    (lambda view: view.has("use"), _only(Op.USE)),
    (lambda view: view.has("asof"), _only(Op.AS_OF)),
    (lambda view: view.has("basis"), _based),
    (lambda view: view.has("most", "least"), _extreme),
    (lambda view: view.has("sum"), _summed),
    (lambda view: view.has("per_month", "per_day", "per_head", "average"), _averaged),
    (lambda view: view.has("change", "compared", "percent", "trend") or view.every_year, _changed),
    (lambda view: view.has("parts"), _only(Op.PARTS)),
    (lambda view: bool({m.text for m in view.mentions} & _phases()), _in_phase),
    (lambda view: bool(view.years), _in_year),
    (lambda _: True, _again),
    (
        lambda view: view.has("how_much", "exists", "what"),
        _value,
    ),
)
"""What a message may ask of the last subject, the first that fits."""
