"""The projects of a paper as their sheets tell of them: indicators, each with the cells of its row, and fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from weakref import WeakKeyDictionary

from intents.lexicon import marks, says_any
from intents.mentions import Vocabulary, fold_synonyms
from knowledge import Aspect, Fact, Kind, PaperIndex, squash

_LABEL = "label:"
_NAME = frozenset({"project_name"})
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_FORMS = frozenset(
    {"project_performance", "project_evaluation", "project_application", "overall_performance"}
)


class Role(StrEnum):
    """What a cell of an indicator's row tells."""

    TARGET = "target"
    ACTUAL = "actual"
    SCORE = "score"
    WEIGHT = "weight"
    REASON = "reason"
    BASIS = "basis"
    NOTE = "note"


_HEADS = (
    (Role.BASIS, "heads_of_bases"),
    (Role.REASON, "heads_of_reasons"),
    (Role.ACTUAL, "heads_of_actuals"),
    (Role.TARGET, "heads_of_targets"),
    (Role.SCORE, "heads_of_scores"),
    (Role.WEIGHT, "heads_of_weights"),
)


@dataclass(slots=True)
class Indicator:
    """A row of indicators, by what its cells tell."""

    name: str
    """Its label, folded."""
    label: str
    cells: dict[Role, Fact] = field(default_factory=dict)
    notes: str = ""
    """What the row says of it in words, folded: what it counts, how it is reckoned."""
    units: set[str] = field(default_factory=set)

    @property
    def kinds(self) -> set[Kind]:
        """Return the kinds of value that are to be reached."""
        cells = (self.cells.get(Role.TARGET), self.cells.get(Role.ACTUAL))
        return {cell.kind for cell in cells if cell is not None and cell.value is not None}


@dataclass(slots=True)
class Project:
    """A project with what its sheets, and the passages about it, tell; without a name the department as a whole."""

    term: str
    name: str
    """Folded."""
    indicators: list[Indicator] = field(default_factory=list)
    fields: list[Fact] = field(default_factory=list)
    """The cells of its sheets that are no indicators', and figures told of it in passages."""
    words: str = ""
    """Its goals and fields in words, folded."""


_KEPT: WeakKeyDictionary[Vocabulary, tuple[Project, ...]] = WeakKeyDictionary()


def projects_of(index: PaperIndex, vocabulary: Vocabulary) -> tuple[Project, ...]:
    """Given a paper's facts, return its projects with their indicators; gathered once for each paper."""
    found = _KEPT.get(vocabulary)
    if found is None:
        units = frozenset(vocabulary.unit_terms) | frozenset(vocabulary.member_terms)
        found = _KEPT[vocabulary] = _gathered(index, _names(index) - units)
    return found


def name_of(term: str) -> str:
    """Return a label without the mark that it is one."""
    return term.removeprefix(_LABEL)


def _gathered(index: PaperIndex, names: frozenset[str]) -> tuple[Project, ...]:
    sheets = _sheets(index)
    found: dict[str, Project] = {}
    rows: dict[tuple[int, int], Indicator] = {}
    for fact in index.paper.facts:
        term = _project_of(fact, names)
        if not term and fact.table not in sheets:
            continue
        project = found.get(term)
        if project is None:
            project = found[term] = Project(term, fold_synonyms(name_of(term).lower()))
        if fact.table in sheets and _is_of_indicator(fact, term):
            _add_cell(project, fact, rows)
        elif term:
            project.fields.append(fact)
            if fact.kind is Kind.WORDS and fact.value:
                project.words += f"{fold_synonyms(str(fact.value).lower())}\n"
    return tuple(found.values())


def _sheets(index: PaperIndex) -> frozenset[int]:
    """Return the tables of targets and of what became of them: by their form, or by a column of indicators."""
    return frozenset(
        t.index
        for t in index.paper.tables
        if t.form in _FORMS
        or any(c.is_label and says_any("/".join(c.path), "heads_of_kinds") for c in t.columns)
    )


