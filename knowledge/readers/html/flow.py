"""The tree of an ordinary page → paragraphs and grids in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.document import Block, Grid, GridCell, Paragraph, Place
from knowledge.readers.html.site import is_menu
from knowledge.readers.html.tree import Node, attribute, children_of, text_in
from knowledge.readers.wrapped import unwrapped

_BLOCKS_TAGS = """address article aside blockquote body center dd details div dl dt fieldset figcaption figure
form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th
thead tr ul"""
_BLOCKS = frozenset(_BLOCKS_TAGS.split())
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SOURCE_BREAK = re.compile(r"(?<=[\u3000-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\uffef])")
_BLANKS = re.compile(r"[ \xa0\u3000\u2002-\u200a]+")
_UNPRINTED = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_FIELD = re.compile(
    r"(?:HYPERLINK|TOC|PAGEREF)\s+(?:\\[a-z]\s*|\"[^\"]*\"\s*|_Toc\w+\s*)+", re.IGNORECASE
)
"""Instructions of a word processor that were left in the page."""
_HEADING = re.compile(r"h[1-6]")
_MENUS = frozenset(
    ("div", "ul", "ol", "table", "p", "section", "header", "aside", "dl", "tr", "td")
)
_MAX_SPAN = 200
_LONG = 400
"""Characters; a table with cells so long and so few lays out a page and is none."""


def blocks_of(body: Node) -> Iterator[Block]:
    """Yield a page's paragraphs and tables, numbered by the lines they begin on."""
    line = 0
    for part in _parts(body):
        line += 1
        if isinstance(part, Text):
            yield Paragraph(part.text, Place(line=line), part.level)
        else:
            grid = _grid(part, line)
            line += max(grid.height - 1, 0)
            if grid.cells:
                yield grid


class Text(NamedTuple):
    """A paragraph, with its level where it is a heading."""

    text: str
    level: int


class _Heading(NamedTuple):
    """Where a heading begins."""

    level: int


def _parts(node: Node) -> Iterator[Text | Node]:
    """Yield the paragraphs under a node as texts, its tables as nodes."""
    text = ""
    level = 0
    for piece in _pieces(node):
        if isinstance(piece, str):
            text += piece
            continue
        yield from _paragraphs(text, level)
        text = ""
        level = piece.level if isinstance(piece, _Heading) else 0
        if isinstance(piece, Node):
            yield piece
    yield from _paragraphs(text, level)


def _pieces(node: Node) -> Iterator[str | Node | _Heading | None]:
    """Yield texts, tables, and None wherever a block begins or ends; menus of links are left out."""
    for child in children_of(node):
        tag = child.tag or ""
        if tag == "-text":
            yield _SPACE.sub(" ", _SOURCE_BREAK.sub("", text_in(child)))
        elif tag == "br":
            yield "\n"
        elif tag in _MENUS and is_menu(child):
            yield None
        elif tag == "table" and _holds_data(child):
            yield None
            yield child
        elif tag in _BLOCKS:
            yield _Heading(int(tag[1])) if _HEADING.fullmatch(tag) else None
            yield from _pieces(child)
            yield None
        else:
            yield from _pieces(child)


def _paragraphs(text: str, level: int) -> Iterator[Text]:
    for line in _FIELD.sub("", text).split("\n"):
        if plain := _BLANKS.sub(" ", _UNPRINTED.sub("", line)).strip():
            yield Text(plain, level)


def _holds_data(table: Node) -> bool:
    """Return whether a table is one, and not the layout of a page."""
    rows = [list(_cells_of(row)) for row in _rows_of(table)]
    cells = [cell for row in rows for cell in row]
    if max(map(len, rows), default=0) < 2 or any(map(_holds_table, cells)):
        return False
    # A row of links is a menu; one without is the header of a form that is empty below it.
    if len(rows) == 1 and not re.search(r"\d", table.text()) and table.css_first("a"):
        return False
    return len(cells) > 4 or all(len(cell.text()) < _LONG for cell in cells)


def _holds_table(node: Node) -> bool:
    children = [child for child in children_of(node) if child.tag != "-text"]
    return any(child.tag == "table" or _holds_table(child) for child in children)


def _rows_of(table: Node) -> Iterator[Node]:
    for child in children_of(table):
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows_of(child)


def _cells_of(row: Node) -> Iterator[Node]:
    return (child for child in children_of(row) if child.tag in ("td", "th"))


def _grid(table: Node, line: int) -> Grid:
    """Return a table's cells with the rows and columns they span."""
    rows = list(_rows_of(table))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, element in enumerate(rows):
        column = 0
        for cell in _cells_of(element):
            while (row, column) in taken:
                column += 1
            high = min(_span(cell, "rowspan") or len(rows), len(rows) - row)
            wide = _span(cell, "colspan") or 1
            taken.update(
                (row + down, column + along) for down in range(high) for along in range(wide)
            )
            text = unwrapped(
                "".join(
                    piece if isinstance(piece, str) else "\n"
                    for piece in _pieces(cell)
                    if not isinstance(piece, Node)
                )
            )
            cells.append(
                GridCell(row, column, _UNPRINTED.sub("", text), Place(line=line + row), high, wide)
            )
            column += wide
    width = max((column for _, column in taken), default=-1) + 1
    return Grid(tuple(cells), len(rows), width, Place(line=line))


def _span(cell: Node, name: str) -> int:
    """Return a span as given; 0 (to the end) and 1 where it is no number."""
    text = attribute(cell, name).strip()
    return min(int(text), _MAX_SPAN) if text.isascii() and text.isdigit() else 1
