"""Every table of the papers at hand, as read off their pages by eye (tests/golden/tables.tsv)."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from knowledge.document import Table
from knowledge.readers import read
from knowledge.tables import tables_in

ROOT = Path(__file__).resolve().parents[4]
PAPERS = ROOT / "shared" / "disclosures"
GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "tables.tsv"
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="没有别处的公开文件")

Line = tuple[str, ...]


def _golden() -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        for paper, *told in list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            found[paper].append(tuple(told))
    return found


def _line(table: Table) -> Line:
    place = table.place
    told = (
        table.index + 1,
        place.page or place.line or "",
        table.number or "",
        table.title or "",
        table.form or "",
        table.unit or "",
        len(table.rows),
        len(table.columns),
        sum(bool(cell.text) for cell in table.cells),
        sum(column.is_label for column in table.columns),
    )
    return tuple(map(str, told))


@pytest.mark.parametrize("name", sorted(_golden()))
def test_every_printed_table_is_found_as_it_stands(name: str) -> None:
    found = [_line(table) for table in tables_in(read(PAPERS / name)).tables]
    assert found == _golden()[name]


def test_every_table_of_amounts_with_a_form_s_title_is_recognised() -> None:
    """What has no form is a list of units, a contents page, or a table within a sentence: none has a form's title."""
    unknown = [line for lines in _golden().values() for line in lines if not line[4]]
    assert all(not line[3] or line[3] == "目录" for line in unknown), unknown
