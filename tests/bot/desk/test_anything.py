"""Whatever is sent to whatever route: an answer in Chinese, never a fault, and nothing of it runs."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.desk.access import Page
from bot.desk.desk import Desk
from bot.desk.pages import PAGES
from tests.bot.desk.conftest import Browser

FIELDS = (
    *("q", "name", "password", "next", "csrf", "pictures", "in", "inquirer", "answer", "basis"),
    *("version", "mark", "digest", "file", "other", "word"),
)
HARSH = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "../../etc/passwd",
            "..\\..\\x",
            "' OR 1=1 --",
            "<svg onload=alert(1)>",
            "=cmd|' /C calc'!A0",
            "%00",
            "\x00",
            "\ud7ff\U0010ffff",
            "{{ 7*7 }}{% for %}",
            "A" * 3000,
            "\r\nSet-Cookie: x=y",
        ]
    ),
)
KINDS = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain; charset=utf-16",
    "",
)
QUIETLY = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def admin(browser: Browser) -> TestClient:
    client = browser("admin")
    client.follow_redirects = False
    return client


def named(page: Page) -> str:
    return f"{page.method} {page.path}"


@pytest.mark.parametrize("page", PAGES, ids=named)
@given(data=st.data())
@QUIETLY
def test_any_words_in_any_place(admin: TestClient, page: Page, data: st.DataObject) -> None:
    def part(slot: re.Match[str]) -> str:
        if slot[0].endswith(":int}"):
            return str(data.draw(st.integers(min_value=0)))
        return data.draw(
            st.text(min_size=1, max_size=12).filter(lambda text: text not in {".", ".."})
        )

    from urllib.parse import quote

    path = re.sub(r"\{[^}]+\}", lambda slot: quote(part(slot), safe=""), page.path)
    words = data.draw(st.dictionaries(st.sampled_from(FIELDS), HARSH, max_size=4))
    words.pop("csrf", None)
    if page.path in {"/login", "/logout"} and page.method == "POST":
        words["name"] = "nobody"
    where = {"params": words} if page.method == "GET" else {"data": words}
    if page.path == "/logout":
        return  # it would end the session of the others
    response = admin.request(page.method, path, **where)
    sound(response.status_code, response.text, response.headers)


@pytest.mark.parametrize("page", [p for p in PAGES if p.method == "POST"], ids=named)
@given(body=st.binary(max_size=300), kind=st.sampled_from(KINDS))
@QUIETLY
def test_any_bytes_as_a_form(admin: TestClient, page: Page, body: bytes, kind: str) -> None:
    if page.path in {"/logout", "/login"}:
        return
    path = re.sub(r"\{[^}]+\}", "1", page.path)
    response = admin.post(path, content=body, headers={"Content-Type": kind})
    sound(response.status_code, response.text, response.headers)


@pytest.mark.parametrize("length", ["-1", "abc", "1e9", "\xb2", str(2**63)])
def test_a_length_that_lies_is_refused(admin: TestClient, length: str) -> None:
    response = admin.post(
        "/desk/ask", content=b"q=a", headers={"Content-Length": length.encode("latin-1")}
    )
    assert response.status_code in {400, 413}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_other_method_does_anything(admin: TestClient, page: Page, method: str) -> None:
    response = admin.request(method, re.sub(r"\{[^}]+\}", "1", page.path))
    assert response.status_code in {404, 405}


def test_nothing_was_written_outside_its_folder(desk: Desk, admin: TestClient) -> None:
    admin.post("/desk/reply", data={"q": "../../x"})
    names = {path.name for path in desk.folder.iterdir()}
    assert names <= known() | {name for name in names if name.startswith("state.sqlite3")}


@lru_cache
def known() -> frozenset[str]:
    return frozenset(
        {
            "accounts.json",
            "accounts.lock",
            "session.key",
            "base.sqlite3",
            Path("state.sqlite3").name,
        }
    )


def sound(status: int, text: str, headers: object) -> None:
    assert status < 500
    assert "<svg onload" not in text
    assert "Traceback" not in text
    assert "set-cookie: x=y" not in str(headers).lower()
