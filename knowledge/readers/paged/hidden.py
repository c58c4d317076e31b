"""Text that a clip hides: dropped where a neighbouring page shows it, told of where no page does.

Spreadsheets draw a cell that a page break cuts whole on both pages and hide on each the part that the
other one shows; but a row too low for its text hides a line that is then printed nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowledge.document import Finding, Place
from knowledge.readers.paged.lines import box_around, line_of, pieces_of
from knowledge.readers.paged.page import Box, Glyph, Page

_SHORT = 4
"""Characters; a shorter text may well stand elsewhere by chance."""
_SIDE = 4.0
"""Points that a window may end beside the last line of a table."""
_LISTED = 8
"""How many hidden texts a finding quotes at most."""


def settled(pages: Iterable[Page]) -> Iterator[tuple[Page, tuple[Finding, ...]]]:
    """Yield each page with the hidden text that no page shows put back, and a finding for each such text."""
    before: Page | None = None
    current: Page | None = None
    for after in _ended(pages):
        if current is not None:
            yield _settled(current, [page for page in (before, after) if page])
        before, current = current, after


def _ended(pages: Iterable[Page]) -> Iterator[Page | None]:
    yield from pages
    yield None


def _settled(page: Page, near: list[Page]) -> tuple[Page, tuple[Finding, ...]]:
    """Return a page with its hidden text put back where no page shows it; text beyond the page stays away."""
    if not page.hidden:
        return page, ()
    shown = {text for one in near for text in _texts(one)}
    ruled = _ruled(page)
    lost = [piece for piece in pieces_of(page.hidden) if not _is_shown(piece, shown, ruled)]
    clipped = [piece for piece in lost if all(_is_on_page(glyph, page) for glyph in piece)]
    beyond = [
        piece
        for piece in lost
        if len(piece) >= _SHORT and not any(_is_on_page(one, page) for one in piece)
    ]
    beyond = [piece for piece in beyond if re.search(r"[^\W\d]", line_of(piece).text)]
    findings = [
        _finding(code, page, pieces)
        for code, pieces in (("hidden_text", clipped), ("text_beyond_page", beyond))
        if pieces
    ]
    restored = tuple(glyph for piece in clipped for glyph in piece)
    return replace(page, glyphs=page.glyphs + restored), tuple(findings)


def _texts(page: Page) -> list[str]:
    return [_bare(line_of(piece).text) for piece in pieces_of(page.glyphs)]


def _ruled(page: Page) -> Box | None:
    """Return the box around all the lines of a page; what is hidden within was not cut off by a page break."""
    if not page.strokes:
        return None
    return (
        min(stroke.x0 for stroke in page.strokes),
        min(stroke.y0 for stroke in page.strokes),
        max(stroke.x1 for stroke in page.strokes),
        max(stroke.y1 for stroke in page.strokes),
    )


def _is_shown(piece: list[Glyph], shown: set[str], ruled: Box | None) -> bool:
    """Return whether a neighbouring page shows a hidden text; a short one only where a page break cut it off."""
    bare = _bare(line_of(piece).text)
    if len(bare) >= _SHORT:
        return any(bare in text for text in shown)
    return not bare or (bare in shown and _is_cut_off(piece[0], ruled))


def _is_cut_off(glyph: Glyph, ruled: Box | None) -> bool:
    """Return whether a glyph lies beyond a side of its window that is a side of the whole table too."""
    if ruled is None or glyph.window is None:
        return True
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    left, bottom, right, top = glyph.window
    return (
        (y < bottom <= ruled[1] + _SIDE)
        or (y > top >= ruled[3] - _SIDE)
        or (x < left <= ruled[0] + _SIDE)
        or (x > right >= ruled[2] - _SIDE)
    )


def _is_on_page(glyph: Glyph, page: Page) -> bool:
    width, height = page.frame.size
    return 0 <= (glyph.x0 + glyph.x1) / 2 <= width and 0 <= (glyph.y0 + glyph.y1) / 2 <= height


def _finding(code: str, page: Page, pieces: list[list[Glyph]]) -> Finding:
    texts = [line_of(piece).text for piece in pieces]
    values = (
        ("page", str(page.number)),
        ("count", str(len(texts))),
        ("texts", "、".join(texts[:_LISTED])),
    )
    places = [
        Place(page=page.number, bbox=page.frame.on_paper(box_around(piece))) for piece in pieces
    ]
    return Finding(code, "note", values, tuple(places[:_LISTED]), tuple(texts[:_LISTED]))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
