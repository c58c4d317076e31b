"""A place of a PDF → the part of its page that it stands in: headers, rows around it, itself marked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageOps

from bot.picture.canvas import WIDTH, Canvas
from bot.picture.caption import Caption
from bot.picture.places import Found
from knowledge import Cell, Table, page_picture

Band = tuple[float, float]
Box = tuple[float, float, float, float]

_ABOVE = 62.0
"""Points above the headers that hold the title and the unit."""
_AROUND_TEXT = 46.0
_AROUND_LINE = 14.0
_ROWS_AROUND = 3
_COLUMNS_AROUND = 1
_PADDING = 1.5
"""Points above and below what is shown: its own lines, and no part of the neighbours' words."""
_BESIDE = 0.6
"""Points to its left and right: figures stand close to the lines between columns."""
_SLACK = 3.0
"""Points above the headers, where their title is not shown."""
_MOST_PLAIN = 430.0
"""How wide (points) a table without labels is still legible on a phone."""
_MOST_HEADED = 760.0
"""How wide all columns under one header may be, so that the header is not cut."""
_MOST_LABELLED = 560.0
"""How wide (points) the margin, the labels and all columns under one header may be together."""
_SAME_HEIGHT = 3.0
"""A continued page whose rows begin so near to where the first page's do has the headers printed again."""
_GAP = 10
_INK = 140
"""What is darker than this, of 255, is printed."""
_MOST_CUT = 0.4
_BLANK = 215
"""What is lighter than this, of 255, is paper, or the strip between parts of a page."""
_MARGIN = 12
_MOST_ENLARGED = 1.5
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
    if png is None:
        return None
    shown = [Image.open(io.BytesIO(png)).convert("RGB")]
    earlier = _header_on_an_earlier_page(found, place.page)
    if earlier is not None:
        page, band = earlier
        header = page_picture(Path(source.path), source.digest, page, (), across, [band])
        if header is not None:
            shown.insert(0, Image.open(io.BytesIO(header)).convert("RGB"))
    shown[0] = _without_half_a_line(shown[0])
    if found.table is None:
        shown[0] = ImageOps.flip(_without_half_a_line(ImageOps.flip(shown[0])))
    return _captioned(found, _as_wide_as_a_phone(_stacked(shown)))


def _as_wide_as_a_phone(shown: Image.Image) -> Image.Image:
    """A picture without the blank paper at its left and right; what is narrow then is enlarged."""
    ink = shown.convert("L").point(lambda shade: 255 if shade < _BLANK else 0).getbbox()
    if ink is not None:
        left, right = max(ink[0] - _MARGIN, 0), min(ink[2] + _MARGIN, shown.width)
        shown = shown.crop((left, 0, right, shown.height))
    larger = min(WIDTH / shown.width, _MOST_ENLARGED)
    if larger <= 1:
        return shown
    size = (round(shown.width * larger), round(shown.height * larger))
    return shown.resize(size, Image.Resampling.LANCZOS)


def _without_half_a_line(part: Image.Image) -> Image.Image:
    """A part without the line of text that its upper edge cuts through, and without the blank above the next one."""
    ink = part.convert("L").point(lambda shade: 255 if shade < _INK else 0)
    dark = [ink.crop((0, y, part.width, y + 1)).getbbox() is not None for y in range(part.height)]
    blank = next((y for y, each in enumerate(dark) if not each), part.height)
    first = next((y for y in range(blank, part.height) if dark[y]), part.height)
    if first > part.height * _MOST_CUT:  # a line that goes on downwards is a table's, no text's
        return part
    return part.crop((0, max(first - _GAP, blank), part.width, part.height))


def _stacked(parts: Sequence[Image.Image]) -> Image.Image:
    """Parts one below the other, with a grey band between them."""
    if len(parts) == 1:
        return parts[0]
    wide = max(part.width for part in parts)
    high = sum(part.height for part in parts) + _GAP * (len(parts) - 1)
    whole = Image.new("RGB", (wide, high), "white")
    top = 0
    for part in parts:
        if top:
            whole.paste((224, 224, 224), (0, top - _GAP, wide, top))
        whole.paste(part, (0, top))
        top += part.height + _GAP
    return whole


