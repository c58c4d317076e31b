"""Answered rows → XLSX or CSV: the columns that came in, what was answered, those that need a person on top."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from bot.desk.batches.answering import Answered
from bot.desk.batches.reading import BatchError, Inquiries
from bot.desk.batches.words import say
from bot.desk.exports import Value, csv_of, xlsx_of

_COLUMNS = ("person", "status", "text", "value", "unit", "year", "place", "row")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?")
_LONGEST_CELL = 32_000
"""Characters that a spreadsheet's cell holds, a little less than its 32,767."""


def written(path: Path, inquiries: Inquiries, answered: Sequence[Answered]) -> None:
    """Given where to, the inquiries and their answers, write the file whole or not at all."""
    if path.suffix.lower() not in {".xlsx", ".csv"}:
        raise BatchError(say("wrong.out", name=path.name))
    rows = _rows(inquiries, answered)
    body = csv_of(rows) if path.suffix.lower() == ".csv" else xlsx_of(say("column.text"), rows)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _rows(inquiries: Inquiries, answered: Sequence[Answered]) -> Iterator[list[Value]]:
    yield [*inquiries.header, *(say(f"column.{name}") for name in _COLUMNS)]
    order = sorted(range(len(answered)), key=lambda index: not answered[index].needs_person)
    for index in order:
        kept = [cell[:_LONGEST_CELL] for cell in inquiries.rows[index]]
        yield [*kept, *_told(answered[index]), inquiries.first + index]


def _told(answered: Answered) -> list[Value]:
    return [
        say("person.yes" if answered.needs_person else "person.no"),
        say(f"status.{answered.status}"),
        answered.text[:_LONGEST_CELL],
        _value(answered.values),
        "、".join(answered.units),
        answered.years[0] if len(answered.years) == 1 else "、".join(map(str, answered.years)),
        "\n".join(answered.places)[:_LONGEST_CELL],
    ]


def _value(values: Sequence[tuple[str, str]]) -> Value:
    """One figure as a number, several with their names."""
    if len(values) == 1:
        text = values[0][1]
        return Decimal(text) if _NUMBER.fullmatch(text) else text
    lines = [say("cell.several", label=label, value=value) for label, value in values]
    return "\n".join(lines)[:_LONGEST_CELL]
