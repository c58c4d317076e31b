"""One page of ink → a sheet: its grids, and the lines of text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.document import Grid, GridCell, Place
from knowledge.readers.paged.lattice import Lattice, lattices_in
from knowledge.readers.paged.lines import Line, cell_lines, joined, lines_of
from knowledge.readers.paged.page import Box, Frame, Glyph, Page
from knowledge.readers.paged.rowless import with_rows
from knowledge.readers.paged.unruled import unruled_in

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


def sheet_of(page: Page) -> Sheet:
    """Given a page's ink, return its grids and the lines around them; a frame of one column is no grid."""
    lattices = [one for one in lattices_in(page.strokes) if len(one.xs) > 2]
    loose, contents = _sorted_in(page.glyphs, lattices)
    parted = [with_rows(*pair) for pair in zip(lattices, contents, strict=True)]
    if any(new is not old for (new, _), old in zip(parted, lattices, strict=True)):
        lattices = [lattice for lattice, _ in parted]
        loose, contents = _sorted_in(page.glyphs, lattices)
    grids = [
        (lattice.ys[0], _grid(lattice, content, page))
        for lattice, content in zip(lattices, contents, strict=True)
    ]
    plain = unruled_in(loose, page)
    grids = sorted([*grids, *plain.grids], key=lambda grid: -grid[0])
    is_unclear = plain.is_unclear or any(unclear for _, unclear in parted)
    return Sheet(page.number, page.frame, tuple(lines_of(plain.rest)), tuple(grids), is_unclear)


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


def _grid(lattice: Lattice, content: dict[int, list[Glyph]], page: Page) -> Grid:
    read = {
        index: cell_lines(glyphs, lattice.slots[index].box) for index, glyphs in content.items()
    }
    indents = _indents(lattice, content, {index: lines for index, (lines, _) in read.items()})
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
    return Grid(cells, len(lattice.ys) - 1, len(lattice.xs) - 1, place, edges=lattice.xs)


def _indents(
    lattice: Lattice, content: dict[int, list[Glyph]], read: dict[int, list[Line]]
) -> dict[int, int]:
    """Return by how many characters a cell's text begins further in than that of its column.

    Where no codes are printed this alone tells 类, 款 and 项 apart. Only texts that stand left count:
    centred and right-aligned ones begin further in for another reason.
    """
    gaps: dict[int, dict[int, _Start]] = {}
    for index, lines in read.items():
        slot = lattice.slots[index]
        is_label = lines and slot.columns == 1 and not lines[0].text[-1].isdigit()
        if is_label and not any(glyph.turn for glyph in content[index]):
            start = _start(lines, slot.box, _starts_blank(content[index]))
            gaps.setdefault(slot.column, {})[index] = start
    indents: dict[int, int] = {}
    for column in gaps.values():
        sure = [start.gap for start in column.values() if start.stands_left]
        for index, start in column.items():
            if start.stands_left or any(abs(start.gap - gap) < _EVEN for gap in sure):
                indents[index] = round((start.gap - min(sure)) / start.size)
    return indents


class _Start(NamedTuple):
    """Where the text of a cell begins."""

    gap: float
    """Points from the cell's left side."""
    size: float
    stands_left: bool


def _start(lines: Sequence[Line], box: Box, is_blank: bool) -> _Start:
    left = lines[0].box[0] - box[0]
    right = box[2] - max(line.box[2] for line in lines)
    is_wrapped = len(lines) > 1 and lines[1].box[0] < lines[0].box[0]
    size = lines[0].size
    is_centred = left > 2 * size and abs(left - right) < size
    return _Start(left, size, not is_centred and (left < 0.8 * right or is_wrapped or is_blank))


def _starts_blank(glyphs: Sequence[Glyph]) -> bool:
    first = max(glyphs, key=lambda glyph: (round(glyph.baseline), -glyph.x0))
    return first.text == " "
