"""What a letter shows of the cited tables: the page of the PDF where there is one, else the table drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.addresses import key_of
from bot.desk.engine import Engine
from bot.picture.places import Found
from bot.picture.sheets import Sheet, sheet_of
from bot.reply import ReplyCitation
from bot.terminal.answers import place_words
from knowledge import Table

_MOST = 6
"""Tables that are shown with one letter."""
_MOST_ROWS = 60
"""Rows of a table that is drawn anew; around the marked ones where there are more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cited table: a picture, or what is drawn of it."""

    caption: str
    png: bytes | None
    sheet: Sheet | None


def shown_of(engine: Engine, citations: Sequence[ReplyCitation]) -> list[Shown]:
    """Given the citations of a reply, return each table they stand in once, in their order, with their cells marked."""
    marks = frozenset(key_of(each) for each in citations)
    tables: dict[tuple[str, int], Found] = {}
    for citation in citations:
        found = engine.cited(citation)
        if found is not None and found.table is not None:
            tables.setdefault((found.paper.source.id, found.table), found)
    return [_shown(engine, found, marks) for found in list(tables.values())[:_MOST]]


def _shown(engine: Engine, found: Found, marks: frozenset[str]) -> Shown:
    table: Table = found.paper.tables[found.table or 0]
    cited = [cell.place for cell in table.cells if key_of(cell.place) in marks]
    boxes = [p.bbox for p in cited if p.bbox and p.page == found.place.page]
    caption = place_words(table.place)
    png = engine.page_picture(found, boxes)
    return Shown(caption, png, None if png else _shortened(sheet_of(table, marks)))


def _shortened(sheet: Sheet) -> Sheet:
    """A long table around its marked rows."""
    if len(sheet.rows) <= _MOST_ROWS:
        return sheet
    marked = [n for n, row in enumerate(sheet.rows) if any(cell.marked for cell in row)]
    begin = max(min(marked, default=0) - 5, 0)
    return Sheet(sheet.table, sheet.heads, sheet.rows[begin : begin + _MOST_ROWS], sheet.marked)
