"""The projects that a department lists by name: in one table, on a sheet of each, or in a passage of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from knowledge.base import PaperIndex
from knowledge.document import Table
from knowledge.facts import Aspect, Fact, Kind
from knowledge.query.choosing import in_yuan
from knowledge.query.find import find
from knowledge.query.lookup import finding_notices
from knowledge.query.model import Answer, Notice, Op, Query, Subject
from knowledge.query.rows import add_up, path_of
from knowledge.query.signs import signs
from knowledge.terms import squash

_PROJECT = frozenset({"project"})
_PROJECTS = (_PROJECT, frozenset({"project_name"}))
_LIST = "projects"
_TARGETS = "project_performance"
_SUMS = frozenset({"project_current_budget", "project_total_budget"})
"""What the sum of a project is called on its sheet or in its passage."""
_FEWEST = 2
_LABEL = "label:"


@dataclass(frozen=True, slots=True)
class Listed:
    """Projects with their amounts, in the order printed, and their total where one is printed with them."""

    items: tuple[Fact, ...]
    whole: Fact | None = None
    """What a list's total is; else all that is spent on projects, where they do not come to it."""
    is_all: bool = True
    """Whether these are all the projects there are: False where they do not come to `whole`."""


def listed_projects(query: Query, index: PaperIndex) -> Listed | None:
    """Return the projects that are asked about: those of a unit where one is named; None where none are listed.

    Those that only have a sheet or a passage of their own are all there are where they come to 项目支出.
    """
    subject = query.subjects[0]
    named = frozenset(t for t in subject.terms if t.startswith(_LABEL)) | subject.one_of
    if subject.codes or subject.terms - named not in _PROJECTS:
        return None
    listed = _of_unit(named, query, index) if named else _listed(query, index)
    return listed and replace(listed, items=tuple(_by_name(f, index) for f in listed.items))


def projects_listed(query: Query, index: PaperIndex) -> Answer | None:
    """Return the projects that are listed by name, with what they make up; None where there is no such list."""
    listed = listed_projects(query, index)
    if listed is None:
        return None
    told = tuple(finding_notices((f for item in listed.items for f in index.in_row(item)), index))
    if listed.is_all and listed.whole is not None:
        return Answer(query, "parts", main=(listed.whole, *listed.items), notices=told)
    whole = () if listed.whole is None else (listed.whole,)
    notices = (*only_some(listed), *told)
    return Answer(query, "listed", main=listed.items, parts=whole, notices=notices)


def only_some(listed: Listed) -> tuple[Notice, ...]:
    """Return the caveat that the projects listed by name are not all there are; none where they are."""
    if listed.is_all:
        return ()
    return (Notice("projects_listed", (("count", str(len(listed.items))),)),)


def _listed(query: Query, index: PaperIndex) -> Listed | None:
    """Return the projects of the list, else those told of apart; of several sources the first that holds them all."""
    apart = (_on_lines, _on_sheets, _in_passages)
    if query.set_out:
        found = (source(query, index) for source in (*apart[:2], _in_list, *apart[2:]))
        return next((listed for listed in found if listed), None)
    listed = _in_list(query, index)
    if listed:
        return replace(listed, is_all=listed.whole is None or add_up(listed.items, listed.whole))
    told = [o for source in apart if (o := source(query, index))]
    whole = next((o for o in told if _is_all(o, index)), None)
    if whole or not told:
        return whole
    most = max(told, key=lambda o: len(o.items))
    return replace(most, whole=_spent(index), is_all=False)


def _by_name(fact: Fact, index: PaperIndex) -> Fact:
    """Return a project's amount under its bare name, without the head of its column."""
    path = path_of(fact, index)
    return replace(fact, label=path[-1]) if path else fact


def is_unit_row(fact: Fact, index: PaperIndex) -> bool:
    """Return whether a row is the department itself (…本级): it divides nothing."""
    return squash(index.paper.department) in squash(fact.citation.place.row or "")


