"""The desk in a real browser: what one types, sees, hears and takes away; on a phone, by keyboard, printed."""

from __future__ import annotations

import io
import json
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from bot.addresses import path_of
from bot.desk.app import make_app
from bot.desk.desk import Desk, make_desk
from bot.desk.engine import Engine
from bot.desk.pages import PAGES
from bot.desk.publishing.publishing import Publishing
from bot.desk.settings import DeskSettings
from bot.state import Pseudonyms, State
from knowledge import Limits, Store
from tests.bot.desk.conftest import NOW, PASSWORD
from tests.corpus.asking import answerer, papers

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERIOUS = {"serious", "critical"}

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="没有 Chromium：apt-get install chromium 之后才有浏览器里的测试"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, cheap_hash: str) -> Iterator[str]:
    """The address of a desk that is served while these tests run."""
    folder = tmp_path_factory.mktemp("desk")
    accounts = {role: {"role": role, "hash": cheap_hash} for role in ("clerk", "admin")}
    (folder / "accounts.json").write_text(json.dumps(accounts), encoding="utf-8")
    state = State(str(folder / "state.sqlite3"), Pseudonyms(b"k" * 32))
    settings = DeskSettings(logins_per_minute=600)
    desk = make_desk(settings, folder, Engine(answerer), state, lambda: NOW)
    publishing = Publishing(lambda: Store(str(folder / "base.sqlite3")), folder, Limits())
    desk = replace(desk, publishing=publishing)
    with served(desk) as where:
        yield where
    publishing.store.close()
    state.close()


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Serve a desk in a thread, and return its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(desk), log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
    listening.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page of nobody; whatever it complains of fails the test."""
    yield from opened(chromium, address)


def opened(chromium: Browser, address: str, **options: object) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, locale="zh-CN", **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    yield page
    context.close()
    assert [each for each in complaints if "404" not in each and "422" not in each] == []


def log_in(page: Page, role: str = "clerk") -> Page:
    page.goto("/login")
    page.fill("#name", role)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/desk/ask")
    return page


def asked(page: Page, question: str) -> Page:
    """Type a question and wait for its answer; the conversation does not move."""
    page.fill("#q", question)
    expect(page.locator(".asked")).to_have_text(question)
    return page


# --- Asking -------------------------------------------------------------------------------------


def test_the_answer_comes_as_one_types_with_its_cell_in_sight(page: Page) -> None:
    log_in(page).locator("#q").press_sequentially("社会保障和就业支出多少？", delay=5)
    expect(page.locator(".headline")).to_contain_text("186.00 万元")
    cell = page.locator("td.marked").first
    expect(cell).to_be_in_viewport()
    box, seen = page.locator("#beside .scroll").bounding_box(), cell.bounding_box()
    assert box
    assert seen
    assert box["y"] <= seen["y"] <= box["y"] + box["height"]
    expect(page.locator("#said")).to_contain_text("186.00 万元")  # what a screen reader says


def test_letters_that_are_still_being_composed_are_not_asked(page: Page) -> None:
    log_in(page)
    requests: list[str] = []
    page.on("request", lambda r: requests.append(r.url) if "preview" in r.url else None)
    page.evaluate(
        """() => { const box = document.getElementById("q"); box.value = "san'gong";
        box.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true})); }"""
    )
    page.wait_for_timeout(500)
    assert requests == []
    page.evaluate(
        """() => { const box = document.getElementById("q"); box.value = "三公经费多少？";
        box.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true})); }"""
    )
    expect(page.locator(".headline")).to_contain_text("没有安排")


def test_by_keyboard_alone(page: Page) -> None:
    log_in(page)
    page.keyboard.press("Escape")
    page.keyboard.type("公车有多少")
    expect(page.locator("button.option").first).to_be_visible()
    page.keyboard.press("Alt+1")
    expect(page.locator(".turns .q")).to_have_text("公务用车有多少辆？")
    expect(page.locator(".headline")).to_contain_text("1 辆")
    page.locator("main").focus()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("编制多少人？")
    page.keyboard.press("Enter")
    expect(page.locator(".turns .q").last).to_have_text("编制多少人？")


@pytest.mark.parametrize("pause", [0, 400], ids=["at once", "longer than typing waits"])
def test_a_question_kept_slowly_is_not_lost_to_what_is_typed_meanwhile(
    page: Page, pause: int
) -> None:
    log_in(page)
    held: list[Route] = []
    page.route(
        "**/desk/ask", lambda r: held.append(r) if r.request.method == "POST" else r.continue_()
    )
    page.fill("#q", "编制多少人？")
    with page.expect_request("**/desk/ask"):
        page.press("#q", "Enter")
    page.locator("#q").press_sequentially("2026年")
    page.wait_for_timeout(pause)
    held.pop().continue_()
    expect(page.locator(".turns .q").last).to_have_text("编制多少人？")
    expect(page.locator(".asked")).to_have_text("编制多少人？2026年")


def test_the_conversation_is_kept_and_begun_anew(page: Page) -> None:
    log_in(page)
    for question in ("三公经费多少？", "那去年呢"):
        page.fill("#q", question)
        page.press("#q", "Enter")
        expect(page.locator(".turns .q").last).to_have_text(question)
    expect(page.locator(".assumed")).to_contain_text("沿用上一问：三公经费")
    page.reload()
    expect(page.locator(".turns .q")).to_have_count(2)
    page.click("text=重新开始")
    expect(page.locator(".turns")).to_have_count(0)


def test_a_citation_is_opened_beside_and_the_trace_on_demand(page: Page) -> None:
    asked(log_in(page), "支出比去年少了多少？")
    page.locator(".cited a").nth(2).click()
    expect(page.locator("#beside .marked")).to_contain_text("207.68")
    page.click(".trace summary")
    expect(page.locator(".why dt").first).to_have_text("归整")
    expect(page.locator(".notice")).to_contain_text("错到了左边一列")


def test_a_trend_is_drawn_with_each_bars_place(page: Page) -> None:
    asked(log_in(page), "近三年支出")
    rows = page.locator(".chart tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("2024 年")
    lengths = [float(bar.get_attribute("width") or 0) for bar in page.locator(".fill").all()]
    assert lengths == [100.0, 74.65, 66.86]
    rows.nth(0).locator("a").click()
    expect(page.locator("#beside mark").first).to_contain_text("278.19")


def test_without_scripts_it_works_too(chromium: Browser, address: str) -> None:
    for page in opened(chromium, address, java_script_enabled=False):
        log_in(page)
        page.fill("#q", "三公经费多少？")
        page.click(".asking button")
        expect(page.locator(".headline")).to_contain_text("0.00 万元")
        expect(page.locator(".turns .q")).to_have_text("三公经费多少？")


# --- The reply ----------------------------------------------------------------------------------


def test_a_reply_is_edited_copied_kept_and_taken_away(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked(log_in(page), "三公经费多少？")
    page.click("text=写成答复")
    page.fill("#inquirer", "张先生")
    expect(page.locator("#full")).to_have_value(re.compile("张先生："))
    page.click("text=复制全文")
    expect(page.locator("[data-copies]")).to_have_text("已复制")
    assert "张先生：" in page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as started:
        page.click("text=导出 DOCX")
    told = Document(io.BytesIO(Path(started.value.path()).read_bytes()))
    assert any("张先生：" in paragraph.text for paragraph in told.paragraphs)
    assert len(told.inline_shapes) >= 1
    page.click("text=存下")
    expect(page.locator(".done")).to_contain_text("已存下")


# --- Words that are taught ----------------------------------------------------------------------


def test_a_word_is_taught_in_one_click_and_taken_back(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENZHANG_STORE", str(tmp_path / "store.sqlite"))
    log_in(page)
    page.fill("#q", "饭局多少钱")
    page.press("#q", "Enter")
    expect(page.locator(".turns .q").last).to_have_text("饭局多少钱")
    page.goto("/desk/unknown")
    found = faults(page)
    page.get_by_role("button", name="公务接待费").first.click()
    expect(page.get_by_role("button", name="加入词典")).to_be_visible(timeout=60_000)
    found += faults(page)
    page.keyboard.press("Tab")
    page.get_by_role("button", name="加入词典").press("Enter")
    expect(page.locator(".done")).to_contain_text("已加入“饭局”")
    found += faults(page)
    page.goto("/desk/ask")
    asked(page, "饭局花了多少")
    expect(page.locator(".headline")).to_contain_text("0.00 万元")
    page.goto("/desk/words")
    page.get_by_role("button", name="撤销“饭局”").click()
    expect(page.locator(".done")).to_contain_text("已撤销“饭局”")
    page.goto("/desk/ask")
    asked(page, "饭局花了多少")
    expect(page.locator(".headline")).to_contain_text("“饭局”指什么")
    assert found == []


# --- For everybody ------------------------------------------------------------------------------


def places(page: Page) -> list[str]:
    (paper,) = papers()
    here = f"/papers/{paper.source.id}"
    fact = next(fact for fact in paper.facts if fact.table == 0 and fact.value)
    told = next(fact for fact in paper.facts if fact.table is None)
    return [
        "/",
        "/login",
        "/search?q=公务接待",
        "/search?q=航天",
        here,
        f"{here}/tables/1",
        f"{here}/tables/18",
        path_of(paper.source.id, fact.citation.place, fact.citation.quote),
        path_of(paper.source.id, told.citation.place, told.citation.quote),
        "/nowhere",
    ]


def faults(page: Page) -> list[str]:
    """Return what axe-core finds wrong and takes for serious."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {fault['id']}: {[node['html'][:120] for node in fault['nodes'][:3]]}"
        for fault in found
        if fault["impact"] in SERIOUS
    ]


