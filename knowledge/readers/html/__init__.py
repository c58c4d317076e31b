"""HTML → Document: tables with their spans, text by blocks; pages made of a PDF by their positions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from knowledge.document import Block, Document, Finding, Grid, Paragraph, Source
from knowledge.readers import Unreadable
from knowledge.readers.html.flow import blocks_of
from knowledge.readers.html.lone import with_grids
from knowledge.readers.html.positioned import pages_of
from knowledge.readers.html.site import without_site
from knowledge.readers.html.tree import Node, body_of, pictures_in
from knowledge.readers.numbered import with_numbered
from knowledge.readers.paged.blocks import document_of

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_SERVER_SIDE = re.compile(r"<%.*?%>|<\?.*?\?>", re.DOTALL)
_FIGURE = re.compile(r"-?[\d,]+(\.\d+)?%?")
_LOST = "\ufffd"
_FEW = 0.005
"""The part of a page's characters that may be lost; more tell of an encoding taken wrongly."""
_MANY = 8
"""Figures alone on a line; so many tell that a page's tables have lost their rows."""


def read(path: Path, source: Source) -> Document:
    """Given an HTML page, return its paragraphs and grids in the order of reading."""
    text, lost = _decoded(path)
    try:
        document = _document(body_of(_SERVER_SIDE.sub("", text)), source)
    except RecursionError as error:
        raise Unreadable(
            "damaged",
            f"“{path.name}”的标签嵌套得太深，不像正文页。请在浏览器里打开，把正文另存为网页再试。",
        ) from error
    if not document.blocks:
        raise Unreadable(
            "no_text",
            f"“{path.name}”里没有文字。请在浏览器里打开核对，把正文页另存为网页再试。",
        )
    if lost:
        told = Finding("undecodable_characters", "warning", (("count", str(lost)),))
        return replace(document, findings=(told, *document.findings))
    return document


def _document(body: Node, source: Source) -> Document:
    pages = pages_of(body)
    if pages:
        document = document_of(pages, len(pages), source)
        note = Finding("positioned_page", "note", (("pages", str(len(pages))),))
        return replace(document, findings=(note, *document.findings))
    blocks = tuple(with_grids(with_numbered(without_site(tuple(blocks_of(body))))))
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


def _decoded(path: Path) -> tuple[str, int]:
    """Return a page's text and how many bytes of it are no text in its encoding; a few do no harm."""
    data = path.read_bytes()
    named = _CHARSET.search(data[:4096])
    encodings = ["utf-8-sig", *([named.group(1).decode("ascii")] if named else []), "gb18030"]
    tries = [decoded for encoding in encodings if (decoded := _tried(data, encoding)) is not None]
    text = min(tries, key=lambda text: text.count(_LOST))
    lost = text.count(_LOST)
    if lost > _FEW * len(text):
        raise Unreadable(
            "undecodable",
            f"“{path.name}”的文字编码认不出来。请在浏览器里打开，另存为 UTF-8 编码的网页再试。",
        )
    return text, lost


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding, errors="replace")
    except LookupError:
        return None
