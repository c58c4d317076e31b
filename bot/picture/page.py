"""A place of a PDF → the part of its page that it stands in: headers, rows around it, itself marked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from bot.picture.canvas import WIDTH, Canvas
from bot.picture.caption import Caption
from bot.picture.places import Found
from knowledge import Table, page_picture

Band = tuple[float, float]
Box = tuple[float, float, float, float]

_ABOVE = 62.0
"""Points above a table's first row that hold its title and its unit."""
_AROUND_TEXT = 46.0
_AROUND_LINE = 14.0
_ROWS_AROUND = 3
_COLUMNS_AROUND = 1
_PADDING = 4.0
_ALL = (0.0, 100_000.0)
"""A band across the whole page."""


def cut_out(found: Found) -> bytes | None:
    """Given a place, return a PNG of its part of the page; None where its source has no page that can be shown."""
    source, place = found.paper.source, found.place
    if source.format != "pdf" or place.page is None or place.bbox is None or place.file is not None:
        return None
    across, down = _bands(found, place.bbox, place.page)
    # a table's own place is its first header cell, which nobody asked about
    is_whole = found.table is not None and found.paper.tables[found.table].place == place
    marks = () if is_whole else (place.bbox,)
    png = page_picture(Path(source.path), source.digest, place.page, marks, across, down)
    return _captioned(found, png) if png is not None else None


def _captioned(found: Found, png: bytes) -> bytes:
    shown = Image.open(io.BytesIO(png)).convert("RGB")
    wide = max(shown.width, WIDTH)
    caption = Caption(found, wide)
    canvas = Canvas(wide, caption.height + shown.height)
    canvas.paste(shown, caption.put_on(canvas))
    return canvas.png()


def _bands(found: Found, box: Box, page: int) -> tuple[list[Band], list[Band]]:
    """What is shown of the page, from left to right and from above."""
    _, bottom, _, top = box
    if found.table is None:
        across = (box[0] - _AROUND_LINE, box[2] + _AROUND_LINE)
        return [across], [(bottom - _AROUND_TEXT, top + _AROUND_TEXT)]
    table = found.paper.tables[found.table]
    boxes = [c.place.bbox for c in table.cells if c.place.page == page and c.place.bbox]
    if not boxes:
        return [_ALL], [(bottom - _AROUND_TEXT, top + _AROUND_TEXT)]
    return _across(table, box, page), _down(boxes, box)


def _down(boxes: Sequence[Box], box: Box) -> list[Band]:
    """The headers with what stands above them, and the rows around the place."""
    head = max(each[3] for each in boxes)
    rows = sorted({(round(each[1], 1), round(each[3], 1)) for each in boxes}, reverse=True)
    near = [row for row in rows if row[1] > box[1] and row[0] < box[3]]
    first = max(rows.index(near[0]) - _ROWS_AROUND, 0) if near else 0
    last = rows.index(near[-1]) + _ROWS_AROUND if near else len(rows)
    shown = rows[first : last + 1]
    around = (min(r[0] for r in shown) - _PADDING, max(r[1] for r in shown) + _PADDING)
    header = (head, head + _header_height(boxes) + _ABOVE)
    if around[1] >= head:
        return [(around[0], header[1])]
    return [header, around]


def _header_height(boxes: Sequence[Box]) -> float:
    """About as much as two or three rows take: printed headers have no more levels."""
    heights = sorted(each[3] - each[1] for each in boxes)
    return min(heights[len(heights) // 2] * 2.5, 110.0)


def _across(table: Table, box: Box, page: int) -> list[Band]:
    """The columns of labels and those around the place, where all of them are too wide for a phone."""
    columns = sorted(
        {
            (round(c.place.bbox[0], 1), round(c.place.bbox[2], 1))
            for c in table.cells
            if c.place.page == page and c.place.bbox
        }
    )
    near = [
        n for n, (left, right) in enumerate(columns) if left < box[2] - 1 and right > box[0] + 1
    ]
    if not near:
        return [_ALL]
    left = columns[max(near[0] - _COLUMNS_AROUND, 0)][0] - _PADDING
    right = columns[min(near[-1] + _COLUMNS_AROUND, len(columns) - 1)][1] + _PADDING
    if not any(column.is_label for column in table.columns):
        return [(columns[0][0] - _PADDING, columns[-1][1] + _PADDING)]
    labels = (0.0, columns[0][0] + _PADDING)
    if left <= labels[1] + 30:
        return [(0.0, right)]
    return [labels, (left, right)]
