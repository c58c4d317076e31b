"""No text, however odd, raises, answers without a citation, or gives a figure with a refusal."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reply import Reply
from intents import Conversation
from intents.lexicon import lexicon
from tests.corpus.asking import answerer, reply_to
from tests.corpus.cases import phrases

_EXAMPLES = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
_LEXICON = sorted(
    {alias for concept in lexicon().concepts.values() for alias in concept.aliases}
    | {word for cue in lexicon().cues for word in cue.words}
    | set(lexicon().fillers)
    | set(lexicon().blocking)
)
_FIGURES = st.from_regex(r"[0-9]{1,8}(\.[0-9]{1,3})?(万元|元|%|人|年|辆)?", fullmatch=True)
_ODD = st.sampled_from(
    [
        "\u200b",
        "\u202e",
        "\u0000",
        "\ufeff",
        "٣",
        "①",
        "㈠",
        "½",
        "🧾",
        "\U000e0041",
        "𠮷",
        "ﷺ",
        "\u0301",
        "\r\n",
    ]
)
_PIECES = st.one_of(
    st.sampled_from(_LEXICON),
    st.sampled_from([p.text for p in phrases()]),
    _FIGURES,
    _ODD,
    st.text(max_size=4),
)

LONG = {
    "一句重复": "三公经费多少？" * 600,
    "全是数字": "186207.68278.19" * 300,
    "没有标点": "今年的预算是多少钱" * 500,
    "一个字": "啊" * 4096,
    "全是表情": "😀" * 5000,
    "零宽": "\u200b" * 4096,
    "括号": "（" * 4096,
    "乱码": "".join(chr(0x4E00 + (i * 7919) % 20000) for i in range(4200)),
    "从右到左": "\u202eميزانية" * 600,
    "叠音符": "a" + "\u0301" * 4096,
    "算式": "1+" * 2048,
    "年份": "2025年" * 900,
}


@given(st.text(max_size=60))
@_EXAMPLES
def test_any_text_is_safe(text: str) -> None:
    _is_sound(reply_to(text))


@given(st.lists(_PIECES, min_size=1, max_size=7))
@_EXAMPLES
def test_words_of_the_field_thrown_together_are_safe(pieces: list[str]) -> None:
    _is_sound(reply_to("".join(pieces)))


@given(
    st.lists(
        st.one_of(_PIECES, st.sampled_from(["去年呢", "为什么", "第二个", "2", "占多少", "在哪"])),
        min_size=2,
        max_size=4,
    )
)
@_EXAMPLES
def test_any_conversation_is_safe(messages: list[str]) -> None:
    conversation: Conversation | None = None
    for message in messages:
        reply, conversation = answerer().ask(message, conversation)
        _is_sound(reply)


@pytest.mark.parametrize("name", LONG)
def test_a_very_long_question_is_safe(name: str) -> None:
    assert len(LONG[name]) >= 4096
    _is_sound(reply_to(LONG[name]))


def test_a_reply_is_the_same_every_time() -> None:
    for phrase in phrases()[::9]:
        assert answerer().ask(phrase.text)[0] == answerer().ask(phrase.text)[0]


def _is_sound(reply: Reply) -> None:
    assert reply.text.strip()
    if reply.status == "answered":
        assert reply.citations
    else:
        assert reply.facts == ()
    if reply.status == "clarify":
        assert len(reply.options) >= 2
    for fact in reply.facts:
        assert fact.citations
        assert all(0 <= index < len(reply.citations) for index in fact.citations)
    assert all(option.strip() for option in reply.options)
    assert Reply.model_validate(json.loads(reply.model_dump_json())).text == reply.text
