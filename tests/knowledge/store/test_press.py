"""Drafts, publishing, withdrawing: nobody is answered from a draft; one of two who change at once wins."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from knowledge import Draft, Finding, Overtaken, Store
from knowledge.shelves import renamed
from knowledge.store.packing import packed
from tests.knowledge.store.test_store_changes import LATER, NOW, ROOT, rows_in, version

WHO = "李"


def draft(digit: str, name: str = "a" * 16, **changes: Any) -> Draft:
    values: dict[str, Any] = {
        "id": name,
        "name": "甲.pdf",
        "path": f"/nowhere/{digit * 64}.pdf",
        "digest": digit * 64,
        "state": "waiting",
        "version": 1,
        "finding": None,
        "corrections": (),
        "document": None,
        "who": WHO,
        "at": NOW,
        "changed_by": WHO,
        "changed": NOW,
    }
    return Draft(**{**values, **changes})


def read_draft(store: Store, digit: str, name: str = "a" * 16, **changes: Any) -> Draft:
    """A draft that has been read."""
    made = draft(digit, name)
    store.press.add(made)
    assert store.press.settle(made, packed(version(digit, **changes)))
    found = store.press.draft(name)
    assert found is not None
    return found


def publish(store: Store, read: Draft, who: str = WHO) -> str:
    paper = store.press.paper(read)
    assert paper is not None
    return store.press.publish(read, store.press.standing(paper).mark, who, LATER)


def test_a_draft_is_kept_whole_and_asked_from_by_nobody(store: Store) -> None:
    revision = store.revision
    read = read_draft(store, "1")
    assert store.press.paper(read) == version("1")
    assert (read.state, read.is_stale, store.press.drafts()) == ("read", False, (read,))
    assert (store.heads, store.listed(history=True), store.holding("公务接待")) == ((), (), ())
    assert store.revision == revision  # nobody's answerer is made anew for it


def test_publishing_puts_the_paper_in_with_its_corrections_and_its_event(store: Store) -> None:
    made = draft("1", corrections=('{"kind":"year","value":"2026"}',))
    store.press.add(made)
    store.press.settle(made, packed(version("1")))
    read = store.press.draft(made.id)
    assert read is not None
    document = publish(store, read)
    assert store.paper(document) == version("1")
    assert store.press.corrections() == {"1" * 64: made.corrections}
    (event,) = store.press.events(document)
    assert (event.action, event.who, event.at, event.note) == ("publish", WHO, LATER, "甲.pdf")
    done = store.press.draft(made.id)
    assert done is not None
    assert (done.state, done.document, store.press.paper(done)) == ("published", document, None)
    assert store.press.drafts() == ()


def test_a_new_version_keeps_the_address_of_the_one_before(store: Store) -> None:
    publish(store, read_draft(store, "1", "a" * 16))
    document = publish(store, read_draft(store, "2", "b" * 16, document="另一个名字"))
    assert document == "甲"
    assert [each.digest[0] for each in store.press.versions(document)] == ["2", "1"]
    assert renamed(store.paper("甲@11111111"), "甲") == version("1")


def test_a_version_of_before_is_published_once_more(store: Store) -> None:
    for name, digit in (("a", "1"), ("b", "2"), ("c", "1")):
        publish(store, read_draft(store, digit, name * 16))
    assert store.listed()[0].digest == "1" * 64
    assert [each.digest[0] for each in store.press.versions("甲")] == ["1", "2"]
    assert store.paper("甲@22222222").source.digest == "2" * 64


def test_a_correction_of_whose_paper_it_is_moves_the_paper(store: Store) -> None:
    publish(store, read_draft(store, "1", "a" * 16, department="读错的局"))
    read = read_draft(store, "1", "b" * 16)
    paper = store.press.paper(read)
    assert paper is not None
    assert [each.head.department for each in store.press.standing(paper).papers] == ["读错的局"]
    publish(store, read)
    assert [head.department for head in store.heads] == [version("1").department]


def test_what_is_wrong_with_a_file_is_kept(store: Store) -> None:
    made = draft("1")
    store.press.add(made)
    finding = Finding("file_unreadable", "error", (("file", "甲.pdf"), ("reason", "坏了")))
    assert store.press.settle(made, finding)
    refused = store.press.draft(made.id)
    assert refused is not None
    assert (refused.state, refused.finding, store.press.paper(refused)) == (
        "refused",
        finding,
        None,
    )
    with pytest.raises(Overtaken) as told:
        store.press.publish(refused, "", WHO, NOW)
    assert told.value.code == "unread"


def test_what_another_edition_read_is_to_be_read_anew(store: Store) -> None:
    made = draft("1")
    store.press.add(made)
    rows = packed(version("1"))
    rows["papers"][0]["edition"] = "从前的"
    store.press.settle(made, rows)
    stale = store.press.draft(made.id)
    assert stale is not None
    assert stale.is_stale


# --- Two at once --------------------------------------------------------------------------------


def test_what_was_read_of_a_draft_that_has_changed_is_not_kept(store: Store) -> None:
    made = draft("1")
    store.press.add(made)
    store.press.correct(made, ['{"kind":"year","value":"2026"}'], "王", LATER)
    assert not store.press.settle(made, packed(version("1")))
    waiting = store.press.draft(made.id)
    assert waiting is not None
    assert (waiting.state, waiting.version, waiting.changed_by) == ("waiting", 2, "王")


@pytest.mark.parametrize("first", ["correct", "discard", "publish"])
@pytest.mark.parametrize("second", ["correct", "discard", "publish"])
def test_the_second_of_two_changes_nothing_and_is_told_who_was_first(
    store: Store, first: str, second: str
) -> None:
    read = read_draft(store, "1")
    changed(store, read, first, "王")
    before = rows_in(store)
    with pytest.raises(Overtaken) as told:
        changed(store, read, second, "李")
    assert (told.value.who, told.value.at) == ("王", LATER)
    assert (
        told.value.code
        == {"correct": "changed", "discard": "discarded", "publish": "published"}[first]
    )
    assert rows_in(store) == before


def changed(store: Store, read: Draft, how: str, who: str) -> None:
    if how == "correct":
        store.press.correct(read, ["{}"], who, LATER)
    elif how == "discard":
        store.press.discard(read, who, LATER)
    else:
        store.press.publish(read, "", who, LATER)


def test_a_draft_is_not_published_over_a_version_that_was_not_seen(store: Store) -> None:
    read = read_draft(store, "1")
    paper = store.press.paper(read)
    assert paper is not None
    seen = store.press.standing(paper)
    store.keep(packed(version("2")), LATER)  # taken in on the command line meanwhile
    with pytest.raises(Overtaken) as told:
        store.press.publish(read, seen.mark, WHO, LATER)
    assert (told.value.code, told.value.at) == ("newer", LATER)
    still = store.press.draft(read.id)
    assert still == read
    assert store.listed()[0].digest == "2" * 64
    publish(store, read)
    assert store.listed()[0].digest == "1" * 64


def test_of_many_who_publish_at_once_one_wins(where: str) -> None:
    stores = [Store(where) for _ in range(4)]
    drafts = [read_draft(stores[0], str(n), f"{n}" * 16) for n in range(4)]

    def tried(number: int) -> str:
        try:
            return stores[number].press.publish(drafts[number], "", f"第{number}人", LATER)
        except Overtaken as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(tried, range(4)))
    assert sorted(told) == ["newer", "newer", "newer", "甲"]
    assert len(stores[0].listed(history=True)) == 1
    assert len(stores[0].press.drafts()) == 3  # nobody's draft is lost
    for store in stores:
        store.close()


DIES = """
import os, signal, sys
from knowledge import Store
from knowledge.store import press
from tests.knowledge.store.test_press import publish

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(press, sys.argv[2], die)
store = Store(sys.argv[1])
publish(store, store.press.draft("b" * 16))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")
@pytest.mark.parametrize("moment", ["_make_room", "insert_paper", "_keep_corrections", "_note"])
def test_a_process_killed_amid_publishing_leaves_the_base_and_the_draft_as_they_were(
    where: str, moment: str
) -> None:
    store = Store(where)
    publish(store, read_draft(store, "1", "a" * 16))
    read = read_draft(store, "2", "b" * 16)
    before, listed = rows_in(store), store.listed(history=True)
    died = subprocess.run(
        [sys.executable, "-c", DIES, where, moment], cwd=ROOT, check=False, timeout=600
    )
    assert died.returncode == -signal.SIGKILL
    assert (rows_in(store), store.listed(history=True)) == (before, listed)
    assert store.press.draft(read.id) == read
    publish(store, read)
    assert store.listed()[0].digest == "2" * 64
    store.close()


