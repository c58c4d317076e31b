"""Questions for a value: how much, how many, whether there is any, what it is made up of."""

from __future__ import annotations

from intents.lexicon import marks, says_any
from intents.mentions import Sort
from intents.rules.terms import subject_of, terms_counted_in
from intents.rules.view import View
from knowledge import Aspect, Kind, Op, Phase, Query, Subject, standard_name

_EXPENDITURE = subject_of("expenditure")
_REVENUE = subject_of("revenue")
_VEHICLE, _TO_BUY = "辆", subject_of("vehicles_to_buy")
_VEHICLES = frozenset({"official_vehicles", "vehicle", "vehicles_to_buy", "vehicle_purchase"})
_EQUIPMENT, _EQUIPMENT_TO_BUY = "large_equipment", "equipment_to_buy"
_ASIDE = frozenset({"budget_total", "legal_representative", "purpose", "use", "project_use"})
"""Words beside vehicles that only say in which budget they are bought or who sits in them."""
_SOURCE = frozenset({"compilation_statement"})
"""What a figure is reckoned from the words of is no figure itself: 据编制说明倒推."""
_AT_LARGE = frozenset({"budget_total", "accounts_total", "grand_total", "this_year"})
_STAFF = tuple(map(subject_of, ("on_duty", "staffing_quota", "former_staff")))


def _parts(view: View) -> Query | None:
    if view.has("change", "reason", "sum") or len(view.subjects) > 1:
        return None
    if _in_both_phases(view):
        return None  # 年初预算和决算各是多少: two figures of one thing
    if (
        view.groups
        and not view.level
        and all(m.sort is Sort.LABEL for group in view.groups for m in group)
        and not view.has("parts_of")
    ):
        return None
    if not view.groups:
        from_where = _comes_from(view)
        if not from_where and not _speaks_of_spending(view):
            return None
        return Query(
            op=Op.PARTS, subjects=(_REVENUE if from_where else _EXPENDITURE,), years=view.years
        )
    if view.level and any(
        m.sort in {Sort.CODE, Sort.LABEL} for group in view.groups for m in group
    ):
        return Query(
            op=Op.PARTS,
            subjects=view.subjects,
            years=view.years,
            level=view.level,
            tables=view.tables,
        )
    subject = view.subjects[0]
    if _comes_from(view) and subject.terms & {"expenditure", "fiscal_appropriation"}:
        subject = _REVENUE
    by_economic = view.by == "economic"
    return Query(
        op=Op.PARTS,
        subjects=(subject,),
        years=view.years,
        kind=view.kind,
        tables=view.tables,
        by=view.by,
        level=view.level if by_economic else None,
    )


def _speaks_of_spending(view: View) -> bool:
    """Return whether a message without a subject speaks of money and where it goes."""
    return any(mark in m.text for m in view.mentions for mark in marks("spending"))


def _comes_from(view: View) -> bool:
    """Return whether a question about parts asks where money comes from."""
    return any("parts" in m.ops() and says_any(m.text, "coming") for m in view.mentions)


def _people(view: View) -> Query | None:
    if view.kind is not Kind.PEOPLE or view.groups or view.topics() or view.is_broken:
        return None
    return Query(op=Op.LOOKUP, subjects=_STAFF, kind=Kind.PEOPLE, years=view.years)


def _vehicles(view: View) -> Query | None:
    """Read how many vehicles there are, or are bought, and of which kind: 车有几辆，是领导坐的还是干活用的."""
    asked = _is_of_vehicles(view) and says_any(view.text, "vehicle_kinds")
    return _of_vehicles(view) if asked else None


def _is_of_vehicles(view: View) -> bool:
    """Return whether vehicles are counted, and nothing else is named."""
    counted = view.unit == _VEHICLE or "official_vehicles" in view.concepts()
    if not counted or view.concepts() - _VEHICLES - _ASIDE or view.topics():
        return False
    return not any(m.sort in {Sort.LABEL, Sort.CODE} for m in view.mentions)


