"""A table's cells → facts, each with its citation; blank cells too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from knowledge.amounts import MONEY_UNITS
from knowledge.document import Cell, Row, Table
from knowledge.extract.about import Identity
from knowledge.extract.frames import (
    Frame,
    Told,
    cell_terms,
    frame_of,
    is_none_label,
    row_year,
    told_by,
)
from knowledge.extract.heads import Head, cues, head_of, is_head, unit_of_label
from knowledge.extract.values import Setting, value_of, with_bound
from knowledge.facts import Aspect, Citation, Fact, Kind, Phase, State
from knowledge.tables.words import unnumbered
from knowledge.terms import essence, label_terms, terms

_CATALOGUED = re.compile(r"^\W?[A-Z]\d+\W?")
_PERSON = "人"
_WORDY = (Kind.WORDS, Kind.DATE)


def facts_in(table: Table, about: Identity) -> tuple[Fact, ...]:
    """Given a table and whose it is, return one fact a value cell and one a filled-in field, in order.

    >>> from knowledge.document import Column, Place
    >>> place = Place(line=7, row="七、社会保障和就业支出", column="支出 / 预算数")
    >>> row = Row("七、社会保障和就业支出", ("七、社会保障和就业支出",))
    >>> columns = (Column(("支出", "项目"), 0, True), Column(("支出", "预算数")))
    >>> table = Table(
    ...     0, None, "收支总表", "万元", columns, (row,), (Cell(0, 1, "186.00", place),), place
    ... )
    >>> fact = facts_in(table, Identity("例", "例", "某局", 2026))[0]
    >>> fact.id, fact.label, str(fact.value), fact.unit, sorted(fact.terms)
    ('t0.r0.c1', '社会保障和就业支出', '186.00', '万元', ['label:社会保障和就业支出'])
    """
    frame = frame_of(table, about)
    wholes = _wholes(table)
    bought = _bought(frame)
    told = [_told_with(told_by(frame, r), bought.get(n, ())) for n, r in enumerate(table.rows)]
    shared = [_Shared.by(heads) for heads in frame.heads]
    facts = [
        _cell_fact(frame, cell, wholes.get(cell.row), told[cell.row], shared[cell.column])
        for cell in table.cells
    ]
    facts += [_field_fact(frame, row, cell) for row, _, cell in table.fields]
    if not table.rows and frame.none_note:
        facts += _nothing(frame, frame.none_note)
    return tuple(facts)


def _wholes(table: Table) -> dict[int, int]:
    """Return each row's whole among the rows above it in its half, by number."""
    found: dict[int, int] = {}
    last: dict[tuple[int, tuple[str, ...]], int] = {}
    for number, row in enumerate(table.rows):
        whole = last.get((row.half, row.path[:-1]))
        if len(row.path) > 1 and whole is not None:
            found[number] = whole
        last[row.half, row.path] = number
    return found


def _bought(frame: Frame) -> dict[int, tuple[str, ...]]:
    """Return what each row of a list of purchases says that it buys, beside its own label: 台式计算机 of 办公经费."""
    if "procurement" not in frame.context | {frame.table.form}:
        return {}
    heads = {
        number
        for number, column in enumerate(frame.table.columns)
        if column.path and not column.is_label and is_head("bought_heads", column.path[-1])
    }
    found: dict[int, tuple[str, ...]] = {}
    for cell in frame.table.cells if heads else ():
        thing = _CATALOGUED.sub("", cell.text).strip()
        if cell.column in heads and thing:
            found[cell.row] = (*found.get(cell.row, ()), thing)
    return found


def _told_with(told: Told, bought: tuple[str, ...]) -> Told:
    """Return what a row tells, with what it buys as what it stands under."""
    things = frozenset[str]().union(*map(label_terms, bought))
    return told._replace(above=told.above | (things - told.own)) if things else told


