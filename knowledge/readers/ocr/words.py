"""The texts in a picture, each within one cell; the home of rapidocr."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from knowledge.readers.ocr.lines import Box

_INSIDE = 6.0
"""Dots that a line must lie inside a text's box to part it."""


class Word(NamedTuple):
    """A text, how sure it is, and where it stands in dots."""

    text: str
    score: float
    box: Box


def words_in(picture: Any, lines: Sequence[Box]) -> Iterator[Word]:
    """Yield the texts of a picture; one that was found across a table's upright lines is read cell by cell.

    Otherwise the figures of two cells would be one, and nobody could tell where to part them.
    """
    # The switches stay as the last call set them, so each call sets all of them. No classifier: it takes
    # 99 for 66 upside down, and the pages stand upright.
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=True)
    if getattr(found, "boxes", None) is None:  # a page without any text
        return
    uprights = [line for line in lines if line[3] - line[1] > line[2] - line[0]]
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        xs, ys = [float(point[0]) for point in corners], [float(point[1]) for point in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
        cuts = _cuts(box, uprights)
        if cuts:
            yield from _cell_by_cell(picture, box, cuts)
        else:
            yield Word(text, float(score), box)


def _cuts(box: Box, uprights: Sequence[Box]) -> list[float]:
    """Return where upright lines run through a box."""
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    return sorted(
        x for x, y0, _, y1 in uprights if y0 < middle < y1 and left + _INSIDE < x < right - _INSIDE
    )


def _cell_by_cell(picture: Any, box: Box, cuts: Sequence[float]) -> Iterator[Word]:
    left, top, right, bottom = box
    for x0, x1 in pairwise([left, *cuts, right]):
        start, end = int(x0) + 3, int(x1) - 3
        crop = picture[max(int(top), 0) : int(bottom) + 1, max(start, 0) : end]
        if crop.size == 0 or crop.std() < 1:
            continue
        read = _engine()(crop, use_det=False, use_cls=False, use_rec=True)
        if read.txts and read.txts[0].strip():
            yield Word(read.txts[0], float(read.scores[0]), (start, top, end, bottom))


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Return the engine with the models that came with it; loading it takes a second."""
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})
