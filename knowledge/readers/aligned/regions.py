"""Rows of texts → where tables are: the rows of figures, and those above that are their head."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from knowledge.readers.aligned.rows import Row, Rule

_FEWEST = 3
"""Rows with an amount; fewer are a list in running text."""
_APART = 3.0
"""In usual distances between rows: further apart are two tables."""
_MOST_HEADS = 7
_NEAR = 0.8
"""In usual distances between rows: nearer is a line of the same row."""
_LONG = 40
"""Characters; a longer text is no label."""
_WIDTH = 0.8
"""The part of a table's width that a line under its title or head runs along."""


class Region(NamedTuple):
    """The rows of one table: from `head` on its head, from `body` on its body, up to `end`."""

    head: int
    body: int
    end: int


def regions_in(rows: Sequence[Row], rules: Sequence[Rule]) -> list[Region]:
    """Return where tables stand among the rows, from top to bottom."""
    found: list[Region] = []
    done = 0
    for first, end in _bodies(rows):
        head = _head(rows, first, end, max(done, first - _MOST_HEADS), rules)
        found.append(Region(head, first, end))
        done = end
    return found


def is_kind(text: str, kind: str) -> bool:
    """Return whether a text looks like one of layout.toml's kinds."""
    return bool(_words()[kind].fullmatch(re.sub(r"\s", "", text)))


def is_ordinal(row: Row) -> bool:
    """Return whether a row only numbers the columns: 栏次 1 2 3."""
    numbers = [int(piece.text) for piece in row.pieces if piece.text.isdecimal()]
    beside = "".join(piece.text for piece in row.pieces if not piece.text.isdecimal())
    is_rising = numbers == list(range(1, len(numbers) + 1)) or numbers == list(range(len(numbers)))
    return (
        bool(numbers)
        and is_rising
        and is_kind(beside, "ordinal")
        and (len(numbers) > 1 or bool(beside))
    )


def pitch_of(rows: Sequence[Row]) -> float:
    """Return the usual distance between two rows of figures next to each other; 0 where there are none."""
    steps = [b.y - a.y for a, b in pairwise(rows) if a.has_figures and b.has_figures]
    return median(steps) if steps else 0.0


def _bodies(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the first row of each run with amounts in columns, and the one after its last."""
    amounts = [
        n for n, row in enumerate(rows) if _is_body(row) and any(p.is_amount for p in row.pieces)
    ]
    runs: list[list[int]] = []
    for number in amounts:
        if not runs or not _is_open(rows, runs[-1][-1], number):
            runs.append([])
        runs[-1].append(number)
    bodies = []
    for run in runs:
        if len(run) >= _FEWEST:
            first, last = _upwards(rows, run), _downwards(rows, run)
            bodies.append((first, last + 1))
    return bodies


def _is_body(row: Row) -> bool:
    """Return whether a row may stand in a table's body: several short texts, none of running text."""
    return len(row.pieces) > 1 and not any(_is_foreign(piece.text) for piece in row.pieces)


def _is_foreign(text: str) -> bool:
    return len(text) > _LONG or any(is_kind(text, kind) for kind in ("caption", "prose", "entry"))


def _is_open(rows: Sequence[Row], last: int, number: int) -> bool:
    """Return whether nothing between two rows of amounts ends a table."""
    between = rows[last + 1 : number]
    steps = [b.y - a.y for a, b in zip(rows[last:number], rows[last + 1 : number + 1], strict=True)]
    far = _APART * max(min(steps), 1.2 * rows[last].size)
    return max(steps) <= far and not any(_is_foreign(p.text) for row in between for p in row.pieces)


def _upwards(rows: Sequence[Row], run: Sequence[int]) -> int:
    """Return the first row of a body: rows of figures without decimals (0, —) may stand above the first amount."""
    first = run[0]
    while (
        first
        and _is_body(rows[first - 1])
        and _is_values(rows[first - 1])
        and _is_near(rows, first - 1, run)
    ):
        first -= 1
    return first - (first > 0 and _is_rest(rows, first - 1, first, run))


def _is_values(row: Row) -> bool:
    """Return whether a row tells values; one of numbers alone (1 2 3) counts the columns."""
    return row.has_figures and not is_ordinal(row)


def _downwards(rows: Sequence[Row], run: Sequence[int]) -> int:
    last = run[-1]
    while last + 1 < len(rows) and (
        (_is_body(rows[last + 1]) and _is_near(rows, last, run))
        or _is_rest(rows, last + 1, last, run)
    ):
        last += 1
    return last


def _is_rest(rows: Sequence[Row], number: int, beside: int, run: Sequence[int]) -> bool:
    """Return whether a row of one text stands so near to another that it is a broken label's other line."""
    usual = pitch_of([rows[index] for index in range(run[0], run[-1] + 1)])
    row = rows[number]
    is_lone = len(row.pieces) == 1 and not row.has_figures
    return is_lone and abs(row.y - rows[beside].y) < _NEAR * usual


def _is_near(rows: Sequence[Row], upper: int, run: Sequence[int]) -> bool:
    """Return whether a row and the next stand no further apart than those of the body do."""
    usual = pitch_of([rows[number] for number in range(run[0], run[-1] + 1)])
    return rows[upper + 1].y - rows[upper].y <= 1.8 * max(usual, rows[upper].size)


def _head(rows: Sequence[Row], first: int, end: int, least: int, rules: Sequence[Rule]) -> int:
    """Return the first row of the head above a body: up to its title, its unit, or the line above it all."""
    pieces = [piece for row in rows[first:end] for piece in row.pieces]
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    far = max(_APART * pitch_of(rows[first:end]), 2 * _APART * rows[first].size)
    head = first
    while head > least and rows[head].y - rows[head - 1].y <= far and _may_head(rows[head - 1]):
        head -= 1
    wide = [r.y for r in rules if min(r.x1, right) - max(r.x0, left) >= _WIDTH * (right - left)]
    inside = [y for y in wide if (rows[head - 1].y if head else -math.inf) < y < rows[first - 1].y]
    while inside and rows[head].y < min(inside) and len(rows[head].pieces) == 1:
        head += 1
    while head < first and len(rows[head].pieces) == 1 and _is_alone(rows[head], left, right):
        head += 1
    return head


def _may_head(row: Row) -> bool:
    return not any(_is_foreign(piece.text) or piece.is_amount for piece in row.pieces)


def _is_alone(row: Row, left: float, right: float) -> bool:
    """Return whether a lone text stands in the middle of the whole table: its title, and no head in it."""
    return abs(row.pieces[0].middle - (left + right) / 2) < 2 * row.size


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data = resources.files("knowledge.readers.aligned").joinpath("layout.toml").read_text("utf-8")
    return {name: re.compile(pattern) for name, pattern in tomllib.loads(data).items()}
