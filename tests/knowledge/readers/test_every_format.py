"""The shipped text, written by our own script in every format, gives the same facts from each."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from knowledge import shipped_disclosures
from knowledge.build import paper
from knowledge.document import Grid
from knowledge.facts import Paper
from knowledge.readers import read
from tests.knowledge.readers.making import WRITERS, Block, with_merged_heads

SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
Facts = Counter[tuple[object, ...]]


@lru_cache
def shipped() -> tuple[Path, tuple[Block, ...]]:
    path = shipped_disclosures()[0]
    blocks = [
        with_merged_heads(block) if isinstance(block, Grid) else block.text
        for block in read(path).blocks
    ]
    return path, tuple(blocks)


def facts_of(found: Paper) -> Facts:
    """Return what a paper says in its numbered tables and in its words, without where it stands and blanks.

    The application and performance forms are left out: they are several tables stacked in one, whose
    merged cells the text does not tell, so a script cannot write them as an office program would.
    """
    return Counter(
        (
            fact.label,
            "".join(fact.printed.split()),
            fact.unit,
            fact.year,
            fact.kind,
            fact.aspect,
            fact.state,
            fact.terms,
        )
        for fact in found.facts
        if fact.table is None or fact.citation.place.table
    )


@lru_cache
def wanted() -> Facts:
    return facts_of(paper(shipped()[0]))


def written(folder: Path, kind: str) -> Path:
    path, blocks = shipped()
    target = folder / f"{path.stem}.{kind}"
    WRITERS[kind](blocks, target)
    return target


def converted(path: Path, kind: str) -> Path:
    folder = path.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder / "to"),
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=240)
    return folder / "to" / f"{path.stem}.{kind}"


def assert_same(found: Paper) -> None:
    facts = facts_of(found)
    assert not wanted() - facts, "some are missing"
    assert not facts - wanted(), "some are not in the source"
    assert facts.total() > 300


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "xlsx", "zip"])
def test_the_shipped_text_says_the_same_in_every_format(kind: str, tmp_path: Path) -> None:
    assert_same(paper(written(tmp_path, kind)))


@needs_soffice
@pytest.mark.parametrize(
    ("kind", "to"),
    [("xlsx", "xls"), ("xlsx", "ods"), ("docx", "doc"), ("docx", "odt"), ("docx", "pdf")],
)
def test_and_in_those_that_libreoffice_writes(kind: str, to: str, tmp_path: Path) -> None:
    assert_same(paper(converted(written(tmp_path, kind), to)))


@needs_soffice
@pytest.mark.parametrize(("kind", "to", "ending"), [("xlsx", "xls", "et"), ("docx", "doc", "wps")])
def test_and_under_the_endings_of_another_office(
    kind: str, to: str, ending: str, tmp_path: Path
) -> None:
    made = converted(written(tmp_path, kind), to)
    assert_same(paper(made.rename(made.with_suffix(f".{ending}"))))
