"""Asking at the desk: the same reply as everywhere, its table beside it, and the conversation kept."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from types import SimpleNamespace

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from bot.addresses import path_of
from bot.desk.app import make_app
from bot.desk.desk import Desk, make_desk
from bot.desk.talks import Talks, Turn
from tests.bot.desk.conftest import NOW, Browser
from tests.corpus.asking import answerer, papers

PIECE = {"HX-Request": "true"}


def words(page: str) -> str:
    """Return what is read on a page, without marks and white space."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", page)))


def asked(page: str) -> list[str]:
    """Return the questions of the conversation on a page."""
    return re.findall(r'<span class="q">([^<]*)</span>', page)


@pytest.mark.parametrize(
    "question",
    [
        "三公经费多少？",
        "编制多少人？",
        "支出比去年少了多少？",
        "我的养老金什么时候发？",
        "公车有多少",
    ],
)
def test_the_answer_is_the_same_as_everywhere(browser: Browser, question: str) -> None:
    reply, _ = answerer().ask(question)
    page = browser("clerk").post("/desk/ask/preview", data={"q": question}, headers=PIECE).text
    told = words(page)
    for text in (reply.parts.headline, *reply.notices, *reply.parts.quotes, *reply.options):
        assert words(text) in told


def test_the_cited_cells_are_marked_in_their_table(browser: Browser) -> None:
    page = (
        browser("clerk").post("/desk/ask/preview", data={"q": "三公经费多少？"}, headers=PIECE).text
    )
    assert re.findall(r"<mark>([^<]+)</mark>", page) == ["0.00"] * 6
    assert "附表4-7" in page


def test_typing_does_not_move_the_conversation_and_asking_does(browser: Browser) -> None:
    client = browser("clerk")
    client.post("/desk/ask/preview", data={"q": "三公经费多少？"}, headers=PIECE)
    assert asked(client.get("/desk/ask").text) == []
    client.post("/desk/ask", data={"q": "三公经费多少？"})
    assert asked(client.get("/desk/ask").text) == ["三公经费多少？"]
    page = client.post("/desk/ask", data={"q": "那去年呢"}, headers=PIECE).text
    assert "沿用上一问：三公经费" in page


def test_the_conversation_outlives_the_desk(desk: Desk, browser: Browser) -> None:
    client = browser("clerk")
    client.post("/desk/ask", data={"q": "支出比去年少了多少？"})
    before = client.get("/desk/ask").text
    again = make_desk(desk.settings, desk.folder, desk.engine, desk.state, lambda: NOW)
    other = TestClient(make_app(again), base_url="http://127.0.0.1", headers=client.headers)
    other.cookies = client.cookies
    assert other.get("/desk/ask").text == before
    assert "错到了左边一列" in words(before)  # the pieces of the answer, too
    page = other.post("/desk/ask", data={"q": "那前年呢"}, headers=PIECE).text
    assert "沿用上一问" in page
    assert asked(client.get("/desk/ask").text) == ["支出比去年少了多少？", "那前年呢"]
    other.post("/desk/ask/anew")
    assert asked(client.get("/desk/ask").text) == []


def test_a_conversation_of_another_version_is_begun_anew(desk: Desk, browser: Browser) -> None:
    client = browser("clerk")
    for question in ("三公经费多少？", "编制多少人？"):
        client.post("/desk/ask", data={"q": question})
    session = desk.sessions.of(Request({"type": "http", "headers": _cookies(client)}))
    assert session
    key = desk.state.pseudonyms.of("desk talk", session.id)
    desk.state.conversations.put(f"{key}:0", '{"question": "三公经费多少？"}', 60)
    again = Talks(desk.state, 60)
    assert [turn.question for turn in again.of(session.id).turns] == ["编制多少人？"]


def test_only_the_last_turns_are_kept(desk: Desk) -> None:
    reply, after = answerer().ask("三公经费多少？")
    for number in range(53):
        desk.talks.keep("s", Turn(str(number), reply, None), after)
    kept = [turn.question for turn in Talks(desk.state, 60).of("s").turns]
    assert kept == [str(number) for number in range(3, 53)]
    key = desk.state.pseudonyms.of("desk talk", "s")
    assert desk.state.conversations.get(f"{key}:2") is None


def _cookies(client: TestClient) -> list[tuple[bytes, bytes]]:
    return [(b"cookie", "; ".join(f"{k}={v}" for k, v in client.cookies.items()).encode())]


