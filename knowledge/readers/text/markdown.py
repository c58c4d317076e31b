"""Markdown: its headings, its marks taken off, and the HTML tables that stand in it where cells are merged."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.document import Block, Grid, Paragraph, Place
from knowledge.readers.text.lines import Found, Line

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_DELIMITER = re.compile(r"\s*\|?(\s*:?-{2,}:?\s*\|)+(\s*:?-{2,}:?\s*)?")
_UNPRINTED = re.compile(r"\s*(?:([-*_])(?:\s*\1){2,}|```.*|~~~.*|<!--.*-->|\[\^?[^\]]+\]:.*)\s*")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_ITEM = re.compile(r"^\s*[-*+]\s+(?=\S)")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_TABLE, _TABLE_END = (
    re.compile(r"\s*<table\b", re.IGNORECASE),
    re.compile(r"</table\s*>", re.IGNORECASE),
)
_LONGEST = 5000
"""Lines that one HTML table may take."""


def is_likely(lines: Iterable[Line]) -> bool:
    """Return whether a text is Markdown: it has a heading or a table that is marked as Markdown marks them."""
    marked = sum(bool(_HEADING.fullmatch(line.text)) for line in lines)
    return marked > 1 or any(_DELIMITER.fullmatch(line.text) for line in lines)


def paragraphs_of(lines: Iterable[Line]) -> tuple[Paragraph, ...]:
    """Return lines of Markdown as paragraphs, headings with their level, all without marks."""
    return tuple(_paragraphs(lines))


def found_at(lines: Sequence[Line], at: int) -> Found | None:
    """Return the HTML table that begins here, if one does."""
    if not _TABLE.match(lines[at].text):
        return None
    for end in range(at, min(at + _LONGEST, len(lines))):
        if _TABLE_END.search(lines[end].text):
            text = "\n".join(line.text for line in lines[at : end + 1])
            return Found(end + 1 - at, tuple(_from(lines[at].number, text)))
    return None


def _paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    for number, text in lines:
        heading = _HEADING.fullmatch(text)
        if heading:
            level, marked = len(heading[1]), heading[2]
        elif _UNPRINTED.fullmatch(text):
            continue
        else:
            level, marked = 0, _ITEM.sub("", _QUOTE.sub("", text))
        if plain := _plain(marked):
            yield Paragraph(plain, Place(line=number), level)


def _plain(text: str) -> str:
    r"""Return a line without marks.

    >>> _plain("**一、**[收入](#a)情况"), _plain(r"3 \* 2")
    ('一、收入情况', '3 * 2')
    """
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return _ESCAPED.sub(r"\1", html.unescape(_TAG.sub("", text))).replace("\xa0", " ").strip()


def _from(line: int, text: str) -> Iterator[Block]:
    """Yield what an HTML table holds, each cell in the line that the table begins on."""
    from knowledge.readers.html.flow import blocks_of
    from knowledge.readers.html.tree import body_of

    for block in blocks_of(body_of(text)):
        place = Place(line=line)
        if isinstance(block, Grid):
            cells = tuple(replace(cell, place=place) for cell in block.cells)
            yield replace(block, cells=cells, place=place)
        else:
            yield replace(block, place=place)
