"""Publishing: what was misread is put right by a person, and a paper has versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from bot.addresses import path_of
from tests.bot.desk.handing_in import answer, handed_in, published, read, seen, text_of

# --- What was misread, put right ------------------------------------------------------------------


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
