"""What is typed into a form of corrections → corrections, or what is wrong with each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from knowledge import BETWEEN, Correction, Paper, Table, TableAt, anchors_of

ABOUT = ("department", "level", "year", "phase", "name")
_OF_TABLE = ("table_title", "unit", "form")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    name: str
    value: str
    """As it is now, or as it was typed."""
    read: str
    """As it was read from the file."""
    correction: Mapping[str, Any]
    """What a correction of it is of."""
    trouble: str = ""

    @property
    def is_corrected(self) -> bool:
        """Whether it is not as it was read."""
        return self.value != self.read


def of_paper(paper: Paper, corrections: Sequence[Correction]) -> list[Field]:
    """Return the fields that say whose paper it is."""
    now = {
        "department": paper.department,
        "level": paper.level or "",
        "year": str(paper.year),
        "phase": paper.phase.value,
        "name": paper.title,
    }
    return [_field(name, now[name], {"kind": name}, corrections) for name in ABOUT]


def of_unknown(corrections: Sequence[Correction]) -> list[Field]:
    """Return the same fields, for a file that does not say so itself."""
    told: dict[str, str] = {each.kind: each.value for each in corrections}
    return [Field(name, told.get(name, ""), "", {"kind": name}) for name in ABOUT]


def of_table(paper: Paper, table: Table, corrections: Sequence[Correction]) -> list[Field]:
    """Return the fields of one table: its title, unit and form, and the header of each column."""
    at = _as_read(anchors_of(paper.tables)[table.index], corrections)
    now = {"table_title": table.title or "", "unit": table.unit or "", "form": table.form or ""}
    fields = [
        _field(name, now[name], {"kind": name, "table": at}, corrections) for name in _OF_TABLE
    ]
    for number, column in enumerate(table.columns):
        of = {"kind": "header", "table": at, "column": number}
        fields.append(_field(f"column-{number}", BETWEEN.join(column.path), of, corrections))
    return fields


def typed(fields: Sequence[Field], values: Mapping[str, str]) -> list[Field]:
    """Return the fields with what was typed into them, and what is wrong with it; one not typed stays."""
    found = []
    for each in fields:
        field = replace(each, value=values.get(each.name, each.value))
        if field.value != each.value and field.is_corrected:
            field = replace(field, trouble=_trouble(field))
        found.append(field)
    return found


def merged(corrections: Sequence[Correction], fields: Sequence[Field]) -> list[Correction]:
    """Return the corrections with those of some fields put in; a field that is as it was read has none."""
    made = [
        Correction(**field.correction, read=field.read, value=field.value)
        for field in fields
        if field.is_corrected
    ]
    ours = {Correction.target_of(field.correction) for field in fields}
    kept = [each for each in corrections if each.target not in ours]
    return [*kept, *made]


def parsed(corrections: Sequence[str]) -> list[Correction]:
    """Return the corrections of a draft."""
    return [Correction.model_validate_json(each) for each in corrections]


def _field(
    name: str, value: str, of: Mapping[str, Any], corrections: Sequence[Correction]
) -> Field:
    target = Correction.target_of(of)
    read = next((each.read for each in corrections if each.target == target), value)
    return Field(name, value, read, of)


def _as_read(at: TableAt, corrections: Sequence[Correction]) -> TableAt:
    """A table's anchor with the title that was read, which a correction may have changed."""
    plain = at.model_copy(update={"title": None})
    for each in corrections:
        if each.table is not None and each.table.model_copy(update={"title": None}) == plain:
            return each.table
    return at


def _trouble(field: Field) -> str:
    """What is wrong with a field, as a sentence; empty where nothing is."""
    try:
        Correction(**field.correction, read=field.read, value=field.value)
    except ValidationError as error:
        return str(error.errors(include_url=False)[0]["msg"]).removeprefix("Value error, ")
    return ""