# --- Withdrawn and put back ---------------------------------------------------------------------


def test_a_withdrawn_paper_is_asked_from_by_nobody_and_can_be_put_back(store: Store) -> None:
    store.keep(packed(version("1")), NOW)
    revision = store.revision
    store.press.withdraw("甲", "1" * 64, WHO, LATER, "数不对")
    assert (store.heads, store.listed(), store.listed(history=True)) == ((), (), ())
    assert store.holding("公务接待") == ()
    with pytest.raises(KeyError):
        store.paper("甲")
    assert store.paper("甲", withdrawn=True) == version("1")
    (listed,) = store.listed(withdrawn=True)
    assert listed.withdrawn == LATER
    assert store.revision > revision  # every answerer notices
    store.press.restore("甲", "1" * 64, "王", LATER)
    assert store.paper("甲") == version("1")
    assert store.listed(withdrawn=True)[0].withdrawn is None
    told = [(event.action, event.who, event.note) for event in store.press.events("甲")]
    assert told == [("restore", "王", ""), ("withdraw", WHO, "数不对")]


def test_reading_a_withdrawn_file_anew_does_not_put_it_back(store: Store) -> None:
    rows = packed(version("1"))
    rows["papers"][0]["edition"] = "从前的"
    store.keep(rows, NOW)
    store.press.withdraw("甲", "1" * 64, WHO, LATER, "")
    assert store.keep(packed(version("1")), LATER).change == "reread"
    assert store.heads == ()


