"""What is written above a picture: which table, its unit, page or line, and whose paper."""

from __future__ import annotations

from bot.picture.canvas import FAINT, MARGIN, SMALL, TITLE, Canvas, line_height
from bot.picture.lettering import drawable, lines
from bot.picture.places import Found
from bot.picture.words import say

_GAP = 14


class Caption:
    """The lines above a picture of a given width."""

    def __init__(self, found: Found, width: int) -> None:
        """Take the place that is shown."""
        room = width - 2 * MARGIN
        self._title = lines(drawable(title_of(found)), TITLE, room, most=3)
        self._cell = lines(drawable(_cell(found)), SMALL, room, most=2) if _cell(found) else []
        self._place = lines(drawable(_where(found)), SMALL, room, most=3)

    @property
    def height(self) -> int:
        """How many dots it takes, the gap under it with it."""
        small = len(self._cell) + len(self._place)
        text = len(self._title) * line_height(TITLE) + small * line_height(SMALL)
        return MARGIN + text + _GAP

    def put_on(self, canvas: Canvas) -> int:
        """Write it; return where the picture begins."""
        y = canvas.write((MARGIN, MARGIN // 2), self._title, TITLE)
        y = canvas.write((MARGIN, y), self._cell, SMALL)
        canvas.write((MARGIN, y), self._place, SMALL, FAINT)
        return self.height


def title_of(found: Found) -> str:
    """Given a place, return the name of its table, or of its part of the text."""
    if found.table is None:
        return found.place.section or found.paper.title
    table = found.paper.tables[found.table]
    if table.number and table.title:
        return say("table.name", number=table.number, title=table.title)
    if table.title:
        return say("table.title", title=table.title)
    return table.number or say("table.unnamed")


def _cell(found: Found) -> str:
    """The row and the column of a cell, as printed: what is cut away of wide headers is said here."""
    parts = [found.place.row, found.place.column] if found.table is not None else []
    return say("place.cell").join(part for part in parts if part)


def _where(found: Found) -> str:
    table = None if found.table is None else found.paper.tables[found.table]
    place = found.place
    parts = [
        say("table.unit", unit=table.unit) if table is not None and table.unit else "",
        say("place.page", page=place.page) if place.page is not None else "",
        say("place.line", line=place.line) if place.line is not None else "",
        found.paper.title,
    ]
    return say("place.between").join(part for part in parts if part)
