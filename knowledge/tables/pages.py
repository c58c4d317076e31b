"""A document's grids with their captions and notes; what continues on the next page is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from knowledge.document import Document, Finding, Grid, Paragraph
from knowledge.forms import form, form_of
from knowledge.tables.captions import (
    Caption,
    caption_of,
    is_note,
    is_strip,
    leads,
    notes_of,
    same_title,
)
from knowledge.tables.header import header_of, is_body_cell
from knowledge.tables.sheet import Sheet, fitted, joined, sheet_of
from knowledge.terms import squash

_STRIP = 2
"""Rows that a caption drawn as a table of its own may have."""
_NEAR = 3.0
"""Points by which the vertical lines of two pages may differ."""
_FRAGMENT = 30
"""Characters that a piece of a cell cut by a page's end may have, where no line closes the cell."""


@dataclass(slots=True)
class Part:
    """One captioned table of the document, with the sheets under the caption."""

    caption: Caption
    sheets: list[Sheet] = field(default_factory=list)
    notes: tuple[Paragraph, ...] = ()
    page: int | None = None
    """The last page that it stands on."""
    findings: tuple[Finding, ...] = ()


def parts_in(document: Document) -> tuple[list[Part], tuple[Paragraph, ...]]:
    """Given a document, return its captioned tables and the paragraphs that belong to none of them."""
    parts: list[Part] = []
    prose: list[Paragraph] = []
    gap: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            gap.append(block)
            continue
        if block.height <= _STRIP and is_strip([cell.text for cell in block.cells]):
            gap += [Paragraph(c.text, c.place) for c in block.cells if c.text.strip()]
        elif any(cell.text.strip() for cell in block.cells):
            prose += _take_grid(parts, block, gap)
            gap = []
    notes = notes_of(gap) if parts else ()
    if parts:
        parts[-1].notes += notes
    return parts, tuple(prose + gap[len(notes) :])


def _take_grid(parts: list[Part], grid: Grid, gap: list[Paragraph]) -> list[Paragraph]:
    """Add a grid to the parts; return the paragraphs before it that belong to no table."""
    inside, sheet, below = _peeled(sheet_of(grid))
    notes = notes_of(gap) if parts else ()
    rest = gap[len(notes) :]
    caption = caption_of([*rest, *inside])
    if _is_flat(sheet, caption):
        sheet = replace(sheet, spans_known=False)
    used = max(caption.used - len(inside), 0)
    prose = rest[: len(rest) - used]
    if parts:
        parts[-1].notes += notes
        if not notes and _continue(parts[-1], sheet, caption, grid, prose):
            parts[-1].page = grid.place.page
            parts[-1].notes += below
            return []
    parts.append(Part(caption, [sheet], below, grid.place.page))
    return prose


def _peeled(sheet: Sheet) -> tuple[list[Paragraph], Sheet, tuple[Paragraph, ...]]:
    """Return the lines of caption and notes that stand inside the grid, and the sheet without them."""
    rows = len(sheet.lines)
    top = 0
    while top < rows - 1 and leads(sheet.texts(top), alone=_is_alone(sheet, top)):
        top += 1
    if not any(any(sheet.texts(row)) for row in range(top)):
        top = 0
    notes = [r for r in range(top + 1, rows) if _is_alone(sheet, r) and is_note(sheet.text(r, 0))]
    bottom = min(notes, default=rows)
    if any(any(sheet.texts(r)) for r in range(bottom, rows) if not _is_alone(sheet, r)):
        bottom = rows
    inside = [
        Paragraph(cell.text, cell.place)
        for row in range(top)
        for cell in dict.fromkeys(sheet.lines[row])
        if cell.text and cell.row == row
    ]
    below = [
        Paragraph(sheet.text(r, 0), sheet.lines[r][0].place)
        for r in range(bottom, rows)
        if sheet.text(r, 0)
    ]
    return inside, sheet.part(range(top, bottom)), tuple(below)


def _is_flat(sheet: Sheet, caption: Caption) -> bool:
    """Whether a grid spans nowhere although its heads do: drawn cell by cell from a table that had lost its spans.

    Then blanks beside or below a head may belong to it, as in tab-separated text.
    """
    spans = any(cell.rows > 1 or cell.columns > 1 for line in sheet.lines for cell in line)
    if spans or not sheet.spans_known:
        return False
    unknown = replace(sheet, spans_known=False)
    known = form(form_of(caption.title))
    filled_in = known is not None and known.layout == "stacked"
    return filled_in or header_of(unknown).rows > header_of(sheet).rows


def _is_alone(sheet: Sheet, row: int) -> bool:
    """Whether one cell with text covers the whole row."""
    return sheet.spans_known and sheet.width > 1 and len(set(sheet.lines[row])) == 1


