"""Questions for the largest and the smallest, and for what is above a bound."""

from __future__ import annotations

from intents.lexicon import marks, says_any
from intents.mentions import Mention, Sort
from intents.rules.terms import FUNDS, GENERIC, subject_of
from intents.rules.view import View
from knowledge import Bound, Kind, Op, Query, Subject, standard_name

_EXPENDITURE = subject_of("expenditure")
_PROJECTS = subject_of("project")
TARGETED = "performance_projects"
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
    return len(divided_of(view)) == 1 and "subject_list" in view.concepts()


def divided_of(view: View) -> tuple[Subject, ...]:
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
    if not view.has("change") or view.has("which_year"):
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
    return (divided_of(view) or (_EXPENDITURE,))[:1]


def _extreme_by_unit(view: View) -> Query | None:
    """Read which of the units has the most of something: 底下几家单位哪一家的项目支出最多."""
    asked = view.has("most", "least") and says_any(view.text, "units_compared")
    if not asked or view.has("change", "share") or _numbered(view):
        return None
    kept = [tuple(m for m in group if not _says_units(m)) for group in view.groups]
    subjects = tuple(view.subjects_of(group)[0] for group in kept if group)
    if len(subjects) > 1:
        return None
    return Query(
        op=Op.EXTREME,
        per="member" if says_any(view.text, "under_department") else "unit",
        subjects=subjects or (_EXPENDITURE,),
        years=view.years,
        largest=view.has("most"),
        ranks=view.ranks,
        kind=view.kind,
        phase=view.phase,
        tables=view.tables,
    )


def _extreme_score(view: View) -> Query | None:
    """Read which project was scored highest or lowest: 自评项目里哪个得分最低."""
    scored = says_any(view.text, "scores")
    if not scored or not view.has("most", "least") or view.has("change"):
        return None
    named = view.concepts() <= {"project", "project_name", "performance_management", "goals"}
    labels = [m for m in view.mentions if m.sort is Sort.LABEL]
    if not named or any(
        not says_any(m.text, "scores") and m.text not in marks("set_out") for m in labels
    ):
        return None
    assessed = (subject_of("performance_management"),)
    return Query(
        op=Op.EXTREME, per="score", subjects=assessed, largest=view.has("most"), ranks=view.ranks
    )


def _says_units(mention: Mention) -> bool:
    """Return whether a word only says that units are compared: 下属单位, 哪家单位."""
    if mention.sort is Sort.CONCEPT:
        return mention.concepts == ("member_units",) or mention.text.endswith("单位")
    return mention.sort is Sort.LABEL and mention.text.endswith("单位")


def _listed_projects(view: View) -> Query | None:
    """Read which of the projects is the largest: those of a unit where one is named, or of a table."""
    named = not view.tables and "project_name" in view.concepts()
    said = any(
        m.text in marks("project_items") or m.concepts == ("performance_projects",)
        for m in view.mentions
    )
    one = view.has("parts", "what", "who") or bool(view.ranks) or "project_name" in view.concepts()
    one = one or any(w in view.text for w in (*marks("which"), *marks("each_listed")))
    if not named and not (said and one):
        return None
    labels = labels_of_rows(view)
    subject = _PROJECTS
    if labels:
        if len(labels) > 1 or view.has("versus", "versus_less"):
            return None
        subject = of_unit(view, labels[0])
    return Query(
        op=Op.EXTREME,
        subjects=(subject,),
        listing=True,
        years=view.years,
        largest=view.has("most"),
        ranks=view.ranks,
        kind=Kind.MONEY,
        tables=view.tables,
        set_out=says_any(view.text, "set_out"),
    )


def labels_of_rows(view: View) -> list[Mention]:
    """Return the labels named, but for words that only say which projects are meant: 自评项目."""
    said = marks("set_out")
    return [m for m in view.mentions if m.sort is Sort.LABEL and m.text not in said]


def of_unit(view: View, label: Mention) -> Subject:
    """Return the projects of a unit that is named."""
    unit = view.subjects_of((label,))[0]
    return unit.model_copy(update={"terms": unit.terms | _PROJECTS.terms})


