"""Styled paragraphs: escaping, length as Telegram counts it, splitting before rendering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Style = Literal["", "b", "i", "blockquote"]

MESSAGE_UNITS = 4096
"""The longest text of a message, in UTF-16 units, after its tags are taken out."""

CAPTION_UNITS = 1024
"""The longest caption of a picture, counted in the same way."""

_ENDS_SENTENCE = "。！？；\n"
_ENDS_CLAUSE = "，、,;:： "
# Direction overrides would let a quotation turn the text around it; surrogates cannot be sent.
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# All but what a person sees nothing of; a text of that alone counts as empty, as it does at Telegram.
_VISIBLE = re.compile(
    r"[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u206f\u3164\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a message (its text may hold line ends of its own)."""

    spans: tuple[Span, ...]
    gap: bool = False
    """Whether a blank line stands before it, unless a message begins with it."""

    @property
    def text(self) -> str:
        """Its text without styles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: as HTML, and as plain text for where Telegram refuses the HTML."""

    html: str
    plain: str


def esc(text: str) -> str:
    """Given any text, return it safe inside Telegram's HTML; the only place that escapes.

    >>> esc("收入<支出 & 结余")
    '收入&lt;支出 &amp; 结余'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(text: str) -> str:
    """Given any text, return it without what cannot be sent or would turn the text around it."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def is_blank(text: str) -> bool:
    """Given any text, tell whether a person would see nothing of it."""
    return _VISIBLE.search(text) is None


def units(text: str) -> int:
    """Given a text, return its length as Telegram counts it: in UTF-16 units.

    >>> units("问账"), units("👍")
    (2, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def paragraph(text: str, style: Style = "", *, gap: bool = False) -> Paragraph:
    """Given a text in one style, return it as a paragraph."""
    return Paragraph((Span(text, style),), gap)


def pieces(paragraphs: Iterable[Paragraph], limit: int = MESSAGE_UNITS) -> tuple[Piece, ...]:
    """Given paragraphs, return the messages that hold them, each within `limit` units.

    They are parted between paragraphs; one that is longer than a message is cut after a sentence.
    """
    return tuple(_piece(group) for group in _groups(_short_enough(paragraphs, limit), limit))


def _short_enough(paragraphs: Iterable[Paragraph], limit: int) -> Iterator[Paragraph]:
    for each in paragraphs:
        cleaned = Paragraph(tuple(Span(clean(s.text), s.style) for s in each.spans), each.gap)
        text = cleaned.text
        if is_blank(text):
            continue
        if units(text) <= limit:
            yield cleaned
            continue
        for number, part in enumerate(_cut_spans(cleaned.spans, limit)):
            yield Paragraph((part,), each.gap and number == 0)


def _cut_spans(spans: Sequence[Span], limit: int) -> Iterator[Span]:
    for span in spans:
        rest = span.text
        while rest:
            end = _cut(rest, limit)
            if not is_blank(rest[:end]):
                yield Span(rest[:end], span.style)
            rest = rest[end:]


def _cut(text: str, limit: int) -> int:
    """Return where a text that may be too long is best cut, as an index of it; never 0."""
    end = _within(text, limit)
    if end == len(text):
        return end
    for marks in (_ENDS_SENTENCE, _ENDS_CLAUSE):
        last = max(text.rfind(mark, end // 2, end) for mark in marks)
        if last >= 0:
            return last + 1
    return _between_characters(text, end)


def _within(text: str, limit: int) -> int:
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return max(index, 1)
    return len(text)


def _between_characters(text: str, end: int) -> int:
    """Step back from inside a character that is made of several (an accent, a family emoji)."""
    for index in range(end, max(end - 16, 0), -1):
        joined = text[index] == "\u200d" or text[index - 1] == "\u200d"
        if not joined and not unicodedata.combining(text[index]) and not _modifies(text[index]):
            return index
    return end


def _modifies(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U0001f3fb" <= character <= "\U0001f3ff"


def _groups(paragraphs: Iterable[Paragraph], limit: int) -> Iterator[list[Paragraph]]:
    group: list[Paragraph] = []
    used = 0
    for each in paragraphs:
        needed = units(each.text) + (0 if not group else 2 if each.gap else 1)
        if group and used + needed > limit:
            yield group
            group, used, needed = [], 0, units(each.text)
        group.append(each)
        used += needed
    if group:
        yield group


def _piece(group: Sequence[Paragraph]) -> Piece:
    html, plain = "", ""
    for each in group:
        between = "" if not plain else "\n\n" if each.gap else "\n"
        html += between + "".join(map(_tagged, each.spans))
        plain += between + each.text
    return Piece(html, plain)


def _tagged(span: Span) -> str:
    text = esc(span.text)
    return f"<{span.style}>{text}</{span.style}>" if span.style and text else text
