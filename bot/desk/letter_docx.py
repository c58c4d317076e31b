"""A letter → a DOCX file, with the cited tables as pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from bot.desk.letter import Letter, say
from bot.desk.pictures import Shown
from bot.picture.sheets import Sheet

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_WIDTH_CM = 15.0
_MARK = "FFE58A"
"""The colour of a cited cell."""


def docx_of(letter: Letter, pictures: Sequence[Shown]) -> bytes:
    """Given a letter and the tables that go with it, return the DOCX file."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = Document()
    document.core_properties.title = _clean(letter.title)[:250]
    document.core_properties.author = _clean(letter.department)[:250]
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(3)
    _font(document.styles["Normal"], say("document.body_font"), Pt(14))
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(_clean(letter.title))
    run.bold = True
    _font(run, say("document.heading_font"), Pt(18))
    *body, department, day = letter.paragraphs()
    for number, text in enumerate(body):
        paragraph = document.add_paragraph(_clean(text))
        paragraph.paragraph_format.first_line_indent = None if number == 0 else Pt(28)
        paragraph.paragraph_format.line_spacing = 1.5
    for text in (department, day):
        document.add_paragraph(_clean(text)).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, shown in enumerate(pictures, 1):
        caption = say("document.picture", number=number, caption=shown.caption)
        document.add_paragraph(_clean(caption)).paragraph_format.keep_with_next = True
        if shown.png:
            document.add_picture(io.BytesIO(shown.png), width=Cm(_WIDTH_CM))
        elif shown.sheet:
            _draw(document, shown.sheet)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _draw(document: Any, sheet: Sheet) -> None:
    """Draw a table anew: its header cells joined as they are printed, the cited cells coloured."""
    from docx.shared import Pt

    width = max(
        [sum(head.columns for head in sheet.heads[0])] if sheet.heads else [],
        default=max((sum(cell.columns for cell in row) for row in sheet.rows), default=0),
    )
    if width == 0:
        return
    table = document.add_table(rows=len(sheet.heads) + len(sheet.rows), cols=width)
    table.style = "Table Grid"
    grid = [list(row.cells) for row in table.rows]
    written = _heads_written(grid, sheet)
    for number, row in enumerate(sheet.rows, len(sheet.heads)):
        column = 0
        for cell in row:
            at = grid[number][column]
            if cell.columns > 1:
                at = at.merge(grid[number][column + cell.columns - 1])
            written.append((at, cell.text, cell.marked))
            column += cell.columns
    for at, text, marked in written:
        at.text = _clean(text)
        for run in at.paragraphs[0].runs:
            run.font.size, run.bold = Pt(9), marked
        if marked:
            _colour(at)


def _heads_written(grid: list[list[Any]], sheet: Sheet) -> list[tuple[Any, str, bool]]:
    """Join the header cells, each in the first place of its row that no cell from above reaches into."""
    taken: set[tuple[int, int]] = set()
    written = []
    for number, heads in enumerate(sheet.heads):
        column = 0
        for head in heads:
            while (number, column) in taken:
                column += 1
            last = (number + head.rows - 1, column + head.columns - 1)
            at = grid[number][column].merge(grid[last[0]][last[1]])
            written.append((at, head.text, False))
            rows, columns = range(number, last[0] + 1), range(column, last[1] + 1)
            taken |= {(row, each) for row in rows for each in columns}
            column = last[1] + 1
    return written


def _colour(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _MARK)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no name for a cell's colour


def _font(styled: Any, name: str, size: Any) -> None:
    """Set a font also for Chinese characters, which DOCX names apart."""
    from docx.oxml.ns import qn

    styled.font.name = name
    styled.font.size = size
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return _CONTROL.sub("", text)
