"""XLSX: what the sheet shows, not what it stores; merged, hidden and broken parts."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.document import Document, Grid
from knowledge.readers import Unreadable, archive, xlsx
from knowledge.readers.xlsx.formats import shown
from tests.knowledge.readers.drawing import grids_of, rows_of, shape_of, source_of, texts_of

MIDNIGHT = dt.datetime(2026, 1, 30)  # noqa: DTZ001 - a sheet knows no zones
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def first(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def rule(sheet: Worksheet, area: str) -> None:
    for row in sheet[area]:
        for cell in row:
            cell.border = BOX


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.Workbook()


@pytest.fixture
def read_book(tmp_path: Path, book: openpyxl.Workbook) -> Callable[[], Document]:
    def read() -> Document:
        path = tmp_path / "公开.xlsx"
        book.save(path)
        return xlsx.read(path, source_of(path))

    return read


def fill(sheet: Worksheet) -> None:
    """Put a title, a unit line, a table with a two-row header and a note on a sheet."""
    sheet.append(["2026年收入预算总表"])
    sheet.append(["编制部门：某某局", None, None, "单位：元"])
    sheet.append([])
    sheet.append(["科目", None, "收入预算", None])
    sheet.append(["编码", "名称", "合计", "财政拨款"])
    sheet.append([6, "其他", 1234567.5, None])
    sheet.append(["注：本表无其他事项。"])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A4:B4")
    sheet.merge_cells("C4:D4")
    sheet["A6"].number_format = "00"
    sheet["C6"].number_format = "#,##0.00"


def test_a_ruled_table_stands_between_its_title_and_its_note(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    fill(first(book))
    rule(first(book), "A4:D6")
    document = read_book()
    assert texts_of(document) == [
        "2026年收入预算总表",
        "编制部门：某某局",
        "单位：元",
        "注：本表无其他事项。",
    ]
    assert rows_of(document) == [
        ["科目[1x2]", "收入预算[1x2]"],
        ["编码", "名称", "合计", "财政拨款"],
        ["06", "其他", "1,234,567.50", ""],
    ]
    assert isinstance(document.blocks[-2], Grid)
    assert document.blocks[-2].cells[-2].place.line == 6
    assert document.blocks[-2].cells[-2].place.section == "Sheet"


def test_a_table_without_lines_is_found_too(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    fill(first(book))
    document = read_book()
    assert texts_of(document) == [
        "2026年收入预算总表",
        "编制部门：某某局",
        "单位：元",
        "注：本表无其他事项。",
    ]
    assert len(rows_of(document)) == 3


def test_a_row_label_alone_at_the_end_of_a_table_without_lines_belongs_to_it(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (["科目", "预算数"], ["教育支出", 12], ["卫生健康支出"]):
        first(book).append(row)
    assert rows_of(read_book())[-1] == ["卫生健康支出", ""]


def test_a_merged_area_spans_rows(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (["科目", "金额"], [None, "合计"], ["教育支出", 12]):
        first(book).append(row)
    first(book).merge_cells("A1:A2")
    rule(first(book), "A1:B3")
    assert rows_of(read_book()) == [["科目[2x1]", "金额"], ["合计"], ["教育支出", "12"]]


def test_a_merged_area_ends_with_its_table(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (["科目", "金额"], ["教育支出", 12], ["注：无。"]):
        first(book).append(row)
    first(book).merge_cells("B2:B3")
    assert rows_of(read_book()) == [["科目", "金额"], ["教育支出", "12"]]


def test_two_tables_on_a_sheet_stay_two(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (["甲表"], ["项目", "金额"], ["一", 1], [], ["乙表"], ["项目", "金额"], ["二", 2]):
        first(book).append(row)
    rule(first(book), "A2:B3")
    rule(first(book), "A6:B7")
    document = read_book()
    assert shape_of(document) == ["甲表", 2, "乙表", 2]


def test_lines_of_a_text_cell_are_paragraphs_and_those_of_a_table_cell_one_text(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (
        ["一、职能\n（一）负责某项工作；\n\n（二）负责另一项。"],
        ["事业单位\n经营收入", "合计"],
        ["1\n2", 3],
    ):
        first(book).append(row)
    rule(first(book), "A2:B3")
    document = read_book()
    assert texts_of(document) == ["一、职能", "（一）负责某项工作；", "（二）负责另一项。"]
    assert rows_of(document) == [["事业单位经营收入", "合计"], ["1 2", "3"]]


def test_indents_stay_before_a_label(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (["科目", "金额"], ["教育支出", 1], ["普通教育", 1], ["  高等教育", 1]):
        first(book).append(row)
    rule(first(book), "A1:B4")
    first(book)["A3"].alignment = Alignment(indent=1)
    first(book)["A4"].alignment = Alignment(indent=1)
    assert [row[0] for row in rows_of(read_book())] == [
        "科目",
        "教育支出",
        "\u3000普通教育",
        "\u3000\u3000高等教育",
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (6, "00", "06"),
        (204, "General", "204"),
        (2080109, "0", "2080109"),
        (96282213.44, "#,##0.00", "96,282,213.44"),
        (96282213, "#,##0_ ", "96,282,213"),
        (0, "0.00", "0.00"),
        (0, "General", "0"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (-1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.50"),
        (-21.68, "#,##0.00;[Red](#,##0.00)", "(21.68)"),
        (-21.68, "0.00", "-21.68"),
        (0, "#,##0.00;-#,##0.00;", ""),
        (0.104, "0.0%", "10.4%"),
        (1, "0%", "100%"),
        (2.675, "0.00", "2.68"),
        (1.005, "0.00", "1.01"),
        (0.1 + 0.2, "General", "0.3"),
        (923.1961, "General", "923.1961"),
        (18615.2, "#,##0.00,", "18.62"),
        (186000, "0!.0,", "18.6"),
        (186000, '0!.0,"万元"', "18.6万元"),
        (600, "0!.0,", "0.1"),
        (12345678, "0!.0000", "1234.5678"),
        (186, '0"万元"', "186万元"),
        (186, "[$¥-804]#,##0.00", "¥186.00"),
        (5, '[>=1]0.00;[<1]"不足一"', "5.00"),
        (0.5, '[>=1]0.00;[<1]"不足一"', "不足一"),
        (12.5, "0.##", "12.5"),
        (12, "#,##0.##", "12"),
        (1e15, "General", "1000000000000000"),
        (MIDNIGHT, 'yyyy"年"m"月"d"日"', "2026年1月30日"),
        (MIDNIGHT, "yyyy-mm-dd", "2026-01-30"),
        (dt.date(2026, 1, 30), "General", "2026-01-30"),
        (True, "General", "TRUE"),
        ("无", "#,##0.00", "无"),
        ("0.00", "@", "0.00"),
        (None, "0.00", ""),
    ],
)
def test_a_value_is_shown_as_its_format_shows_it(
    value: object, number_format: str, text: str
) -> None:
    assert shown(value, number_format) == text


def test_a_hidden_sheet_is_not_read_and_told(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    first(book).append(["正文"])
    draft = book.create_sheet("草稿")
    draft.append(["旧数", 99])
    draft.sheet_state = "hidden"
    document = read_book()
    assert texts_of(document) == ["正文"]
    assert [(one.code, one.value("sheet"), one.value("count")) for one in document.findings] == [
        ("hidden_sheet", "草稿", "2")
    ]


def test_hidden_rows_and_columns_are_not_read_and_told(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (
        ["标题"],
        ["科目", "旧数", "金额", "备注"],
        ["甲", 9, 1, ""],
        ["乙", 9, 2, ""],
        ["丙", 9, 3, ""],
    ):
        first(book).append(row)
    rule(first(book), "A2:D5")
    first(book).merge_cells("B2:C2")
    first(book).row_dimensions[3].hidden = True
    first(book).column_dimensions["B"].hidden = True
    document = read_book()
    assert rows_of(document) == [["科目", "旧数", "备注"], ["乙", "2", ""], ["丙", "3", ""]]
    (grid,) = grids_of(document)
    assert [cell.place.line for cell in grid.cells if cell.column == 0] == [2, 4, 5]
    assert [(one.code, one.value("which")) for one in document.findings] == [
        ("hidden_rows", "3"),
        ("hidden_columns", "B"),
    ]


def test_a_title_merged_over_the_whole_sheet_does_no_harm(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (["科目", "金额"], ["教育支出", 12], ["卫生健康支出", 13]):
        first(book).append(row)
    first(book).merge_cells("B2:XFD2")
    assert rows_of(read_book()) == [["科目", "金额"], ["教育支出", "12"], ["卫生健康支出", "13"]]


def test_a_hidden_title_is_not_read(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (["旧标题"], ["新标题"]):
        first(book).append(row)
    first(book).row_dimensions[1].hidden = True
    document = read_book()
    assert texts_of(document) == ["新标题"]
    assert document.blocks[0].place.line == 2


def test_a_far_formatted_cell_does_no_harm(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    first(book).append(["正文"])
    first(book)["XFD1048576"].border = BOX
    assert texts_of(read_book()) == ["正文"]


def test_a_formula_that_was_never_calculated_is_neither_blank_nor_a_number(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    for row in (["科目", "金额"], ["甲", 1], ["合计", "=SUM(B2:B2)"]):
        first(book).append(row)
    rule(first(book), "A1:B3")
    document = read_book()
    assert rows_of(document)[-1] == ["合计", "#未计算"]
    assert [(one.code, one.severity, one.value("which")) for one in document.findings] == [
        ("uncalculated", "error", "B3")
    ]


def test_an_error_value_is_told(book: openpyxl.Workbook, read_book: Callable[[], Document]) -> None:
    for row in (["科目", "金额"], ["甲", "#REF!"]):
        first(book).append(row)
    rule(first(book), "A1:B2")
    document = read_book()
    assert rows_of(document)[-1] == ["甲", "#REF!"]
    assert [(one.code, one.value("which")) for one in document.findings] == [
        ("formula_error", "B2")
    ]


def test_a_workbook_without_content_is_refused(
    book: openpyxl.Workbook, read_book: Callable[[], Document]
) -> None:
    with pytest.raises(Unreadable) as caught:
        read_book()
    assert caught.value.code == "no_text"


def test_a_sheet_as_large_as_no_disclosure_is_refused(
    book: openpyxl.Workbook, read_book: Callable[[], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.readers.xlsx.cells.MAX_ROWS", 3)
    for _ in range(4):
        first(book).append(["行", 1])
    with pytest.raises(Unreadable) as caught:
        read_book()
    assert caught.value.code == "too_large_inside"


def tampered(path: Path, name: str, data: bytes) -> Path:
    """Return a copy of an archive with one part replaced or added."""
    copy = path.with_name("改过.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return copy


@pytest.fixture
def saved(tmp_path: Path, book: openpyxl.Workbook) -> Path:
    first(book).append(["正文"])
    path = tmp_path / "公开.xlsx"
    book.save(path)
    return path


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        xlsx.read(path, source_of(path))
    return caught.value


def test_a_bomb_is_not_unpacked(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: opened.append(1))
    bomb = tampered(saved, "xl/worksheets/sheet1.xml", b"<a>" + b" " * 40_000_000)
    assert refusal(bomb).code == "too_large_inside"
    assert opened == []


def test_a_heap_of_parts_is_not_unpacked_either(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 2000)
    assert refusal(saved).code == "too_large_inside"


def test_merged_areas_that_would_fill_the_memory_are_refused(saved: Path) -> None:
    with zipfile.ZipFile(saved) as book:
        content = book.read("xl/worksheets/sheet1.xml")
    merged = content.replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    )
    assert merged != content
    assert refusal(tampered(saved, "xl/worksheets/sheet1.xml", merged)).code == "too_large_inside"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(saved: Path, encoding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert (
        refusal(tampered(saved, "xl/sharedStrings.xml", text.encode(encoding))).code == "entities"
    )


@pytest.mark.parametrize("keep", [50, 2000])
def test_a_truncated_workbook_is_refused(saved: Path, keep: int) -> None:
    saved.write_bytes(saved.read_bytes()[:keep])
    error = refusal(saved)
    assert error.code == "damaged"
    assert "重新下载" in error.message


def test_a_workbook_with_a_part_missing_is_refused(saved: Path) -> None:
    assert refusal(tampered(saved, "xl/workbook.xml", b"<workbook/>")).code in (
        "damaged",
        "no_text",
    )


def test_another_archive_by_this_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "公开.xlsx"
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("readme.txt", "x")
    assert refusal(path).code == "wrong_format"


TEMPLATES = sorted(
    (Path(__file__).resolve().parents[3] / "../shared/disclosures").glob("*样张*.xlsx")
)


@pytest.mark.skipif(not TEMPLATES, reason="the disclosures are not here")
def test_the_blank_template_has_its_nine_tables_and_no_amount() -> None:
    document = xlsx.read(TEMPLATES[0], source_of(TEMPLATES[0]))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [(grid.height, grid.width) for grid in grids] == [
        (16, 4), (15, 9), (15, 7), (16, 7), (16, 7), (16, 7), (16, 7), (16, 6), (4, 7),
    ]  # fmt: skip
    assert not any(
        "." in cell.text and cell.text[0].isdigit() and cell.column
        for grid in grids
        for cell in grid.cells
    )
