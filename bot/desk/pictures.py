"""What a letter shows of the cited tables: the page of the PDF where there is one, else a picture of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.desk.engine import BusyError, Engine
from bot.picture import picture
from bot.picture.places import Found, marks_in
from bot.reply import ReplyCitation
from bot.terminal.answers import place_words

_MOST = 6
"""Tables that are shown with one letter."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cited table as a picture."""

    caption: str
    png: bytes


def shown_of(engine: Engine, citations: Sequence[ReplyCitation]) -> list[Shown]:
    """Given the citations of a reply, return each table they stand in once, in their order, with their cells marked."""
    all_found = [found for each in citations if (found := engine.cited(each))]
    tables: dict[tuple[str, int], Found] = {}
    for found in all_found:
        if found.table is not None:
            tables.setdefault((found.paper.source.id, found.table), found)
    shown = [*tables.values()][:_MOST]
    return [_shown(engine, replace(each, cells=marks_in(each, all_found))) for each in shown]


def _shown(engine: Engine, found: Found) -> Shown:
    cells = found.paper.tables[found.table or 0].cells
    cited = [cell.place for cell in cells if (cell.row, cell.column) in found.cells]
    boxes = [p.bbox for p in cited if p.bbox and p.page == found.place.page]
    caption = place_words(found.place.at(row=None, column=None))
    try:
        png = engine.page_picture(found, boxes)
    except BusyError:
        png = None
    return Shown(caption, png or picture(found))