def _continue(
    part: Part, sheet: Sheet, caption: Caption, grid: Grid, prose: list[Paragraph]
) -> bool:
    """Add a sheet to the part that it continues; False where it continues none."""
    titled = caption.title is not None
    if titled and not same_title(part.caption.title, caption.title):
        return False
    again = not titled and bool(caption.used)
    if again and not _is_of_same(part.caption, caption):
        return False
    if not grid.spans_known:
        return not prose and _continue_text(part, sheet)
    last = part.sheets[-1]
    if not titled and not _follows(part, last, sheet, grid):
        return False
    filled_in = _is_filled_in(part) and bool(last.edges) and bool(sheet.edges)
    if prose and not _are_fragments(last, sheet, prose, filled_in=filled_in):
        return False
    fit = _fitted(last, sheet)
    repeated = _repeated(last, fit) if fit else 0
    if fit is None and not filled_in:
        return False
    if fit and not repeated and (again or _begins_alike(last, fit)):
        return False
    if fit:
        part.sheets[-1] = joined(last, fit, repeated)
    else:
        part.sheets.append(sheet)
    if prose:
        part.findings += (_unplaced(prose),)
    return True


def _is_of_same(first: Caption, again: Caption) -> bool:
    """Whether what stands above a sheet without a title is another's number, entity or unit, printed again."""
    told = ((first.number, again.number), (first.entity, again.entity), (first.unit, again.unit))
    return bool(again.number or again.entity) and all(
        new is None or squash(new) == squash(old or "") for old, new in told
    )


def _is_filled_in(part: Part) -> bool:
    """Whether a part is a form of stacked sub-tables, whose pages have columns of their own."""
    known = form(form_of(part.caption.title))
    return known is not None and known.layout == "stacked"


def _continue_text(part: Part, sheet: Sheet) -> bool:
    """Tab-separated lines after a blank line continue the table; with other columns, as a sheet of their own."""
    if sheet.width == part.sheets[-1].width:
        part.sheets[-1] = joined(part.sheets[-1], sheet)
    else:
        part.sheets.append(sheet)
    return True


def _follows(part: Part, last: Sheet, sheet: Sheet, grid: Grid) -> bool:
    """Whether a sheet without a title stands where a continuation may stand: at the top of the next page."""
    if part.page is None or grid.place.page is None:
        return sheet.width == last.width and not _heads_itself(sheet)
    return grid.place.page == part.page + 1


def _heads_itself(sheet: Sheet) -> bool:
    """Whether a sheet's first row is a header of its own."""
    return not any(is_body_cell(text) for text in sheet.texts(0)) and all(sheet.texts(0))


def _are_fragments(
    last: Sheet, sheet: Sheet, prose: list[Paragraph], *, filled_in: bool = False
) -> bool:
    """Whether the lines between are pieces of a cell that the page's end has cut: short, and no sentences.

    `filled_in`: a form whose pages have columns of their own.
    """
    same = len(last.edges) == len(sheet.edges) and all(
        abs(a - b) <= _NEAR for a, b in zip(last.edges, sheet.edges, strict=True)
    )
    return (same or filled_in) and bool(last.edges) and all(len(p.text) <= _FRAGMENT for p in prose)


def _unplaced(prose: list[Paragraph]) -> Finding:
    texts = "、".join(paragraph.text for paragraph in prose)
    return Finding("text_unplaced", "warning", (), (prose[0].place,), (texts,))


def _fitted(base: Sheet, sheet: Sheet) -> Sheet | None:
    """Return the sheet in the base's columns, where its vertical lines are among the base's."""
    if base.width == sheet.width:
        return sheet
    if not base.edges or not sheet.edges:
        return None
    found = [_nearest(base.edges, edge) for edge in sheet.edges]
    if any(place is None for place in found):
        return None
    places = [place for place in found if place is not None]
    columns = [(a, b - 1) for a, b in pairwise(places)]
    if len(columns) != sheet.width or any(b < a for a, b in columns):
        return None
    return fitted(sheet, columns, base.width, base.edges)


def _nearest(edges: Sequence[float], edge: float) -> int | None:
    place = min(range(len(edges)), key=lambda i: abs(edges[i] - edge))
    return place if abs(edges[place] - edge) <= _NEAR else None


def _begins_alike(base: Sheet, sheet: Sheet) -> bool:
    """Whether a sheet begins with the same label as the base, with something else beside it: another form."""
    first, again = base.text(0, 0), sheet.text(0, 0)
    return bool(first) and squash(first) == squash(again)


def _repeated(base: Sheet, sheet: Sheet) -> int:
    """Return how many rows of the continued sheet repeat the base's header."""
    header = header_of(base)
    rows = 0
    while rows < min(header.rows + header.ordinals, len(sheet.lines)):
        if [squash(t) for t in sheet.texts(rows)] != [squash(t) for t in base.texts(rows)]:
            break
        rows += 1
    return rows
