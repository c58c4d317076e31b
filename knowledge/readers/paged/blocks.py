"""Sheets → a document: grids and paragraphs in the order of reading, and what was wrong with the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from knowledge.document import Block, Document, Finding, Grid, Place, Severity, Source
from knowledge.readers import Unreadable
from knowledge.readers.paged.flow import (
    Tail,
    bodies_of,
    continues,
    margins_of,
    merged,
    paragraphs_of,
)
from knowledge.readers.paged.hidden import settled
from knowledge.readers.paged.lines import Line
from knowledge.readers.paged.page import Page
from knowledge.readers.paged.sheet import Sheet, sheet_of

_PICTURED = 0.3
"""The part of a page without text that pictures must cover for it to be a scan."""
_FIGURE = re.compile(r"-?[\d,]+\.\d+")
_ROWS = 4
"""Lines with two amounts or more; so many are a table."""
_LISTED = 8
"""How many pages a refusal names by number."""
_FEW = 10
"""Glyphs; a page with fewer has no text to speak of."""


@dataclass
class _Faults:
    """The numbers of the pages that have one."""

    scanned: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    unmapped: list[int] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)
    unruled: list[int] = field(default_factory=list)
    overlapping: list[int] = field(default_factory=list)
    glyphs: int = 0
    unknown: int = 0


def document_of(pages: Iterable[Page], count: int, source: Source) -> Document:
    """Given the pages of a file, return what stands on them; raise `Unreadable` where that is nothing."""
    faults = _Faults()
    sheets: list[Sheet] = []
    hidden: list[Finding] = []
    for page, found in settled(pages):
        _note(page, faults)
        sheets.append(sheet_of(page))
        if _has_unruled_figures(sheets[-1]):
            faults.unruled.append(page.number)
        if sheets[-1].has_overlaps:
            faults.overlapping.append(page.number)
        hidden += found
    _refuse_unreadable(faults, count, PurePath(source.path).name)
    return Document(source, _blocks(sheets), (*_findings(faults), *hidden), count)


def _note(page: Page, faults: _Faults) -> None:
    faults.glyphs += len(page.glyphs)
    faults.unknown += page.unmapped
    if page.is_broken:
        faults.broken.append(page.number)
    elif len(page.glyphs) < _FEW and page.pictured > _PICTURED:
        faults.scanned.append(page.number)
    if page.recognised > len(page.glyphs) / 2:
        faults.recognised.append(page.number)
    if page.unseen:
        faults.unseen.append(page.number)
    if page.unmapped:
        faults.unmapped.append(page.number)


def _has_unruled_figures(sheet: Sheet) -> bool:
    """Return whether figures stand in columns outside of all grids: a table without lines, whose rows are not read."""
    if sheet.is_unclear:
        return True
    figures = Counter(line.baseline for line in sheet.lines if _FIGURE.fullmatch(line.text))
    return sum(count > 1 for count in figures.values()) >= _ROWS


def _refuse_unreadable(faults: _Faults, count: int, name: str) -> None:
    if not count:
        raise Unreadable("no_pages", f"“{name}”里一页也没有。请换一份完整的文件再试。")
    if faults.scanned and faults.glyphs < _FEW * count:
        raise Unreadable(
            "scan",
            f"“{name}”是扫描件：{_listed(faults.scanned, count)}都是图片，没有文字可读。"
            "请换一份由 Word 或 Excel 直接导出的 PDF，或装上识别部件（pip install 'wenzhang[ocr]'）再试。",
        )
    if not faults.glyphs:
        raise Unreadable(
            "no_text",
            f"“{name}”的 {count} 页里没有一个字。请打开核对，换一份有文字的文件再试。",
        )
    if faults.unknown * 2 > faults.glyphs:
        raise Unreadable(
            "no_encoding",
            f"“{name}”{_listed(faults.unmapped, count)}的字体没有文字编码，看得见却读不出。"
            "请从原来的 Word 或 Excel 文件重新导出 PDF。",
        )


def _listed(pages: list[int], count: int) -> str:
    """Return which pages are meant: all of them, or the first by number.

    >>> _listed([1, 2], 2), _listed([2, 5], 9)
    ('全部 2 页', '第 2、5 页')
    """
    if len(pages) == count:
        return f"全部 {count} 页"
    shown = "、".join(map(str, pages[:_LISTED]))
    return f"第 {shown} 页" if len(pages) <= _LISTED else f"第 {shown} 等 {len(pages)} 页"


def _findings(faults: _Faults) -> Iterator[Finding]:
    listed: tuple[tuple[str, Severity, list[int]], ...] = (
        ("scanned_pages", "error", faults.scanned),
        ("broken_pages", "error", faults.broken),
        ("unmapped_characters", "warning", faults.unmapped),
        ("recognised_pages", "warning", faults.recognised),
        ("unseen_text", "note", faults.unseen),
        ("unruled_figures", "warning", faults.unruled),
        ("text_overlaps", "warning", faults.overlapping),
    )
    for code, severity, pages in listed:
        if pages:
            places = tuple(Place(page=page) for page in pages)
            values = (("pages", "、".join(map(str, pages))), ("count", str(len(pages))))
            yield Finding(code, severity, values, places)


def _blocks(sheets: list[Sheet]) -> tuple[Block, ...]:
    """Return what stands on the sheets in the order of reading; a sentence that runs over a page is one."""
    blocks: list[Block] = []
    tail: Tail | None = None
    bodies = bodies_of(sheets)
    for sheet, body, margins in zip(sheets, bodies, margins_of(bodies, sheets), strict=True):
        for part in _parts(body, sheet):
            if isinstance(part, Grid):
                blocks.append(part)
                tail = None
                continue
            found = paragraphs_of(part, sheet.number, sheet.frame, margins)
            if tail and margins and continues(tail, part[0], margins):
                found[0] = (merged(blocks.pop(), found[0][0]), found[0][1])
            blocks += [paragraph for paragraph, _ in found]
            tail = found[-1][1]
    return tuple(blocks)


def _parts(body: list[Line], sheet: Sheet) -> Iterator[list[Line] | Grid]:
    """Yield runs of lines and grids from top to bottom; an empty grid counts only where it may go on from before."""
    rest = list(body)
    is_first = True
    for top, grid in sheet.grids:
        above = [line for line in rest if line.baseline > top]
        rest = rest[len(above) :]
        if above:
            yield above
        if any(cell.text for cell in grid.cells) or (is_first and not above):
            yield grid
        is_first = False
    if rest:
        yield rest