def _captioned(found: Found, shown: Image.Image) -> bytes:
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
    boxes = _boxes(table, page)
    if not boxes:
        return [_ALL], [(bottom - _AROUND_TEXT, top + _AROUND_TEXT)]
    shown, is_cut = _across(table, box, page)
    return shown, _down(boxes, box, _header(table, page, _above(table, is_cut=is_cut)))


def _above(table: Table, *, is_cut: bool) -> float:
    """How much is shown above the headers: a title of which half would be lost is told in the caption alone."""
    return _SLACK if is_cut and table.title else _ABOVE


def _boxes(table: Table, page: int) -> list[Box]:
    return [c.place.bbox for c in table.cells if c.place.page == page and c.place.bbox]


def _header(table: Table, page: int, above: float = _ABOVE) -> Band | None:
    """The headers on a page, with so many points above them; None where they are not printed on it."""
    boxes, first = _boxes(table, page), table.place
    head = max(each[3] for each in boxes)
    if first.bbox is None or first.page is None:
        return (head, head + _header_height(boxes) + _ABOVE)
    if first.page != page:
        own = _boxes(table, first.page)
        if not own or abs(max(each[3] for each in own) - head) > _SAME_HEIGHT:
            return None
    return (head, max(first.bbox[3], head) + above)


def _header_on_an_earlier_page(found: Found, page: int) -> tuple[int, Band] | None:
    """Where a table goes on without its headers, the page that they stand on, and where on it."""
    if found.table is None:
        return None
    table = found.paper.tables[found.table]
    first = table.place.page
    if first is None or first == page or not _boxes(table, page) or not _boxes(table, first):
        return None
    _, is_cut = _across(table, found.place.bbox or (0, 0, 0, 0), page)
    band = _header(table, first, _above(table, is_cut=is_cut))
    return (first, band) if band is not None and _header(table, page) is None else None


def _down(boxes: Sequence[Box], box: Box, header: Band | None) -> list[Band]:
    """The headers with what stands above them, and the rows around the place."""
    head = max(each[3] for each in boxes)
    rows = sorted({(round(each[1], 1), round(each[3], 1)) for each in boxes}, reverse=True)
    near = [row for row in rows if row[1] > box[1] and row[0] < box[3]]
    first = max(rows.index(near[0]) - _ROWS_AROUND, 0) if near else 0
    last = rows.index(near[-1]) + _ROWS_AROUND if near else len(rows)
    shown = rows[first : last + 1]
    around = (min(r[0] for r in shown) - _PADDING, max(r[1] for r in shown) + _PADDING)
    if header is None:
        return [around]
    if around[1] >= head:
        return [(around[0], header[1])]
    return [header, around]


