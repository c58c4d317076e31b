"""The text of a cell that was broken into lines → one line."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[ \t\xa0\u2002-\u200a\u3000]+")
_ALNUM = re.compile(r"[A-Za-z0-9]")


def unwrapped(lines: str) -> str:
    r"""Return broken lines as one: nothing between Chinese characters, a blank between words and figures.

    Blanks before the text stay, as full-width ones: in a column of labels they show what is part of what.

    >>> unwrapped("机关事业单位基本\n养老保险缴费支出"), unwrapped("186\n20")
    ('机关事业单位基本养老保险缴费支出', '186 20')
    >>> unwrapped("  行政 运行 ")
    '\u3000行政 运行'
    """
    text = ""
    for line in re.split(r"[\r\n\v\f\u2028\u2029]+", lines):
        plain = _BLANKS.sub(" ", line).strip()
        if text and plain:
            text += " " if _ALNUM.match(text[-1]) and _ALNUM.match(plain) else ""
        text += plain
    return "\u3000" * _indent(lines) + text if text else ""


def _indent(lines: str) -> int:
    """Return how many full-width blanks stand before a text; two narrow ones count as one."""
    blanks = re.match(r"[ \t\xa0\u2002-\u200a\u3000]*", lines)
    head = blanks.group() if blanks else ""
    wide = head.count("\u3000") + 2 * head.count("\t")
    return wide + (len(head) - head.count("\u3000") - head.count("\t")) // 2
