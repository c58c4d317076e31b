"""Two versions of a paper → what changed from one to the other: tables and facts added, removed, changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from knowledge.document import Table
from knowledge.facts import Fact, Paper
from knowledge.terms import squash

_ABOUT = ("title", "department", "level", "year", "phase")
_Thing = TypeVar("_Thing", Table, Fact)
Pairs = list[tuple[_Thing, _Thing]]


@dataclass(frozen=True, slots=True)
class TableChange:
    """One table that is not as it was."""

    before: Table | None
    after: Table | None
    what: tuple[tuple[str, str, str], ...] = ()
    """What of it is another, and from what to what: title, unit, form, header."""
    facts: int = 0
    """How many facts stand in it, where it was added or removed."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that is not as it was; None on one side for what was added or removed."""

    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one version of a paper to another."""

    about: tuple[tuple[str, str, str], ...]
    """What is said of the whole paper, from what to what."""
    tables: tuple[TableChange, ...]
    facts: tuple[FactChange, ...]
    """Those of tables that were added or removed are not listed one by one."""
    same: int
    """How many facts are as they were."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.about or self.tables or self.facts)


def difference(before: Paper, after: Paper) -> Difference:
    """Given two versions of a paper, return what changed: each table and fact is looked for where it was."""
    about = tuple(
        (name, str(old or ""), str(new or ""))
        for name in _ABOUT
        if (old := getattr(before, name)) != (new := getattr(after, name))
    )
    pairs, gone, come = _matched(before.tables, after.tables, _table_keys(before, after))
    tables = [
        TableChange(old, new, what) for old, new in pairs if (what := _changed_in_table(old, new))
    ]
    tables += [TableChange(old, None, facts=_facts_in(before, old)) for old in gone]
    tables += [TableChange(None, new, facts=_facts_in(after, new)) for new in come]
    facts: list[FactChange] = []
    same = 0
    sides = [(_of(before, old.index), _of(after, new.index)) for old, new in pairs]
    for old_facts, new_facts in (*sides, (_of(before, None), _of(after, None))):
        found, missing, fresh = _matched(old_facts, new_facts, (_by_words(before, after), _by_cell))
        changed = [FactChange(old, new) for old, new in found if _said(old) != _said(new)]
        same += len(found) - len(changed)
        facts += changed
        facts += [FactChange(old, None) for old in missing]
        facts += [FactChange(None, new) for new in fresh]
    return Difference(about, tuple(tables), tuple(facts), same)


def _matched(
    before: Sequence[_Thing],
    after: Sequence[_Thing],
    keys: Sequence[Callable[[_Thing, bool], Hashable]],
) -> tuple[Pairs[_Thing], list[_Thing], list[_Thing]]:
    """Return which are the same thing, and those of either side that have no other: one key is tried after another.

    Where several have one key, the first is the first's, and so on. A key that is None finds nothing.
    """
    pairs: Pairs[_Thing] = []
    old, new = list(before), list(after)
    for key in keys:
        waiting: dict[Hashable, list[_Thing]] = defaultdict(list)
        for each in new:
            waiting[key(each, True)].append(each)
        rest, taken = [], set()
        for each in old:
            mine = key(each, False)
            there = waiting.get(mine) if mine is not None else None
            if there:
                other = there.pop(0)
                taken.add(id(other))
                pairs.append((each, other))
            else:
                rest.append(each)
        old, new = rest, [each for each in new if id(each) not in taken]
    return pairs, old, new


def _table_keys(before: Paper, after: Paper) -> tuple[Callable[[Table, bool], Hashable], ...]:
    """A table is found by its title, else by its form, else (in the very same file) by its place."""
    is_same_file = before.source.digest == after.source.digest

    def place(table: Table, _: bool) -> Hashable:
        at = table.place
        return (at.file, at.section, at.page, at.line, at.bbox) if is_same_file else None

    return (
        place,
        lambda table, _: squash(table.title) if table.title else None,
        lambda table, _: table.form,
    )


def _changed_in_table(old: Table, new: Table) -> tuple[tuple[str, str, str], ...]:
    found = [
        (name, was or "", now or "")
        for name in ("title", "unit", "form")
        if (was := getattr(old, name)) != (now := getattr(new, name))
    ]
    heads = [[" / ".join(column.path) for column in table.columns] for table in (old, new)]
    if len(heads[0]) == len(heads[1]):
        found += [("header", was, now) for was, now in zip(*heads, strict=True) if was != now]
    elif heads[0] != heads[1]:
        lost = [head for head in heads[0] if head not in heads[1]]
        fresh = [head for head in heads[1] if head not in heads[0]]
        found.append(("header", "、".join(lost), "、".join(fresh)))
    return tuple(found)


def _by_words(before: Paper, after: Paper) -> Callable[[Fact, bool], Hashable]:
    """A fact is what its row and column (else its section and name) say, of one side of things."""

    def key(fact: Fact, is_new: bool) -> Hashable:
        if fact.table is None:
            return (fact.citation.place.section, fact.label, fact.aspect, fact.kind)
        table = (after if is_new else before).tables[fact.table]
        row = table.rows[fact.row].path if fact.row is not None else fact.label
        column = table.columns[fact.column].path if fact.column is not None else None
        return (row, column, fact.aspect)

    return key


def _by_cell(fact: Fact, _: bool) -> Hashable:
    """Where its words are others now, it is the one in the same row and column."""
    return (fact.row, fact.column, fact.aspect) if fact.row is not None else None


def _said(fact: Fact) -> tuple[object, ...]:
    return (fact.value, fact.unit, fact.year, fact.state, fact.label, fact.phase)


def _of(paper: Paper, table: int | None) -> list[Fact]:
    return [fact for fact in paper.facts if fact.table == table]


def _facts_in(paper: Paper, table: Table) -> int:
    return len(_of(paper, table.index))