def test_each_session_has_its_own_conversation(browser: Browser) -> None:
    one, other = browser("clerk"), browser("clerk")
    one.post("/desk/ask", data={"q": "三公经费多少？"})
    page = other.post("/desk/ask", data={"q": "那去年呢"}, headers=PIECE).text
    assert "沿用上一问" not in page


def test_many_sessions_at_once_do_not_meet(browser: Browser) -> None:
    talks = [
        ("三公经费多少？", "沿用上一问：三公经费"),
        ("总支出多少？", "沿用上一问：支出"),
    ] * 4
    clients = [browser("clerk") for _ in talks]

    def talk(number: int) -> str:
        question, _ = talks[number]
        clients[number].post("/desk/ask", data={"q": question})
        page: str = clients[number].post("/desk/ask", data={"q": "那去年呢"}, headers=PIECE).text
        return page

    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(talk, range(len(talks))))
    assert all(said in page for page, (_, said) in zip(pages, talks, strict=True))


def test_a_fault_of_the_program_is_said_without_its_insides(
    desk: Desk, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = browser("clerk")

    def fails(*_: object) -> None:
        raise RuntimeError("秘密的细节")

    monkeypatch.setattr(desk.engine, "_answerer", SimpleNamespace(ask=fails, sources=()))
    client = TestClient(token.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    client.cookies, client.headers["X-CSRF-Token"] = token.cookies, token.headers["X-CSRF-Token"]
    response = client.post("/desk/ask/preview", data={"q": "三公经费多少？"}, headers=PIECE)
    assert response.status_code == 500
    assert "程序自身出错了" in response.text
    assert "秘密的细节" not in response.text
    assert "Content-Security-Policy" in response.headers


def test_one_begins_anew(browser: Browser) -> None:
    client = browser("clerk")
    client.post("/desk/ask", data={"q": "三公经费多少？"})
    assert client.post("/desk/ask/anew").headers["location"] == "/desk/ask"
    assert asked(client.get("/desk/ask").text) == []


def test_the_trace_is_told_on_demand(browser: Browser) -> None:
    page = browser("clerk").post("/desk/ask/why", data={"q": "三公经费多少？"}, headers=PIECE).text
    assert "归整" in page
    assert "concept:three_public" in page


@pytest.mark.parametrize("path", ["/desk/ask", "/desk/ask/preview"])
def test_too_long_a_question_is_said_to_be_so(browser: Browser, path: str) -> None:
    page = browser("clerk").post(path, data={"q": "问" * 501}, headers=PIECE).text
    assert "问题太长了（501 字）" in page


@pytest.mark.parametrize(
    "typed", ["", "   ", "\x00", "？？？", "🙂", "\ud800".encode("utf-16", "surrogatepass").hex()]
)
def test_nothing_typed_breaks_nothing(browser: Browser, typed: str) -> None:
    assert browser("clerk").post("/desk/ask/preview", data={"q": typed}).status_code == 200


def test_every_citation_has_an_address_that_shows_its_place(desk: Desk, browser: Browser) -> None:
    (paper,) = papers()
    client = browser("")
    places = {
        path_of(paper.source.id, fact.citation.place, fact.citation.quote): fact
        for fact in paper.facts
    }
    assert len(places) > 400
    assert all(desk.engine.found(paper.source.id, path.rsplit("/")[-1]) for path in places)
    for path, fact in list(places.items())[:: len(places) // 40]:
        page = client.get(path)
        assert page.status_code == 200
        assert "<mark>" in page.text, fact.citation
        if fact.table is not None and fact.printed:
            assert words(fact.printed) in words(
                "".join(re.findall(r"<mark>(.*?)</mark>", page.text))
            )


def test_an_address_of_nothing_says_that_it_changed(browser: Browser) -> None:
    (paper,) = papers()
    response = browser("").get(f"/c/{paper.source.id}/0000000000000000")
    assert response.status_code == 404
    assert "这处依据已经变了" in response.text


def test_every_table_is_drawn_whole(browser: Browser) -> None:
    (paper,) = papers()
    client = browser("")
    for number, table in enumerate(paper.tables, 1):
        page = client.get(f"/papers/{paper.source.id}/tables/{number}").text
        told = words(page)
        printed = [cell.text for cell in table.cells] + [row.label for row in table.rows]
        assert [text for text in printed if words(text) not in told] == []
        assert page.count("<td") >= len(table.cells) * 0.9 or table.fields
    assert (
        client.get(f"/papers/{paper.source.id}/tables/{len(paper.tables) + 1}").status_code == 404
    )
