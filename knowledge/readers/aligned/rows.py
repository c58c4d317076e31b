"""What a table without lines is made of: texts with where they stand, and what comes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_AMOUNT = re.compile(r"[-－+(（]?(\d{1,3}([,，]\d{3})+(\.\d+)?|\d+\.\d+)[)）]?%?")
_FIGURE = re.compile(r"[-－+(（]?[\d,，]*\.?\d+[)）]?%?|[-—–－]{1,3}")


_RUN_INTO = re.compile(
    r"[-－]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?=\s*[^\W\d_a-zA-Z])(?!\s*[元万亿个人名辆项台件次])"
)


_SPELLED = 6.0
"""In character sizes: how far apart the characters of one word may be set."""


class Doubt(Exception):
    """A text could belong to more than one column."""


class Piece(NamedTuple):
    """A text without wide gaps, from where to where it stands."""

    text: str
    x0: float
    x1: float
    keys: tuple[int, ...]
    """What it was made of, by the numbers of the giver."""

    @property
    def middle(self) -> float:
        """Halfway between its ends."""
        return (self.x0 + self.x1) / 2

    @property
    def is_amount(self) -> bool:
        """Whether it is a figure with decimals or thousands separators."""
        return bool(_AMOUNT.fullmatch(self.text))

    @property
    def is_figure(self) -> bool:
        """Whether it is any figure, or the dash that stands for none."""
        return bool(_FIGURE.fullmatch(self.text))


class Row(NamedTuple):
    """The texts of one line."""

    y: float
    """Grows downwards."""
    size: float
    """The size of a character, in the unit of all positions."""
    pieces: tuple[Piece, ...]

    @property
    def has_figures(self) -> bool:
        """Whether one of its texts is a figure."""
        return any(piece.is_figure for piece in self.pieces)


class Rule(NamedTuple):
    """A level line that is drawn on the page."""

    y: float
    x0: float
    x1: float


class Placed(NamedTuple):
    """A cell: its place in the table and the pieces in it."""

    row: int
    column: int
    pieces: tuple[Piece, ...]
    rows: int = 1
    columns: int = 1
    text: str = ""


@dataclass(frozen=True)
class Table:
    """A table with the rows that it was made of."""

    first: int
    """The first of the given rows that belongs to it, and the first that does not any more."""
    end: int
    cells: tuple[Placed, ...]
    head_height: int
    edges: tuple[float, ...]

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(len(self.edges) - 1, 0)


def parting(text: str) -> int:
    """Return where a text must be parted because an amount and the next column's label stand too near; 0 for nowhere.

    >>> parting("27,900.73 一、教育支出"), parting("3.5万元"), parting("1.教育")
    (9, 0, 0)
    """
    found = _RUN_INTO.match(text)
    return found.end() if found else 0


def together(pieces: Sequence[Piece]) -> str:
    """Return pieces as one text; a blank stays between those of one line."""
    return " ".join(piece.text for piece in pieces)


def spelled(row: Row) -> Row:
    """Return a row's texts with the single characters that spell a word put together (项    目)."""
    pieces: list[Piece] = []
    gap = 0.0
    for piece in row.pieces:
        last = pieces[-1] if pieces else None
        step = piece.x0 - last.x1 if last else 0.0
        is_spelled = (
            last is not None and _is_letter(piece.text) and _is_letter(last.text.split(" ")[-1])
        )
        if last and is_spelled and step < _SPELLED * row.size and (not gap or step < 1.5 * gap):
            text, gap = f"{last.text} {piece.text}", max(gap, step)
            pieces[-1] = Piece(text, last.x0, piece.x1, last.keys + piece.keys)
        else:
            pieces.append(piece)
            gap = 0.0
    return row._replace(pieces=tuple(pieces))


def _is_letter(text: str) -> bool:
    return len(text) == 1 and not text.isascii()
