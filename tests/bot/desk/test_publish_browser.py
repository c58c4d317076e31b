"""Publishing in a real browser: handed in, looked over, put right, published, withdrawn; on a phone as well."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.desk.desk import make_desk
from bot.desk.engine import Engine
from bot.desk.publishing.publishing import Publishing
from bot.desk.settings import DeskSettings
from bot.following import Following
from bot.state import Pseudonyms, State
from knowledge import Limits, Store, shipped_disclosures
from tests.bot.desk.conftest import NOW
from tests.bot.desk.handing_in import text_of
from tests.bot.desk.test_browser import asked, chromium, faults, log_in, opened, pytestmark, served

__all__ = ["chromium", "pytestmark"]

DISCLOSURES = Path(__file__).parents[4] / "shared" / "disclosures"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
(SHIPPED,) = shipped_disclosures()


@pytest.fixture
def address(tmp_path: Path, cheap_hash: str) -> Iterator[str]:
    """A desk that answers from the base it publishes in."""
    accounts = {role: {"role": role, "hash": cheap_hash} for role in ("publisher", "admin")}
    (tmp_path / "accounts.json").write_text(json.dumps(accounts), encoding="utf-8")
    state = State(str(tmp_path / "state.sqlite3"), Pseudonyms(b"k" * 32))
    store = Store(str(tmp_path / "base.sqlite3"))
    engine = Engine(lambda: Following(lambda: store))
    settings = DeskSettings(logins_per_minute=600)
    desk = make_desk(settings, tmp_path, engine, state, lambda: NOW)
    publishing = Publishing(lambda: store, tmp_path, Limits())
    with served(replace(desk, publishing=publishing)) as where:
        yield where
    store.close()
    state.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    yield from opened(chromium, address)


def handed_in(page: Page, path: Path) -> str:
    """Hand in a file, wait until it is read, and return the draft's address."""
    page.goto("/desk/papers")
    page.set_input_files("#file", path)
    page.click("text=上传")
    page.wait_for_url("**/desk/drafts/*")
    return read(page)


def read(page: Page) -> str:
    page.wait_for_selector("#draft:not([hx-trigger])", timeout=60_000)
    return page.url


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    path = tmp_path / name
    path.write_bytes(text_of(**{old: new}))
    return path


def test_a_draft_is_looked_over_and_put_right(page: Page, tmp_path: Path) -> None:
    found: list[str] = []
    log_in(page, "publisher")
    page.goto("/desk/papers")
    found += faults(page)
    draft = handed_in(page, changed(tmp_path, "预算.txt", "186.00", "286.00"))
    found += faults(page)
    expect(page.locator("#findings ~ ul li").first).to_be_visible()
    page.locator(".findings a.place").first.click()
    expect(page.locator("mark").first).to_be_visible()
    found += faults(page)

    page.goto(draft)
    page.click("text=收支总体情况表")
    found += faults(page)
    page.fill("#title", "收支大表")
    page.fill("#column-1", " / ")
    page.click("text=存下更正并重读")
    expect(page.locator(".trouble").first).to_be_visible()
    expect(page.locator("#title")).to_have_value("收支大表")  # what was typed is kept
    expect(page.locator("#column-1")).to_have_attribute("aria-invalid", "true")
    found += faults(page)
    page.fill("#column-1", "收入 / 预算数")
    page.click("text=存下更正并重读")
    read(page)
    expect(page.locator("#corrections ~ ul")).to_contain_text("更正为“收支大表”")
    assert found + faults(page) == []


def test_asked_from_once_published_and_until_withdrawn(page: Page, tmp_path: Path) -> None:
    log_in(page, "publisher")
    draft = handed_in(page, changed(tmp_path, "预算.txt", "186.00", "286.00"))
    page.goto("/desk/ask")
    expect(asked(page, "支出合计多少？").locator(".headline")).to_contain_text("186.00 万元")
    page.goto(draft)
    page.click("form[action$='/publish'] button")
    page.wait_for_url("**/papers/*")
    page.goto("/desk/ask")
    expect(asked(page, "支出合计多少？").locator(".headline")).to_contain_text("286.00 万元")

    page.goto("/desk/papers")
    page.click("#published ~ ul a")
    page.click("details summary")
    page.fill("#reason", "数不对")
    found = faults(page)
    page.click("text=撤下，不再让人问到")
    expect(page.locator(".notice")).to_contain_text("谁也问不到它")
    found += faults(page)
    page.goto("/desk/ask")
    expect(asked(page, "支出合计多少？").locator(".headline")).to_contain_text("都已撤下")
    assert found == []


