"""Questions that reckon: change, trend, share, sum, average, ratio."""

from __future__ import annotations

from intents.lexicon import marks, says_any
from intents.mentions import Sort
from intents.rules.leading import asks_amount_first
from intents.rules.terms import concept_terms, subject_of
from intents.rules.view import View
from knowledge import Kind, Op, Query, Subject, essence

_EXPENDITURE = subject_of("expenditure")
_PAIR = 2
_QUOTA = subject_of("staffing_quota")
_RATE = "completion_rate"
_TIMES_PER = ("per_month", "per_day", "per_head")
_THINGS_PER = ("per_vehicle", "per_batch", "per_guest", "per_group", "per_traveller")
_HEADS_OF = (("reception", "guest"), ("abroad", "traveller"))
"""Whose heads an amount per head is counted by, where it is not the department's own people."""


def _vacancy(view: View) -> Query | None:
    people = {"staffing_quota", "on_duty"} <= view.concepts() and view.has("change")
    if "vacancies" in view.concepts() or people:
        return Query(op=Op.VACANCY, subjects=view.subjects or (_QUOTA,), years=view.years)
    return None


def _complement(view: View) -> Query | None:
    """Read what is left of a whole when a part is taken out: 在岗的有几个不是参公的."""
    if (
        not view.has("complement", "exists")
        or len(view.groups) == 0
        or not view.has("how_much", "how_many_things")
    ):
        return None
    cut = next(
        (
            m.start
            for m in view.mentions
            if m.ops() & {"complement"} or m.text in marks("complement")
        ),
        None,
    )
    if cut is None:
        return None
    whole = frozenset(
        t
        for m in view.mentions
        if m.sort is Sort.CONCEPT and m.start < cut
        for t in concept_terms(m.concepts[0])
    )
    part = frozenset(
        t
        for m in view.mentions
        if m.sort is Sort.CONCEPT and m.start > cut
        for t in concept_terms(m.concepts[0])
    )
    if not whole or not part:
        return None
    subjects = (Subject(terms=essence(whole)), Subject(terms=essence(whole | part)))
    return Query(op=Op.REMAINDER, subjects=subjects, years=view.years)


def _completion(view: View) -> Query | None:
    """Read how much of the budget was carried out: 预算完成率, 决算数是年初预算的百分之几."""
    if view.has("most", "least", "sum", "where", "define"):
        return None
    both = view.has("percent", "share") and not view.has("change") and view.says_both_phases
    if not both and not view.has("completion") and _RATE not in view.concepts():
        return None
    subjects = _measured(view) or (_EXPENDITURE,)
    return Query(op=Op.COMPLETION, subjects=subjects[:1], years=view.years)


def _against_budget(view: View) -> Query | None:
    """Read by how much the accounts differ from the budget: 比预算少花多少, 有没有超预算."""
    if view.has("most", "least", "sum", "share"):
        return None
    differs = view.has("change", "compared", "above", "below")
    if not view.has("against_budget") and not (differs and view.compares_with_budget):
        return None
    subjects = _measured(view) or (_EXPENDITURE,)
    return Query(
        op=Op.AGAINST_BUDGET,
        subjects=subjects[:1],
        years=view.years,
        percent=view.has("percent"),
        direction=view.direction,
        reached=_asks_accounts_first(view),
    )


def _asks_accounts_first(view: View) -> bool:
    """Return whether what was spent is asked for before how it stands to the budget: 决算是多少，跟年初预算比咋样."""
    differs = [m.start for m in view.mentions if m.ops() & {"change", "compared", "against_budget"}]
    if not differs or not asks_amount_first(view, "change", "compared", "against_budget"):
        return False
    spent, planned = (
        [view.text.find(word) for word in marks(name) if word in view.text[: differs[0]]]
        for name in ("spent", "budget_words")
    )
    return bool(spent) and (not planned or min(spent) < min(planned))


def _measured(view: View) -> tuple[Subject, ...]:
    """Return the subjects that are more than the words for budget and accounts."""
    return tuple(
        subject
        for group in view.groups
        if (measured := tuple(m for m in group if m.concepts != (_RATE,)))
        and not all(m.text in marks("budget_words") for m in measured)
        for subject in view.subjects_of(measured)[:1]
    )


def _times(view: View) -> Query | None:
    subjects = view.subjects
    if len(view.groups) == 1 and len(view.groups[0]) == _PAIR:
        subjects = tuple(view.subjects_of((mention,))[0] for mention in view.groups[0])
    return (
        Query(op=Op.RATIO, subjects=subjects, years=view.years) if len(subjects) == _PAIR else None
    )


def _average(view: View) -> Query | None:
    """Read a figure per month, per head or per thing: 平均每月花多少, 接待一个人花多少, 每辆车的运行费."""
    named = [p for p in (*_TIMES_PER, *_THINGS_PER) if view.has(p)]
    each = view.concepts() & {"on_duty", "staffing_quota"} and "per_head" not in named
    if len(named) > 1 or (named and each):
        return None
    if not named:
        if not view.has("average") or not (len(view.years) > 1 or view.every_year):
            return None  # of one year there is no mean: it was to be per something else
        return Query(
            op=Op.AVERAGE,
            per="year",
            subjects=(view.subjects or (_EXPENDITURE,))[:1],
            years=view.years,
        )
    if named[0] in _THINGS_PER:
        return _per_thing(view, named[0])
    subjects = tuple(s for s in view.subjects if not s.terms & {"on_duty", "staffing_quota"}) or (
        _EXPENDITURE,
    )
    heads = next((per for term, per in _HEADS_OF if subjects[0].terms & {term}), None)
    if named[0] == "per_head" and heads:
        return Query(op=Op.AVERAGE, per=heads, subjects=subjects[:1], years=view.years)
    if len(subjects) > 1:
        return None  # which of them is meant, or if both together are, is not said
    per = named[0].removeprefix("per_")
    return Query(op=Op.AVERAGE, per=per, subjects=subjects[:1], years=view.years)