def _header_height(boxes: Sequence[Box]) -> float:
    """About as much as two or three rows take: printed headers have no more levels."""
    heights = sorted(each[3] - each[1] for each in boxes)
    return min(heights[len(heights) // 2] * 2.5, 110.0)


def _across(table: Table, box: Box, page: int) -> tuple[list[Band], bool]:
    """The columns of labels and those around the place, on its own side of the table; whether others are left out."""
    cells = [c for c in table.cells if c.place.page == page and c.place.bbox]
    here = [c for c in cells if c.place.bbox and _is_over(c.place.bbox, box)]
    if not here:
        return [_ALL], False
    half = table.columns[here[0].column].half
    own = [c for c in cells if table.columns[c.column].half == half]
    columns = _columns(own)
    before = _columns([c for c in cells if table.columns[c.column].half < half])
    near = [n for n, column in enumerate(columns) if _is_over((column[0], 0, column[1], 0), box)]
    if not any(column.is_label for column in table.columns):
        group = _under_one_head(table, cells, here[0].column, columns, _MOST_HEADED)
        first, last = group or _window(columns, near[0], near[-1])
        paths = _paths(table, cells, columns)
        first, last = _without_parted(paths, (first, last), (near[0], near[-1]))
        is_cut = last - first + 1 < len(columns)
        return [(columns[first][0] - _BESIDE, columns[last][1] + _BESIDE)], is_cut
    begin = before[-1][1] - _BESIDE if before and before[-1][1] < columns[0][0] else 0.0
    room = _MOST_LABELLED - (columns[0][0] - begin)
    group = _under_one_head(table, own, here[0].column, columns, room)
    around = max(near[0] - _COLUMNS_AROUND, 0), min(near[-1] + _COLUMNS_AROUND, len(columns) - 1)
    widest = (min(around[0], group[0]), max(around[1], group[1])) if group else around
    first, last = _without_parted(_paths(table, own, columns), widest, (near[0], near[-1]))
    left, right = columns[first][0] - _BESIDE, columns[last][1] + _BESIDE
    is_cut = begin > 0 or first > 0 or right < max(c.place.bbox[2] for c in cells if c.place.bbox)
    labels = (begin, columns[0][0] + _BESIDE)
    return ([(begin, right)] if left <= labels[1] + 30 else [labels, (left, right)]), is_cut


def _columns(cells: Sequence[Cell]) -> list[Band]:
    """The columns of cells, from the left."""
    boxes = [cell.place.bbox for cell in cells if cell.place.bbox]
    return sorted({(round(box[0], 1), round(box[2], 1)) for box in boxes})


def _is_over(one: Box, other: Box) -> bool:
    """Whether two boxes have a part of the page's width in common."""
    return one[0] < other[2] - 1 and one[2] > other[0] + 1


def _paths(table: Table, cells: Sequence[Cell], columns: Sequence[Band]) -> list[tuple[str, ...]]:
    """The headers over each of the columns, the outermost first."""
    paths: list[tuple[str, ...]] = [()] * len(columns)
    for cell in cells:
        (band,) = _columns([cell])
        if band in columns:
            paths[columns.index(band)] = table.columns[cell.column].path
    return paths


def _without_parted(
    paths: Sequence[tuple[str, ...]], shown: tuple[int, int], near: tuple[int, int]
) -> tuple[int, int]:
    """Columns without those at the edges of whose common header, which is not the own one, a part would be cut off."""
    first, last = shown
    while first < near[0] and _is_parted(paths, first, (first, last), near):
        first += 1
    while last > near[1] and _is_parted(paths, last, (first, last), near):
        last -= 1
    return first, last


def _is_parted(
    paths: Sequence[tuple[str, ...]], column: int, shown: tuple[int, int], near: tuple[int, int]
) -> bool:
    """Whether a header over a column stands over one that is not shown, too, and over none of those asked about."""
    for length in range(1, len(paths[column])):
        head = paths[column][:length]
        under = [n for n, path in enumerate(paths) if path[:length] == head]
        is_own = any(near[0] <= n <= near[1] for n in under)
        if not is_own and (under[0] < shown[0] or under[-1] > shown[1]):
            return True
    return False


def _under_one_head(
    table: Table, cells: Sequence[Cell], column: int, columns: Sequence[Band], most: float
) -> tuple[int, int] | None:
    """The columns under one outermost header with a column, where they are no wider than `most`; else None."""
    head = table.columns[column].path[:1]
    own = _columns([c for c in cells if table.columns[c.column].path[:1] == head])
    is_legible = len(own) > 1 and own[-1][1] - own[0][0] <= most
    return (columns.index(own[0]), columns.index(own[-1])) if is_legible else None


def _window(columns: Sequence[Band], first: int, last: int) -> tuple[int, int]:
    """The columns around some, in turn on either side, as many as are legible together."""
    while True:
        wider = [(max(first - 1, 0), last), (first, min(last + 1, len(columns) - 1))]
        wider = [
            each
            for each in wider
            if each != (first, last) and columns[each[1]][1] - columns[each[0]][0] <= _MOST_PLAIN
        ]
        if not wider:
            return first, last
        # the side on which fewer are shown yet
        first, last = min(wider, key=lambda each: columns[each[1]][1] - columns[each[0]][0])
