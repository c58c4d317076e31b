"""Pages that are pictures → the same pages with what was recognised in the pictures, where that is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pypdfium2

from knowledge.readers import ocr
from knowledge.readers.paged.page import Page

PICTURED = 0.3
"""The part of a page without text that pictures must cover for it to be a scan."""
FEW = 10
"""Glyphs; a page with fewer has no text to speak of."""


def recognised(document: pypdfium2.PdfDocument, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield an open PDF's pages, scanned ones read by OCR; without the extra [ocr] they come back as they are."""
    for page in pages:
        is_scan = len(page.glyphs) < FEW and page.pictured > PICTURED and not page.is_broken
        yield _read(document, page) if is_scan and ocr.is_installed() else page


def _read(document: pypdfium2.PdfDocument, page: Page) -> Page:
    drawn = document[page.number - 1]
    try:
        picture = drawn.render(
            scale=ocr.DOTS / 72, rev_byteorder=True, prefer_bgrx=False
        ).to_numpy()
        found = ocr.page_of(picture[:, :, :3].copy(), page.number)
    finally:
        drawn.close()
    return found if found.glyphs else page
