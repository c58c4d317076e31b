"""Heads above columns: which stands over one of them, which over several, which goes on below itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.readers.aligned.columns import Band, over
from knowledge.readers.aligned.rows import Doubt, Piece, Placed, Row, Rule
from knowledge.readers.wrapped import unwrapped

_SAME = 0.4
"""In character sizes: how far the middles or the beginnings of two lines of one head may lie apart."""
_ASIDE = 4.0
"""In character sizes: how far aside of the middle of several columns a head may stand that covers them all."""
_NEAR, _APART = 1.0, 1.5
"""In character sizes: how near the middle a head must stand, and how much nearer than to any other."""
_TIGHT = 1.6
"""In character sizes: lines of one head stand no further apart."""


@dataclass(eq=False)
class _Head:
    """A head over the columns from `first` to `last`, with those that divide it."""

    first: int
    last: int
    pieces: list[Piece]
    y: float
    parts: list[_Head] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return (min(p.x0 for p in self.pieces) + max(p.x1 for p in self.pieces)) / 2

    @property
    def height(self) -> int:
        return 1 + max((part.height for part in self.parts), default=0)


_Choice = tuple[float, list[_Head]]
"""How far a text stands from the middle of what it may stand over, and what that is."""


def heads_of(
    head_rows: Sequence[Row], bands: Sequence[Band], rules: Sequence[Rule]
) -> tuple[tuple[Placed, ...], int]:
    """Return the cells of the head and its height; raise `Doubt` where a head could stand over other columns.

    It is put together from the bottom up: a text stands over a column that has no head yet, goes on above
    the head that a column has, or stands over several heads in whose middle it is.
    """
    builder = _Builder(bands, rules)
    for row in reversed(head_rows):
        builder.add(row)
    tops = builder.tops()
    height = max(top.height for top in tops)
    return tuple(cell for top in tops for cell in _cells(top, 0, height)), height


class _Builder:
    def __init__(self, bands: Sequence[Band], rules: Sequence[Rule]) -> None:
        self._bands = bands
        self._rules = rules
        self._top: list[_Head | None] = [None] * len(bands)
        self._y_below = float("inf")

    def add(self, row: Row) -> None:
        """Put a row of texts above the heads so far."""
        covered = [over(self._frames(), piece, row.size) for piece in row.pieces]
        columns = [column for one in covered for column in one]
        if len(columns) != len(set(columns)):
            raise Doubt
        for piece, own in zip(row.pieces, covered, strict=True):
            taken = set(columns) - set(own)
            self._put(piece, own, row, taken)
        self._y_below = row.y

    def tops(self) -> list[_Head]:
        """Return the outermost heads from the left; raise `Doubt` where a column has none."""
        tops: list[_Head] = []
        for head in self._top:
            if head is None:
                raise Doubt
            if not tops or tops[-1] is not head:
                tops.append(head)
        return tops

    def _frames(self) -> list[Band]:
        """Return the columns as wide as their texts and heads are: a head may stand beside short figures."""
        frames = list(self._bands)
        for column, head in enumerate(self._top):
            if head is not None and head.first == head.last:
                x0, x1 = min(p.x0 for p in head.pieces), max(p.x1 for p in head.pieces)
                band = frames[column]
                frames[column] = Band(min(band.x0, x0), max(band.x1, x1), band.has_figures)
        return frames

    def _put(self, piece: Piece, own: tuple[int, ...], row: Row, taken: set[int]) -> None:
        below = [self._top[column] for column in own]
        if own and all(head is None for head in below):
            self._put_first(piece, own, row)
            return
        if any(head is None for head in below):
            raise Doubt
        ruled = self._ruled(piece, row)
        choices = [*self._continued(piece, own, row), *self._groups(piece, own, row, taken)]
        parts = ruled or _only(choices, row.size)
        if len(parts) == 1 and not ruled:
            parts[0].pieces.insert(0, piece)
            parts[0].y = row.y
            return
        head = _Head(parts[0].first, parts[-1].last, [piece], row.y, parts)
        self._top[head.first : head.last + 1] = [head] * (head.last + 1 - head.first)

    def _put_first(self, piece: Piece, own: tuple[int, ...], row: Row) -> None:
        """Put the lowest head over a column; only columns of codes or words may share one."""
        if len(own) > 1 and any(self._bands[column].has_figures for column in own):
            raise Doubt
        head = _Head(own[0], own[-1], [piece], row.y)
        self._top[own[0] : own[-1] + 1] = [head] * len(own)

    def _continued(self, piece: Piece, own: tuple[int, ...], row: Row) -> Iterator[_Choice]:
        """Yield the head that a text may be the line above of: one over the same columns with the same middle."""
        head = self._top[own[0]] if own else None
        is_same = head is not None and all(self._top[column] is head for column in own)
        is_tight = self._y_below - row.y < _TIGHT * row.size
        if head and is_same and is_tight and not head.parts:
            aside = min(abs(head.middle - piece.middle), abs(head.pieces[0].x0 - piece.x0))
            if aside < _SAME * row.size:
                yield aside, [head]

    def _groups(
        self, piece: Piece, own: tuple[int, ...], row: Row, taken: set[int]
    ) -> Iterator[_Choice]:
        """Yield the heads that a text may stand over together: neighbours in whose middle it is."""
        heads = list(dict.fromkeys(head for head in self._top if head is not None))
        for first in range(len(heads)):
            for last in range(first + 1, len(heads)):
                run = heads[first : last + 1]
                columns = set(range(run[0].first, run[-1].last + 1))
                middle = (run[0].middle + run[-1].middle) / 2
                is_level = len(own) != 1 or len({head.y for head in run}) == 1
                is_whole = sum(h.last + 1 - h.first for h in run) == len(columns)
                aside = abs(middle - piece.middle)
                fits = is_level and is_whole and aside < _ASIDE * row.size
                if fits and set(own) <= columns and not columns & taken:
                    yield aside, run

    def _ruled(self, piece: Piece, row: Row) -> list[_Head]:
        """Return the heads below the line that is drawn under a text, where it runs along some of them."""
        for rule in self._rules:
            if row.y < rule.y < self._y_below and rule.x0 <= piece.middle <= rule.x1:
                run = [h for h in dict.fromkeys(self._top) if h and rule.x0 <= h.middle <= rule.x1]
                if 1 < len(run) < len(set(self._top)):
                    return run
        return []


def _only(choices: Sequence[_Choice], size: float) -> list[_Head]:
    """Return what a text stands over where that is clear: the only choice, or the one far nearer its middle."""
    if not choices:
        raise Doubt
    (aside, run), *others = sorted(choices, key=lambda choice: choice[0])
    is_near = aside < _NEAR * size and all(other > aside + _APART * size for other, _ in others)
    may_go_on = any(len(parts) == 1 for _, parts in choices)
    if others and (may_go_on or not is_near):
        raise Doubt
    return run


def _cells(head: _Head, level: int, height: int) -> Iterator[Placed]:
    text = unwrapped("\n".join(piece.text for piece in head.pieces))
    rows = 1 if head.parts else height - level
    yield Placed(level, head.first, tuple(head.pieces), rows, head.last - head.first + 1, text)
    for part in head.parts:
        yield from _cells(part, level + 1, height)
