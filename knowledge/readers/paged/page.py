"""What ink a PDF page holds: glyphs and strokes, in the frame in which its text reads upright."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Self

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_INSET = 2.0
"""Points by which a point is moved beyond the side of a window, where the next cell begins."""


class Glyph(NamedTuple):
    """One printed character; y grows upwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    """Where its line stands: y for upright glyphs, x for those turned by a quarter."""
    size: float
    """The size of its font."""
    turn: int = 0
    """Quarter turns against the clock that it stands turned by, in the reading frame."""
    window: Box | None = None
    """For a clipped glyph the box that it would be seen in: the inside of its cell."""

    @classmethod
    def drawn(
        cls, text: str, box: Box, baseline: float, turn: int = 0, window: Box | None = None
    ) -> Self:
        """Return a character with the size that its width tells: some fonts claim a height twice their own."""
        x0, y0, x1, y1 = box
        width, height = x1 - x0, y1 - y0
        if turn % 2:
            width, height = height, width
        if text.isascii():
            width *= 2
        size = min(width, height)
        return tuple.__new__(cls, (text, x0, y0, x1, y1, baseline, size, turn, window))

    @property
    def anchor(self) -> tuple[float, float]:
        """The point that tells which cell it belongs to: its middle, moved into its window."""
        x, y = (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2
        if self.window is None:
            return x, y
        left, bottom, right, top = self.window
        aside, up = min(_INSET, (right - left) / 4), min(_INSET, (top - bottom) / 4)
        return min(max(x, left + aside), right - aside), min(max(y, bottom + up), top - up)


class Stroke(NamedTuple):
    """A visible horizontal or vertical line."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it lies rather than stands."""
        return self.x1 - self.x0 >= self.y1 - self.y0


class Frame(NamedTuple):
    """How a page is turned, from the file's own coordinates to those in which its text is upright."""

    paper: Box
    """The visible part of the page, in the file's coordinates."""
    turn: int = 0
    """Quarter turns with the clock that make the text upright."""
    shown: int = 0
    """Quarter turns with the clock that a viewer shows the page with."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in the reading frame."""
        left, bottom, right, top = self.paper
        width, height = right - left, top - bottom
        return (height, width) if self.turn % 2 else (width, height)

    def upright(self, box: Box) -> Box:
        """Return a box of the file's coordinates in the reading frame."""
        x0, y0, x1, y1 = box
        left, bottom, right, top = self.paper
        if self.turn == 0:
            return x0 - left, y0 - bottom, x1 - left, y1 - bottom
        if self.turn == 1:
            return y0 - bottom, right - x1, y1 - bottom, right - x0
        if self.turn == 2:
            return right - x1, top - y1, right - x0, top - y0
        return top - y1, x0 - left, top - y0, x1 - left

    def upright_point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the file's coordinates in the reading frame."""
        left, bottom, right, top = self.paper
        if self.turn == 0:
            return x - left, y - bottom
        if self.turn == 1:
            return y - bottom, right - x
        if self.turn == 2:
            return right - x, top - y
        return top - y, x - left

    def on_paper(self, box: Box) -> Box:
        """Return a box of the reading frame in points of the page as a viewer shows it.

        >>> Frame((0, 0, 100, 200), turn=1, shown=0).on_paper((10, 20, 30, 40))
        (60, 10, 80, 30)
        """
        width, height = self.size
        for _ in range((self.shown - self.turn) % 4):
            x0, y0, x1, y1 = box
            box = y0, width - x1, y1, width - x0
            width, height = height, width
        return box


@dataclass(frozen=True, slots=True)
class Page:
    """One page's ink."""

    number: int
    frame: Frame
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    hidden: tuple[Glyph, ...] = ()
    """Glyphs that are in the file but clipped out of sight."""
    pictured: float = 0.0
    """The part of the page that pictures cover, at most 1."""
    recognised: int = 0
    """How many of the glyphs are drawn in no colour: the text layer that was recognised in a scan."""
    unseen: int = 0
    """How many glyphs drawn in no colour were left out."""
    unmapped: int = 0
    """How many glyphs have no known character."""
    is_broken: bool = False
    """Whether the page could not be parsed at all."""
