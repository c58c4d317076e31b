"""A worksheet → what its cells show, with their spans, borders, and what of it is hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
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
    for spot, cell in held_cells(sheet):
        if _has_side(cell):
            ruled.add(spot)
        if (text := _text(cell, spot in never_calculated)).strip():
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


def held_cells(sheet: Worksheet) -> list[tuple[Spot, Cell | MergedCell]]:
    """Return the cells that a sheet holds, row by row; a walk over all its area may never end."""
    held = sheet._cells  # noqa: SLF001 - a lone format in the millionth row makes all others up on request
    return [(Spot(*spot), held[spot]) for spot in sorted(held)]


def _text(cell: Cell | MergedCell, is_uncalculated: bool) -> str:
    if isinstance(cell, MergedCell):
        return ""
    if is_uncalculated:
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
        high = min(area.max_row - area.min_row + 1, MAX_ROWS)
        wide = min(area.max_col - area.min_col + 1, MAX_COLUMNS)
        spans[first] = high, wide
        if ruled & {first, Spot(area.max_row, area.max_col)}:
            ruled.update(Spot(area.min_row + down, area.min_col) for down in range(high))
    return spans
