"""Where on the page an object can be seen at all: the paper and the boxes of its clip paths."""

from __future__ import annotations

import ctypes

from knowledge.readers.paged.page import Box
from knowledge.readers.pdf import pdfium

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Clips:
    """The clip boxes of one page's objects, in the file's coordinates.

    PDFium shares a path between the objects that it clips, so the address of the path's first point
    names it as long as the page is open: a sheet of 14,000 glyphs has some 40 clips.
    """

    def __init__(self, paper: Box) -> None:
        self._paper = paper
        self._boxes: dict[Matrix, dict[tuple[int, ...], Box]] = {}
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._at = ctypes.addressof(self._x), ctypes.addressof(self._y)

    def window_of(self, thing: int, matrix: Matrix = IDENTITY) -> Box:
        """Return the part of the paper on which an object, drawn under `matrix`, can be seen."""
        clip = pdfium.clip_path(thing)
        count = pdfium.count_clips(clip)
        if count <= 0:
            return self._paper
        segment = pdfium.clip_segment
        if count == 2:  # as in most sheets: the page's and the cell's
            firsts: tuple[int, ...] = segment(clip, 0, 0) or 0, segment(clip, 1, 0) or 0
        else:
            firsts = tuple([segment(clip, path, 0) or 0 for path in range(count)])
        of_matrix = self._boxes.setdefault(matrix, {})
        found = of_matrix.get(firsts)
        if found is None:
            found = self._paper
            for path, first in enumerate(firsts):
                if first:
                    found = common(found, self._path_box(clip, path, matrix))
            of_matrix[firsts] = found
        return found

    def _path_box(self, clip: int, path: int, matrix: Matrix) -> Box:
        points = []
        for index in range(pdfium.count_clip_segments(clip, path)):
            pdfium.segment_point(pdfium.clip_segment(clip, path, index), *self._at)
            points.append((self._x.value, self._y.value))
        return placed(around(points), matrix)


def around(points: list[tuple[float, float]]) -> Box:
    """Return the box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def common(one: Box, other: Box) -> Box:
    """Return the box that two boxes share; its sides are crossed where they share none."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def placed(box: Box, matrix: Matrix) -> Box:
    """Return the box around `box` as `matrix` draws it."""
    if matrix == IDENTITY:
        return box
    x0, y0, x1, y1 = box
    return around([point(x, y, matrix) for x in (x0, x1) for y in (y0, y1)])


def point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Return a point as `matrix` draws it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def chained(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that draws with `inner` first and with `outer` then."""
    a, b, c, d, e, f = inner
    x, y = point(e, f, outer)
    p, q, r, s, _, _ = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y
