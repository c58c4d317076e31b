"""Looking around without a log-in: papers, tables, names found, and the facts taken away."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from bot.desk.app import make_app
from bot.desk.desk import Desk
from bot.desk.engine import Engine
from bot.desk.exports import csv_of, safe, xlsx_of
from bot.following import Following
from bot.replies import Answerer
from knowledge import Store, files_to_take, ingest
from tests.bot.desk.conftest import NOW, Browser
from tests.corpus.asking import answerer, papers
from tests.knowledge.intake.files import written

ODD = ["=1+1", "+1", "-小计", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


def test_the_home_names_the_papers(browser: Browser) -> None:
    page = browser("").get("/").text
    (paper,) = papers()
    assert paper.title in page
    assert "预算" in page


def test_a_paper_lists_its_tables_and_faults(browser: Browser) -> None:
    (paper,) = papers()
    page = browser("").get(f"/papers/{paper.source.id}").text
    assert page.count("/tables/") == len(paper.tables)
    assert page.count('class="tag"') == len(paper.findings)
    assert "20254" in page


def test_an_unknown_paper_is_not_there(browser: Browser) -> None:
    for path in ("/papers/nothing", "/papers/nothing/tables/1", "/papers/nothing/facts.csv"):
        response = browser("").get(path)
        assert response.status_code == 404
        assert "可以从首页重新找" in response.text


@pytest.mark.parametrize("words", ["公务接待费", "公务接待", "社会保险经办机构"])
def test_a_name_is_found_with_its_place(browser: Browser, words: str) -> None:
    page = browser("").get("/search", params={"q": words}).text
    assert page.count('href="/c/') >= 1
    assert words in page


def test_the_department_is_found(browser: Browser) -> None:
    (paper,) = papers()
    page = browser("").get("/search", params={"q": "社会保险管理处"}).text
    assert f">{paper.title}</a>" in page


def test_what_is_nowhere_is_said_to_be_so(browser: Browser) -> None:
    page = browser("").get("/search", params={"q": "航天飞机"}).text
    assert "没有名目或部门含有“航天飞机”" in page
    assert browser("").get("/search").status_code == 200


def test_a_search_keeps_to_one_paper(browser: Browser) -> None:
    (paper,) = papers()
    client = browser("")
    assert (
        'href="/c/' in client.get("/search", params={"q": "公务接待", "in": paper.source.id}).text
    )
    assert 'href="/c/' not in client.get("/search", params={"q": "公务接待", "in": "别的"}).text


def test_all_facts_are_taken_away_in_three_formats(browser: Browser) -> None:
    (paper,) = papers()
    client = browser("")
    took = {e: client.get(f"/papers/{paper.source.id}/facts.{e}") for e in ("csv", "xlsx", "json")}
    for ending, response in took.items():
        assert response.status_code == 200
        assert response.headers["content-disposition"].startswith("attachment;")
        assert response.headers["content-disposition"].isascii(), ending
    records = json.loads(took["json"].content)
    rows = list(csv.reader(io.StringIO(took["csv"].content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(took["xlsx"].content)).worksheets[0]
    assert len(records) == len(rows) - 1 == sheet.max_row - 1 == len(paper.facts)
    assert rows[1][:4] == ["一般公共预算拨款收入", "186.00", "万元", "2026"]
    assert sheet["B2"].value == 186
    assert client.get(f"/papers/{paper.source.id}/facts.exe").status_code == 404


@pytest.mark.parametrize("text", ODD)
def test_a_cell_that_would_run_is_text(text: str) -> None:
    assert safe(text) == f"'{text}"
    sheet = load_workbook(io.BytesIO(xlsx_of("表", [["头"], [text]]))).worksheets[0]
    assert sheet["A2"].data_type in {"s", "inlineStr"}
    assert str(sheet["A2"].value).strip() == text.strip()


def test_numbers_stay_numbers() -> None:
    assert csv_of([[Decimal("-21.68"), None, 3]]) == b"\xef\xbb\xbf-21.68,,3\r\n"
    sheet = load_workbook(io.BytesIO(xlsx_of("a/b:c", [["值"], [Decimal("-21.68")]]))).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (-21.68, "n")


def test_a_script_in_a_paper_is_shown_as_text(desk: Desk) -> None:
    (paper,) = papers()
    script = "<script>alert(1)</script>"
    facts = tuple(replace(fact, label=script) for fact in paper.facts[:3])
    tables = tuple(replace(table, title=script) for table in paper.tables)
    bad = replace(
        paper, title=script, department=script, facts=(*facts, *paper.facts[3:]), tables=tables
    )
    engine = Engine(lambda: Answerer((bad,)))
    client = TestClient(make_app(replace(desk, engine=engine)), base_url="http://127.0.0.1")
    here = f"/papers/{paper.source.id}"
    for path in ("/", here, f"{here}/tables/1", "/search?q=script"):
        assert script not in client.get(path).text
        assert "&lt;script&gt;" in client.get(path).text


def test_papers_that_change_are_seen_without_a_restart() -> None:
    shelf = [papers()]
    engine = Engine(lambda: Answerer(shelf[0]) if shelf[0] is not papers() else answerer())
    before = engine.answerer
    assert engine.paper("另一份") is None
    shelf[0] = (*papers(), replace(papers()[0], source=replace(papers()[0].source, id="另一份")))
    engine.renew()
    assert engine.answerer is not before
    assert engine.paper("另一份") is not None


def test_a_paper_taken_in_while_the_desk_runs_is_noticed(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "base.sqlite3"
    engine = Engine(lambda: Following(lambda: Store(str(place)) if place.exists() else None))
    client = TestClient(make_app(replace(desk, engine=engine)), base_url="http://127.0.0.1")
    assert "社会保险" in client.get("/").text
    taken = ingest(
        files_to_take([written(tmp_path / "甲.txt", "武汉市甲局")]), Store(str(place)), NOW
    )
    assert [each.finding for each in taken] == [None]
    engine.renew()  # sooner than it would look by itself
    assert "武汉市甲局" in client.get("/").text
    assert "武汉市甲局" in client.get("/search", params={"q": "收入总计"}).text
    assert engine.ask("收入总计多少？")[0].facts[0].entity == "武汉市甲局"


def test_the_accounts_file_is_for_its_owner_only(desk: Desk, tmp_path: Path) -> None:
    desk.accounts.change_password("clerk", "另外的一个密码 123")
    assert (tmp_path / "accounts.json").stat().st_mode & 0o077 == 0
    assert (tmp_path / "session.key").stat().st_mode & 0o077 == 0
