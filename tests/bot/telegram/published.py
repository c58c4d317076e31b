"""Outgoing calls against the Bot API's published types, and against its limits, which no type holds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from telegram.constants import (
    BotCommandLimit,
    BotDescriptionLimit,
    CallbackQueryLimit,
    InlineKeyboardButtonLimit,
    InlineQueryLimit,
    MessageLimit,
)

WITHOUT_PARAMETERS = {"getMe", "logOut", "close"}
"""Methods that take none; only methods with parameters have a published type for them."""

TAGS = {"b", "i", "blockquote"}
"""The tags that we use, all of which Telegram knows."""


class Contract:
    """What a call must hold to; without a schema only the limits."""

    def __init__(self, schema: Path | None) -> None:
        self._definitions: dict[str, Any] | None = None
        if schema is not None:
            self._definitions = json.loads(schema.read_text(encoding="utf-8"))["definitions"]

    def faults(self, method: str, parameters: Mapping[str, Any]) -> list[str]:
        """Given a call, return what is wrong with it."""
        return [*self._off_the_types(method, parameters), *over_the_limits(method, parameters)]

    def knows(self, method: str) -> bool:
        """Tell whether a method is published."""
        return method in WITHOUT_PARAMETERS or self._name(method) in (self._definitions or {})

    def _off_the_types(self, method: str, parameters: Mapping[str, Any]) -> list[str]:
        if self._definitions is None:
            return []
        if not self.knows(method):
            return [f"{method} is not published"]
        if method in WITHOUT_PARAMETERS:
            return [f"{method} takes no parameters"] if parameters else []
        found = self._validator(self._name(method)).iter_errors(parameters)
        return [f"{method}: {error.json_path} {error.message[:300]}" for error in found]

    @cache  # noqa: B019 - one contract a test run
    def _validator(self, name: str) -> Draft7Validator:
        return Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": self._definitions})

    @staticmethod
    def _name(method: str) -> str:
        return f"{method[0].upper()}{method[1:]}Params"


def over_the_limits(method: str, parameters: Mapping[str, Any]) -> list[str]:
    """Given a call, return which of Telegram's limits it breaks."""
    faults: list[str] = []
    text = str(parameters.get("text", ""))
    if method in {"sendMessage", "editMessageText"}:
        visible, tags = read_html(text) if parameters.get("parse_mode") == "HTML" else (text, [])
        faults += tags
        if not visible.strip():
            faults.append("an empty text")
        if _units(visible) > MessageLimit.MAX_TEXT_LENGTH:
            faults.append(f"a text of {_units(visible)} units")
        if len(text.encode()) > 32 * 1024:
            faults.append(f"a text of {len(text.encode())} bytes with its tags")
    if (
        method == "answerCallbackQuery"
        and _units(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    ):
        faults.append(f"an alert of {_units(text)} units")
    if _units(str(parameters.get("caption", ""))) > MessageLimit.CAPTION_LENGTH:
        faults.append("a caption too long")
    faults += [
        f"callback data of {len(each.encode())} bytes"
        for each in _data(parameters)
        if not _fits(each)
    ]
    return faults + _inline_faults(method, parameters) + _profile_faults(method, parameters)


def read_html(html: str) -> tuple[str, list[str]]:
    """Given HTML, return the text that a reader sees and what is wrong with its tags."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text, reader.faults + [f"<{tag}> is not closed" for tag in reader.open]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS or attrs:
            self.faults.append(f"<{tag}> is none of our tags")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data


def _inline_faults(method: str, parameters: Mapping[str, Any]) -> list[str]:
    if method != "answerInlineQuery":
        return []
    faults, results = [], parameters["results"]
    if len(results) > InlineQueryLimit.RESULTS:
        faults.append(f"{len(results)} inline results")
    ids = [each["id"] for each in results]
    if len(set(ids)) != len(ids) or any(not 1 <= len(each.encode()) <= 64 for each in ids):
        faults.append(f"ids of inline results: {ids}")
    for each in results:
        text = each["input_message_content"]["message_text"]
        faults += over_the_limits("sendMessage", {"text": text, "parse_mode": "HTML"})
    start = (parameters.get("button") or {}).get("start_parameter", "a")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start):
        faults.append(f"a start parameter {start}")
    return faults


def _profile_faults(method: str, parameters: Mapping[str, Any]) -> list[str]:
    menu = parameters.get("commands", []) if method == "setMyCommands" else []
    faults = [
        f"/{each['command']} is described at too great a length"
        for each in menu
        if len(each["description"]) > BotCommandLimit.MAX_DESCRIPTION
    ]
    if len(parameters.get("description", "")) > BotDescriptionLimit.MAX_DESCRIPTION_LENGTH:
        faults.append("a description too long")
    if (
        len(parameters.get("short_description", ""))
        > BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH
    ):
        faults.append("a short description too long")
    return faults


def _data(parameters: Mapping[str, Any]) -> list[str]:
    markup = parameters.get("reply_markup") or {}
    rows = markup.get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _fits(data: str) -> bool:
    limits = InlineKeyboardButtonLimit
    return limits.MIN_CALLBACK_DATA <= len(data.encode()) <= limits.MAX_CALLBACK_DATA


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
