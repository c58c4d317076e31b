"""A DOCX body → its paragraphs and tables in order: text as printed, nothing that is deleted or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from docx.oxml.ns import qn

Element = Any
"""An lxml element; python-docx gives its own subclasses for some tags only."""

_TEXT, _TAB, _BREAKS = qn("w:t"), qn("w:tab"), (qn("w:br"), qn("w:cr"))
_RUN, _PARAGRAPH, _TABLE = qn("w:r"), qn("w:p"), qn("w:tbl")
_HYPHENS = (qn("w:noBreakHyphen"),)
_SKIPPED = (qn("w:del"), qn("w:moveFrom"), qn("w:rPr"), qn("w:pPr"), qn("w:instrText"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = qn("w:txbxContent")
_PICTURES = (qn("w:drawing"), qn("w:pict"))


class Entry(NamedTuple):
    """One paragraph or table of the body."""

    element: Element
    lines: tuple[str, ...]
    """A paragraph's text; several lines where it has line breaks; nothing for a table."""
    is_table: bool = False


def entries_of(body: Element) -> Iterator[Entry]:
    """Yield the paragraphs and tables under an element, those in content controls and text boxes too."""
    for child in body.iterchildren():
        if child.tag == _PARAGRAPH:
            yield Entry(child, tuple(text_of(child).splitlines()))
            for box in _boxes_in(child):
                yield from entries_of(box)
        elif child.tag == _TABLE:
            yield Entry(child, (), is_table=True)
        elif child.tag not in _SKIPPED and child.tag != qn("w:sectPr"):
            yield from entries_of(child)


def text_of(element: Element) -> str:
    """Return the text printed under a paragraph or run: deleted, hidden and boxed text is not part of it."""
    parts = []
    for child in element.iterchildren():
        tag = child.tag
        if tag == _TEXT:
            parts.append(child.text or "")
        elif tag == _TAB:
            parts.append("\t")
        elif tag in _BREAKS:
            parts.append("\n" if child.get(qn("w:type")) in (None, "textWrapping") else "")
        elif tag in _HYPHENS:
            parts.append("-")
        elif tag not in _SKIPPED and tag not in (_BOX, _FALLBACK) and not _is_hidden(child):
            parts.append(text_of(child))
    return "".join(parts)


def pictures_in(body: Element) -> int:
    """Return how many pictures stand in the body; text boxes are none."""
    return sum(1 for picture in body.iter(*_PICTURES) if next(picture.iter(_BOX), None) is None)


def _boxes_in(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes anchored in a paragraph, each once: older readers get a second copy of it."""
    for box in paragraph.iter(_BOX):
        if not any(parent.tag in (_FALLBACK, _BOX) for parent in box.iterancestors()):
            yield box


def _is_hidden(child: Element) -> bool:
    if child.tag != _RUN:
        return False
    hidden = child.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val")) not in ("0", "false")
