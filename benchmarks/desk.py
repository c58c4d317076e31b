"""What the desk costs: a page, an answer over HTTP on one core, and ten inquiries answered in a browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import NamedTuple

import httpx

from benchmarks.measures import ROUNDS, Measure, questions

PAGE_BOUND = 300.0
"""Milliseconds until a page is loaded."""
ANSWER_BOUND = 100.0
"""Milliseconds of the slowest answer in a hundred."""
INQUIRY_BOUND = 10.0
"""Seconds from the question to the reply exported."""
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "eval" / "seed-dev.jsonl"
_PATIENCE = 60
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_FLAGS += ["--disable-component-update", "--disable-sync"]


class Served(NamedTuple):
    """A desk that runs, and the password that it told at its start."""

    address: str
    password: str


def desk_measures() -> list[Measure]:
    """Return what the desk takes; what a browser measures only where there is one."""
    asked = inquiries()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as desk:
        slowest = _percentile(answer_times(desk, asked), 99)
        measures = [within("工作台一个答案 p99（一个核）", slowest, ANSWER_BOUND, "ms")]
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        if chromium is None:
            print("没有 Chromium，浏览器里的不量。", file=sys.stderr)
            return measures
        pages, replies = browser_times(desk, asked[:10], chromium)
        measures.append(within("工作台打开一页（最慢）", max(pages), PAGE_BOUND, "ms"))
        measures.append(within("十个询问各自答复并导出（最慢）", max(replies), INQUIRY_BOUND, "s "))
        return measures


def within(name: str, value: float, bound: float, unit: str) -> Measure:
    """A figure beside the most that it may be."""
    return Measure(name, value, bound, unit, value / bound, 1.0)


def inquiries() -> list[str]:
    """The questions of the development set where it is at hand, else those of questions.txt."""
    if not SEEDS.is_file():
        return questions()
    lines = SEEDS.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [each["q"] for each in records if isinstance(each.get("q"), str)]


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Start the desk as anybody does from a fresh clone, on one core, and stop it at the end."""
    told = {
        "WENZHANG_STORE": str(folder / "base.sqlite3"),
        "WENZHANG_DESK_PORT": "0",
        "WENZHANG_DESK_LOGINS_PER_MINUTE": "600",
    }
    with (folder / "told").open("w+", encoding="utf-8") as told_file:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "desk"],
            env={**os.environ, **told},
            stdin=subprocess.DEVNULL,
            stderr=told_file,
        )
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})
        try:
            yield _ready(process, folder / "told")
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _ready(process: subprocess.Popen[bytes], told: Path) -> Served:
    deadline = monotonic() + _PATIENCE
    while monotonic() < deadline and process.poll() is None:
        text = told.read_text(encoding="utf-8")
        address = re.search(r"http://[\d.]+:\d+", text)
        password = re.search(r"密码是 (\S+?)（", text)
        if address and password:
            return Served(address[0], password[1])
        sleep(0.05)
    raise SystemExit(f"工作台没有起来：{told.read_text(encoding='utf-8')[-500:]}")


def answer_times(desk: Served, asked: Sequence[str]) -> list[float]:
    """Milliseconds of each answer as one types, over HTTP, with its table: the first time and again."""
    with httpx.Client(base_url=desk.address, timeout=_PATIENCE) as client:
        told = {
            "csrf": _token(client.get("/login").text),
            "name": "admin",
            "password": desk.password,
        }
        client.post("/login", data=told)
        client.headers["X-CSRF-Token"] = _token(client.get("/desk/ask").text)
        client.post("/desk/ask/preview", data={"q": "你好"})
        times = []
        for question in [*asked] * ROUNDS:
            start = perf_counter()
            client.post("/desk/ask/preview", data={"q": question}).raise_for_status()
            times.append((perf_counter() - start) * 1000)
        return times


def browser_times(
    desk: Served, asked: Sequence[str], chromium: str
) -> tuple[list[float], list[float]]:
    """Milliseconds until each page is loaded, and seconds from typing each question to its DOCX."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        page = browser.new_page(base_url=desk.address)
        page.goto("/login")
        page.fill("#name", "admin")
        page.fill("#password", desk.password)
        page.click("main button[type=submit]")
        page.wait_for_url("**/desk/ask")
        pages, replies = [], []
        loaded = "performance.getEntriesByType('navigation')[0].duration"
        for path in ("/", "/desk/ask", "/search?q=支出", "/desk/log", "/"):
            page.goto(path, wait_until="load")
            pages.append(float(page.evaluate(loaded)))
        for question in asked:
            page.goto("/desk/ask")
            start = perf_counter()
            page.locator("#q").press_sequentially(question)
            page.press("#q", "Enter")
            page.wait_for_selector(".turns li")
            if page.locator("text=写成答复").count() == 0:  # asked back: the first reading is meant
                page.locator("button.option").first.click()
            page.click("text=写成答复")
            page.fill("#inquirer", "张先生")
            with page.expect_download() as download:
                page.click("text=导出 DOCX")
            if Path(download.value.path()).stat().st_size == 0:
                raise SystemExit("导出的 DOCX 是空的。")
            replies.append(perf_counter() - start)
        browser.close()
    return pages, replies


def _token(page: str) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', page)
    if found is None:
        raise SystemExit("工作台的页面里没有令牌。")
    return found[1]


def _percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]
