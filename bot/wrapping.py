"""Lines that fit: Chinese breaks between any two characters, but no line begins with a closing mark."""

from __future__ import annotations

import re
import unicodedata

_PIECES = re.compile(r"[!-~]+| +|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：？！）】》〉」』”’…·％,.;:?!)]}%")
_NEVER_LAST = frozenset("（【《〈「『“‘([{①②③④⑤⑥⑦⑧⑨")


def cells(text: str) -> int:
    """Given text, return how many terminal cells it takes; where terminals differ, the wider count.

    >>> cells("三公 2026")
    9
    """
    return sum(_cells_of(char) for char in text)


def wrap(text: str, width: int, hanging: int = 0) -> list[str]:
    """Given one paragraph, return lines of at most `width` cells; all but the first are set in.

    >>> wrap("减少 21.68 万元，下降 10.4%。", 16)
    ['减少 21.68 万', '元，下降 10.4%。']
    """
    lines: list[str] = []
    line = ""
    for piece in _units(text):
        if line.strip() and cells(line) + cells(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = " " * hanging + piece.lstrip()
        else:
            line += piece
        while cells(line.rstrip()) > width and _breakable(line, width):
            head = _fitting(line, width)
            lines.append(line[:head])
            line = " " * hanging + line[head:]
    return [*lines, line.rstrip()]


def _units(text: str) -> list[str]:
    """Split where a line may be broken: closing marks stay with what is before, opening ones with what follows."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        glued = units and (
            piece[0] in _NEVER_FIRST or piece.isspace() or units[-1][-1] in _NEVER_LAST
        )
        if glued:
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _breakable(line: str, width: int) -> bool:
    """Whether a single unit is itself longer than a line (an address, a row of marks)."""
    return len(line.strip()) > 1 and width > cells(line) - cells(line.lstrip()) + 1


def _fitting(line: str, width: int) -> int:
    used = 0
    for index, char in enumerate(line):
        used += _cells_of(char)
        if used > width:
            return max(index, 1)
    return len(line)


def _cells_of(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Cc", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
