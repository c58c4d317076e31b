"""What a row's label columns say: its label, its codes, and what it is filed under."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.subjects import subject, whole_code
from knowledge.tables.columns import Half
from knowledge.tables.sheet import Covering, Sheet
from knowledge.tables.words import is_code_head, is_total_label

_CODE = re.compile(r"[0-9A-Z]+(?:[ -]?[0-9A-Z]+)*")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_BRACKETED = re.compile(r"[\[〔【](\d+)[\]〕】]")
_ENDING = re.compile(r"\d{2}|\d{4}")
"""The end of a code whose beginning is not printed above it either."""
_CODE_WITH_NAME = (
    re.compile(r"[\[〔](?P<code>\d{3,})[\]〕]\s*(?P<name>.+)"),
    re.compile(r"(?P<code>[0-9A-Z]{3,})\s*[-—–]\s*(?P<name>[^\d\s].*)"),
    re.compile(r"(?P<code>\d{3,})\s*(?P<name>(?![年月日])[\u4e00-\u9fff].*)"),
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a row is called."""

    text: str
    codes: tuple[str, ...] = ()
    """Its own code first."""
    groups: tuple[str, ...] = ()
    """The texts of the label columns beside its own, blanks filled from the rows above."""
    indent: int = 0
    is_code_only: bool = False
    """Whether only its code is printed; the text is then the code's own name, or the code."""
    is_unit: bool = False
    """Whether its own code is printed in a column of units' codes."""


@dataclass(slots=True)
class LabelReader:
    """Reads the labels of one half, row after row; remembers the rows above for what is left blank."""

    half: Half
    _groups: dict[int, str] = field(default_factory=dict)
    _codes: dict[int, str] = field(default_factory=dict)
    _last: str = ""

    def read(self, sheet: Sheet, row: int) -> Label:
        """Return what a row is called, as the sheet prints it."""
        printed = self._printed(sheet, row)
        names, inner = self._names(printed)
        codes = self._outer_codes(printed) | inner
        own = self._own_column(names)
        if own is None:
            return _by_code(tuple(codes.values()))
        column = self._code_column(own, codes)
        printed_code = codes.get(column, "")
        first = _completed(printed_code, names[own])
        self._last = first or self._last
        others = tuple(code for code in codes.values() if code != printed_code)
        ordered = (first, *others) if first else ()
        groups = self._groups_beside(sheet, row, own)
        self._groups = {} if is_total_label(names[own]) else self._groups | {own: names[own]}
        is_unit = bool(first) and column in self.half.units
        return Label(names[own], ordered, groups, printed[own].indent, is_unit=is_unit)

    def _printed(self, sheet: Sheet, row: int) -> dict[int, Covering]:
        """Return the cells of the label columns that begin in the row, also one that reaches in from the left."""
        found: dict[int, Covering] = {}
        for column in self.half.labels:
            cell = sheet.lines[row][column]
            reaches_in = cell.column < self.half.labels[0]
            if cell.text and cell.row == row and (cell.column == column or reaches_in):
                found[column] = cell
        return found

    def _names(self, printed: dict[int, Covering]) -> tuple[dict[int, str], dict[int, str]]:
        """Return the names by column, and the codes that are printed inside names."""
        names: dict[int, str] = {}
        codes: dict[int, str] = {}
        for column, cell in printed.items():
            if column in self.half.ordinals:
                continue
            text = _without_brackets(cell.text)
            if found := _code_in(text):
                codes[column], names[column] = found
            elif column not in self.half.codes or not (_CODE.fullmatch(text) or is_code_head(text)):
                names[column] = cell.text
        return names, codes

    def _own_column(self, names: dict[int, str]) -> int | None:
        """Return the column of the row's own name: the innermost, a second classification apart."""
        main = [c for c in names if c not in self.half.seconds]
        return max(main or names, default=None)

    def _outer_codes(self, printed: dict[int, Covering]) -> dict[int, str]:
        """Return the joined code of each run of code columns (类 款 项), by the run's last column."""
        found: dict[int, str] = {}
        for run in self.half.runs:
            parts = {
                c: re.sub(r"[ -]", "", text)
                for c in run
                if c in printed and _CODE.fullmatch(text := _without_brackets(printed[c].text))
            }
            if parts:
                found[run[-1]] = self._joined(run, parts)
        return found

    def _joined(self, run: tuple[int, ...], parts: dict[int, str]) -> str:
        """Return a code's whole; what only the rows above print is taken from there."""
        if len(run) == 1:
            code = parts[run[0]]
            short = len(code) == 2 and re.fullmatch(r"\d{3}(?:\d\d)*", self._last)
            return self._last[:3] + code if short else code
        for column in sorted(parts):
            if self._codes.get(column) != parts[column]:
                cleared = [c for c in run if c >= column]
                self._codes = {c: v for c, v in self._codes.items() if c not in cleared}
            self._codes[column] = parts[column]
        whole = ""
        for column in run:
            part = self._codes.get(column, "") if column <= max(parts) else ""
            whole = part if whole and part.startswith(whole) else whole + part
        return whole

    def _code_column(self, own: int, codes: dict[int, str]) -> int:
        """Return the column of the code beside a name: its own, else the end of the run before it.

        Where a unit's code stands between a subject's code and its name, the name is the subject's.
        """
        ends = [run[-1] for run in self.half.runs if run[-1] < own]
        between = ends and any(max(ends) < c < own for c in self.half.names)
        if own in codes or not ends or between:
            return own
        last = max(ends)
        others = [end for end in ends if end in codes and end not in self.half.units]
        return max(others) if last in self.half.units and others else last

    def _groups_beside(self, sheet: Sheet, row: int, own: int) -> tuple[str, ...]:
        """Return the names of the columns beside the row's own, blanks filled from the rows above."""
        names = self.half.names
        self._groups = {c: text for c, text in self._groups.items() if c < own}
        found = []
        for column in names:
            text = sheet.text(row, column)
            if column == own or (column > own and column not in self.half.seconds):
                continue
            unknown = sheet.lines[row][column].is_unknown
            if (text or unknown) and column not in self.half.seconds:
                self._groups = {c: v for c, v in self._groups.items() if c < column}
                self._groups |= {column: text} if text else {}
            beside = text if column in self.half.seconds else self._groups.get(column, "")
            if beside:
                inner = _code_in(beside)
                found.append(inner[1] if inner else beside)
        return tuple(found)


def _by_code(codes: tuple[str, ...]) -> Label:
    """Return what a row is called that prints codes only: as the national subjects name the first."""
    named = subject(codes[0]) if codes else None
    return Label(named.name if named else "", codes, is_code_only=named is not None)


def _completed(code: str, name: str) -> str:
    """Return the whole of a code of which the end alone is printed, where one subject's name fits."""
    return (_ENDING.fullmatch(code) and whole_code(name, code)) or code


def _without_brackets(text: str) -> str:
    """Return a cell's text with narrow digits, and a code that stands alone in brackets ([2050801]) without them."""
    narrow = text.translate(_NARROW)
    code = _BRACKETED.fullmatch(narrow.strip())
    return code[1] if code else narrow


def _code_in(text: str) -> tuple[str, str] | None:
    """Return the code and the name of a text that holds both ([2013301]行政运行, 2010301-行政运行)."""
    for pattern in _CODE_WITH_NAME:
        if match := pattern.fullmatch(text.strip()):
            return match["code"], match["name"].strip()
    return None