def _is_all(listed: Listed, index: PaperIndex) -> bool:
    """Return whether projects come to all that is spent on projects."""
    spent = _spent(index)
    return spent is not None and add_up(listed.items, spent)


def _spent(index: PaperIndex) -> Fact | None:
    """Return all that is spent on projects."""
    found = find(Subject(terms=_PROJECT), Query(op=Op.LOOKUP, kind=Kind.MONEY), index, None)
    return found.best if found else None


def _in_list(query: Query, index: PaperIndex) -> Listed | None:
    """Return the projects of the table that lists them all."""
    for table in _tables(_LIST, query, index):
        rows, whole = _list_of(table, index)
        items = _items(rows, whole, index)
        if whole is not None and items:
            return Listed(tuple(items), whole)
    return None


def _of_unit(named: frozenset[str], query: Query, index: PaperIndex) -> Listed | None:
    """Return the projects that a list has under one of the units named."""
    for table in _tables(_LIST, query, index):
        rows, whole = _list_of(table, index)
        blocks = _blocks(rows, index, indented=False) | _blocks(rows, index)
        items = _items(rows, whole, index)
        heads = {i: _own(rows[i], index) for i in blocks if _own(rows[i], index) in named}
        within = [rows[j] for i in heads for j in range(i + 1, blocks[i])]
        found = [
            f
            for f in items
            if f in within or any(f"{_LABEL}{squash(x)}" in named for x in _path(f, index)[:-1])
        ]
        if found:
            return Listed(tuple(found), next((rows[i] for i in heads), None))
    return None


def _list_of(table: Table, index: PaperIndex) -> tuple[list[Fact], Fact | None]:
    """Return the amounts of a list's first column of money, without its total; and the total."""
    cells = [
        f
        for f in index.in_table(table.index)
        if f.row is not None and f.kind is Kind.MONEY and f.value
    ]
    if not cells:
        return [], None
    summed = [f for f in cells if table.rows[f.row or 0].is_total]  # codes read as money are not
    column = min(f.column or 0 for f in summed or cells)
    first = [f for f in cells if f.column == column]
    totals = [f for f in first if table.rows[f.row or 0].is_total] or _root(first, table)
    rows = [f for f in first if f not in totals and not table.rows[f.row or 0].is_total]
    return sorted(rows, key=lambda f: f.row or 0), next(iter(totals), None)


def _items(rows: Sequence[Fact], whole: Fact | None, index: PaperIndex) -> list[Fact]:
    """Return the rows of a list that are projects, not heads over some of them: those that come to the total.

    A row that others are indented under is a head; but pages break lists, and what comes first on a page is
    none, while other lists indent nothing. Which it is tells the total.
    """
    blocks = _blocks(rows, index)
    plain = [f for i, f in enumerate(rows) if i not in blocks and not is_unit_row(f, index)]
    heads = [f for f in plain if _is_over(f, rows, index)]
    nested = [f for f in plain if f not in heads]
    flat = _blocks(rows, index, indented=False)
    options = (
        _over_subjects(rows, index),
        *(plain, nested, [f for i, f in enumerate(rows) if i not in flat]),
    )
    return next((o for o in options if whole is not None and add_up(o, whole)), nested)


def _over_subjects(rows: Sequence[Fact], index: PaperIndex) -> list[Fact]:
    """Return each project's own row, where rows of its name below divide it by subject; none where one does not."""
    runs = [list(run) for _, run in groupby(rows, key=lambda f: _path(f, index)[-1])]
    divided = [run for run in runs if len(run) > 1]
    if not divided or not all(add_up(run[1:], run[0]) for run in divided):
        return []
    return [run[0] for run in runs]


