"""Where a table's header ends, and what each column's path is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from knowledge.amounts import read_cell
from knowledge.tables.sheet import Covering, Line, Sheet
from knowledge.tables.words import begins_ordinal_row, is_code_head, is_time_head, is_total_label

_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_MOST_ROWS = 6
"""A header takes so many rows at most."""


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: how many rows it takes, and the heads above each column, outermost first."""

    rows: int
    paths: tuple[tuple[str, ...], ...]
    leaves: tuple[tuple[int, int], ...]
    """Where the innermost head above each column begins; equal for columns under one head."""
    shared: bool = False
    """Whether its last row is the first body row as well (类 款 项 beside 合计 and numbers)."""
    ordinals: int = 0
    """How many rows of column numbers follow it (栏次 1 2 3)."""
    straightened: bool = False
    """Whether a head was printed one column beside the columns that it is the head of."""


def header_of(sheet: Sheet, start: int = 0, first: int = 0) -> Header:
    """Given a sheet, return the header that begins at row `start`, for the columns from `first` on."""
    lines = [_covering(sheet, start, None)]
    numbered = _numbered_below(sheet, start, first)
    while start + len(lines) < len(sheet.lines):
        row = start + len(lines)
        if row < numbered:
            lines.append(_covering(sheet, row, lines[-1]))
        elif _is_covered(sheet, row) or _is_gap(sheet, row, lines[-1], first):
            lines.append(lines[-1])
        elif _continues(sheet, row, lines[-1], first):
            lines.append(_covering(sheet, row, lines[-1]))
        else:
            break
    end = start + len(lines)
    shared = end < len(sheet.lines) and _is_shared(sheet, end, lines[-1])
    if shared:
        lines.append(_heads_only(sheet, end, lines[-1]))
    ordinals = 0
    while end + ordinals < len(sheet.lines) and _is_ordinal_row(sheet.texts(end + ordinals)):
        ordinals += 1
    straight = lines if sheet.spans_known else _straightened(lines)
    paths = tuple(_path([line[column] for line in straight]) for column in range(sheet.width))
    leaves = tuple((cell.row, cell.column) for cell in straight[-1])
    return Header(len(lines) - shared, paths, leaves, shared, ordinals, straight != lines)


def _numbered_below(sheet: Sheet, start: int, first: int) -> int:
    """Return the row of column numbers below a header, where one is marked as such (**, 栏次): the header ends there.

    Heads may stand under an empty one there (其他收入 beside 部门预算), which alone would not tell them from a body.
    The first row where there is none, or where amounts stand above it.
    """
    for row in range(start + 1, min(start + _MOST_ROWS, len(sheet.lines))):
        texts = sheet.texts(row)[first:]
        if any(map(begins_ordinal_row, texts)) and _is_ordinal_row(texts):
            return row
        if any(map(is_body_cell, texts)):
            break
    return start


def is_body_cell(text: str) -> bool:
    """Whether a text can only stand in a table's body: an amount or a percentage, but no year."""
    value = read_cell(text)
    if value.reading in ("number", "percent"):
        return not _YEAR.fullmatch(text.strip()) and not is_time_head(text)
    return value.reading == "words" and value.unit is not None


def _covering(sheet: Sheet, row: int, above: Line | None) -> Line:
    """Return the row's covering cells; where spans are unknown, blanks belong to a head at the left or above."""
    own = sheet.lines[row]
    if sheet.spans_known:
        return own
    found: list[Covering] = []
    for column, cell in enumerate(own):
        left = found[-1] if found else None
        if cell.text:
            found.append(cell)
        elif above is None:
            found.append(left if left and left.text else cell)
        elif left is not None and left.row == cell.row and above[column] is above[column - 1]:
            found.append(left)
        else:
            found.append(above[column])
    return tuple(found)


