"""A table of a paper → what is drawn of it: header cells with their spans, body rows, and which cells are marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from knowledge import Cell, Column, Row, Table

_CODE_WORDS = ("编码", "代码")
_CODE_LEVELS = frozenset({"类", "款", "项"})
_LEVELS = ((0, 3), (3, 5), (5, 7))
"""Where 类, 款 and 项 stand in a code of the functional classification."""


@dataclass(frozen=True, slots=True)
class Head:
    """One header cell."""

    text: str
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One body cell."""

    text: str
    is_label: bool = False
    marked: bool = False
    depth: int = 0
    """How deep a label stands under others."""
    numeric: bool = False
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is drawn."""

    table: Table
    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[tuple[Drawn, ...], ...]
    marked: int
    """How many cells are marked."""

    @property
    def name(self) -> str:
        """Its number and title, as printed."""
        number, title = self.table.number or "", self.table.title or ""
        return f"{number}《{title}》" if title else number


def sheet_of(table: Table, marks: Collection[tuple[int, int]] = ()) -> Sheet:
    """Given a table, and row and column of the cells to be marked, return what is drawn of it."""
    fields = tuple(_field_row(row, cell, marks) for row, _, cell in table.fields)
    body = tuple(_drawn_row(table, rows, marks) for rows in _printed_rows(table))
    rows = _filled((*fields, *body), max(len(table.columns), 2 if fields else 0))
    marked = sum(cell.marked for row in rows for cell in row)
    return Sheet(table, heads_of(table.columns), rows, marked)


def heads_of(columns: Sequence[Column]) -> tuple[tuple[Head, ...], ...]:
    """Header rows from the outermost in: neighbours of one name are one cell, a short path reaches down.

    >>> from knowledge import Column
    >>> [
    ...     [(h.text, h.columns, h.rows) for h in row]
    ...     for row in heads_of(
    ...         [Column(("科目",)), Column(("支出", "小计")), Column(("支出", "人员"))]
    ...     )
    ... ]
    [[('科目', 1, 2), ('支出', 2, 1)], [('小计', 1, 1), ('人员', 1, 1)]]
    """
    depth = max((len(column.path) for column in columns), default=0)
    levels = []
    for level in range(depth):
        heads = []
        reaching = [column for column in columns if len(column.path) > level]
        for (_, path, is_last), same in groupby(reaching, partial(_head_key, level=level)):
            heads.append(Head(path[-1], len(list(same)), depth - level if is_last else 1))
        levels.append(tuple(heads))
    return tuple(levels)


def _head_key(column: Column, level: int) -> tuple[int, tuple[str, ...], bool]:
    return column.half, column.path[: level + 1], len(column.path) == level + 1


def _printed_rows(table: Table) -> list[list[int]]:
    """The rows that are printed in one line: those of side-by-side halves, which are listed in turn."""
    lines = _lines_of(table)
    printed: list[list[int]] = []
    for index, row in enumerate(table.rows):
        last = printed[-1] if printed else []
        beside = (
            last
            and row.half > table.rows[last[-1]].half
            and lines.get(index) == lines.get(last[-1])
        )
        if beside:
            last.append(index)
        else:
            printed.append([index])
    return printed


def _lines_of(table: Table) -> dict[int, tuple[int | None, int | None]]:
    """Where each row is printed, as far as its source counts lines."""
    found: dict[int, tuple[int | None, int | None]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, (cell.place.page, cell.place.line))
    return found


def _drawn_row(
    table: Table, printed: Sequence[int], marks: Collection[tuple[int, int]]
) -> tuple[Drawn, ...]:
    cells = {
        (table.rows[cell.row].half, cell.column): cell
        for cell in table.cells
        if cell.row in printed
    }
    rows = {table.rows[index].half: table.rows[index] for index in printed}
    drawn = []
    for index, column in enumerate(table.columns):
        row = rows.get(column.half)
        cell = cells.get((column.half, index))
        if cell is not None:
            drawn.append(_drawn(cell, marks))
        elif row is not None and column.is_label:
            drawn.append(_label(table, row, index))
        else:
            drawn.append(Drawn(""))
    return tuple(drawn)


def _drawn(cell: Cell, marks: Collection[tuple[int, int]]) -> Drawn:
    marked = (cell.row, cell.column) in marks
    return Drawn(cell.text, marked=marked, numeric=_is_numeric(cell.text))


def _label(table: Table, row: Row, index: int) -> Drawn:
    """What is printed in a label column of a row: its code, or its name, level by level where it has several."""
    own = [(n, c) for n, c in enumerate(table.columns) if c.is_label and c.half == row.half]
    names = [number for number, column in own if not _holds_codes(column)]
    if index not in names:
        codes = [number for number, column in own if _holds_codes(column)]
        return Drawn(_code(row, codes.index(index), len(codes)), is_label=True)
    position = names.index(index) - len(names)
    if len(names) == 1:
        return Drawn(row.label, is_label=True, depth=min(max(len(row.path) - 1, 0), 4))
    told = len(row.path) >= -position
    return Drawn(row.path[position] if told else "", is_label=True)


def _code(row: Row, position: int, columns: int) -> str:
    """A code in its column; where it is printed in three (类, 款, 项), each has its level of it."""
    code = "".join(row.codes)
    if columns == len(_LEVELS) and code.isdigit():
        return code[slice(*_LEVELS[position])]
    return code if position == 0 else ""


def _holds_codes(column: Column) -> bool:
    named = any(word in level for level in column.path for word in _CODE_WORDS)
    return named or (bool(column.path) and column.path[-1] in _CODE_LEVELS)


def _field_row(row: Row, cell: Cell, marks: Collection[tuple[int, int]]) -> tuple[Drawn, ...]:
    return (Drawn(row.label, is_label=True), _drawn(cell, marks))


def _filled(rows: Sequence[tuple[Drawn, ...]], width: int) -> tuple[tuple[Drawn, ...], ...]:
    """The last cell of a row that is shorter than the table reaches to its end."""
    return tuple(
        (*row[:-1], replace(row[-1], columns=width - len(row) + 1)) if 0 < len(row) < width else row
        for row in rows
    )


def _is_numeric(text: str) -> bool:
    bare = text.translate(str.maketrans("", "", ",，.%％-－—() "))
    return bool(bare) and bare.isdigit()
