"""A Telegram of our own that fails as it is told to: plan by plan, and it knows what was delivered."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs

from tests.bot.telegram.recording import BOT, Call

POLL_SECONDS = 0.3
_LONGEST_HANG = 120.0


@dataclass(frozen=True)
class Fault:
    """What one call comes to instead of succeeding."""

    status: int = 200
    body: dict[str, Any] | str = ""
    """A dict is Telegram's own error, a text anything else."""
    end: Literal["", "hang", "drop"] = ""
    """hang: no answer ever comes; drop: the connection is closed."""
    does_arrive: bool = False
    """Whether the call takes effect all the same."""


FLOOD = Fault(429, {"description": "Too Many Requests", "parameters": {"retry_after": 1}})
SERVER = Fault(500, {"description": "Internal Server Error"})
GATEWAY = Fault(502, "<html><body>502 Bad Gateway</body></html>")
UNAUTHORIZED = Fault(401, {"description": "Unauthorized"})
BLOCKED = Fault(403, {"description": "Forbidden: bot was blocked by the user"})
REFUSED = Fault(400, {"description": "Bad Request: can't parse entities: unsupported start tag"})
SAME = Fault(400, {"description": "Bad Request: message is not modified"})
CONFLICT = Fault(409, {"description": "Conflict: terminated by other getUpdates request"})
HANG = Fault(end="hang")
HANG_ARRIVED = Fault(end="hang", does_arrive=True)
DROP = Fault(end="drop")
DROP_ARRIVED = Fault(end="drop", does_arrive=True)


def moved(chat: int) -> Fault:
    """A group became a supergroup, with this number."""
    return Fault(
        400,
        {
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": chat},
        },
    )


@dataclass
class Faulty:
    """The server as a test sees it."""

    address: str = ""
    plans: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    calls: list[Call] = field(default_factory=list)
    delivered: list[Call] = field(default_factory=list)
    """The calls that took effect, in order."""
    updates: list[dict[str, Any]] = field(default_factory=list)
    asked: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Every question that was given: by the number of its update, its chat and its words."""
    unreachable: set[int] = field(default_factory=set)
    """The chats of who blocked the bot."""
    moves: dict[int, int] = field(default_factory=dict)
    """The groups that became supergroups: from which number to which."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def give(self, *updates: dict[str, Any]) -> None:
        """Let updates come to whoever polls."""
        for each in updates:
            self.note(each)
        with self.lock:
            self.updates.extend(updates)

    def note(self, update: dict[str, Any]) -> None:
        """Note what an update asks, however often and in whatever way it comes."""
        if "message" in update:
            message = update["message"]
            words = message["text"].removeprefix("/q ")
            self.asked[update["update_id"]] = message["chat"]["id"], words

    def plan(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method come to these."""
        with self.lock:
            self.plans[method].extend(faults)

    def texts(self, chat: int) -> list[str]:
        """Return the texts that arrived in a chat, in order."""
        with self.lock:
            return [
                call.text
                for call in self.delivered
                if call.method == "sendMessage" and int(call.parameters["chat_id"]) == chat
            ]

    def delivered_messages(self) -> list[Call]:
        """Return the messages that arrived, in order."""
        with self.lock:
            return [call for call in self.delivered if call.method == "sendMessage"]

    def take(self, call: Call) -> Fault:
        """Record a call; return what it comes to."""
        with self.lock:
            self.calls.append(call)
            fault = self.plans[call.method].pop(0) if self.plans[call.method] else Fault()
            if call.method == "sendMessage":
                self._note_fate(int(call.parameters["chat_id"]), fault)
            if fault.does_arrive or (fault.status == 200 and not fault.end):
                self.delivered.append(call)
            return fault

    def result(self, call: Call) -> Any:
        """Return what a call that succeeds is answered."""
        if call.method == "getMe":
            return BOT
        if call.method == "getUpdates":
            return self._polled(int(call.parameters.get("offset") or 0))
        if call.method in {"sendMessage", "editMessageText"}:
            chat = {"id": int(call.parameters["chat_id"]), "type": "private"}
            return {"message_id": len(self.calls) + 1, "date": 1, "chat": chat, "text": "…"}
        return True

    def _note_fate(self, chat: int, fault: Fault) -> None:
        if fault.status == BLOCKED.status:
            self.unreachable.add(chat)
        parameters = fault.body.get("parameters", {}) if isinstance(fault.body, dict) else {}
        if "migrate_to_chat_id" in parameters:
            self.moves[chat] = parameters["migrate_to_chat_id"]

    def _polled(self, offset: int) -> list[dict[str, Any]]:
        end = time.monotonic() + POLL_SECONDS
        while True:
            with self.lock:
                # An offset confirms what came before it; what comes twice comes twice all the same.
                self.updates = [each for each in self.updates if each["update_id"] >= offset]
                if self.updates or time.monotonic() >= end:
                    return self.updates[:100]
            time.sleep(0.01)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    faulty: Faulty

    def handle_error(self, *_: object) -> None:
        """Nothing is printed of a bot that was killed before it was answered."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        method = self.path.rsplit("/", 1)[1]
        call = Call(method, _parameters(body, self.headers.get("Content-Type") or ""))
        fault = self.server.faulty.take(call)
        if fault.end == "hang":
            self.connection.settimeout(_LONGEST_HANG)
            with contextlib.suppress(OSError):
                self.rfile.read(1)  # whoever waits for the answer gives up, and hangs up
        if fault.end:
            self.close_connection = True
            return
        if fault.status == 200:
            self._tell(200, {"ok": True, "result": self.server.faulty.result(call)})
        elif isinstance(fault.body, dict):
            self._tell(fault.status, {"ok": False, "error_code": fault.status, **fault.body})
        else:
            self._tell(fault.status, fault.body)

    def _tell(self, status: int, body: object) -> None:
        told = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


def _parameters(body: bytes, kind: str) -> dict[str, Any]:
    if kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    if kind.startswith("multipart/"):
        head = b"Content-Type: " + kind.encode() + b"\r\n\r\n"
        parts = BytesParser().parsebytes(head + body).get_payload()
        given = {
            str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
            for part in parts
            if isinstance(part, Message)
        }
    else:
        given = {name: values[0].encode() for name, values in parse_qs(body.decode()).items()}
    return {name: _value(value) for name, value in given.items()}


def _value(value: object) -> Any:
    text = value.decode() if isinstance(value, bytes) else str(value)
    try:
        return json.loads(text)
    except ValueError:
        return text


@contextmanager
def faulty_telegram() -> Iterator[Faulty]:
    """Serve on loopback while the block runs."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.faulty = Faulty(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.faulty
        finally:
            server.shutdown()
            thread.join()
