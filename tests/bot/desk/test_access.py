"""Who gets in where: without a session, with the wrong role, a foreign token, odd paths, too large a body, scripts."""

from __future__ import annotations

import re
import time
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from bot.desk.access import FORM_BYTES, Page
from bot.desk.accounts import Role
from bot.desk.app import make_app
from bot.desk.desk import Desk
from bot.desk.headers import ALWAYS
from bot.desk.pages import PAGES
from tests.bot.desk.conftest import PASSWORD, Browser, token_in

STAFF = [page for page in PAGES if page.needs is not None]
POSTS = [page for page in PAGES if page.method == "POST"]
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{1234*4321}}${1234*4321}"


def named(page: Page) -> str:
    return f"{page.method} {page.path}"


def address(page: Page) -> str:
    """Fill the slots of a path with something that is not there."""
    return re.sub(r"\{\w+(:\w+)?\}", "1", page.path)


def test_what_needs_no_role_is_outside_the_desk() -> None:
    public = [page.path for page in PAGES if page.needs is None]
    assert public
    assert not [path for path in public if path.startswith("/desk")]
    assert {page.method for page in PAGES if page.needs is None and page.path != "/login"} == {
        "GET"
    }


@pytest.mark.parametrize("page", STAFF, ids=named)
def test_without_a_session_nothing_is_done(browser: Browser, page: Page) -> None:
    response = browser("").request(page.method, address(page))
    assert (response.status_code, response.text) == (303, "")
    assert response.headers["location"].startswith("/login?next=")


@pytest.mark.parametrize("page", [p for p in STAFF if p.needs and p.needs > Role.CLERK], ids=named)
def test_with_a_lesser_role_nothing_is_done(browser: Browser, page: Page) -> None:
    response = browser("clerk").request(page.method, address(page))
    assert response.status_code == 403
    assert "请联系管理员" in response.text


@pytest.mark.parametrize("page", POSTS, ids=named)
@pytest.mark.parametrize("token", ["", "0" * 64, "令牌"])
def test_a_foreign_token_changes_nothing(browser: Browser, page: Page, token: str) -> None:
    client = browser("admin")
    del client.headers["X-CSRF-Token"]
    response = client.post(address(page), data={"csrf": token, "q": "三公经费多少？"})
    assert response.status_code == 403
    assert "不是从本站的页面发出的" in response.text


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
def test_another_sites_page_changes_nothing(browser: Browser, headers: dict[str, str]) -> None:
    response = browser("clerk").post("/desk/ask/preview", data={"q": "你好"}, headers=headers)
    assert response.status_code == 403


def test_the_token_of_another_session_changes_nothing(browser: Browser) -> None:
    client = browser("clerk")
    client.headers["X-CSRF-Token"] = browser("admin").headers["X-CSRF-Token"]
    assert client.post("/desk/ask", data={"q": "三公经费多少？"}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::2]", ""])
def test_another_hosts_name_is_not_served(browser: Browser, host: str) -> None:
    assert browser("").get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/static/../accounts.json",
        "/static/%2e%2e/accounts.json",
        "/static/..%2f..%2fwords.toml",
        "/papers/..%2f..%2fconfig.toml",
        "/papers/%2e%2e",
        "/papers//etc/passwd",
        "/papers/a%00b",
        "/c/%2e%2e/%2e%2e",
        "/papers/1/tables/-1",
        "/papers/1/tables/99999999999999999999999",
        "/templates/base.html",
        "/" + "a" * 5000,
    ],
)
def test_odd_paths_lead_nowhere(browser: Browser, path: str) -> None:
    response = browser("").get(path)
    assert response.status_code in {400, 404}
    assert "argon2" not in response.text
    assert "hash" not in response.text


@pytest.mark.parametrize("page", [p for p in POSTS if not p.takes_files], ids=named)
def test_too_large_a_body_is_not_read(browser: Browser, page: Page) -> None:
    response = browser("admin").post(address(page), data={"q": "问" * FORM_BYTES})
    assert response.status_code == 413
    assert "256 KB" in response.text


def test_a_body_that_hides_its_length_is_not_read_either(browser: Browser) -> None:
    pieces = (b"q=" + b"a" * 65536 for _ in range(8))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = browser("clerk").post("/desk/ask", content=pieces, headers=headers)
    assert response.status_code == 413


