"""A ruled row that holds several printed ones, where a table has upright lines only → as many rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.readers.paged.lattice import Lattice, Slot
from knowledge.readers.paged.lines import Line, cell_lines
from knowledge.readers.paged.page import Glyph

Content = Mapping[int, list[Glyph]]
"""The glyphs of each slot, by its index."""

_AMOUNT = re.compile(r"[-(（]?(\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+)[)）]?")
_LINES = 2.0
"""In character sizes: a lower slot holds one line."""
_LEVEL = 0.4
"""In character sizes: how far the baselines of one row may lie apart."""


def with_rows(lattice: Lattice, content: Content) -> tuple[Lattice, bool]:
    """Return a lattice with lines added between rows that have none, and whether there are rows that cannot be told.

    Every label must stand on a line of its own with its amounts; a label broken over two lines leaves it open
    which amount is whose.
    """
    cuts: list[float] = []
    is_unclear = False
    for slots in _by_row(lattice):
        if not any(_has_room(slot, content.get(n, [])) for n, slot in slots):
            continue
        columns = [cell_lines(content.get(n, []), slot.box)[0] for n, slot in slots]
        amounts = [lines for lines in columns if len(lines) > 1 and _are_amounts(lines)]
        if not amounts or (len(amounts) == 1 and len(amounts[0]) < 3):
            continue
        levels = [line.baseline for line in max(amounts, key=len)]
        if any(slot.rows > 1 for _, slot in slots) or not all(_fits(c, levels) for c in columns):
            is_unclear = True
            continue
        cuts += [(above + 2 * below) / 3 for above, below in pairwise(levels)]
    return (_cut(lattice, cuts) if cuts else lattice), is_unclear


def _by_row(lattice: Lattice) -> list[list[tuple[int, Slot]]]:
    """Return for each row the slots that stand in it, each with its number."""
    rows: list[list[tuple[int, Slot]]] = [[] for _ in range(len(lattice.ys) - 1)]
    for numbered in enumerate(lattice.slots):
        _, slot = numbered
        for row in range(slot.row, slot.row + slot.rows):
            rows[row].append(numbered)
    return rows


def _has_room(slot: Slot, glyphs: Sequence[Glyph]) -> bool:
    """Return whether a slot may hold several amounts: it is high enough, and has points or commas for them."""
    if not glyphs or slot.box[3] - slot.box[1] <= _LINES * glyphs[0].size:
        return False
    return sum(glyph.text in ".," for glyph in glyphs) > 1


def _are_amounts(lines: Sequence[Line]) -> bool:
    return all(_AMOUNT.fullmatch(line.text) for line in lines)


def _fits(lines: Sequence[Line], levels: Sequence[float]) -> bool:
    """Return whether each line of a column stands on the level of another row; words must fill all of them."""
    near = [
        [n for n, level in enumerate(levels) if abs(level - line.baseline) < _LEVEL * line.size]
        for line in lines
    ]
    rows = [found[0] for found in near if found]
    is_each = len(rows) == len(lines) == len(set(rows))
    has_words = any(re.search(r"[^\W\d]", line.text) for line in lines)
    return is_each and (not has_words or len(rows) == len(levels))


def _cut(lattice: Lattice, cuts: Sequence[float]) -> Lattice:
    """Return a lattice with level lines added at the given heights."""
    ys = sorted((*lattice.ys, *cuts), reverse=True)
    slots: list[Slot] = []
    for slot in lattice.slots:
        left, bottom, right, top = slot.box
        inner = [top, *sorted((y for y in cuts if bottom < y < top), reverse=True), bottom]
        tops = inner[:-1] if slot.rows == 1 else inner[:1]
        for index, high in enumerate(tops):
            low = inner[index + 1] if slot.rows == 1 else bottom
            first = _row_at(ys, high)
            rows = _row_at(ys, low) - first
            slots.append(Slot(first, slot.column, rows, slot.columns, (left, low, right, high)))
    return replace(lattice, slots=tuple(sorted(slots)), ys=tuple(ys))


def _row_at(ys: Sequence[float], height: float) -> int:
    return min(range(len(ys)), key=lambda index: abs(ys[index] - height))
