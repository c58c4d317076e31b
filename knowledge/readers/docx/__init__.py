"""DOCX → Document: paragraphs with their automatic numbers, tables with their spans; the home of python-docx."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document as Opened
from docx.opc.exceptions import OpcError

from knowledge.document import Block, Document, Finding, Paragraph, Place, Source
from knowledge.readers import Unreadable
from knowledge.readers.archive import BROKEN, check_archive
from knowledge.readers.docx.body import Entry, entries_of, pictures_in
from knowledge.readers.docx.numbering import Numbering
from knowledge.readers.docx.tables import grid_of


def read(path: Path, source: Source) -> Document:
    """Given a DOCX, return its paragraphs and tables in the order of reading."""
    check_archive(path, "word/document.xml")
    opened = _opened(path)
    numbering = Numbering.of(opened)
    blocks: list[Block] = []
    for line, entry in enumerate(entries_of(opened.element.body), start=1):
        blocks += _blocks(entry, line, numbering)
    pictures = pictures_in(opened.element.body)
    if not blocks:
        raise _empty(path, pictures)
    findings = [Finding("pictures", "note", (("count", str(pictures)),))] if pictures else []
    return Document(source, tuple(blocks), tuple(findings))


def _opened(path: Path) -> Opened:
    try:
        return docx.Document(str(path))
    except (*BROKEN, OpcError, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> Unreadable:
    return Unreadable(
        "damaged",
        f"“{path.name}”的内部结构不完整，打不开。请用 Word 或 WPS 打开后另存为 .docx 再试。",
    )


def _blocks(entry: Entry, line: int, numbering: Numbering) -> list[Block]:
    if entry.is_table:
        grid = grid_of(entry.element, line, numbering)
        if grid.width > 1:
            return [grid]
        texts = [cell.text.strip() for cell in grid.cells]  # a frame around text is no table
    else:
        number = numbering.number_of(entry.element)
        texts = [(number + text).strip() for text in entry.lines if text.strip()]
    return [Paragraph(text, Place(line=line)) for text in texts if text]


def _empty(path: Path, pictures: int) -> Unreadable:
    if pictures:
        return Unreadable(
            "scan",
            f"“{path.name}”里只有 {pictures} 张图片，没有文字可读。请换一份文字版的文件。",
        )
    return Unreadable("no_text", f"“{path.name}”里没有文字。请打开核对，换一份有内容的文件再试。")
