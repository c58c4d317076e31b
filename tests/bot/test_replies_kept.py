"""A conversation that was written down goes on as the one that was kept."""

from __future__ import annotations

import pytest

from intents import Conversation, conversation_in, text_of
from tests.corpus.asking import answerer

TALKS = [
    ("三公经费多少？", "那去年呢", "公务接待费呢"),
    ("教育支出多少？", "社保支出呢", "占比多少"),
    ("电话服务中心工作经费多少？", "第二个"),
    ("火星经费多少", "那去年呢"),
    ("项目支出比去年增加了多少，为什么？", "2024 年呢"),
    ("编制多少人？", "空编呢"),
    ("收入最多的是哪一项", "第二多的呢"),
    ("超过 10 万元的项目有哪些", "其中最大的呢"),
]


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk[0])
def test_a_conversation_goes_on_after_it_was_written_down(talk: tuple[str, ...]) -> None:
    kept: object = Conversation()
    written = text_of(Conversation())
    for question in talk:
        read = conversation_in(written)
        assert read == kept
        reply, after = answerer().ask(question, kept)
        assert answerer().ask(question, read)[0] == reply
        kept, written = after, text_of(after)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"last":5}', '{"years":["甲"]}'])
def test_what_is_no_conversation_is_none(text: str) -> None:
    assert conversation_in(text) is None