def test_another_version_of_a_withdrawn_paper_is_asked_from(store: Store) -> None:
    store.keep(packed(version("1")), NOW)
    store.press.withdraw("甲", "1" * 64, WHO, LATER, "")
    store.keep(packed(version("2")), LATER)
    assert store.listed()[0].digest == "2" * 64
    assert len(store.listed(history=True)) == 2


@pytest.mark.parametrize(("document", "digit", "code"), [("甲", "2", "newer"), ("乙", "1", "gone")])
def test_what_is_not_as_it_was_seen_is_not_withdrawn(
    store: Store, document: str, digit: str, code: str
) -> None:
    store.keep(packed(version("1")), NOW)
    with pytest.raises(Overtaken) as told:
        store.press.withdraw(document, digit * 64, WHO, LATER, "")
    assert told.value.code == code
    assert store.heads


def test_withdrawing_twice_is_told(store: Store) -> None:
    store.keep(packed(version("1")), NOW)
    with pytest.raises(Overtaken) as told:
        store.press.restore("甲", "1" * 64, WHO, NOW)
    assert told.value.code == "restored"
    store.press.withdraw("甲", "1" * 64, "王", LATER, "")
    with pytest.raises(Overtaken) as told:
        store.press.withdraw("甲", "1" * 64, WHO, NOW, "")
    assert (told.value.code, told.value.who) == ("withdrawn", "王")


def test_removing_a_withdrawn_paper_leaves_nothing_of_it(store: Store) -> None:
    store.keep(packed(version("1")), NOW)
    store.press.withdraw("甲", "1" * 64, WHO, LATER, "")
    assert store.remove("甲") == 1
    assert store.keep(packed(version("1")), LATER).change == "added"
    assert len(store.heads) == 1


def test_a_base_of_before_is_given_the_tables_it_lacks(where: str) -> None:
    from knowledge.store.schema import LATER as TABLES

    store = Store(where)
    store.keep(packed(version("1")), NOW)
    with store._engine.begin() as connection:
        for table in TABLES:
            table.drop(connection)
    again = Store(where)
    assert again.paper("甲") == version("1")
    read_draft(again, "2")
    store.close()
    again.close()