def _blocks(rows: Sequence[Fact], index: PaperIndex, *, indented: bool = True) -> dict[int, int]:
    """Return the heads of a list, by position, with where what stands under each ends: the rows that come to it.

    Of the rows that others are indented under, and the department's own; of all, where nothing is indented.
    """
    blocks: dict[int, int] = {}
    for start in range(len(rows) - 1, -1, -1):
        head = rows[start]
        if indented and not (_is_over(head, rows, index) or is_unit_row(head, index)):
            continue
        amount, summed, here = in_yuan(head) or Decimal(0), Decimal(0), start + 1
        while here < len(rows) and summed < amount:
            summed += in_yuan(rows[here]) or Decimal(0)
            here = blocks.get(here, here + 1)
        if summed == amount:
            blocks[start] = here
    return blocks


def _is_over(fact: Fact, rows: Sequence[Fact], index: PaperIndex) -> bool:
    own = _path(fact, index)
    return any(len(p) > len(own) and p[: len(own)] == own for p in (_path(f, index) for f in rows))


def _on_lines(query: Query, index: PaperIndex) -> Listed | None:
    """Return the projects of a table of performance targets that tells of several, each with its amount."""
    for table in _tables(_TARGETS, query, index):
        rows, _ = _list_of(table, index)
        rows = [f for f in rows if f.aspect is Aspect.AMOUNT and not is_unit_row(f, index)]
        names = {_path(f, index)[-1] for f in rows}
        lost = any(not names & set(row.path) for row in table.rows if not row.is_total)
        listed = _told_apart((f, _path(f, index)[-1]) for f in rows)
        if listed and not lost:  # a row under none of them is of a project whose name was not read
            return listed
    return None


def _on_sheets(query: Query, index: PaperIndex) -> Listed | None:
    """Return the projects that have a sheet each, with the amount on it."""
    found = []
    for table in _tables(_TARGETS, query, index):
        fields = [f for f in index.in_table(table.index) if f.row is None]
        name = next((f for f in fields if f.terms == {"project_name"} and f.value), None)
        amount = next((f for f in fields if _is_sum(f)), None)
        if name and amount:
            found.append((replace(amount, label=str(name.value)), str(name.value)))
    return _told_apart(found)


def _in_passages(query: Query, index: PaperIndex) -> Listed | None:
    """Return the projects that a passage each tells of, with the amount told first."""
    found: dict[str, Fact] = {}
    for fact in index.paper.facts:
        names = [t for t in fact.context if t.startswith(_LABEL)]
        if fact.table is None and len(names) == 1 and fact.terms <= _SUMS and _is_sum(fact):
            name = names[0].removeprefix(_LABEL)
            found.setdefault(name, replace(fact, label=name))
    return None if query.tables else _told_apart((f, name) for name, f in found.items())


def _is_sum(fact: Fact) -> bool:
    """Return whether a fact is all that is to be spent on a project."""
    is_amount = fact.kind is Kind.MONEY and fact.aspect is Aspect.AMOUNT and bool(fact.value)
    named = bool(fact.terms & _SUMS) or any(name in fact.label for name in signs().project_sums)
    return is_amount and named


def _told_apart(named: Iterable[tuple[Fact, str]]) -> Listed | None:
    """Return projects each of another name; None where two share one, or where there are too few for a list."""
    pairs = tuple(named)
    names = {squash(name) for _, name in pairs}
    if len(pairs) < _FEWEST or len(names) < len(pairs):
        return None
    return Listed(tuple(fact for fact, _ in pairs))


def _tables(form: str, query: Query, index: PaperIndex) -> Iterator[Table]:
    for table in index.paper.tables:
        if table.form == form and (not query.tables or table.index in query.tables):
            yield table


def _own(fact: Fact, index: PaperIndex) -> str:
    return _LABEL + squash(_path(fact, index)[-1])


def _path(fact: Fact, index: PaperIndex) -> tuple[str, ...]:
    return path_of(fact, index) or ("",)


def _root(column: Sequence[Fact], table: Table) -> list[Fact]:
    """Return the one row of a table without a total that all others stand under; none where there is no such row."""
    paths = {f.id: table.rows[f.row or 0].path for f in column}
    tops = [f for f in column if len(paths[f.id]) == 1]
    if len(tops) != 1 or any(path[:1] != paths[tops[0].id] for path in paths.values()):
        return []
    return tops
