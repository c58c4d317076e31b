"""Findings in words: every code has its wording, and no slot is left open."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from knowledge.document import Finding, Place
from knowledge.findings import finding_key, finding_next, finding_text, finding_title, wordings

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


def _codes_made() -> set[str]:
    """The codes that the source makes findings of: the first word of Finding(…) and of what wraps it."""
    codes: set[str] = set()
    for path in KNOWLEDGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in {"Finding", "fault", "_find"}:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and first.value:
                    codes.add(str(first.value))
    return codes


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def test_every_finding_that_is_made_has_its_wording() -> None:
    made = _codes_made()
    assert made, "no finding found in the source: the test looks for the wrong calls"
    assert made <= wordings().keys()


def test_every_wording_belongs_to_a_finding_that_is_made() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in KNOWLEDGE.rglob("*.py"))
    assert [code for code in wordings() if f'"{code}"' not in source] == []


@pytest.mark.parametrize("code", sorted(wordings()))
def test_wordings_are_whole_sentences_with_a_next_step(code: str) -> None:
    finding = Finding(code, wordings()[code].severity, (), (Place(page=3),), ("原文",))
    text = finding_text(finding)
    assert text.endswith("。")
    assert not re.search(r"[{}]", text)
    assert finding_title(finding) != code
    assert finding_next(finding).endswith("。")


def test_slots_are_filled_with_values_and_the_first_quotation() -> None:
    values = (("printed", "2025"), ("year", "2026"))
    finding = Finding(
        "other_year", "warning", values, (Place(line=19),), ("第二部分 2025年部门预算表",)
    )
    assert finding_text(finding) == (
        "此处写作2025年：“第二部分 2025年部门预算表”，而这份文件公开的是2026年的内容；按2026年理解。"
    )


def test_braces_in_the_source_do_no_harm() -> None:
    finding = Finding("row_shifted", "warning", (("row", "{row}{0}"),), (), ("{x}",))
    assert "“{row}{0}”" in finding_text(finding)


def test_an_unknown_code_is_still_told() -> None:
    assert finding_text(Finding("brand_new", "note", (("page", "3"),))) == "brand_new page=3"


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (Place(line=423), "x@423"),
        (Place(page=18, section="一、收支"), "x@18/一、收支"),
        (Place(page=5, table="表1", row="合计", column="预算数"), "x@5/表1/合计/预算数"),
    ],
)
def test_keys_name_the_first_place(place: Place, key: str) -> None:
    assert finding_key(Finding("x", "note", (), (place,))) == key
    assert finding_key(Finding("x", "note")) == "x@0"
