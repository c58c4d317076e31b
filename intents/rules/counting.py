"""Questions for how many there are: projects, subjects of a level, subjects under one that is named."""

from __future__ import annotations

from intents.lexicon import marks, says_any
from intents.rules.extremes import TARGETED, divided_of, labels_of_rows, of_unit
from intents.rules.terms import GENERIC, subject_of
from intents.rules.view import View
from knowledge import Kind, Op, Query

_EXPENDITURE = subject_of("expenditure")
_PROJECTS = subject_of("project")
_COUNTED = frozenset({"project", "project_name", TARGETED})


def _count(view: View) -> Query | None:
    """Read how many projects, or subjects of a level, there are: 一共几个项目, 多少个项级科目."""
    if view.has("above", "below", "change", "share", "most", "least", "reason"):
        return None
    counted = view.has("how_many_things") or any(
        m.concepts in {("project_name",), (TARGETED,)}
        and any(w in m.text for w in marks("asking_number") | marks("number_of"))
        for m in view.mentions
    )
    if not counted or view.number is not None or _opens(view):
        return None
    if view.codes or labels_of_rows(view):
        return _count_below(view)
    named = view.concepts() - GENERIC
    if view.level_listed:
        if not named <= {"expenditure", "subject_list"}:
            return None
        return Query(
            op=Op.COUNT,
            subjects=(_EXPENDITURE,),
            years=view.years,
            level=view.level_listed,
            tables=view.tables,
        )
    if not named & _COUNTED or view.kind or view.kinds or _says_how_many(named, view):
        return None
    if not named <= _COUNTED | {"goals", "performance_management"}:
        return None
    return Query(
        op=Op.COUNT,
        subjects=(_PROJECTS,),
        years=view.years,
        kind=Kind.MONEY,
        tables=view.tables,
        listing=True,
        set_out=says_any(view.text, "set_out"),
    )


def _says_how_many(named: frozenset[str], view: View) -> bool:
    """Return whether the paper itself says how many projects have targets: that figure stands with their money."""
    return TARGETED in named and view.index.tells_of(subject_of(TARGETED))


def _opens(view: View) -> bool:
    """Return whether several things only open what is asked of them: 自评的几个项目当中."""
    ends = [m.end for group in view.groups for m in group]
    ends += [m.end for m in view.mentions if "how_many_things" in m.ops()]
    behind = view.text[max(ends, default=0) :].lstrip("的")
    return behind.startswith(tuple(marks("inside")))


def _count_below(view: View) -> Query | None:
    """Read how many subjects stand under the one named, or projects of a unit: 信访事务款下有几个项级科目."""
    named = divided_of(view)
    labels = labels_of_rows(view)
    if len(labels) == 1 and view.concepts() & {"project_name"} == view.concepts() != frozenset():
        return Query(
            op=Op.COUNT, subjects=(of_unit(view, labels[0]),), years=view.years, listing=True
        )
    if len(named) != 1 or not says_any(view.text, "subjects"):
        return None
    return Query(op=Op.COUNT, subjects=named, years=view.years, level=view.level)


READERS = {"count": _count}
