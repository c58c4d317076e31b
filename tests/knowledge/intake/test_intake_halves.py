"""Tables and words of one disclosure in two files of a folder go into the base as one paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import Store, files_to_take, ingest
from tests.knowledge.intake.files import written
from tests.knowledge.test_halves import TABLES, WORDS

NOW, LATER = "2026-01-02T03:04:05+08:00", "2026-02-03T04:05:06+08:00"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "base.sqlite3"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "公开"
    place.mkdir()
    (place / "1说明.txt").write_text(WORDS, encoding="utf-8")
    (place / "2表.txt").write_text(TABLES, encoding="utf-8")
    return place


def changes(store: Store, folder: Path, now: str = NOW) -> list[str]:
    return [
        t.finding.code if t.finding else t.change
        for t in ingest(files_to_take([folder]), store, now)
    ]


def is_whole(store: Store) -> bool:
    (listed,) = store.listed()
    paper = store.paper(listed.head.document)
    return {fact.citation.place.file for fact in paper.facts} == {"1说明.txt", "2表.txt"}


def test_two_halves_are_one_paper_and_nothing_is_history(store: Store, folder: Path) -> None:
    assert changes(store, folder) == ["added", "joined"]
    assert is_whole(store)
    assert len(store.listed(history=True)) == 1


def test_the_same_folder_again_changes_nothing(store: Store, folder: Path) -> None:
    changes(store, folder)
    before = store.listed(history=True)
    assert changes(store, folder, LATER) == ["unchanged", "unchanged"]
    assert store.listed(history=True) == before


@pytest.mark.parametrize("name", ["1说明.txt", "2表.txt"])
def test_a_new_version_of_one_half_is_joined_with_the_other(
    store: Store, folder: Path, name: str
) -> None:
    changes(store, folder)
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8") + "\n附注\n", encoding="utf-8")
    assert "file_contested" not in changes(store, folder, LATER)
    assert is_whole(store)
    old = store.listed(history=True)[-1]
    assert old.replaced == LATER
    assert "+" in old.digest


def test_halves_read_by_another_edition_are_read_anew(store: Store, folder: Path) -> None:
    changes(store, folder)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE papers SET edition = '从前的'")
    assert changes(store, folder, LATER)[-1] == "reread"
    assert is_whole(store)
    assert len(store.listed(history=True)) == 1


def test_two_whole_papers_of_one_name_are_not_joined(store: Store, folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    written(folder / "甲.txt", amount="1.00")
    written(folder / "乙.txt", amount="2.00")
    assert changes(store, folder) == ["added", "file_contested"]


@pytest.mark.parametrize("name", ["1说明.txt", "2表.txt"])
def test_a_new_version_of_one_half_alone_leaves_the_whole_as_it_is(
    store: Store, folder: Path, tmp_path: Path, name: str
) -> None:
    changes(store, folder)
    before = store.listed(history=True)
    alone = tmp_path / "新来的"
    alone.mkdir()
    text = (folder / name).read_text(encoding="utf-8")
    (alone / name).write_text(text + "\n附注\n", encoding="utf-8")
    assert changes(store, alone, LATER) == ["file_half_alone"]
    assert store.listed(history=True) == before
    assert is_whole(store)


def test_a_half_alone_beside_another_paper_is_still_alone(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "新来的"
    alone.mkdir()
    written(alone / "9别的.txt", amount="1.00")
    changes(store, folder)
    changes(store, alone)
    text = (folder / "2表.txt").read_text(encoding="utf-8")
    (alone / "2表.txt").write_text(text + "\n附注\n", encoding="utf-8")
    assert changes(store, alone, LATER) == ["file_half_alone", "unchanged"]


def test_a_whole_paper_takes_the_place_of_two_halves(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    changes(store, folder)
    alone = tmp_path / "新来的"
    alone.mkdir()
    (alone / "全.txt").write_text(WORDS + "\n" + TABLES, encoding="utf-8")
    assert changes(store, alone, LATER) == ["replaced"]
