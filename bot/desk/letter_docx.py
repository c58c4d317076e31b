"""A letter → a DOCX file, with the cited tables as pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from bot.desk.letter import Letter, say
from bot.desk.pictures import Shown

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_WIDTH_CM = 15.0


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
        document.add_picture(io.BytesIO(shown.png), width=Cm(_WIDTH_CM))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _font(styled: Any, name: str, size: Any) -> None:
    """Set a font also for Chinese characters, which DOCX names apart."""
    from docx.oxml.ns import qn

    styled.font.name = name
    styled.font.size = size
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return _CONTROL.sub("", text)
