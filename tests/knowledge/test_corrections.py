"""What a person put right: applied between tables and facts, told as a finding, refused where it makes no sense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge import Correction, Paper, anchors_of, paper, shipped_disclosures
from knowledge.corrections import path_of

(SHIPPED,) = shipped_disclosures()


@pytest.fixture(scope="module")
def as_read() -> Paper:
    return paper(SHIPPED)


def corrected(*corrections: Correction, path: Path = SHIPPED) -> Paper:
    return paper(path, corrections=corrections)


def of_table(as_read: Paper, index: int, **values: Any) -> Correction:
    return Correction(table=anchors_of(as_read.tables)[index], **values)


def codes(read: Paper) -> list[str]:
    return [finding.code for finding in read.findings if "correct" in finding.code]


def test_a_unit_is_put_right_in_every_fact_of_its_table(as_read: Paper) -> None:
    read = corrected(of_table(as_read, 0, kind="unit", read="万元", value="元"))
    assert {fact.unit for fact in as_read.facts if fact.table == 0} == {"万元"}
    assert {fact.unit for fact in read.facts if fact.table == 0} == {"元"}
    assert {fact.unit for fact in read.facts if fact.table == 1} == {"万元"}
    assert codes(read) == ["corrected"]


def test_a_header_is_put_right_in_facts_and_citations(as_read: Paper) -> None:
    read = corrected(
        of_table(
            as_read, 0, kind="header", column=1, read="收入 / 预算数", value="收入 / 2025年预算数"
        )
    )
    facts = [fact for fact in read.facts if fact.table == 0 and fact.column == 1]
    assert {fact.year for fact in facts} == {2025}
    assert {fact.citation.place.column for fact in facts} == {"收入 / 2025年预算数"}
    assert {fact.year for fact in as_read.facts if fact.table == 0} == {2026}


def test_a_form_that_was_taken_for_another_is_put_right(as_read: Paper) -> None:
    read = corrected(of_table(as_read, 3, kind="form", read="appropriation_totals", value=""))
    assert read.tables[3].form is None
    known = {term for fact in as_read.facts if fact.table == 3 for term in fact.context}
    generic = {term for fact in read.facts if fact.table == 3 for term in fact.context}
    assert "form:appropriation_totals" in known - generic


def test_a_title_brings_the_form_of_its_name(as_read: Paper, tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8").replace("国有资本经营预算支出\n", "自编情况表\n")
    path = tmp_path / "改过.txt"
    path.write_text(text, encoding="utf-8")
    before = paper(path)
    assert (before.tables[9].title, before.tables[9].form) == ("自编情况表", None)
    told = of_table(
        before, 9, kind="table_title", read="自编情况表", value="国有资本经营预算支出表"
    )
    read = corrected(told, path=path)
    assert read.tables[9].form == "state_capital"
    places = {fact.citation.place.table_title for fact in read.facts if fact.table == 9}
    assert places == {"国有资本经营预算支出表"}


def test_whose_paper_it_is_is_put_right() -> None:
    read = corrected(
        Correction(kind="department", read="甲", value="武汉市某某局"),
        Correction(kind="year", read="2026", value="2025"),
        Correction(kind="phase", read="budget", value="final_accounts"),
        Correction(kind="level", value="本级"),
        Correction(kind="name", value="武汉市某某局2025年决算"),
    )
    told = (read.department, read.place, read.year, read.phase.value, read.level, read.title)
    assert told == (
        *("武汉市某某局", "武汉市", 2025, "final_accounts", "本级"),
        "武汉市某某局2025年决算",
    )
    assert codes(read) == ["corrected"] * 5
    assert {fact.entity for fact in read.facts} == {"武汉市某某局"}


def test_what_has_no_place_any_more_is_told_and_changes_nothing(as_read: Paper) -> None:
    nowhere = anchors_of(as_read.tables)[0].model_copy(update={"line": 9999, "title": "没有的表"})
    gone = of_table(as_read, 0, kind="header", column=1, read="没有的列", value="别的列")
    read = corrected(Correction(kind="unit", table=nowhere, read="万元", value="元"), gone)
    assert codes(read) == ["correction_unplaced"] * 2
    assert read.facts == as_read.facts


def test_a_table_that_has_moved_is_found_by_its_title(as_read: Paper, tmp_path: Path) -> None:
    moved = tmp_path / "moved.txt"
    moved.write_text("\n\n\n" + SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    read = corrected(of_table(as_read, 0, kind="unit", read="万元", value="元"), path=moved)
    assert read.tables[0].unit == "元"


def test_a_note_of_a_correction_warns_of_no_fact(as_read: Paper) -> None:
    read = corrected(of_table(as_read, 0, kind="unit", read="万元", value="万元"))
    assert codes(read) == []
    read = corrected(of_table(as_read, 1, kind="form", read="revenue", value=""))
    assert not any("corrected" in key for fact in read.facts for key in fact.findings)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "year", "value": "26"}, "四位数字"),
        ({"kind": "year", "value": "２０２６"}, "四位数字"),
        ({"kind": "department", "value": " "}, "不能空着"),
        ({"kind": "phase", "value": "预决算"}, "请选预算或决算"),
        ({"kind": "level", "value": "县级"}, "部门、单位、本级、汇总"),
        ({"kind": "name", "value": "长" * 121}, "最多写 120 个字"),
        ({"kind": "name", "value": "两\n行"}, "不能有换行"),
        ({"kind": "unit", "value": "人民币"}, "万元"),
        ({"kind": "form", "value": "no_such_form"}, "没有这种标准表"),
        ({"kind": "form", "value": "project_application"}, "一项一栏的申报表"),
        ({"kind": "header", "value": " / ", "column": 0}, "表头不能空着"),
        ({"kind": "header", "value": "甲"}, "哪一列"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_in_words(
    as_read: Paper, values: dict[str, Any], said: str
) -> None:
    table = anchors_of(as_read.tables)[0] if values["kind"] in {"unit", "form", "header"} else None
    with pytest.raises(ValidationError) as told:
        Correction(table=table, **values)
    (error,) = told.value.errors()
    assert said in error["msg"]


def test_a_correction_survives_being_written_down(as_read: Paper) -> None:
    made = of_table(as_read, 2, kind="header", column=3, read="甲 / 乙", value="甲 / 丙")
    assert Correction.model_validate_json(made.model_dump_json()) == made
    assert path_of(made.value) == ("甲", "丙")
