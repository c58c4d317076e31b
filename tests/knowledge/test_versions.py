"""What changed between two versions of a paper: nothing in the same one, and each change once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge import (
    Correction,
    Difference,
    Paper,
    anchors_of,
    difference,
    paper,
    shipped_disclosures,
)
from knowledge.shelves import renamed

(SHIPPED,) = shipped_disclosures()
DISCLOSURES = Path(__file__).parents[3] / "shared" / "disclosures"


@pytest.fixture(scope="module")
def before() -> Paper:
    return paper(SHIPPED)


def changed(tmp_path: Path, before: Paper, **words: str) -> Difference:
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in words.items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "after.txt"
    path.write_text(text, encoding="utf-8")
    return difference(before, paper(path))


def test_a_paper_is_not_another_than_itself(before: Paper) -> None:
    same = difference(before, renamed(before, "另一个名字"))
    assert same.is_empty
    assert same.same == len(before.facts)


def test_one_figure(tmp_path: Path, before: Paper) -> None:
    told = changed(
        tmp_path, before, **{"一、一般公共预算拨款收入\t186.00": "一、一般公共预算拨款收入\t187.00"}
    )
    (fact,) = told.facts
    assert fact.before
    assert fact.after
    assert (fact.before.value, fact.after.value) == (Decimal("186.00"), Decimal("187.00"))
    assert (told.about, told.tables, told.same) == ((), (), len(before.facts) - 1)


def test_lines_put_in_above_change_nothing(tmp_path: Path, before: Paper) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / "after.txt"
    path.write_text("\n\n\n" + text, encoding="utf-8")
    assert difference(before, paper(path)).is_empty


def test_a_row_that_is_called_otherwise_is_one_change(tmp_path: Path, before: Paper) -> None:
    told = changed(tmp_path, before, **{"廿三、债务还本支出\t": "廿三、债务还本开支\t"})
    (fact,) = told.facts
    assert fact.before
    assert fact.after
    assert (fact.before.label, fact.after.label) == ("债务还本支出", "债务还本开支")


def test_a_table_of_another_name_goes_and_comes(tmp_path: Path, before: Paper) -> None:
    told = changed(tmp_path, before, **{"国有资本经营预算支出\n": "自编情况表\n"})
    gone, come = told.tables
    assert gone.before
    assert come.after
    assert (gone.before.title, gone.facts) == ("国有资本经营预算支出", 3)
    assert (come.after.title, come.facts) == ("自编情况表", 3)
    assert told.facts == ()


def test_a_correction_is_a_change_of_its_table_and_facts(before: Paper) -> None:
    at = anchors_of(before.tables)[0]
    told = difference(
        before,
        paper(
            SHIPPED,
            corrections=[
                Correction(kind="unit", table=at, read="万元", value="元"),
                Correction(kind="table_title", table=at, read="收支总体情况表", value="甲表"),
            ],
        ),
    )
    (table,) = told.tables
    assert table.what == (("title", "收支总体情况表", "甲表"), ("unit", "万元", "元"))
    assert {change.after.table for change in told.facts if change.after} == {0}
    assert all(change.before and change.after for change in told.facts)


def test_what_is_said_of_the_whole_paper(before: Paper) -> None:
    told = difference(before, replace(before, department="别的局", level=None))
    assert told.about == (
        ("department", before.department, "别的局"),
        ("level", "部门", ""),
    )


@pytest.mark.skipif(not DISCLOSURES.is_dir(), reason="没有别的部门的公开文件")
def test_real_papers_are_not_others_than_themselves() -> None:
    for path in sorted(DISCLOSURES.glob("2026年*.pdf"))[:3]:
        read = paper(path)
        assert difference(read, read).is_empty
