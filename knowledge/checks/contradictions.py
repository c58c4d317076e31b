"""Facts → contradictions: one thing told in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from knowledge.checks.sums import fault, number, same_amount, table_of, told, where
from knowledge.document import Finding, Table
from knowledge.facts import Aspect, Fact, Kind, Paper
from knowledge.terms import squash

_LISTS = "projects"
_APPLICATION = "project_application"


def contradictions_in(paper: Paper) -> list[Finding]:
    """Given a paper, return what its tables tell in two ways: projects' names, indicators' places and values."""
    return [*_projects(paper), *_indicators(paper)]


# --- projects


def _projects(paper: Paper) -> Iterator[Finding]:
    """A project's own form names it otherwise than the list of projects, for the same amount."""
    forms = {table.index: table.form for table in paper.tables}
    listed = _listed(paper)
    names = {squash(fact.label) for fact in listed}
    for name in paper.facts:
        if (
            name.table is None
            or forms.get(name.table) != _APPLICATION
            or "project_name" not in name.terms
        ):
            continue
        if not isinstance(name.value, str) or squash(name.value) in names:
            continue
        amounts = [f for f in paper.facts if f.table == name.table and _is_budget(f)]
        rivals = {
            squash(f.citation.place.row or f.label): f
            for f in listed
            if any(same_amount(f, a) for a in amounts)
        }
        if len(rivals) == 1:
            other = next(iter(rivals.values()))
            yield fault(
                "project_named_differently",
                "warning",
                (name, other, *amounts[:1]),
                application=name.value,
                application_where=where(name),
                listed=_row_label(other),
                listed_where=where(other),
                amount=told(other),
            )


def _is_budget(fact: Fact) -> bool:
    return (
        bool(fact.terms & {"project_total_budget", "project_current_budget"})
        and number(fact) is not None
    )


def _listed(paper: Paper) -> list[Fact]:
    """The amounts of the list of projects: rows that are a project, neither total nor unit."""
    found = []
    for table in paper.tables:
        if table.form != _LISTS:
            continue
        leaves = _leaves(table)
        found += [
            f
            for f in paper.facts
            if f.table == table.index and f.row in leaves and f.kind is Kind.MONEY and number(f)
        ]
    return found


def _leaves(table: Table) -> frozenset[int]:
    """Rows with the longest codes or, without codes, every row that is no total."""
    longest = max((len("".join(row.codes)) for row in table.rows), default=0)
    return frozenset(
        i
        for i, row in enumerate(table.rows)
        if not row.is_total and row.label and len("".join(row.codes)) == longest
    )


def _row_label(fact: Fact) -> str:
    return fact.citation.place.row or fact.label


# --- indicators


def _indicators(paper: Paper) -> Iterator[Finding]:
    """One project's indicators in its own form and in the whole department's; of several, each has its own."""
    projects = {f.value for f in paper.facts if f.table is not None and "project_name" in f.terms}
    if len(projects) > 1:
        return
    by_goal: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in paper.facts:
        if fact.aspect is Aspect.TARGET and fact.table is not None and fact.row is not None:
            table = paper.tables[fact.table]
            by_goal[_horizon(table)][squash(table.rows[fact.row].label)].append(fact)
    for told_of in by_goal.values():
        for facts in told_of.values():
            yield from _told_twice(paper, facts)
        yield from _only_in_one(paper, told_of)


def _horizon(table: Table) -> str:
    """Long-term and annual goals are not compared with each other."""
    sub = squash(table.title or "").rpartition("·")[2]
    return "year" if "年度" in sub else "long"


def _told_twice(paper: Paper, facts: list[Fact]) -> Iterator[Finding]:
    firsts = {fact.table: fact for fact in reversed(facts)}
    for one, other in combinations(sorted(firsts.values(), key=lambda fact: fact.table or 0), 2):
        if _form(paper, one) == _form(paper, other):
            continue  # two projects may well have an indicator of one name
        levels = _level(paper, one), _level(paper, other)
        if all(levels) and levels[0] != levels[1]:
            values = {
                "indicator": _row_label(one),
                "one": levels[0],
                "one_where": table_of(one),
                "other": levels[1],
                "other_where": table_of(other),
            }
            yield fault("indicator_level_differs", "warning", (one, other), **values)
    for year in sorted({fact.year for fact in facts if fact.year}):
        values_of = {f.table: f for f in facts if f.year == year}
        for one, other in combinations(sorted(values_of.values(), key=lambda f: f.table or 0), 2):
            if _form(paper, one) == _form(paper, other):
                continue
            if squash(one.printed or str(one.value)) != squash(other.printed or str(other.value)):
                yield _values_differ(one, other, year)


def _only_in_one(paper: Paper, told_of: dict[str, list[Fact]]) -> Iterator[Finding]:
    """Indicators of the same goals that one of two tables lacks, where they share most of them."""
    tables: dict[int, dict[str, Fact]] = defaultdict(dict)
    for name, facts in told_of.items():
        for fact in facts:
            tables[fact.table or 0].setdefault(name, fact)
    for one, other in combinations(sorted(tables), 2):
        if paper.tables[one].form == paper.tables[other].form:
            continue
        left, right = tables[one], tables[other]
        shared = left.keys() & right.keys()
        if len(shared) * 2 < min(len(left), len(right)) or left.keys() == right.keys():
            continue
        lone = (
            [left[n] for n in left if n not in shared],
            [right[n] for n in right if n not in shared],
        )
        values = {
            "one_where": table_of(next(iter(left.values()))),
            "other_where": table_of(next(iter(right.values()))),
            "only_one": "、".join(map(_row_label, lone[0])) or "（无）",
            "only_other": "、".join(map(_row_label, lone[1])) or "（无）",
        }
        yield fault("indicators_differ", "note", (*lone[0], *lone[1]), **values)


def _values_differ(one: Fact, other: Fact, year: int) -> Finding:
    values = {
        "indicator": _row_label(one),
        "year": str(year),
        "one": one.printed or str(one.value),
        "one_where": table_of(one),
        "other": other.printed or str(other.value),
        "other_where": table_of(other),
    }
    return fault("indicator_value_differs", "warning", (one, other), **values)


def _form(paper: Paper, fact: Fact) -> str | None:
    return paper.tables[fact.table or 0].form


def _level(paper: Paper, fact: Fact) -> str:
    """The second-level indicator that a fact's row stands under, without the word 指标."""
    row = paper.tables[fact.table or 0].rows[fact.row or 0]
    return squash(row.path[-2]).removesuffix("指标") if len(row.path) > 1 else ""