def _of_vehicles(view: View) -> Query:
    """Return the query for vehicles at large: those to buy where buying is spoken of, else those there are."""
    bought = says_any(view.text, "vehicles_bought")
    return Query(
        op=Op.LOOKUP,
        subjects=(_TO_BUY if bought else subject_of("official_vehicles"),),
        years=view.years if bought else (),
        kind=Kind.COUNT,
        unit=_VEHICLE,
    )


def _absent(view: View) -> Query | None:
    """Read which spending the paper says is not arranged."""
    if not view.concepts() <= {"expenditure", "budget_total", "revenue"}:
        return None
    listing = view.has("parts", "what") or bool(view.words & marks("one_by_one"))
    if not listing or view.words.isdisjoint(marks("none")):
        return None
    return Query(op=Op.ABSENT, years=view.years)


def _backward(view: View) -> Query | None:
    """Read a year's figure that is to be reckoned from a later one and its change: 由减少额倒推上年数."""
    if not view.groups or view.has("share", "sum", "most", "least"):
        return None
    asked = tuple(s for s in view.subjects if s.terms != _SOURCE) or view.subjects
    before = min(view.years, default=view.index.paper.year)
    year = before if before < view.index.paper.year else view.index.paper.year - 1
    return Query(op=Op.LOOKUP, subjects=asked[:1], years=(year,), phase=view.phase)


def _lookup(view: View) -> Query | None:
    counted = terms_counted_in(view.unit)
    if view.unit == _VEHICLE and _is_of_vehicles(view) and says_any(view.text, "vehicles_bought"):
        return _of_vehicles(view)
    if not view.groups and view.kind is Kind.COUNT and counted:
        return Query(
            op=Op.LOOKUP,
            subjects=(subject_of(counted),),
            years=view.years,
            kind=Kind.COUNT,
            unit=view.unit,
        )
    if not view.groups:
        spends = view.kind is Kind.MONEY or (view.years and not view.ops - {"how_much"})
        if not view.has("how_much", "exists", "what"):
            return None
        here = any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions) or view.years
        return (
            Query(op=Op.LOOKUP, subjects=(_EXPENDITURE,), years=view.years)
            if spends and here
            else None
        )
    subjects = _received(view)
    return Query(
        op=Op.LOOKUP,
        subjects=_in_all(view, subjects),
        years=() if _is_of_both(subjects) else view.years,
        kind=_kind(view),
        kinds=view.kinds,
        unit=None if view.kinds else view.unit,
        tables=view.tables,
        basis=view.has("basis"),
        percent=view.has("percent"),
        listing=_lists(view),
        numeric=view.has("how_much"),
        phase=view.phase,
        both_phases=_in_both_phases(view),
    )


def _in_both_phases(view: View) -> bool:
    """Return whether accounts are asked for a thing's budget and for what was spent of it."""
    of_accounts = view.index.paper.phase is Phase.FINAL_ACCOUNTS
    return of_accounts and view.says_both_phases and view.figure_recalled is None


def _received(view: View) -> tuple[Subject, ...]:
    """Return what is named, on the side of revenue where it is asked what came in of it: 国债的钱拿到手多少."""
    (first, *others) = view.subjects
    both = _came_and_went(view)
    if both:
        return both
    if _EQUIPMENT in first.terms and _kind(view) is not Kind.MONEY:
        return (*_equipment(first, view), *others)
    if view.unit == _VEHICLE and not others and not says_any(view.text, "vehicles_bought"):
        # 其他用车几辆 is how many there are; how many of the kind are bought is asked with a word for buying
        kept = first.model_copy(update={"terms": first.terms | {"official_vehicles"}})
        return (kept,) if view.index.tells_of(kept) else view.subjects
    rows = not others and bool(first.terms) and all(t.startswith("label:") for t in first.terms)
    if not rows or not says_any(view.text, "received"):
        return view.subjects
    got = first.model_copy(update={"terms": first.terms | _REVENUE.terms})
    return (got,) if view.index.tells_of(got) else view.subjects


