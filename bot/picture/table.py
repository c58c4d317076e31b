"""A table → a picture of the rows and columns around its marked cell, headers above."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.picture.canvas import (
    FAINT,
    HEAD,
    MARGIN,
    MARK,
    MARK_EDGE,
    PAPER,
    RULE,
    SMALL,
    WIDTH,
    Canvas,
    line_height,
)
from bot.picture.caption import Caption
from bot.picture.lettering import drawable, lacking, lines, width
from bot.picture.passage import notes_of
from bot.picture.places import Found
from bot.picture.sheets import Drawn, heads_of, sheet_of
from bot.picture.words import say
from knowledge import Column, Table

_SIZE = 26
_PADDING = 9
_ROWS_AROUND = 4
_MOST_COLUMNS = 6
_NARROWEST = 96
_WIDEST_LABEL = 420
_WIDEST = 300
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class _Box:
    """A text in the grid that is drawn: where, how far it reaches, and how it looks."""

    text: str
    column: int
    columns: int
    row: int
    rows: int = 1
    is_head: bool = False
    marked: bool = False
    numeric: bool = False
    depth: int = 0


def drawn_table(found: Found) -> bytes:
    """Given a place in a table, return a PNG of the table around it."""
    table = found.paper.tables[found.table or 0]
    boxes, is_cut = _boxes(table, found.cells)
    widths = _widths(boxes)
    heights = _heights(boxes, widths)
    wide = max(sum(widths) + 2 * MARGIN, WIDTH * 2 // 3)
    caption = Caption(found, wide)
    notes = notes_of(lacking("".join(box.text for box in boxes)), wide)
    if is_cut:
        notes = [*lines(say("note.more"), SMALL, wide - 2 * MARGIN), *notes]
    high = caption.height + sum(heights) + len(notes) * line_height(SMALL) + 2 * MARGIN
    canvas = Canvas(wide, high)
    top = caption.put_on(canvas)
    for box in sorted(boxes, key=lambda box: box.marked):
        _put(canvas, box, widths, heights, top)
    canvas.write((MARGIN, top + sum(heights) + MARGIN // 2), notes, SMALL, FAINT)
    return canvas.png()


def _boxes(table: Table, marks: Collection[tuple[int, int]]) -> tuple[list[_Box], bool]:
    """What is drawn of a table, and whether something is left out."""
    sheet = sheet_of(table, marks)
    rows, cut_rows = _around(sheet.rows)
    width = max([len(table.columns), *(sum(c.columns for c in row) for row in sheet.rows)])
    kept = _columns(table.columns, sheet.rows, width)
    columns = [table.columns[n] for n in kept if n < len(table.columns)]
    boxes = list(_headers(columns))
    begin = max((box.row + box.rows for box in boxes), default=0)
    for number, row in enumerate(rows, begin):
        boxes += _row(row, number, kept)
    return boxes, cut_rows or len(kept) < width


def _around(rows: Sequence[tuple[Drawn, ...]]) -> tuple[list[tuple[Drawn, ...]], bool]:
    marked = [n for n, row in enumerate(rows) if any(cell.marked for cell in row)]
    first = max(min(marked, default=0) - _ROWS_AROUND, 0)
    last = max(marked, default=_ROWS_AROUND) + _ROWS_AROUND + 1
    shown = list(rows[first:last])
    dots = (Drawn(say("note.rows"), is_label=True),)
    if first:
        shown.insert(0, dots)
    if last < len(rows):
        shown.append(dots)
    return shown, len(shown) != len(rows) or first > 0


def _columns(columns: Sequence[Column], rows: Sequence[tuple[Drawn, ...]], width: int) -> list[int]:
    """The labels of the marked cell's side, and the columns around it."""
    marked = [at for row in rows for at, cell in _placed(row) if cell.marked and at < len(columns)]
    if width <= _MOST_COLUMNS or not marked:
        return list(range(width))[: _MOST_COLUMNS + 3]
    at = marked[0]
    half = columns[at].half
    labels = [n for n, c in enumerate(columns) if c.is_label and c.half == half]
    values = [n for n, c in enumerate(columns) if not c.is_label and c.half == half]
    room = max(_MOST_COLUMNS - len(labels), 1)
    if at not in values:
        return sorted({*labels, at})
    begin = min(max(values.index(at) - room // 2, 0), max(len(values) - room, 0))
    return sorted({*labels, *values[begin : begin + room]})


def _placed(row: Sequence[Drawn]) -> Iterator[tuple[int, Drawn]]:
    at = 0
    for cell in row:
        yield at, cell
        at += cell.columns


def _headers(columns: Sequence[Column]) -> Iterator[_Box]:
    """Header cells as they are printed: one that reaches down leaves no room under it."""
    taken: set[tuple[int, int]] = set()
    for level, heads in enumerate(heads_of(columns)):
        at = 0
        for head in heads:
            while (level, at) in taken:
                at += 1
            yield _Box(head.text, at, head.columns, level, head.rows, is_head=True)
            taken |= {(level + r, at + c) for r in range(head.rows) for c in range(head.columns)}
            at += head.columns


def _row(row: Sequence[Drawn], number: int, kept: Sequence[int]) -> Iterator[_Box]:
    if len(row) == 1 and row[0].text == say("note.rows"):
        yield _Box(row[0].text, 0, len(kept), number)
        return
    for at, cell in _placed(row):
        inside = [kept.index(n) for n in range(at, at + cell.columns) if n in kept]
        if inside:
            yield _Box(
                cell.text,
                inside[0],
                len(inside),
                number,
                marked=cell.marked,
                numeric=cell.numeric,
                depth=cell.depth,
                is_head=False,
            )


def _widths(boxes: Sequence[_Box]) -> list[int]:
    """Dots a column: as its texts need, within bounds; all together not wider than a phone's picture."""
    count = max(box.column + box.columns for box in boxes)
    widths = [_NARROWEST] * count
    for box in boxes:
        if box.columns == 1:
            bound = _WIDEST if box.is_head or box.numeric else _WIDEST_LABEL
            wanted = width(drawable(box.text), _SIZE) + 2 * _PADDING + box.depth * _SIZE
            limit = bound if not box.is_head else min(bound, 200)
            widths[box.column] = max(widths[box.column], min(wanted, limit) + 2)
    room = WIDTH - 2 * MARGIN
    if sum(widths) < room * 2 // 3 and count:
        extra = (room * 2 // 3 - sum(widths)) // count
        return [each + extra for each in widths]
    while sum(widths) > room and max(widths) > _NARROWEST:
        # what is widest is broken into more lines
        widths = [min(each, max(widths) - 10) for each in widths]
    return widths


def _heights(boxes: Sequence[_Box], widths: Sequence[int]) -> list[int]:
    count = max(box.row + box.rows for box in boxes)
    heights = [line_height(_SIZE) + 2 * _PADDING] * count
    for box in sorted(boxes, key=lambda box: box.rows):
        needed = len(_text(box, widths)) * line_height(_SIZE) + 2 * _PADDING
        lacks = needed - sum(heights[box.row : box.row + box.rows])
        if lacks > 0:
            heights[box.row + box.rows - 1] += lacks
    return heights


def _text(box: _Box, widths: Sequence[int]) -> list[str]:
    wide = sum(widths[box.column : box.column + box.columns])
    room = wide - 2 * _PADDING - box.depth * _SIZE
    return lines(drawable(box.text), _SIZE, max(room, _SIZE), _MOST_LINES)


def _put(
    canvas: Canvas, box: _Box, widths: Sequence[int], heights: Sequence[int], top: int
) -> None:
    left = MARGIN + sum(widths[: box.column])
    right = left + sum(widths[box.column : box.column + box.columns])
    above = top + sum(heights[: box.row])
    below = above + sum(heights[box.row : box.row + box.rows])
    fill = MARK if box.marked else HEAD if box.is_head else PAPER
    edge, thick = (MARK_EDGE, 4) if box.marked else (RULE, 1)
    canvas.box((left, above, right, below), fill, edge, thick)
    text = _text(box, widths)
    y = above + (below - above - len(text) * line_height(_SIZE)) // 2
    x = left + _PADDING + box.depth * _SIZE
    canvas.write((x, y), text, _SIZE, right=right - _PADDING if box.numeric else None)
