"""The first chain: the shipped disclosure whole, the published ones where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.build import paper, paper_of
from knowledge.document import Source
from knowledge.extract.identity import NotADisclosure
from knowledge.facts import Paper, Phase, State
from knowledge.findings import finding_key
from knowledge.readers import Unreadable
from knowledge.readers.text import document_of

ROOT = Path(__file__).resolve().parents[2]
SOURCE = next((ROOT / "knowledge/disclosures").glob("武汉*.txt"))
PUBLISHED = ROOT / "../shared/disclosures"


@pytest.fixture(scope="module")
def wuhan() -> Paper:
    return paper(SOURCE)


def test_whose_paper_it_is(wuhan: Paper) -> None:
    department = "武汉市人力资源和社会保障局武汉经济技术开发区（汉南区）社会保险管理处"
    assert (wuhan.title, wuhan.department) == (f"{department}2026年部门预算", department)
    assert (wuhan.year, wuhan.phase, wuhan.place, wuhan.level) == (
        2026,
        Phase.BUDGET,
        "武汉市",
        "部门",
    )


# Every one was read in the source: code and line.
FINDINGS = [
    ("header_shifted", 130),
    ("row_unlabelled", 282),
    ("row_shifted", 302),
    ("row_shifted", 303),
    ("row_shifted", 325),
    ("row_shifted", 326),
    ("row_shifted", 359),
    ("other_year", 19),
    ("table_missing", 33),
    ("table_missing", 35),
    ("heading_missing", 63),
    ("impossible_year", 423),
    ("project_named_differently", 341),
    ("indicator_level_differs", 326),
    ("indicator_level_differs", 328),
    ("indicators_differ", 329),
]


def test_what_is_wrong_with_it_and_nothing_else(wuhan: Paper) -> None:
    found = [(finding.code, finding.places[0].line) for finding in wuhan.findings]
    assert sorted(found) == sorted(FINDINGS)


def test_its_arithmetic_holds(wuhan: Paper) -> None:
    assert wuhan.checked == wuhan.held > 80


def test_the_contents_page_is_kept_as_promises(wuhan: Paper) -> None:
    kept = {promise.name: promise.table for promise in wuhan.promises}
    assert len(kept) == 14
    lacking = {name for name, table in kept.items() if table is None}
    assert lacking == {"政府采购预算表", "政府向社会力量购买服务预算表"}
    titles = {name: wuhan.tables[table].title for name, table in kept.items() if table is not None}
    assert titles["部门收支总表"] == "收支总体情况表"


def test_facts_name_the_findings_that_touch_them(wuhan: Paper) -> None:
    keys = {finding_key(finding) for finding in wuhan.findings}
    touched = [fact for fact in wuhan.facts if fact.findings]
    assert touched
    assert all(set(fact.findings) <= keys for fact in touched)
    project = next(f for f in wuhan.facts if "project_name" in f.terms)
    assert project.findings == ("project_named_differently@341",)


def test_states_are_told_by_values(wuhan: Paper) -> None:
    for fact in wuhan.facts:
        if fact.state is State.BLANK:
            assert fact.value is None
        elif fact.state is State.ZERO:
            assert fact.value == 0
        elif fact.state is State.VALUE:
            assert fact.value not in {None, 0}


@pytest.mark.parametrize(
    "text",
    [
        "关于举办培训班的通知\n请各单位按时参加。\n",
        "某市某局2026年部门预算\n收支总表\n单位：万元\n项目\t预算数\n一、事业收入\t\n合计\t\n",
    ],
)
def test_notices_and_blank_forms_are_refused(text: str) -> None:
    with pytest.raises(NotADisclosure):
        paper_of(document_of(text, Source("例", "例.txt", "txt", "")))


def test_a_workbook_of_formulas_never_calculated_is_not_called_blank(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["甲市乙局2026年部门预算"], ["收支总表"], ["单位：万元"], ["项目", "预算数"]):
        book.worksheets[0].append(row)
    book.worksheets[0].append(["一、财政拨款收入", "=1+2"])
    path = tmp_path / "公开.xlsx"
    book.save(path)
    with pytest.raises(NotADisclosure, match=r"公式，没有存下算出的结果.*请用 Excel"):
        paper(path)


def test_an_absent_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        paper(tmp_path / "没有这份文件.txt")


# file, department, year, phase, the least share of identities that hold
OTHERS = [
    ("国家信访局2026年度部门预算.pdf", "国家信访局", 2026, "budget", 0.99),
    ("上海市普陀区财政局2024年度部门决算.pdf", "上海市普陀区财政局", 2024, "final_accounts", 1.0),
    ("杭州市气象局2026年度部门预算.pdf", "杭州市气象局", 2026, "budget", 1.0),
    ("2026年度福州市仓山生态环境局单位预算.pdf", "福州市仓山生态环境局", 2026, "budget", 1.0),
    ("西南大学2024年度决算公开.pdf", "西南大学", 2024, "final_accounts", 0.99),
]


@pytest.mark.parametrize(("name", "department", "year", "phase", "least"), OTHERS)
def test_published_papers_are_read(
    name: str, department: str, year: int, phase: str, least: float
) -> None:
    path = PUBLISHED / name
    if not path.exists():
        pytest.skip("the published disclosures are not at hand")
    found = paper(path)
    assert (found.department, found.year, found.phase.value) == (department, year, phase)
    assert found.held >= found.checked * least
    ids = [fact.id for fact in found.facts]
    assert len(ids) == len(set(ids))


def test_prose_and_table_that_disagree_are_told() -> None:
    path = PUBLISHED / "国家信访局2026年度部门预算.pdf"
    if not path.exists():
        pytest.skip("the published disclosures are not at hand")
    differing = [f for f in paper(path).findings if f.code == "prose_differs"]
    assert [(f.value("prose"), f.value("table")) for f in differing] == [
        ("18728.91万元", "18728.94万元")
    ]
