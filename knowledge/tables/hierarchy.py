"""Which rows a row is a part of: told by codes, by numbering, by 其中, or by indentation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.subjects import is_subject_code
from knowledge.tables.words import is_total_label
from knowledge.terms import squash

_NUMBERINGS = (
    re.compile(r"[一二三四五六七八九十廿卅]{1,4}[、.．]"),
    re.compile(r"\([一二三四五六七八九十廿卅]{1,4}\)"),
    re.compile(r"\d{1,2}[、.．](?!\d)"),
    re.compile(r"\(\d{1,2}\)"),
    re.compile(r"[①-⑳]"),
)
"""The usual numberings, from the outermost in."""
_CHAPTERS = 2
"""How many of them number chapters: what stands above without a number is no whole of theirs."""
_PART = re.compile(r"其中[:：]?")


@dataclass(frozen=True, slots=True)
class _Above:
    """A row that later ones may be a part of."""

    label: str
    level: int | None
    """Which numbering it has; None without one."""
    indent: int = 0


@dataclass(slots=True)
class Hierarchy:
    """The rows of one half in their order."""

    _rows: list[_Above] = field(default_factory=list)
    _units: dict[str, str] = field(default_factory=dict)
    """Labels of the units above, by code; the subjects below them are theirs."""
    _subjects: dict[str, str] = field(default_factory=dict)
    """Labels of the subjects above, by code."""
    _before: Hierarchy | None = None
    """The half to the left, whose class goes on at this one's head (302 there, 30215 here)."""
    _read: dict[str, str] = field(default_factory=dict)
    """Labels of every subject read, by code."""

    @classmethod
    def beside(cls, before: Hierarchy | None) -> Hierarchy:
        """Return the rows of a half that stands to the right of another; none to the right of none."""
        return cls(_before=before)

    def wholes(
        self, label: str, code: str, indent: int, *, grouped: bool = False, is_unit: bool = False
    ) -> list[str]:
        """Return the labels that the row is a part of, outermost first, and remember the row.

        `grouped`: other columns say what it is a part of, so that indentation is mere layout.
        `is_unit`: its code is a unit's, whatever subject has the same.
        """
        if not label or (is_total_label(label) and not self._is_inner(label, indent)):
            self._rows = []
            return []
        if code.isdigit():
            return self._by_code(label, code, is_unit=is_unit)
        if grouped:
            return []
        if self._units or self._subjects:
            return [*self._units.values(), *self._subjects.values()]
        return self._by_numbering(label, indent)

    def _by_code(self, label: str, code: str, *, is_unit: bool) -> list[str]:
        self._subjects = {c: v for c, v in self._subjects.items() if _is_part(code, c)}
        if not is_unit and is_subject_code(code):
            wholes = [*self._units.values(), *(self._subjects or self._from_left(code)).values()]
            self._subjects[code] = self._read[code] = label
            return wholes
        self._units = {c: v for c, v in self._units.items() if _is_part(code, c)} | self._subjects
        wholes = list(self._units.values())
        self._units[code] = label
        self._subjects = {}
        return wholes

    def subjects_over(self, code: str) -> dict[str, str]:
        """Return the labels, by code, of the subjects read in this half or to its left that a code is a part of."""
        own = {c: label for c, label in self._read.items() if _is_part(code, c)}
        return own or self._from_left(code)

    def _from_left(self, code: str) -> dict[str, str]:
        return self._before.subjects_over(code) if self._before is not None else {}

    def _is_inner(self, label: str, indent: int) -> bool:
        """Whether a total is numbered as a part of what stands above it: （一）支出合计 under 一、“三公”经费支出."""
        level = _level(label)
        return bool(level) and any(_is_whole(above, level, indent) for above in self._rows)

    def _by_numbering(self, label: str, indent: int) -> list[str]:
        level = _level(label)
        while self._rows and not _is_whole(self._rows[-1], level, indent):
            self._rows.pop()
        wholes = [above.label for above in self._rows]
        self._rows.append(_Above(label, level, indent))
        return wholes


def is_numbered(label: str) -> bool:
    """Whether a label begins with a number.

    >>> is_numbered("八、社会保障和就"), is_numbered("业支出")
    (True, False)
    """
    return any(pattern.match(squash(label)) for pattern in _NUMBERINGS)


def _is_part(code: str, whole: str) -> bool:
    return code != whole and code.startswith(whole)


def _is_whole(above: _Above, level: int | None, indent: int) -> bool:
    """Whether a row above is a whole of one with this numbering and indentation."""
    if level is None:
        return indent > above.indent
    if above.level is None:
        return level >= _CHAPTERS or indent > above.indent
    return above.level < level


def _level(label: str) -> int | None:
    """Return how deep a label's numbering says it stands; a part without a number stands deepest."""
    squashed = squash(label)
    bare = _PART.sub("", squashed, count=1)
    for level, pattern in enumerate(_NUMBERINGS):
        if pattern.match(bare):
            return level
    return len(_NUMBERINGS) if _PART.match(squashed) else None