def _came_and_went(view: View) -> tuple[Subject, ...]:
    """Return the one thing named as what came in of it and what was spent: 某基金收了多少花了多少.

    None where more is named, or one side of it alone.
    """
    (thing, *others) = view.subjects
    sides = _REVENUE.terms | _EXPENDITURE.terms
    verb = all(other.terms == _EXPENDITURE.terms and not other.codes for other in others)
    both = says_any(view.text, "taken_in") and says_any(view.text, "paid_out")
    own = thing.terms - sides
    if not (verb and both) or len(others) > 1 or own <= _AT_LARGE:
        return ()
    if own != thing.terms:
        thing = thing.model_copy(update={"terms": own, "name": "".join(map(standard_name, own))})
    came, went = (
        thing.model_copy(
            update={"terms": thing.terms | side.terms, "name": f"{thing.name}{side.name}"}
        )
        for side in (_REVENUE, _EXPENDITURE)
    )
    return (came if view.index.tells_of(came) else thing, went)


def _kind(view: View) -> Kind | None:
    """Return the kind of figure asked for: what is asked for in pieces is counted, though it is to be bought."""
    pieces = view.kind is Kind.MONEY and says_any(view.text, "pieces")
    return Kind.COUNT if pieces else view.kind


def _equipment(asked: Subject, view: View) -> tuple[Subject, ...]:
    """Return equipment as what there is, or as what is to be bought where buying is spoken of; both where both are."""
    if not says_any(view.text, "vehicles_bought"):
        return (asked,)
    terms = asked.terms - {_EQUIPMENT} | {_EQUIPMENT_TO_BUY}
    bought = subject_of(_EQUIPMENT_TO_BUY).model_copy(update={"terms": terms})
    return (asked, bought) if says_any(view.text, "holding") else (bought,)


def _is_of_both(subjects: tuple[Subject, ...]) -> bool:
    """Return whether equipment there is is asked for with that to be bought: it is told as of another year."""
    terms = frozenset().union(*(subject.terms for subject in subjects))
    return {_EQUIPMENT, _EQUIPMENT_TO_BUY} <= terms


def _in_all(view: View, subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """Return all that came in, or was spent, with what was carried over where its total is named: 收入总计."""
    said = (view.mentions,) if len(subjects) == 1 else view.groups
    if view.tables or len(subjects) != len(said):
        return subjects
    ends = tuple(marks("in_all"))
    return tuple(
        _total_of(subject, view) if any(m.text.endswith(ends) for m in group) else subject
        for subject, group in zip(subjects, said, strict=True)
    )


def _total_of(subject: Subject, view: View) -> Subject:
    """Return one side of the budget as its total, where the paper prints it; anything else as it is."""
    if subject.terms not in (_REVENUE.terms, _EXPENDITURE.terms):
        return subject
    total = subject.model_copy(update={"terms": subject.terms | {"grand_total"}})
    return total if _is_printed(total, view) else subject


def _is_printed(total: Subject, view: View) -> bool:
    """Return whether the paper prints a total of everything, and not only one of some other thing (某费预算总额)."""
    matches = view.index.match(total, aspects=frozenset({Aspect.AMOUNT}))
    return any(not any(t.startswith("label:") for t in m.fact.terms) for m in matches)


def _lists(view: View) -> bool:
    """Return whether all that go by a name are wanted, one by one."""
    return view.has("parts", "how_many_things") or bool(view.words & marks("one_by_one"))


READERS = {
    "parts": _parts,
    "absent": _absent,
    "people": _people,
    "vehicles": _vehicles,
    "backward": _backward,
    "lookup": _lookup,
}
