"""What the cells of one table share, and what each of them is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from knowledge.amounts import read_cell
from knowledge.document import Row, Table
from knowledge.extract.about import Identity
from knowledge.extract.heads import (
    Head,
    cues,
    head_of,
    is_head,
    says_none_arranged,
    unit_of_label,
    year_of,
)
from knowledge.extract.values import has_amounts
from knowledge.facts import Kind, Phase
from knowledge.forms import Form, form
from knowledge.terms import essence, label_terms, plain_label, squash, terms, terms_in

_UNIT = re.compile(r"[（(][^（()）]*[)）]\s*$")
_PART = re.compile(r"^其中[:：]?\s*")


@dataclass(frozen=True, slots=True)
class Frame:
    """A table with what all of its cells share."""

    table: Table
    about: Identity
    form: Form | None
    year: int
    """The fiscal year that the title names, else the disclosure's."""
    heads: tuple[tuple[Head, ...], ...]
    """What each column's heads say, outermost first."""
    named: tuple[frozenset[str], ...]
    """What each column's heads name together."""
    outer: tuple[frozenset[str], ...]
    """What a column stands under: what its outer heads name; nothing where only these tell it apart."""
    context: frozenset[str]
    """The form, and the terms of the title."""
    wordy: frozenset[int]
    """The columns whose texts are words, as far as anything is printed in them."""
    named_rows: bool
    """Whether rows are indicators or projects, whose names stay names even where they look like concepts."""
    indicators: bool
    """Whether rows are indicators: what stands beside them is money only where it says so."""
    targets: Mapping[int, tuple[str, str]]
    """The sign and the unit of each row's target, where they have columns of their own."""
    grand: frozenset[Row]
    """Bare total rows below a total of this year's in their half: they hold what is carried over too."""
    none_note: str | None
    """The note that says nothing is arranged, where no amount but zero speaks against it."""


def frame_of(table: Table, about: Identity) -> Frame:
    """Given a table and whose it is, return what its cells share."""
    known = form(table.form)
    titled = year_of(table.title or "", about.year)
    year = about.year if titled is None else titled
    words = known.words if known else {}
    notes = [note.text for note in table.notes if says_none_arranged(note.text)]
    denied = has_amounts(cell.text for cell in table.cells)
    labels = {squash(c.path[-1]) for c in table.columns if c.is_label and c.path}
    title = {named.term for named in terms_in(table.title or "")}
    title = {term for term in title if terms()[term].kind in ("money", "words")}
    if known:
        title -= set(cues().flows)
    heads = tuple(tuple(head_of(text, year, words) for text in c.path) for c in table.columns)
    return Frame(
        table,
        about,
        known,
        year,
        heads,
        tuple(map(_terms_of, heads)),
        _outer(heads, _repeated(table)),
        frozenset(title | ({f"form:{known.id}"} if known else set())),
        _wordy(table),
        bool(labels & set(cues().name_heads)),
        bool(labels & set(cues().indicator_heads)),
        _targets(table),
        _grand_totals(table) if known and known.halves else frozenset(),
        notes[0] if notes and not denied else None,
    )


class Told(NamedTuple):
    """What a row tells of all of its cells."""

    own: frozenset[str]
    """What its own label is about."""
    above: frozenset[str]
    """What the rows above, which it is a part of, are about."""
    lent: frozenset[str]
    """What the form and the rows above lend to its cells."""
    is_labelled: bool
    """Whether its label is no known concept."""
    phase: Phase | None = None
    """What a row that is nothing else tells of its figures: 预算数, 决算数 one below the other."""


def told_by(frame: Frame, row: Row | None) -> Told:
    """Return what a row tells of all of its cells; without a row, what the form tells."""
    own = row_terms(frame, row) if row is not None else frozenset[str]()
    above = _above(row)
    lent = {*_of_form(frame, row), *_of_setting(frame)}
    lent.update(term for term in above if term in cues().handed_down)
    if row is not None and row.is_total:
        lent |= _known(above)
        if _known(
            above
        ):  # （一）支出合计 under 一、“三公”经费支出 is no expenditure of the whole paper
            own -= set(cues().flows)
    head = head_of(row.label, frame.year) if row is not None and not own else None
    phase = head.phase if head and not head.terms else None
    return Told(own, above, frozenset(lent), any(t.startswith("label:") for t in own), phase)


def row_terms(frame: Frame, row: Row) -> frozenset[str]:
    """Return what a row's own label is about; a total adds nothing but known concepts."""
    label = _PART.sub("", row.label)
    if unit_of_label(label):
        label = _UNIT.sub("", label)
    if frame.form and plain_label(label) in frame.form.words:
        return frozenset(frame.form.words[plain_label(label)])
    if frame.named_rows and label and not row.is_total and not is_none_label(label):
        return frozenset({f"label:{plain_label(label)}"})
    if is_none_label(label):
        return frozenset()
    if year_of(label, frame.year) is not None:
        found = head_of(label, frame.year).terms
        return frozenset() if row.is_total else found
    found = label_terms(label)
    return _known(found) if row.is_total else found


def row_year(frame: Frame, row: Row) -> int | None:
    """Return the year that a row is of; None where it tells none.

    That in a name (2025年理论宣讲及中心组学习, a project of 2026) is a part of the name.
    """
    return _year_told(row.path[:-1], row.label, frame.year, frame.named_rows)


