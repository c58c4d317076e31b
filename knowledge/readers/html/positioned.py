"""Pages that a converter laid out by position → their ink, as if a PDF had been read.

Such a page has no tables: every text stands in an element of its own at `left` and `top`, and so does
every line. Read together they are a page of a PDF again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.readers.html.tree import Node, attribute, children_of, text_in
from knowledge.readers.paged.page import Frame, Glyph, Page, Stroke

_MANY = 20
"""Positioned texts; a page with fewer is an ordinary one with an ornament."""
_LENGTH = re.compile(r"(-?[\d.]+)(pt|px)?")
_POINTS = {"pt": 1.0, "px": 0.75, None: 0.75}
_WHITE = re.compile(r"#f{3}(f{3})?\b|\bwhite\b|\btransparent\b|\bnone\b", re.IGNORECASE)
_ASCENT = 0.88
"""The part of a character's size that stands above its baseline."""
_SIZE = 12.0

Style = dict[str, str]


@dataclass
class _Sheet:
    """A page that is being read; positions count from its upper left corner."""

    width: float
    height: float
    texts: int = 0
    glyphs: list[Glyph] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)


def pages_of(body: Node) -> list[Page]:
    """Return the pages of a body laid out by position; none where it is an ordinary page."""
    sheets: list[_Sheet] = []
    _collect(body, None, 0.0, 0.0, sheets)
    if sum(sheet.texts for sheet in sheets) < _MANY:
        return []
    return [
        Page(
            number,
            Frame((0, 0, sheet.width, sheet.height)),
            tuple(sheet.glyphs),
            tuple(sheet.strokes),
        )
        for number, sheet in enumerate(sheets, start=1)
    ]


def _collect(
    node: Node, sheet: _Sheet | None, left: float, top: float, sheets: list[_Sheet]
) -> None:
    """Put the texts and lines under a node into the page they stand on."""
    for child in children_of(node):
        if child.tag == "-text":
            continue
        style = _style(child)
        if (
            style.get("position") == "relative"
            and _points(style, "width")
            and _points(style, "height")
        ):
            sheets.append(_Sheet(_points(style, "width"), _points(style, "height")))
            _collect(child, sheets[-1], 0.0, 0.0, sheets)
        elif sheet is not None and style.get("position") == "absolute":
            x, y = left + _points(style, "left"), top + _points(style, "top")
            _draw(child, style, x, y, sheet)
            _collect(child, sheet, x, y, sheets)
        else:
            _collect(child, sheet, left, top, sheets)


def _draw(node: Node, style: Style, x: float, y: float, sheet: _Sheet) -> None:
    text = "".join(text_in(child) for child in children_of(node) if child.tag == "-text").strip(
        "\r\n\t"
    )
    if text.strip():
        sheet.texts += 1
        sheet.glyphs += _glyphs(text, x, sheet.height - y, _points(style, "font-size") or _SIZE)
    width, height = _points(style, "width"), _points(style, "height")
    for side, line in (
        ("top", (x, y, x + width, y)),
        ("bottom", (x, y + height, x + width, y + height)),
        ("left", (x, y, x, y + height)),
        ("right", (x + width, y, x + width, y + height)),
    ):
        if _is_drawn(style.get(f"border-{side}") or style.get("border") or ""):
            x0, y0, x1, y1 = line
            sheet.strokes.append(Stroke(x0, sheet.height - y1, x1, sheet.height - y0))


def _glyphs(text: str, x: float, top: float, size: float) -> list[Glyph]:
    """Return a text's characters; square ones are as wide as high, others half as wide."""
    glyphs = []
    baseline = top - _ASCENT * size
    for character in text.replace("\xa0", " "):
        width = size / 2 if character.isascii() else size
        printed = " " if character.isspace() else character
        glyphs.append(Glyph.drawn(printed, (x, top - size, x + width, top), baseline))
        x += width
    return glyphs


def _style(node: Node) -> Style:
    pairs = (part.partition(":") for part in attribute(node, "style").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value}


def _points(style: Style, name: str) -> float:
    found = _LENGTH.match(style.get(name, ""))
    return float(found.group(1)) * _POINTS[found.group(2)] if found else 0.0


def _is_drawn(border: str) -> bool:
    width = _LENGTH.match(border)
    return width is not None and float(width.group(1)) > 0 and not _WHITE.search(border)
