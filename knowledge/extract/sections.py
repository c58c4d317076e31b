"""Paragraphs → outline: what stands under which heading, and what the contents page lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.document import Finding, Paragraph, Place
from knowledge.extract.contents import Entry, contents_of, with_whole_headings
from knowledge.extract.headings import LENGTH, STYLES, heading_style, outline_words
from knowledge.extract.prose.folded import fold
from knowledge.extract.prose.passages import Passage
from knowledge.terms import squash

_ITEM = 90
"""A longer line tells of the item that it names."""
_DEPTH = {
    style: depth
    for depth, style in enumerate(
        ("title", "part", "plain", "han", "han-bracket", "digit", "digit-bracket")
    )
}


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading on the way down to a paragraph."""

    style: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the paragraphs directly under it."""

    path: tuple[str, ...]
    """The headings from the outermost in; empty before the first one."""
    heading: Paragraph | None
    passages: tuple[Passage, ...]
    key: str = ""
    """What its facts' ids begin with."""
    style: str = ""
    """How it is numbered: part, han, digit …; plain or title without a number."""

    @property
    def title(self) -> str:
        """Its own heading as printed, or an empty string."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The narrative under its headings, and the contents page apart from it."""

    sections: tuple[Section, ...]
    contents: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()

    def headings(self) -> tuple[tuple[str, Place], ...]:
        """Return every heading of the contents page and of the body with its place."""
        listed = [(entry.text, entry.paragraph.place) for entry in self.contents]
        printed = [(s.title, s.heading.place) for s in self.sections if s.heading]
        return (*listed, *printed)


def outline_of(prose: Sequence[Paragraph]) -> Outline:
    """Given the paragraphs outside of tables, return them under their headings, contents page apart."""
    contents, body = contents_of(prose)
    return Outline(
        tuple(_sections(_joined(with_whole_headings(body, contents)), contents)), contents
    )


# --- paragraphs from lines


def _joined(body: Sequence[Paragraph]) -> list[Paragraph]:
    """Join lines that one paragraph was broken into; the first line's place stays."""
    joined: list[Paragraph] = []
    for paragraph in body:
        if joined and _continues(joined[-1], paragraph):
            last = joined.pop()
            joined.append(_as_one(last, paragraph))
        else:
            joined.append(paragraph)
    return joined


def _as_one(before: Paragraph, after: Paragraph) -> Paragraph:
    """The line of an item's name and the one that tells of it are one where the latter stands."""
    if _names_item(before.text):
        return replace(after, text=before.text.rstrip() + after.text.lstrip(), turns=())
    rest = replace(after, text=after.text.lstrip())
    apart = _gives_reason(before, rest)
    return before.with_rest(before.text.rstrip() + rest.text, rest, apart=apart)


def _names_item(text: str) -> bool:
    """Whether a line is the name of an item, of which the next line tells: 9、教育支出（类）…（项）。"""
    named = len(text) <= _ITEM and outline_words().item_name.search(fold(text).text) is not None
    return named and heading_style(text) is None


def _gives_reason(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph says why what the one before tells of has changed: 减少的主要原因：一是…."""
    words = outline_words()
    gives = words.reason_alone.match(fold(after.text).text) is not None
    return gives and words.tells_change.search(fold(before.text).text) is not None


def _continues(before: Paragraph, after: Paragraph) -> bool:
    """Whether a line breaks off in a sentence that the next one goes on with, or tells of the item that it names."""
    text = fold(before.text).text
    following = fold(after.text).text
    if not text or not following or any(pattern.match(following) for _, pattern in STYLES):
        return False
    if _names_item(before.text) or _gives_reason(before, after):
        return True
    if text[-1] in "。！？；:.)”":
        return False
    return "，" in text or "。" in text


# --- headings


def _sections(paragraphs: Sequence[Paragraph], contents: Sequence[Entry]) -> list[Section]:
    stack: list[_Heading] = []
    made = [Section((), None, ())]
    keys: Counter[int | None] = Counter()
    lacking = _lacking(paragraphs, contents)
    for paragraph in paragraphs:
        keys[paragraph.place.page] += 1
        key = _key(paragraph, keys)
        style = heading_style(paragraph.text) or _marked_style(paragraph)
        if style:
            heading = _Heading(*style, _title(paragraph.text))
            _push(stack, heading, told=bool(made[-1].passages), lacking=lacking)
            path = tuple(above.title for above in stack)
            made.append(Section(path, paragraph, (), key, heading.style))
        else:
            last = made[-1]
            place = paragraph.place.at(section=" / ".join(last.path) or None)
            turns = tuple((at, on.at(section=place.section)) for at, on in paragraph.turns)
            told = len(last.passages)
            passage = Passage(paragraph.text, place, key, last.path, told, turns=turns)
            made[-1] = replace(last, passages=(*last.passages, passage))
    return made


def _marked_style(paragraph: Paragraph) -> tuple[str, int] | None:
    """A heading that only the format marks as one (## 车辆情况) stands where one without a number does."""
    is_title = 0 < len(paragraph.text) <= LENGTH and not re.search("[。；]", paragraph.text)
    return ("plain", 0) if paragraph.level and is_title else None


def _lacking(paragraphs: Sequence[Paragraph], contents: Sequence[Entry]) -> frozenset[str]:
    """What follows a heading that the contents list and the body lacks: the names before such ones."""
    printed = {squash(p.text) for p in paragraphs if heading_style(p.text)}
    numbers = {heading_style(p.text) for p in paragraphs}
    lacking = set()
    for before, entry in pairwise(contents):
        style = heading_style(entry.text)
        absent = style not in numbers and squash(entry.text) not in printed
        if style and style[0] == "han" and absent:
            lacking.add(squash(before.text))
    return frozenset(lacking)


def _key(paragraph: Paragraph, keys: Counter[int | None]) -> str:
    """p395 for line 395; p12-3 for the third paragraph of page 12."""
    place = paragraph.place
    if place.line is not None:
        return f"p{place.line}"
    return f"p{place.page or 0}-{keys[place.page]}"


def _push(stack: list[_Heading], heading: _Heading, *, told: bool, lacking: frozenset[str]) -> None:
    """Put a heading on the stack: beside its like, or under what it begins to divide.

    A first sub-heading divides the heading above it; not so where the contents list another heading in
    between, which the body lacks. A later one divides nothing: it stands at its style's usual depth.
    """
    if heading.style in {"part", "title"}:
        stack.clear()
    styles = [above.style for above in stack]
    if heading.style in styles:
        del stack[styles.index(heading.style) :]
    elif heading.number > 1:
        while stack and _DEPTH[stack[-1].style] >= _DEPTH[heading.style]:
            stack.pop()
    elif told and stack and squash(stack[-1].title) in lacking:
        stack.pop()
    stack.append(heading)


def _title(text: str) -> str:
    """A heading without blanks inside its words; one blank stays behind 第三部分."""
    bare = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text.strip())
    return re.sub(r"^(第.{1,3}部分)(?=\S)", r"\1 ", bare)
