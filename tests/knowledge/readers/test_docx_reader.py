"""DOCX: text as printed, tables with their spans, numbers that only Word writes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.document import Document, Grid, Paragraph
from knowledge.readers import Unreadable
from knowledge.readers import docx as reader
from tests.knowledge.readers.drawing import grids_of, rows_of, source_of, texts_of


@pytest.fixture
def paper() -> Opened:
    return docx.Document()


@pytest.fixture
def read_paper(tmp_path: Path, paper: Opened) -> Callable[[], Document]:
    def read() -> Document:
        path = tmp_path / "公开.docx"
        paper.save(str(path))
        return reader.read(path, source_of(path))

    return read


def xml(content: str) -> Any:
    return parse_xml(content.replace(">", f" {nsdecls('w')}>", 1))


def append(paper: Opened, content: str) -> None:
    paper.element.body.insert(len(paper.element.body) - 1, xml(content))


def test_paragraphs_and_tables_stand_in_order(
    paper: Opened, read_paper: Callable[[], Document]
) -> None:
    paper.add_paragraph("一、收支总表")
    table = paper.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "项目", "预算数"
    table.cell(1, 0).text, table.cell(1, 1).text = "一、收入", ""
    paper.add_paragraph("说明：无。")
    document = read_paper()
    assert [getattr(block, "text", "表") for block in document.blocks] == [
        "一、收支总表",
        "表",
        "说明：无。",
    ]
    assert rows_of(document) == [["项目", "预算数"], ["一、收入", ""]]
    assert [block.place.line for block in document.blocks] == [1, 2, 3]


def test_merged_cells_span(paper: Opened, read_paper: Callable[[], Document]) -> None:
    table = paper.add_table(3, 4)
    for row in range(3):
        for column in range(4):
            table.cell(row, column).text = f"{row}{column}"
    for first, last, text in (
        ((0, 0), (1, 0), "项目"),
        ((0, 1), (0, 3), "基本支出"),
        ((2, 2), (2, 3), "两格"),
    ):
        cell = table.cell(*first).merge(table.cell(*last))
        cell.text = text
    assert rows_of(read_paper()) == [
        ["项目[2x1]", "基本支出[1x3]"],
        ["11", "12", "13"],
        ["20", "21", "两格[1x2]"],
    ]


def test_a_row_may_begin_further_in(paper: Opened, read_paper: Callable[[], Document]) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    two = f"<w:tr>{cell.format('甲')}{cell.format('乙')}</w:tr>"
    indented = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell.format('丙')}</w:tr>"
    append(paper, f"<w:tbl>{two}{indented}</w:tbl>")
    assert [(cell.row, cell.column, cell.text) for cell in grids_of(read_paper())[0].cells] == [
        (0, 0, "甲"),
        (0, 1, "乙"),
        (1, 1, "丙"),
    ]


def test_lines_of_a_cell_are_joined(paper: Opened, read_paper: Callable[[], Document]) -> None:
    table = paper.add_table(1, 3)
    table.cell(0, 0).text = "机关事业单位\n养老保险"
    table.cell(0, 1).text = "100\n200"
    table.cell(0, 2).text = "　行政运行"
    assert rows_of(read_paper()) == [["机关事业单位养老保险", "100 200", "　行政运行"]]


def test_a_table_of_one_column_is_text(paper: Opened, read_paper: Callable[[], Document]) -> None:
    paper.add_table(1, 1).cell(0, 0).text = "框里的说明"
    assert texts_of(read_paper()) == ["框里的说明"]


def test_a_table_within_a_cell_keeps_its_text(
    paper: Opened, read_paper: Callable[[], Document]
) -> None:
    table = paper.add_table(1, 2)
    table.cell(0, 0).text = "外"
    table.cell(0, 1).add_table(1, 2).cell(0, 1).text = "内"
    assert rows_of(read_paper()) == [["外", "内"]]


def test_deleted_and_hidden_text_is_not_read_and_inserted_text_is(
    paper: Opened, read_paper: Callable[[], Document]
) -> None:
    run = "<w:r>{}<w:t>{}</w:t></w:r>"
    hidden = run.format("<w:rPr><w:vanish/></w:rPr>", "888")
    shown = run.format("<w:rPr><w:vanish w:val='0'/></w:rPr>", "万元")
    inserted = f"<w:ins>{run.format('', '186')}</w:ins>"
    deleted = "<w:del><w:r><w:delText>999</w:delText></w:r></w:del>"
    append(paper, f"<w:p>{run.format('', '预算')}{inserted}{deleted}{hidden}{shown}</w:p>")
    assert texts_of(read_paper()) == ["预算186万元"]


def test_text_boxes_and_content_controls_are_read_once(
    paper: Opened, read_paper: Callable[[], Document]
) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    append(paper, f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>")
    append(
        paper, "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件内</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert texts_of(read_paper()) == ["正文", "框内", "控件内"]


def test_line_breaks_part_paragraphs(paper: Opened, read_paper: Callable[[], Document]) -> None:
    paper.add_paragraph("单位：万元\n部门：某某局")
    assert texts_of(read_paper()) == ["单位：万元", "部门：某某局"]


def numbered(paper: Opened, level: int, text: str, number: int = 7) -> None:
    append(
        paper,
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>",
    )


@pytest.fixture
def list_of_levels(paper: Opened) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, (kind, pattern) in enumerate(
            [
                ("chineseCountingThousand", "%1、"),
                ("chineseCounting", "（%2）"),
                ("decimal", "%3."),
                ("bullet", "•"),
                ("decimal", "%1.%5"),
                ('decimal"/><w:isLgl w:val="1', "%1.%2.%6"),
            ]
        )
    )
    root = paper.part.numbering_part.element
    root.insert(0, xml(f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(xml('<w:num w:numId="7"><w:abstractNumId w:val="77"/></w:num>'))


@pytest.mark.usefixtures("list_of_levels")
def test_automatic_numbers_are_part_of_the_text(
    paper: Opened, read_paper: Callable[[], Document]
) -> None:
    for level, text in (
        (0, "概况"),
        (1, "职能"),
        (1, "机构"),
        (2, "甲"),
        (2, "乙"),
        (3, "点"),
        (0, "情况"),
        (1, "总体"),
        (4, "细节"),
        (5, "法定"),
    ):
        numbered(paper, level, text)
    assert texts_of(read_paper()) == [
        "一、概况", "（一）职能", "（二）机构", "1.甲", "2.乙", "点", "二、情况", "（一）总体", "二.1细节", "2.1.1法定",
    ]  # fmt: skip


@pytest.mark.usefixtures("list_of_levels")
def test_a_style_may_carry_the_number(paper: Opened, read_paper: Callable[[], Document]) -> None:
    style = paper.styles["Heading 1"].element
    style.append(xml('<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'))
    for existing in style.findall(style.tag.replace("style", "pPr"))[:-1]:
        style.remove(existing)
    paper.add_heading("概况", 1)
    paper.add_heading("情况", 1)
    assert texts_of(read_paper()) == ["一、概况", "二、情况"]


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        reader.read(path, source_of(path))
    return caught.value


def test_an_empty_paper_is_refused(read_paper: Callable[[], Document]) -> None:
    with pytest.raises(Unreadable) as caught:
        read_paper()
    assert caught.value.code == "no_text"


def test_a_paper_of_pictures_is_refused_as_a_scan(
    paper: Opened, read_paper: Callable[[], Document]
) -> None:
    append(paper, "<w:p><w:r><w:drawing/></w:r></w:p>")
    with pytest.raises(Unreadable) as caught:
        read_paper()
    assert caught.value.code == "scan"


def test_pictures_beside_text_are_told(paper: Opened, read_paper: Callable[[], Document]) -> None:
    paper.add_paragraph("正文")
    append(paper, "<w:p><w:r><w:drawing/></w:r></w:p>")
    assert [(one.code, one.value("count")) for one in read_paper().findings] == [("pictures", "1")]


def test_entities_and_bombs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "公开.docx"
    for body, code in (
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "entities"),
        (b"<x>" + b" " * 40_000_000, "too_large_inside"),
    ):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", body)
        assert refusal(path).code == code


def test_a_truncated_or_hollow_paper_is_refused(paper: Opened, tmp_path: Path) -> None:
    path = tmp_path / "公开.docx"
    paper.add_paragraph("正文")
    paper.save(str(path))
    path.write_bytes(path.read_bytes()[:3000])
    assert refusal(path).code == "damaged"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refusal(path).code == "damaged"


def test_blocks_are_of_the_two_kinds(paper: Opened, read_paper: Callable[[], Document]) -> None:
    paper.add_paragraph("正文")
    paper.add_table(1, 2).cell(0, 0).text = "甲"
    assert [type(block) for block in read_paper().blocks] == [Paragraph, Grid]
