"""Glyphs → lines of text, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from knowledge.readers.paged.page import Box, Glyph

_SMALLEST = 1.0
"""Points; a damaged font may claim to be of no size."""
_SAME_LINE = 0.45
"""In glyph sizes: how far baselines of one line may lie apart."""
_BLANK = 0.5
"""In glyph sizes: a gap from which on a blank is read, though none is printed."""
_GAP = 0.1
"""In glyph sizes: the gap that a printed blank must leave; some producers draw blanks on top of figures."""
_WIDE = 2.5
"""In glyph sizes: a gap that parts two texts on one line (部门：… and 单位：…)."""
_TWICE = 0.3
"""In widths of the character: the same one so near is printed twice to look bold, and no second figure."""
_PADDING = 11.5
"""Points that a cell keeps free beside its text; Word's 0.19 cm on both sides, and a little."""
_FIGURE_WIDTH = 0.6
"""In character sizes: the width of a figure, that is the room that a full line does not have."""
_BASELINE, _LEFT = attrgetter("baseline"), attrgetter("x0")
_LATIN = re.compile(r"[A-Za-z]")
_NUMBER = re.compile(r"[-+(]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?[%)]?")
_FIGURE = re.compile(r"[-+]?[\d,.]+%?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, or the part of one between wide gaps."""

    text: str
    box: Box
    baseline: float
    size: float
    is_whole: bool = True
    """Whether it is all that stands on its baseline."""
    head: float = 0.0
    """How wide the first thing in it is that cannot be broken: a character or a figure."""


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines that glyphs stand in, top to bottom, parted at wide gaps.

    >>> apart = [Glyph.drawn("合", (0, 0, 9, 9), 1), Glyph.drawn("计", (20, 0, 29, 9), 1.5)]
    >>> [line.text for line in lines_of(apart)]
    ['合 计']
    """
    found = []
    for row in _rows(glyphs):
        pieces = _parted(row)
        found += [line_of(piece, is_whole=len(pieces) == 1) for piece in pieces]
    return [line for line in found if line.text]


def pieces_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs of each line or part of one, as `lines_of` parts them."""
    return [piece for row in _rows(glyphs) for piece in _parted(row)]


def rows_of(glyphs: Iterable[Glyph], gap: float) -> list[list[list[Glyph]]]:
    """Return the glyphs of each line, top to bottom, in pieces parted at gaps of `gap` glyph sizes."""
    return [_parted(row, gap) for row in _rows(glyphs)]


def line_of(row: Sequence[Glyph], *, is_whole: bool = True) -> Line:
    """Return one row of glyphs as text; doubled glyphs count once, gaps become blanks."""
    shown = [glyph for glyph in row if glyph.text != " "]
    if not shown:
        return Line("", (0, 0, 0, 0), 0, 0, is_whole)
    size = max(_size(shown), _SMALLEST)
    text: list[str] = []
    printed: list[Glyph] = []
    is_blank = False
    last, start, end = "", 0.0, 0.0
    for glyph in row:
        character, x0, _, x1, _, _, _, _, _ = glyph
        if character == " ":
            is_blank = True
            continue
        if last == character and x0 - start < _TWICE * (x1 - x0):
            continue
        if last and x0 - end > (_GAP if is_blank else _BLANK) * size:
            text.append(" ")
        is_blank = False
        last, start, end = character, x0, x1
        text.append(character)
        printed.append(glyph)
    return Line(
        "".join(text), box_around(printed), printed[0].baseline, size, is_whole, _head(printed)
    )


def cell_lines(glyphs: Sequence[Glyph], box: Box) -> tuple[list[Line], Box]:
    """Return the lines of a cell and its box; text turned by a quarter is read, and its box seen, as it runs."""
    turn = _usual_turn(glyphs)
    if turn:
        glyphs = [_turned(glyph, turn) for glyph in glyphs if glyph.turn == turn]
        box = _turned_box(box, turn)
    return [line for row in _rows(glyphs) if (line := line_of(row)).text], box


def joined(lines: Sequence[Line], box: Box) -> str:
    """Return wrapped lines as one text: no blank between Chinese characters, broken figures made whole.

    A figure continues on the next line only where the line is full, the rest is the shorter part and the
    whole is a figure: two figures, one below the other, must never become a third.

    >>> one = Line("13,873", (2, 10, 48, 20), 11, 10)
    >>> two = Line(".36", (2, 0, 20, 9), 1, 10)
    >>> joined([one, two], (0, 0, 50, 22)), joined([one, two], (0, 0, 90, 22))
    ('13,873.36', '13,873 .36')
    """
    text = lines[0].text if lines else ""
    for last, line in pairwise(lines):
        text += _between(text, last, line, box) + line.text
    return text


def box_around(glyphs: Sequence[Glyph]) -> Box:
    """Return the box around glyphs."""
    _, lefts, bottoms, rights, tops, *_ = zip(*glyphs, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _between(text: str, last: Line, line: Line, box: Box) -> str:
    """Return what stands between the text so far and the next line: nothing or a blank."""
    if _LATIN.match(text[-1]) and _LATIN.match(line.text[0]):
        return " "
    tail, start = _FIGURE.search(text[::-1]), _FIGURE.match(line.text)
    if not (tail and tail.start() == 0 and start):
        return ""
    first, rest = tail.group()[::-1], start.group()
    free = (box[2] - box[0]) - (last.box[2] - last.box[0])
    is_full = free < _PADDING + _FIGURE_WIDTH * last.size and len(rest) < len(first)
    return "" if is_full and _NUMBER.fullmatch(first + rest) else " "


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return glyphs by baseline, top to bottom, each row from left to right."""
    rows: list[list[Glyph]] = []
    level = size = 0.0
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=_BASELINE, reverse=True):
        drop = level - glyph.baseline
        if not rows or drop > _SAME_LINE * size or drop > _SAME_LINE * glyph.size:
            row = []
            rows.append(row)
            level, size = glyph.baseline, glyph.size
        row.append(glyph)
    for row in rows:
        row.sort(key=_LEFT)
    return rows


def _parted(row: list[Glyph], gap: float = _WIDE) -> list[list[Glyph]]:
    """Return a row's glyphs in pieces, parted where a wide gap lies between two printed characters."""
    pieces: list[list[Glyph]] = []
    end = None
    size = _size([glyph for glyph in row if glyph.text != " "] or row)
    for glyph in row:
        if glyph.text == " ":
            if pieces:
                pieces[-1].append(glyph)
            continue
        if end is None or glyph.x0 - end > gap * size:
            pieces.append([])
        pieces[-1].append(glyph)
        end = glyph.x1
    return pieces


def _size(glyphs: Sequence[Glyph]) -> float:
    """Return the usual size of a line's characters; the square ones tell it best."""
    square = [glyph.size for glyph in glyphs if not glyph.text.isascii()]
    sizes = sorted(square or [glyph.size for glyph in glyphs])
    middle = len(sizes) // 2
    return sizes[middle] if len(sizes) % 2 else (sizes[middle - 1] + sizes[middle]) / 2


def _head(printed: Sequence[Glyph]) -> float:
    """Return how wide the first unbreakable thing is: a figure, a Latin word, or a character with its brackets."""
    end = 0
    while end < len(printed) - 1 and _sticks(printed[end].text, printed[end + 1].text):
        end += 1
    return printed[end].x1 - printed[0].x0


def _sticks(one: str, other: str) -> bool:
    """Return whether a line must not be broken between two characters."""
    if one.isascii() and other.isascii():
        return True
    return unicodedata.category(one) in ("Ps", "Pi") or unicodedata.category(other) in (
        "Pe",
        "Pf",
        "Po",
    )


def _usual_turn(glyphs: Sequence[Glyph]) -> int:
    if not [glyph for glyph in glyphs if glyph.turn]:
        return 0
    turns = [glyph.turn for glyph in glyphs if glyph.text != " "]
    return max(set(turns), key=turns.count) if turns else 0


def _turned(glyph: Glyph, turn: int) -> Glyph:
    """Return a glyph that stands turned by quarters against the clock as if it stood upright."""
    box = _turned_box((glyph.x0, glyph.y0, glyph.x1, glyph.y1), turn)
    baseline = {1: -glyph.baseline, 2: -glyph.baseline, 3: glyph.baseline}[turn]
    return Glyph(glyph.text, *box, baseline, glyph.size)


def _turned_box(box: Box, turn: int) -> Box:
    x0, y0, x1, y1 = box
    if turn == 1:
        return y0, -x1, y1, -x0
    if turn == 2:
        return -x1, -y1, -x0, -y0
    return -y1, x0, -y0, x1
