"""A form that stacks several sub-tables and filled-in fields in one grid → its parts.

A sub-table begins with a row of heads (一级指标 | 二级指标 | …; words.toml), under a title that stands
either in the first column beside it or alone in the row above. Rows of label and value are fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from knowledge.document import GridCell
from knowledge.tables.body import Body, body_of
from knowledge.tables.header import header_of, is_body_cell
from knowledge.tables.sheet import Covering, Sheet
from knowledge.tables.words import head_words, may_be_title
from knowledge.terms import squash

_PARTS = ("其中",)
_LONGEST_TITLE = 30


@dataclass(slots=True)
class SubTable:
    """One sub-table: where it begins, its title, and its body's lines."""

    start: int
    title: str
    first: int
    """The first column of it: 1 where the title takes column 0."""
    height: int
    heads_amounts: bool = False
    """Whether its title says what the amounts below its heads are, for no row has a name: 资金支出计划 | 3月底."""
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and the value filled in beside it."""

    label: str
    value: GridCell
    group: str = ""
    """What the labels of several rows have in common (项目资金（万元）)."""


@dataclass(slots=True)
class Parts:
    """What a stacked grid falls into."""

    subs: list[SubTable] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)


def is_stacked(sheet: Sheet, *, filled_in: bool = False) -> bool:
    """Whether heads of a sub-table stand below the first rows or beside a title; `filled_in`: its form does so."""
    rows = range(len(sheet.lines))
    heads = [row for row in rows if _is_head_row(sheet, row)]
    if not heads:
        return filled_in
    below_fields = filled_in and heads[0] > 0 and _begins_anew(sheet, heads[0])
    return heads[-1] > 2 or below_fields or any(_title_beside(sheet, row) for row in heads)


def _begins_anew(sheet: Sheet, row: int) -> bool:
    """Whether no cell reaches down into a row: what stands above it are fields, no heads of its columns."""
    return sheet.spans_known and all(cell.row == row for cell in sheet.lines[row])


def parts_of(sheet: Sheet) -> Parts:
    """Given a stacked sheet, return its sub-tables and its fields, in order."""
    parts = Parts()
    current: SubTable | None = None
    pending = ""
    row = 0
    while row < len(sheet.lines):
        texts = sheet.texts(row)
        if current and _repeats_heads(sheet, row, current):
            row += current.height
        elif _is_head_row(sheet, row):
            current = _opened(sheet, row, pending)
            parts.subs.append(current)
            pending, row = "", row + current.height
        elif _is_title_row(sheet, row):
            pending, current, row = texts[0], None, row + 1
        elif _is_inner_header(sheet, row):
            current = _inner(sheet, row)
            parts.subs.append(current)
            row += current.height
        elif _is_heading(sheet, row):
            parts.fields.append(Field(texts[0].rstrip(":："), sheet.lines[row + 1][0]))
            current, row = None, row + 2
        else:
            current = current if current and _belongs(sheet, row, current) else None
            if current:
                current.lines.append(row)
            elif any(texts):
                parts.fields += _fields(sheet, row)
            row += 1
    return parts


def body_of_part(sheet: Sheet, sub: SubTable, entity: str | None) -> Body:
    """Given a sub-table, return its columns, rows and cells."""
    header = header_of(sheet, sub.start, sub.first)
    if sub.heads_amounts:
        title = sub.title.rstrip(":：")
        header = replace(header, paths=tuple((title, *path) for path in header.paths))
    return body_of(sheet, header, sub.lines, sub.first, entity)


def _is_head_row(sheet: Sheet, row: int) -> bool:
    texts = sheet.texts(row)
    if any(is_body_cell(text) for text in texts):
        return False
    return head_words(texts) >= 2


def _is_alone(sheet: Sheet, row: int) -> bool:
    """Whether a row holds one text and nothing else."""
    if row >= len(sheet.lines):
        return False
    texts = sheet.texts(row)
    whole = not sheet.spans_known or len(set(sheet.lines[row])) == 1
    return bool(texts[0]) and not any(texts[1:]) and whole


def _is_title_row(sheet: Sheet, row: int) -> bool:
    """Whether a row holds a short text alone and the next row has the heads of a sub-table."""
    if not _is_alone(sheet, row) or len(sheet.text(row, 0)) > _LONGEST_TITLE:
        return False
    following = (r for r in range(row + 1, len(sheet.lines)) if any(sheet.texts(r)))
    return any(_is_head_row(sheet, r) for r in list(following)[:1])


def _is_heading(sheet: Sheet, row: int) -> bool:
    """Whether a row is the label of the text that fills the next row."""
    if not sheet.spans_known or len(sheet.text(row, 0)) > _LONGEST_TITLE:
        return False
    return _is_alone(sheet, row) and _is_alone(sheet, row + 1)


def _is_inner_header(sheet: Sheet, row: int) -> bool:
    """Whether a row heads columns of amounts right of a title (总体资金情况 | 合计 | 基本支出 | …)."""
    title = sheet.lines[row][0]
    if not sheet.spans_known or title.row != row or title.rows < 2:
        return False
    texts = [text for text in sheet.texts(row)[title.columns :] if text]
    if len(texts) < 2 or any(is_body_cell(text) for text in texts):
        return False
    below = row + header_of(sheet, row, title.columns).rows
    if below >= row + title.rows or below >= len(sheet.lines):
        return False
    amounts = [is_body_cell(text) for text in sheet.texts(below)[title.columns :] if text]
    return len(amounts) > 1 and all(amounts)


def _inner(sheet: Sheet, row: int) -> SubTable:
    title = sheet.lines[row][0]
    height = header_of(sheet, row, title.columns).rows
    return SubTable(row, title.text, title.columns, height, heads_amounts=True)


def _title_beside(sheet: Sheet, row: int) -> bool:
    """Whether the first column of a row of heads holds the sub-table's title; its rows have nothing else there."""
    texts = sheet.texts(row)
    below = row + header_of(sheet, row, 1).rows
    own = {"", sheet.text(row, 0)}
    if sheet.spans_known and below < len(sheet.lines) and sheet.text(below, 0) not in own:
        return False
    rest = ("", *texts[1:])
    first = sheet.lines[row][0]
    if sheet.spans_known and first.row + first.rows > row + header_of(sheet, row, 1).rows:
        return True
    return may_be_title(texts[0]) and head_words(rest) == head_words(texts)