@pytest.mark.parametrize("page", POSTS, ids=named)
def test_a_script_in_every_field_is_shown_as_text(browser: Browser, page: Page) -> None:
    client = browser("admin")
    fields = ("q", "name", "password", "next", "inquirer", "answer", "department", "date", "basis")
    response = client.post(address(page), data=dict.fromkeys(fields, SCRIPT))
    assert response.status_code < 500
    followed = client.get("/desk/ask").text
    for text in (response.text, followed):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert str(1234 * 4321) not in text


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere", "/static/desk.css", "/desk/ask"])
def test_every_response_carries_the_headers(browser: Browser, path: str) -> None:
    headers = browser("").get(path).headers
    assert {name: headers.get(name) for name in ALWAYS} == ALWAYS
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_pages_hold_no_inline_script_or_style(browser: Browser) -> None:
    client = browser("admin")
    client.post("/desk/ask", data={"q": "三公经费多少？"})
    for path in ("/", "/desk/ask", "/desk/log", "/desk/papers", "/login"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]* src=\"/static/)|<style|\sstyle=|\son\w+=", page), (
            path
        )
        assert "//" not in re.sub(r"http://www\.w3\.org", "", page), (
            "nothing is fetched from elsewhere"
        )


# --- Sessions -----------------------------------------------------------------------------------


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser("").get("/login").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_over_https_the_cookie_stays_on_https(desk: Desk, browser: Browser) -> None:
    from dataclasses import replace

    from bot.desk.sessions import Sessions

    secured = replace(desk, sessions=Sessions("k", desk.accounts, 60, secure=True))
    client = TestClient(make_app(secured), base_url="https://127.0.0.1")
    assert "secure" in client.get("/login").headers["set-cookie"].lower()


def test_a_login_begins_a_new_session(browser: Browser) -> None:
    client = browser("")
    before = client.get("/login").cookies["wenzhang_desk"]
    told = {"csrf": token_in(client.get("/login").text), "name": "clerk", "password": PASSWORD}
    after = client.post("/login", data=told).cookies["wenzhang_desk"]
    assert before.split(".")[0] != after.split(".")[0]


def test_a_session_is_over_once_the_password_is_another(desk: Desk, browser: Browser) -> None:
    client = browser("clerk")
    assert client.get("/desk/ask").status_code == 200
    desk.accounts.change_password("clerk", "另外的一个密码 123")
    assert client.get("/desk/ask").status_code == 303


def test_a_session_ends_by_itself(
    desk: Desk, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser("clerk")
    later = time.time() + desk.settings.session_minutes * 60
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later - 5)
    assert client.get("/desk/ask").status_code == 200
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later + 5)
    assert client.get("/desk/ask").status_code == 303


def test_a_tampered_cookie_is_no_session(browser: Browser) -> None:
    client = browser("clerk")
    cookie = client.cookies["wenzhang_desk"]
    client.cookies.clear()
    client.cookies.set("wenzhang_desk", cookie[:-2] + "xx")
    assert client.get("/desk/ask").status_code == 303


def test_the_login_is_refused_when_tried_too_often(desk: Desk, browser: Browser) -> None:
    client = browser("")
    told = {"csrf": token_in(client.get("/login").text), "name": "clerk", "password": "猜一个"}
    codes = [client.post("/login", data=told).status_code for _ in range(8)]
    assert codes == [403] * 6 + [429] * 2
    assert client.post("/login", data={**told, "password": PASSWORD}).status_code == 429


@pytest.mark.parametrize("name", ["clerk", "nobody"])
def test_the_login_does_not_tell_whether_a_name_is_there(browser: Browser, name: str) -> None:
    client = browser("")
    told = {"csrf": token_in(client.get("/login").text), "name": name, "password": "猜一个"}
    response = client.post("/login", data=told)
    assert "账号或密码不对" in response.text
    assert f'value="{name}"' in response.text  # what was typed is kept


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil", "evil"])
def test_after_the_login_one_stays_here(browser: Browser, wanted: str) -> None:
    client = browser("")
    page = client.get(f"/login?next={quote(wanted, safe='')}")
    told = {"csrf": token_in(page.text), "name": "clerk", "password": PASSWORD, "next": wanted}
    assert client.post("/login", data=told).headers["location"] == "/desk/ask"


def test_without_staff_only_the_public_view_is_there(desk: Desk) -> None:
    client = TestClient(make_app(desk, staff=False), base_url="http://127.0.0.1")
    assert client.get("/").status_code == 200
    assert "登录" not in client.get("/").text
    hidden = [page for page in PAGES if page.needs or page.path == "/login"]
    assert {client.request(p.method, address(p)).status_code for p in hidden} == {404}


def test_what_was_done_is_on_record_without_the_words(desk: Desk, browser: Browser) -> None:
    client = browser("clerk")
    client.post("/desk/ask", data={"q": "三公经费多少？"})
    client.post("/logout")
    told = [(entry.who, entry.action) for entry in desk.state.audit.find()]
    assert told == [("clerk", "logout"), ("clerk", "login")]
    (inquiry,) = desk.state.inquiries.find()
    assert (inquiry.channel, inquiry.question, inquiry.status) == (
        "desk",
        "三公经费多少？",
        "answered",
    )
