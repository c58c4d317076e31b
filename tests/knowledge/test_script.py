"""Papers in Traditional characters are read as others are; their quotations stay as printed."""

from __future__ import annotations

from decimal import Decimal

from knowledge.build import paper_of
from knowledge.document import Source
from knowledge.facts import Aspect, Paper
from knowledge.readers.text import document_of
from knowledge.script import is_traditional, rewritten, simplified

TRADITIONAL = """青山縣檔案館2024年部門預算
一、收支預算總體情況說明
青山縣檔案館2024年收入預算120.5萬元,其中:財政撥款120.5萬元。比上年增加3.2萬元,主要原因是人員經費增加。
二、“三公”經費預算情況說明
2024年“三公”經費預算1.5萬元,其中:公務接待費1.5萬元。
收支總表
單位:萬元
項目\t預算數
一、財政撥款收入\t120.50
二、事業收入\t0.00
收入總計\t120.50
"""
SOUNDED = """青山縣檔(dàng)案館2024年部門(mén)預(yù)算
青山縣檔案館2024年收入預(yù)算120.5萬(wàn)元,支出預(yù)算120.5萬元。
其中:基本支出100萬元,項(xiàng)目支出20.5萬元,用于檔案數(shù)字化。
"""


def paper_from(text: str) -> Paper:
    return paper_of(document_of(text, Source("例", "例.txt", "txt", "0")))


def test_forms_titles_and_labels_are_known() -> None:
    found = paper_from(TRADITIONAL)
    assert (found.department, found.place, found.year) == ("青山县档案馆", "青山县", 2024)
    assert [table.form for table in found.tables] == ["budget_totals"]
    cell = next(f for f in found.facts if f.table == 0 and "appropriation" in " ".join(f.terms))
    assert cell.value == Decimal("120.50")
    assert [f.code for f in found.findings if f.severity == "note"] == ["traditional_characters"]


def test_quotations_stay_as_printed() -> None:
    found = paper_from(TRADITIONAL)
    cells = [f.citation.quote for f in found.facts if f.table == 0]
    assert "一、財政撥款收入 120.50" in cells
    change = next(f for f in found.facts if f.aspect is Aspect.CHANGE)
    assert change.citation.quote.strip("。,") in TRADITIONAL
    reason = next(f for f in found.facts if f.aspect is Aspect.REASON)
    assert isinstance(reason.value, str)
    assert "人員經費增加" in reason.value


def test_the_sounds_that_a_page_prints_are_no_part_of_it() -> None:
    found = paper_from(SOUNDED)
    assert found.department == "青山县档案馆"
    project = next(f for f in found.facts if f.value == Decimal("20.5"))
    assert project.terms == {"project"}
    assert "項(xiàng)目支出20.5萬元" in project.citation.quote


def test_a_simplified_paper_with_a_traditional_name_is_left_alone() -> None:
    text = "青山縣檔案館2024年部门预算\n收入预算120.5万元\n"
    assert rewritten(document_of(text, Source("例", "", "txt", ""))) is None


def test_characters() -> None:
    assert [simplified(c) for c in "總額乾A。"] == ["总", "额", "乾", "A", "。"]
    assert [is_traditional(c) for c in "總总1"] == [True, False, False]
