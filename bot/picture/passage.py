"""A place in the text → a picture of the source's own words, marked."""

from __future__ import annotations

from bot.picture.canvas import (
    FAINT,
    MARGIN,
    MARK,
    MARK_EDGE,
    SMALL,
    TEXT,
    WIDTH,
    Canvas,
    line_height,
)
from bot.picture.caption import Caption
from bot.picture.lettering import drawable, lacking, lines
from bot.picture.places import Found
from bot.picture.words import say

_PADDING = 18
_MOST_LINES = 40


def drawn_passage(found: Found) -> bytes:
    """Given a place in the text, return a PNG of its words."""
    caption = Caption(found, WIDTH)
    room = WIDTH - 2 * MARGIN - 2 * _PADDING
    words = lines(drawable(found.quote), TEXT, room, _MOST_LINES)
    notes = notes_of(lacking(found.quote), WIDTH)
    high = len(words) * line_height(TEXT) + 2 * _PADDING
    canvas = Canvas(WIDTH, caption.height + high + len(notes) * line_height(SMALL) + 2 * MARGIN)
    y = caption.put_on(canvas)
    canvas.box((MARGIN, y, WIDTH - MARGIN, y + high), MARK, MARK_EDGE, 2)
    canvas.write((MARGIN + _PADDING, y + _PADDING), words, TEXT)
    canvas.write((MARGIN, y + high + MARGIN // 2), notes, SMALL, FAINT)
    return canvas.png()


def notes_of(missing: tuple[str, ...], width: int) -> list[str]:
    """Given the characters that could not be drawn, return the lines that say so; none where there are none."""
    if not missing:
        return []
    codes = " ".join(f"U+{ord(each):04X}" for each in missing[:8])
    return lines(say("note.missing", codes=codes), SMALL, width - 2 * MARGIN)