@lru_cache(maxsize=8192)
def _year_told(wholes: tuple[str, ...], label: str, year: int, is_named: bool) -> int | None:
    head = head_of(label, year)
    is_name = is_named or any(term.startswith("label:") for term in head.terms)
    if head.year is not None and not (is_name and head.terms):
        return head.year
    above = [head_of(text, year) for text in reversed(wholes)]
    return next((one.year for one in above if one.year is not None and not one.terms), None)


def is_none_label(label: str) -> bool:
    """Whether a row's label only says that there are no rows (无)."""
    return read_cell(label).reading == "none"


def cell_terms(
    frame: Frame, row: Row | None, column: int, told: Told
) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a cell is about, and what it stands under."""
    named, outer = frame.named[column], frame.outer[column]
    every = told.own | (named - outer) | told.lent | _of_total(frame, row, told.own | named)
    if frame.form and not every.difference(cues().weak):
        every |= _topic(frame.form, frame.context)
    taken = frozenset[str]()
    if told.is_labelled:
        taken = frozenset((*cues().flows, *_of_setting(frame))) - _of_columns(named)
    if any(term in terms() and terms()[term].kind == Kind.COUNT for term in told.own):
        taken |= {f"label:{head}" for head in cues().counting_heads}
    about = essence(every - taken)
    return about, (frame.context | told.above | outer | every) - about


def _terms_of(heads: Sequence[Head]) -> frozenset[str]:
    return frozenset().union(*(head.terms for head in heads))


def _outer(heads: Sequence[Sequence[Head]], repeated: frozenset[int]) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset() if n in repeated else _terms_of(own[:-1]) - _known(_terms_of(own))
        for n, own in enumerate(heads)
    )


def _of_form(frame: Frame, row: Row | None) -> tuple[str, ...]:
    """Return the form's terms, and those of the row's half."""
    if frame.form is None:
        return ()
    half = row.half if row is not None else 0
    halves = frame.form.halves
    # A third and fourth half file the last side another way (支出 by function, then by economic subject).
    return (*frame.form.terms, *(halves[min(half, len(halves) - 1)] if halves else ()))


def _of_total(frame: Frame, row: Row | None, named: frozenset[str]) -> frozenset[str]:
    """Return what a bare total is of: this year's alone, or all that there is."""
    if row is None or not row.is_total or named - set(cues().flows):
        return frozenset()
    if row in frame.grand:
        return frozenset({"grand_total"})
    return frozenset(frame.form.total if frame.form else ())


def _grand_totals(table: Table) -> frozenset[Row]:
    found: set[Row] = set()
    this_year: set[int] = set()
    for row in table.rows:
        if row.is_total and "this_year" in label_terms(row.label):
            this_year.add(row.half)
        elif row.is_total and row.label and not label_terms(row.label) and row.half in this_year:
            found.add(row)
    return frozenset(found)


def _topic(known: Form, title: frozenset[str]) -> frozenset[str]:
    return frozenset() if title & set(known.unless) else frozenset(known.topic)


def _of_setting(frame: Frame) -> tuple[str, ...]:
    return frame.form.setting if frame.form else ()


def _of_columns(named: frozenset[str]) -> frozenset[str]:
    """Return the column's terms that are no mere flow: a labelled row keeps them (项目支出)."""
    return named - set(cues().flows)


def _above(row: Row | None) -> frozenset[str]:
    """Return what the rows above, which it is a part of, are about."""
    labels = row.path[:-1] if row is not None else ()
    return frozenset(term for label in labels for term in label_terms(_PART.sub("", label)))


def _known(named: frozenset[str]) -> frozenset[str]:
    return frozenset(term for term in named if not term.startswith("label:"))


def _repeated(table: Table) -> frozenset[int]:
    """Return the columns whose innermost head stands over another column too: the outer heads tell them apart."""
    leaves = {
        n: (c.half, squash(c.path[-1]))
        for n, c in enumerate(table.columns)
        if c.path and not c.is_label
    }
    count = Counter(leaves.values())
    return frozenset(n for n, leaf in leaves.items() if count[leaf] > 1)


def _targets(table: Table) -> dict[int, tuple[str, str]]:
    heads = {n: c.path[-1] for n, c in enumerate(table.columns) if c.path}
    signs = {n for n, head in heads.items() if is_head("sign_heads", head)}
    units = {n for n, head in heads.items() if is_head("unit_heads", head)}
    found: dict[int, tuple[str, str]] = {}
    for cell in table.cells:
        sign, unit = found.get(cell.row, ("", ""))
        if cell.column in signs:
            found[cell.row] = (cell.text, unit)
        elif cell.column in units:
            found[cell.row] = (sign, cell.text)
    return found


def _wordy(table: Table) -> frozenset[int]:
    words: dict[int, int] = {}
    for cell in table.cells:
        value = read_cell(cell.text)
        if value.reading not in ("blank", "dash", "none"):
            step = -1 if isinstance(value.value, Decimal) else 1
            words[cell.column] = words.get(cell.column, 0) + step
    return frozenset(column for column, count in words.items() if count > 0)
