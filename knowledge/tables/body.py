"""A sheet with its header known → columns, rows and cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.document import Cell, Column, Finding, Place, Row, Table
from knowledge.subjects import is_subject_name, subject
from knowledge.tables.columns import Half, columns_of
from knowledge.tables.header import Header, is_body_cell
from knowledge.tables.hierarchy import Hierarchy, is_numbered
from knowledge.tables.labels import Label, LabelReader
from knowledge.tables.sheet import Line, Sheet
from knowledge.tables.shifts import put_right
from knowledge.tables.words import is_code_head, is_total_label, whole_group
from knowledge.terms import plain_label, squash

_TOLD = 5
"""Rows that a finding names."""


@dataclass(frozen=True, slots=True)
class Body:
    """What stands below a header."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...] = ()


def body_of(
    sheet: Sheet, header: Header, lines: Sequence[int], first: int = 0, entity: str | None = None
) -> Body:
    """Given a sheet, its header and its body's line numbers, return the body of the columns from `first` on."""
    body = sheet.part([line for line in lines if any(sheet.texts(line))])
    if header.shared and body.lines:
        body = _without_heads(body)
    columns, halves = columns_of(header, body, first)
    shifted: dict[int, tuple[str, str]] = {}
    if not sheet.spans_known:
        body, shifted = _put_right(body, halves)
    for half in halves:
        body = _labels_made_whole(_groups_made_whole(body, half), half)
    rows: list[Row] = []
    cells: list[Cell] = []
    findings: list[Finding] = []
    named: list[tuple[Row, Place]] = []
    readers = _readers(halves)
    for line in range(len(body.lines)):
        for half, reader, hierarchy in readers:
            if not _has_texts(body, line, half):
                continue
            label = reader.read(body, line)
            row = _row(label, hierarchy, half.index)
            own = _cells(body, line, half, row, columns, len(rows))
            if line in shifted:
                findings.append(_shifted(*shifted[line], own))
            if own or not half.values:
                cells += own
                rows.append(row)
                if label.is_code_only:
                    named.append((row, body.lines[line][half.labels[0]].place))
    every = tuple(columns.values())
    findings += (*_unlabelled(rows, cells, halves), *_named_by_code(named))
    return Body(every, _with_entity(rows, cells, entity), tuple(cells), tuple(findings))


def _readers(halves: Sequence[Half]) -> list[tuple[Half, LabelReader, Hierarchy]]:
    readers: list[tuple[Half, LabelReader, Hierarchy]] = []
    for half in halves:
        left = readers[-1][2] if readers else None
        readers.append((half, LabelReader(half), Hierarchy.beside(left)))
    return readers


def _row(label: Label, hierarchy: Hierarchy, half: int) -> Row:
    """Return the row that a label begins, with its path."""
    text = label.text
    total = not text or is_total_label(text)
    code = label.codes[0] if label.codes else ""
    grouped = bool(label.groups)
    wholes = hierarchy.wholes(text, code, label.indent, grouped=grouped, is_unit=label.is_unit)
    path = (*label.groups, *wholes, text)
    return Row(text, tuple(part for part in path if part), label.codes, half, total)


def with_own_row(table: Table, department: str) -> Table:
    """Given a table and whose paper it is, return it with the department's own row marked as its total.

    Only where the table itself names nobody, and has no 合计 of its own.
    """
    if table.entity or any(row.is_total and row.label for row in table.rows):
        return table
    rows = _with_entity(list(table.rows), list(table.cells), department)
    return replace(table, rows=rows)


def _with_entity(rows: list[Row], cells: list[Cell], entity: str | None) -> tuple[Row, ...]:
    """Mark the department's own row as a total, where it says what the total says.

    A department and its own office (本级) often have one name: only the amounts tell them apart.
    """
    own = [n for n, row in enumerate(rows) if entity and squash(row.label) == squash(entity)]
    totals = [n for n, row in enumerate(rows) if row.is_total and row.label]
    if not own or (not totals and len(own) > 1):
        return tuple(rows)
    same = not totals or _amounts(cells, own[0]) == _amounts(cells, totals[0])
    return tuple(
        replace(r, is_total=True) if same and n == own[0] else r for n, r in enumerate(rows)
    )


def _amounts(cells: list[Cell], row: int) -> dict[int, str]:
    return {c.column: c.text for c in cells if c.row == row and is_body_cell(c.text)}


def _without_heads(body: Sheet) -> Sheet:
    """Blank the heads that stand in the first row beside numbers (类 款 项)."""
    line = tuple(replace(c, text="") if is_code_head(c.text) else c for c in body.lines[0])
    return replace(body, lines=(line, *body.lines[1:]))


