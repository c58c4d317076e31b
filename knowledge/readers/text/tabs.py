"""Lines with tabs → a grid."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from knowledge.readers.text.lines import Found, Line, grid_of, paragraphs_of


def found_at(lines: Sequence[Line], at: int) -> Found | None:
    """Return the run of lines with tabs that begins here; one without two cells anywhere is only indented."""
    run = list(takewhile(lambda line: "\t" in line.text, lines[at:]))
    if not run:
        return None
    rows = [(number, [cell.strip() for cell in text.split("\t")]) for number, text in run]
    if any(sum(map(bool, cells)) > 1 for _, cells in rows):
        return Found(len(run), (grid_of(rows),))
    return Found(len(run), paragraphs_of(run))
