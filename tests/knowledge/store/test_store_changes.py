"""Papers into the base and out of it: once, replaced, contested, removed; whole or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge import Paper, Store, StoreError
from knowledge.shelves import renamed
from knowledge.store.packing import packed
from tests.knowledge.query.small import paper_of

ROOT = Path(__file__).parents[3]
NOW, LATER = "2026-01-02T03:04:05+08:00", "2026-02-03T04:05:06+08:00"


def version(digit: str, document: str = "甲", **changes: Any) -> Paper:
    """A paper of one department; `digit` tells the bytes of its file."""
    paper = renamed(paper_of(), document)
    return replace(paper, source=replace(paper.source, digest=digit * 64), **changes)


def rows_in(store: Store) -> dict[str, int]:
    """How many rows each table of the base has, told by the database itself."""
    from sqlalchemy import func, select

    from knowledge.store.schema import METADATA

    with store._engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in METADATA.sorted_tables
        }


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    assert store.keep(packed(version("1")), NOW).change == "added"
    before, listed = rows_in(store), store.listed(history=True)
    again = store.keep(packed(version("1", "另一个名字")), LATER)
    assert (again.change, again.document) == ("unchanged", "甲")
    assert (rows_in(store), store.listed(history=True)) == (before, listed)


def as_read_before(paper: Paper) -> dict[str, Any]:
    """The rows of a paper as another edition of the program read it: with a fact less."""
    rows = packed(replace(paper, facts=paper.facts[1:]))
    rows["papers"][0]["edition"] = "从前的"
    return rows


def test_the_same_file_is_read_anew_by_another_edition_of_the_program(store: Store) -> None:
    assert store.keep(as_read_before(version("1")), NOW).change == "added"
    assert store.digests() == frozenset()
    again = store.keep(packed(version("1")), LATER)
    assert (again.change, again.document) == ("reread", "甲")
    assert store.paper("甲") == version("1")
    assert [each.ingested for each in store.listed(history=True)] == [LATER]
    assert store.digests() == {"1" * 64}
    assert store.keep(packed(version("1")), LATER).change == "unchanged"


def test_what_another_edition_takes_for_another_paper_makes_that_one_history(store: Store) -> None:
    store.keep(as_read_before(version("1", department="读错的局")), NOW)
    store.keep(packed(version("2", "乙")), NOW)
    assert store.keep(packed(version("1")), LATER).change == "reread"
    current, history = store.listed(history=True)
    assert (current.head.document, current.digest) == ("甲", "1" * 64)
    assert (history.digest, history.replaced) == ("2" * 64, LATER)


def test_a_base_of_before_is_given_what_it_lacks(store: Store, where: str) -> None:
    store.keep(packed(version("1")), NOW)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE papers DROP COLUMN edition")
    again = Store(where)
    assert again.digests() == frozenset()
    assert again.keep(packed(version("1")), LATER).change == "reread"
    again.close()


def test_a_new_version_takes_the_place_of_the_old_one_which_stays_as_history(store: Store) -> None:
    old, new = version("1"), version("2", facts=paper_of().facts[:3])
    store.keep(packed(old), NOW)
    assert store.keep(packed(new), LATER).change == "replaced"
    assert [head.document for head in store.heads] == ["甲"]
    assert store.paper("甲") == new
    current, history = store.listed(history=True)
    assert (current.replaced, history.replaced) == (None, LATER)
    assert history.head.document == "甲@11111111"
    assert renamed(store.paper(history.head.document), "甲") == old


def test_a_version_that_is_history_does_not_come_back_unasked(store: Store) -> None:
    for digit in "12":
        store.keep(packed(version(digit)), NOW)
    assert store.keep(packed(version("1")), LATER).change == "superseded"
    assert store.listed()[0].digest == "2" * 64


@pytest.mark.parametrize(
    "change", [{"year": 2025}, {"level": "本级"}, {"department": "另一个局"}], ids=str
)
def test_another_year_level_or_department_is_another_paper(
    store: Store, change: dict[str, Any]
) -> None:
    store.keep(packed(version("1")), NOW)
    kept = store.keep(packed(version("2", **change)), NOW)
    assert (kept.change, kept.document) == ("added", "甲~2")
    cited = {fact.citation.document for fact in store.paper("甲~2").facts}
    assert cited == {"甲~2"}


def test_a_second_file_of_one_run_that_claims_to_be_the_same_paper_is_not_kept(
    store: Store,
) -> None:
    first = store.keep(packed(version("1")), NOW)
    before = rows_in(store)
    second = store.keep(packed(version("2", "乙")), NOW, contested=[first.document])
    assert (second.change, second.document) == ("contested", "甲")
    assert rows_in(store) == before


def test_removing_takes_a_paper_out_with_its_history_and_leaves_the_others(store: Store) -> None:
    store.keep(packed(version("9", "丙", department="另一个局")), NOW)
    alone = rows_in(store)
    for digit in "12":
        store.keep(packed(version(digit)), NOW)
    assert store.remove("甲") == 2
    assert rows_in(store) == alone
    assert store.paper("丙").department == "另一个局"
    assert store.remove("甲") == 0


def test_labels_are_those_of_current_papers_only(store: Store) -> None:
    store.keep(packed(version("1")), NOW)
    assert store.holding("公务接待") == ("甲",)
    store.keep(packed(version("2", facts=paper_of().facts[:3])), LATER)
    assert store.holding("公务接待") == ()
    assert store.holding("") == ()


def test_labels_that_would_steer_the_search_are_words_like_others(store: Store) -> None:
    odd = replace(paper_of().facts[0], label="100%_完成\\率")
    store.keep(packed(version("1", facts=(odd,))), NOW)
    assert store.holding("0%_完") == ("甲",)
    assert store.holding("%") == ("甲",)
    assert store.holding("100x") == ()


def test_an_unknown_document(store: Store) -> None:
    for document in ("没有", "没有@12345678", "甲@", ""):
        with pytest.raises(KeyError):
            store.paper(document)


def test_what_a_database_cannot_write_is_told_and_leaves_the_base_as_it_was(store: Store) -> None:
    store.keep(packed(version("1")), NOW)
    before = rows_in(store)
    broken = paper_of().facts[-1]
    citation = replace(broken.citation, quote="半个字\ud800")
    facts = (*paper_of().facts[:-1], replace(broken, citation=citation))
    with pytest.raises(StoreError) as told:
        store.keep(packed(version("2", "乙", year=2020, facts=facts)), NOW)
    assert told.value.code == "value"
    assert rows_in(store) == before


DIES = """
import os, signal, sys
from knowledge import Store
from knowledge.store import writing
from knowledge.store.packing import packed
from tests.knowledge.store.test_store_changes import LATER, version

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(writing, sys.argv[2], die)
Store(sys.argv[1]).keep(packed(version("2", year=int(sys.argv[3]))), LATER)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")
@pytest.mark.parametrize("year", [2026, 2020], ids=["replacing", "adding"])
@pytest.mark.parametrize("moment", ["add_labels", "insert_paper"])
def test_a_process_killed_amid_a_change_leaves_the_base_as_it_was(
    where: str, moment: str, year: int
) -> None:
    store = Store(where)
    store.keep(packed(version("1")), NOW)
    before, listed = rows_in(store), store.listed(history=True)
    command = [sys.executable, "-c", DIES, where, moment, str(year)]
    died = subprocess.run(command, cwd=ROOT, check=False, timeout=600)
    assert died.returncode == -signal.SIGKILL
    assert (rows_in(store), store.listed(history=True)) == (before, listed)
    assert store.paper("甲") == version("1")
    assert store.keep(packed(version("2", year=year)), LATER).change in {"replaced", "added"}
    store.close()


