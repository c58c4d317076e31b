"""What a worksheet shows → paragraphs and grids: ruled rows are tables, the rest is text.

Where a sheet has no lines at all, rows with several cells are a table, and the lone cells above and
below it its title and notes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from knowledge.document import Block, Grid, GridCell, Paragraph, Place
from knowledge.readers.wrapped import unwrapped
from knowledge.readers.xlsx.cells import Shown
from knowledge.readers.xlsx.fold import Spot


def blocks_of(cells: Shown, sheet: str) -> Iterator[Block]:
    """Yield a sheet's paragraphs and grids from top to bottom."""
    rows: dict[int, list[Spot]] = {}
    for spot in sorted(cells.texts):
        rows.setdefault(spot.row, []).append(spot)
    tables = _ruled_runs(cells) or _plain_runs(rows, cells)
    inside = {row: top for top, bottom in tables for row in range(top, bottom + 1)}
    bottoms = dict(tables)
    for row in sorted(set(rows) | set(bottoms)):
        if row in bottoms:
            yield _grid(cells, row, bottoms[row], sheet)
        elif row not in inside:
            for spot in rows[row]:
                yield from _paragraphs(cells.texts[spot], cells.lines(row), sheet)


def _ruled_runs(cells: Shown) -> list[tuple[int, int]]:
    """Return the first and last rows of each run of rows in which at least two cells have lines beside them."""
    count: dict[int, int] = {}
    for spot in cells.ruled:
        count[spot.row] = count.get(spot.row, 0) + 1
    runs: list[tuple[int, int]] = []
    for row in sorted(row for row, ruled in count.items() if ruled > 1):
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    filled = {spot.row for spot in cells.texts}
    return [run for run in runs if any(row in filled for row in range(run[0], run[1] + 1))]


def _plain_runs(rows: dict[int, list[Spot]], cells: Shown) -> list[tuple[int, int]]:
    """Return the runs of rows that make a table without lines: from its first row of several cells to its last."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if not runs or row > runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(row)
    found = []
    for run in runs:
        several = [row for row in run if _is_table_row([cells.texts[spot] for spot in rows[row]])]
        if len(several) > 1:
            last = max(
                row for row in run if row in several or not _is_note(cells.texts[rows[row][0]])
            )
            found.append((several[0], last))
    return found


def _is_table_row(texts: list[str]) -> bool:
    return len(texts) > 1 and not all(
        _words()["caption"].match(re.sub(r"\s", "", text)) for text in texts
    )


def _is_note(text: str) -> bool:
    return bool(_words()["note"].match(re.sub(r"\s", "", text)))


def _paragraphs(text: str, row: int, sheet: str) -> Iterator[Paragraph]:
    for line in text.splitlines():
        if plain := unwrapped(line).strip():
            yield Paragraph(plain, Place(line=row, section=sheet))


def _grid(cells: Shown, top: int, bottom: int, sheet: str) -> Grid:
    """Return the cells of some rows as a grid; blank ones count, covered ones do not."""
    left, right = _sides(cells, top, bottom)
    covered: set[Spot] = set()
    found = []
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            spot = Spot(row, column)
            if spot in covered:
                continue
            high, wide = cells.spans.get(spot, (1, 1))
            high, wide = min(high, bottom - row + 1), min(wide, right - column + 1)
            covered.update(
                Spot(row + down, column + along) for down in range(high) for along in range(wide)
            )
            text = unwrapped(cells.texts.get(spot, ""))
            place = Place(line=cells.lines(row), section=sheet)
            found.append(GridCell(row - top, column - left, text, place, high, wide))
    place = Place(line=cells.lines(top), section=sheet)
    return Grid(tuple(found), bottom - top + 1, right - left + 1, place)


def _sides(cells: Shown, top: int, bottom: int) -> tuple[int, int]:
    """Return the first and last columns that some rows fill or rule; a merged area may reach far beyond."""
    columns = [spot.column for spot in cells.texts if top <= spot.row <= bottom]
    columns += [spot.column for spot in cells.ruled if top <= spot.row <= bottom]
    return min(columns), max(columns)


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data = (
        resources.files("knowledge.readers.xlsx")
        .joinpath("layout.toml")
        .read_text(encoding="utf-8")
    )
    return {name: re.compile(pattern) for name, pattern in tomllib.loads(data).items()}
