"""A DOCX table → a grid: columns by gridSpan, rows by vMerge, text unwrapped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docx.oxml.ns import qn

from knowledge.document import Grid, GridCell, Place
from knowledge.readers.docx.body import Element, entries_of
from knowledge.readers.docx.numbering import Numbering
from knowledge.readers.wrapped import unwrapped

_WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"))


def grid_of(table: Element, line: int, numbering: Numbering) -> Grid:
    """Return a table's cells with the rows and columns they span."""
    cells: list[GridCell] = []
    above: dict[int, int] = {}
    """Column → the index of the cell that a continued merge there belongs to."""
    row = -1
    for row, element in enumerate(_children(table, qn("w:tr"))):
        column = _number(element, "w:trPr", "w:gridBefore", 0)
        for cell in _children(element, qn("w:tc")):
            width = _number(cell, "w:tcPr", "w:gridSpan", 1)
            if _continues(cell) and column in above:
                index = above[column]
                cells[index] = replace(cells[index], rows=row - cells[index].row + 1)
            else:
                text = _text_of(cell, numbering)
                above[column] = len(cells)
                cells.append(GridCell(row, column, text, Place(line=line), 1, width))
            column += width
    width = max((cell.column + cell.columns for cell in cells), default=0)
    return Grid(tuple(cells), row + 1, width, Place(line=line))


def _children(element: Element, tag: str) -> Iterator[Element]:
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _number(element: Element, holder: str, name: str, default: int) -> int:
    found = element.find(f"{qn(holder)}/{qn(name)}")
    text = found.get(qn("w:val")) if found is not None else None
    return int(text) if text and text.isdigit() else default


def _continues(cell: Element) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _text_of(cell: Element, numbering: Numbering) -> str:
    """Return the text of a cell; a table inside it is read cell by cell."""
    lines: list[str] = []
    for entry in entries_of(cell):
        if entry.is_table:
            inner = grid_of(entry.element, 0, numbering)
            lines += [one.text for one in inner.cells]
        elif entry.lines:
            lines.append(numbering.number_of(entry.element) + "\n".join(entry.lines))
    return unwrapped("\n".join(lines))
