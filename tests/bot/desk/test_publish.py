"""Publishing: a file handed in, read as a draft that nobody is answered from, looked over, published."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from bot.desk.publishing.uploads import kept_together
from knowledge import StoreError
from tests.bot.desk.handing_in import NAME, answer, handed_in, published, read, seen, text_of
from tests.knowledge.test_halves import TABLES, WORDS


def test_a_draft_is_shown_and_asked_from_only_once_published(
    where: str, base: SimpleNamespace, publisher: TestClient
) -> None:
    address = handed_in(publisher, text_of(**{"186.00": "286.00"}))
    page = publisher.get(address).text
    assert "24 张表" in page
    assert "收支总表" in page or "收支总体情况表" in page
    assert "财政拨款收支总表" in page
    assert base.store.heads == ()
    assert "286.00" not in answer(base, "支出合计多少？")
    there = published(publisher, address)
    assert unquote(there) == "/papers/武汉经开区社保处_2026部门预算"
    assert "286.00 万元" in answer(base, "支出合计多少？")
    assert [event.who for event in base.press.events()] == ["publisher"]
    assert "已发布" in publisher.get(address).text
    (entry, *_) = base.desk.state.audit.find()
    assert (entry.who, entry.action) == ("publisher", "paper.publish")


def test_a_clerk_and_a_stranger_see_no_draft(
    publisher: TestClient, logged_in: Callable[[str], TestClient]
) -> None:
    address = handed_in(publisher, text_of())
    assert logged_in("clerk").get(address).status_code == 403
    stranger = TestClient(publisher.app, base_url="http://127.0.0.1", follow_redirects=False)
    assert stranger.get(address).status_code == 303
    assert "社会保险" not in stranger.get("/search?q=草稿").text


def test_tables_that_are_not_recognised_are_named(publisher: TestClient) -> None:
    body = text_of(**{"国有资本经营预算支出\n": "自编情况表\n"})
    page = publisher.get(handed_in(publisher, body)).text
    assert re.search(r"有 \d 张表没有认出是哪种标准表[^。]*自编情况表", page)


def test_a_finding_leads_to_its_place_in_the_draft(publisher: TestClient) -> None:
    address = handed_in(publisher, text_of())
    page = publisher.get(address).text
    assert "20254" in page
    place = re.search(rf'href="({address}/c/\w+)"', page)
    assert place
    shown = publisher.get(place[1])
    assert shown.status_code == 200
    assert "<mark>" in shown.text
    assert publisher.get(f"{place[1]}/page.png").status_code == 404  # a text has no pages


def test_a_discarded_draft_is_gone(base: SimpleNamespace, publisher: TestClient) -> None:
    address = handed_in(publisher, text_of())
    told = seen(publisher, address)
    assert publisher.post(f"{address}/discard", data=told).status_code == 303
    assert publisher.post(f"{address}/publish", data=told).status_code == 409
    assert base.store.heads == ()
    assert "没有草稿" in publisher.get("/desk/papers").text


def test_a_file_that_does_not_say_whose_it_is_is_told_by_a_person(
    base: SimpleNamespace, publisher: TestClient
) -> None:
    rows = "收支总表\n单位：万元\n项目\t预算数\n一、事业收入\t186.00\n收入总计\t186.00\n"
    address = handed_in(publisher, rows.encode(), "表.txt")
    page = publisher.get(address).text
    assert "不像是预决算公开文件" in page
    assert "填上部门、年度和种类再读一次" in page
    wrong = {"version": "1", "department": "某某局", "year": "去年"}
    response = publisher.post(f"{address}/about", data=wrong)
    assert response.status_code == 422
    assert 'value="某某局"' in response.text
    told = {"version": "1", "department": "某某局", "year": "2026", "phase": "budget"}
    assert publisher.post(f"{address}/about", data=told).status_code == 303
    read(publisher, address)
    published(publisher, address)
    (head,) = base.store.heads
    assert (head.department, head.year, head.title) == ("某某局", 2026, "某某局2026年预算")
    assert "186.00 万元" in answer(base, "事业收入多少？")


def test_two_files_are_handed_in_as_the_one_paper_that_they_are(
    base: SimpleNamespace, publisher: TestClient
) -> None:
    published(publisher, handed_in(publisher, WORDS.encode(), "说明.txt", TABLES.encode()))
    (head,) = base.store.heads
    paper = base.store.paper(head.document)
    assert {fact.citation.place.file for fact in paper.facts} == {"说明.txt", "另一半.txt"}


def test_the_other_half_of_a_published_paper_is_told_from_a_new_version(
    publisher: TestClient,
) -> None:
    published(publisher, handed_in(publisher, WORDS.encode(), "说明.txt"))
    page = publisher.get(handed_in(publisher, TABLES.encode(), "表.txt")).text
    assert "像是同一份公开的两半" in page
    page = publisher.get(handed_in(publisher, WORDS.replace("1", "2").encode(), "新.txt")).text
    assert "像是同一份公开的两半" not in page
    published(publisher, handed_in(publisher, WORDS.encode(), "说明.txt", TABLES.encode()))
    page = publisher.get(handed_in(publisher, TABLES.encode(), "表.txt")).text
    assert "像是同一份公开的两半" in page  # the tables alone, where both stand


def test_the_file_of_a_discarded_draft_goes_unless_it_is_used(
    base: SimpleNamespace, publisher: TestClient
) -> None:
    files = base.desk.folder / "files"
    first, second = handed_in(publisher, text_of()), handed_in(publisher, text_of())
    assert publisher.post(f"{first}/discard", data=seen(publisher, first)).status_code == 303
    assert len(list(files.iterdir())) == 1
    published(publisher, second)
    third = handed_in(publisher, text_of())
    publisher.post(f"{third}/discard", data=seen(publisher, third))
    assert len(list(files.iterdir())) == 1
    other = handed_in(publisher, text_of(**{"186.00": "187.00"}))
    publisher.post(f"{other}/discard", data=seen(publisher, other))
    assert len(list(files.iterdir())) == 1


def test_a_base_that_cannot_be_used_is_told(
    base: SimpleNamespace, publisher: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("refused", "somewhere", "secret reason")

    monkeypatch.setattr(base.store, "listed", refuse)
    response = publisher.get("/desk/papers")
    assert response.status_code == 503
    assert "文件库现在用不了" in response.text
    assert "secret" not in response.text


def test_a_disk_that_is_full_is_told(
    base: SimpleNamespace, publisher: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.desk.publishing.uploads.os.fsync", full)
    response = publisher.post("/desk/papers", files={"file": (NAME, text_of())})
    assert response.status_code == 507
    assert "没有存下" in response.text
    assert list((base.desk.folder / "files").iterdir()) == []
    assert base.press.drafts() == ()


def test_what_was_left_in_the_making_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".making-old"
    left.write_bytes(b"x")
    os.utime(left, (0, 0))
    fresh = tmp_path / ".making-new"
    fresh.write_bytes(b"x")
    kept_together(tmp_path, [("甲.txt", io.BytesIO(b"1")), ("乙.txt", io.BytesIO(b"2"))])
    assert not left.exists()
    assert fresh.exists()


def test_of_two_who_publish_two_versions_at_once_one_wins_and_nothing_is_lost(
    where: str, base: SimpleNamespace, logged_in: Callable[[str], TestClient]
) -> None:
    clients = [logged_in("publisher"), logged_in("admin")]
    bodies = [text_of(**{"186.00": figure}) for figure in ("286.00", "386.00")]
    drafts = [handed_in(client, body) for client, body in zip(clients, bodies, strict=True)]
    told = [seen(client, draft) for client, draft in zip(clients, drafts, strict=True)]
    with ThreadPoolExecutor(2) as pool:
        responses = list(
            pool.map(
                lambda n: clients[n].post(f"{drafts[n]}/publish", data=told[n]),
                range(2),
            )
        )
    assert sorted(response.status_code for response in responses) == [303, 409]
    lost = next(n for n, response in enumerate(responses) if response.status_code == 409)
    assert "文件库里同一份文件在" in responses[lost].text
    assert "和现在的一份比" in responses[lost].text  # the winner's, to be looked at
    won = ("286.00", "386.00")[1 - lost]
    assert f"{won} 万元" in answer(base, "支出合计多少？")
    published(clients[lost], drafts[lost])  # once more, having seen it
    assert len(base.store.listed(history=True)) == 2


def test_two_who_publish_one_draft_publish_it_once(
    base: SimpleNamespace, publisher: TestClient, logged_in: Callable[[str], TestClient]
) -> None:
    address = handed_in(publisher, text_of())
    told = seen(publisher, address)
    other = logged_in("admin")
    assert other.post(f"{address}/publish", data=told).status_code == 303
    response = publisher.post(f"{address}/publish", data=told)
    assert response.status_code == 409
    assert "admin 在 2026-03-01 09:00 已经发布了这份草稿" in response.text
    assert len(base.press.events()) == 1
