"""Where lines are printed: as wide as the terminal, in colour where it can, plain where it is a pipe."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from bot.settings import TerminalSettings
from bot.wrapping import wrap

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 100
"""Columns of a table that is printed where there is no terminal."""
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Line(NamedTuple):
    """A paragraph to print: its words, its style, and by how much its further lines are set in."""

    text: str
    style: str = ""
    hanging: int = 0


def console_for(settings: TerminalSettings) -> Console:
    """Given the settings, return the console of standard output."""
    from rich.console import Console

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    console.width = settings.width or (console.width if console.is_terminal else PIPE_WIDTH)
    return console


def show(lines: Iterable[Line], settings: TerminalSettings, console: Console | None = None) -> None:
    """Given paragraphs, print them; only a terminal gets them wrapped and painted."""
    if console is None and not sys.stdout.isatty():
        sys.stdout.writelines(f"{piece}\n" for piece, _ in _pieces(lines, settings.width))
    else:
        _paint(lines, settings, console or console_for(settings))
    sys.stdout.flush()


def show_lines(texts: Iterable[str], settings: TerminalSettings, style: str = "") -> None:
    """Given plain paragraphs, print them in one style."""
    show([Line(text, style) for text in texts], settings)


def visible(text: str) -> str:
    r"""Given text from anywhere, return it without what would steer the terminal or turn the line around.

    >>> visible("三公\x1b[31m经费")
    '三公[31m经费'
    """
    kept = (char for char in text.replace("\t", " ") if char not in _TURNS)
    return "".join(
        char for char in kept if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"}
    )


def _paint(lines: Iterable[Line], settings: TerminalSettings, console: Console) -> None:
    from rich.text import Text

    width = console.width if console.is_terminal else settings.width
    for piece, style in _pieces(lines, width):
        console.print(Text(piece, style=style), soft_wrap=True)


def _pieces(lines: Iterable[Line], width: int) -> Iterator[tuple[str, str]]:
    """Each printed line and its style; nothing is wrapped where the width is 0."""
    for line in lines:
        for paragraph in visible(line.text).split("\n"):
            wrapped = wrap(paragraph, width, line.hanging) if width else [paragraph]
            yield from ((piece, line.style) for piece in wrapped)
