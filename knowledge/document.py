"""What is on the paper: a source, its blocks, its tables, and what is wrong with it.

Every value here is frozen. A reader makes a `Document`; `tables_in` makes `Table`s of its grids.
A fault of the source is a `Finding` that travels along; it is never raised and never silently mended.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its source; pages and lines count from 1."""

    page: int | None = None
    line: int | None = None
    table: str | None = None
    """The table's number as printed, blanks removed (附表4-7)."""
    table_title: str | None = None
    row: str | None = None
    """The cell's row label, as printed (blanks inside words removed)."""
    column: str | None = None
    """The cell's column path, levels joined by " / "."""
    section: str | None = None
    """The heading path of a narrative source, joined by " / "."""
    bbox: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top in PDF points; None for formats without pages."""
    file: str | None = None
    """The name of the file, for a disclosure that was published in several; None for one in a single file."""

    def at(self, **changes: object) -> Place:
        """Return this place with some of its parts replaced."""
        parts = dict(zip(_PARTS, _parts_of(self), strict=True)) | changes
        return Place(**parts)


_PARTS = tuple(each.name for each in fields(Place))
_parts_of = attrgetter(*_PARTS)
"""Named once: `dataclasses.replace` looks them up at each call, and every cell's place is made so."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader of the source must know; worded from findings.toml by its code."""

    code: str
    """The key of its template in findings.toml."""
    severity: Severity
    values: tuple[tuple[str, str], ...] = ()
    """What the template's slots are filled with."""
    places: tuple[Place, ...] = ()
    quotes: tuple[str, ...] = ()
    """The source's own words, one a place."""

    def value(self, name: str) -> str:
        """Return what fills the slot `name`, or an empty string."""
        return dict(self.values).get(name, "")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read."""

    id: str
    """The document's id: its file name without the ending."""
    path: str
    format: str
    """txt, pdf, xlsx, docx or html."""
    digest: str
    """SHA-256 of its bytes, in hex."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph of running text, as printed."""

    text: str
    place: Place
    level: int = 0
    """1 to 9 for what the format itself marks as a heading of that level, else 0."""
    turns: tuple[tuple[int, Place], ...] = ()
    """Where it goes on, on later pages: from which character on, and its place there."""

    def with_rest(self, text: str, rest: Paragraph, *, apart: bool = False) -> Paragraph:
        """Return it with the words of both, given the rest: where that begins on another page is kept.

        Where it is a paragraph `apart` it keeps its place in any case.
        """
        last = self.turns[-1][1] if self.turns else self.place
        turned = apart or rest.place.page != last.page
        at = len(text) - len(rest.text)
        later = tuple((at + offset, place) for offset, place in rest.turns)
        turns = (*self.turns, *(((at, rest.place),) if turned else ()), *later)
        return replace(self, text=text, turns=turns)


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell of a grid, with the rows and columns it spans; text as printed."""

    row: int
    column: int
    text: str
    place: Place
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled or tab-separated table as it stands on the page, before anybody knows what it means."""

    cells: tuple[GridCell, ...]
    height: int
    width: int
    place: Place
    spans_known: bool = True
    """False where the format cannot tell a blank cell from a covered one (tab-separated text)."""
    edges: tuple[float, ...] = ()
    """The x positions of the vertical lines in PDF points, left to right: continuation pages are joined by these."""
    margins: tuple[tuple[int, float], ...] = ()
    """By column, how many characters its leftmost text stands off the line: what the texts' indents count from."""
    open_above: frozenset[int] = frozenset()
    """The columns whose first cell has no line above it: it continues one of the page before."""
    open_below: frozenset[int] = frozenset()
    """The columns whose last cell has no line below it: the page's end cuts it."""


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A disclosure as read: its blocks in the order of reading, and what was wrong while reading."""

    source: Source
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One body cell of a table: where it stands and what is printed in it (blanks inside words removed)."""

    row: int
    column: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its header levels from the outermost in."""

    path: tuple[str, ...]
    half: int = 0
    """Which of several side-by-side parts it belongs to, from the left."""
    is_label: bool = False
    """Whether it holds labels or codes rather than values."""


@dataclass(frozen=True, slots=True)
class Row:
    """One body row of one half of a table."""

    label: str
    path: tuple[str, ...]
    """The labels of the rows it is a part of, outermost first, and its own last."""
    codes: tuple[str, ...] = ()
    """Codes printed in the row, blanks removed; a split code (类 款 项) joined, then nothing else."""
    half: int = 0
    is_total: bool = False
    """Whether it is a 合计/总计 row, or the department's own row that stands for it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the disclosure with its header tree and its body."""

    index: int
    """Its position among the document's tables, from 0."""
    number: str | None
    title: str | None
    unit: str | None
    """元, 万元, … where one is printed for the table; None otherwise."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    """Body cells; `row` indexes `rows` and `column` indexes `columns`."""
    place: Place
    form: str | None = None
    """The standard form's id in forms.toml, or None where it was not recognised."""
    notes: tuple[Paragraph, ...] = ()
    """说明/注 lines that belong to it."""
    entity: str | None = None
    """The 部门/单位 named above it, where one is."""
    fields: tuple[tuple[Row, Column, Cell], ...] = field(default=())
    """Label → value pairs of a form-like part (项目负责人: …), which has no header row."""