def test_two_at_once_wait_for_each_other(where: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    stores = [Store(where) for _ in range(4)]
    papers = [packed(version(str(n), f"文件{n}", year=2000 + n)) for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: stores[n % 4].keep(papers[n], NOW), range(8)))
    assert len(stores[0].heads) == 8
    assert len({tuple(store.listed()) for store in stores}) == 1
    for store in stores:
        store.close()


def test_a_file_that_is_no_base_is_told(tmp_path: Path) -> None:
    path = tmp_path / "信.sqlite3"
    path.write_text("这是一封信。" * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError) as told:
        Store(str(path))
    assert told.value.code == "no_base"
    assert path.read_bytes() == before


def test_a_base_of_another_layout_is_told(where: str) -> None:
    from sqlalchemy import update

    from knowledge.store.schema import BASE

    store = Store(where)
    with store._engine.begin() as connection:
        connection.execute(update(BASE).values(version=99))
    store.close()
    with pytest.raises(StoreError) as told:
        Store(where)
    assert (told.value.code, told.value.reason) == ("version", "99")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("nonsense://x", "driver"),
        ("://", "address"),
        ("postgresql+psycopg://u:geheim@127.0.0.1:1/x", "refused"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(
    address: str, code: str
) -> None:
    with pytest.raises(StoreError) as told:
        Store(address)
    assert told.value.code == code
    assert "geheim" not in str(told.value)
