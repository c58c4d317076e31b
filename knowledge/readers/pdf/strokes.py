"""Page objects → the horizontal and vertical lines that a reader sees, and where pictures are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from knowledge.readers.paged.page import Box
from knowledge.readers.pdf import pdfium
from knowledge.readers.pdf.clips import (
    IDENTITY,
    Clips,
    Matrix,
    around,
    chained,
    common,
    placed,
    point,
)

_THIN = 3.0
"""Points; a filled shape thinner than this is a line."""
_WHITE = 0.94 * 255
"""Lighter strokes and fills are not seen: office suites draw the borders of hidden cells in white."""
_MAX_SEGMENTS = 4000
"""A path of more segments is a drawing, not the ruling of a table."""
_MAX_DEPTH = 8

Points = list[tuple[float, float]]


class Drawn(NamedTuple):
    """A page object with where it is drawn."""

    handle: int
    kind: int
    matrix: Matrix = IDENTITY
    within: Box | None = None
    """What the form XObjects it stands in leave to be seen."""


def objects_in(page: int, clips: Clips) -> Iterator[Drawn]:
    """Yield the page's paths and pictures, and all that stands in form XObjects, in the order of drawing."""
    held, object_at, type_of, text = (
        pdfium.held(page),
        pdfium.object_at,
        pdfium.type_of,
        pdfium.TEXT,
    )
    for index in range(pdfium.count_objects(held)):
        thing = object_at(held, index)
        kind = type_of(thing)
        if kind == text:  # its glyphs name it themselves
            continue
        if kind == pdfium.FORM:
            yield from _objects_of_form(Drawn(thing, kind), clips, 1)
        else:
            yield Drawn(thing, kind)


def _objects_of_form(form: Drawn, clips: Clips, depth: int) -> Iterator[Drawn]:
    if depth > _MAX_DEPTH:
        return
    within = _window(form, clips)
    matrix = chained(_matrix_of(form.handle), form.matrix)
    for index in range(pdfium.count_inside(form.handle)):
        thing = pdfium.object_inside(form.handle, index)
        drawn = Drawn(thing, pdfium.type_of(thing), matrix, within)
        if drawn.kind == pdfium.FORM:
            yield from _objects_of_form(drawn, clips, depth + 1)
        else:
            yield drawn


def _window(drawn: Drawn, clips: Clips) -> Box:
    window = clips.window_of(drawn.handle, drawn.matrix)
    return common(window, drawn.within) if drawn.within else window


def _matrix_of(thing: int) -> Matrix:
    six, at = pdfium.numbers("f", 6)
    pdfium.matrix(thing, at)
    a, b, c, d, e, f = six
    return a, b, c, d, e, f


class Pen:
    """Reads the strokes of path objects; holds the buffers that PDFium writes into."""

    def __init__(self, clips: Clips) -> None:
        self._clips = clips
        self._four, at = pdfium.numbers("f", 4)
        self._sides = tuple(at + 4 * index for index in range(4))
        self._rgba, at = pdfium.numbers("I", 4)
        self._colors = tuple(at + 4 * index for index in range(4))
        self._modes, at = pdfium.numbers("i", 2)
        self._fill_and_stroke = at, at + 4

    def box_of(self, drawn: Drawn) -> Box:
        """Return the part of an object's box that can be seen, in the file's coordinates."""
        pdfium.bounds(drawn.handle, *self._sides)
        x0, y0, x1, y1 = self._four
        box = placed((x0, y0, x1, y1), drawn.matrix)
        return common(box, self.window_of(drawn))

    def window_of(self, drawn: Drawn) -> Box:
        """Return the part of the paper on which an object can be seen."""
        return _window(drawn, self._clips)

    def lines_of(self, drawn: Drawn) -> list[Box]:
        """Return the horizontal and vertical lines of a path object, each as a thin box."""
        pdfium.draw_mode(drawn.handle, *self._fill_and_stroke)
        filled, stroked = self._modes
        stroked = stroked and self._is_seen(pdfium.stroke_color, drawn.handle)
        filled = filled and self._is_seen(pdfium.fill_color, drawn.handle)
        if not (filled or stroked):
            return []
        box = self.box_of(drawn)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            return [box] if box[2] >= box[0] and box[3] >= box[1] else []
        window = self.window_of(drawn)
        lines = [line for points in self._outlines(drawn) for line in _ruled(points, bool(stroked))]
        seen = (common(line, window) for line in lines)
        return [line for line in seen if line[2] >= line[0] and line[3] >= line[1]]

    def _is_seen(self, color: pdfium.Call, thing: int) -> bool:
        if not color(thing, *self._colors):
            return True
        red, green, blue, alpha = self._rgba
        return bool(alpha > 0 and min(red, green, blue) <= _WHITE)

    def _outlines(self, drawn: Drawn) -> Iterator[Points]:
        """Yield the path's straight outlines; one that is closed ends where it began."""
        matrix = chained(_matrix_of(drawn.handle), drawn.matrix)
        count = pdfium.count_segments(drawn.handle)
        points: Points = []
        for index in range(count if count <= _MAX_SEGMENTS else 0):
            segment = pdfium.segment_at(drawn.handle, index)
            pdfium.segment_point(segment, *self._sides[:2])
            here = point(self._four[0], self._four[1], matrix)
            if pdfium.segment_type(segment) != pdfium.LINE_TO:
                if len(points) > 1:
                    yield points
                points = []
            points.append(here)
            if pdfium.segment_closes(segment) and len(points) > 1:
                yield [*points, points[0]]
                points = points[:1]
        if len(points) > 1:
            yield points


def _ruled(points: Points, stroked: bool) -> Iterator[Box]:
    """Yield the lines of one outline: itself where it is thin, its level and upright sides where it is stroked."""
    box = around(points)
    if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
        yield box
    elif stroked:
        for one, other in pairwise(points):
            side = around([one, other])
            if min(side[2] - side[0], side[3] - side[1]) <= 1.0:
                yield side
