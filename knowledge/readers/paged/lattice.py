"""Strokes → lattices: the cells that the lines of a page enclose, with the rows and columns they span."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from knowledge.readers.paged.page import Box, Stroke

_SNAP = 2.0
"""Points within which parallel lines are one (a border drawn once for each cell beside it)."""
_JOIN = 3.0
"""Points that a line may be interrupted by, or fall short of the one that it meets."""
_SHORTEST = 3.0
_DRAWING = 1500
"""A page with more lines in one direction is a map or a plan; the fullest table has some hundred."""
_OVERHANG = 8.0
"""Points that lines reach beyond the last crossing one where a table's side is left open."""


class Line(NamedTuple):
    """A merged line: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


class Slot(NamedTuple):
    """One enclosed cell."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Lattice:
    """One ruled table: its cells by row and column, and the lines between."""

    slots: tuple[Slot, ...]
    xs: tuple[float, ...]
    """The vertical lines, left to right."""
    ys: tuple[float, ...]
    """The level lines, top to bottom."""
    open_above: frozenset[int] = frozenset()
    """The columns whose first cell has no line above it: it continues one of the page before."""
    open_below: frozenset[int] = frozenset()
    """The columns whose last cell has no line below it: the page's end cuts it."""

    @property
    def box(self) -> Box:
        """The box around it."""
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    def slot_finder(self) -> Callable[[float, float], int | None]:
        """Return what tells for a point the index of the slot that it falls into."""
        owners = {
            (slot.row + down, slot.column + right): index
            for index, slot in enumerate(self.slots)
            for down in range(slot.rows)
            for right in range(slot.columns)
        }
        left, bottom, right, top = self.box
        xs, depths = self.xs[1:-1], [-y for y in self.ys[1:-1]]

        def slot_at(x: float, y: float) -> int | None:
            if not (left <= x <= right and bottom <= y <= top):
                return None
            return owners.get((bisect_right(depths, -y), bisect_right(xs, x)))

        return slot_at


def lattices_in(strokes: Iterable[Stroke]) -> list[Lattice]:
    """Return the ruled tables of a page from top to bottom; a lone box is none.

    >>> around = [Stroke(0, y, 90, y) for y in (0, 20)] + [Stroke(x, 0, x, 20) for x in (0, 30, 90)]
    >>> [(slot.column, slot.box[2]) for slot in lattices_in(around)[0].slots]
    [(0, 30.0), (1, 90.0)]
    """
    strokes = tuple(strokes)
    level = _merged([Line((s.y0 + s.y1) / 2, s.x0, s.x1) for s in strokes if s.is_level])
    upright = _merged([Line((s.x0 + s.x1) / 2, s.y0, s.y1) for s in strokes if not s.is_level])
    if max(len(level), len(upright)) > _DRAWING:
        return []
    found = [_lattice(*group) for group in _groups(level, upright)]
    return sorted(
        (one for one in found if one and len(one.slots) > 1),
        key=lambda one: (-one.ys[0], one.xs[0]),
    )


def _merged(lines: list[Line]) -> list[Line]:
    """Return lines with those of nearly one position snapped together and touching pieces joined."""
    merged: list[Line] = []
    for same in _snapped(lines):
        at = sum(line.at for line in same) / len(same)
        start, end = same[0].start, same[0].end
        for line in same[1:]:
            if line.start > end + _JOIN:
                merged.append(Line(at, start, end))
                start = line.start
                end = line.end
            end = max(end, line.end)
        merged.append(Line(at, start, end))
    return [line for line in merged if line.end - line.start >= _SHORTEST]


def _snapped(lines: list[Line]) -> list[list[Line]]:
    """Return the lines in groups of one position, each group from its start on."""
    groups: list[list[Line]] = []
    last = None
    for line in sorted(lines):
        if last is None or line.at - last > _SNAP:
            groups.append([])
        groups[-1].append(line)
        last = line.at
    return [sorted(group, key=lambda line: line.start) for group in groups]


