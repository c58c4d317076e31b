"""The numbers that Word prints before paragraphs without storing them in the text (一、 （一） 1.).

Headings tell what a paragraph is about, and many disclosures number them automatically.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Self

from docx.document import Document as Opened
from docx.oxml.ns import qn

from knowledge.readers.docx.body import Element

_CHINESE = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class _Level(NamedTuple):
    start: int
    kind: str
    pattern: str
    is_legal: bool = False
    """Whether all levels in it are written in digits."""


class Numbering:
    """Counts a document's numbered paragraphs; ask for them in the order of the document."""

    def __init__(
        self, levels: dict[str, dict[int, _Level]], styles: dict[str, tuple[str, int]]
    ) -> None:
        self._levels = levels
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}

    @classmethod
    def of(cls, opened: Opened) -> Self:
        """Return the counters of an opened document; none where it numbers nothing."""
        try:
            root = opened.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return cls({}, {})
        return cls(_levels(root), _styled(opened.styles.element))

    def number_of(self, paragraph: Element) -> str:
        """Return what Word prints before a paragraph (`（一）`), an empty text where that is nothing."""
        found = _reference(paragraph) or self._styles.get(_style_of(paragraph))
        if not found or found[0] not in self._levels:
            return ""
        number, depth = found
        levels = self._levels[number]
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(number, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _printed(levels, depth, counts)


def _levels(root: Element) -> dict[str, dict[int, _Level]]:
    """Return for each list of a document its levels."""
    abstract = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
    found = {}
    for number in root.findall(qn("w:num")):
        used = number.find(qn("w:abstractNumId"))
        levels = abstract.get(used.get(qn("w:val"))) if used is not None else None
        if levels is not None:
            found[number.get(qn("w:numId"))] = {
                int(level.get(qn("w:ilvl"))): _level(level) for level in levels.findall(qn("w:lvl"))
            }
    return found


def _level(level: Element) -> _Level:
    start = _value(level, "w:start") or "1"
    return _Level(
        int(start),
        _value(level, "w:numFmt") or "decimal",
        _value(level, "w:lvlText") or "",
        level.find(qn("w:isLgl")) is not None,
    )


def _styled(styles: Element) -> dict[str, tuple[str, int]]:
    """Return the styles whose paragraphs are numbered, with the list and level."""
    found = {}
    for style in styles.findall(qn("w:style")):
        if reference := _reference(style):
            found[style.get(qn("w:styleId"))] = reference
    return found


def _reference(element: Element) -> tuple[str, int] | None:
    """Return the list and level that a paragraph or style names."""
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if properties is None:
        return None
    number = _value(properties, "w:numId")
    return (number, int(_value(properties, "w:ilvl") or 0)) if number else None


def _style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val")) if style is not None else ""


def _value(element: Element, name: str) -> str | None:
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None


def _printed(levels: dict[int, _Level], depth: int, counts: dict[int, int]) -> str:
    def part(match: re.Match[str]) -> str:
        level = int(match.group(1)) - 1
        known = levels.get(level)
        if known is None:
            return ""
        kind = "decimal" if levels[depth].is_legal else known.kind
        return _figure(counts.get(level, known.start), kind)

    if levels[depth].kind in ("bullet", "none"):
        return ""
    return re.sub(r"%(\d)", part, levels[depth].pattern)


def _figure(count: int, kind: str) -> str:
    """Return a count as a numbering format writes it; formats that are not known are written in digits."""
    if kind.startswith(("chinese", "ideographDigital", "japanese", "taiwanese")):
        return chinese(count)
    if kind.startswith("decimalEnclosedCircle") and count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    return str(count)


def chinese(count: int) -> str:
    """Return a count below a hundred in Chinese.

    >>> [chinese(count) for count in (3, 10, 12, 20, 21)]
    ['三', '十', '十二', '二十', '二十一']
    """
    tens, ones = divmod(count, 10)
    if count >= 100:
        return str(count)
    head = "" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十"
    return head + (_CHINESE[ones] if ones or not tens else "")
