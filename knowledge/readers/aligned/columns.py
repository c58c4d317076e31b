"""The bands of a table without lines: where the texts of its rows stand one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.readers.aligned.rows import Doubt, Piece, Row

_MOST = 40
_TOUCH = 0.05
"""In character sizes: how far two texts may reach into each other's columns by rounding."""


class Band(NamedTuple):
    """A column: from where to where its texts stand."""

    x0: float
    x1: float
    has_figures: bool

    @property
    def middle(self) -> float:
        """Halfway between its sides."""
        return (self.x0 + self.x1) / 2


def bands_of(body: Sequence[Row]) -> list[Band]:
    """Return the columns of a body from the left; raise `Doubt` where two figures of one row fall into one."""
    pieces = sorted((p for row in body for p in row.pieces), key=lambda piece: piece.x0)
    touch = _TOUCH * body[0].size
    bands: list[Band] = []
    for piece in pieces:
        if bands and piece.x0 < bands[-1].x1 - touch:
            last = bands[-1]
            bands[-1] = Band(last.x0, max(last.x1, piece.x1), last.has_figures or piece.is_amount)
        else:
            bands.append(Band(piece.x0, piece.x1, piece.is_amount))
    bands = _without_ghosts(bands, body)
    _refuse_mixed(body, bands)
    return bands


def _without_ghosts(bands: Sequence[Band], body: Sequence[Row]) -> list[Band]:
    """Return the columns with those joined that are one: a centred 合计 stands in no label's row."""
    rows = [{band_at(bands, piece) for piece in row.pieces} for row in body]
    worded = {
        number
        for number in range(len(bands))
        if not any(
            re.search(r"\d", p.text) for r in body for p in r.pieces if band_at(bands, p) == number
        )
    }
    joined: list[Band] = []
    for number, band in enumerate(bands):
        is_one = (
            number > 0
            and not joined[-1].has_figures
            and not band.has_figures
            and worded & {number - 1, number}
            and not any({number - 1, number} <= row for row in rows)
        )
        if is_one:
            joined[-1] = Band(joined[-1].x0, band.x1, has_figures=False)
        else:
            joined.append(band)
    return joined


def band_at(bands: Sequence[Band], piece: Piece) -> int:
    """Return the column that a text of the body stands in."""
    return next(n for n, band in enumerate(bands) if band.x0 <= piece.middle <= band.x1)


def over(bands: Sequence[Band], piece: Piece, size: float) -> tuple[int, ...]:
    """Return the columns that a head stands over: those it overlaps, else the only one that is near, or none.

    A head may stand beside its figures where they are short and stand at the right.
    """
    found = tuple(
        n for n, b in enumerate(bands) if min(b.x1, piece.x1) - max(b.x0, piece.x0) > 0.1 * size
    )
    if found:
        return found
    gaps = sorted((max(b.x0 - piece.x1, piece.x0 - b.x1), n) for n, b in enumerate(bands))
    if len(gaps) > 1 and gaps[1][0] < 2 * max(gaps[0][0], 0.5 * size):
        return ()
    return (gaps[0][1],)


def without_headless(
    bands: Sequence[Band], head_rows: Sequence[Row], body: Sequence[Row]
) -> list[Band]:
    """Return the columns with those of words that have no head of their own joined to their neighbours.

    A centred 合 计 may stand right of all labels, and is one of them; a column of figures must have a head.
    """
    headed = {n for row in head_rows for piece in row.pieces for n in over(bands, piece, row.size)}
    joined: list[Band] = []
    is_open = False
    for number, band in enumerate(bands):
        last = joined[-1] if joined else None
        is_headless = number not in headed
        if is_headless and band.has_figures:
            raise Doubt
        if last and not last.has_figures and not band.has_figures and (is_headless or is_open):
            if _stand_together(bands[number - 1 : number + 1], body):
                raise Doubt
            joined[-1] = Band(last.x0, band.x1, has_figures=False)
            is_open = is_open and is_headless
        else:
            joined.append(band)
            is_open = is_headless
    if is_open or len(joined) < 2 or not any(band.has_figures for band in joined):
        raise Doubt
    _refuse_mixed(body, joined)
    return joined


def _stand_together(pair: Sequence[Band], body: Sequence[Row]) -> bool:
    """Return whether some row has texts in both columns."""
    return any(
        all(any(band.x0 <= piece.middle <= band.x1 for piece in row.pieces) for band in pair)
        for row in body
    )


def _refuse_mixed(body: Sequence[Row], bands: Sequence[Band]) -> None:
    """Raise `Doubt` where a figure shares its column and row with another text."""
    if not 1 < len(bands) <= _MOST:
        raise Doubt
    for row in body:
        places = [(band_at(bands, piece), piece) for piece in row.pieces]
        for number, piece in places:
            if piece.is_figure and sum(other == number for other, _ in places) > 1:
                raise Doubt
