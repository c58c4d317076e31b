"""Questions answered by the source's own words: definitions, reasons, uses, places, fields, duties."""

from __future__ import annotations

from intents.lexicon import marks, says_any
from intents.mentions import Mention, Sort
from intents.rules.terms import kind_of, subject_of
from intents.rules.view import View
from knowledge import Aspect, Kind, Op, Query, Subject

_EXPENDITURE = subject_of("expenditure")


def _where(view: View) -> Query | None:
    if not view.groups and not view.tables:
        here = any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions)
        address = subject_of("address")
        return Query(op=Op.WORDS, subjects=(address,)) if here and not view.left_over() else None
    if not view.groups:
        return Query(op=Op.WHERE, tables=view.tables)
    if _all_words(view) and view.concepts() & {"address", "phone"}:
        return None
    return Query(op=Op.WHERE, subjects=view.subjects, years=view.years)


def _as_of(view: View) -> Query | None:
    if not view.groups or view.years or view.has("how_much"):
        return None
    return Query(op=Op.AS_OF, subjects=view.subjects)


def _define(view: View) -> Query | None:
    if view.has("distinguish") and len(view.groups) > 1 and not view.years:
        return Query(op=Op.DEFINE, subjects=view.subjects)
    things = [m for m in view.mentions if m.sort in {Sort.CONCEPT, Sort.LABEL}]
    if len(things) > 1 and _asks_membership(view):
        after = says_any(view.text, "whole_second")
        return Query(op=Op.DEFINE, subjects=_named((things[-1 if after else 0],), view))
    if not view.has("define") or len(view.groups) != 1 or view.years or view.codes:
        return None
    if _all_words(view) and not view.has("explained"):
        return None
    return Query(op=Op.DEFINE, subjects=_with_name(view))


def _asks_membership(view: View) -> bool:
    """Return whether it is asked if one thing is counted in another: 会议费算不算三公经费. What it is tells."""
    asked = says_any(view.text, "counted_in")
    figures = (
        view.years or view.number is not None or view.has("how_much", "change", "share", "sum")
    )
    return asked and not figures


def _reason(view: View) -> Query | None:
    asks = view.has("reason") or (view.has("how") and view.direction and not view.has("how_much"))
    if not asks or not (view.groups or view.has("change")):
        return None
    if view.has("change") and (
        view.has("how_much") or any(m.text in marks("figure_too") for m in view.mentions)
    ):
        return None  # a change is told with its figures and its reason together
    if view.has("use") and not view.has("change"):
        return None
    subjects = view.subjects or (_EXPENDITURE,)
    return Query(
        op=Op.REASON,
        subjects=subjects[:1],
        years=_later(view),
        direction=view.direction,
        base=view.base,
    )


def _use(view: View) -> Query | None:
    if view.has("change", "reason") or view.kind is Kind.COUNT:
        return None
    if not view.groups:
        if any(
            m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions
        ) and not _speaks_of_money(view):
            return Query(op=Op.WORDS, subjects=(subject_of("duties"),))
        return Query(op=Op.USE) if _speaks_of_money(view) else None
    if _all_words(view) and "project_name" not in view.concepts():
        return None
    if view.subjects[0].terms == {"official_vehicles"}:
        return None  # what a vehicle is for is its kind
    return Query(op=Op.USE, subjects=view.subjects[:1])


def _words(view: View) -> Query | None:
    if not view.groups or not _all_words(view) or view.kind not in {None, Kind.WORDS}:
        return None
    if _points_at_figure(view) or (
        view.level and (view.codes or any(m.sort is Sort.LABEL for m in view.mentions))
    ):
        return None
    amounts = view.has("how_much") or any(m.text in marks("amounts") for m in view.mentions)
    sides = marks("asks_structure") if "member_units" in view.concepts() else ()
    return Query(
        op=Op.WORDS,
        subjects=view.subjects,
        years=view.years,
        tables=view.tables,
        amounts=amounts,
        numeric=view.has("how_many_things")
        or (bool(sides) and says_any(view.text, "asks_number_of")),
        words=(
            *(m.text for m in view.mentions if m.sort is Sort.CONCEPT),
            *sorted(side for side in sides if side in view.text),
        ),
    )


def _points_at_figure(view: View) -> bool:
    """Return whether the words asked about only say where a figure is to be looked up.

    长期绩效目标中持卡率的指标值, 测算的业务经费多少: the label is asked, the concept is its place.
    """
    for group in view.groups:
        labels = [m for m in group if m.sort is Sort.LABEL]
        if not labels or len(labels) == len(group):
            continue
        terms = [term for m in labels for term in m.labels]
        facts = [
            view.index.paper.facts[i] for term in terms for i in view.index.about.get(term, ())
        ]
        if any(f.kind is not Kind.WORDS and term in f.terms for f in facts for term in terms):
            return view.has("how_much", "basis") or any(f.aspect is Aspect.TARGET for f in facts)
    return False


def _speaks_of_money(view: View) -> bool:
    return any(m.text in marks("money") for m in view.mentions)


def _all_words(view: View) -> bool:
    """Return whether what is asked about is published in words."""
    kinds = [
        kind_of(term)
        for subject in view.subjects
        for term in subject.terms
        if not term.startswith("label:")
    ]
    return (
        bool(kinds) and any(kind in {"words", "date"} for kind in kinds) and "people" not in kinds
    )


def _later(view: View) -> tuple[int, ...]:
    """Return the year whose change is asked about: the later one said, none where only the base was."""
    return () if view.year_is_base or not view.years else (view.years[-1],)


def _with_name(view: View) -> tuple[Subject, ...]:
    """Return the subject under the name that it is asked by."""
    return _named(view.groups[0], view)


def _named(group: tuple[Mention, ...], view: View) -> tuple[Subject, ...]:
    said = "".join(m.meant or m.text for m in group)
    return tuple(s.model_copy(update={"name": said}) for s in view.subjects_of(group)[:1])


READERS = {
    "as_of": _as_of,
    "where": _where,
    "define": _define,
    "reason": _reason,
    "use": _use,
    "words": _words,
}
