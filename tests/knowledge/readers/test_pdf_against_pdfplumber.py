"""Our line grid against an independent engine, on pages of real disclosures."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from knowledge.document import Grid
from knowledge.readers.paged.sheet import sheet_of
from knowledge.readers.pdf.ink import pages_of
from knowledge.readers.pdf.pdfium import opened

DISCLOSURES = Path(__file__).resolve().parents[3] / "../shared/disclosures"
PDFS = sorted(DISCLOSURES.glob("*.pdf"))
EVERY = int(os.environ.get("EVERY_NTH_PAGE", "3"))
"""Every third page is compared, a different one in each file; EVERY_NTH_PAGE=1 takes half a minute for all."""

TALL = {"重庆市气象局2026年部门预算情况说明"}
"""Its font claims twice its height: pdfplumber finds the cells, but orders by it and mixes up the text."""

pytestmark = pytest.mark.skipif(not PDFS, reason="the disclosures are not here")


def is_light(colour: Any) -> bool:
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    return (
        all(part < 0.06 for part in parts)
        if len(parts) == 4
        else all(part > 0.94 for part in parts)
    )


def is_inked(thing: dict[str, Any]) -> bool:
    """Return whether something drawn can be seen; pdfplumber takes white lines for lines."""
    if thing["object_type"] not in ("rect", "line", "curve"):
        return True
    stroked = thing.get("stroke") and not is_light(thing.get("stroking_color"))
    return bool(stroked or (thing.get("fill") and not is_light(thing.get("non_stroking_color"))))


def bare(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def theirs(page: pdfplumber.page.Page) -> list[Counter[str]]:
    tables = [
        table for table in page.filter(is_inked).find_tables() if len(table.rows[0].cells) > 1
    ]
    return [
        Counter(bare(cell) for row in table.extract() for cell in row if cell is not None)
        for table in tables
    ]


def ours(grid: Grid) -> Counter[str]:
    return Counter(bare(cell.text) for cell in grid.cells)


def at_open_edges(grid: Grid) -> Counter[str]:
    """Return the cells that a line missing above or below may leave open."""
    return Counter(
        bare(cell.text)
        for cell in grid.cells
        if 0 in (cell.row, grid.height - cell.row - cell.rows)
    )


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_another_engine_finds_the_same_cells(path: Path) -> None:
    differing = []
    start = PDFS.index(path)
    with opened(path) as document, pdfplumber.open(path) as other:
        for page in pages_of(document):
            if page.number % EVERY != start % EVERY:
                continue
            grids = [grid for _, grid in sheet_of(page).grids]
            found = theirs(other.pages[page.number - 1])
            if len(grids) != len(found) or not all(
                is_same(grid, one, by_number=path.stem in TALL or bool(page.hidden))
                for grid, one in zip(grids, found, strict=True)
            ):
                differing.append(page.number)
    assert differing == []


def is_same(grid: Grid, found: Counter[str], *, by_number: bool) -> bool:
    """Return whether both read the same cells; what has no line above or below it only we see.

    By number alone where the texts must differ: pdfplumber shows what a clip hides.
    """
    if by_number:
        return found.total() <= len(grid.cells) <= found.total() + at_open_edges(grid).total()
    return not found - ours(grid) and not ours(grid) - found - at_open_edges(grid)