def _extreme(view: View) -> Query | None:
    if not view.has("share", "percent"):
        return _largest(view)
    query = _largest(view) if _asks_its_share(view) else None
    return query.model_copy(update={"percent": True}) if query is not None else None


def _asks_its_share(view: View) -> bool:
    """Return whether the share of the largest is asked for behind it: 哪一类最多，占几成."""
    most = [m.start for m in view.mentions if m.ops() & {"most", "least"}]
    shares = [m.start for m in view.mentions if m.ops() & {"share", "percent"}]
    return bool(most and shares) and most[0] < shares[0] and len(view.subjects) < _PAIR


def _largest(view: View) -> Query | None:
    compares_units = _compares_units(view)
    if not compares_units and (view.has("change") or not view.has("most", "least")):
        return None
    of_listed = None if _numbered(view) else _extreme_score(view) or _extreme_by_unit(view)
    if of_listed is not None:
        return of_listed
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
    projects = _listed_projects(view)
    if projects is not None:
        return projects
    subjects = _below_code(view)
    if not subjects and len(view.subjects) > 1 and not _lists_subjects(view):
        return None
    subjects = subjects or _as_spent(divided_of(view), view)
    if not view.groups and view.has("parts") and says_any(view.text, "comes_from"):
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


def _as_spent(subjects: tuple[Subject, ...], view: View) -> tuple[Subject, ...]:
    """Return money at large as what is spent of it, where 哪一类支出最大 asks for its classes."""
    most = (m for m in view.mentions if m.ops() & {"most", "least"})
    spent = says_any(view.text, "classes") and any(says_any(m.text, "paid_out") for m in most)
    if not spent or len(subjects) != 1 or not frozenset() < subjects[0].terms <= set(FUNDS):
        return subjects
    (money,) = subjects
    return (money.model_copy(update={"terms": money.terms | _EXPENDITURE.terms}),)


def _below_code(view: View) -> tuple[Subject, ...]:
    """Return a class by its code, in the column named behind it: 301类下各款，基本支出最多的是哪一款."""
    if len(view.subjects) != _PAIR or not view.level:
        return ()
    row, column = view.subjects
    if not row.codes or row.terms or column.codes or not column.terms or column.one_of:
        return ()
    if any(term.startswith("label:") for term in column.terms):
        return ()
    return (column.model_copy(update={"codes": row.codes}),)


def _numbered(view: View) -> bool:
    """Return whether a bare number is said that names nothing: whatever it stands for is what is asked about."""
    return view.number is not None and view.number[1] is None


def _asks_which_unit(view: View) -> bool:
    """Return whether it is asked which of the units has the most of a thing: 哪家单位公用经费最少."""
    asked = says_any(view.text, "among_units")
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
    heads_too = () if says_any(view.text, "under_department") else told[:1]
    return (*(_as_of(unit, terms) for unit in sorted(view.members)), *heads_too)


def _as_of(unit: str, terms: frozenset[str], codes: frozenset[str] = _NO_CODES) -> Subject:
    return Subject(terms=terms | {unit}, codes=codes, name=standard_name(unit))


def _class_level(view: View, subjects: tuple[Subject, ...]) -> int | None:
    """Return the level of 类 where 哪一类 is asked of what is divided by economic subjects."""
    divided = subjects[0].terms & {"basic", "personnel_funds", "public_use_funds"}
    return 1 if divided and says_any(view.text, "classes") else None


def _threshold(view: View) -> Query | None:
    if view.number is None or view.has("change"):
        return None
    value, unit = view.number
    asks_years = view.every_year and says_any(view.text, "which")
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
    named = divided_of(view)[:1] or ((_EXPENDITURE,) if by_level else (_PROJECTS,))
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
    asked = view.has("exists") or says_any(view.text, "whether")
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
        and not says_any(view.text, "which")
    )


READERS = {
    "extreme_year": _extreme_year,
    "extreme_change": _extreme_change,
    "extreme": _extreme,
    "threshold": _threshold,
}