def _put_right(body: Sheet, halves: tuple[Half, ...]) -> tuple[Sheet, dict[int, tuple[str, str]]]:
    """Put right the rows that have lost a leading cell; return also, by line, what they begin with and print."""
    if len(halves) != 1:
        return body, {}
    names = halves[0].names
    texts = [body.texts(row) for row in range(len(body.lines))]
    usual = [texts_of for texts_of in texts if not _is_suspect(texts_of, texts)]
    lines: list[Line] = []
    shifted: dict[int, tuple[str, str]] = {}
    for row, line in enumerate(body.lines):
        others = [other for other in usual if other is not texts[row]]
        right = put_right(texts[row], others, names)
        if right is None:
            lines.append(line)
            continue
        lines.append(tuple(replace(c, text=text) for c, text in zip(line, right, strict=True)))
        shifted[row] = (texts[row][0], " ".join(text for text in texts[row] if text))
    return replace(body, lines=tuple(lines)), shifted


def _shifted(label: str, printed: str, cells: list[Cell]) -> Finding:
    """Say that a row is printed one column too far left."""
    places = tuple(cell.place for cell in cells)
    return Finding("row_shifted", "warning", (("row", label),), places, (printed,) * len(places))


def _groups_made_whole(body: Sheet, half: Half) -> Sheet:
    """Bring together a group's name that is broken over two rows (产出 above 指标)."""
    lines = [list(line) for line in body.lines]
    for column in half.names:
        texts = [(row, line[column]) for row, line in enumerate(lines) if body.texts(row)[column]]
        for (above, first), (below, second) in pairwise(texts):
            if whole := whole_group(first.text, second.text):
                lines[above][column] = replace(first, text=whole)
                lines[below][column] = replace(second, text="")
    return replace(body, lines=tuple(tuple(line) for line in lines))


def _labels_made_whole(body: Sheet, half: Half) -> Sheet:
    """Bring together a label broken over two rows: numbered, by a page's end, or a subject's."""
    if not half.names:
        return body
    column = half.names[-1]
    lines = [list(line) for line in body.lines]
    for row in range(1, len(lines)):
        above, rest = lines[row - 1][column], lines[row][column]
        texts = body.texts(row)
        turned = above.place.page != rest.place.page and bool(rest.text)
        alone = not any(texts[c] for c in (*half.labels, *half.values) if c != column)
        numbered = turned and is_numbered(above.text) and not is_numbered(rest.text)
        code = "".join(lines[row - 1][c].text for c in half.labels if c in half.codes)
        if alone and (numbered or _are_subject(code, above.text, rest.text)):
            lines[row - 1][column] = replace(above, text=above.text + rest.text)
            lines[row][column] = replace(rest, text="")
    return replace(body, lines=tuple(tuple(line) for line in lines))


def _are_subject(code: str, above: str, rest: str) -> bool:
    """Whether two texts are the pieces of one subject's name: of the code's own, where it is known."""
    if not rest or is_subject_name(rest):
        return False
    known = subject(code)
    if known:
        return plain_label(known.name) == plain_label(above + rest)
    return not is_subject_name(above) and is_subject_name(above + rest)


def _is_suspect(texts: tuple[str, ...], every: Sequence[tuple[str, ...]]) -> bool:
    """Whether a row stands in the first column although most rows leave it blank."""
    return bool(texts[0]) and sum(not other[0] for other in every) > len(every) / 2


def _has_texts(body: Sheet, line: int, half: Half) -> bool:
    texts = body.texts(line)
    return any(
        texts[column] for column in (*half.labels, *half.values) if column not in half.ordinals
    )


def _cells(
    body: Sheet, line: int, half: Half, row: Row, columns: dict[int, Column], index: int
) -> list[Cell]:
    found = []
    positions = {position: number for number, position in enumerate(columns)}
    for column in half.values:
        if not body.begins_at(line, column):
            continue
        cell = body.lines[line][column]
        path = columns[column].path
        place = cell.place.at(row=row.label or None, column=" / ".join(path) or None)
        found.append(Cell(index, positions[column], cell.text, place))
    return found


def _named_by_code(named: list[tuple[Row, Place]]) -> tuple[Finding, ...]:
    """Say which rows print a code without a name, and what they were called by it."""
    if not named:
        return ()
    told = "、".join(f"{row.codes[0]} {row.label}" for row, _ in named[:_TOLD])
    values = (("count", str(len(named))), ("rows", told))
    return (Finding("code_without_name", "note", values, (named[0][1],)),)


def _unlabelled(
    rows: list[Row], cells: list[Cell], halves: tuple[Half, ...]
) -> tuple[Finding, ...]:
    """Say which rows have amounts but no label, where the table has columns for labels."""
    nameless = {n for n, row in enumerate(rows) if not row.label and halves[row.half].labels}
    quotes: dict[int, list[str]] = {}
    places: dict[int, Place] = {}
    for cell in cells:
        if cell.row in nameless and is_body_cell(cell.text):
            quotes.setdefault(cell.row, []).append(cell.text)
            places.setdefault(cell.row, cell.place)
    if not places:
        return ()
    return (
        Finding(
            "row_unlabelled",
            "note",
            (),
            tuple(places.values()),
            tuple(" ".join(texts) for texts in quotes.values()),
        ),
    )
