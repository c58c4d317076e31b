"""HTML → Document: tables with their spans, text by blocks; pages made of a PDF by their positions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.document import Block, Document, Finding, Grid, Paragraph, Source
from knowledge.readers import Unreadable
from knowledge.readers.html.flow import blocks_of
from knowledge.readers.html.positioned import pages_of
from knowledge.readers.html.tree import body_of, pictures_in
from knowledge.readers.paged.blocks import document_of

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_SERVER_SIDE = re.compile(r"<%.*?%>|<\?.*?\?>", re.DOTALL)
_FIGURE = re.compile(r"-?[\d,]+(\.\d+)?%?")
_MANY = 20
"""Figures alone on a line; so many tell that a page's tables have lost their rows."""


def read(path: Path, source: Source) -> Document:
    """Given an HTML page, return its paragraphs and grids in the order of reading."""
    body = body_of(_SERVER_SIDE.sub("", _decoded(path)))
    pages = pages_of(body)
    if pages:
        document = document_of(pages, len(pages), source)
        note = Finding("positioned_page", "note", (("pages", str(len(pages))),))
        return Document(source, document.blocks, (note, *document.findings), len(pages))
    blocks = tuple(blocks_of(body))
    if not blocks:
        raise Unreadable(
            "no_text", f"“{path.name}”里没有文字。请在浏览器里打开核对，把正文页另存为网页再试。"
        )
    return Document(source, blocks, tuple(_findings(blocks, pictures_in(body))))


def _findings(blocks: tuple[Block, ...], pictures: int) -> Iterator[Finding]:
    """Yield what tells that a page's tables cannot be read: they are pictures, or have lost their rows."""
    if any(isinstance(block, Grid) for block in blocks):
        return
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    lone = sum(1 for text in texts if _FIGURE.fullmatch(text))
    if lone >= _MANY:
        yield Finding("cells_without_table", "error", (("count", str(lone)),))
    if pictures:
        yield Finding("pictures", "note", (("count", str(pictures)),))


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    named = _CHARSET.search(data[:4096])
    names = [named.group(1).decode("ascii")] if named else []
    for encoding in ("utf-8-sig", *names, "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable(
        "undecodable",
        f"“{path.name}”的文字编码认不出来。请在浏览器里打开，另存为 UTF-8 编码的网页再试。",
    )
