"""A row named once and asked for in several columns: 某科目的基本支出、项目支出 → its basic, its project spending."""

from __future__ import annotations

from intents.lexicon import marks
from knowledge import PaperIndex, Subject, joint_name, standard_name

_COLUMNS = ("kinds_of_spending", "kinds_of_money", "sides_of_money", "kinds_of_people")
_ALL_SPENT = frozenset({"expenditure"})
_LABEL = "label:"
_IN_POST = "on_duty"


def with_row_carried(
    subjects: tuple[Subject, ...], index: PaperIndex, units: frozenset[str]
) -> tuple[Subject, ...]:
    """Given the subjects of one question, return those that only name a column with the row that the first is of.

    小学教育的基本支出、项目支出: what is spent on projects is asked for of that row, and not of the whole department,
    whether or not the paper prints it; so are the two sides of one fund. Where the first is nothing of the sort
    (一般公共预算的基本支出、项目支出), only where the paper tells of the column of it. What is told of one of the units
    that the first is of is asked for of that unit: 支队的收入和编制.
    """
    first, *others = subjects or (None,)
    if first is None or not others:
        return subjects
    columns = [_headed(first, column_of(first, other, index), index) for other in others]
    of_unit = [in_unit_of(first, column, units) for column in columns]
    return (
        first,
        *(o if index.tells_of(o) else c for o, c in zip(of_unit, columns, strict=True)),
    )


def _headed(row: Subject, column: Subject, index: PaperIndex) -> Subject:
    """Return the head of a column that lists have (数量, 单价) as that of the row named before it, where it has it."""
    heads = {f"label:{head}" for head in marks("heads_of_lists")}
    alone = column.terms and column.terms <= heads and not (column.codes or column.one_of)
    own = row.terms - heads
    if not alone or not own:
        return column
    name = "".join(standard_name(term) for term in (*sorted(own), *sorted(column.terms)))
    headed = column.model_copy(update={"terms": own | column.terms, "name": name})
    return headed if index.tells_of(headed) else column


def in_unit_of(first: Subject, other: Subject, units: frozenset[str]) -> Subject:
    """Return a thing that is of no unit as that of the unit that the first is of, where it is of one alone."""
    unit = first.terms & units
    own = (other.terms | other.one_of) & units or other.codes
    if len(unit) != 1 or own or first.terms == unit or not other.terms:
        return other
    name = f"{standard_name(*unit)}{other.name}"
    return other.model_copy(update={"terms": other.terms | unit, "name": name})


def in_post(subjects: tuple[Subject, ...], index: PaperIndex) -> tuple[Subject, ...]:
    """Return the things asked for, of posts those that are filled where people in post are asked for before them.

    在职多少人，行政和事业各多少: the parts are of what the whole is of, where the paper tells of such.
    """
    if not subjects or _IN_POST not in subjects[0].terms:
        return subjects
    return tuple(_filled(subject, index) for subject in subjects)


def _filled(subject: Subject, index: PaperIndex) -> Subject:
    if not subject.terms or not subject.terms <= marks("kinds_of_posts"):
        return subject
    filled = subject.model_copy(update={"terms": subject.terms | {_IN_POST}})
    return filled if index.tells_of(filled) else subject


def column_of(row: Subject, column: Subject, index: PaperIndex) -> Subject:
    """Return a column said by itself as that of a row of which another column of its kind was named."""
    if not column.terms or column.codes or column.one_of:
        return column
    for kind in _COLUMNS:
        columns = marks(kind)
        if kind == _COLUMNS[0] and any(t.startswith(_LABEL) for t in row.terms):
            columns |= _ALL_SPENT  # of a row, all that is spent is the column of its total
        rest, said = row.terms - columns, row.terms & columns
        if not column.terms <= columns or not said or said & column.terms:
            continue
        if not (rest or row.codes or row.one_of):
            continue
        carried = column.model_copy(
            update={
                "terms": rest | column.terms,
                "codes": row.codes,
                "one_of": row.one_of,
                "name": _name(rest, row, column),
            }
        )
        printed = bool(row.codes or row.one_of) or any(t.startswith("label:") for t in rest)
        funded = kind == "sides_of_money" and bool(rest) and rest <= marks("kinds_of_money")
        return carried if printed or funded or index.tells_of(carried) else column
    return column


def _name(rest: frozenset[str], row: Subject, column: Subject) -> str:
    """Return what a column of a row is called: the row by its name, then the column."""
    names = "".join(standard_name(term) for term in sorted(rest))
    named = joint_name(rest) or names or "".join(sorted(row.codes))
    return f"{named}{column.name}"
