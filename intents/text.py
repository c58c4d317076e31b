"""A question as typed → folded text that remembers where each character came from.

Folding takes width, case, Traditional characters, quotation marks, emoji and blanks between Chinese
characters away, one character at a time, so that every later span can be shown in the words typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from knowledge import is_traditional, simplified

_QUOTES = frozenset("“”‘’\"'「」『』《》〈〉〝〞‟„`")
_OPENING, _CLOSING = '“‘「『《〈"', '”’」』》〉"'
_DASHES = str.maketrans(
    {"—": "-", "–": "-", "−": "-", "～": "~", "〜": "~", "。": ".", "、": "、", "〇": "〇"}
)
_WORD = re.compile(r"[0-9a-z]")
_SENTENCE_MARKS = frozenset(",.;:!?、，。；：！？~…-()[]{}/\\|+*=%<>@#&_^$")


@dataclass(frozen=True, slots=True)
class Folded:
    """A question in its folded form."""

    original: str
    text: str
    origin: tuple[int, ...]
    """For each character of `text`, its index in `original`."""
    quoted: tuple[tuple[int, int], ...] = ()
    """Spans of `text` that stood in quotation marks."""
    traditional: bool = False
    """Whether it was typed in Traditional characters."""
    ends: tuple[int, ...] = ()
    """For each character of `text`, the last index in `original` that it stands for; empty where that is `origin`."""

    def typed(self, start: int, end: int) -> str:
        """Return what the user typed for the folded span from `start` to `end`."""
        if start >= end:
            return ""
        return self.original[self.origin[start] : (self.ends or self.origin)[end - 1] + 1]


@lru_cache(maxsize=2048)
def fold(question: str) -> Folded:
    """Given a question as typed, return it folded.

    >>> fold("貴單位２０２６年 “三 公”經費？😀").text
    '贵单位2026年三公经费?'
    >>> fold("062001 收入 合计").text
    '062001收入合计'
    """
    alike = _one_for_one(question)
    if alike is not None:
        return alike
    text: list[str] = []
    origin: list[int] = []
    quoted: list[tuple[int, int]] = []
    opened: int | None = None
    changed = 0
    blank = False
    for index, character in enumerate(question):
        if character in _QUOTES:
            opened, span = _quotation(character, opened, len(text))
            quoted.extend(span)
            continue
        for folded in _fold_character(character):
            text.append(folded)
            origin.append(index)
            blank = blank or folded.isspace()
        changed += is_traditional(character)
    kept = _without_blanks(text) if blank else list(range(len(text)))
    moved = {old: new for new, old in enumerate(kept)}
    return Folded(
        original=question,
        text="".join(text[i] for i in kept),
        origin=tuple(origin[i] for i in kept),
        quoted=tuple(_move(span, moved, len(kept)) for span in quoted if span[1] > span[0]),
        traditional=_is_traditional(changed, question),
    )


def _one_for_one(question: str) -> Folded | None:
    """Return a question folded that holds no quotation mark and no blank, each character for one; None of others."""
    pieces = [_fold_character(character) for character in question]
    folded = "".join(pieces)
    if (
        set(map(len, pieces)) != {1}
        or not _QUOTES.isdisjoint(question)
        or any(map(str.isspace, folded))
    ):
        return None
    changed = 0 if folded == question else sum(map(is_traditional, question))
    return Folded(
        original=question,
        text=folded,
        origin=tuple(range(len(question))),
        traditional=_is_traditional(changed, question),
    )


def _is_traditional(changed: int, question: str) -> bool:
    """Return whether a question was typed in Traditional characters, so many of which were."""
    return changed >= 2 or (changed == 1 and len(question) <= 6)


def _quotation(
    character: str, opened: int | None, at: int
) -> tuple[int | None, list[tuple[int, int]]]:
    if opened is not None and character in _CLOSING:
        return None, [(opened, at)]
    return (at if character in _OPENING else opened), []


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    if unicodedata.category(character) in {"So", "Sk", "Cf", "Cc", "Cn", "Co", "Cs", "Mn", "Me"}:
        return " " if character in "\n\r\t" else ""
    folded = unicodedata.normalize("NFKC", character).translate(_DASHES).lower()
    return "".join(simplified(c) if "\u3400" <= c <= "\u9fff" else c for c in folded)


def _without_blanks(text: list[str]) -> list[int]:
    """Return the indexes to keep: a blank stays only between two Latin words or numbers."""
    kept: list[int] = []
    for index, character in enumerate(text):
        if not character.isspace():
            kept.append(index)
            continue
        before = text[kept[-1]] if kept else ""
        after = next((c for c in text[index + 1 :] if not c.isspace()), "")
        if _single_digits(text, index):
            continue
        if before and not before.isspace() and _WORD.match(before) and after and _WORD.match(after):
            kept.append(index)
    return kept


def _single_digits(text: list[str], index: int) -> bool:
    """Return whether a blank stands between two digits, each by itself: 2 0 2 6 is one number, 24 25 are two."""
    before = "".join(text[:index]).rstrip()[-2:]
    after = "".join(text[index + 1 :]).lstrip()[:2]
    return bool(re.fullmatch(r"(?:^|\D)?\d \d(?:\D|$)?", f"{before} {after}"))


def _move(span: tuple[int, int], moved: dict[int, int], length: int) -> tuple[int, int]:
    start = next((moved[i] for i in range(span[0], span[1]) if i in moved), length)
    end = next((moved[i] + 1 for i in range(span[1] - 1, span[0] - 1, -1) if i in moved), start)
    return start, end


@lru_cache(maxsize=8192)
def is_mark(character: str) -> bool:
    """Return whether a folded character is punctuation that carries no meaning of its own."""
    return (
        character.isspace()
        or character in _SENTENCE_MARKS
        or unicodedata.category(character)[0] in "PSZC"
    )