class _Shared(NamedTuple):
    """What the cells of one column have in common, as its heads tell it."""

    label: str
    aspect: Aspect
    base: str | None
    year: int | None
    phase: Phase | None

    @classmethod
    def by(cls, heads: Sequence[Head]) -> _Shared:
        """Return what heads tell, the innermost first."""
        inwards = heads[::-1]
        return cls(
            _column_label(heads),
            next((head.aspect for head in inwards if head.aspect), Aspect.AMOUNT),
            next((head.base for head in heads if head.base), None),
            next((head.year for head in inwards if head.year is not None), None),
            next((head.phase for head in inwards if head.phase), None),
        )


def _cell_fact(frame: Frame, cell: Cell, whole: int | None, told: Told, shared: _Shared) -> Fact:
    row, heads = frame.table.rows[cell.row], frame.heads[cell.column]
    named, context = cell_terms(frame, row, cell.column, told)
    label, aspect = _label(frame, row, shared.label), shared.aspect
    value = value_of(cell.text, _setting(frame, cell, named, aspect))
    if aspect is Aspect.TARGET and cell.row in frame.targets:
        value = with_bound(value, *frame.targets[cell.row])
    empty = is_none_label(row.label) and value.state is State.BLANK
    if empty or (frame.none_note and value.state in (State.ZERO, State.BLANK)):
        value = value.none_arranged()
    index = f"t{frame.table.index}"
    return Fact(
        id=f"{index}.r{cell.row}.c{cell.column}",
        kind=value.kind,
        aspect=aspect,
        label=label,
        value=value.value,
        unit=value.unit,
        year=_year(frame, row, shared.year),
        entity=frame.about.department,
        state=value.state,
        phase=shared.phase or told.phase or frame.about.phase,
        terms=named,
        citation=_citation(frame, cell, row.label or label, value.printed),
        context=context,
        codes=row.codes,
        printed=value.printed,
        base_year=_base_year(frame, row, heads, shared),
        base=shared.base,
        parent=f"{index}.r{whole}.c{cell.column}" if whole is not None else None,
        table=frame.table.index,
        row=cell.row,
        column=cell.column,
    )


def _field_fact(frame: Frame, row: Row, cell: Cell) -> Fact:
    """A filled-in field: its label is what it is about."""
    heads = [head_of(text, frame.year) for text in row.path]
    head = heads[-1]
    above = frozenset(term for one in heads[:-1] for term in one.terms)
    unit = next((one.unit for one in reversed(heads) if one.unit), None)
    own = (replace(head, unit=unit),)
    setting = _setting_of_terms(frame, head.terms, own) or Setting(Kind.WORDS, None)
    value = value_of(cell.text, setting)
    return Fact(
        id=f"t{frame.table.index}.f{cell.row}",
        kind=value.kind,
        aspect=Aspect.AMOUNT,
        label=row.label,
        value=value.value,
        unit=value.unit,
        year=frame.year,
        entity=frame.about.department,
        state=value.state,
        phase=frame.about.phase,
        terms=head.terms,
        citation=_citation(frame, cell, row.label, value.printed),
        context=(frame.context | above) - head.terms,
        printed=value.printed,
        table=frame.table.index,
    )


def _nothing(frame: Frame, note: str) -> Iterator[Fact]:
    """One fact a value column of a table that has a header only, quoting the note."""
    table, told = frame.table, told_by(frame, None)
    for number, column in enumerate(table.columns):
        if column.is_label:
            continue
        shared = _Shared.by(frame.heads[number])
        named, context = cell_terms(frame, None, number, told)
        place = (table.notes[0] if table.notes else table).place.at(
            table=table.number, table_title=table.title, column=" / ".join(column.path) or None
        )
        yield Fact(
            id=f"t{table.index}.n.c{number}",
            kind=Kind.MONEY,
            aspect=Aspect.AMOUNT,
            label=_label(frame, None, shared.label),
            value=None,
            unit=table.unit,
            year=_year(frame, None, shared.year),
            entity=frame.about.department,
            state=State.NONE_ARRANGED,
            phase=shared.phase or frame.about.phase,
            terms=named,
            citation=Citation(frame.about.document, frame.about.title, place, note),
            context=context,
            table=table.index,
            column=number,
        )


