"""The font that ships with the program: widths, lines, and the characters that it lacks."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

_FILE = Path(__file__).with_name("fonts") / "NotoSansSC-Subset.ttf"
_UNKNOWN = "\ufffe"
"""A character that no font has: it looks like all that this one lacks."""
_SUBSTITUTE = "□"
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%+\-/]+|.", re.DOTALL)
"""Figures and Latin words stay whole."""
_NOT_FIRST = "，。、；：！？）》”’%％"


@cache
def font(size: int) -> FreeTypeFont:
    """Return the font at a size in dots."""
    return ImageFont.truetype(_FILE, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def has(character: str) -> bool:
    """Return whether the font has a character; blanks it always has.

    >>> has("问"), has("𫄢")
    (True, False)
    """
    if character.isspace():
        return True
    small = font(20)
    return bytes(small.getmask(character)) != bytes(small.getmask(_UNKNOWN))


def drawable(text: str) -> str:
    """Given a text, return it in one line with □ for what the font lacks.

    >>> drawable("张𫄢")
    '张□'
    """
    return "".join(each if has(each) else _SUBSTITUTE for each in re.sub(r"\s+", " ", text))


def lacking(text: str) -> tuple[str, ...]:
    """Given a text, return the characters that the font lacks, each once, in their order."""
    return tuple(dict.fromkeys(each for each in text if not has(each)))


def width(text: str, size: int) -> int:
    """Return how many dots wide a text is, in one line."""
    return round(font(size).getlength(text))


def lines(text: str, size: int, room: int, most: int = 100) -> list[str]:
    """Given a drawable text, break it into lines that fit `room` dots; the last of `most` ends with … where cut.

    >>> lines("本年收入合计", 20, 62)
    ['本年收', '入合计']
    """
    broken: list[str] = [""]
    for each in _UNBROKEN.findall(text.strip()):
        for part in _fitting(each, size, room):
            if width(broken[-1] + part, size) <= room or (part in _NOT_FIRST and broken[-1]):
                broken[-1] += part
            else:
                broken.append(part)
    if len(broken) <= most:
        return broken
    return [*broken[: most - 1], broken[most - 1][:-1] + "…"]


def _fitting(word: str, size: int, room: int) -> list[str]:
    """A word that is longer than a line, in its characters."""
    return [word] if width(word, size) <= room else list(word)
