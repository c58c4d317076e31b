"""Folded text → marks: everything in it, in order, that a reader of sentences must act on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from knowledge.extract.prose.cues import Cued, any_of, cues
from knowledge.extract.prose.figures import Figure, figures_in


class Sign(Enum):
    """What a mark is."""

    FIGURE = "figure"
    OPEN = "open"
    """A bracket that holds figures: what is in it belongs to what stands before it."""
    CLOSE = "close"
    LIST = "list"
    """A colon right behind an amount: its parts follow up to the next semicolon."""
    AMONG = "among"
    """其中: parts of what was told last follow."""
    SEMICOLON = "semicolon"
    STOP = "stop"
    FLAT = "flat"
    NONE = "none"
    REASON = "reason"
    USE = "use"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to act on, and where it stands in the folded text."""

    start: int
    end: int
    sign: Sign
    figure: Figure | None = None


def marks_in(text: str) -> list[Mark]:
    """Given folded text, return its marks in order.

    >>> [mark.sign.value for mark in marks_in("支出186万元，其中:项目支出186万元。")]
    ['figure', 'among', 'figure', 'stop']
    """
    figures = figures_in(text)
    marks = [Mark(f.start, f.end, Sign.FIGURE, f) for f in figures]
    marks += [Mark(f.end, f.end + 1, Sign.LIST) for f in figures if text[f.end : f.end + 1] == ":"]
    brackets = _brackets(text, figures)
    marks += brackets
    for sign, pattern in _signs():
        marks += [Mark(m.start(), m.end(), sign) for m in pattern.finditer(text)]
    marks = [m for m in marks if m.sign is not Sign.STOP or not _is_inside(m, brackets)]
    return _without_overlaps(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _brackets(text: str, figures: list[Figure]) -> list[Mark]:
    found: list[Mark] = []
    opened: list[int] = []
    for index, char in enumerate(text):
        if char == "(":
            opened.append(index)
        elif char == ")" and opened:
            start = opened.pop()
            if any(start < figure.start and figure.end <= index for figure in figures):
                found += [Mark(start, start + 1, Sign.OPEN), Mark(index, index + 1, Sign.CLOSE)]
    return found


def _is_inside(mark: Mark, brackets: list[Mark]) -> bool:
    """Whether a full stop stands in a bracket: the sentence goes on behind it."""
    opened = sum(b.sign is Sign.OPEN and b.start < mark.start for b in brackets)
    return opened > sum(b.sign is Sign.CLOSE and b.start < mark.start for b in brackets)


def _without_overlaps(marks: list[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


@lru_cache(maxsize=1)
def _signs() -> tuple[tuple[Sign, re.Pattern[str]], ...]:
    words = cues()
    flat = rf"(?:{any_of(words.change.flat_hedges)})?{any_of(words.change.flat)}"
    none = rf"(?<!如)(?<!若)(?!{any_of(words.none.conditional)}){any_of(words.none.negations)}"
    return (
        (Sign.AMONG, re.compile(r"其中[:，]?")),
        (Sign.SEMICOLON, re.compile("；")),
        (Sign.STOP, re.compile(r"[。！？\n]")),
        (Sign.FLAT, re.compile(flat)),
        (Sign.NONE, re.compile(none)),
        (Sign.REASON, re.compile(rf"{any_of(words.reason.cues)}[:，]?|{_opening(words.reason)}")),
        (Sign.USE, re.compile(any_of(words.use.cues) + r"[:，]?")),
    )


def _opening(cued: Cued) -> str:
    """The pattern of a clause that opens with such a word: ，因…, and not ，因公出国."""
    return rf"(?<=，){any_of(cued.openers)}(?!{any_of(cued.other_openers)})"
