"""What the recognisers of tables in a text give and take: lines, and what was found in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from knowledge.document import Block, Finding, Grid, GridCell, Paragraph, Place


class Line(NamedTuple):
    """One line of a text, numbered from 1."""

    number: int
    text: str


class Found(NamedTuple):
    """What stands in some lines of a text."""

    lines: int
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()


Row = tuple[int, Sequence[str]]
"""The number of a line and its cells."""


def paragraphs_of(lines: Iterable[Line]) -> tuple[Paragraph, ...]:
    """Return each line that is not blank as a paragraph."""
    return tuple(
        Paragraph(text.strip(), Place(line=number)) for number, text in lines if text.strip()
    )


def left_as_text(lines: Sequence[Line], code: str) -> Found:
    """Return lines as paragraphs with the finding that their figures could not be told apart for certain."""
    places = tuple(Place(line=number) for number, text in lines if text.strip())
    values = (("lines", f"{lines[0].number}–{lines[-1].number}"), ("count", str(len(places))))
    finding = Finding(code, "warning", values, places[:1], (lines[0].text.strip(),))
    return Found(len(lines), paragraphs_of(lines), (finding,))


def grid_of(rows: Sequence[Row]) -> Grid:
    """Return rows of cells as a grid; short ones are filled up with blanks."""
    width = max(len(texts) for _, texts in rows)
    cells = [
        GridCell(row, column, text, Place(line=number))
        for row, (number, texts) in enumerate(rows)
        for column, text in enumerate([*texts, *[""] * (width - len(texts))])
    ]
    return Grid(tuple(cells), len(rows), width, Place(line=rows[0][0]), spans_known=False)


def is_beside_table(text: str) -> bool:
    """Return whether a line that stands alone is a table's title, number or note rather than a label in it.

    >>> is_beside_table("表2 收入总表"), is_beside_table("二、教育支出")
    (True, False)
    """
    return bool(_words()["beside_table"].fullmatch(re.sub(r"\s", "", text)))


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data = resources.files("knowledge.readers.text").joinpath("layout.toml").read_text("utf-8")
    return {name: re.compile(pattern) for name, pattern in tomllib.loads(data).items()}
