"""What a message that goes on stays within: the unit, or the thing, that the question before was about.

Such a message names its own thing (人员经费呢) and leaves unsaid whose it is. The figure of all is never told for it.
"""

from __future__ import annotations

import re

from intents.lexicon import marks, marks_in_order, says_any
from intents.mentions import Sort
from intents.rules import View
from intents.rules.extremes import of_each_unit
from intents.rules.rule import STRONG
from intents.rules.terms import GENERIC
from knowledge import Op, PaperIndex, Query, Subject, ancestors, standard_name

_LABEL = "label:"
_PAIR = 2
_SUBJECT_CODE = re.compile(r"\d{3}|\d{5}|\d{7}")
_AT_LARGE = frozenset(
    {
        *("expenditure", "revenue", "grand_total", "this_year", "budget_total", "accounts_total"),
        *("fiscal_appropriation", "general_budget", "subject_list"),
    }
)
"""Terms of all that a department has: everything is a part of them."""
_SWAPPED = frozenset({Op.LOOKUP, Op.CHANGE, Op.SHARE, Op.PARTS, Op.REASON, Op.COMPLETION, Op.WHERE})
"""What is asked of one unit after another."""
_CLASSES = {
    "personnel_funds": ("301", "303"),
    "public_use_funds": ("302", "310"),
    "agency_operating": ("302", "310"),
}
"""The economic classes that funds are spent by, whether or not their names are printed beside them."""
_WHOLE = Subject(terms=frozenset({"expenditure"}), name=standard_name("expenditure"))


def unit_of(query: Query | None, units: frozenset[str]) -> Subject | None:
    """Return the unit that a question was about; None where it was about none or several."""
    subjects = query.subjects if query is not None else ()
    found = dict.fromkeys(unit for s in subjects if (unit := _unit(s, units)))
    return next(iter(found)) if len(found) == 1 else None


def _unit(subject: Subject, units: frozenset[str]) -> Subject | None:
    """Return what a subject says of the unit that it is of."""
    terms, one_of = subject.terms & units, subject.one_of & units
    if not terms and not (one_of and one_of == subject.one_of):
        return None
    codes = frozenset(c for c in subject.codes if not _SUBJECT_CODE.fullmatch(c))
    name = "".join(standard_name(t) for t in sorted(terms or one_of)[:1])
    return Subject(terms=terms, one_of=frozenset() if terms else one_of, codes=codes, name=name)


def unit_kept(view: View, last: Query) -> Subject | None:
    """Return the unit that a message leaves unsaid because the question before named it; None where it does not."""
    unit = unit_of(last, view.units)
    return None if names_unit(view) or points_here(view) else unit


def in_that_unit(text: str, last: Query | None) -> str:
    """Return a folded message with the words that point at the unit asked about (这个中心) in the words of its name."""
    named = [t for s in (last.subjects if last else ()) for t in s.terms if t.startswith(_LABEL)]
    units = {t for t in named if t.split("(")[0].endswith(tuple(marks("units")))}
    if len(units) != 1:
        return text
    name = standard_name(*units)
    head = next(h for h in marks("units") if name.split("(")[0].endswith(h))
    that = "|".join(marks_in_order("that_unit"))
    return re.sub(rf"(?:{that})(?:家?单位|{head})", name, text)


def names_unit(view: View) -> bool:
    """Return whether a message names a unit under the department."""
    return any(m.sort is Sort.LABEL and set(m.labels) & view.units for m in view.mentions)


def points_here(view: View) -> bool:
    """Return whether a message points at the whole department: 全局的呢."""
    return any(
        m.sort is Sort.DEPARTMENT
        or (m.sort is Sort.HERE and m.text.startswith(tuple(marks("whole_department"))))
        for m in view.mentions
    )


def within(query: Query, whole: Subject) -> Query:
    """Return a question asked of what belongs to a whole alone."""
    return query.model_copy(update={"subjects": tuple(_both(s, whole) for s in query.subjects)})


