"""Lines of a page → paragraphs: page numbers dropped, broken sentences made whole, over pages too."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from knowledge.document import Block, Paragraph, Place
from knowledge.readers.paged.lines import Line
from knowledge.readers.paged.page import Box, Frame
from knowledge.readers.paged.sheet import Sheet

_EDGE = 0.12
"""The part of the page's height, above and below, in which page numbers stand."""
_LONG = 0.5
"""The part of the page's width that a line of running text fills at least."""
_FEWEST, _MOST = 4, 0.6
"""On how many pages, and on what part of all, a line at the edge stands that is a running head."""
_SLACK = 0.5
"""In character sizes: how much less than the first thing of the next line a full line may leave free."""
_SHORT = 8
_RAGGED = 0.2
"""The part of the measure that a line broken by hand may leave free, where paragraphs show by their indents."""
_INDENT = 0.6
"""In character sizes: a line that begins so far in begins a paragraph."""
_LEADING = 2.6
"""In character sizes: lines further apart belong to different paragraphs."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Between which positions a page's running text stands."""

    left: float
    right: float
    has_indents: bool
    """Whether its paragraphs begin further in."""


class Tail(NamedTuple):
    """The end of a paragraph so far."""

    line: Line
    is_rest: bool = False
    """Whether it is not the line that the paragraph begins with."""


def bodies_of(sheets: Sequence[Sheet]) -> list[list[Line]]:
    """Return for each sheet its lines without page numbers and the running heads that most pages share.

    >>> paper = Frame((0, 0, 595, 842))
    >>> bodies_of([Sheet(1, paper, (Line("- 16 -", (280, 30, 310, 40), 32, 10),), ())])
    [[]]
    """
    heads = _running_heads(sheets)
    return [_body(sheet, heads) for sheet in sheets]


def margins_of(bodies: Sequence[Sequence[Line]], sheets: Sequence[Sheet]) -> list[Margins | None]:
    """Return for each sheet where its running text stands; where it has too little, as on all of its width."""
    long: dict[int, list[Line]] = {}
    own = []
    for body, sheet in zip(bodies, sheets, strict=True):
        width = sheet.frame.size[0]
        lines = [
            line for line in body if line.is_whole and line.box[2] - line.box[0] > _LONG * width
        ]
        long.setdefault(round(width), []).extend(lines)
        own.append(_margins(lines))
    common = {width: _margins(lines) for width, lines in long.items()}
    return [
        one or common[round(sheet.frame.size[0])] for one, sheet in zip(own, sheets, strict=True)
    ]


def paragraphs_of(
    lines: Sequence[Line], page: int, frame: Frame, margins: Margins | None
) -> list[tuple[Paragraph, Tail]]:
    """Return a run of lines as paragraphs with the end of each, broken sentences made whole."""
    found: list[tuple[Paragraph, Tail]] = []
    for line in lines:
        if found and margins and continues(found[-1][1], line, margins):
            paragraph, _ = found[-1]
            found[-1] = (_longer(paragraph, line, frame), Tail(line, is_rest=True))
        else:
            place = Place(page=page, bbox=frame.on_paper(line.box))
            found.append((Paragraph(line.text, place), Tail(line)))
    return found


def continues(tail: Tail, line: Line, margins: Margins) -> bool:
    """Return whether `line` goes on with the paragraph that ends in `tail` so far.

    It does where the last line had no room for its first character and it does not begin further in.
    """
    last = tail.line
    size = max(last.size, 1.0)
    if not (last.is_whole and line.is_whole) or _is_set_otherwise(last, line):
        return False
    if last.baseline - line.baseline > _LEADING * size:  # less than nothing over a page break
        return False
    if _begins_anew(last.text, line.text) or not _is_left_open(last, line, margins):
        return False
    start = line.box[0]
    if margins.has_indents:
        is_beside = tail.is_rest and abs(start - last.box[0]) < _INDENT * size
        is_further_out = not tail.is_rest and start < last.box[0] - _INDENT * size
        return is_beside or is_further_out or start <= margins.left + _INDENT * size
    return not _ends(last.text, "sentence_end") and start <= last.box[0] + _INDENT * size


def _is_set_otherwise(last: Line, line: Line) -> bool:
    """Return whether a line is set in another size; one of a few characters does not tell."""
    return len(line.text) > _SHORT and not 0.8 < line.size / max(last.size, 1.0) < 1.25


