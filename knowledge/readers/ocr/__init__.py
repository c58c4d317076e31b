"""A picture of a page → its glyphs and strokes, as if they had been drawn; for those who installed the extra [ocr].

lines      the lines that a picture shows, and how far it stands askew; the home of OpenCV
words      the texts in a picture; the home of rapidocr
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from typing import Any

from knowledge.readers.paged.page import Frame, Glyph, Page, Stroke

DOTS = 200
"""Dots per inch that a page is drawn with for recognition."""
_LIBRARIES = ("rapidocr", "onnxruntime", "cv2", "numpy")
_SURE = 0.75
"""How sure a recognised figure must be; a less sure one is no figure."""
_UNSURE = "\ufffd"
_ASCENT = 0.8


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Return whether the libraries of the extra [ocr] are there; none of them is loaded for it."""
    return all(importlib.util.find_spec(name) for name in _LIBRARIES)


def page_of(picture: Any, number: int) -> Page:
    """Given a page drawn with `DOTS` dots per inch (height × width × 3 bytes), return what is printed on it."""
    from knowledge.readers.ocr.lines import straightened, strokes_in
    from knowledge.readers.ocr.words import words_in

    straight = straightened(picture)
    lines = strokes_in(straight)
    height, width = straight.shape[:2]
    scale = 72 / DOTS
    glyphs = [
        glyph
        for word in words_in(straight, lines)
        for glyph in _glyphs(word.text, word.score, word.box, height, scale)
    ]
    strokes = tuple(
        Stroke(x0 * scale, (height - y1) * scale, x1 * scale, (height - y0) * scale)
        for x0, y0, x1, y1 in lines
    )
    frame = Frame((0, 0, width * scale, height * scale))
    return Page(number, frame, tuple(glyphs), strokes, pictured=1.0, recognised=len(glyphs))


def _glyphs(
    text: str, score: float, box: tuple[float, float, float, float], height: int, scale: float
) -> list[Glyph]:
    """Return a text's characters spread over its box; figures that are not sure get a sign that is none."""
    if score < _SURE and any(char.isdigit() for char in text):
        text += _UNSURE
    left, top, right, bottom = (side * scale for side in box)
    widths = [0.5 if char.isascii() else 1.0 for char in text]
    step = (right - left) / (sum(widths) or 1.0)
    low, high = height * scale - bottom, height * scale - top
    glyphs, x = [], left
    for char, wide in zip(text, widths, strict=True):
        inner = (x, low, x + wide * step, high)
        glyphs.append(Glyph(char, *inner, high - _ASCENT * (high - low), min(high - low, 2 * step)))
        x += wide * step
    return [glyph for glyph in glyphs if not glyph.text.isspace()]
