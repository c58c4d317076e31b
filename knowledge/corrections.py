"""What a person put right of a paper that was misread: kept as data, and applied whenever the file is read.

A correction is applied between finding the tables and making facts of them, so that whatever follows from it
(a unit's facts, a form's terms, the checks) follows. Each leaves a finding: nothing is mended silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knowledge.amounts import MONEY_UNITS
from knowledge.document import Cell, Column, Finding, Place, Table
from knowledge.extract.about import Identity
from knowledge.extract.identity import NotADisclosure, place_of
from knowledge.facts import Phase
from knowledge.forms import form, form_of
from knowledge.tables import Tables

Kind = Literal[
    "department", "level", "year", "phase", "name", "table_title", "unit", "form", "header"
]
OF_PAPERS = frozenset({"department", "level", "year", "phase", "name"})
"""The kinds that say whose paper it is; the others are of one table."""
BETWEEN = " / "
"""Between the levels of a header."""
LEVELS = ("部门", "单位", "本级", "汇总")
_LONGEST = 120
_NOWHERE = Place()
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


class TableAt(BaseModel):
    """Which table is meant: by where its first row stands in the file, which no correction changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str | None = None
    section: str | None = None
    page: int | None = None
    line: int | None = None
    nth: int = Field(default=0, ge=0)
    """Which one of those that begin there, from 0: a page of a PDF holds several."""
    title: str | None = None
    """Its title as it was read."""


class Correction(BaseModel):
    """One thing that was misread, and what it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    table: TableAt | None = None
    """The table; None for what is of the whole paper."""
    column: int | None = Field(default=None, ge=0)
    """For a header: the position of its column."""
    read: str = ""
    """What was read; a header's levels joined by " / "."""
    value: str = ""
    """What is right. Empty for a table without a unit, or of no standard form."""

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        value = self.value
        if (self.kind in OF_PAPERS) != (self.table is None):
            raise ValueError("更正要么是整份文件的，要么是一张表的，两样不能混在一起。请重新填写。")
        if (self.kind == "header") != (self.column is not None):
            raise ValueError("更正表头要指明是哪一列。请重新填写。")
        if len(value) > _LONGEST or _CONTROL.search(value):
            raise ValueError(f"最多写 {_LONGEST} 个字，不能有换行。请缩短后再试。")
        trouble = _TROUBLES.get(self.kind, _needed)(value)
        if trouble:
            raise ValueError(trouble)
        return self

    @property
    def target(self) -> tuple[object, ...]:
        """What it is of: of two corrections of one thing, the later counts."""
        return self.target_of({"kind": self.kind, "table": self.table, "column": self.column})

    @staticmethod
    def target_of(values: Mapping[str, Any]) -> tuple[object, ...]:
        """Return what a correction with these values is of: a table is known by its place, not by its title."""
        table = values.get("table")
        place = table.model_copy(update={"title": None}) if table is not None else None
        return values["kind"], place, values.get("column")


def put_right(
    found: Tables,
    document: str,
    identity: Callable[[Tables], Identity],
    corrections: Sequence[Correction],
) -> tuple[Tables, Identity, tuple[Finding, ...]]:
    """Given the tables of a document (by its id), how one tells from them whose paper it is, and what was corrected,
    return all three put right.

    The third is a finding a correction; one that has no place in the file any more is told, and changes nothing.
    """
    if not corrections:
        return found, identity(found), ()
    anchors = anchors_of(found.tables)
    tables = list(found.tables)
    findings: list[Finding] = []
    for correction in corrections:
        if correction.table is None:
            continue
        index = _index_of(correction.table, anchors)
        changed = _applied(tables[index], correction) if index is not None else None
        if index is None or changed is None:
            findings.append(_unplaced(correction))
            continue
        if changed != tables[index]:
            findings.append(finding_of(correction, changed.place))
        tables[index] = changed
    found = replace(found, tables=tuple(tables))
    of_paper = [each for each in corrections if each.table is None]
    about = _identity(found, document, identity, of_paper)
    findings += [finding_of(each) for each in of_paper]
    return found, about, tuple(findings)


def finding_of(correction: Correction, place: Place = _NOWHERE) -> Finding:
    """Given a correction and the place that it is of, return the finding that tells of it."""
    values = (
        ("what", _WHAT[correction.kind]),
        ("read", _shown(correction, correction.read)),
        ("value", _shown(correction, correction.value)),
        ("table", _of(correction)),
    )
    return Finding("corrected", "note", values, (place,), (correction.read,))


def anchors_of(tables: Sequence[Table]) -> tuple[TableAt, ...]:
    """Given the tables of a paper, return where each is found again; their titles are those of now.

    >>> one = Table(0, None, "甲表", None, (), (), (), Place(page=3))
    >>> [(at.page, at.nth) for at in anchors_of([one, replace(one, index=1, title="乙表")])]
    [(3, 0), (3, 1)]
    """
    anchors: list[TableAt] = []
    for table in tables:
        place = table.place
        at = {"file": place.file, "section": place.section, "page": place.page, "line": place.line}
        same = sum(all(getattr(a, n) == v for n, v in at.items()) for a in anchors)
        anchors.append(TableAt.model_validate({**at, "nth": same, "title": table.title}))
    return tuple(anchors)


def _index_of(wanted: TableAt, anchors: Sequence[TableAt]) -> int | None:
    """Where a table is now: at its place, with the title that was read there; else where that title stands alone."""
    if wanted in anchors:
        return anchors.index(wanted)
    titled = [n for n, each in enumerate(anchors) if wanted.title and each.title == wanted.title]
    return titled[0] if len(titled) == 1 else None