def _is_left_open(last: Line, line: Line, margins: Margins) -> bool:
    """Return whether a line ends because it was full, or in the midst of a sentence not far from the margin."""
    if _ends(last.text, "unfinished"):
        return True
    free = margins.right - last.box[2]
    if not margins.has_indents:
        return free < line.head
    is_ragged = free < _RAGGED * (margins.right - margins.left) and not _ends(
        last.text, "sentence_end"
    )
    return is_ragged or free < line.head + _SLACK * last.size


def merged(block: Block, rest: Paragraph) -> Paragraph:
    """Return a paragraph and its rest on the next page as one; it keeps both places."""
    if not isinstance(block, Paragraph):
        return rest
    return block.with_rest(_together(block.text, rest.text), rest)


def _running_heads(sheets: Sequence[Sheet]) -> set[str]:
    """Return the texts, figures aside, that stand at the edge of most pages of a file."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        at_edge = [line for line in sheet.lines if _is_at_edge(line, sheet.frame)]
        seen.update({_head_key(line) for line in at_edge if not _belongs_to_table(line)})
    least = max(_FEWEST, _MOST * len(sheets))
    return {text for text, pages in seen.items() if text and pages >= least}


def _belongs_to_table(line: Line) -> bool:
    """Return whether a line is a table's number, title, department or unit, which may stand on every page."""
    text = _bare(line.text)
    return bool(_patterns()["beginning"].match(text) or _patterns()["title"].fullmatch(text))


def _body(sheet: Sheet, heads: set[str]) -> list[Line]:
    lines = [
        line
        for line in sheet.lines
        if not (_is_at_edge(line, sheet.frame) and _head_key(line) in heads)
        or _belongs_to_table(line)
    ]
    taken = {
        line.baseline
        for line in lines
        if not (_is_at_edge(line, sheet.frame) and _is_page_number(line))
    }
    return [line for line in lines if line.baseline in taken]


def _is_at_edge(line: Line, frame: Frame) -> bool:
    return not frame.size[1] * _EDGE < line.baseline < frame.size[1] * (1 - _EDGE)


def _head_key(line: Line) -> str:
    return re.sub(r"\d+", "", _bare(line.text))


def _is_page_number(line: Line) -> bool:
    return bool(_patterns()["page_number"].fullmatch(_bare(line.text).lower()))


def _margins(long: list[Line]) -> Margins | None:
    """Return what lies between the ends of a text's long lines, or None where there are too few."""
    if len(long) < 3:
        return None
    size = sorted(line.size for line in long)[len(long) // 2]
    left = sorted(line.box[0] for line in long)[len(long) // 20]
    starts = Counter(round((line.box[0] - left) / size) for line in long)
    right = sorted(line.box[2] for line in long)[-max(1, len(long) // 10)]
    return Margins(left, right, starts[0] > 0 and starts[1] + starts[2] + starts[3] > 0)


def _begins_anew(last: str, text: str) -> bool:
    if _ends(last, "contents_entry"):
        return True
    return bool(_patterns()["beginning"].match(_bare(text))) and not _ends(last, "unfinished")


def _ends(text: str, with_what: str) -> bool:
    return bool(_patterns()[with_what].search(_bare(text)))


def _longer(paragraph: Paragraph, line: Line, frame: Frame) -> Paragraph:
    box = frame.on_paper(line.box)
    whole = _around(paragraph.place.bbox or box, box)
    return Paragraph(_together(paragraph.text, line.text), paragraph.place.at(bbox=whole))


def _together(text: str, rest: str) -> str:
    """Return two lines as one; no word processor breaks a row of digits, so two of them are two figures."""
    is_parted = re.fullmatch(r"[A-Za-z]{2}|\d{2}", text[-1:] + rest[:1])
    return f"{text} {rest}" if is_parted else text + rest


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = (
        resources.files("knowledge.readers.paged")
        .joinpath("layout.toml")
        .read_text(encoding="utf-8")
    )
    patterns = {name: re.compile(pattern) for name, pattern in tomllib.loads(data).items()}
    for name in ("sentence_end", "contents_entry", "unfinished"):
        patterns[name] = re.compile(f"(?:{patterns[name].pattern})$")
    return patterns
