"""Grid → Sheet: every position of a grid with the cell that covers it, texts brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.document import Grid, GridCell, Place
from knowledge.tables.words import close_up


@dataclass(frozen=True, slots=True)
class Covering(GridCell):
    """A grid's cell, its text brought together."""

    indent: int = 0
    """How far its text is set in, in characters: some tables tell parts from wholes by nothing else."""
    is_unknown: bool = False
    """Whether the page has no lines around it: what belongs here may be printed, and cannot be told."""


Line = tuple[Covering, ...]
"""The cells that cover one row's positions, from the left; a spanning cell stands in all of its positions."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid, or several that continue each other, laid out position by position."""

    lines: tuple[Line, ...]
    spans_known: bool
    edges: tuple[float, ...] = ()
    margins: tuple[tuple[int, float], ...] = ()
    """By column, how many characters off its line the text stands that the indents count from."""
    open_above: frozenset[int] = frozenset()
    """The columns whose first cell continues one of the page before."""
    open_below: frozenset[int] = frozenset()
    """The columns whose last cell the page's end cuts."""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.lines[0]) if self.lines else 0

    def text(self, row: int, column: int) -> str:
        """Return what covers a position."""
        return self.lines[row][column].text

    def begins_at(self, row: int, column: int) -> bool:
        """Whether the covering cell has its upper left corner at this position."""
        cell = self.lines[row][column]
        return cell.row == row and cell.column == column

    def texts(self, row: int) -> tuple[str, ...]:
        """Return a row's texts, each where its cell begins, blanks elsewhere."""
        return tuple(
            [
                cell.text if cell.column == column and cell.row == row else ""
                for column, cell in enumerate(self.lines[row])
            ]
        )

    def part(self, rows: Sequence[int]) -> Sheet:
        """Return the given rows as a sheet of their own."""
        if list(rows) == list(range(len(self.lines))):
            return self
        return replace(
            self,
            lines=_stacked([self.lines[row] for row in rows]),
            open_above=self.open_above if 0 in rows else frozenset(),
            open_below=self.open_below if len(self.lines) - 1 in rows else frozenset(),
        )


def sheet_of(grid: Grid) -> Sheet:
    """Given a grid, return its sheet; positions that no cell covers are blank."""
    rows: list[list[Covering | None]] = [[None] * grid.width for _ in range(grid.height)]
    for cell in grid.cells:
        closed = _closed(cell)
        for row in range(cell.row, min(cell.row + cell.rows, grid.height)):
            for column in range(cell.column, min(cell.column + cell.columns, grid.width)):
                rows[row][column] = closed
    places = [_place_of(row, grid.place) for row in rows]
    lines = tuple(
        tuple(
            cell or Covering(r, c, "", places[r], is_unknown=bool(grid.edges))
            for c, cell in enumerate(row)
        )
        for r, row in enumerate(rows)
    )
    open_ends = grid.open_above, grid.open_below
    return Sheet(lines, grid.spans_known, grid.edges, grid.margins, *open_ends)


def joined(first: Sheet, second: Sheet, skip: int = 0) -> Sheet:
    """Given two sheets of the same columns, return one; the second's first `skip` rows are left out."""
    first, second = _evenly_set_in(first, second)
    kept = second.part(range(skip, len(second.lines)))
    offset = len(first.lines)
    lines = tuple(tuple([_in_row(c, c.row + offset) for c in line]) for line in kept.lines)
    lines = first.lines + lines
    for column in sorted(first.open_below & kept.open_above):
        lines = _mended(lines, offset, column)
    return replace(first, lines=_same_objects(lines), open_below=kept.open_below)


def _mended(lines: tuple[Line, ...], turn: int, column: int) -> tuple[Line, ...]:
    """Return the lines with the two pieces of a cell that a page's end has cut above row `turn` made one."""
    above, below = lines[turn - 1][column], lines[turn][column]
    if (above.column, above.columns) != (below.column, below.columns):
        return lines
    whole = replace(
        above if above.text else below,
        row=above.row,
        text=above.text + below.text,
        rows=above.rows + below.rows,
        indent=above.indent,
    )
    return tuple(
        tuple([whole if cell in {above, below} else cell for cell in line]) for line in lines
    )


