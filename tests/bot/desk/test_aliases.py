"""A word taught at the desk: proposed in one click, weighed, added on record, taken back; nothing wrong gets in."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.desk.desk import Desk
from bot.desk.pages.aliases import trials_of
from bot.proposals.own_file import add_word, words_of
from bot.state.inquiries import Channel, InquiryStatus
from intents import OwnWord, use_own
from tests.bot.desk.conftest import Browser
from tests.corpus.asking import answerer

QUESTIONS = ("饭局钱多少", "饭局钱要多少", "饭局钱是多少")


@pytest.fixture(autouse=True)
def _own_lexicon(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("WENZHANG_STORE", str(tmp_path / "store.sqlite"))  # its state is the desk's
    use_own(desk.lexicon)
    yield
    use_own(None)


def ask_all(desk: Desk, *questions: str) -> list[int]:
    inquiries = desk.state.inquiries
    return [inquiries.record(Channel.TELEGRAM, q, answerer().ask(q)[0]) for q in questions]


def weighed(desk: Desk, client: TestClient, word: str, name: str) -> str:
    """Propose a word, wait until it is weighed, and return where that is shown."""
    sent = client.post("/desk/words/try", data={"word": word, "name": name})
    assert sent.status_code == 303, sent.text
    return _waited(desk, sent.headers["location"])


def _waited(desk: Desk, here: str) -> str:
    deadline = time.monotonic() + 60
    while (trial := trials_of(desk).get(re.split(r"[/?]", here)[4])) and trial.state == "running":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return here


def test_the_nearest_are_offered_for_each_group_that_was_not_understood(
    desk: Desk, browser: Browser
) -> None:
    ask_all(desk, *QUESTIONS, "火星基地多少钱")
    page = browser("clerk").get("/desk/unknown").text
    assert "“饭局”就是" in page
    assert '<button class="option" type="submit">公务接待费</button>' in page
    assert "“火星基地”就是" in page  # like nothing: whoever knows it chooses


def test_a_word_is_taught_and_taken_back_on_record(desk: Desk, browser: Browser) -> None:
    ids = ask_all(desk, *QUESTIONS)
    client = browser("clerk")
    here = weighed(desk, client, "饭局", "公务接待费")
    page = unescape(client.get(here).text)
    assert "听懂了 3 个" in page
    assert "变坏" not in page.partition("没有一处变坏")[0]
    assert "公务接待费：0.00 万元" in page
    assert answerer().ask(QUESTIONS[0])[0].status != "answered"
    assert client.post(f"{here}/add").headers["location"].startswith("/desk/words?added=")
    assert answerer().ask(QUESTIONS[0])[0].facts[0].value == "0.00"
    (own,) = words_of(desk.lexicon)
    assert (own.word, own.concept, own.by, own.at) == ("饭局", "reception", "clerk", "2026-03-01")
    assert _statuses(desk, ids) == [InquiryStatus.CLOSED] * 3
    assert "没有没听懂的问题" in client.get("/desk/unknown").text
    assert "撤销“饭局”" in client.get("/desk/words").text
    client.post("/desk/words/undo", data={"word": "饭局"})
    assert answerer().ask(QUESTIONS[0])[0].status != "answered"
    assert _statuses(desk, ids) == [InquiryStatus.NOT_UNDERSTOOD] * 3
    done = [
        (e.who, e.action, e.before, e.after) for e in desk.state.audit.find(subject="word:饭局")
    ]
    assert done == [
        ("clerk", "lexicon.undo", "公务接待费", None),
        ("clerk", "lexicon.learned", None, ids[::-1]),
        ("clerk", "lexicon.add", None, "公务接待费"),
    ]
    assert "听懂了，了结" in client.get(f"/desk/inquiries/{ids[0]}").text


def test_a_word_that_changes_a_right_answer_cannot_be_added(desk: Desk, browser: Browser) -> None:
    client = browser("clerk")
    here = weighed(desk, client, "一共花多少钱", "编制")
    page = unescape(client.get(here).text)
    assert "不能加" in page
    assert "今年一共花多少钱" in page
    assert "加入词典" not in page
    client.post(f"{here}/add")
    assert words_of(desk.lexicon) == ()


@pytest.mark.parametrize(
    ("word", "name", "told"),
    [
        ("钱", "编制", "叫法要有 2 到 20 个字"),
        ("--add", "编制", "只能有汉字、字母和数字"),
        ("饭局", "没有的", "没有叫“没有的”的概念"),
        ("饭局", "", "没有叫“”的概念"),
        ("<script>", "编制", "只能有汉字"),
    ],
)
def test_what_will_not_do_is_told_at_once_and_the_form_keeps_what_was_typed(
    browser: Browser, word: str, name: str, told: str
) -> None:
    sent = browser("clerk").post("/desk/words/try", data={"word": word, "name": name})
    page = unescape(sent.text)
    assert sent.status_code == 422
    assert told in page
    assert f'name="word" value="{word}"' in page
    assert "<script>" not in sent.text


def test_a_word_that_is_known_is_told_where_it_was_weighed(desk: Desk, browser: Browser) -> None:
    client = browser("clerk")
    page = client.get(weighed(desk, client, "三公支出", "编制")).text
    assert "词典里已经有“三公支出”，指“三公经费”" in page


def test_what_has_changed_since_is_weighed_anew(desk: Desk, browser: Browser) -> None:
    ask_all(desk, *QUESTIONS)
    client = browser("clerk")
    here = weighed(desk, client, "饭局", "公务接待费")
    add_word(desk.lexicon, OwnWord(word="碰头钱", concept="meeting"))
    sent = client.post(f"{here}/add").headers["location"]
    assert sent.endswith("?again=1")
    assert [each.word for each in words_of(desk.lexicon)] == ["碰头钱"]
    assert "所以重新看了一遍" in client.get(_waited(desk, sent)).text
    old = replace(desk, lexicon=desk.lexicon)
    trial = trials_of(old).get(re.split(r"[/?]", sent)[4])
    assert trial is not None
    about = asdict(replace(trial.proposal, at=trial.proposal.at - 3600))
    path = desk.folder / "trials" / trial.id / "about.json"
    path.write_text(json.dumps(about), encoding="utf-8")
    again = client.post(sent.replace("?again=1", "/add")).headers["location"]
    assert again.endswith("?again=1")
    client.post(_waited(desk, again).replace("?again=1", "/add"))
    assert [each.word for each in words_of(desk.lexicon)] == ["碰头钱", "饭局"]


def test_two_who_add_the_same_word_add_it_once(desk: Desk, browser: Browser) -> None:
    ask_all(desk, *QUESTIONS)
    one, other = browser("clerk"), browser("publisher")
    both = [weighed(desk, client, "饭局", "公务接待费") for client in (one, other)]
    one.post(f"{both[0]}/add")
    again = other.post(f"{both[1]}/add").headers["location"]
    assert "自己的词典里已经有“饭局”" in other.get(_waited(desk, again)).text
    assert len(words_of(desk.lexicon)) == 1


def test_a_damaged_file_is_told_and_nothing_is_done(desk: Desk, browser: Browser) -> None:
    desk.lexicon.write_text("[[alias", encoding="utf-8")
    client = browser("clerk")
    assert "写不进自己的词典" in client.get("/desk/words").text
    undone = client.post("/desk/words/undo", data={"word": "饭局"})
    assert undone.status_code == 422
    assert desk.lexicon.read_text(encoding="utf-8") == "[[alias"


def test_a_trial_that_failed_or_is_not_there_is_told(desk: Desk, browser: Browser) -> None:
    client = browser("clerk")
    here = weighed(desk, client, "饭局", "公务接待费")
    (desk.folder / "trials" / here.rpartition("/")[2] / "out.json").write_text("{", "utf-8")
    assert "没有看成。请再试一次" in client.get(here).text
    for path in ("/desk/words/try/x", "/desk/words/try/0000000000000000"):
        assert client.get(path).status_code == 404


def _statuses(desk: Desk, ids: list[int]) -> list[InquiryStatus]:
    found = [desk.state.inquiries.get(each) for each in ids]
    return [inquiry.status for inquiry in found if inquiry]
