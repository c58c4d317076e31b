"""Comma-separated values → grids and paragraphs; figures that commas have torn apart are never put in columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from knowledge.readers.text.lines import (
    Found,
    Line,
    Row,
    grid_of,
    is_beside_table,
    left_as_text,
    paragraphs_of,
)
from knowledge.readers.wrapped import unwrapped

_FIGURE = re.compile(r"[-+]?[\d,]+(\.\d+)?%?")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_TORN = re.compile(r"(?<![\d.])[1-9]\d{0,2},\s?\d{3}(?![\d])")
"""What may be one figure with a thousands separator or two figures side by side."""
_CERTAIN_TEAR = re.compile(r"(?<![\d.])[1-9]\d{0,2}(,\d{3})*,\d{3}\.\d")
_FEWEST = 3
"""Rows; fewer lines with commas among other lines are no table."""
_DELIMITERS = ",;，|"


class _Parsed(list[str]):
    """A row's cells, with whether commas outside of quotes may have torn a figure."""

    number = 0
    raw = ""


def found_at(lines: Sequence[Line], at: int) -> Found | None:
    """Return the run of comma-separated lines of one width that begins here, where it is a table for certain."""
    if "," not in lines[at].text:
        return None
    run = list(takewhile(lambda line: "," in line.text, lines[at:]))
    rows = _parsed([line.text for line in run], run[0].number, ",")
    width = len(rows[0])
    rows = list(takewhile(lambda row: len(row) == width, rows))
    if len(rows) < _FEWEST or width < 2 or any(map(_is_figure, rows[0])):
        return None
    if not all(any(map(_is_figure, row)) for row in rows[1:]) or any(map(_is_torn, rows)):
        return None
    return Found(len(rows), (grid_of([_row(row) for row in rows]),))


def found_in(text: str) -> Iterator[Found]:
    """Yield what stands in a file of comma-separated values: rows of several cells are tables, others text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = _parsed(lines, 1, _delimiter(lines))
    for is_table, group in groupby(_marked(rows), key=lambda pair: pair[0]):
        run = [row for _, row in group]
        if not is_table:
            yield Found(0, paragraphs_of(Line(row.number, "".join(row)) for row in run))
        elif _is_certain(run):
            yield Found(0, (grid_of([_row(row) for row in run]),))
        else:
            yield left_as_text([Line(row.number, row.raw) for row in run], "torn_figures")


def _marked(rows: Sequence[_Parsed]) -> Iterator[tuple[bool, _Parsed]]:
    """Yield each row with whether it is a table's: a label without values goes on with the table above it."""
    inside = False
    for row in rows:
        filled = sum(map(bool, row))
        inside = filled > 1 or (inside and filled == 1 and not is_beside_table("".join(row)))
        yield inside, row


def _parsed(lines: Sequence[str], first: int, delimiter: str) -> list[_Parsed]:
    """Return the rows of some lines; a quoted cell may run over several of them."""
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    rows = []
    begin = 0
    for cells in reader:
        row = _Parsed(unwrapped(cell).strip() for cell in cells)
        row.number, row.raw = first + begin, " ".join(lines[begin : reader.line_num])
        rows.append(row)
        begin = reader.line_num
    return rows


def _delimiter(lines: Sequence[str]) -> str:
    """Return what parts the cells: the sign that stands in most lines."""
    counts = {sign: sum(sign in line for line in lines) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: counts[sign])


def _is_certain(rows: Sequence[_Parsed]) -> bool:
    """Return whether no figure of a table can have been torn apart by its thousands separators."""
    torn = [row for row in rows if _TORN.search(_unquoted(row.raw))]
    width = max((_width(row) for row in rows if row not in torn), default=0)
    return not any(_is_torn(row) or _width(row) > width for row in torn)


def _is_torn(row: _Parsed) -> bool:
    return bool(_CERTAIN_TEAR.search(_unquoted(row.raw)))


def _unquoted(text: str) -> str:
    return _QUOTED.sub("", text)


def _width(row: Sequence[str]) -> int:
    """Return how many cells a row has up to its last filled one."""
    return max((index for index, text in enumerate(row, start=1) if text), default=0)


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text))


def _row(row: _Parsed) -> Row:
    return row.number, list(row)
