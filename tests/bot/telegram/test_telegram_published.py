"""The contract that every recorded call is held to can fail, and knows what we and the library use."""

from __future__ import annotations

from typing import Any

import pytest
from telegram.constants import BOT_API_VERSION_INFO

from tests.bot.telegram.published import Contract, over_the_limits
from tests.e2e.prepare import TYPES, UnavailableError, schema


@pytest.fixture
def published() -> Contract:
    """The contract with its types; where npm is missing, only the checks by type are skipped."""
    try:
        return Contract(schema())
    except UnavailableError as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", {"chat_id": 1}),
        ("sendMessage", {"chat_id": 1, "text": "x", "disable_web_page_preview": True}),
        ("sendMessage", {"chat_id": 1, "text": "x", "parse_mode": "html"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": "x"}}),
        ("answerCallbackQuery", {"text": "x"}),
        ("getMe", {"chat_id": 1}),
        ("sendTable", {"chat_id": 1}),
    ],
)
def test_what_is_not_published_is_a_fault(
    published: Contract, method: str, parameters: dict[str, Any]
) -> None:
    assert published.faults(method, parameters) != []


def test_what_is_published_is_none(published: Contract) -> None:
    button = {"text": "三公", "callback_data": "q:abc"}
    call = {"chat_id": 1, "text": "<b>x</b>", "parse_mode": "HTML"}
    assert (
        published.faults("sendMessage", call | {"reply_markup": {"inline_keyboard": [[button]]}})
        == []
    )
    assert published.faults("getMe", {}) == []


def test_the_library_speaks_no_newer_version_than_the_types() -> None:
    pinned = (TYPES / "package.json").read_text(encoding="utf-8").split('"@gramio/types": "')[1]
    major, minor = (int(part) for part in pinned.split('"')[0].split(".")[:2])
    assert (BOT_API_VERSION_INFO.major, BOT_API_VERSION_INFO.minor) <= (major, minor)


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", {"text": "字" * 4097}),
        ("sendMessage", {"text": "👍" * 2049}),
        ("sendMessage", {"text": " \n"}),
        ("sendMessage", {"text": "<b> </b>", "parse_mode": "HTML"}),
        ("sendMessage", {"text": "<b>x", "parse_mode": "HTML"}),
        ("sendMessage", {"text": "<b><i>x</b></i>", "parse_mode": "HTML"}),
        ("sendMessage", {"text": "<3>", "parse_mode": "HTML", "caption": "x" * 1025}),
        ("sendMessage", {"text": "<h1>x</h1>", "parse_mode": "HTML"}),
        ("sendMessage", {"text": "<b x=1>x</b>", "parse_mode": "HTML"}),
        ("sendMessage", {"text": "<b></b>" * 6000 + "x", "parse_mode": "HTML"}),
        ("editMessageText", {"text": ""}),
        (
            "sendMessage",
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "预" * 22}]]}},
        ),
        (
            "sendMessage",
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": ""}]]}},
        ),
        ("answerCallbackQuery", {"text": "字" * 201}),
        ("setMyCommands", {"commands": [{"command": "q", "description": "字" * 257}]}),
        ("setMyDescription", {"description": "字" * 513}),
        ("setMyShortDescription", {"short_description": "字" * 121}),
    ],
)
def test_what_is_over_a_limit_is_a_fault(method: str, parameters: dict[str, Any]) -> None:
    assert over_the_limits(method, parameters) != []


def test_what_is_just_within_is_none() -> None:
    markup = {"inline_keyboard": [[{"callback_data": "x" * 64}]]}
    text = "<b>" + "字" * 4096 + "</b>"
    assert (
        over_the_limits("sendMessage", {"text": text, "parse_mode": "HTML", "reply_markup": markup})
        == []
    )
    assert over_the_limits("answerCallbackQuery", {"text": "字" * 200}) == []
