"""The contents page → its entries, and the paragraphs without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.document import Paragraph
from knowledge.extract.headings import LENGTH, SENTENCE_END, heading_style, outline_words
from knowledge.terms import squash

_TITLES = frozenset({"目录", "目次"})
_LEADERS = re.compile(r"(?:[.…·⋯\-—_]{2,}|\s)\s*\d{0,3}\s*$|(?<=[\u4e00-\u9fff)])\d{1,3}$")
_BULLET = re.compile(r"^[-*•●◆▪]\s*")
_PART = re.compile(r"第.{1,3}部分")
_NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十\d]+[)）]?[、.．]?(?:部门|单位)?")
_SHORTEST = 4
"""A name of fewer characters may end any heading."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents page."""

    text: str
    """Blanks, bullets, leaders and the page number gone."""
    paragraph: Paragraph
    part: str = ""


def contents_of(prose: Sequence[Paragraph]) -> tuple[tuple[Entry, ...], list[Paragraph]]:
    """Given paragraphs, return the entries of the contents page and the paragraphs without it."""
    title = next((i for i, p in enumerate(prose) if squash(p.text) in _TITLES), None)
    start = title + 1 if title is not None else _untitled_contents(prose)
    if start is None:
        return (), list(prose)
    end = _contents_end(prose, start)
    entries: list[Entry] = []
    part = ""
    for paragraph in prose[start:end]:
        text = _entry_text(paragraph.text)
        style = heading_style(text)
        if style and style[0] == "part":
            part = text
        if text and entries and style is None and _breaks_off(entries[-1].text):
            last = entries.pop()
            entries.append(Entry(last.text + text, last.paragraph, last.part))
        elif text:
            entries.append(Entry(text, paragraph, part))
    before = prose[: start if title is None else title]
    return tuple(entries), [*before, *prose[end:]]


def _untitled_contents(prose: Sequence[Paragraph]) -> int | None:
    """The first line of a contents page without a title: a first part named twice, only headings between."""
    first: dict[str, int] = {}
    for index, paragraph in enumerate(prose):
        name = squash(_entry_text(paragraph.text))
        if heading_style(name) != ("part", 1):
            continue
        if name in first:
            between = prose[first[name] : index]
            listed = sum(heading_style(_entry_text(p.text)) is not None for p in between)
            return first[name] if listed >= len(between) * 0.8 else None
        first[name] = index
    return None


def _contents_end(prose: Sequence[Paragraph], start: int) -> int:
    """The contents end where their first entry is printed again, or where sentences begin."""
    if start >= len(prose):
        return start
    first = squash(_entry_text(prose[start].text))
    seen = {first}
    part = _PART.match(first)
    first_part = part.group() if part else ""
    for index in range(start + 1, len(prose)):
        text = prose[index].text
        name = squash(_entry_text(text))
        if name == first or text.rstrip().endswith("。") or (name in seen and heading_style(text)):
            return index
        if first_part and name.startswith(first_part):
            return index
        if _opens_body(prose, start, index):
            return index
        style = heading_style(_entry_text(text))
        if style and style[0] == "part":
            seen.add(name)
    return len(prose)


def _opens_body(prose: Sequence[Paragraph], start: int, index: int) -> bool:
    """Whether a bare heading on a later page opens the body, though it is not the first entry word for word.

    It is the first entry with the publisher's name for its number (一、部门主要职能, 某某区商务委员会主要职能), or has
    no number where all entries have one (一、单位主要职能, 某某局（单位）主要职能).
    """
    heading, first = prose[index], prose[start]
    if heading.place.page is None or heading.place.page == first.place.page:
        return False
    if heading_style(heading.text) != ("plain", 0):
        return False
    name, said = _NUMBERED.sub("", squash(_entry_text(first.text))), squash(heading.text)
    repeats = len(name) >= _SHORTEST and said.endswith(name) and said != name
    styles = [heading_style(_entry_text(entry.text)) for entry in prose[start:index]]
    return repeats or all(style and style[0] not in {"plain", "title"} for style in styles)


def _breaks_off(text: str) -> bool:
    """Whether an entry's line ends within a name: …会议费、培训费支｜出预算表."""
    style = heading_style(text)
    return style is not None and not squash(text).endswith(outline_words().entry_ends)


def _entry_text(text: str) -> str:
    bare = _BULLET.sub("", text.strip())
    return _LEADERS.sub("", bare).strip() if len(bare) > 3 else bare


def with_whole_headings(body: Sequence[Paragraph], contents: Sequence[Entry]) -> list[Paragraph]:
    """Join the lines of a heading that was broken: 第一部分 by itself, or lines that together are an entry."""
    names = {squash(entry.text) for entry in contents}
    joined: list[Paragraph] = []
    index = 0
    while index < len(body):
        count = next((n for n in (3, 2) if _is_one_heading(body[index : index + n], n, names)), 1)
        text = " ".join(line.text.strip() for line in body[index : index + count])
        joined.append(Paragraph(text, body[index].place) if count > 1 else body[index])
        index += count
    return joined


def _is_one_heading(lines: Sequence[Paragraph], count: int, names: set[str]) -> bool:
    text = " ".join(line.text.strip() for line in lines)
    if len(lines) != count:
        return False
    if squash(text) in names:
        return True
    bare = count == 2 and _PART.fullmatch(squash(lines[0].text)) is not None
    goes_on = heading_style(lines[-1].text) in {None, ("plain", 0), ("title", 0)}
    return bare and goes_on and len(text) < LENGTH and not any(s in text for s in SENTENCE_END)
