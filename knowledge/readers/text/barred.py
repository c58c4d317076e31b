"""Rows whose cells are parted by bars: Markdown's tables, and those drawn with bars and dashes."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import groupby, takewhile

from knowledge.readers.text.lines import Found, Line, Row, grid_of, left_as_text
from knowledge.readers.wrapped import unwrapped

_BAR = re.compile(r"(?<!\\)[|│┃║｜]")
_RULE = re.compile(r"[\s|│┃║｜:+=_\-—─━═┄┈┼┬┴├┤┌┐└┘╪╬╠╣╔╗╚╝╦╩╞╡┠┨┝┥╋┳┻┏┓┗┛┣┫]*")
_DASH = re.compile(r"[-—─━═=]")
_FIGURE = re.compile(r"\d")
_AMOUNT = re.compile(r"\d\.\d")
_AMOUNTS = 3
"""Amounts that make uneven rows a table whose columns cannot be told."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_LEANING = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=[^\s*])\*(?![\w*])")
_TALLEST = 3
"""Lines that a cell may be broken into where rules part all rows; more are rows of their own."""


def found_at(lines: Sequence[Line], at: int) -> Found | None:
    """Return the table of barred rows that begins here, if one does."""
    run = list(takewhile(lambda line: _BAR.search(line.text) or _is_rule(line.text), lines[at:]))
    if not run:
        return None
    rows = [_row(line) for line in run if not _is_rule(line.text)]
    if len(rows) < 2 or max(len(cells) for _, cells in rows) < 2:
        return None
    if len(rows) == len(run) and not _is_even([cells for _, cells in rows]):
        is_table = sum(len(_AMOUNT.findall(line.text)) for line in run) >= _AMOUNTS
        return left_as_text(run, "unclear_columns") if is_table else None
    groups = [
        [_row(line) for line in group]
        for is_rule, group in groupby(run, key=lambda line: _is_rule(line.text))
        if not is_rule
    ]
    table = [(number, cells) for number, cells in _joined(groups)]
    return Found(len(run), (grid_of(_with_shared_heads(table)),))


def cell_text(text: str) -> str:
    r"""Return a cell as printed: without the marks of Markdown, broken lines as one.

    >>> (
    ...     cell_text(" **合 计** "),
    ...     cell_text("机关<br>运行&nbsp;经费"),
    ...     cell_text("** 1"),
    ...     cell_text("a\\|b"),
    ... )
    ('合 计', '机关运行 经费', '** 1', 'a|b')
    """
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    plain = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", plain))
    return unwrapped(_LEANING.sub(r"\1", plain).replace("\\|", "|").replace("\\*", "*")).strip()


def _is_rule(text: str) -> bool:
    return bool(_RULE.fullmatch(text)) and len(_DASH.findall(text)) > 2


def _row(line: Line) -> Row:
    """Return a line's cells; a bar at its beginning and one at its end part nothing."""
    text = line.text.strip()
    cells = _BAR.split(text)
    if cells and not cells[0].strip() and _BAR.match(text):
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return line.number, [cell_text(cell) for cell in cells]


def _is_even(rows: list[Sequence[str]]) -> bool:
    """Return whether rows without any rule between them are a table: of one width, with figures below a head."""
    has_figures = any(_FIGURE.search(cell) for cells in rows[1:] for cell in cells[1:])
    return len({len(cells) for cells in rows}) == 1 and has_figures


def _joined(groups: list[list[Row]]) -> list[Row]:
    """Return the rows; where rules part every row, the lines between two rules are the broken cells of one."""
    parted = len(groups) > 2 and all(len(group) <= _TALLEST for group in groups)
    if not parted or all(len(group) == 1 for group in groups):
        return [row for group in groups for row in group]
    wholes = [_whole(group) for group in groups]
    if any(whole is None for whole in wholes):
        return [row for group in groups for row in group]
    return [whole for whole in wholes if whole]


def _whole(group: list[Row]) -> Row | None:
    """Return some lines as one row, or None where a cell would hold two figures."""
    width = max(len(cells) for _, cells in group)
    columns = [
        [cells[c] for _, cells in group if c < len(cells) and cells[c]] for c in range(width)
    ]
    if any(sum(bool(_FIGURE.search(text)) for text in column) > 1 for column in columns):
        return None
    return group[0][0], [unwrapped("\n".join(column)) for column in columns]


def _with_shared_heads(rows: list[Row]) -> list[Row]:
    """Return the rows with a head that is written once for every column it covers written once.

    Markdown has no spans: 基本支出 over two columns is printed twice, and 项目 again below itself.
    """
    (number, first), (below, second), *rest = rows
    if any(_FIGURE.search(cell) for cell in second) or len(first) != len(second):
        return rows
    shared = {c for c in range(1, len(first)) if first[c] and first[c] == first[c - 1]}
    if not shared or any(second[c] == second[c - 1] for c in shared):
        return rows
    above = ["" if c in shared else text for c, text in enumerate(first)]
    under = ["" if text == first[c] else text for c, text in enumerate(second)]
    return [(number, above), (below, under), *rest]
