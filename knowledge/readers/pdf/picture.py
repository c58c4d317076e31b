"""A page of a PDF → a picture of it with places marked; run as a program (see `knowledge.pages`)."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

Box = tuple[float, float, float, float]
_DOTS_PER_POINT = 2.0
_MOST_DOTS = 4000
"""The longest side of a picture."""
_AROUND = 2
_MARK = (255, 214, 60)


def drawn(path: Path, number: int, marks: Sequence[Box]) -> bytes:
    """Given a PDF, a page from 1 and boxes in PDF points, return a PNG of the page with the boxes marked."""
    from PIL import ImageChops, ImageDraw
    from pypdfium2 import PdfDocument

    with closing(PdfDocument(path)) as document:
        page = document[number - 1]
        scale = min(_DOTS_PER_POINT, _MOST_DOTS / max(page.get_size()))
        picture = page.render(scale=scale).to_pil().convert("RGB")
        wash = ImageDraw.Draw(veil := picture.copy())
        for box in marks:
            corners = _on_picture(page.get_height(), scale, box)
            wash.rectangle(corners, fill=_MARK, outline=(185, 137, 0), width=3)
        # what is printed shines through the mark
        file = io.BytesIO()
        ImageChops.darker(picture, veil).save(file, "PNG", optimize=False)
        return file.getvalue()


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
    sys.stdout.buffer.write(
        drawn(Path(sys.argv[1]), int(sys.argv[2]), [tuple(box) for box in json.loads(sys.argv[3])])
    )
