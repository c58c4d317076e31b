"""A PDF's pages, one at a time → their glyphs and strokes, turned so that the text stands upright."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import pypdfium2

from knowledge.readers.paged.page import Box, Frame, Glyph, Page, Stroke
from knowledge.readers.pdf import pdfium
from knowledge.readers.pdf.clips import Clips
from knowledge.readers.pdf.strokes import Pen, objects_in

_HYPHENS = (0x02, 0xAD, 0xFFFE)
"""What PDFium makes of a hyphen at a line's end."""
_UNKNOWN = "\ufffd"
_SCAN = 0.5
"""The part of a page that pictures cover from which on text drawn in no colour is the text of a scan."""
_INVISIBLE = pdfium.INVISIBLE
_QUARTER = math.pi / 2
_SKEW = 0.1
"""Quarter turns off the upright from which on a glyph belongs to a watermark."""


class _Run(NamedTuple):
    """What the glyphs of one text object share."""

    origin: tuple[float, float]
    """A point of its baseline."""
    turn: int | None
    """Quarter turns against the clock; None for slanting text."""
    window: Box
    is_inked: bool


_Mark = tuple[int, str, _Run]
"""A character's number on the text page, what it is, and its run."""


def pages_of(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Yield the pages of an open PDF; a page that cannot be parsed comes back without ink."""
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield Page(index + 1, Frame((0, 0, 0, 0)), (), (), is_broken=True)
            continue
        try:
            yield _ink_of(page, index + 1)
        finally:
            page.close()


def _ink_of(page: pypdfium2.PdfPage, number: int) -> Page:
    paper = page.get_bbox()
    clips = Clips(paper)
    pen = Pen(clips)
    boxes: list[Box] = []
    windows: dict[int, Box] = {}
    pictured = 0.0
    for drawn in objects_in(pdfium.handle(page), clips):
        if drawn.kind == pdfium.PATH:
            boxes += pen.lines_of(drawn)
        elif drawn.kind == pdfium.TEXT:
            windows[drawn.handle] = pen.window_of(drawn)
        elif drawn.kind == pdfium.IMAGE:
            pictured += _area(pen.box_of(drawn))
    text = page.get_textpage()
    try:
        reader = _Reader(text, clips, windows)
        every = reader.marks()
        is_scan = pictured >= _SCAN * _area(paper)
        bare = sum(not run.is_inked for _, _, run in every) if reader.has_bare else 0
        marks = [mark for mark in every if mark[2].is_inked] if bare and not is_scan else every
        frame = Frame(paper, _reading_turn(marks), page.get_rotation() // 90)
        seen, hidden = reader.glyphs(marks, frame)
    finally:
        text.close()
    return Page(
        number=number,
        frame=frame,
        glyphs=seen,
        strokes=tuple(Stroke(*frame.upright(box)) for box in boxes),
        hidden=hidden,
        pictured=min(1.0, pictured / (_area(paper) or 1.0)),
        recognised=bare if is_scan else 0,
        unseen=0 if is_scan else bare,
        unmapped=[text for _, text, _ in marks].count(_UNKNOWN),
    )


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _reading_turn(marks: list[_Mark]) -> int:
    """Return the quarter turns with the clock after which most of the page's text is upright."""
    turns = Counter([run.turn for _, _, run in marks])
    turns.pop(None, None)
    return turns.most_common(1)[0][0] or 0 if turns else 0


class _Reader:
    """Reads the glyphs of one text page; holds the buffers that PDFium writes into."""

    def __init__(self, text: pypdfium2.PdfTextPage, clips: Clips, windows: dict[int, Box]) -> None:
        self._count = text.count_chars()
        self._text = pdfium.held(pdfium.handle(text))
        self._window_of = clips.window_of
        self._windows = windows
        """Of the text objects in form XObjects."""
        self._xy, at = pdfium.numbers("d", 2)
        self._at = pdfium.held(at), pdfium.held(at + 8)
        self.has_bare = False
        """Whether any text is drawn in no colour, as far as it was looked at."""

    def marks(self) -> list[_Mark]:
        """Return the characters that the page draws, in the order of drawing, generated blanks left out."""
        runs: dict[int, _Run] = {}
        marks: list[_Mark] = []
        text_page, text_object, unicode_of = self._text, pdfium.text_object, pdfium.unicode_of
        printed, known, add = _printed, runs.get, marks.append
        for index in range(self._count):
            thing = text_object(text_page, index)
            if thing:
                run = known(thing)
                if run is None:
                    run = runs[thing] = self._run(thing, index)
                text = printed(unicode_of(text_page, index))
                if text:
                    add((index, text, run))
        return marks

    def glyphs(
        self, marks: list[_Mark], frame: Frame
    ) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...]]:
        """Return the glyphs that are seen and those that are clipped away, in the reading frame."""
        seen: list[Glyph] = []
        hidden: list[Glyph] = []
        rectangle, at = pdfium.numbers("f", 4)
        where, text_page, loose_box = pdfium.held(at), self._text, pdfium.loose_box
        place, spot, page_turn = frame.upright, frame.upright_point, frame.turn
        margin, foot = frame.paper[:2]
        drawn, is_finite = Glyph.drawn, math.isfinite
        for index, text, (origin, run_turn, window, _) in marks:
            if run_turn is None or not loose_box(text_page, index, where):
                continue
            left, top, right, bottom = rectangle
            if not is_finite(left + top + right + bottom):
                continue
            x0, y0, x1, y1 = window
            if page_turn:
                turn = (run_turn - page_turn) % 4
                baseline = spot(*origin)[1 - turn % 2]
                box = place((left, bottom, right, top))
            else:  # as nearly every page is: the same, without two calls for each glyph
                turn = run_turn
                baseline = origin[0] - margin if turn % 2 else origin[1] - foot
                box = left - margin, bottom - foot, right - margin, top - foot
            if x0 <= (left + right) / 2 <= x1 and y0 <= (bottom + top) / 2 <= y1:
                seen.append(drawn(text, box, baseline, turn))
            else:
                hidden.append(drawn(text, box, baseline, turn, place(window)))
        return tuple(seen), tuple(hidden)

    def _run(self, thing: int, index: int) -> _Run:
        window = (self._windows and self._windows.get(thing)) or self._window_of(thing)
        text_page, here, (x_at, y_at) = self._text, self._xy, self._at
        pdfium.origin(text_page, index, x_at, y_at)
        angle = pdfium.angle(text_page, index)
        turn: int | None = 0
        if angle:
            quarter = angle / _QUARTER
            turn = round(quarter)  # PDFium counts angles with the clock
            turn = -turn % 4 if abs(quarter - turn) < _SKEW else None
        inked = pdfium.render_mode(thing) not in _INVISIBLE
        self.has_bare |= not inked
        return tuple.__new__(_Run, ((here[0], here[1]), turn, window, inked))


@lru_cache(maxsize=8192)
def _printed(code: int) -> str:
    """Return a character as it is meant: radicals as the ideographs they look like, blanks as one kind.

    >>> _printed(0x2F00), _printed(0x3000), _printed(0x200B)
    ('一', ' ', '')
    """
    if code in _HYPHENS:
        return "-"
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", chr(code))
    if 0xF000 <= code <= 0xF0FF:
        return "•"  # the bullets of symbol fonts
    if code == 0 or 0xD800 <= code <= 0xF8FF or code > 0x10FFFF:
        return _UNKNOWN  # kept in the text: a number that lacks a digit must not look like a number
    text = chr(code)
    category = unicodedata.category(text)
    if category == "Zs":
        return " "
    return "" if category in ("Cc", "Cf") else text