def _both(subject: Subject, whole: Subject) -> Subject:
    if subject.terms & whole.terms or subject.one_of & whole.one_of:
        return subject
    return Subject(
        terms=subject.terms | whole.terms,
        codes=subject.codes | whole.codes,
        one_of=subject.one_of | whole.one_of,
        name=whole.name + subject.name,
    )


def by_each_name(unit: Subject, units: frozenset[str]) -> list[Subject]:
    """Return a unit under each of the names that rows of it go by, last without its code: 宣传部, 宣传部(本级)."""
    (term,) = unit.terms or {""}
    others = sorted(
        u for u in units if term and u != term and (u.startswith(term) or term.startswith(u))
    )
    named = [unit, *(unit.model_copy(update={"terms": frozenset({u})}) for u in others)]
    return named + [unit.model_copy(update={"codes": frozenset()})] * bool(unit.codes)


def of_other_unit(view: View, last: Query) -> Query | None:
    """Return what was asked last, asked of the unit that a message names and nothing else: 换成支队呢."""
    if last.op not in _SWAPPED or view.ops & STRONG or not view.groups or not last.subjects:
        return None
    if not names_units_alone(view):
        return None
    if not any(_without(s, view.units).terms or s.codes for s in last.subjects):
        return None
    (first, *others) = view.subjects
    asked = tuple(
        _moved(s, first, view.units, position) for position, s in enumerate(last.subjects)
    )
    if others:
        every = tuple(_moved(last.subjects[0], unit, view.units, 0) for unit in view.subjects)
        asked = every if last.op is Op.LOOKUP else asked
    return last.model_copy(
        update={"subjects": asked, "tables": frozenset(), "years": view.years or last.years}
    )


def beside_unit(view: View, last: Query) -> Query | None:
    """Return by how much the last figure differs from the same of the unit that is named: 比宣教中心多多少."""
    if last.op not in {Op.LOOKUP, Op.CHANGE} or len(last.subjects) != 1 or len(view.subjects) != 1:
        return None
    differs = view.ops & STRONG and view.ops & STRONG <= {"change", "compared", "percent"}
    if not differs or not names_units_alone(view):
        return None
    asked = last.subjects[0]
    other = _moved(asked, view.subjects[0], view.units, 0)
    if not view.has("compared") and (
        view.text.startswith(tuple(marks("part_of_it"))) or view.direction is None
    ):
        # 其中本级增减额: by how much the unit's own figure changed, not by how much it differs from the whole
        return Query(op=Op.CHANGE, subjects=(other,), years=view.years, percent=view.has("percent"))
    if (
        last.op is not Op.LOOKUP
        or other == asked
        or (_unit(asked, view.units) is None and asked.terms <= _AT_LARGE)
    ):
        return None
    return Query(op=Op.CHANGE, subjects=(asked, other), years=last.years, direction=view.direction)


def share_of_unit(view: View, last: Query) -> Query | None:
    """Return the share that a unit has in what was asked about: 公务接待费多少, 那服务中心自己占多少."""
    if last.op not in {Op.LOOKUP, Op.SHARE} or not view.has("share") or not last.subjects:
        return None
    if view.ops & STRONG - {"share", "percent"} or not names_units_alone(view):
        return None
    asked = _without(last.subjects[0], view.units)
    if len(view.subjects) != 1 or not (asked.terms or asked.codes or asked.one_of):
        return None
    part = _both(asked, view.subjects[0])
    return Query(op=Op.SHARE, subjects=(part, asked), years=view.years or last.years[-1:])


def names_units_alone(view: View) -> bool:
    """Return whether a message names a unit, or several, and nothing else."""
    named = [m for group in view.groups for m in group]
    return (
        bool(named)
        and all(m.sort is Sort.LABEL and set(m.labels) <= view.units for m in named)
        and not any(m.sort is Sort.CONCEPT for m in view.mentions)
        and not (view.codes or view.tables)
    )


