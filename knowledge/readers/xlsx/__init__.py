"""XLSX → Document: merged cells as spans, numbers as they are shown, hidden parts marked; the home of openpyxl."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.document import Block, Document, Finding, Place, Source
from knowledge.readers import Unreadable
from knowledge.readers.archive import BROKEN, check_archive
from knowledge.readers.xlsx.cells import Shown, held_cells, shown_cells
from knowledge.readers.xlsx.layout import blocks_of

_FORMULA = re.compile(rb"<f[ >/]")
_MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Za-z0-9:$]+)"')
_MAX_MERGED = 1_000_000
"""Cells that the merged areas of a sheet may cover together: each is made on opening."""
_LISTED = 8
"""How many places a finding lists at most."""


def read(path: Path, source: Source) -> Document:
    """Given an XLSX, return its sheets' paragraphs and grids, and what a reader must know of them."""
    check_archive(path, "xl/workbook.xml")
    has_formulas = _looked_over(path)
    workbook = _opened(path)
    blocks: list[Block] = []
    findings: list[Finding] = []
    try:
        never_calculated = _formulas_without_value(path, workbook) if has_formulas else {}
        for sheet in workbook.worksheets:
            cells = shown_cells(sheet, never_calculated.get(sheet.title, frozenset()))
            if sheet.sheet_state != "visible":
                findings += _hidden_sheet(sheet, cells)
                continue
            blocks += blocks_of(cells, sheet.title)
            findings += _findings(sheet, cells)
    finally:
        workbook.close()
    if not blocks:
        raise Unreadable(
            "no_text", f"“{path.name}”的工作表里没有内容。请打开核对，换一份填好的文件再试。"
        )
    return Document(source, tuple(blocks), tuple(findings))


def _looked_over(path: Path) -> bool:
    """Return whether a workbook has formulas; refuse one with merged areas that would fill the memory."""
    has_formulas = False
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                content = archive.read(name)
                has_formulas = has_formulas or bool(_FORMULA.search(content))
                if sum(map(_area, _MERGED.findall(content))) > _MAX_MERGED:
                    raise Unreadable(
                        "too_large_inside",
                        f"“{path.name}”里的合并单元格大得不像公开表格，出于安全没有打开。"
                        "请取消整行整列的合并后再试。",
                    )
    return has_formulas


def _area(reference: bytes) -> int:
    try:
        left, top, right, bottom = range_boundaries(reference.decode("ascii"))
    except ValueError:
        return 0
    return ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)


def _opened(path: Path, *, values: bool = True) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions that openpyxl does not keep; we only read
        try:
            with path.open("rb") as file:  # by its name openpyxl would judge its kind
                return openpyxl.load_workbook(file, data_only=values)
        except (
            *BROKEN,
            KeyError,
            ValueError,
            TypeError,
            AttributeError,
            IndexError,
            SyntaxError,
        ) as error:
            raise Unreadable(
                "damaged",
                f"“{path.name}”的内部结构不完整，打不开。请用 Excel 或 WPS 打开后另存为 .xlsx 再试。",
            ) from error


def _formulas_without_value(
    path: Path, workbook: Workbook
) -> dict[str, frozenset[tuple[int, int]]]:
    """Return by sheet the cells with a formula that was never calculated."""
    formulas = _opened(path, values=False)
    try:
        return {
            sheet.title: frozenset(_uncalculated(sheet, workbook[sheet.title]))
            for sheet in formulas.worksheets
        }
    finally:
        formulas.close()


def _uncalculated(formulas: Worksheet, values: Worksheet) -> Iterator[tuple[int, int]]:
    for spot, cell in held_cells(formulas):
        if cell.data_type == "f" and values.cell(*spot).value is None:
            yield spot


def _hidden_sheet(sheet: Worksheet, cells: Shown) -> Iterator[Finding]:
    """Yield the finding that a hidden sheet is not read: it is no part of what was published."""
    if cells.texts:
        values = ("sheet", sheet.title), ("count", str(len(cells.texts)))
        yield Finding("hidden_sheet", "warning", values, (Place(section=sheet.title),))


def _findings(sheet: Worksheet, cells: Shown) -> Iterator[Finding]:
    for code, count, what in (
        ("hidden_rows", len(cells.hidden_rows), "、".join(map(str, cells.hidden_rows[:_LISTED]))),
        ("hidden_columns", len(cells.hidden_columns), "、".join(cells.hidden_columns[:_LISTED])),
    ):
        if count:
            values = ("sheet", sheet.title), ("count", str(count)), ("which", what)
            yield Finding(code, "warning", values, (Place(section=sheet.title),))
    for code, spots in (("uncalculated", cells.uncalculated), ("formula_error", cells.errors)):
        if spots:
            names = tuple(spot.name for spot in spots[:_LISTED])
            places = tuple(Place(section=sheet.title, line=spot.row) for spot in spots[:_LISTED])
            values = ("sheet", sheet.title), ("count", str(len(spots))), ("which", "、".join(names))
            yield Finding(code, "error", values, places)