def _setting(frame: Frame, cell: Cell, named: frozenset[str], aspect: Aspect) -> Setting:
    """Return what a cell holds according to its heads, its terms and the cells of its column."""
    heads = frame.heads[cell.column]
    if aspect in (Aspect.TARGET, Aspect.TARGET_BASIS):
        return Setting(Kind.WORDS, None, aspect)
    if aspect in (Aspect.SHARE, Aspect.CHANGE_PERCENT):
        return Setting(Kind.PERCENT, "%", aspect)
    if not any(head.unit for head in heads):
        labels = frame.table.rows[cell.row].path[::-1]
        heads = (*heads, *filter(None, [next(filter(None, map(unit_of_label, labels)), None)]))
    found = _setting_of_terms(frame, named, heads)
    if found and found.kind is not Kind.MONEY:
        return found
    if cell.column in frame.wordy or any(head.kind is Kind.WORDS for head in heads):
        return Setting(Kind.WORDS, None)
    if frame.indicators and found is None:
        return Setting(Kind.COUNT, None)
    return found or Setting(Kind.MONEY if frame.table.unit else Kind.COUNT, frame.table.unit)


def _setting_of_terms(frame: Frame, named: frozenset[str], heads: Sequence[Head]) -> Setting | None:
    unit = next((head.unit for head in reversed(heads) if head.unit), None)
    if unit in cues().percent_units:
        return Setting(Kind.PERCENT, unit)
    counted = next((head.kind for head in reversed(heads) if head.kind), None)
    if counted:
        if counted is not Kind.MONEY:
            return Setting(counted, _counted_in(counted, unit))
        return Setting(counted, unit if unit in MONEY_UNITS else frame.table.unit)
    kinds = {Kind(terms()[term].kind) for term in named if term in terms()}
    for kind in (*_WORDY, Kind.PEOPLE, Kind.COUNT):
        if kind in kinds:
            return Setting(kind, _counted_in(kind, unit))
    return Setting(Kind.MONEY, unit or frame.table.unit) if kinds or unit else None


def _counted_in(kind: Kind, unit: str | None) -> str | None:
    """Return the unit of a column without one of its own: people are counted as such, words in nothing."""
    if kind in _WORDY:
        return None
    return unit or (_PERSON if kind is Kind.PEOPLE else None)


def _year(frame: Frame, row: Row | None, found: int | None) -> int:
    """Return the year that the column tells, else the row or what it stands under, else the paper's own."""
    if found is None and row is not None:
        found = row_year(frame, row)
    return frame.year if found is None else found


def _base_year(frame: Frame, row: Row, heads: Sequence[Head], shared: _Shared) -> int | None:
    if shared.aspect not in (Aspect.CHANGE, Aspect.CHANGE_PERCENT):
        return None
    named = next((head.base_year for head in heads if head.base_year is not None), None)
    return named if named is not None else _year(frame, row, shared.year) - 1


def _label(frame: Frame, row: Row | None, beside: str) -> str:
    """Return what people would call the cell: its row, its column where that adds something, else the table."""
    own = unnumbered(row.label) if row is not None and not is_none_label(row.label) else ""
    if (
        row is not None
        and row.is_total
        and all(term.startswith("label:") for term in label_terms(own))
    ):
        own = ""
    return " · ".join(part for part in (own, beside) if part) or frame.table.title or own


def _column_label(heads: Sequence[Head]) -> str:
    """Return the heads that add something: those whose terms no other head implies, flows apart."""
    every = essence(term for head in heads for term in head.terms) - set(cues().flows)
    return " / ".join(head.text for head in heads if head.terms & every)


def _citation(frame: Frame, cell: Cell, label: str, printed: str) -> Citation:
    quote = f"{label} {printed}".strip() if printed else f"{label}（空）"
    return Citation(frame.about.document, frame.about.title, cell.place, quote)
