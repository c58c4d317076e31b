"""Publishing: a file handed in, read as a draft that nobody is answered from, looked over, published."""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from bot.addresses import path_of
from bot.desk.app import make_app
from bot.desk.desk import Desk
from bot.desk.engine import Engine
from bot.desk.publishing.publishing import Publishing
from bot.desk.publishing.uploads import kept_together
from bot.following import Following
from knowledge import Limits, Store, StoreError, shipped_disclosures
from tests.bot.desk.conftest import PASSWORD, token_in
from tests.knowledge.test_halves import TABLES, WORDS

(SHIPPED,) = shipped_disclosures()
NAME = "武汉经开区社保处_2026部门预算.txt"


def text_of(**changes: str) -> bytes:
    """The shipped disclosure with some of its words replaced."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


@pytest.fixture
def base(request: pytest.FixtureRequest, desk: Desk) -> Iterator[SimpleNamespace]:
    """A desk that publishes in a base of its own, and answers from it; a test that names `where` has both kinds."""
    both = "where" in request.fixturenames
    place = request.getfixturevalue("where") if both else str(desk.folder / "base.sqlite3")
    store = Store(place)
    publishing = Publishing(lambda: store, desk.folder, Limits(seconds=60))
    engine = Engine(lambda: Following(lambda: store))
    yield SimpleNamespace(
        desk=replace(desk, engine=engine, publishing=publishing), store=store, press=store.press
    )
    store.close()


@pytest.fixture
def logged_in(base: SimpleNamespace) -> Callable[[str], TestClient]:
    def client_of(role: str) -> TestClient:
        client = TestClient(
            make_app(base.desk), base_url="http://127.0.0.1", follow_redirects=False
        )
        told = {"csrf": token_in(client.get("/login").text), "name": role, "password": PASSWORD}
        assert client.post("/login", data=told).status_code == 303
        client.headers["X-CSRF-Token"] = token_in(client.get("/desk/ask").text)
        return client

    return client_of


@pytest.fixture
def publisher(logged_in: Callable[[str], TestClient]) -> TestClient:
    return logged_in("publisher")


def handed_in(client: TestClient, body: bytes, name: str = NAME, other: bytes | None = None) -> str:
    """Hand in a file, wait until it is read, and return the draft's address."""
    files = {"file": (name, body)}
    if other is not None:
        files["other"] = ("另一半.txt", other)
    response = client.post("/desk/papers", files=files)
    assert response.status_code == 303, response.text
    address = response.headers["location"]
    return read(client, address)


def read(client: TestClient, address: str) -> str:
    for _ in range(6000):
        if "正在读" not in client.get(address).text:
            return address
        time.sleep(0.05)
    raise AssertionError("the draft was not read")


def seen(client: TestClient, address: str) -> dict[str, str]:
    """What the form on a draft's page tells: the version and the standing that were seen."""
    page = client.get(address).text
    version = re.search(r'name="version" value="(\d+)"', page)
    mark = re.search(r'name="mark" value="([^"]*)"', page)
    assert version
    return {"version": version[1], "mark": mark[1] if mark else ""}


def published(client: TestClient, address: str) -> str:
    """Publish a draft, and return where the paper is shown."""
    response = client.post(f"{address}/publish", data=seen(client, address))
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def answer(base: SimpleNamespace, question: str) -> str:
    engine: Engine = base.desk.engine
    return engine.ask(question)[0].text


# --- From a file to an answer -------------------------------------------------------------------


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


# --- Files that will not do ---------------------------------------------------------------------


