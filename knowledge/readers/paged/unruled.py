"""Glyphs outside of all ruled cells → the tables that stand there without lines, or with level lines only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge.document import Grid, GridCell, Place
from knowledge.readers.aligned import Piece, Row, Rule, Table, Unsure, parting, tables_in
from knowledge.readers.paged.lines import box_around, line_of, rows_of
from knowledge.readers.paged.page import Box, Glyph, Page, Stroke

_GAP = 0.8
"""In glyph sizes: a gap that may part two columns."""
_FEWEST = 3
"""Lines with an amount; a page with fewer has no table to look for."""
_AMOUNT = re.compile(r"\d[.,]\d")
_POINTS = (".", ",")
"""Without one of these there is no amount in a line."""
_RULE = 20.0
"""Points; shorter lines are underscores."""


@dataclass(frozen=True, slots=True)
class Unruled:
    """The tables without lines on a page, and the glyphs outside of them."""

    grids: tuple[tuple[float, Grid], ...]
    """Each grid with the height at which it begins."""
    rest: Sequence[Glyph]
    is_unclear: bool
    """Whether a table was left as text, because its columns cannot be told apart for certain."""


def unruled_in(glyphs: Sequence[Glyph], page: Page) -> Unruled:
    """Given the glyphs outside of all cells, return the tables that they make where they stand in columns."""
    upright = [glyph for glyph in glyphs if not glyph.turn]
    if len([glyph for glyph in upright if glyph.text in _POINTS]) < _FEWEST:
        return Unruled((), glyphs, is_unclear=False)
    parted = [[part for piece in row for part in _parts(piece)] for row in rows_of(upright, _GAP)]
    if sum(map(_may_hold_amount, parted)) < _FEWEST:
        return Unruled((), glyphs, is_unclear=False)
    pieces = [piece for row in parted for piece in row]
    firsts = accumulate((len(row) for row in parted), initial=0)
    rows = [_row(row, first) for row, first in zip(parted, firsts, strict=False)]
    tables = list(tables_in(rows, _rules(page.strokes)))
    read = [table for table in tables if not isinstance(table, Unsure)]
    taken = {
        glyph
        for table in read
        for row in parted[table.first : table.end]
        for p in row
        for glyph in p
    }
    return Unruled(
        tuple(_grid(table, [box_around(piece) for piece in pieces], page) for table in read),
        [glyph for glyph in glyphs if glyph not in taken],
        is_unclear=len(read) < len(tables),
    )


def _parts(piece: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield a text in two where an amount and the label of the next column touch."""
    printed = [glyph for glyph in piece if glyph.text != " "]
    at = parting("".join(glyph.text for glyph in printed))
    if at:
        yield printed[:at]
        yield printed[at:]
    else:
        yield piece


def _may_hold_amount(row: Sequence[Sequence[Glyph]]) -> bool:
    return len(row) > 1 and any(
        _AMOUNT.search("".join(glyph.text for glyph in piece)) for piece in row
    )


def _row(pieces: Sequence[Sequence[Glyph]], first: int) -> Row:
    """Return a line's texts, numbered from `first` on."""
    lines = [line_of(piece) for piece in pieces]
    found = [
        Piece(line.text, line.box[0], line.box[2], (number,))
        for number, line in enumerate(lines, start=first)
        if line.text
    ]
    size = max((line.size for line in lines), default=1.0)
    return Row(-max((line.baseline for line in lines), default=0.0), size, tuple(found))


def _rules(strokes: Sequence[Stroke]) -> list[Rule]:
    level = [stroke for stroke in strokes if stroke.is_level and stroke.x1 - stroke.x0 > _RULE]
    return [Rule(-(stroke.y0 + stroke.y1) / 2, stroke.x0, stroke.x1) for stroke in level]


def _grid(table: Table, boxes: Sequence[Box], page: Page) -> tuple[float, Grid]:
    """Return a table's grid and the height at which it begins; a cell's place is where its row meets its column."""
    heights = _heights(table, boxes)
    cells = []
    for cell in table.cells:
        box = (
            table.edges[cell.column],
            min(low for low, _ in heights[cell.row : cell.row + cell.rows]),
            table.edges[cell.column + cell.columns],
            max(high for _, high in heights[cell.row : cell.row + cell.rows]),
        )
        place = Place(page=page.number, bbox=page.frame.on_paper(box))
        cells.append(GridCell(cell.row, cell.column, cell.text, place, cell.rows, cell.columns))
    low, high = min(low for low, _ in heights), max(high for _, high in heights)
    whole = page.frame.on_paper((table.edges[0], low, table.edges[-1], high))
    place = Place(page=page.number, bbox=whole)
    return high, Grid(tuple(cells), table.height, table.width, place, edges=table.edges)


def _heights(table: Table, boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Return where each row begins and ends."""
    found: list[list[Box]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        own = [boxes[key] for piece in cell.pieces for key in piece.keys]
        for row in range(cell.row, cell.row + cell.rows):
            found[row] += own
    return [(min(box[1] for box in row), max(box[3] for box in row)) for row in found]
