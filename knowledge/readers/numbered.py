"""Pages that hold one cell a line, where the lines of the form are numbered (行次) → grids.

A blank cell leaves no line, but the form prints a running number in every row of both its sides: each row is
a label, its number and its amounts, then the same on the right. The numbers tell which cell is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.document import Block, Grid, GridCell, Paragraph, Place

_LONGEST = 40
"""Characters of a label or a head."""
_FEWEST = 4
_MOST_HEADS = 5
_NUMBER = re.compile(r"\d{1,3}")
_AMOUNT = re.compile(r"[-－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ITEM, _ORDINAL, _COLUMNS = "项目", "行次", "栏次"


class _Side(NamedTuple):
    """One side of the form: its heads behind 项目 and 行次."""

    heads: tuple[Paragraph, ...]
    first: int
    """Where its 项目 stands among the lines."""

    @property
    def width(self) -> int:
        return len(self.heads)


class _Part(NamedTuple):
    """One side of a row, and where the line behind it is."""

    cells: tuple[Paragraph | None, ...]
    number: int
    end: int


def with_numbered(blocks: Sequence[Block]) -> list[Block]:
    """Return a page's blocks with the numbered forms among its lone lines as grids."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        run = _run(blocks, at)
        made = _table(run) if _squashed(blocks[at]) in {_ITEM, "收入"} else None
        if made is None:
            found.append(blocks[at])
            at += 1
        else:
            grid, lines = made
            found.append(grid)
            at += lines
    return found


def _squashed(block: Block) -> str:
    return re.sub(r"\s", "", block.text) if isinstance(block, Paragraph) else ""


def _run(blocks: Sequence[Block], at: int) -> list[Paragraph]:
    run: list[Paragraph] = []
    for block in blocks[at:]:
        if not isinstance(block, Paragraph) or block.level or len(block.text) > _LONGEST:
            break
        run.append(block)
    return run


def _table(run: Sequence[Paragraph]) -> tuple[Grid, int] | None:
    """Return the grid that begins with the first line, and how many lines it takes."""
    texts = [_squashed(line) for line in run]
    above = 2 if texts[:3] == ["收入", "支出", _ITEM] else 0
    left = _side(run, texts, above)
    right = _side(run, texts, left.first + 2 + left.width) if left else None
    if left is None or right is None:
        return None
    at = _body(texts, right.first + 2 + right.width)
    rows: list[tuple[Paragraph | None, ...]] = []
    number: int | None = None
    while (one := _part(run, texts, at, left.width, len(rows) + 1, number)) is not None:
        other = _part(run, texts, one.end, right.width, number)
        if other is None:
            break
        rows.append((*one.cells, *other.cells))
        number, at = other.number + 1, other.end
    if len(rows) < _FEWEST:
        return None
    heads = [
        run[left.first : left.first + 2 + left.width],
        run[right.first : right.first + 2 + right.width],
    ]
    return _grid(run[:above], heads, rows), at


def _side(run: Sequence[Paragraph], texts: Sequence[str], at: int) -> _Side | None:
    """Return the side whose heads begin here."""
    if list(texts[at : at + 2]) != [_ITEM, _ORDINAL]:
        return None
    end = at + 2
    while end < len(texts) and end - at - 2 <= _MOST_HEADS and texts[end] not in {_ITEM, _COLUMNS}:
        end += 1
    is_whole = end < len(texts) and texts[end] in {_ITEM, _COLUMNS} and end > at + 2
    return _Side(tuple(run[at + 2 : end]), at) if is_whole else None


def _body(texts: Sequence[str], at: int) -> int:
    """Return where the body begins, behind the numbers of the columns (栏次 1 栏次 2)."""
    while at < len(texts) and (texts[at] == _COLUMNS or _NUMBER.fullmatch(texts[at])):
        at += 1
    return at


def _part(
    run: Sequence[Paragraph],
    texts: Sequence[str],
    at: int,
    width: int,
    number: int | None,
    beside: int | None = None,
) -> _Part | None:
    """Return one side of a row: its label if it has one, its number, and all of its amounts or none.

    `number` is the one that must stand there, where it is known; `beside` is the one that the other side goes
    on with, which may stand right behind where both amount and label are blank.
    """
    label = run[at] if at < len(texts) and not _AMOUNT.fullmatch(texts[at]) else None
    at += label is not None
    if at >= len(texts) or not _NUMBER.fullmatch(texts[at]):
        return None
    found = int(texts[at])
    if number is not None and found != number:
        return None
    end = at + 1
    while end < len(texts) and end - at - 1 < width and _AMOUNT.fullmatch(texts[end]):
        if texts[end] in {str(beside), str(found + 1)} and texts[end + 2 : end + 3] != [texts[end]]:
            break  # the number of the other side, or of the next row; an amount is followed by a label and that number
        end += 1
    amounts = run[at + 1 : end]
    if len(amounts) not in {0, width}:
        return None
    blanks: list[Paragraph | None] = [None] * width
    cells = (label, run[at], *(amounts or blanks))
    return _Part(cells, found, end)


def _grid(
    above: Sequence[Paragraph],
    heads: Sequence[Sequence[Paragraph]],
    rows: Sequence[Sequence[Paragraph | None]],
) -> Grid:
    width = sum(len(side) for side in heads)
    top: list[Paragraph | None] = []
    for line, side in zip(above, heads, strict=False):
        top += [line, *[None] * (len(side) - 1)]
    second = [line for side in heads for line in side]
    lines: list[Sequence[Paragraph | None]] = [*([top] if top else []), second, *rows]
    cells: list[GridCell] = []
    for row, texts in enumerate(lines):
        place = next((line.place for line in texts if line is not None), Place())
        cells += [
            GridCell(row, column, line.text if line else "", line.place if line else place)
            for column, line in enumerate(texts)
        ]
    return Grid(tuple(cells), len(lines), width, cells[0].place, spans_known=False)
