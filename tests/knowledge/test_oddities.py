"""Small papers, one for every odd way of printing a table over the country: what is read of each.

tests/golden/oddities/<name>/ holds the paper (input.html or input.txt) and what it says (expected.txt), read
off it by eye: a table's line, its rows (codes, label, wholes; * for a total), and its cells with value, unit,
state, aspect, year, phase and terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.build import paper
from knowledge.facts import Fact, Paper
from knowledge.tables.words import unnumbered

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "oddities"
_FEWEST = 20


def lines_of(found: Paper) -> Iterator[str]:
    yield f"paper | {found.department} | {found.year} | {found.phase.value}"
    yield f"identities | {found.held} of {found.checked}"
    yield from (f"finding | {finding.code}" for finding in found.findings)
    for table in found.tables:
        head = (table.number, table.title, table.unit, table.form, table.entity)
        yield "table | " + " | ".join(part or "" for part in head)
        for row in table.rows:
            mark = "*" if row.is_total else ""
            yield f"  row{mark} | {' '.join(row.codes)} | {' > '.join(row.path)}"
        yield from (_cell(f) for f in found.facts if f.table == table.index and ".w" not in f.id)
        yield from (f"  note | {note.text}" for note in table.notes)


def _cell(fact: Fact) -> str:
    place = fact.citation.place
    told = (
        unnumbered(place.row or ""),
        place.column or "",
        f"{fact.printed} {fact.unit or ''}".strip(),
        fact.state.value,
        fact.aspect.value,
        str(fact.year),
        fact.phase.value,
        " ".join(sorted(fact.terms)),
    )
    return "  cell | " + " | ".join(told)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_an_odd_table_is_read_as_it_is_meant(name: str) -> None:
    (source,) = (FOLDER / name).glob("input.*")
    expected = (FOLDER / name / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [line.rstrip() for line in lines_of(paper(source))] == expected


def test_there_is_a_paper_for_every_oddity() -> None:
    assert len(list(FOLDER.iterdir())) >= _FEWEST
