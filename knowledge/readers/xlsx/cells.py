"""A worksheet → what its cells show, with their spans, borders, and what of it is hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import coordinate_to_tuple, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.readers import Unreadable
from knowledge.readers.limits import MAX_COLUMNS, MAX_ROWS
from knowledge.readers.xlsx.fold import Fold, Spot
from knowledge.readers.xlsx.formats import shown

_UNCALCULATED = "#未计算"
"""Stands in a cell whose formula was never calculated: neither a number nor blank."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a worksheet shows: rows and columns count without the hidden ones."""

    texts: dict[Spot, str]
    spans: dict[Spot, tuple[int, int]]
    """For the first cell of each merged area its rows and columns."""
    ruled: frozenset[Spot]
    """Cells with a line to their left or right."""
    lines: Callable[[int], int] = int
    """The sheet's own number of a row."""
    hidden_rows: tuple[int, ...] = ()
    """Those with something in them, as the sheet numbers them."""
    hidden_columns: tuple[str, ...] = ()
    uncalculated: tuple[Spot, ...] = ()
    """As the sheet numbers them."""
    errors: tuple[Spot, ...] = ()


def shown_cells(sheet: Worksheet, never_calculated: frozenset[tuple[int, int]]) -> Shown:
    """Return what a worksheet's cells show; raise `Unreadable` where it is no sheet for people."""
    texts: dict[Spot, str] = {}
    ruled: set[Spot] = set()
    errors = []
    for row in rows_within_limits(sheet):
        for cell in row:
            spot = Spot(*coordinate_to_tuple(cell.coordinate))
            if _has_side(cell):
                ruled.add(spot)
            if (text := _text(cell, never_calculated)).strip():
                texts[spot] = text
                if cell.data_type == "e":
                    errors.append(spot)
    _refuse_oversize(sheet, texts)
    spans = _spans(sheet, ruled)
    fold = Fold.of(sheet)
    return Shown(
        {place: text for spot, text in texts.items() if (place := fold.place(spot, spans))},
        {place: fold.size(spot, spans) for spot in spans if (place := fold.place(spot, spans))},
        frozenset(place for spot in ruled if (place := fold.place(spot, {}))),
        fold.line,
        tuple(sorted(fold.rows & {spot.row for spot in texts})),
        tuple(
            get_column_letter(one) for one in sorted(fold.columns & {spot.column for spot in texts})
        ),
        tuple(Spot(*spot) for spot in sorted(never_calculated)),
        tuple(errors),
    )


def rows_within_limits(sheet: Worksheet) -> Iterator[tuple[Cell | MergedCell, ...]]:
    """Yield the rows to look at: a lone cell with a format may stand in a sheet's millionth row."""
    return sheet.iter_rows(
        max_row=min(sheet.max_row, MAX_ROWS + 1), max_col=min(sheet.max_column, MAX_COLUMNS + 1)
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
