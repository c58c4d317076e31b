"""One disclosure written in every format that the libraries at hand can write."""

from __future__ import annotations

import html
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.shared import Cm
from openpyxl.styles import Border, Side

from knowledge.document import Grid, GridCell, Place
from knowledge.tables.header import _covering, _straightened, header_of
from knowledge.tables.sheet import Line, sheet_of
from tests.knowledge.readers.drawing import Sheet, written

Block = str | Grid
"""A line of text, or a table with its spans."""


def table(*rows: Sequence[str]) -> Grid:
    """Return rows of cells as a table without spans."""
    cells = [
        GridCell(row, column, text, Place())
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return Grid(tuple(cells), len(rows), max(map(len, rows)), Place())


def with_merged_heads(grid: Grid) -> Grid:
    """Return a tab-separated table as an office program would hold it: a head is merged over all it stands above."""
    sheet = sheet_of(grid)
    height = header_of(sheet).rows
    lines: list[Line] = []
    for row in range(height):
        lines.append(_covering(sheet, row, lines[-1] if lines else None))
    lines = _straightened(lines)
    spots: dict[int, list[tuple[int, int]]] = {}
    heads = {id(cell): cell for line in lines for cell in line}
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            spots.setdefault(id(cell), []).append((row, column))
    cells = [cell for cell in grid.cells if cell.row >= height]
    for key, own in spots.items():
        (top, left), (bottom, right) = min(own), max(own)
        cells.append(
            GridCell(top, left, heads[key].text, Place(), bottom - top + 1, right - left + 1)
        )
    return replace(grid, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def as_text(blocks: Sequence[Block], path: Path) -> None:
    def lines(grid: Grid) -> str:
        rows = [[""] * grid.width for _ in range(grid.height)]
        for cell in grid.cells:
            rows[cell.row][cell.column] = cell.text
        return "\n".join("\t".join(row) for row in rows)

    texts = [block if isinstance(block, str) else lines(block) for block in blocks]
    path.write_text("\n\n".join(texts), encoding="utf-8")


def as_html(blocks: Sequence[Block], path: Path) -> None:
    def markup(grid: Grid) -> str:
        rows: list[list[str]] = [[] for _ in range(grid.height)]
        for cell in grid.cells:
            span = f'<td rowspan="{cell.rows}" colspan="{cell.columns}">'
            rows[cell.row].append(f"{span}{html.escape(cell.text)}</td>")
        lines = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
        return f"<table>{lines}</table>"

    body = "".join(
        f"<p>{html.escape(block)}</p>" if isinstance(block, str) else markup(block)
        for block in blocks
    )
    path.write_text(f"<html><meta charset=utf-8><body>{body}</body></html>", encoding="utf-8")


def as_docx(blocks: Sequence[Block], path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(55), Cm(42)  # a table of 19 columns fits
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        made = document.add_table(block.height, block.width, style="Table Grid")
        for row in made.rows:  # no row is cut by a page's end
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in block.cells:
            first = made.cell(cell.row, cell.column)
            last = made.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1)
            (first.merge(last) if first is not last else first).text = cell.text
        document.add_paragraph()
    document.save(str(path))


def as_xlsx(blocks: Sequence[Block], path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    thin = Side("thin")
    row = 1
    for block in blocks:
        if isinstance(block, str):
            sheet.cell(row, 1, block)
            row += 1
            continue
        for cell in block.cells:
            spot = sheet.cell(row + cell.row, 1 + cell.column, cell.text or None)
            spot.number_format = "@"
            bottom, right = row + cell.row + cell.rows - 1, cell.column + cell.columns
            for down in range(cell.rows):
                for along in range(cell.columns):
                    inner = sheet.cell(row + cell.row + down, 1 + cell.column + along)
                    inner.border = Border(thin, thin, thin, thin)
            if (cell.rows, cell.columns) != (1, 1):
                sheet.merge_cells(None, row + cell.row, 1 + cell.column, bottom, right)
        row += block.height + 1
    book.save(path)


def as_pdf(blocks: Sequence[Block], path: Path) -> None:
    """Draw the blocks on one page, tables ruled; spans are not drawn."""
    sheet = Sheet(height=3000)
    y = 2950.0
    for block in blocks:
        if isinstance(block, str):
            sheet.text(80, y, block)
            y -= 24
            continue
        width = 460 / block.width
        sheet.ruled(
            [60 + width * column for column in range(block.width + 1)],
            [y + 12 - 20 * row for row in range(block.height + 1)],
        )
        for cell in block.cells:
            if cell.text:
                sheet.text(63 + width * cell.column, y - 2 - 20 * cell.row, cell.text, size=8)
        y -= 20 * block.height + 24
    path.write_bytes(written(path.parent, sheet).read_bytes())


def as_zip(blocks: Sequence[Block], path: Path) -> None:
    inner = path.with_suffix(".txt")
    as_text(blocks, inner)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, inner.name)


WRITERS: dict[str, Callable[[Sequence[Block], Path], None]] = {
    "txt": as_text,
    "html": as_html,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
    "zip": as_zip,
}
