"""Scans: refused with what to do without the extra [ocr]; with it, read into the same grids and told."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from knowledge.build import paper
from knowledge.facts import Paper
from knowledge.readers import Unreadable, ocr, pdf
from tests.knowledge.readers.drawing import Sheet, source_of, written

PUBLISHED = Path(__file__).resolve().parents[3] / "../shared/disclosures"
PAPERS = sorted(PUBLISHED.glob("上海市普陀区财政局2024*.pdf"))
PAGE = 6
needs_ocr = pytest.mark.skipif(
    not (importlib.util.find_spec("rapidocr") and PAPERS), reason="the extra [ocr] is not installed"
)


def test_without_the_extra_a_scan_is_refused_with_both_next_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    path = written(tmp_path, Sheet().picture())
    with pytest.raises(Unreadable) as caught:
        pdf.read(path, source_of(path))
    assert caught.value.code == "scan"
    assert "Word 或 Excel" in caught.value.message
    assert "wenzhang[ocr]" in caught.value.message


def scanned(source: Path, page: int, target: Path) -> Path:
    """Draw one page of a PDF as a picture on a page of its own."""
    import pypdfium2

    with pypdfium2.PdfDocument(source) as document, pypdfium2.PdfDocument.new() as new:
        width, height = document[page - 1].get_size()
        bitmap = document[page - 1].render(scale=ocr.DOTS / 72)
        picture = pypdfium2.PdfImage.new(new)
        picture.set_bitmap(bitmap)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet = new.new_page(width, height)
        sheet.insert_obj(picture)
        sheet.gen_content()
        new.save(target)
    return target


@needs_ocr
def test_a_scan_gives_the_facts_of_the_page_it_was_made_of(tmp_path: Path) -> None:
    read = paper(scanned(PAPERS[0], PAGE, tmp_path / "上海市普陀区财政局2024年度部门决算.pdf"))
    amounts = amounts_of(paper(PAPERS[0]), PAGE)
    found = amounts_of(read, 1)
    assert len(found & amounts) >= 0.9 * len(amounts)
    assert not found - amounts
    (told,) = [finding for finding in read.findings if finding.code == "recognised_pages"]
    assert told.severity == "warning"
    assert all(
        any(key.startswith("recognised_pages") for key in fact.findings) for fact in read.facts
    )


def amounts_of(read: Paper, page: int) -> set[tuple[str, str]]:
    """Return the labels and amounts of a page, blanks left out."""
    return {
        (fact.label, fact.printed)
        for fact in read.facts
        if fact.citation.place.page == page and any(char.isdigit() for char in fact.printed)
    }
