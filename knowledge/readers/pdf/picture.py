"""A page of a PDF → a picture of it with places marked; run as a program (see `knowledge.pages`)."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[float, float, float, float]
Band = tuple[float, float]
_DOTS_PER_POINT = 2.0
_MOST_DOTS = 4000
"""The longest side of a picture."""
_MOST_ENLARGED = 2.8
_DOTS_WIDE = 1200
_GAP = 14
"""Dots between parts of a page that are apart."""
_AROUND = 2
_STRIP = (225, 225, 225)
_MARK = (255, 214, 60)


def drawn(
    path: Path,
    number: int,
    marks: Sequence[Box],
    across: Sequence[Band] = (),
    down: Sequence[Band] = (),
) -> bytes:
    """Given a PDF, a page from 1 and boxes in PDF points, return a PNG of the page with the boxes marked.

    With bands, of the page only where they cross (see `knowledge.pages`).
    """
    from pypdfium2 import PdfDocument

    with closing(PdfDocument(path)) as document:
        page = document[number - 1]
        width, height = page.get_size()
        across = [(max(left, 0), min(right, width)) for left, right in across or [(0, width)]]
        down = [(max(bottom, 0), min(top, height)) for bottom, top in down or [(0, height)]]
        scale = _scale(width, height, across)
        picture = page.render(scale=scale).to_pil().convert("RGB")
    marked = _marked(picture, [_on_picture(height, scale, box) for box in marks])
    file = io.BytesIO()
    _crossing(marked, height, scale, across, down).save(file, "PNG", optimize=False)
    return file.getvalue()


def _scale(width: float, height: float, across: Sequence[Band]) -> float:
    """Dots a point: what is shown of a page gets as wide as a phone shows sharply."""
    shown = sum(right - left for left, right in across)
    wanted = _DOTS_PER_POINT if shown >= width else max(_DOTS_PER_POINT, _DOTS_WIDE / shown)
    return min(wanted, _MOST_ENLARGED, _MOST_DOTS / max(width, height))


def _marked(picture: Image, boxes: Sequence[Box]) -> Image:
    """What is printed shines through the mark."""
    from PIL import ImageChops, ImageDraw

    wash = ImageDraw.Draw(veil := picture.copy())
    for box in boxes:
        wash.rectangle(box, fill=_MARK, outline=(185, 137, 0), width=3)
    return ImageChops.darker(picture, veil)


def _crossing(
    picture: Image, height: float, scale: float, across: Sequence[Band], down: Sequence[Band]
) -> Image:
    """The parts of a page's picture that lie in the bands, a grey strip between those that are apart."""
    from PIL.Image import new as new_picture

    columns = [(round(left * scale), round(right * scale)) for left, right in across]
    rows = [(round((height - top) * scale), round((height - low) * scale)) for low, top in down]
    wide = sum(b - a for a, b in columns) + _GAP * (len(columns) - 1)
    high = sum(b - a for a, b in rows) + _GAP * (len(rows) - 1)
    shown = new_picture("RGB", (wide, high), _STRIP)
    y = 0
    for top, bottom in rows:
        x = 0
        for left, right in columns:
            shown.paste(picture.crop((left, top, right, bottom)), (x, y))
            x += right - left + _GAP
        y += bottom - top + _GAP
    return shown


def _on_picture(height: float, scale: float, box: Box) -> Box:
    """A box in points of the page as it is shown, from below, as it stands on the page's picture, from above.

    >>> _on_picture(100, 2, (10, 20, 30, 40))
    (18, 118, 62, 162)
    """
    left, bottom, right, top = box
    return (
        left * scale - _AROUND,
        (height - top) * scale - _AROUND,
        right * scale + _AROUND,
        (height - bottom) * scale + _AROUND,
    )


if __name__ == "__main__":
    told = json.loads(sys.argv[3])
    boxes, across, down = (
        [tuple(each) for each in told[name]] for name in ("marks", "across", "down")
    )
    sys.stdout.buffer.write(drawn(Path(sys.argv[1]), int(sys.argv[2]), boxes, across, down))
