"""Plain text → Document: lines with tabs are tables, the others are paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from knowledge.document import Block, Document, Grid, GridCell, Paragraph, Place, Source
from knowledge.readers import Unreadable

_ENCODINGS = ("utf-8-sig", "gb18030")

_Line = tuple[int, str]


def read(path: Path, source: Source) -> Document:
    """Given a text file, return its paragraphs and its tab-separated grids in order."""
    return document_of(decode(path.read_bytes(), path.name), source)


def decode(data: bytes, name: str) -> str:
    """Given a text file's bytes, return its text; raise `Unreadable` where they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16", name)
    if b"\x00" in data:
        raise Unreadable("binary", f"{name} 不是文本文件，请换成 txt、pdf、xlsx、docx 或 html。")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("undecodable", f"{name} 的文字编码无法识别，请另存为 UTF-8 后重试。")


def document_of(text: str, source: Source) -> Document:
    r"""Given a text, return its document.

    >>> found = document_of("收支总表\n项目\t预算数\n收入\t186.00\n", Source("例", "", "txt", ""))
    >>> [type(block).__name__ for block in found.blocks]
    ['Paragraph', 'Grid']
    """
    return Document(source=source, blocks=tuple(_blocks(text)))


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(
            "undecodable", f"{name} 的文字编码无法识别，请另存为 UTF-8 后重试。"
        ) from None


def _blocks(text: str) -> Iterator[Block]:
    lines = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1)
    for in_table, run in groupby(lines, key=lambda line: "\t" in line[1]):
        rows = list(run)
        if in_table and _is_table(rows):
            yield _grid(rows)
        else:
            yield from _paragraphs(rows)


def _is_table(rows: list[_Line]) -> bool:
    """Whether some line has two cells or more; otherwise the tabs only indent."""
    return any(sum(bool(cell.strip()) for cell in text.split("\t")) > 1 for _, text in rows)


def _paragraphs(lines: Iterable[_Line]) -> Iterator[Paragraph]:
    for number, text in lines:
        if text.strip():
            yield Paragraph(text.strip(), Place(line=number))


def _grid(rows: list[_Line]) -> Grid:
    split = [(number, text.split("\t")) for number, text in rows]
    width = max(len(cells) for _, cells in split)
    cells = [
        GridCell(row, column, text.strip(), Place(line=number))
        for row, (number, texts) in enumerate(split)
        for column, text in enumerate(texts + [""] * (width - len(texts)))
    ]
    return Grid(tuple(cells), len(rows), width, Place(line=rows[0][0]), spans_known=False)