def _is_label(subject: Subject) -> bool:
    return bool(subject.one_of) or any(term.startswith("label:") for term in subject.terms)


def _per_thing(view: View, per: str) -> Query | None:
    """Read what a thing costs on average; the things themselves are no subject of it."""
    things = {"official_vehicles", "vehicle", "reception_batches", "reception_people"}
    things |= {"expenditure"}
    kept = tuple(
        s
        for s in view.subjects
        if not (s.terms and s.terms <= things)
        and not (_is_label(s) and says_any(s.name, "running"))
    )
    if len(kept) > 1 or view.kind in {Kind.PEOPLE, Kind.COUNT}:
        return None
    return Query(op=Op.AVERAGE, per=per.removeprefix("per_"), subjects=kept, years=view.years)


def _trend(view: View) -> Query | None:
    if view.has("most", "least", "reason", "sum", "share"):
        return None
    many = (
        view.every_year
        or len(view.years) > 2
        or (len(view.years) == 2 and view.has("trend", "parts") and not view.has("change"))
    )
    if not many and not view.has("trend"):
        return None
    if _span_of_change(view) and not view.has("trend"):
        return None
    return Query(
        op=Op.TREND,
        subjects=(view.subjects or (_EXPENDITURE,))[:1],
        years=view.years,
        kind=view.kind,
    )


def _change(view: View) -> Query | None:
    if not view.has("change") and not (view.has("compared") and view.years):
        return None
    if view.has("share", "most", "least"):
        return None
    if view.number is not None and not view.years and not view.has("agree", "exists", "percent"):
        return None
    if view.has("sum") and len(view.years) < 2 and not _is_its_total(view):
        return None
    if not view.groups and not (
        view.has("how_much", "compared", "percent") or view.years or _plain_change(view)
    ):
        return None
    subjects = _set_against(view) or view.subjects or (_EXPENDITURE,)
    if len(subjects) > 2 or (len(subjects) == 2 and len(view.years) > 1):
        return None
    return Query(
        op=Op.CHANGE,
        subjects=subjects,
        years=_compared_years(view),
        kind=view.kind,
        direction=view.direction,
        sized=any(m.text in marks("falls_named") for m in view.mentions),
        reached=says_any(view.text, "went_to") or asks_amount_first(view, "change", "compared"),
        percent=view.asks_rate,
        phase=view.phase,
        base=view.base,
    )


def _set_against(view: View) -> tuple[Subject, ...]:
    """Return what was asked about before and the row that it is set against: 物业费多少，比差旅费多多少."""
    last = view.context
    if last is None or len(last.subjects) != 1 or len(view.groups) != 1 or view.years:
        return ()
    named = view.groups[0][0]
    row = any(m.sort in {Sort.LABEL, Sort.CODE} for m in view.groups[0])
    before = [m for m in view.mentions if m.end <= named.start and m.sort is not Sort.FILLER]
    compared = bool(before) and len(before) == 1 and "compared" in before[0].ops()
    (other,) = view.subjects[:1] or (None,)
    if not row or not compared or other is None or other.terms == last.subjects[0].terms:
        return ()
    return (last.subjects[0], other)


def _is_its_total(view: View) -> bool:
    """Return whether what sounds like a sum is only the total of the one thing named: 三公经费合计数."""
    sums = [m.text for m in view.mentions if m.sort is Sort.CUE and "sum" in m.ops()]
    return len(view.groups) == 1 and all(word in marks("grand_totals") for word in sums)


def _plain_change(view: View) -> bool:
    """Return whether a word for change is said in full: a bare 多 or 少 says nothing by itself."""
    return any("change" in m.ops() and len(m.text) > 1 for m in view.mentions)


def _compared_years(view: View) -> tuple[int, ...]:
    """Return the two years compared; none where it is the fiscal year and the one before."""
    fiscal = view.index.paper.year
    relative = _relative_to_said(view)
    if relative:
        return relative
    if len(view.years) == 2:
        return view.years
    if len(view.years) > 2:
        return (view.years[0], view.years[-1])
    if not view.years or view.years == (fiscal,):
        return ()
    (year,) = view.years
    if year > fiscal:
        return (year,)
    return (year, fiscal) if view.year_is_base or not _is_later(view) else (year - 1, year)


def _relative_to_said(view: View) -> tuple[int, ...]:
    """Return the years of “2025年比上年”: the year before is counted from the year said."""
    said = [m for m in view.mentions if m.sort is Sort.YEAR]
    fiscal = view.index.paper.year
    if (
        len(said) != _PAIR
        or said[0].relative
        or not said[1].relative
        or said[1].years != (fiscal - 1,)
    ):
        return ()
    later = said[0].years[0] if said[0].years else fiscal
    return (later - 1, later) if later != fiscal else ()


def _is_later(view: View) -> bool:
    """Return whether the one year said is the year that changed (2025年减少了多少) rather than the base."""
    return not view.has("compared")


def _span_of_change(view: View) -> bool:
    return len(view.years) > 2 and view.direction is not None


READERS = {
    "vacancy": _vacancy,
    "complement": _complement,
    "completion": _completion,
    "against_budget": _against_budget,
    "times": _times,
    "average": _average,
    "trend": _trend,
    "change": _change,
}
