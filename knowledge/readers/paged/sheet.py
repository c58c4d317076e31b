"""One page of ink → a sheet: its grids, and the lines of text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.document import Grid, GridCell, Place
from knowledge.readers.paged.lattice import Lattice, lattices_in
from knowledge.readers.paged.lines import Line, cell_lines, joined, line_of, lines_of
from knowledge.readers.paged.overlaps import Settled, settled
from knowledge.readers.paged.page import Box, Frame, Glyph, Page
from knowledge.readers.paged.rowless import with_rows
from knowledge.readers.paged.unruled import unruled_in

_LETTER = re.compile(r"[^\W\d_]")
_EVEN = 1.5
"""Points within which texts begin at the same place."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page, top to bottom."""

    number: int
    frame: Frame
    lines: tuple[Line, ...]
    """The lines outside of all grids."""
    grids: tuple[tuple[float, Grid], ...]
    """Each grid with the height at which it begins."""
    is_unclear: bool = False
    """Whether figures stand in columns without lines that cannot be told apart for certain."""
    has_overlaps: bool = False
    """Whether in a table one text is printed over another."""


def sheet_of(page: Page) -> Sheet:
    """Given a page's ink, return its grids and the lines around them; a frame of one column is no grid."""
    lattices = [one for one in lattices_in(page.strokes) if len(one.xs) > 2]
    loose, contents = _sorted_in(page.glyphs, lattices)
    parted = [with_rows(*pair) for pair in zip(lattices, contents, strict=True)]
    if any(new is not old for (new, _), old in zip(parted, lattices, strict=True)):
        lattices = [lattice for lattice, _ in parted]
        loose, contents = _sorted_in(page.glyphs, lattices)
    whole = [
        settled(lattice, content, page.glyphs)
        for lattice, content in zip(lattices, contents, strict=True)
    ]
    grids = [
        (lattice.ys[0], _grid(lattice, content, page))
        for lattice, content in zip(lattices, whole, strict=True)
    ]
    has_overlaps = any(one.has_overlaps for one in whole)
    taken = frozenset[int]().union(*(one.taken for one in whole))
    plain = unruled_in([g for g in loose if id(g) not in taken] if taken else loose, page)
    grids = sorted([*grids, *plain.grids], key=lambda grid: -grid[0])
    is_unclear = plain.is_unclear or any(unclear for _, unclear in parted)
    lines = tuple(lines_of(plain.rest))
    return Sheet(page.number, page.frame, lines, tuple(grids), is_unclear, has_overlaps)


def _sorted_in(
    glyphs: Sequence[Glyph], lattices: Sequence[Lattice]
) -> tuple[list[Glyph], list[dict[int, list[Glyph]]]]:
    """Return the glyphs outside of all cells, and for each lattice those inside by cell; inner tables go first."""
    loose = list(glyphs)
    contents: list[dict[int, list[Glyph]]] = [{} for _ in lattices]
    for index in sorted(range(len(lattices)), key=lambda index: _area(lattices[index])):
        slot_at = lattices[index].slot_finder()
        content = contents[index]
        rest = []
        for glyph in loose:
            _, x0, y0, x1, y1, _, _, _, window = glyph
            # the anchor of most glyphs, without the call
            at = glyph.anchor if window else ((x0 + x1) / 2, (y0 + y1) / 2)
            owner = slot_at(*at)
            if owner is None:
                rest.append(glyph)
            elif owner in content:
                content[owner].append(glyph)
            else:
                content[owner] = [glyph]
        loose = rest
    return loose, contents


def _area(lattice: Lattice) -> float:
    left, bottom, right, top = lattice.box
    return (right - left) * (top - bottom)


def _grid(lattice: Lattice, within: Settled, page: Page) -> Grid:
    content = within.contents
    read = {
        index: cell_lines(glyphs, lattice.slots[index].box) for index, glyphs in content.items()
    }
    for index, texts in within.piled.items():
        read[index] = [line_of(text) for text in texts], lattice.slots[index].box
    starts = _starts(lattice, content, {index: lines for index, (lines, _) in read.items()})
    indents = _indents(starts)
    cells = tuple(
        GridCell(
            row=slot.row,
            column=slot.column,
            text="\u3000" * indents.get(index, 0) + joined(*read.get(index, ((), slot.box))),
            place=Place(page=page.number, bbox=page.frame.on_paper(slot.box)),
            rows=slot.rows,
            columns=slot.columns,
        )
        for index, slot in enumerate(lattice.slots)
    )
    place = Place(page=page.number, bbox=page.frame.on_paper(lattice.box))
    height, width = len(lattice.ys) - 1, len(lattice.xs) - 1
    return Grid(
        cells,
        height,
        width,
        place,
        edges=lattice.xs,
        margins=_margins(starts),
        open_above=lattice.open_above,
        open_below=lattice.open_below,
    )


def _starts(
    lattice: Lattice, content: dict[int, list[Glyph]], read: dict[int, list[Line]]
) -> dict[int, dict[int, _Start]]:
    """Return where the labels of each column begin, by cell."""
    starts: dict[int, dict[int, _Start]] = {}
    for index, lines in read.items():
        slot = lattice.slots[index]
        if slot.columns > 1 or not lines:
            continue
        is_label = not lines[0].text[-1].isdigit() or _LETTER.search(
            "".join([line.text for line in lines])
        )
        if is_label and not any(glyph.turn for glyph in content[index]):
            start = _start(lines, slot.box, _starts_blank(content[index]))
            starts.setdefault(slot.column, {})[index] = start
    return starts


def _indents(starts: dict[int, dict[int, _Start]]) -> dict[int, int]:
    """Return by how many characters a cell's text begins further in than that of its column.

    Where no codes are printed this alone tells 类, 款 and 项 apart. Only texts that stand left count:
    centred and right-aligned ones begin further in for another reason.
    """
    indents: dict[int, int] = {}
    for column in starts.values():
        sure = _sure(column)
        for index, start in column.items():
            if start.stands_left or any(abs(start.gap - gap) < _EVEN for gap in sure):
                indents[index] = round((start.gap - min(sure)) / start.size)
    return indents


def _margins(starts: dict[int, dict[int, _Start]]) -> tuple[tuple[int, float], ...]:
    """Return how far the leftmost text of each column stands off its line, in characters."""
    return tuple(
        (column, leftmost.gap / leftmost.size)
        for column, cells in starts.items()
        if _sure(cells)
        and not (leftmost := min(c for c in cells.values() if c.stands_left)).is_between
    )


def _sure(column: dict[int, _Start]) -> list[float]:
    return [start.gap for start in column.values() if start.stands_left]


class _Start(NamedTuple):
    """Where the text of a cell begins."""

    gap: float
    """Points from the cell's left side."""
    size: float
    stands_left: bool
    is_between: bool
    """Whether it has as much room on both sides, so that it may as well be centred."""


def _start(lines: Sequence[Line], box: Box, is_blank: bool) -> _Start:
    left = lines[0].box[0] - box[0]
    right = box[2] - max(line.box[2] for line in lines)
    is_wrapped = len(lines) > 1 and lines[1].box[0] < lines[0].box[0]
    size = lines[0].size
    is_even = abs(left - right) < size
    is_centred = left > 2 * size and is_even
    stands_left = not is_centred and (left < 0.8 * right or is_wrapped or is_blank)
    return _Start(left, size, stands_left, left > size and is_even and not is_wrapped)


def _starts_blank(glyphs: Sequence[Glyph]) -> bool:
    first = max(glyphs, key=lambda glyph: (round(glyph.baseline), -glyph.x0))
    return first.text == " "
