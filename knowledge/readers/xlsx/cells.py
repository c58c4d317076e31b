"""A worksheet → what its cells show, with their spans, borders, and what of it is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import coordinate_to_tuple, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.readers import Unreadable
from knowledge.readers.limits import MAX_COLUMNS, MAX_ROWS
from knowledge.readers.xlsx.formats import shown

_UNCALCULATED = "#未计算"
"""Stands in a cell whose formula was never calculated: neither a number nor blank."""


class Spot(NamedTuple):
    """A cell by its row and column, from 1, and the name that a sheet calls it."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """Its name in the sheet (C7)."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a worksheet shows."""

    texts: dict[Spot, str]
    spans: dict[Spot, tuple[int, int]]
    """For the first cell of each merged area its rows and columns."""
    ruled: frozenset[Spot]
    """Cells with a line to their left or right."""
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    uncalculated: tuple[Spot, ...] = ()
    errors: tuple[Spot, ...] = ()


def shown_cells(sheet: Worksheet, never_calculated: frozenset[tuple[int, int]]) -> Shown:
    """Return what a worksheet's cells show; raise `Unreadable` where it is no sheet for people."""
    texts: dict[Spot, str] = {}
    ruled: set[Spot] = set()
    errors = []
    for row in sheet.iter_rows():
        for cell in row:
            spot = Spot(*coordinate_to_tuple(cell.coordinate))
            if _has_side(cell):
                ruled.add(spot)
            if (text := _text(cell, never_calculated)).strip():
                texts[spot] = text
                if cell.data_type == "e":
                    errors.append(spot)
    _refuse_oversize(sheet, texts)
    return Shown(
        texts,
        _spans(sheet, ruled),
        frozenset(ruled),
        tuple(sorted(_hidden_rows(sheet, texts))),
        tuple(_hidden_columns(sheet, texts)),
        tuple(Spot(*spot) for spot in sorted(never_calculated)),
        tuple(errors),
    )


def _text(cell: Cell | MergedCell, never_calculated: frozenset[tuple[int, int]]) -> str:
    if isinstance(cell, MergedCell):
        return ""
    if (cell.row, cell.column) in never_calculated:
        return _UNCALCULATED
    text = shown(cell.value, cell.number_format)
    indent = cell.alignment.indent if text else 0
    return " " * 2 * int(indent or 0) + text


def _has_side(cell: Cell | MergedCell) -> bool:
    sides = cell.border.left, cell.border.right
    return any(side is not None and side.style for side in sides)


def _refuse_oversize(sheet: Worksheet, texts: dict[Spot, str]) -> None:
    rows = max((spot.row for spot in texts), default=0)
    columns = max((spot.column for spot in texts), default=0)
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise Unreadable(
            "too_large_inside",
            f"工作表“{sheet.title}”有 {rows} 行 {columns} 列，不像公开表格。请只交预决算公开的那几张表。",
        )


def _spans(sheet: Worksheet, ruled: set[Spot]) -> dict[Spot, tuple[int, int]]:
    """Return the merged areas; the whole of an area is ruled where one of its cells is."""
    spans = {}
    for area in sheet.merged_cells.ranges:
        first = Spot(area.min_row, area.min_col)
        spans[first] = (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        last = Spot(area.max_row, area.max_col)
        if ruled & {first, last}:
            ruled.update(Spot(row, area.min_col) for row in range(area.min_row, area.max_row + 1))
    return spans


def _hidden_rows(sheet: Worksheet, texts: dict[Spot, str]) -> set[int]:
    hidden = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    return hidden & {spot.row for spot in texts}


def _hidden_columns(sheet: Worksheet, texts: dict[Spot, str]) -> list[str]:
    """Return the letters of the hidden columns with something in them; one entry may stand for several."""
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            hidden.update(range(dimension.min or 0, (dimension.max or dimension.min or 0) + 1))
    return [
        get_column_letter(column) for column in sorted(hidden & {spot.column for spot in texts})
    ]
