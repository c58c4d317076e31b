"""One disclosure written in every format that the libraries at hand can write."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import Border, Side

from tests.knowledge.readers.drawing import Sheet, written

Block = str | Sequence[Sequence[str]]
"""A line of text, or the rows of a table."""


def as_text(blocks: Sequence[Block], path: Path) -> None:
    lines = [
        block if isinstance(block, str) else "\n".join("\t".join(row) for row in block)
        for block in blocks
    ]
    path.write_text("\n\n".join(lines), encoding="utf-8")


def as_html(blocks: Sequence[Block], path: Path) -> None:
    def table(rows: Sequence[Sequence[str]]) -> str:
        return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)

    body = "".join(
        f"<p>{block}</p>" if isinstance(block, str) else f"<table>{table(block)}</table>"
        for block in blocks
    )
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")


def as_docx(blocks: Sequence[Block], path: Path) -> None:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), max(map(len, block)))
        for row, cells in enumerate(block):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
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
        for cells in block:
            for column, text in enumerate(cells, start=1):
                cell = sheet.cell(row, column, text or None)
                cell.border = Border(thin, thin, thin, thin)
            row += 1
        row += 1
    book.save(path)


def as_pdf(blocks: Sequence[Block], path: Path) -> None:
    """Draw the blocks on one page, tables ruled."""
    sheet = Sheet(height=3000)
    y = 2950.0
    for block in blocks:
        if isinstance(block, str):
            sheet.text(80, y, block)
            y -= 24
            continue
        width = 460 / max(map(len, block))
        xs = [60 + width * column for column in range(max(map(len, block)) + 1)]
        sheet.ruled(xs, [y + 12 - 20 * row for row in range(len(block) + 1)])
        for cells in block:
            for x, text in zip(xs, cells, strict=False):
                sheet.text(x + 3, y - 2, text, size=8) if text else None
            y -= 20
        y -= 24
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
