"""Rows that have lost a leading cell: told by the rows around them, and put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.amounts import read_cell
from knowledge.tables.header import is_body_cell

Texts = tuple[str, ...]


def put_right(texts: Texts, others: Sequence[Texts], names: Sequence[int]) -> Texts | None:
    """Given a row, the rows of the same columns, and the columns of names, return the row put right.

    None where the row fits as it stands, or where moving it does not make it fit. A row that has lost
    its leading cell has its values one column too far left and one blank more at its end; its label
    then belongs into the last column of names that is free.

    >>> around = [("", "构成", "甲项目", "1.00", "2.00"), ("", "", "乙项目", "3.00", "4.00")]
    >>> put_right(("丙项目", "", "5.00", "6.00", ""), around, [1, 2])
    ('', '', '丙项目', '5.00', '6.00')
    """
    if not texts or texts[-1] or not texts[0] or not others or not names:
        return None
    label, moved = texts[0], ("", "", *texts[1:-1])
    if texts[1]:
        moved = ("", *texts[:-1])
    if not _fits_better(moved, texts, others):
        return None
    if texts[1]:
        return moved
    place = _usual_label(others, names)
    while place in names and moved[place]:
        place -= 1
    if place not in names:
        return None
    return (*moved[:place], label, *moved[place + 1 :])


def _fits_better(moved: Texts, texts: Texts, others: Sequence[Texts]) -> bool:
    """Whether the moved row has each kind of text where the other rows have it, and the printed one has not."""
    return _strangers(moved, others) == 0 and _strangers(texts, others) > 0


def _strangers(texts: Texts, others: Sequence[Texts]) -> int:
    """Return in how many columns a row holds a kind of text that no other row has there."""
    count = 0
    for column, text in enumerate(texts):
        kinds = {_kind(row[column]) for row in others if row[column]}
        count += bool(text) and _kind(text) not in kinds
    return count


def _kind(text: str) -> str:
    if is_body_cell(text):
        return "value"
    return "code" if read_cell(text).reading == "number" else "words"


def _usual_label(others: Sequence[Texts], names: Sequence[int]) -> int:
    """Return the column in which most rows have their innermost label; -1 where none has any."""
    last = [max((c for c in names if row[c]), default=-1) for row in others]
    found = Counter(c for c in last if c >= 0).most_common(1)
    return found[0][0] if found else -1
