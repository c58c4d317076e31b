"""The formal reply: begun from the answer, edited, kept with its inquiry, taken away as DOCX."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from docx import Document
from httpx import Response

from bot.desk.desk import Desk
from bot.desk.letter import FIELDS
from bot.state.inquiries import InquiryStatus
from tests.bot.desk.conftest import Browser
from tests.corpus.asking import answerer


def begun(browser: Browser, question: str) -> tuple[str, dict[str, str], Response]:
    """Begin a reply; return its address, its fields as filled in, and the page."""
    client = browser("clerk")
    address = client.post("/desk/reply", data={"q": question}).headers["location"]
    page = client.get(address)
    fields = dict(
        re.findall(r'<textarea id="(\w+)" name="\w+"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
    )
    fields |= dict(re.findall(r'<input id="(\w+)" name="\w+" value="([^"]*)"', page.text))
    return address, {name: unescape(fields[name]) for name in FIELDS}, page


@pytest.mark.parametrize("question", ["三公经费多少？", "编制多少人？", "支出比去年少了多少？"])
def test_the_reply_says_what_the_answer_says(browser: Browser, question: str) -> None:
    reply, _ = answerer().ask(question)
    _, fields, page = begun(browser, question)
    assert fields["question"] == question
    assert all(line in fields["answer"] for line in reply.text.splitlines())
    assert all(notice in fields["answer"] for notice in reply.notices)
    for citation in reply.citations:
        assert (citation.table or citation.section or citation.table_title or "") in fields["basis"]
    assert fields["date"] == "2026年3月1日"
    assert fields["department"].endswith("社会保险管理处")
    assert reply.citations[0].title in unescape(page.text)


def test_the_text_follows_the_fields(browser: Browser) -> None:
    address, fields, _ = begun(browser, "三公经费多少？")
    changed = {**fields, "inquirer": "张先生", "answer": "没有安排。"}
    text = unescape(browser("clerk").post(f"{address}/text", data=changed).text)
    assert "张先生：" in text
    assert "没有安排。" in text
    assert "0.00 万元" not in text


def test_a_kept_reply_is_the_inquirys_and_on_record(desk: Desk, browser: Browser) -> None:
    address, fields, _ = begun(browser, "三公经费多少？")
    page = browser("publisher").post(address, data={**fields, "inquirer": "张先生"})
    assert "已存下" in page.text
    (inquiry,) = desk.state.inquiries.find()
    assert (inquiry.status, inquiry.assignee) == (InquiryStatus.REPLIED, "publisher")
    assert (inquiry.reply or "").splitlines()[2] == "张先生："
    entry = desk.state.audit.find()[0]
    assert (entry.who, entry.action, entry.subject) == (
        "publisher",
        "inquiry.reply",
        f"inquiry:{inquiry.id}",
    )


def test_the_docx_holds_the_letter(browser: Browser) -> None:
    address, fields, _ = begun(browser, "三公经费多少？")
    response = browser("clerk").post(
        f"{address}/docx", data={**fields, "inquirer": "张先生", "pictures": "1"}
    )
    assert response.status_code == 200
    told = [paragraph.text for paragraph in Document(io.BytesIO(response.content)).paragraphs]
    assert told[0] == "关于“三公经费多少”的答复"
    assert told[1] == "张先生："
    assert any("0.00 万元" in text for text in told)
    assert fields["department"] in told


@pytest.mark.parametrize("odd", ["<b>&\"'", "\x00\x0b\ufffe", "＝１＋１", "字" * 4000])
def test_odd_words_in_a_field_make_a_sound_docx(browser: Browser, odd: str) -> None:
    address, fields, _ = begun(browser, "三公经费多少？")
    response = browser("clerk").post(f"{address}/docx", data=dict.fromkeys(fields, odd))
    assert response.status_code == 200
    assert Document(io.BytesIO(response.content)).paragraphs


def test_too_long_a_field_is_said_to_be_so_and_the_rest_is_kept(browser: Browser) -> None:
    address, fields, _ = begun(browser, "三公经费多少？")
    page = browser("clerk").post(
        address, data={**fields, "answer": "字" * 8001, "inquirer": "张先生"}
    )
    assert page.status_code == 422
    assert "每栏最多 8000 字" in page.text
    assert 'value="张先生"' in page.text


def test_the_same_question_is_kept_once(desk: Desk, browser: Browser) -> None:
    client = browser("clerk")
    client.post("/desk/ask", data={"q": "三公经费多少？"})
    client.post("/desk/reply", data={"q": "三公经费多少？"})
    assert len(desk.state.inquiries.find()) == 1


def test_an_answer_without_a_figure_is_pointed_out(browser: Browser) -> None:
    _, _, page = begun(browser, "我的养老金什么时候发？")
    assert "没有得到数字答案" in page.text


@pytest.mark.parametrize("number", ["0", "999", "99999999999999999999"])
def test_an_unknown_inquiry_is_not_there(browser: Browser, number: str) -> None:
    assert browser("clerk").get(f"/desk/reply/{number}").status_code == 404
    assert browser("clerk").post(f"/desk/reply/{number}/docx").status_code == 404
