"""The rows of a table without lines: labels broken over lines made whole, every text in its column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.readers.aligned.columns import Band, band_at
from knowledge.readers.aligned.regions import is_kind, pitch_of
from knowledge.readers.aligned.rows import Doubt, Piece, Placed, Row, together
from knowledge.readers.wrapped import unwrapped

_NEAR = 0.8
"""In distances between rows: a line of words so near to another belongs to the same row."""
_MOST_LINES = 4
_FULL = 1.0
"""In character sizes: what a full line of a label leaves free at most."""


def body_of(body: Sequence[Row], bands: Sequence[Band], top: int) -> tuple[Placed, ...]:
    """Return the cells of a body, row after row from `top` on, blank ones too."""
    cells = []
    for number, lines in enumerate(_lines(body, bands)):
        for column in range(len(bands)):
            parts = [[p for p in line.pieces if band_at(bands, p) == column] for line in lines]
            filled = [part for part in parts if part]
            pieces = tuple(piece for part in filled for piece in part)
            if len(filled) > 1 and any(piece.is_figure for piece in pieces):
                raise Doubt
            text = unwrapped("\n".join(together(part) for part in filled))
            cells.append(
                Placed(
                    top + number,
                    column,
                    pieces,
                    text=_set_in(pieces, bands[column], body[0].size) + text,
                )
            )
    return tuple(cells)


def _lines(body: Sequence[Row], bands: Sequence[Band]) -> list[list[Row]]:
    """Return the lines of each row; raise `Doubt` where a line of words could be a row or the rest of one."""
    pitch = pitch_of(body)
    rows = [[row] for row in body]
    for index, row in enumerate(body):
        if row.has_figures or len(row.pieces) > 1:
            continue
        if not pitch:
            raise Doubt
        above = row.y - body[index - 1].y if index else pitch * 9
        below = body[index + 1].y - row.y if index + 1 < len(body) else pitch * 9
        if min(above, below) < _NEAR * pitch:
            target = index - 1 if above <= below else index + 1
            while target > 0 and not rows[target]:
                target -= 1
            rows[target] = sorted([*rows[target], *rows[index]], key=lambda line: line.y)
            rows[index] = []
    wholes = [lines for lines in rows if lines]
    if any(len(lines) > _MOST_LINES or not _is_one(lines) for lines in wholes):
        raise Doubt
    for upper, lower in pairwise(wholes):
        if _may_go_on(upper[-1], lower, bands):
            raise Doubt
    return wholes


def _is_one(lines: Sequence[Row]) -> bool:
    """Return whether lines can be one row: only one has figures or several texts, only one a number of its own."""
    full = sum(line.has_figures or len(line.pieces) > 1 for line in lines)
    labels = [piece for line in lines for piece in line.pieces[:1] if not piece.is_figure]
    heads = sum(is_kind(piece.text, "numbered") for piece in labels)
    return len(lines) == 1 or (full == 1 and heads <= 1)


def _may_go_on(last: Row, lower: Sequence[Row], bands: Sequence[Band]) -> bool:
    """Return whether a row of one label alone may be the rest of the label above: that one fills its column."""
    if len(lower) > 1 or len(lower[0].pieces) > 1 or lower[0].has_figures:
        return False
    piece = lower[0].pieces[0]
    column = band_at(bands, piece)
    beside = [other for other in last.pieces if band_at(bands, other) == column]
    is_full = bool(beside) and bands[column].x1 - beside[-1].x1 <= _FULL * last.size
    return is_full and not is_kind(piece.text, "numbered")


def _set_in(pieces: Sequence[Piece], band: Band, size: float) -> str:
    """Return as many full-width blanks as a label begins further in than its column."""
    if not pieces or band.has_figures or pieces[0].is_figure:
        return ""
    return "\u3000" * round((pieces[0].x0 - band.x0) / size)