def test_no_page_for_everybody_has_a_serious_fault(page: Page) -> None:
    found = []
    for path in places(page):
        page.goto(path)
        found += faults(page)
    assert found == []


def test_no_page_of_the_staff_has_a_serious_fault(page: Page) -> None:
    log_in(page, "admin")
    found = faults(page)
    for question in (
        "三公经费多少？",
        "公车有多少",
        "近三年支出",
        "我的养老金什么时候发？",
        "支出比去年少了多少？",
    ):
        found += faults(asked(page, question))
    page.fill("#q", "编制多少人？")
    page.press("#q", "Enter")
    expect(page.locator(".turns")).to_be_visible()
    found += faults(page)
    page.click("text=写成答复")
    found += faults(page)
    for path in ("/desk/inquiries/1", "/desk/unknown", *(p.path for p in PAGES if p.in_menu)):
        page.goto(path)
        found += faults(page)
    assert found == []


def test_the_page_of_one_register_has_no_serious_fault(
    page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WENZHANG_STORE", str(tmp_path / "store.sqlite"))
    log_in(page).goto("/desk/batch")
    register = tmp_path / "登记.csv"
    register.write_text("问题\n三公经费多少？\n", encoding="utf-8")
    page.set_input_files("#file", register)
    page.click("text=开始")
    page.wait_for_url(re.compile(r"/desk/batch/\w+"))
    found = faults(page)
    expect(page.locator("text=取回")).to_be_visible(timeout=60_000)
    assert found + faults(page) == []


@pytest.mark.parametrize(("width", "scale"), [(390, 3), (683, 2)], ids=["phone", "200 %"])
def test_nothing_is_cut_off_when_narrow(
    chromium: Browser, address: str, width: int, scale: int
) -> None:
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for page in opened(
        chromium, address, viewport={"width": width, "height": 700}, device_scale_factor=scale
    ):
        for path in places(page):
            page.goto(path)
            assert page.evaluate(wide) <= 0, path
        asked(log_in(page), "支出比去年少了多少？")
        assert page.evaluate(wide) <= 0
        page.click("text=写成答复")
        page.wait_for_url("**/desk/reply/*")
        assert page.evaluate(wide) <= 0


def test_on_paper_there_is_the_answer_and_no_button(page: Page) -> None:
    asked(log_in(page), "三公经费多少？")
    page.emulate_media(media="print")
    expect(page.locator(".headline")).to_be_visible()
    expect(page.locator("td.marked").first).to_be_visible()
    assert [each for each in page.locator("button").all() if each.is_visible()] == []
    expect(page.locator(".top")).to_be_hidden()