def bundle(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("空.txt", b"", "空.txt 是空文件"),
        ("通知.txt", "今天放假一天。".encode(), "不像是预决算公开文件"),
        ("坏.pdf", b"%PDF-1.7\nnothing", "坏.pdf"),
        ("照片.jpg", b"\xff\xd8\xff\xe0abc", "不认识 照片.jpg 的格式"),
        ("坏.zip", b"PK\x03\x04nothing", "压缩包“坏.zip”已损坏"),
        ("外.zip", bundle(**{"../../x.txt": b"x"}), "指向压缩包之外"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_paper_is_told_with_the_next_step(
    publisher: TestClient, name: str, body: bytes, said: str
) -> None:
    address = handed_in(publisher, body, name)
    page = publisher.get(address).text
    assert "没有读成" in page
    assert said in page
    assert "请" in page
    assert not re.search(r"[0-9a-f]{64}\.", page)  # the name it is kept under is nobody's business
    assert publisher.post(f"{address}/publish", data=seen_of_refused(address)).status_code == 409


def seen_of_refused(address: str) -> dict[str, str]:
    return {"version": "1", "mark": ""}


def test_without_a_file_the_form_says_so(publisher: TestClient) -> None:
    response = publisher.post("/desk/papers", data={"x": "y"})
    assert response.status_code == 422
    assert "请先选一个文件" in response.text


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\..\\坏.txt", "/etc/x.txt", "a\r\nb.txt", "<b>x</b>.txt"]
)
def test_a_name_is_never_a_path(base: SimpleNamespace, publisher: TestClient, name: str) -> None:
    body = text_of()
    files = {"file": ("x.txt", body)}
    request = publisher.build_request("POST", "/desk/papers", files=files)
    raw = request.read().replace(b'filename="x.txt"', b'filename="' + name.encode() + b'"')
    response = publisher.post(
        "/desk/papers", content=raw, headers={"Content-Type": request.headers["content-type"]}
    )
    assert response.status_code in {303, 400, 422}
    if response.status_code == 303:
        read(publisher, response.headers["location"])
        assert "<b>" not in publisher.get(response.headers["location"]).text
    inside = {path.relative_to(base.desk.folder).parts[0] for path in base.desk.folder.rglob("*")}
    assert inside <= {
        *("accounts.json", "session.key", "files", "base.sqlite3"),
        *(f"state.sqlite3{end}" for end in ("", "-wal", "-shm")),
    }
    for kept in (base.desk.folder / "files").glob("*"):
        assert re.fullmatch(r"[0-9a-f]{64}\.txt", kept.name)


def test_too_large_a_file_is_not_taken(base: SimpleNamespace, publisher: TestClient) -> None:
    small = replace(
        base.desk, settings=base.desk.settings.model_copy(update={"upload_megabytes": 1})
    )
    client = TestClient(make_app(small), base_url="http://127.0.0.1", follow_redirects=False)
    client.cookies = publisher.cookies
    client.headers["X-CSRF-Token"] = publisher.headers["X-CSRF-Token"]
    response = client.post("/desk/papers", files={"file": ("大.txt", b"x" * 1_200_000)})
    assert response.status_code == 413
    assert "1 MB" in response.text


def test_two_files_are_one_zip_whoever_hands_them_in(tmp_path: Path) -> None:
    made = [
        kept_together(tmp_path, [("甲.txt", io.BytesIO(b"1")), ("甲.txt", io.BytesIO(b"2"))])
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert made[0].name == "甲.zip"
    with zipfile.ZipFile(made[0].path) as archive:
        assert archive.namelist() == ["甲.txt", "1-甲.txt"]
    assert [each.name for each in tmp_path.iterdir()] == [made[0].path.name]


def test_a_desk_over_named_files_publishes_nothing(
    desk: Desk, logged_in: Callable[[str], TestClient]
) -> None:
    client = logged_in("publisher")
    fixed = TestClient(
        make_app(replace(desk, publishing=None)),
        base_url="http://127.0.0.1",
        follow_redirects=False,
    )
    fixed.cookies = client.cookies
    fixed.headers["X-CSRF-Token"] = client.headers["X-CSRF-Token"]
    assert "不能发布" in fixed.get("/desk/papers").text
    response = fixed.post("/desk/papers", files={"file": (NAME, text_of())})
    assert response.status_code == 409


# --- What was misread, put right ----------------------------------------------------------------


def corrected(client: TestClient, address: str, form: str = "tables/1", **values: str) -> None:
    """Put something right of a draft, and wait until it is read anew."""
    told = {"version": seen(client, address)["version"], **values}
    response = client.post(f"{address}/{form}", data=told)
    assert response.status_code == 303, response.text
    assert read(client, address) == response.headers["location"]


def test_a_unit_a_header_and_a_title_are_put_right_and_kept_beside_the_file(
    base: SimpleNamespace, publisher: TestClient
) -> None:
    address = handed_in(publisher, text_of())
    fields = {"unit": "元", "column-1": "收入 / 2025年预算数", "table_title": "收支总表"}
    corrected(publisher, address, **fields)
    page = publisher.get(address).text
    assert "“收支总体情况表”的计量单位原来读作“万元”，发布的人更正为“元”" in page
    assert "附表4-1《收支总表》" in page
    published(publisher, address)
    (head,) = base.store.heads
    paper = base.store.paper(head.document)
    facts = [fact for fact in paper.facts if fact.table == 0 and fact.column == 1]
    assert {(fact.unit, fact.year) for fact in facts} == {("元", 2025)}
    (corrections,) = base.press.corrections().values()
    assert len(corrections) == 3


def test_corrections_are_applied_again_whenever_the_file_is_read(
    base: SimpleNamespace, publisher: TestClient, tmp_path: Path
) -> None:
    from knowledge import files_to_take, ingest

    address = handed_in(publisher, text_of())
    corrected(publisher, address, "about", department="武汉市某某处")
    corrected(publisher, address, unit="元")
    published(publisher, address)
    again = handed_in(publisher, text_of())  # the same file once more
    assert "武汉市某某处" in publisher.get(again).text
    with base.store._engine.begin() as connection:  # as if another edition had read it
        connection.exec_driver_sql("UPDATE papers SET edition = 'old'")
    path = tmp_path / "another name.txt"
    path.write_bytes(text_of())
    (taken,) = ingest(files_to_take([path]), base.store, "2026-04-01T00:00:00+08:00")
    assert (taken.change, taken.department) == ("reread", "武汉市某某处")
    paper = base.store.paper(taken.document)
    assert {fact.unit for fact in paper.facts if fact.table == 0} == {"元"}


def test_a_correction_is_undone(base: SimpleNamespace, publisher: TestClient) -> None:
    address = handed_in(publisher, text_of())
    corrected(publisher, address, unit="元")
    corrected(publisher, address, form="undo/0")
    draft = base.desk.publishing.draft(address.rpartition("/")[2])
    assert draft.corrections == ()
    assert "更正过的" not in publisher.get(address).text


def test_what_is_typed_back_as_it_was_read_is_no_correction(
    base: SimpleNamespace, publisher: TestClient
) -> None:
    address = handed_in(publisher, text_of())
    corrected(publisher, address, table_title="别的表", unit="元")
    assert "原来读作“收支总体情况表”" in publisher.get(f"{address}/tables/1").text
    corrected(publisher, address, table_title="收支总体情况表", unit="万元")
    assert base.desk.publishing.draft(address.rpartition("/")[2]).corrections == ()


def test_a_form_that_will_not_do_keeps_what_was_typed(publisher: TestClient) -> None:
    address = handed_in(publisher, text_of())
    told = {"version": "1", "department": "新的局", "year": "二零二六"}
    response = publisher.post(f"{address}/about", data=told)
    assert response.status_code == 422
    assert 'value="新的局"' in response.text
    assert 'value="二零二六"' in response.text
    assert "年度请写四位数字" in response.text
    told = {"version": "1", "table_title": "新的名字", "column-2": " / "}
    response = publisher.post(f"{address}/tables/1", data=told)
    assert response.status_code == 422
    assert 'value="新的名字"' in response.text
    assert "表头不能空着" in response.text
    assert seen(publisher, address)["version"] == "1"


@pytest.mark.parametrize("form", ["tables/1", "about"])
def test_the_second_of_two_who_correct_is_told_and_loses_nothing(
    publisher: TestClient, logged_in: Callable[[str], TestClient], form: str
) -> None:
    other = logged_in("admin")
    address = handed_in(publisher, text_of())
    told = seen(publisher, address)
    corrected(other, address, "about", level="本级")
    typed = {"version": told["version"], "table_title": "第二人写的", "name": "第二人写的"}
    response = publisher.post(f"{address}/{form}", data=typed)
    assert response.status_code == 409
    assert "admin 在" in response.text
    assert 'value="第二人写的"' in response.text
    assert seen(publisher, address)["version"] == "2"


@pytest.mark.parametrize("number", ["0", "25", "999999999999999999999"])
def test_a_table_that_is_not_there(publisher: TestClient, number: str) -> None:
    address = handed_in(publisher, text_of())
    assert publisher.get(f"{address}/tables/{number}").status_code == 404


# --- Versions -----------------------------------------------------------------------------------


def test_a_draft_tells_what_changes_on_the_version_before(publisher: TestClient) -> None:
    published(publisher, handed_in(publisher, text_of()))
    changed = text_of(
        **{
            "一、一般公共预算拨款收入\t186.00": "一、一般公共预算拨款收入\t187.00",
            "国有资本经营预算支出\n": "自编情况表\n",
        }
    )
    page = publisher.get(handed_in(publisher, changed)).text
    assert "发布后取代" in page
    changes = page[page.index('id="changes"') : page.index('id="tables"')]
    assert "1 个不同，2 张表有变化" in changes
    assert "新增的表" in changes
    assert "没有了的表" in changes
    assert re.search(r"186\.00 万元.*187\.00 万元", changes, re.DOTALL)


def test_the_same_once_more_tells_that_nothing_changes(publisher: TestClient) -> None:
    published(publisher, handed_in(publisher, text_of()))
    page = publisher.get(handed_in(publisher, text_of())).text
    assert "读出的没有一处不同" in page


def test_a_paper_is_withdrawn_and_put_back(
    where: str, base: SimpleNamespace, publisher: TestClient, logged_in: Callable[[str], TestClient]
) -> None:
    document = unquote(published(publisher, handed_in(publisher, text_of())).rpartition("/")[2])
    here = f"/desk/papers/{document}"
    digest = {"digest": base.store.listed()[0].digest}
    cited = base.desk.engine.ask("支出合计多少？")[0].citations[0]
    address = path_of(cited.document, cited)
    assert publisher.get(address).status_code == 200
    assert logged_in("clerk").post(f"{here}/withdraw", data=digest).status_code == 403
    assert (
        publisher.post(f"{here}/withdraw", data={**digest, "reason": "数不对"}).status_code == 303
    )
    assert "现在没有可以查的公开文件" in answer(base, "支出合计多少？")
    assert publisher.get(address).status_code == 404
    assert publisher.get(f"/papers/{document}").status_code == 404
    page = publisher.get(here).text
    assert "已撤下" in page
    assert "数不对" in page
    again = publisher.post(f"{here}/withdraw", data=digest)
    assert again.status_code == 409
    assert "publisher 在" in again.text
    assert publisher.post(f"{here}/restore", data=digest).status_code == 303
    assert "186.00 万元" in answer(base, "支出合计多少？")
    assert publisher.get(address).status_code == 200
    told = [(entry.action, entry.subject) for entry in base.desk.state.audit.find(limit=2)]
    assert told == [("paper.restore", f"paper:{document}"), ("paper.withdraw", f"paper:{document}")]


def test_the_versions_of_a_paper_and_what_changed(
    base: SimpleNamespace, publisher: TestClient
) -> None:
    published(publisher, handed_in(publisher, text_of()))
    changed = {"一、一般公共预算拨款收入\t186.00": "一、一般公共预算拨款收入\t187.00"}
    there = published(publisher, handed_in(publisher, text_of(**changed), "第二版.txt"))
    here = f"/desk{there}"
    page = publisher.get(here).text
    assert page.count("发布文件") == 2
    older = re.search(r'href="([^"]+\?since=[^"]+)"', page)
    assert older
    compared = publisher.get(older[1]).text
    assert re.search(r"186\.00 万元.*187\.00 万元", compared, re.DOTALL)
    place = re.search(r'class="place" href="([^"]+)"', compared)
    assert place
    assert publisher.get(place[1]).status_code == 200
    assert publisher.get(f"{here}?since=没有@12345678").status_code == 200


def test_a_published_paper_is_corrected_through_a_draft_of_its_file(
    base: SimpleNamespace, publisher: TestClient
) -> None:
    there = published(publisher, handed_in(publisher, text_of()))
    again = publisher.post(f"/desk{there}/again").headers["location"]
    read(publisher, again)
    corrected(publisher, again, unit="元")
    assert "186.00 万元" in answer(base, "支出合计多少？")  # until it is published
    assert published(publisher, again) == there  # at the same address
    assert len(base.store.listed(history=True)) == 1
    third = read(publisher, publisher.post(f"/desk{there}/again").headers["location"])
    assert "更正为“元”" in publisher.get(third).text
    for file in (base.desk.folder / "files").iterdir():
        file.unlink()
    gone = publisher.post(f"/desk{there}/again")
    assert gone.status_code == 409
    assert "请把文件重新上传" in gone.text


# --- What else may happen -----------------------------------------------------------------------


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
