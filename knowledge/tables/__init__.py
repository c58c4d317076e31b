"""Blocks → tables: joined over pages, header paths, halves, rows, captions and notes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.document import Cell, Column, Document, Finding, Paragraph, Place, Row, Table
from knowledge.forms import Form, form, form_of
from knowledge.tables.body import Body, body_of, with_own_row
from knowledge.tables.captions import unit_in
from knowledge.tables.header import header_of
from knowledge.tables.pages import Part, parts_in
from knowledge.tables.sheet import Sheet
from knowledge.tables.stacked import Field, body_of_part, is_stacked, parts_of
from knowledge.tables.words import is_time_head
from knowledge.terms import label_terms


@dataclass(frozen=True, slots=True)
class Tables:
    """A document's tables, what was wrong with them, and the paragraphs that belong to none."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    prose: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """One table before it is numbered."""

    title: str | None
    place: Place
    body: Body
    fields: tuple[tuple[Row, Column, Cell], ...] = ()


def tables_in(document: Document) -> Tables:
    r"""Given a document, return its tables in order.

    >>> from knowledge.document import Source
    >>> from knowledge.readers.text import document_of
    >>> text = "附表1\n收支总表\n单位：万元\n项目\t预算数\n一、事业收入\t186.00\n"
    >>> found = tables_in(document_of(text, Source("例", "", "txt", ""))).tables[0]
    >>> found.number, found.title, found.unit, found.rows[0].label, found.cells[0].text
    ('附表1', '收支总表', '万元', '一、事业收入', '186.00')
    """
    parts, prose = parts_in(document)
    unit = _unit_of_all(parts)
    tables: list[Table] = []
    findings: list[Finding] = list(document.findings)
    for part in parts:
        known = form(form_of(part.caption.title))
        if part.caption.unit is None and known is not None and known.layout == "table":
            part.caption.unit = unit
        findings += part.findings
        for made in _made(part, known):
            table = _numbered(part, made, len(tables))
            tables.append(table)
            findings += [_placed(finding, table) for finding in made.body.findings]
    return Tables(tuple(tables), tuple(findings), prose)


def _unit_of_all(parts: list[Part]) -> str | None:
    """Return the unit that a standard form without one takes over: the others', where all have the same."""
    units = {part.caption.unit for part in parts if part.caption.unit}
    return units.pop() if len(units) == 1 else None


def _made(part: Part, known: Form | None) -> list[_Made]:
    """Return the tables that a captioned part holds: one, or the parts of a stacked form."""
    filled_in = known is not None and known.layout == "stacked"
    if any(is_stacked(sheet, filled_in=filled_in) for sheet in part.sheets):
        return _stacked(part)
    sheet = part.sheets[0]
    header = header_of(sheet)
    lines = range(header.rows + header.ordinals, len(sheet.lines))
    body = body_of(sheet, header, lines, entity=part.caption.entity)
    if header.straightened:
        found = Finding("header_shifted", "note", (), (sheet.lines[0][0].place,), (_heads(sheet),))
        body = replace(body, findings=(*body.findings, found))
    return [_Made(part.caption.title, _place(sheet), body, _caption_fields(part))]


def _heads(sheet: Sheet) -> str:
    return " ".join(text for text in sheet.texts(0) if text)


def _stacked(part: Part) -> list[_Made]:
    title = part.caption.title
    fields = list(_caption_fields(part))
    subs: list[_Made] = []
    for sheet in part.sheets:
        parts = parts_of(sheet)
        fields += [_field(one, len(fields) + n) for n, one in enumerate(parts.fields)]
        for sub in parts.subs:
            body = body_of_part(sheet, sub, part.caption.entity)
            own = " · ".join(name for name in (title, sub.title.rstrip(":：")) if name) or None
            subs.append(_Made(own, sheet.lines[sub.start][0].place, body))
    whole = _Made(title, _place(part.sheets[0]), Body((), (), ()), tuple(fields))
    return [_of_project(made, _project(fields)) for made in (whole, *subs)]


def _project(fields: list[tuple[Row, Column, Cell]]) -> str:
    """Return the name of the project that a form is filled in for, where it is for one."""
    named = (c.text for row, _, c in fields if "project_name" in label_terms(row.label))
    return next(named, "")


def _of_project(made: _Made, project: str) -> _Made:
    """Put everything that a project's form says under the project."""
    if not project:
        return made
    body = replace(made.body, rows=tuple(_under(row, project) for row in made.body.rows))
    if _is_plan(body):
        row = Row(project, (project,))
        cells = tuple(replace(c, place=c.place.at(row=project)) for c in body.cells)
        body = replace(body, rows=tuple(row for _ in body.rows), cells=cells)
    fields = tuple((_under(row, project), column, cell) for row, column, cell in made.fields)
    return replace(made, body=body, fields=fields)


def _is_plan(body: Body) -> bool:
    """Return whether a part tells how much of a project is paid up to when: 3月底 | 6月底 | 10月底."""
    heads = [column.path[-1] for column in body.columns if column.path]
    return bool(heads) and all(map(is_time_head, heads))


def _under(row: Row, project: str) -> Row:
    return replace(row, path=(project, *row.path))


def _caption_fields(part: Part) -> tuple[tuple[Row, Column, Cell], ...]:
    found = []
    for index, (label, value, paragraph) in enumerate(part.caption.fields):
        place = paragraph.place.at(row=label)
        found.append((Row(label, (label,)), Column(()), Cell(index, 0, value, place)))
    return tuple(found)


def _field(one: Field, index: int) -> tuple[Row, Column, Cell]:
    path = (one.group, one.label) if one.group else (one.label,)
    cell = Cell(index, 0, one.value.text, one.value.place.at(row=one.label))
    return Row(one.label, path), Column(()), cell


def _place(sheet: Sheet) -> Place:
    return sheet.lines[0][0].place


def _numbered(part: Part, made: _Made, index: int) -> Table:
    caption = part.caption
    mark = {"table": caption.number, "table_title": made.title}
    return Table(
        index=index,
        number=caption.number,
        title=made.title,
        unit=unit_in(made.title) or _unit_of_labels(made.body) or caption.unit,
        columns=made.body.columns,
        rows=made.body.rows,
        cells=tuple(
            Cell(cell.row, cell.column, cell.text, cell.place.at(**mark))
            for cell in made.body.cells
        ),
        place=made.place.at(**mark),
        form=form_of(caption.title),
        notes=part.notes,
        entity=caption.entity,
        fields=tuple(
            (r, c, replace(cell, place=cell.place.at(**mark))) for r, c, cell in made.fields
        ),
    )


def _unit_of_labels(body: Body) -> str | None:
    """Return the unit that the head over the labels tells for all columns beside it: 年度预算数（万元）."""
    heads = (column.path[-1] for column in body.columns if column.is_label and column.path)
    return next((unit for head in heads if (unit := unit_in(head))), None)


def _placed(finding: Finding, table: Table) -> Finding:
    mark = {"table": table.number, "table_title": table.title}
    return replace(finding, places=tuple(place.at(**mark) for place in finding.places))


__all__ = ["Tables", "tables_in", "with_own_row"]
