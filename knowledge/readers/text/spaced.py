"""Columns that blanks line up, as pdftotext and typewriters print them → grids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from knowledge.document import Grid, GridCell, Place
from knowledge.readers.aligned import Piece, Row, Table, Unsure, parting, tables_in
from knowledge.readers.text.lines import Found, Line, left_as_text

_PARTED = re.compile(r"\S+(?:[ \xa0]\S+)*")
_WIDE = "FWA"
_WIDTHS = (2.0, 1.0)
"""The width of a Chinese character in those of a figure: as typewriters print it, and as pdftotext counts it."""
_LEADING = 2.0
"""In character sizes: how far apart lines are taken to stand, too far for any two to be one head for certain."""


def tables_of(lines: Sequence[Line]) -> dict[int, Found]:
    """Return what stands in columns of blanks, by the index of the line that it begins on.

    Where a figure could belong to two columns the lines stay text, with a finding.
    """
    found: dict[int, Found] = {}
    for indexes in _runs(lines):
        for table in _tables([lines[index] for index in indexes]):
            first, end = indexes[table.first], indexes[table.end - 1] + 1
            own = lines[first:end]
            if isinstance(table, Unsure):
                found[first] = left_as_text(own, "unclear_columns")
            else:
                found[first] = Found(len(own), (_grid(table, lines, indexes),))
    return found


def _tables(lines: Sequence[Line]) -> list[Table]:
    """Return the tables among lines: those that one way of counting widths makes out and no other contradicts."""
    found: dict[int, Table] = {}
    for width in _WIDTHS:
        for table in tables_in([_row(line, width) for line in lines]):
            other = found.get(table.end)
            if other is None or isinstance(other, Unsure):
                found[table.end] = table
            elif not isinstance(table, Unsure) and _texts(table) != _texts(other):
                found[table.end] = Unsure(other.first, other.end, (), 0, ())
    return list(found.values())


def _texts(table: Table) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, cell.text.strip()) for cell in table.cells]


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the indexes of lines with something in them; tabs and bars part cells otherwise."""
    run: list[int] = []
    for index, line in enumerate(lines):
        is_parted = re.search(r"[\t|│]", line.text)
        if run and (is_parted or "\f" in line.text):
            yield run
            run = []
        if line.text.strip() and not is_parted:
            run.append(index)
    if run:
        yield run


def _row(line: Line, width: float) -> Row:
    """Return a line's texts with the positions at which a typewriter prints them."""
    ends = [0.0]
    for char in line.text:
        ends.append(ends[-1] + (width if unicodedata.east_asian_width(char) in _WIDE else 1.0))
    spans = [span for match in _PARTED.finditer(line.text) for span in _spans(match)]
    pieces = [
        Piece(line.text[start:end], ends[start], ends[end], (line.number,)) for start, end in spans
    ]
    return Row(line.number * _LEADING * width, width, tuple(pieces))


def _spans(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield from where to where a text goes, in two where an amount touches the next column's label."""
    at = parting(match.group())
    if at:
        yield match.start(), match.start() + at
        rest = match.group()[at:]
        yield match.end() - len(rest.lstrip()), match.end()
    else:
        yield match.span()


def _grid(table: Table, lines: Sequence[Line], indexes: Sequence[int]) -> Grid:
    first = lines[indexes[table.first]].number
    rows: dict[int, int] = {}
    for cell in table.cells:
        numbers = [key for piece in cell.pieces for key in piece.keys]
        if numbers:
            rows[cell.row] = min(rows.get(cell.row, numbers[0]), *numbers)
    cells = tuple(
        GridCell(
            cell.row,
            cell.column,
            cell.text,
            Place(
                line=min(
                    (k for p in cell.pieces for k in p.keys), default=rows.get(cell.row, first)
                )
            ),
            cell.rows,
            cell.columns,
        )
        for cell in table.cells
    )
    return Grid(cells, table.height, table.width, Place(line=first))
