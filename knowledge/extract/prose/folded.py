"""Running text as sentences are parsed: blanks gone, width folded, and every character's origin kept."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_BRACKETS = {
    "（": "(",
    "）": ")",
    "〔": "(",
    "〕": ")",
    "【": "(",
    "】": ")",
    "；": "；",
    "，": "，",
}
_KEPT = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳，；。、“”‘’")
_LOOSE = frozenset("\u200b\u200c\u200d\u200e\u200f\ufeff")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text ready for parsing; `origin[i]` is where its character i stands in `printed`."""

    text: str
    origin: tuple[int, ...]
    printed: str

    def source(self, start: int, end: int) -> str:
        """Return the printed words behind `text[start:end]`, blanks at the ends removed."""
        if start >= end:
            return ""
        return self.printed[self.origin[start] : self.origin[end - 1] + 1].strip()


@lru_cache(maxsize=4096)
def fold(printed: str) -> Folded:
    """Given printed text, return it folded: one comma, one semicolon, no blanks inside words.

    >>> fold("2026 年预算 1,860 万元,减少 10％").text
    '2026年预算1,860万元，减少10%'
    """
    chars = [(_folded(char), index) for index, char in enumerate(printed) if char not in _LOOSE]
    kept = [
        (char, index)
        for position, (char, index) in enumerate(chars)
        if not char.isspace() or _separates(chars, position)
    ]
    text = "".join(char for char, _ in kept)
    return Folded(_commas(text), tuple(index for _, index in kept), printed)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char in _BRACKETS:
        return _BRACKETS[char]
    if char == ";":
        return "；"
    if char in _KEPT:
        return char
    normal = unicodedata.normalize("NFKC", char)
    return normal if len(normal) == 1 else char


def _separates(chars: list[tuple[str, int]], position: int) -> bool:
    """Whether a blank keeps two numbers or Latin words apart; any other blank is layout."""
    before = next((c for c, _ in reversed(chars[:position]) if not c.isspace()), "")
    after = next((c for c, _ in chars[position + 1 :] if not c.isspace()), "")
    return _is_latin(before) and _is_latin(after) and not chars[position - 1][0].isspace()


def _is_latin(char: str) -> bool:
    return char in {".", "%"} or (char.isascii() and char.isalnum())


def _commas(text: str) -> str:
    """Full-width commas everywhere but inside a number."""
    inside = [
        char == "," and 0 < i < len(text) - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()
        for i, char in enumerate(text)
    ]
    return "".join(
        "，" if c == "," and not kept else c for c, kept in zip(text, inside, strict=True)
    )
