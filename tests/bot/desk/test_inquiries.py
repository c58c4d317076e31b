"""What was asked is listed, narrowed, closed and grouped; a file handed in comes back answered."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.desk.batches.jobs import Jobs
from bot.desk.desk import Desk
from bot.desk.pages.batches import jobs_of
from bot.state.inquiries import Channel
from tests.bot.desk.conftest import Browser
from tests.corpus.asking import answerer

REGISTER = "编号,姓名,问题\r\n1,=1+1,三公经费多少？\r\n2,@x,今天天气怎么样？\r\n"


def _asked(desk: Desk, question: str, channel: Channel = Channel.TELEGRAM) -> int:
    return desk.state.inquiries.record(channel, question, answerer().ask(question)[0])


def test_what_was_asked_is_narrowed_by_status_channel_and_words(
    desk: Desk, browser: Browser
) -> None:
    for question in ("三公经费多少？", "今天天气怎么样？", "编制多少人？"):
        _asked(desk, question)
    _asked(desk, "总支出多少？", Channel.BATCH)
    client = browser("clerk")
    everything = client.get("/desk/inquiries").text
    assert "共 4 条" in everything
    assert "共 3 条" in client.get("/desk/inquiries", params={"status": "answered"}).text
    assert "共 1 条" in client.get("/desk/inquiries", params={"channel": "batch"}).text
    assert "共 1 条" in client.get("/desk/inquiries", params={"q": "编制"}).text
    assert "没有这样的询问" in client.get("/desk/inquiries", params={"q": "航天"}).text
    odd = {"status": "x", "channel": "'", "page": "-9e9"}
    assert "共 4 条" in client.get("/desk/inquiries", params=odd).text


def test_a_long_list_has_pages(desk: Desk, browser: Browser) -> None:
    for _ in range(51):
        _asked(desk, "三公经费多少？")
    client = browser("clerk")
    assert "第 1 / 2 页" in client.get("/desk/inquiries").text
    second = client.get("/desk/inquiries", params={"page": "2"}).text
    assert second.count('href="/desk/inquiries/') == 1


def test_closing_is_on_record_and_can_be_undone(desk: Desk, browser: Browser) -> None:
    inquiry = _asked(desk, "三公经费多少？")
    client, here = browser("clerk"), f"/desk/inquiries/{inquiry}"
    assert client.post(f"{here}/close").status_code == 303
    assert "已了结" in client.get(here).text
    assert client.post(f"{here}/close").status_code == 303
    assert "等人答复" in client.get(here).text
    done = [entry.action for entry in desk.state.audit.find(subject=f"inquiry:{inquiry}")]
    assert done == ["inquiry.reopen", "inquiry.close"]
    assert client.get("/desk/inquiries/999").status_code == 404


def test_what_was_not_understood_is_grouped(desk: Desk, browser: Browser) -> None:
    for question in ("火星基地多少钱", "火星基地要多少钱", "火星基地多少钱？", "宇宙飞船几艘"):
        _asked(desk, question)
    page = browser("clerk").get("/desk/unknown").text
    assert "共 4 条，相近的在一起，共 2 组" in page
    assert page.index("3 次") < page.index("1 次")


def test_a_register_comes_back_answered(
    desk: Desk, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WENZHANG_STORE", str(tmp_path / "store.sqlite"))
    client = browser("clerk")
    name = "../../登记<script>.csv"
    sent = client.post("/desk/batch", files={"file": (name, REGISTER.encode(), "text/csv")})
    assert sent.status_code == 303
    here = sent.headers["location"]
    _wait(jobs_of(desk), here.rpartition("/")[2])
    page = client.get(here).text
    assert "共 2 行，其中 1 行需要人看" in page
    assert "<script>." not in page
    assert str(desk.folder) not in page
    took = client.get(f"{here}/answers.xlsx")
    sheet = load_workbook(io.BytesIO(took.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["姓名", "@x", "=1+1"]
    assert rows[2][4] == "已答"
    assert "登记" in client.get("/desk/batch").text
    assert client.post(f"{here}/remove").status_code == 303
    assert client.get(here).status_code == 404
    done = desk.state.audit.find(subject=f"batch:{here.rpartition('/')[2]}")
    assert [(entry.who, entry.action) for entry in done] == [
        ("clerk", "batch.remove"),
        ("clerk", "batch.begin"),
    ]
    assert done[0].before == name


def test_a_file_that_is_no_register_is_told_where_the_clerk_is_looking(
    desk: Desk, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WENZHANG_STORE", str(tmp_path / "store.sqlite"))
    client = browser("clerk")
    assert "请先选一个文件" in client.post("/desk/batch").text
    odd = client.post("/desk/batch", files={"file": ("a.exe", b"MZ")})
    assert (odd.status_code, "请另存为 XLSX" in odd.text) == (422, True)
    sent = client.post("/desk/batch", files={"file": ("a.xlsx", b"no zip")})
    _wait(jobs_of(desk), sent.headers["location"].rpartition("/")[2])
    assert "“a.xlsx”读不懂：它不是完好的 XLSX 文件" in client.get(sent.headers["location"]).text
    for path in ("/desk/batch/..", "/desk/batch/0000000000000000", "/desk/batch/x/answers.xlsx"):
        assert client.get(path).status_code == 404


def test_a_register_that_was_killed_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENZHANG_STORE", str(tmp_path / "store.sqlite"))
    jobs = Jobs(tmp_path / "batches")
    body = ("问题\r\n" + "三公经费多少？\r\n" * 3000).encode()
    job = jobs.begin("many.csv", body, "clerk", "2026-03-01", ())
    deadline = time.monotonic() + 60
    while not (found := jobs.get(job)) or not found.done:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    jobs._running[job].kill()
    jobs._running[job].wait()
    stopped = jobs.get(job)
    assert stopped is not None
    assert (stopped.state, stopped.rows) == ("stopped", 3000)
    assert jobs.result(job) is None
    before = stopped.done
    jobs.run(job, ())
    _wait(jobs, job)
    assert jobs.result(job) is not None
    assert before > 0


def _wait(jobs: Jobs, job: str) -> None:
    deadline = time.monotonic() + 600
    while (found := jobs.get(job)) is not None and found.state == "running":
        assert time.monotonic() < deadline, "答得太久了"
        time.sleep(0.1)