def fitted(
    sheet: Sheet, columns: Sequence[tuple[int, int]], width: int, edges: tuple[float, ...]
) -> Sheet:
    """Given a narrower sheet and the base columns (first, last) of each of its own, return it at the base's width."""
    starts = {own: span[0] for own, span in enumerate(columns)}
    lines = []
    for row, line in enumerate(sheet.lines):
        wide: list[Covering] = [Covering(row, c, "", line[0].place) for c in range(width)]
        for cell in dict.fromkeys(line):
            first, last = starts[cell.column], columns[cell.column + cell.columns - 1][1]
            moved = replace(cell, column=first, columns=last - first + 1)
            wide[first : last + 1] = [moved] * (last - first + 1)
        lines.append(tuple(wide))
    margins = tuple((starts[column], margin) for column, margin in sheet.margins)
    open_ends = (frozenset(starts[c] for c in o) for o in (sheet.open_above, sheet.open_below))
    return Sheet(_same_objects(tuple(lines)), sheet.spans_known, edges, margins, *open_ends)


def _evenly_set_in(first: Sheet, second: Sheet) -> tuple[Sheet, Sheet]:
    """Return two pages of one table with their indents counted from the same line.

    A page whose rows are all parts begins as far in as they do: 项目 below the 单位 of the page before.
    """
    ours, theirs = dict(first.margins), dict(second.margins)
    further = {c: round(theirs[c] - ours[c]) for c in ours.keys() & theirs.keys()}
    margins = ours | theirs | {c: min(ours[c], theirs[c]) for c in further}
    return (
        replace(
            _set_in(first, {c: -n for c, n in further.items()}), margins=tuple(margins.items())
        ),
        _set_in(second, further),
    )


def _set_in(sheet: Sheet, further: dict[int, int]) -> Sheet:
    """Return a sheet with the texts of some columns further in, by characters; a negative number changes nothing."""
    columns = {column: number for column, number in further.items() if number > 0}
    if not columns:
        return sheet
    lines = tuple(
        tuple(
            [
                replace(cell, indent=cell.indent + columns[cell.column])
                if cell.text and cell.column in columns and cell.columns == 1
                else cell
                for cell in line
            ]
        )
        for line in sheet.lines
    )
    return replace(sheet, lines=_same_objects(lines))


def _closed(cell: GridCell) -> Covering:
    indent = len(cell.text) - len(cell.text.lstrip())
    return Covering(
        cell.row, cell.column, close_up(cell.text), cell.place, cell.rows, cell.columns, indent
    )


def _in_row(cell: Covering, row: int) -> Covering:
    """Return a cell as one of another row; a sheet has thousands, so they are not made by `replace`."""
    return Covering(
        row,
        cell.column,
        cell.text,
        cell.place,
        cell.rows,
        cell.columns,
        cell.indent,
        cell.is_unknown,
    )


def _place_of(row: list[Covering | None], place: Place) -> Place:
    return next((cell.place for cell in row if cell is not None), place)


def _stacked(lines: list[Line]) -> tuple[Line, ...]:
    """Renumber rows from 0; a cell cut off above begins in the first row that is left of it."""
    result: list[Line] = []
    for row, line in enumerate(lines):
        above = result[-1] if result else ()
        before = lines[row - 1] if row else ()
        result.append(
            tuple(
                above[c]
                if row and cell is before[c] and cell.rows > 1
                else cell
                if cell.row == row
                else _in_row(cell, row)
                for c, cell in enumerate(line)
            )
        )
    return _same_objects(tuple(result))


def _same_objects(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines with equal cells made one object, so that covering can be told by identity.

    Only a cell that spans can stand in two positions.
    """
    seen: dict[Covering, Covering] = {}
    return tuple(
        tuple(
            [
                seen.setdefault(cell, cell) if cell.rows > 1 or cell.columns > 1 else cell
                for cell in line
            ]
        )
        for line in lines
    )
