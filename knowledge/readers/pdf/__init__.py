"""PDF → Document: the ink of its pages through pypdfium2, its tables through our own line grid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from knowledge.document import Document, Finding, Source
from knowledge.readers import Unreadable
from knowledge.readers.limits import MAX_PAGES, pages_allowed
from knowledge.readers.paged.blocks import document_of
from knowledge.readers.pdf.ink import pages_of
from knowledge.readers.pdf.pdfium import opened
from knowledge.readers.pdf.scans import recognised

_END, _TAIL = b"%%EOF", 4096
"""What ends a whole file, and within how many bytes; PDFium repairs one that was cut off and loses pages."""


def read(path: Path, source: Source) -> Document:
    """Given a PDF, return its paragraphs and grids in the order of reading, and what was wrong with it."""
    with opened(path) as document:
        count = len(document)
        if count > (most := pages_allowed(MAX_PAGES)):
            raise Unreadable(
                "too_many_pages",
                f"“{path.name}”有 {count} 页，超过 {most} 页的上限。请只交预决算公开的那一部分；"
                "确需收入，可调高 config.toml 里的 ingest.pages。",
            )
        read_pages = document_of(recognised(document, pages_of(document)), count, source)
    if _END not in path.read_bytes()[-_TAIL:]:
        lost = Finding("no_end", "warning", (("pages", str(count)),))
        return replace(read_pages, findings=(lost, *read_pages.findings))
    return read_pages
