"""Questions for the largest and the smallest, and for what is above a bound."""

from __future__ import annotations

from intents.lexicon import marks
from intents.mentions import Mention, Sort
from intents.rules.terms import GENERIC, subject_of
from intents.rules.view import View
from knowledge import Bound, Kind, Op, Query, Subject, standard_name

_EXPENDITURE = subject_of("expenditure")
_PROJECTS = subject_of("project")
_PAIR = 2
_NO_CODES = frozenset[str]()
_AT_LARGE = GENERIC | {
    "expenditure",
    "revenue",
    "project_name",
    "subject_list",
    "member_units",
    "unit_name",
}


def _extreme_year(view: View) -> Query | None:
    if not view.has("most", "least"):
        return None
    if not (view.has("which_year") or view.every_year or len(view.years) > 1):
        return None
    return Query(
        op=Op.EXTREME,
        per="year",
        subjects=(view.subjects or (_EXPENDITURE,))[:1],
        years=view.years,
        largest=view.has("most"),
        direction=_change_direction(view),
    )


def _lists_subjects(view: View) -> bool:
    """Return whether one thing and the subjects that it is spent under are named: 项目支出的项级科目里哪个最多."""
    return len(_divided(view)) == 1 and "subject_list" in view.concepts()


def _divided(view: View) -> tuple[Subject, ...]:
    """Return the things named, but for the subjects that they are divided into."""
    apart = [tuple(m for m in group if not _says_by_what(m, view)) for group in view.groups]
    if tuple(apart) == tuple(view.groups):
        return view.subjects
    return tuple(view.subjects_of(group)[0] for group in apart if group)


def _says_by_what(mention: Mention, view: View) -> bool:
    """Return whether a word only says into what a thing is divided: 项级科目; 功能分类 where a level is said."""
    if mention.sort is Sort.CONCEPT and mention.concepts == ("subject_list",):
        return True
    return view.level_listed is not None and mention.text in marks("functional") | marks("economic")


def _extreme_change(view: View) -> Query | None:
    """Read which part changed most: 哪一项降得最多, 增幅最大的科目."""
    if not view.has("most", "least") or not view.has("change") or view.has("which_year"):
        return None
    if view.every_year or len(view.years) > _PAIR:
        return None
    if len(view.subjects) > 1 and not _lists_subjects(view):
        return None
    return Query(
        op=Op.EXTREME,
        per="change",
        subjects=_whole_of_parts(view),
        years=view.years[-1:] if not view.year_is_base else (),
        largest=view.has("most"),
        direction=view.direction,
        ranks=view.ranks,
    )


def _whole_of_parts(view: View) -> tuple[Subject, ...]:
    """Return the whole whose parts are compared: what is named, else all spending."""
    if "project_name" in view.concepts():
        return (_EXPENDITURE,)
    return (_divided(view) or (_EXPENDITURE,))[:1]


def _extreme(view: View) -> Query | None:
    if view.has("change") and not _compares_units(view):
        return None
    units = of_each_unit(view.subjects[0], view) if _asks_which_unit(view) else ()
    if len(units) >= _PAIR:
        return Query(
            op=Op.EXTREME,
            subjects=units,
            years=view.years,
            largest=view.has("most") or view.text.endswith(tuple(marks("larger"))),
            kind=view.kind,
        )
    if not view.has("most", "least") or _numbered(view):
        return None
    if (not view.tables and "project_name" in view.concepts()) or any(
        m.text in marks("projects") and any(w in view.text for w in marks("which"))
        for m in view.mentions
    ):
        return Query(
            op=Op.EXTREME,
            subjects=(_PROJECTS,),
            listing=True,
            years=view.years,
            largest=view.has("most"),
            ranks=view.ranks,
            kind=Kind.MONEY,
        )
    if len(view.subjects) > 1 and not _lists_subjects(view):
        return None
    subjects = _divided(view)
    if not view.groups and view.has("parts") and any(w in view.text for w in marks("comes_from")):
        return (
            None  # of what comes in, spending is no part: where money comes from is asked by itself
        )
    return Query(
        op=Op.EXTREME,
        subjects=subjects or (_EXPENDITURE,),
        years=view.years,
        largest=view.has("most"),
        ranks=view.ranks,
        kind=view.kind,
        level=(view.level or _class_level(view, subjects)) if subjects else view.level_listed,
        by=view.by,
        tables=view.tables,
    )


def _numbered(view: View) -> bool:
    """Return whether a bare number is said that names nothing: whatever it stands for is what is asked about."""
    return view.number is not None and view.number[1] is None


def _asks_which_unit(view: View) -> bool:
    """Return whether it is asked which of the units has the most of a thing: 哪家单位公用经费最少."""
    asked = any(word in view.text for word in marks("which_unit"))
    asked = asked and (view.has("most", "least") or _compares_units(view))
    particular = len(view.subjects) == 1 and bool(view.concepts() - _AT_LARGE)
    return asked and particular and len(view.units) > 1 and bool(view.groups)


