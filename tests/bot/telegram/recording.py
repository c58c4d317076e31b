"""A Telegram that is none: it records what the application sends, and answers as it was told to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

from tests.bot.telegram.published import Contract, read_html

BOT = {"id": 7000001, "is_bot": True, "first_name": "问账", "username": "wenzhang_bot"}

PHOTO = {"file_unique_id": "p", "width": 1, "height": 1}

Outcome = dict[str, Any] | tuple[int, dict[str, Any]] | BaseException
"""What a call comes to: a result's changes, an HTTP status with its body, or an error before any."""


@dataclass(frozen=True)
class Call:
    """One outgoing call."""

    method: str
    parameters: dict[str, Any]

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        text = str(self.parameters.get("text", ""))
        return read_html(text)[0] if self.parameters.get("parse_mode") == "HTML" else text

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Its buttons that ask: what each shows, and its callback data."""
        return [(label, data) for label, data in self.every_button if data.startswith("q:")]

    @property
    def every_button(self) -> list[tuple[str, str]]:
        """All its buttons: what each shows, and its callback data (or the text that it copies)."""
        rows = (self.parameters.get("reply_markup") or {}).get("inline_keyboard", [])
        return [
            (
                button["text"],
                button.get("callback_data") or button.get("url") or button["copy_text"]["text"],
            )
            for row in rows
            for button in row
        ]


@dataclass
class Recorder:
    """What was called, what was wrong with it, and what the next calls will come to."""

    contract: Contract
    calls: list[Call] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    planned: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    before: Callable[[Call], None] = lambda _: None

    def plan(self, method: str, *outcomes: Outcome) -> None:
        """Let the next calls of a method come to these; afterwards they succeed again."""
        self.planned[method].extend(outcomes)

    def of(self, method: str) -> list[Call]:
        """Return the calls of a method."""
        return [call for call in self.calls if call.method == method]

    @property
    def sent(self) -> list[Call]:
        """Return the messages that were sent."""
        return self.of("sendMessage")

    @property
    def last(self) -> Call:
        """Return the message that was sent last."""
        return self.sent[-1]


class RecordingRequest(BaseRequest):
    """The library's own seam for requests, with a recorder behind it."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._messages = 1000

    @property
    def read_timeout(self) -> float | None:
        """Nothing is waited for."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing is to be made ready."""

    async def shutdown(self) -> None:
        """Nothing is to be put away."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - the library's own names
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """Record one call and answer it."""
        name = url.rsplit("/", 1)[1]
        call = Call(name, dict(request_data.parameters) if request_data else {})
        for file in (request_data.multipart_data or {}) if request_data else {}:
            call.parameters.setdefault(file, f"attach://{file}")
        recorder = self._recorder
        recorder.before(call)
        recorder.calls.append(call)
        recorder.faults += recorder.contract.faults(name, call.parameters)
        planned = recorder.planned[name].pop(0) if recorder.planned[name] else {}
        if isinstance(planned, BaseException):
            raise planned
        if isinstance(planned, tuple):
            status, body = planned
            return status, json.dumps({"ok": False, "error_code": status, **body}).encode()
        return 200, json.dumps({"ok": True, "result": self._result(call, planned)}).encode()

    def _result(self, call: Call, changes: dict[str, Any]) -> Any:
        if call.method == "getMe":
            return BOT | changes
        if call.method == "getUpdates":
            return []
        if call.method not in {"sendMessage", "editMessageText", "sendPhoto", "sendRichMessage"}:
            return True
        self._messages += call.method != "editMessageText"
        return {
            "message_id": call.parameters.get("message_id", self._messages),
            "date": 1,
            "chat": {"id": call.parameters["chat_id"], "type": "private"},
            "from": BOT,
            **(
                {"photo": [PHOTO | {"file_id": f"photo-{self._messages}"}]}
                if call.method == "sendPhoto"
                else {"text": call.text}
            ),
            **changes,
        }