def which_unit(view: View, last: Query) -> Query | None:
    """Return which unit has the most of what was asked about: 差旅费多少, 哪个单位最多."""
    plain = view.concepts() <= {"unit_name", "member_units"} and not view.codes
    asked = says_any(view.text, "among_units") and view.has("most", "least")
    if not plain or not asked or names_unit(view) or len(view.units) < _PAIR:
        return None
    (thing, *others) = [_without(s, view.units) for s in last.subjects] or [_WHOLE]
    if last.op is not Op.LOOKUP or others or not thing.terms:
        return None
    subjects = of_each_unit(thing, view)
    if len(subjects) < _PAIR:
        return None
    return Query(op=Op.EXTREME, subjects=subjects, years=last.years, largest=view.has("most"))


def share_of_whole(view: View, last: Query) -> Query | None:
    """Return the share of what a unit has in what the whole department has: 支队住房公积金多少, 占全局几成."""
    units = [_unit(s, view.units) for s in last.subjects[:_PAIR]]
    whole = points_here(view) or says_any(view.text, "of_all")
    if not units or not units[0] or not whole or not view.has("share", "percent") or view.groups:
        return None
    several = last.op is Op.SUM
    thing = _without(last.subjects[0], view.units)
    asked = thing if thing.terms or thing.codes or thing.one_of else _WHOLE
    parts = last.subjects if several else last.subjects[:1]
    return Query(op=Op.SHARE, subjects=(*parts, asked), years=last.years[-1:], together=several)


def projects_of(query: Query, units: frozenset[str]) -> Query:
    """Return a question that asks which projects a unit has as one for what its 项目支出 is made up of."""
    named = [s for s in query.subjects if "project_name" in s.terms and _unit(s, units) is not None]
    if query.op not in {Op.WORDS, Op.LOOKUP} or len(named) != 1 or len(query.subjects) != 1:
        return query
    terms = named[0].terms - {"project_name"} | {"project"}
    whole = named[0].model_copy(update={"terms": terms, "name": _without(named[0], units).name})
    return Query(op=Op.PARTS, subjects=(whole,), years=query.years)


def of_whole(view: View, last: Query) -> Query | None:
    """Return what was asked of a unit, asked of the whole department: 那全局的呢."""
    unit = unit_of(last, view.units)
    if not unit or view.groups or view.ops & STRONG or not points_here(view):
        return None
    asked = tuple(_without(s, view.units) for s in last.subjects)
    asked = tuple(s if s.terms or s.codes else _WHOLE for s in asked)
    return last.model_copy(
        update={"subjects": asked, "tables": frozenset(), "years": view.years or last.years}
    )


def is_inside(part: Subject, whole: Subject, index: PaperIndex) -> bool:
    """Return whether a thing is known to be a part of another by itself: 接待费 of 三公经费, 30101 of 301."""
    if not whole.terms - _AT_LARGE and not whole.codes:
        return True
    above = frozenset[str]().union(*map(ancestors, part.terms | part.one_of))
    if whole.terms & above or whole.terms <= part.terms:
        return True
    codes = whole.codes or _codes_of(whole.terms, index)
    codes |= {code for term in whole.terms for code in _CLASSES.get(term, ())}
    below = part.codes or _codes_of(part.terms, index)
    return any(c.startswith(code) for code in codes for c in below if len(c) > len(code))


def _codes_of(terms: frozenset[str], index: PaperIndex) -> frozenset[str]:
    """Return the codes printed with the rows of the labels."""
    labels = [term for term in terms if term.startswith(_LABEL)]
    facts = (index.paper.facts[i] for term in labels for i in index.about.get(term, ()))
    return frozenset(code for f in facts if f.terms.issuperset(labels) for code in f.codes)


def _without(subject: Subject, units: frozenset[str]) -> Subject:
    """Return a subject without the unit that it is of."""
    unit = _unit(subject, units)
    if unit is None:
        return subject
    left = subject.terms - unit.terms - GENERIC
    codes, one_of = subject.codes - unit.codes, subject.one_of - unit.one_of
    name = "".join(standard_name(t) for t in sorted(left)) or "".join(sorted(codes))
    return Subject(terms=left, codes=codes, one_of=one_of, name=name)


def _moved(subject: Subject, unit: Subject, units: frozenset[str], position: int) -> Subject:
    """Return a thing as the unit's; the whole of a share only where it was a unit's, too."""
    if position and _unit(subject, units) is None:
        return subject
    return _both(_without(subject, units), unit)