def _compares_units(view: View) -> bool:
    """Return whether a bare 多 or 少 at the end compares units: 哪家三公经费多."""
    ends = (*marks("larger"), *marks("smaller"))
    return not view.has("compared") and view.text.rstrip("?呢啊些").endswith(ends)


def of_each_unit(thing: Subject, view: View) -> tuple[Subject, ...]:
    """Return a thing as each unit's, and as the department's own; none where rows do not tell its own apart."""
    own = view.own_level
    terms = thing.terms - {"unit_name"}
    heads = sorted(t for t in view.units if t not in view.members)
    coded = [_as_of(t, terms, frozenset(own.codes)) for t in own.labels]
    told = [s for s in (*coded, *(_as_of(t, terms) for t in heads)) if view.index.tells_of(s)]
    if heads and not told:
        return ()
    return (*(_as_of(unit, terms) for unit in sorted(view.members)), *told[:1])


def _as_of(unit: str, terms: frozenset[str], codes: frozenset[str] = _NO_CODES) -> Subject:
    return Subject(terms=terms | {unit}, codes=codes, name=standard_name(unit))


def _class_level(view: View, subjects: tuple[Subject, ...]) -> int | None:
    """Return the level of 类 where 哪一类 is asked of what is divided by economic subjects."""
    divided = subjects[0].terms & {"basic", "personnel_funds", "public_use_funds"}
    return 1 if divided and any(word in view.text for word in marks("classes")) else None


def _threshold(view: View) -> Query | None:
    if view.number is None or not view.has("above", "below") or view.has("change"):
        return None
    value, unit = view.number
    asks_years = view.every_year and any(mark in view.text for mark in marks("which"))
    if asks_years or (
        view.has("which_year", "parts")
        and (
            len(view.years) > 1
            or view.every_year
            or any(m.text in marks("years") for m in view.mentions)
        )
    ):
        return Query(
            op=Op.THRESHOLD,
            per="year",
            subjects=(view.subjects or (_EXPENDITURE,))[:1],
            years=view.years,
            bound=Bound(above=view.has("above"), value=value, unit=unit),
        )
    if _asks_of_itself(view):
        return Query(
            op=Op.THRESHOLD,
            per="itself",
            subjects=view.subjects,
            years=view.years,
            bound=Bound(above=view.has("above"), value=value, unit=unit),
            kind=view.kind,
            phase=view.phase,
        )
    names = view.concepts() & {"project_name"}
    by_level = view.level_listed is not None and not names
    named = _divided(view)[:1] or ((_EXPENDITURE,) if by_level else (_PROJECTS,))
    subjects = (_PROJECTS,) if names else named
    return Query(
        op=Op.THRESHOLD,
        subjects=subjects,
        years=view.years,
        bound=Bound(above=view.has("above"), value=value, unit=unit),
        level=view.level_listed if by_level else None,
    )


def _change_direction(view: View) -> str | None:
    return view.direction if view.has("change") else None


def _asks_of_itself(view: View) -> bool:
    """Return whether it is asked of one thing by itself if it is above a bound: 三公经费有没有超过20万."""
    asked = view.has("exists") or any(word in view.text for word in marks("whether"))
    listing = view.has("parts", "how_many_things", "most", "least", "sum", "share")
    number = next((m for m in view.mentions if m.number is not None), None)
    return (
        asked
        and not listing
        and number is not None
        and all(m.end <= number.start for group in view.groups for m in group)
        and len(view.subjects) == 1
        and bool(view.groups)
        and not view.level_listed
        and not view.concepts() & {"project_name", "subject_list"}
        and not any(word in view.text for word in marks("which"))
    )


def _count(view: View) -> Query | None:
    """Read how many projects, or subjects of a level, there are: 一共几个项目, 多少个项级科目."""
    if view.has("above", "below", "change", "share", "most", "least", "reason") or view.tables:
        return None
    counted = view.has("how_many_things") or any(
        m.concepts == ("project_name",) and any(w in m.text for w in marks("asking_number"))
        for m in view.mentions
    )
    if not counted or view.number is not None:
        return None
    if any(m.sort in {Sort.LABEL, Sort.CODE} for m in view.mentions):
        return _count_below(view)
    named = view.concepts() - GENERIC
    if view.level_listed:
        if not named <= {"expenditure", "subject_list"}:
            return None
        return Query(
            op=Op.COUNT, subjects=(_EXPENDITURE,), years=view.years, level=view.level_listed
        )
    if not named or not named <= {"project", "project_name"} or view.kind or view.kinds:
        return None
    return Query(op=Op.COUNT, subjects=(_PROJECTS,), years=view.years, kind=Kind.MONEY)


def _count_below(view: View) -> Query | None:
    """Read how many subjects stand under the one named: 信访事务款下有几个项级科目."""
    named = _divided(view)
    if len(named) != 1 or not any(word in view.text for word in marks("subjects")):
        return None
    return Query(op=Op.COUNT, subjects=named, years=view.years, level=view.level)


READERS = {
    "count": _count,
    "extreme_year": _extreme_year,
    "extreme_change": _extreme_change,
    "extreme": _extreme,
    "threshold": _threshold,
}
