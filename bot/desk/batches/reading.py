"""A file of inquiries → its columns and rows, and which column asks."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from bot.desk.batches.words import header_words, say
from knowledge import squash

ENDINGS = (".xlsx", ".xlsm", ".csv", ".docx")
"""What is read; the rest is refused with what to do."""
MOST_ROWS = 20_000
_MEGABYTE = 1024 * 1024
_LARGEST = 50 * _MEGABYTE
_LARGEST_OPENED = 400 * _MEGABYTE
"""Bytes of a file's parts when unpacked: a small file may unpack into a very large one."""
_HEADER_WITHIN = 10
"""Rows among which the header is looked for: titles and dates may stand above it."""
_SHORT = 12
_MOST_COLUMNS = 100
_NUMBERED = re.compile(
    r"^\s*(?:[（(]?\d{1,4}\s*[)）.、．]|[（(]?[一二三四五六七八九十]{1,3}[)）、])\s*"
)
_ASKS = ("？", "?")

Rows = tuple[tuple[str, ...], ...]


class BatchError(ValueError):
    """A file of inquiries cannot be read, or its answers not written; a Chinese sentence with the next step."""


@dataclass(frozen=True, slots=True)
class Inquiries:
    """A table of inquiries."""

    header: tuple[str, ...]
    rows: Rows
    question: int
    """The index of the column that asks."""
    first: int
    """The number of the first row in the file, from 1."""

    def asked(self, index: int) -> str:
        """Return the question of a row, blanks around it removed."""
        return self.rows[index][self.question].strip()


def inquiries_in(path: Path) -> Inquiries:
    """Given an XLSX, CSV or DOCX file, return its inquiries; raise `BatchError` where there are none."""
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        raise BatchError(say("wrong.ending", name=path.name))
    _check_size(path)
    try:
        if kind == ".docx":
            return _of_docx(path)
        rows = _rows_of_csv(path) if kind == ".csv" else _rows_of_xlsx(path)
        return _told(path, _bounded(path, rows))
    except BatchError:
        raise
    except (OSError, MemoryError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise BatchError(say("wrong.refused", name=path.name, reason=reason)) from None
    except Exception:  # noqa: BLE001 - whatever the libraries say of a broken file
        raise _odd(path) from None


def _odd(path: Path) -> BatchError:
    return BatchError(say("wrong.odd", name=path.name, kind=path.suffix[1:].upper()))


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise BatchError(say("wrong.absent", name=path.name)) from None
    except OSError as error:
        raise BatchError(say("wrong.refused", name=path.name, reason=error.strerror)) from None
    limit = _LARGEST
    if path.suffix.lower() != ".csv" and size <= _LARGEST:
        try:
            with zipfile.ZipFile(path) as parts:
                size, limit = sum(each.file_size for each in parts.infolist()), _LARGEST_OPENED
        except (zipfile.BadZipFile, OSError):
            raise _odd(path) from None
    if size > limit:
        told = {"size": size // _MEGABYTE, "limit": limit // _MEGABYTE}
        raise BatchError(say("wrong.large", name=path.name, **told))


def _rows_of_xlsx(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet that holds anything, as text."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = ([_text(value) for value in row[:_MOST_COLUMNS]] for row in sheet.values)
            first = next(((n, row) for n, row in enumerate(rows) if any(row)), None)
            if first is not None:
                yield from ([] for _ in range(first[0]))
                yield first[1]
                yield from rows
                return
    finally:
        book.close()


def _text(value: object) -> str:
    """A cell as text.

    >>> _text(12.0), _text(None), _text(datetime(2026, 3, 1))
    ('12', '', '2026-03-01')
    """
    if value is None:
        return ""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    if isinstance(value, date | datetime):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _rows_of_csv(path: Path) -> Iterator[list[str]]:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BatchError(say("wrong.encoding", name=path.name))
    if "\0" in text:
        raise BatchError(say("wrong.encoding", name=path.name))
    head = text.partition("\n")[0]
    delimiter = max(",\t;", key=head.count) if any(mark in head for mark in ",\t;") else ","
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _of_docx(path: Path) -> Inquiries:
    """The table that has a column of questions, else the paragraphs that ask or are numbered, else all of them."""
    from docx import Document

    document = Document(str(path))
    for table in document.tables:
        rows = _bounded(path, ([cell.text for cell in row.cells] for row in table.rows))
        if _header_in(rows) is not None:
            return _told(path, rows)
    told = [
        (number, paragraph.text.strip())
        for number, paragraph in enumerate(document.paragraphs, 1)
        if paragraph.text.strip()
    ]
    asking = [each for each in told if _NUMBERED.match(each[1]) or each[1].endswith(_ASKS)]
    found = asking or told
    if not found:
        raise BatchError(say("wrong.empty", name=path.name))
    rows = _bounded(path, ([_NUMBERED.sub("", text)] for _, text in found))
    return Inquiries((say("column.paragraph"),), _even(rows), 0, found[0][0])


def _bounded(path: Path, rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """All rows, but no more than are answered at once; blank ones at the end are none."""
    found = list(islice(rows, MOST_ROWS + _HEADER_WITHIN + 1))
    while found and not any(cell.strip() for cell in found[-1]):
        found.pop()
    if len(found) > MOST_ROWS + _HEADER_WITHIN:
        raise BatchError(say("wrong.rows", name=path.name, rows=MOST_ROWS, limit=MOST_ROWS))
    return found


def _told(path: Path, rows: list[Sequence[str]]) -> Inquiries:
    even = _even(rows)
    if not even:
        raise BatchError(say("wrong.empty", name=path.name))
    found = _header_in(rows)
    if found is None:
        found = _without_header_words(even)
    row, question = found
    header = even[row] if row >= 0 else ("",) * len(even[0])
    named = tuple(text or say("column.number", number=n) for n, text in enumerate(header, 1))
    body = even[row + 1 :]
    if not any(each[question].strip() for each in body):
        raise BatchError(say("wrong.empty", name=path.name))
    return Inquiries(named, body, question, row + 2)


def _header_in(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The row and column of the header of the questions, or None."""
    first = [[squash(cell).lower() for cell in row] for row in rows[:_HEADER_WITHIN]]
    for word in header_words():
        for number, row in enumerate(first):
            if word in row:
                return number, row.index(word)
    for word in header_words():
        for number, row in enumerate(first):
            for index, cell in enumerate(row):
                if len(word) > 1 and word in cell and len(cell) <= _SHORT and len(row) > 1:
                    return number, index
    return None


def _without_header_words(rows: Rows) -> tuple[int, int]:
    """The longest column asks; the first row is a header where it only holds short names there."""
    lengths = [sum(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    question = lengths.index(max(lengths))
    top = rows[0][question]
    rest = [len(row[question]) for row in rows[1:]]
    short = bool(rest) and len(top) <= _SHORT and not top.rstrip().endswith(_ASKS)
    is_header = short and len(top) * 2 <= sum(rest) / len(rest)
    return (0 if is_header else -1), question


def _even(rows: Sequence[Sequence[str]]) -> Rows:
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *("" for _ in range(width - len(row)))) for row in rows)