def _groups(level: list[Line], upright: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Return the level and upright lines that hang together by their crossings, a pair for each table."""
    chief = list(range(len(level) + len(upright)))
    lying = [(n, y, start - _JOIN, end + _JOIN) for n, (y, start, end) in enumerate(level)]
    for index, (x, bottom, top) in enumerate(upright, len(level)):
        low, high = bottom - _JOIN, top + _JOIN
        for other, y, left, right in lying:
            if left <= x <= right and low <= y <= high:
                _unite(chief, index, other)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for index, line in enumerate([*level, *upright]):
        pair = groups.setdefault(_chief(chief, index), ([], []))
        pair[index >= len(level)].append(line)
    return _with_lone_sides(list(groups.values()))


def _with_lone_sides(
    groups: list[tuple[list[Line], list[Line]]],
) -> list[tuple[list[Line], list[Line]]]:
    """Return the groups, each with the upright lines that cross nothing but run from its upper edge to its lower one.

    They are the sides of cells that go on over a whole page.
    """
    found = [(level, list(upright)) for level, upright in groups if level]
    for lone in (line for level, upright in groups if not level for line in upright):
        for level, upright in found:
            heights = [line.at for line in level]
            edges = (lone.start - min(heights), lone.end - max(heights))
            if all(abs(gap) <= _JOIN for gap in edges):
                upright.append(lone)
                break
    return found


def _unite(chief: list[int], one: int, other: int) -> None:
    chief[_chief(chief, one)] = _chief(chief, other)


def _chief(chief: list[int], index: int) -> int:
    while chief[index] != index:
        chief[index] = chief[chief[index]]
        index = chief[index]
    return index


def _lattice(level: list[Line], upright: list[Line]) -> Lattice | None:
    """Return the cells that lines enclose, or None where they enclose nothing."""
    if not level or not upright:
        return None
    drawn = level
    level, upright = _with_open_sides(level, upright)
    level = [*level, *_cut_edges(level, upright)]
    ys = sorted({line.at for line in level}, reverse=True)
    xs = sorted({line.at for line in upright})
    if len(ys) < 2 or len(xs) < 2:
        return None
    walls = _covered(upright, xs, [(low, high) for high, low in pairwise(ys)])
    floors = _covered(level, ys, list(pairwise(xs)))
    regions = _regions(len(ys) - 1, len(xs) - 1, walls, floors)
    found = _numbered([piece for region in regions for piece in _rectangles(region)], xs, ys)
    return found and _with_open_cells(found, _covered(drawn, ys, list(pairwise(xs))), xs, ys)


def _with_open_cells(
    lattice: Lattice, floors: set[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]
) -> Lattice:
    """Return a lattice that knows which columns have no drawn line at its upper and its lower edge.

    Where an edge is drawn for no column at all, none of its cells goes on: a form may have no line there.
    """

    def undrawn(edge: float, side: int) -> frozenset[int]:
        cells = [slot for slot in lattice.slots if slot.box[side] == edge]
        left_open = [slot for slot in cells if not is_drawn(slot, ys.index(edge))]
        return frozenset(s.column for s in left_open if len(left_open) < len(cells))

    def is_drawn(slot: Slot, row: int) -> bool:
        return any(
            (row, band) in floors
            for band, (left, right) in enumerate(pairwise(xs))
            if slot.box[0] <= left and right <= slot.box[2]
        )

    above, below = undrawn(lattice.ys[0], 3), undrawn(lattice.ys[-1], 1)
    return replace(lattice, open_above=above, open_below=below)


def _with_open_sides(level: list[Line], upright: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines with an edge added on each side that a table leaves open, as Word's forms often do."""
    return level + _open_edges(upright, level), upright + _open_edges(level, upright)


def _open_edges(reaching: list[Line], across: list[Line]) -> list[Line]:
    """Return the edges that most of the lines reach out to beyond the last long one across them.

    A short line there closes its own columns only, as where a page breaks inside a form.
    """
    edges = []
    first, last = min(line.at for line in reaching), max(line.at for line in reaching)
    long = [line.at for line in across if line.end - line.start > (last - first) / 2]
    for ends, edge, gap in (
        (
            starts := [line.start for line in reaching],
            min(starts),
            min(long, default=0.0) - min(starts),
        ),
        (stops := [line.end for line in reaching], max(stops), max(stops) - max(long, default=0.0)),
    ):
        near = sum(abs(end - edge) <= _JOIN for end in ends)
        if long and gap > _OVERHANG and near >= 2 and near * 2 >= len(ends):
            at = next((line.at for line in across if abs(line.at - edge) <= _JOIN), edge)
            edges.append(Line(at, first, last))
    return edges


def _cut_edges(level: list[Line], upright: list[Line]) -> list[Line]:
    """Return the upper and lower edge in full width where both sides of a table reach them.

    A page that ends inside of a tall cell draws no line under it, though it does under the cells beside it.
    """
    ends = min(upright), max(upright)
    edges = {min(line.at for line in level), max(line.at for line in level)}
    return [
        Line(y, ends[0].at, ends[1].at)
        for y in edges
        if all(
            any(u.at == end.at and u.start - _JOIN <= y <= u.end + _JOIN for u in upright)
            for end in ends
        )
    ]


def _covered(
    lines: list[Line], at: list[float], bands: list[tuple[float, float]]
) -> set[tuple[int, int]]:
    """Return (line position, band) for each band that a line at that position runs along."""
    places = {position: index for index, position in enumerate(at)}
    numbered = [(index, low, high, (high - low) / 2) for index, (low, high) in enumerate(bands)]
    covered = set()
    for position, start, end in lines:
        place = places[position]
        for index, low, high, half in numbered:
            if start < high and end > low and min(high, end) - max(low, start) > half:
                covered.add((place, index))
    return covered


def _regions(
    height: int, width: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    """Return the elementary cells in groups that no line parts; what is open to the outside is left out."""
    outside = height * width
    chief = list(range(outside + 1))
    for row in range(height):
        for column in range(width + 1):
            if (column, row) not in walls:
                left = row * width + column - 1 if column > 0 else outside
                right = row * width + column if column < width else outside
                _unite(chief, left, right)
    for column in range(width):
        for row in range(height + 1):
            if (row, column) not in floors:
                above = (row - 1) * width + column if row > 0 else outside
                below = row * width + column if row < height else outside
                _unite(chief, above, below)
    groups: dict[int, list[tuple[int, int]]] = {}
    for index in range(outside):
        groups.setdefault(_chief(chief, index), []).append(divmod(index, width))
    groups.pop(_chief(chief, outside), None)
    return list(groups.values())


def _rectangles(region: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Return a region as (top, left, bottom, right), its ends excluded; one of odd shape row by row."""
    if len(region) == 1:
        row, column = region[0]
        return [(row, column, row + 1, column + 1)]
    rows = [row for row, _ in region]
    columns = [column for _, column in region]
    whole = min(rows), min(columns), max(rows) + 1, max(columns) + 1
    if (whole[2] - whole[0]) * (whole[3] - whole[1]) == len(region):
        return [whole]
    pieces: list[tuple[int, int, int, int]] = []
    for row, column in sorted(region):
        if pieces and pieces[-1][0] == row and pieces[-1][3] == column:
            pieces[-1] = (*pieces[-1][:3], column + 1)
        else:
            pieces.append((row, column, row + 1, column + 1))
    return pieces


def _numbered(
    pieces: list[tuple[int, int, int, int]], xs: Sequence[float], ys: Sequence[float]
) -> Lattice | None:
    """Return the lattice of the pieces; lines that bound none of them do not count."""
    if not pieces:
        return None
    rows = sorted({edge for top, _, bottom, _ in pieces for edge in (top, bottom)})
    columns = sorted({edge for _, left, _, right in pieces for edge in (left, right)})
    down = {edge: index for index, edge in enumerate(rows)}
    along = {edge: index for index, edge in enumerate(columns)}
    slots = [
        Slot(
            down[top],
            along[left],
            down[bottom] - down[top],
            along[right] - along[left],
            (xs[left], ys[bottom], xs[right], ys[top]),
        )
        for top, left, bottom, right in sorted(pieces)
    ]
    return Lattice(
        tuple(slots), tuple(xs[edge] for edge in columns), tuple(ys[edge] for edge in rows)
    )
