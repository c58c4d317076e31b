"""Rows → a CSV or XLSX file that a spreadsheet opens without running anything that is written in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

Value = str | int | Decimal | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60


def csv_of(rows: Iterable[Sequence[Value]]) -> bytes:
    """Given rows, return them as CSV in UTF-8 with its mark, so that a spreadsheet reads Chinese as Chinese."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([safe(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def safe(value: Value) -> str:
    """Given a value, return it as text that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("-21.68"), safe("-小计"), safe(None)
    ("'=1+1", '-21.68', "'-小计", '')
    """
    text = "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"'{text}" if text.startswith(_RUNS) and not _NUMBER.fullmatch(text) else text


def xlsx_of(title: str, rows: Iterable[Sequence[Value]]) -> bytes:
    """Given a sheet's title and rows, the header first, return an XLSX file; text stays text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    listed = [list(row) for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or None)
    sheet.freeze_panes = "A2"
    for index, width in enumerate(_widths(listed), 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(listed):
        cells = []
        for value in row:
            told: Any = _CONTROL.sub("", value) if isinstance(value, str) else value
            cell = WriteOnlyCell(sheet, told)
            if isinstance(value, str):
                cell.data_type = "s"  # also where it begins with =
                cell.quotePrefix = value.startswith(_RUNS)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _widths(rows: Sequence[Sequence[Value]]) -> list[int]:
    """How wide each column is drawn: as wide as its first rows need, a Chinese character for two."""
    widths: list[int] = []
    for row in rows[:200]:
        widths += [8] * (len(row) - len(widths))
        for index, value in enumerate(row):
            text = "" if value is None else str(value)
            needed = sum(1 if char.isascii() else 2 for char in text) + 2
            widths[index] = min(max(widths[index], needed), _WIDEST)
    return widths