def _continues(sheet: Sheet, row: int, above: Line, first: int) -> bool:
    """Whether a row divides heads of the row above, and only them."""
    texts = sheet.texts(row)[first:]
    if not any(texts) or any(is_body_cell(text) for text in texts):
        return False
    groups: dict[int, int] = {}
    for column, text in enumerate(texts, start=first):
        if not text:
            continue
        if not _is_shared_head(above, column):
            return False
        groups[id(above[column])] = groups.get(id(above[column]), 0) + 1
    return max(groups.values()) > 1 or _is_layer(sheet, row)


def _is_layer(sheet: Sheet, row: int) -> bool:
    """Whether a row's own cells all cover several columns: heads under heads of the same width, divided below."""
    if not sheet.spans_known or row + 1 >= len(sheet.lines):
        return False
    own = [cell for cell in dict.fromkeys(sheet.lines[row]) if cell.row == row]
    wide = all(cell.text and cell.columns > 1 for cell in own)
    return wide and any(cell.columns == 1 for cell in sheet.lines[row + 1] if cell.row == row + 1)


def _is_covered(sheet: Sheet, row: int) -> bool:
    """Whether a row has no cell of its own: every head above it reaches down over it."""
    return sheet.spans_known and all(cell.row < row for cell in sheet.lines[row])


def _is_gap(sheet: Sheet, row: int, above: Line, first: int) -> bool:
    """Whether a row without texts stands inside the header: stray cells over the heads that follow."""
    if any(sheet.texts(row)[first:]) or row + 1 >= len(sheet.lines):
        return False
    return sheet.spans_known and _continues(sheet, row + 1, above, first)


def _is_shared_head(line: Line, column: int) -> bool:
    """Whether the head over a column covers a neighbouring column too."""
    head = line[column]
    neighbours = line[max(column - 1, 0) : column + 2]
    return bool(head.text) and sum(cell is head for cell in neighbours) > 1


def _straightened(lines: list[Line]) -> list[Line]:
    """Return the lines with each group beginning at its 小计: tab-separated text may print its head beside it."""
    result = list(lines)
    for row in range(len(lines) - 1):
        upper, lower = list(result[row]), result[row + 1]
        for column in range(1, len(upper)):
            group, before = upper[column], upper[column - 1]
            if group is before or not group.text or before is lower[column - 1]:
                continue
            begins = [
                c for c, cell in enumerate(upper) if cell is group and is_total_label(lower[c].text)
            ]
            opened = is_total_label(lower[upper.index(before)].text)
            if opened and len(begins) == 1 and begins[0] > column:
                upper[column : begins[0]] = [before] * (begins[0] - column)
        result[row] = tuple(upper)
    return result


def _is_shared(sheet: Sheet, row: int, above: Line) -> bool:
    """Whether a body row carries the last heads of the code columns (类 款 项 合计 186.00)."""
    texts = sheet.texts(row)
    heads = [c for c, text in enumerate(texts) if is_code_head(text) and _is_shared_head(above, c)]
    return len(heads) > 1 and any(is_total_label(text) for text in texts)


def _heads_only(sheet: Sheet, row: int, above: Line) -> Line:
    return tuple(
        cell if is_code_head(cell.text) and _is_shared_head(above, column) else above[column]
        for column, cell in enumerate(sheet.lines[row])
    )


def _is_ordinal_row(texts: tuple[str, ...]) -> bool:
    """Whether a row numbers the columns: ** 1 2 3, 栏次 1 2."""
    words = [text for text in texts if text]
    numbers = [int(text) for text in words if re.fullmatch(r"\d{1,2}", text)]
    marks = [text for text in words if begins_ordinal_row(text)]
    rising = bool(numbers) and all(b == a + 1 for a, b in pairwise(numbers))
    if marks:
        return len(marks) + len(numbers) == len(words) or len(numbers) > 1
    return len(numbers) == len(words) > 2 and rising and numbers[0] == 1


def _path(cells: list[Covering]) -> tuple[str, ...]:
    path: list[str] = []
    for cell in dict.fromkeys(cells):
        if cell.text and (not path or path[-1] != cell.text):
            path.append(cell.text)
    return tuple(path)