def _names(index: PaperIndex) -> frozenset[str]:
    """Return the labels that are projects' names: on a sheet of its own, in a column of names, over indicators."""
    sheets = _sheets(index)
    department = squash(index.paper.department).lower()
    tables = {table.index: table for table in index.paper.tables}
    named = {
        t.index
        for t in index.paper.tables
        if any(c.is_label and says_any("/".join(c.path), "heads_of_projects") for c in t.columns)
    }
    found: set[str] = set()
    for fact in index.paper.facts:
        if fact.terms == _NAME and isinstance(fact.value, str):
            found.add(_LABEL + squash(fact.value).lower())
        elif (
            fact.table in named and fact.row is not None and tables[fact.table].rows[fact.row].path
        ):
            row = tables[fact.table].rows[fact.row]
            if not row.is_total and not says_any("\n".join(fact.context), "heads_of_kinds"):
                own = _LABEL + squash(row.path[-1]).lower()
                found |= {own} & fact.terms
        if _tells_goal(fact):
            found |= {t for t in fact.terms if _may_name(t)}
        if fact.aspect is Aspect.TARGET and fact.table in sheets:
            found |= {t for t in fact.context if _may_name(t)}
        if (
            fact.table is None
            and fact.kind is Kind.COUNT
            and says_any(fact.label, "heads_of_scores")
        ):
            above = fact.context or fact.terms
            found |= {t for t in above if _may_name(t) and not says_any(t, "heads_of_scores")}
    return frozenset(t for t in found if not _is_of(t, department))


def _is_of(term: str, department: str) -> bool:
    """Return whether a label is the department itself, or its own level: 某局(本级), and not 某局开办经费."""
    name = name_of(term)
    return name.startswith(department) and len(_BRACKETED.sub("", name)) <= len(department)


def _tells_goal(fact: Fact) -> bool:
    """Return whether a cell beside a row's name tells what it is to reach: then the row is a project's."""
    named = [t for t in fact.terms if t.startswith(_LABEL)]
    beside = fact.kind is Kind.WORDS and bool(fact.value) and fact.row is not None
    return beside and len(named) == 1 and is_goal(fact)


def is_goal(fact: Fact) -> bool:
    """Return whether a field, or a column beside a project's name, is called a goal."""
    return says_any(squash(fact.label.split(" · ")[-1]), "fields_of_goals")


def _may_name(term: str) -> bool:
    """Return whether what an indicator stands under may be a project, and is no kind of indicator."""
    return term.startswith(_LABEL) and not says_any(_BRACKETED.sub("", term), "heads_of_kinds")


def _project_of(fact: Fact, names: frozenset[str]) -> str:
    """Return the project that a fact is of: the one it stands under, else the one that it is about."""
    above = sorted(names & fact.context, key=len)
    own = sorted(names & fact.terms, key=len)
    return (own or above or [""])[-1]


def _is_of_indicator(fact: Fact, project: str) -> bool:
    """Return whether a cell stands in an indicator's row of a performance sheet."""
    if fact.row is None or project in fact.terms:
        return False
    own = [t for t in fact.terms if t.startswith(_LABEL)]
    return bool(own) and says_any("\n".join(fact.context), "heads_of_kinds")


def _add_cell(project: Project, fact: Fact, rows: dict[tuple[int, int], Indicator]) -> None:
    key = (fact.table or 0, fact.row or 0)
    indicator = rows.get(key)
    if indicator is None:
        label = squash(fact.citation.place.row or fact.label.split(" · ")[0])
        indicator = rows[key] = Indicator(fold_synonyms(label.lower()), label)
        project.indicators.append(indicator)
    role = _role_of(fact)
    if role is Role.NOTE:
        indicator.notes += f"{fold_synonyms(str(fact.value or '').lower())}\n"
        return
    if fact.value is None or role in indicator.cells:
        return
    indicator.cells[role] = fact
    if role in {Role.TARGET, Role.ACTUAL} and fact.unit:
        indicator.units.add(fact.unit)


def _role_of(fact: Fact) -> Role:
    if fact.aspect is Aspect.TARGET_BASIS:
        return Role.BASIS
    head = squash((fact.citation.place.column or "").split("/")[-1])
    if head in marks("heads_of_notes"):
        return Role.NOTE
    for role, group in _HEADS:
        if says_any(head, group):
            return role
    return Role.TARGET if fact.aspect is Aspect.TARGET else Role.NOTE


def units_of(projects: Iterable[Project]) -> frozenset[str]:
    """Return the units in which the paper counts what its indicators are to reach."""
    return frozenset(
        unit for project in projects for own in project.indicators for unit in own.units
    )