def _applied(table: Table, correction: Correction) -> Table | None:
    if correction.kind == "unit":
        return replace(table, unit=correction.value or None)
    if correction.kind == "form":
        return replace(table, form=correction.value or None)
    if correction.kind == "table_title":
        return _titled(table, correction.value)
    return _headed(table, correction)


def _titled(table: Table, title: str) -> Table:
    def renamed(cell: Cell) -> Cell:
        return replace(cell, place=cell.place.at(table_title=title))

    known = form(form_of(title))
    return replace(
        table,
        title=title,
        form=known.id if known is not None and known.layout == "table" else table.form,
        place=table.place.at(table_title=title),
        cells=tuple(map(renamed, table.cells)),
        fields=tuple((row, column, renamed(cell)) for row, column, cell in table.fields),
    )


def _headed(table: Table, correction: Correction) -> Table | None:
    """The table with the header of one column put right; None where no column has the header that was read."""
    read, right = correction.read, path_of(correction.value)
    heads = [BETWEEN.join(column.path) for column in table.columns]
    index = correction.column
    if index is None or index >= len(heads) or heads[index] not in {read, BETWEEN.join(right)}:
        if heads.count(read) != 1:
            return None
        index = heads.index(read)
    columns = list(table.columns)
    columns[index] = Column(right, columns[index].half, columns[index].is_label)
    cells = tuple(
        replace(cell, place=cell.place.at(column=BETWEEN.join(right)))
        if cell.column == index
        else cell
        for cell in table.cells
    )
    return replace(table, columns=tuple(columns), cells=cells)


def path_of(header: str) -> tuple[str, ...]:
    """Given a header with its levels joined, return them.

    >>> path_of("支出 / 标准（元/人）")
    ('支出', '标准（元/人）')
    """
    return tuple(level.strip() for level in re.split(r"\s+/\s+", header) if level.strip(" /"))


def _identity(
    found: Tables,
    document: str,
    identity: Callable[[Tables], Identity],
    corrections: Sequence[Correction],
) -> Identity:
    """Whose paper it is as a person says, the rest as it is read."""
    told = {each.kind: each.value for each in corrections}
    try:
        about = identity(found)
    except NotADisclosure:
        if not {"department", "year", "phase"} <= told.keys():
            raise
        kind = _PHASES[told["phase"]]
        about = Identity(document, f"{told['department']}{told['year']}年{kind}", "", 0)
    changes: dict[str, object] = {}
    if "department" in told:
        changes |= {"department": told["department"], "place": place_of(told["department"])}
        changes["is_named_by_file"] = False
    if "level" in told:
        changes["level"] = told["level"] or None
    if "year" in told:
        changes["year"] = int(told["year"])
    if "phase" in told:
        changes["phase"] = Phase(told["phase"])
    if "name" in told:
        changes["title"] = told["name"]
    return replace(about, **changes) if changes else about  # type: ignore[arg-type]


def _unplaced(correction: Correction) -> Finding:
    values = (
        ("what", _WHAT[correction.kind]),
        ("value", _shown(correction, correction.value)),
        ("table", _of(correction)),
    )
    return Finding("correction_unplaced", "warning", values)


def _of(correction: Correction) -> str:
    """What a correction is of, in words: nothing for the whole paper."""
    if correction.table is None:
        return ""
    return f"“{correction.table.title}”的" if correction.table.title else "一张无名的表的"


def _shown(correction: Correction, value: str) -> str:
    """A value as people read it."""
    if correction.kind == "form":
        known = form(value)
        return known.names[0] if known else "不是标准表"
    if correction.kind == "phase":
        return _PHASES.get(value, value or "没有写明")
    return value or "无"


_PHASES = {Phase.BUDGET.value: "预算", Phase.FINAL_ACCOUNTS.value: "决算"}
_WHAT: dict[str, str] = {
    "department": "部门",
    "level": "级别",
    "year": "年度",
    "phase": "预算或决算",
    "name": "文件名称",
    "table_title": "表名",
    "unit": "计量单位",
    "form": "是哪种标准表",
    "header": "表头",
}


def _needed(value: str) -> str:
    return "" if value.strip() else "这一栏不能空着。请填写，或改回原来读到的。"


def _year(value: str) -> str:
    fits = re.fullmatch(r"20\d\d", value, re.ASCII)
    return "" if fits else "年度请写四位数字，如 2026。"


def _unit(value: str) -> str:
    known = "、".join(MONEY_UNITS)
    return (
        "" if not value or value in MONEY_UNITS else f"计量单位请从这些里选：{known}；没有就空着。"
    )


def _form(value: str) -> str:
    known = form(value)
    if not value or (known is not None and known.layout == "table"):
        return ""
    if known is not None:
        return f"“{known.names[0]}”是一项一栏的申报表，不能指定给按行列读出的表。请选别的，或选“不是标准表”。"
    return "没有这种标准表。请从列出的里面选一种。"


def _phase(value: str) -> str:
    return "" if value in set(Phase) else "请选预算或决算。"


def _level(value: str) -> str:
    return "" if not value or value in LEVELS else f"级别请从这些里选：{'、'.join(LEVELS)}。"


def _header(value: str) -> str:
    return (
        ""
        if path_of(value)
        else "表头不能空着；几级表头之间用“ / ”（前后各空一格）隔开，请重新填写。"
    )


_TROUBLES: dict[str, Callable[[str], str]] = {
    "year": _year,
    "unit": _unit,
    "form": _form,
    "phase": _phase,
    "level": _level,
    "header": _header,
}
