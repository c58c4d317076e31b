"""How far a reason or a use is told."""

from __future__ import annotations

import re

from knowledge.extract.prose.cues import cues
from knowledge.extract.prose.figures import figures_in
from knowledge.extract.prose.roles import base_in
from knowledge.facts import Kind

_GOES_ON = re.compile(r"(?:[一二三四五六七八九]是|同时|另外|此外|[①-⑳]|\(\d\)|\d[.、)])")


def reason_end(text: str, start: int, opened: int | None) -> int:
    """Return where a reason that begins at `start` ends: with its sentence, or where another item begins.

    A semicolon ends it when figures follow that are no further reason (二是 …).
    """
    stop = _find(text, "。\n", start, opened)
    for index in range(start, stop):
        if text[index] == "；" and _is_new_item(text, index + 1, stop):
            return index
        if text[index] == "，" and _tells_use(text, index + 1):
            return index
    return stop


def use_end(text: str, start: int, opened: int | None) -> int | None:
    """Return where a use that begins at `start` ends; None where an amount list follows instead."""
    stop = _find(text, "。；\n", start, opened)
    first = _find(text, "，、。；\n", start, opened)
    if any(figure.kind is Kind.MONEY for figure in figures_in(text[start:first])):
        return None
    for index in range(start, stop):
        if text[index] == "，" and base_in(text[index + 1 : index + 12]):
            return index
    return stop


def _tells_use(text: str, start: int) -> bool:
    """Whether 主要用于 follows: what it is for is no part of why it changed."""
    strong = [cue for cue in cues().use.cues if cue != "用于"]
    return any(text.startswith(cue, start) for cue in strong)


def _is_new_item(text: str, start: int, stop: int) -> bool:
    segment = re.split("；", text[start:stop])[0]
    return bool(figures_in(segment)) and not _GOES_ON.match(segment)


def _find(text: str, chars: str, start: int, opened: int | None) -> int:
    for index in range(start, len(text)):
        if text[index] in chars or index == opened:
            return index
    return len(text)


def bracket_end(text: str, start: int) -> int | None:
    """Return where the bracket closes that `start` stands in, or None outside of brackets."""
    depth = 0
    for index in range(start - 1, -1, -1):
        if text[index] == "。":
            return None
        depth += (text[index] == ")") - (text[index] == "(")
        if depth < 0:
            close = text.find(")", start)
            return close if close >= 0 else None
    return None
