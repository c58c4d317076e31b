"""The cells, and the sentences, that answer what is wanted of a project or an indicator; the query for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.lexicon import says_any
from intents.onsheets.asked import Want
from intents.onsheets.choosing import Meant
from intents.onsheets.sheets import Project, Role, name_of
from knowledge import Aspect, Fact, FactBase, Kind, Op, Query, Subject, answer, squash

_SUMS = frozenset({"project_current_budget", "project_total_budget"})
_MOST_LOST = 3
_SAID = {
    Want.GRADE: "told_of_grades",
    Want.PROBLEM: "told_of_problems",
    Want.REASON: "told_of_problems",
    Want.LOST: "told_of_problems",
    Want.SCORE: "scores",
    Want.BASIS: "fields_of_bases",
    Want.WHO: "told_of_holders",
}
"""What a sentence of a passage holds that tells what is wanted."""


def cells_of(meant: Meant, roles: Sequence[Role], *, past: bool) -> list[Fact]:
    """Return the cells of an indicator in the roles asked for; with what was reached where the sheet tells it."""
    cells = meant.indicator.cells if meant.indicator else {}
    wanted = (*roles, Role.ACTUAL) if past and Role.ACTUAL in cells else roles
    return [cells[role] for role in dict.fromkeys(wanted) if role in cells]


def fields_of(project: Project, want: Want, years: tuple[int, ...]) -> list[Fact]:
    """Return the cells that tell what is wanted of a project: its amount, who carries it out, its score, its grade."""
    match want:
        case Want.MONEY:
            return _first(f for f in project.fields if _is_amount(f) and _is_of(f, years))
        case Want.WHO:
            return _first(f for f in project.fields if _is_called(f, "fields_of_holders"))
        case Want.PURPOSE:
            return _first(f for f in project.fields if _is_called(f, "fields_of_purposes"))
        case Want.BASIS:
            return _first(f for f in project.fields if _is_called(f, "fields_of_bases"))
        case Want.SCORE:
            return _first(_scores(project))
        case Want.GRADE:
            return _first(f for f in project.fields if _is_called(f, "fields_of_grades"))
        case Want.LOST | Want.REASON:
            return _lost(project)
        case _:
            return []


def _first(facts: Iterator[Fact]) -> list[Fact]:
    found = next((f for f in facts if f.value is not None), None)
    return [] if found is None else [found]


def _is_of(fact: Fact, years: tuple[int, ...]) -> bool:
    return not years or fact.year in years


def _is_amount(fact: Fact) -> bool:
    of_project = fact.terms <= _SUMS | {"project"} or fact.row is not None
    return fact.kind is Kind.MONEY and fact.aspect is Aspect.AMOUNT and of_project


def _is_called(fact: Fact, group: str) -> bool:
    """Return whether a field, or a column beside the project's name, is called by one of a group of words."""
    return says_any(squash(fact.label.split(" · ")[-1]), group)


def _scores(project: Project) -> Iterator[Fact]:
    """Yield the scores of a project as a whole: told of it, in a column beside its name, in the row of its total."""
    yield from (f for f in project.fields if _is_called(f, "heads_of_scores") and f.table is None)
    yield from (
        f for f in project.fields if _is_called(f, "heads_of_scores") and project.term in f.terms
    )
    for row in project.indicators:
        if says_any(row.name, "rows_of_totals") and Role.SCORE in row.cells:
            yield row.cells[Role.SCORE]


def _lost(project: Project) -> list[Fact]:
    """Return the reasons of the few indicators that did not reach what they were to; else their scores."""
    short = [
        i
        for i in project.indicators
        if {Role.SCORE, Role.WEIGHT} <= i.cells.keys()
        and _number(i.cells[Role.SCORE]) < _number(i.cells[Role.WEIGHT])
    ]
    told = [i.cells[Role.REASON] for i in project.indicators if Role.REASON in i.cells]
    found = told or [i.cells[Role.SCORE] for i in short]
    return found if len(found) <= _MOST_LOST else []


def _number(fact: Fact) -> float:
    return float(fact.value) if fact.value is not None and not isinstance(fact.value, str) else 0.0


def query_for(fact: Fact, project: Project, base: FactBase, years: tuple[int, ...]) -> Query | None:
    """Return the question that this fact alone answers; None where none does, or where another year is asked for."""
    if years and fact.year not in years:
        return None
    tables = frozenset({fact.table}) if fact.table is not None else frozenset[int]()
    every = fact.terms | ({project.term} if project.term in fact.context else frozenset())
    kind = fact.kind if fact.kind not in {Kind.WORDS, Kind.DATE} else None
    for op in (Op.LOOKUP, Op.WORDS):
        for terms in (every, fact.terms):
            subject = Subject(terms=terms, name=fact.label)
            query = Query(op=op, subjects=(subject,), years=years, tables=tables, kind=kind)
            told = answer(query, base)
            cited = [f.id for f in (*told.main, *told.quotes) if isinstance(f, Fact)]
            if told.found and cited[:1] == [fact.id]:
                return query
    return None


def sentences_of(project: Project, want: Want, base: FactBase) -> Iterator[Query]:
    """Yield the question for the sentence behind a project's name that tells what is wanted of it."""
    group = _SAID.get(want)
    if group is None:
        return
    index = base.index()
    others = _other_names(project, base)
    for fact in index.paper.facts:
        if fact.aspect is not Aspect.TEXT or not isinstance(fact.value, str):
            continue
        for sentence in _behind(fact.value, project, others):
            if says_any(sentence, group):
                query = Query(op=Op.PASSAGE, words=(squash(sentence),))
                if answer(query, base).found:
                    yield query
                    return


def _other_names(project: Project, base: FactBase) -> frozenset[str]:
    terms = {t for f in base.index().paper.facts for t in f.context if t.startswith("label:")}
    return frozenset(name_of(t) for t in terms if t != project.term)


def _behind(text: str, project: Project, others: frozenset[str]) -> Iterator[str]:
    """Yield the sentences of a text from the one that names a project up to one that names another."""
    name, inside = name_of(project.term), False
    for sentence in _cut(text):
        folded = squash(sentence).lower()
        if name in folded:
            inside = True
        elif inside and any(
            other in folded for other in others if len(other) > 4 and other not in name
        ):
            inside = False
        if inside:
            yield sentence


def _cut(text: str) -> list[str]:
    return [s for s in text.replace("；", "；\n").replace("。", "。\n").splitlines() if s.strip()]
