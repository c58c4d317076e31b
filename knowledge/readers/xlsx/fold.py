"""Where the cells of a worksheet stand when its hidden rows and columns are folded away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import NamedTuple, Self

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Spans = Mapping["Spot", tuple[int, int]]
"""For the first cell of each merged area its rows and columns."""


class Spot(NamedTuple):
    """A cell by its row and column, from 1, and the name that a sheet calls it."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """Its name in the sheet (C7)."""
        return f"{get_column_letter(self.column)}{self.row}"


class Fold(NamedTuple):
    """The hidden rows and columns of a worksheet: what nobody sees was not published."""

    rows: frozenset[int]
    columns: frozenset[int]

    @classmethod
    def of(cls, sheet: Worksheet) -> Self:
        """Return what a worksheet hides; one entry of its columns may stand for several."""
        columns: set[int] = set()
        for dimension in sheet.column_dimensions.values():
            if dimension.hidden:
                first = dimension.min or 0
                columns.update(range(first, (dimension.max or first) + 1))
        rows = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
        return cls(frozenset(rows), frozenset(columns))

    def place(self, spot: Spot, spans: Spans) -> Spot | None:
        """Return where a cell is seen: the first visible cell of its area, or nowhere."""
        rows, columns = self._seen(spot, spans)
        if not rows or not columns:
            return None
        return Spot(
            rows[0] - bisect_left(sorted(self.rows), rows[0]),
            columns[0] - bisect_left(sorted(self.columns), columns[0]),
        )

    def size(self, spot: Spot, spans: Spans) -> tuple[int, int]:
        """Return how many visible rows and columns a merged area has."""
        rows, columns = self._seen(spot, spans)
        return len(rows), len(columns)

    def line(self, row: int) -> int:
        """Return the sheet's own number of a row that counts without the hidden ones."""
        for hidden in sorted(self.rows):
            if hidden > row:
                break
            row += 1
        return row

    def _seen(self, spot: Spot, spans: Spans) -> tuple[list[int], list[int]]:
        high, wide = spans.get(spot, (1, 1))
        rows = [row for row in range(spot.row, spot.row + high) if row not in self.rows]
        columns = [
            column
            for column in range(spot.column, spot.column + wide)
            if column not in self.columns
        ]
        return rows, columns