def _repeats_heads(sheet: Sheet, row: int, sub: SubTable) -> bool:
    """Whether a row repeats the sub-table's heads (at the top of a page)."""
    return _is_head_row(sheet, row) and sheet.texts(row) == sheet.texts(sub.start)


def _opened(sheet: Sheet, row: int, pending: str) -> SubTable:
    """Return the sub-table whose heads stand in this row."""
    blank = sheet.spans_known and not sheet.text(row, 0)
    beside = not pending and (blank or _title_beside(sheet, row))
    first = 1 if beside else 0
    title = sheet.text(row, 0) if beside else pending
    return SubTable(row, title, first, header_of(sheet, row, first).rows)


def _belongs(sheet: Sheet, row: int, sub: SubTable) -> bool:
    """Whether a row is one of the sub-table's body."""
    texts = sheet.texts(row)
    if not any(texts) or sub.first == 0:
        return any(texts) and not _fills_row(sheet, row)
    text = sheet.text(row, 0)
    if sheet.spans_known:
        if not sub.title:
            sub.title = text
        return text in ("", sub.title)
    if not texts[0]:
        return True
    alone = not any(texts[1:]) and squash(texts[0]).startswith(_PARTS)
    return alone or (not texts[1] and any(is_body_cell(text) for text in texts[2:]))


def _fills_row(sheet: Sheet, row: int) -> bool:
    """Whether a row is a label and one value over all the columns beside it: 年度总体目标 | 完成…."""
    cells = [*dict.fromkeys(sheet.lines[row])]
    whole = sheet.spans_known and len(cells) == 2 and cells[1].columns > 2
    return whole and bool(cells[0].text and cells[1].text) and not is_body_cell(cells[1].text)


def _fields(sheet: Sheet, row: int) -> list[Field]:
    """Return a row's labels and the values beside them; a cell over several rows at its left groups them."""
    first = sheet.lines[row][0]
    own = [cell for cell in dict.fromkeys(sheet.lines[row]) if cell.row == row]
    grouped = len(own) > 2 and first.rows > max(own[1].rows, 1) and first.row == row
    grouped = grouped or _heads_pairs(own)
    if grouped:
        own = own[1:]
    group = first.text if grouped or first.row < row else ""
    found = []
    for label, value in zip(own[::2], own[1::2], strict=False):
        if label.text:
            found.append(Field(label.text.rstrip(":："), value, group.rstrip(":：")))
    return found


def _heads_pairs(own: list[Covering]) -> bool:
    """Whether a row's first cell is what the pairs right of it have in common: 预算规模 | 预算数 | 9 | 其中 | 8."""
    labels, values = own[1::2], own[2::2]
    named = all(label.text and not is_body_cell(label.text) for label in labels)
    told = [is_body_cell(value.text) for value in values if value.text]
    return len(own) > 3 and named and bool(told) and all(told)
