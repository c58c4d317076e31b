"""Pages that hold one cell a line and no table → grids, where the rows can be told for certain.

A blank cell leaves no line, so only rows that are all filled can be counted off: heads, then again and again
a label with as many figures as there are heads for. Whatever else stands there stays lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.document import Block, Grid, GridCell, Paragraph, Place

_FIGURE = re.compile(r"[-－]?[\d,]+(\.\d+)?%?|[-—–－]{1,2}")
_AMOUNT = re.compile(r"[-－]?(\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+)")
_FEWEST = 3
_LONGEST = 30
"""Characters of a label or a head."""
_CAPTION = re.compile(r"[:：。；]|表([（(].*[）)])?$")


def with_grids(blocks: Sequence[Block]) -> list[Block]:
    """Return a page's blocks with the runs of lone cells that are a table for certain as grids."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        run = _run(blocks, at)
        width = _width(run)
        if width:
            found.append(_grid(run, width))
        else:
            found += run or blocks[at : at + 1]
        at += max(len(run), 1)
    return found


def _run(blocks: Sequence[Block], at: int) -> list[Paragraph]:
    """Return the short lines from here on, up to one that can be no cell."""
    run: list[Paragraph] = []
    for block in blocks[at:]:
        if not isinstance(block, Paragraph) or block.level or len(block.text) > _LONGEST:
            break
        if _CAPTION.search(re.sub(r"\s", "", block.text)):
            break
        run.append(block)
    return run


def _width(run: Sequence[Paragraph]) -> int:
    """Return how many columns a run's table has; 0 where it is none for certain."""
    kinds = "".join("F" if _FIGURE.fullmatch(line.text) else "W" for line in run)
    match = re.fullmatch(r"(W+)W(F+)(?:W\2)*", kinds)
    if match is None or not any(_AMOUNT.fullmatch(line.text) for line in run):
        return 0
    heads, group = len(match[1]), len(match[2]) + 1
    is_whole = heads % group == 0 and len(kinds) % heads == 0
    return heads if is_whole and len(kinds) // heads > _FEWEST else 0


def _grid(run: Sequence[Paragraph], width: int) -> Grid:
    return Grid(tuple(_cells(run, width)), len(run) // width, width, Place(line=run[0].place.line))


def _cells(run: Sequence[Paragraph], width: int) -> Iterator[GridCell]:
    for index, line in enumerate(run):
        yield GridCell(index // width, index % width, line.text, line.place)
