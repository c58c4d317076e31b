"""Rows of texts that stand in columns without lines between → tables, or the refusal to say which column is which.

rows      what is given: texts with where they begin and end
regions   which rows are the body of a table, and which the head above it
columns   the bands that the texts of the body stand in
heads     which columns a head stands over
body      the rows, broken labels made whole

A table comes back only where every text has one place that it can belong to. Where a figure could belong to
two columns, or a head to one or to several, the region is `Unsure`: its figures are not read at all.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from knowledge.readers.aligned.body import body_of
from knowledge.readers.aligned.columns import Band, bands_of, without_headless
from knowledge.readers.aligned.heads import heads_of
from knowledge.readers.aligned.regions import Region, is_ordinal, regions_in
from knowledge.readers.aligned.rows import Doubt, Piece, Placed, Row, Rule, Table, parting, spelled

__all__ = ["Piece", "Placed", "Row", "Rule", "Table", "Unsure", "parting", "tables_in"]


class Unsure(Table):
    """A region whose figures stand in columns that cannot be told apart for certain; it has no cells."""


def tables_in(rows: Sequence[Row], rules: Sequence[Rule] = ()) -> Iterator[Table]:
    """Yield the tables among rows of texts from top to bottom; `rules` are level lines that are drawn between.

    >>> def row(y, *texts):
    ...     return Row(y, 1, tuple(Piece(t, x, x + len(t), (n,)) for n, (x, t) in enumerate(texts)))
    >>> rows = [row(0, (0, "Item"), (12, "Sum")), row(1, (0, "A"), (10, "11.00"))]
    >>> rows += [row(2, (0, "B"), (11, "2.00")), row(3, (0, "C"), (11, "3.00"))]
    >>> [(cell.row, cell.column, cell.text) for cell in next(tables_in(rows)).cells][:4]
    [(0, 0, 'Item'), (0, 1, 'Sum'), (1, 0, 'A'), (1, 1, '11.00')]
    """
    for region in regions_in(rows, rules):
        try:
            yield _table(rows, region, rules)
        except Doubt:
            yield Unsure(region.head, region.end, (), 0, ())


def _table(rows: Sequence[Row], region: Region, rules: Sequence[Rule]) -> Table:
    body = [spelled(row) for row in rows[region.body : region.end]]
    bands = bands_of(body)
    head_rows = [spelled(row) for row in rows[region.head : region.body] if not is_ordinal(row)]
    bands = without_headless(bands, head_rows, body)
    heads, height = heads_of(head_rows, bands, rules)
    cells = body_of(body, bands, height)
    return Table(region.head, region.end, (*heads, *cells), height, _edges(bands, head_rows))


def _edges(bands: Sequence[Band], head_rows: Sequence[Row]) -> tuple[float, ...]:
    """Return where one column ends and the next begins: midway between their texts."""
    pieces = [piece for row in head_rows for piece in row.pieces]
    left = min([bands[0].x0, *(piece.x0 for piece in pieces)])
    right = max([bands[-1].x1, *(piece.x1 for piece in pieces)])
    middles = [(one.x1 + other.x0) / 2 for one, other in itertools.pairwise(bands)]
    return (left, *middles, right)
