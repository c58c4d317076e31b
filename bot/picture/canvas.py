"""A picture in the making: texts in boxes, from above downwards, within what Telegram takes."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from bot.picture.lettering import font

INK = (28, 28, 30)
FAINT = (110, 110, 115)
RULE = (200, 200, 205)
HEAD = (238, 242, 247)
MARK = (255, 224, 102)
MARK_EDGE = (185, 137, 0)
PAPER = (255, 255, 255)

TEXT = 30
SMALL = 24
TITLE = 36
MARGIN = 28
WIDTH = 1080
_MOST = 10_000
"""Width and height together, in dots; Telegram takes no more."""
_MOST_RATIO = 20
_LEADING = 1.36

Box = tuple[int, int, int, int]


def line_height(size: int) -> int:
    """Return how many dots one line of a text takes."""
    return round(size * _LEADING)


class Canvas:
    """A sheet of white paper."""

    def __init__(self, width: int, height: int) -> None:
        """Take its width and height in dots."""
        self._image = Image.new("RGB", (width, height), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def write(
        self,
        at: tuple[int, int],
        lines: list[str],
        size: int,
        ink: tuple[int, int, int] = INK,
        right: int | None = None,
    ) -> int:
        """Write lines from a corner downwards, or ending at `right`; return where the next line would begin."""
        x, y = at
        for line in lines:
            left = x if right is None else right - round(font(size).getlength(line))
            self._draw.text((left, y), line, ink, font(size))
            y += line_height(size)
        return y

    def box(
        self,
        box: Box,
        fill: tuple[int, int, int] | None,
        edge: tuple[int, int, int],
        thick: int = 1,
    ) -> None:
        """Draw a box: left, top, right, bottom."""
        self._draw.rectangle(box, fill, edge, thick)

    def paste(self, picture: Image.Image, y: int) -> None:
        """Put a picture at the left edge, from `y` downwards."""
        self._image.paste(picture, (0, y))

    def png(self) -> bytes:
        """Return it as a PNG that Telegram takes as a photo."""
        return to_png(self._image)


def to_png(image: Image.Image) -> bytes:
    """Given a picture, return its PNG, made smaller or given a margin where Telegram would refuse it."""
    wide, high = image.size
    if wide + high > _MOST:
        share = (_MOST - 2) / (wide + high)
        image = image.resize((max(int(wide * share), 1), max(int(high * share), 1)))
        wide, high = image.size
    least = max(wide, high) // _MOST_RATIO + 1
    if min(wide, high) < least:
        padded = Image.new("RGB", (max(wide, least), max(high, least)), PAPER)
        padded.paste(image, (0, 0))
        image = padded
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
