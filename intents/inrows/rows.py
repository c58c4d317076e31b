"""The rows that a person may have in mind: projects, indicators, things bought, each with what it stands under."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from intents.lexicon import marks
from intents.mentions import Vocabulary, core_of, fold_synonyms
from intents.sounds import sound_of
from knowledge import Aspect, Fact, Kind, PaperIndex, is_subject_name, squash, standard_name

_LABEL = "label:"
_TARGETS = frozenset({"project_performance", "overall_performance", "project_application"})
_MOST_LABELS = 2
_NAME_OF_PROJECT = "project_name"
_BOUGHT = "procurement"


@dataclass(slots=True)
class Row:
    """A row that the paper prints under one label, wherever."""

    term: str
    name: str
    """Its label, words of one meaning written one way."""
    under: set[str] = field(default_factory=set)
    """The labels that it stands under."""
    above: str = ""
    """The same in one text, folded."""
    kinds: set[Kind] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    is_target: bool = False
    """Whether it is an indicator alone, with what it is to reach."""
    is_project: bool = False
    use: str = ""
    """What it is for, as the paper says it."""
    sheets: dict[int, str] = field(default_factory=dict)
    """For what stands on a sheet of its own for each unit: the sheets, each with its unit."""
    tables: set[int] = field(default_factory=set)
    """The tables of targets that it stands in."""

    @property
    def is_subject(self) -> bool:
        """Return whether it is a subject of the national classification, which the rules know by its names."""
        return is_subject_name(self.name)

    @property
    def core(self) -> str:
        """Return the label without the general words at its end."""
        return core_of(self.name) or self.name


_SIZES = range(2, 5)
_KEPT: WeakKeyDictionary[Vocabulary, tuple[Row, ...]] = WeakKeyDictionary()


def rows_of(index: PaperIndex, vocabulary: Vocabulary) -> tuple[Row, ...]:
    """Given a paper's facts and its words, return its rows; gathered once for each paper."""
    found = _KEPT.get(vocabulary)
    if found is None:
        found = _KEPT[vocabulary] = _gathered(index)
    return found


def printed_alike(word: str, rows: Sequence[Row]) -> str:
    """Return the characters of a project's or indicator's label that sound as a word does; empty where none do."""
    if len(word) not in _SIZES:
        return ""
    names = "\n".join(row.name for row in rows if row.is_project or row.is_target)
    printed = sorted(set(names) - {"\n"})
    alike = ["".join(c for c in printed if sound_of(c) == sound_of(said)) for said in word]
    if not all(alike):
        return ""
    pieces = "".join(f"[{re.escape(characters)}]" for characters in alike)
    return max(re.findall(f"(?=({pieces}))", names), default="")


def _gathered(index: PaperIndex) -> tuple[Row, ...]:
    forms = {table.index: table.form or "" for table in index.paper.tables}
    rows: dict[str, Row] = {}
    amounts: dict[str, bool] = defaultdict(bool)
    of_other: dict[str, bool] = defaultdict(bool)
    uses: dict[str, str] = defaultdict(str)
    for fact in index.paper.facts:
        if fact.aspect is Aspect.USE and isinstance(fact.value, str):
            for term in fact.terms:
                if term.startswith(_LABEL):
                    uses[term] += f"{fact.value}\n"
            continue
        of_targets = forms.get(fact.table, "") in _TARGETS if fact.table is not None else False
        for term in _named_by(fact, of_targets=of_targets):
            row = rows.get(term)
            if row is None:
                row = rows[term] = Row(term, fold_synonyms(_text_of(term)))
            row.under |= {t for t in fact.context if t.startswith(_LABEL)}
            of_other[term] |= _BOUGHT not in fact.terms
            row.is_project |= "project" in fact.context or _NAME_OF_PROJECT in fact.terms
            row.is_project |= of_targets and _heads_sheet(fact, index)
            _add_values(row, fact, of_targets=of_targets)
            amounts[term] |= fact.aspect is Aspect.AMOUNT and not of_targets
    for term, row in rows.items():
        if not of_other[term]:  # of what is only bought, 采购 says no more than that
            row.under.add(_LABEL + standard_name(_BOUGHT))
        row.above = "\n".join(fold_synonyms(_text_of(t)) for t in sorted(row.under))
        row.use = uses[term].strip()
        row.is_target = not amounts[term] and not row.is_project
    _with_sheets(rows, index)
    return tuple(rows.values())


def _add_values(row: Row, fact: Fact, *, of_targets: bool) -> None:
    if of_targets and fact.table is not None:
        row.tables.add(fact.table)
    if fact.kind is not Kind.WORDS:
        row.kinds.add(fact.kind)
    if fact.unit:
        row.units.add(fact.unit)


def _with_sheets(rows: dict[str, Row], index: PaperIndex) -> None:
    """Tell each row on which sheets it stands, where on several, and of which unit each of them is."""
    named: dict[int, str] = {}
    of_unit: dict[int, str] = {}
    for fact in index.paper.facts:
        if fact.table is None or not isinstance(fact.value, str):
            continue
        if fact.terms == {_NAME_OF_PROJECT}:
            named[fact.table] = _LABEL + squash(fact.value).lower()
        elif squash(fact.label) in marks("units_of_sheets"):
            of_unit.setdefault(fact.table, squash(fact.value))
    for table, term in named.items():
        if term in rows and table in of_unit:
            rows[term].sheets[table] = of_unit[table]
    if len(set(of_unit.values())) > 1:
        _with_sheets_of_targets(rows, index, {t: of_unit[t] for t in named if t in of_unit})


def _with_sheets_of_targets(
    rows: dict[str, Row], index: PaperIndex, of_unit: dict[int, str]
) -> None:
    """Tell each indicator of which unit the sheets are that it stands on, below a head of their own."""
    titles = {table.index: table.title or "" for table in index.paper.tables}
    for row in rows.values():
        for table in row.tables if row.is_target else ():
            head = max((t for t in of_unit if t <= table), default=None)
            if head is not None and titles[table].startswith(titles[head]):
                row.sheets[table] = of_unit[head]


def _named_by(fact: Fact, *, of_targets: bool) -> Iterator[str]:
    """Yield the labels that a fact is of: its row's, and the project that a sheet or a passage tells of."""
    if fact.aspect is Aspect.AMOUNT and fact.terms == {_NAME_OF_PROJECT} and fact.value:
        yield _LABEL + squash(str(fact.value)).lower()
        return
    own = [t for t in fact.terms if t.startswith(_LABEL)]
    if fact.aspect not in {Aspect.AMOUNT, Aspect.TARGET} or fact.value is None:
        return
    in_words = fact.kind is Kind.WORDS and fact.aspect is not Aspect.TARGET
    if len(own) > _MOST_LABELS or (in_words and not (of_targets and len(own) == 1)):
        return
    if fact.row is not None or fact.table is None:
        yield from own
    if fact.table is None and "project" in fact.context:
        yield from (t for t in fact.context if t.startswith(_LABEL))


def _heads_sheet(fact: Fact, index: PaperIndex) -> bool:
    """Return whether a row of targets is the project itself, with its amount: the indicators stand under it."""
    if fact.kind is not Kind.MONEY or fact.aspect is not Aspect.AMOUNT or fact.row is None:
        return False
    table = next((t for t in index.paper.tables if t.index == fact.table), None)
    return table is not None and len(table.rows[fact.row].path) == 1


def _text_of(term: str) -> str:
    return term.removeprefix(_LABEL).lower()