def test_a_new_version_and_what_changed(page: Page, tmp_path: Path) -> None:
    log_in(page, "publisher")
    handed_in(page, SHIPPED)
    page.click("form[action$='/publish'] button")
    page.wait_for_url("**/papers/*")
    old, new = "一、一般公共预算拨款收入\t186.00", "一、一般公共预算拨款收入\t187.00"
    handed_in(page, changed(tmp_path, "第二版.txt", old, new))
    row = page.locator("section:has(#changes) tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("187.00 万元")
    assert faults(page) == []
    page.click("form[action$='/publish'] button")
    page.wait_for_url("**/papers/*")
    page.goto("/desk/papers")
    page.click("#published ~ ul a")
    page.click("text=和它比")
    expect(page.locator("section:has(#changes) tbody tr")).to_contain_text("186.00 万元")
    assert faults(page) == []


def test_a_file_that_cannot_be_read_is_told_where_one_looks(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("今天放假一天。", encoding="utf-8")
    log_in(page, "publisher")
    handed_in(page, path)
    expect(page.locator(".trouble")).to_contain_text("“通知.txt”没有收入")
    expect(page.locator("main")).to_contain_text("请换一份公开文件再试")
    assert faults(page) == []
    page.click("text=换一份上传")
    page.wait_for_url("**/desk/papers")


def test_without_scripts_it_works_too(chromium: Browser, address: str) -> None:
    for page in opened(chromium, address, java_script_enabled=False):
        log_in(page, "publisher")
        page.goto("/desk/papers")
        page.set_input_files("#file", SHIPPED)
        page.click("text=上传")
        for _ in range(60):
            if page.locator("form[action$='/publish'] button").count():
                break
            page.wait_for_timeout(500)
            page.reload()
        page.click("form[action$='/publish'] button")
        page.wait_for_url("**/papers/*")


@pytest.mark.parametrize(("width", "scale"), [(390, 3), (640, 2)], ids=["phone", "200 %"])
def test_nothing_is_cut_off_when_narrow(
    chromium: Browser,
    address: str,
    width: int,
    scale: int,
) -> None:
    size = {"width": width, "height": 700}
    for page in opened(chromium, address, viewport=size, device_scale_factor=scale):
        log_in(page, "publisher")
        draft = handed_in(page, SHIPPED)
        assert page.evaluate(WIDE) <= 0
        for number in (1, 3, 15):
            page.goto(f"{draft}/tables/{number}")
            assert page.evaluate(WIDE) <= 0
        page.goto(draft)
        page.click("form[action$='/publish'] button")
        page.goto("/desk/papers")
        assert page.evaluate(WIDE) <= 0
        page.click("#published ~ ul a")
        assert page.evaluate(WIDE) <= 0


PAPERS = sorted(DISCLOSURES.glob("2026年*部门预算.*"))[:4] if DISCLOSURES.is_dir() else []


@pytest.mark.skipif(not PAPERS, reason="没有别的部门的公开文件")
def test_real_papers_are_handed_in_looked_over_and_published(page: Page) -> None:
    log_in(page, "publisher")
    for path in PAPERS:
        handed_in(page, path)
        place = page.locator("#findings ~ ul a.place")
        if path.suffix == ".pdf" and place.count():
            draft = page.url
            place.first.click()
            picture = page.locator("details.page img")
            expect(picture).to_be_visible()
            shown = "image => image.decode().then(() => image.naturalWidth)"
            assert picture.evaluate(shown) > 300
            page.goto(draft)
        page.click("form[action$='/publish'] button")
        page.wait_for_url("**/papers/*")
    page.goto("/desk/papers")
    expect(page.locator("#published ~ ul li")).to_have_count(len(PAPERS))
