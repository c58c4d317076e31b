"""A citizen's whole way and the staff's, through processes: polling and webhook, against a server that is not ours."""

from __future__ import annotations

import json
import signal
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.webhook import HEADER, secret_of
from tests.bot.telegram.recording import Call
from tests.bot.telegram.updates import OTHER, STAFF, Json, in_staff_chat, press, said, update
from tests.e2e.conftest import PATIENCE, Peer, free_port, process, until
from tests.e2e.test_telegram_process import contract, drawn, inline

TOKEN = "7000001:AAEjourneyjourneyjourneyjourneyjou00"
FRESH = 10_000_000
"""Updates that the webhook is sent are numbered from here on."""


class Way:
    """The bot as it is reached: what is given to it, and what comes back."""

    def __init__(self, server: Peer, give: Callable[[Json], None]) -> None:
        self._server = server
        self._seen = 0
        self.give = give

    def next(self) -> Call:
        """Wait for the next message that the bot sends, and return it."""
        self._seen += 1
        return Call("sendMessage", self._server.wait_for("sendMessage", self._seen)[self._seen - 1])

    def press(self, call: Call, label: str, **parts: Any) -> None:
        """Press a button of a message."""
        (found,) = [data for shown, data in call.every_button if label in shown]
        self.give(press(found, message_id=self._seen, **parts))


def _webhook(port: int) -> Callable[[Json], None]:
    def give(given: Json) -> None:
        body = json.dumps({**given, "update_id": FRESH + given["update_id"]}).encode()
        headers = {HEADER: secret_of(TOKEN), "Content-Type": "application/json"}
        address = f"http://127.0.0.1:{port}/telegram"
        request = urllib.request.Request(address, body, headers)
        with urllib.request.urlopen(request, timeout=PATIENCE):
            pass

    return give


@pytest.fixture(params=["polling", "webhook"])
def start(
    request: pytest.FixtureRequest, server: Peer, tmp_path: Path
) -> Iterator[Callable[[], Way]]:
    """Start the bot, or start it again: it stops the one before."""
    port, log = free_port(), tmp_path / "bot.log"
    variables = {
        "WENZHANG_TELEGRAM_TOKEN": TOKEN,
        "WENZHANG_TELEGRAM_BASE_URL": server.address,
        "WENZHANG_TELEGRAM_POLL_TIMEOUT": "1",
        "WENZHANG_TELEGRAM_STAFF_CHAT": str(STAFF["id"]),
        "WENZHANG_STATE_PLACE": str(tmp_path / "state.sqlite3"),
    }
    if request.param == "webhook":
        variables["WENZHANG_TELEGRAM_WEBHOOK_URL"] = "https://bot.invalid/telegram"
        variables["WENZHANG_TELEGRAM_WEBHOOK_PORT"] = str(port)
    polls = request.param == "polling"
    way = Way(server, (lambda given: server.give(TOKEN, given)) if polls else _webhook(port))
    running: list[Any] = []
    with ExitStack() as stack:

        def begin() -> Way:
            for bot in running:
                bot.send_signal(signal.SIGTERM)
                assert bot.wait(timeout=PATIENCE) == 0, log.read_text()
            count = len(server.calls("setMyCommands"))
            command = [sys.executable, "-m", "bot", "bot"]
            running[:] = [stack.enter_context(process(command, log, **variables))]
            until(lambda: len(server.calls("setMyCommands")) >= count + 5, "the start")
            if not polls:
                until(lambda: _is_up(port), "the webhook")
            return way

        yield begin
    assert "Traceback" not in log.read_text()
    faults = contract().faults
    assert [fault for method, call in server.every_call() for fault in faults(method, call)] == []


def _is_up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


def test_the_whole_way(start: Callable[[], Way], server: Peer) -> None:
    way = start()
    way.give(said("/start"))
    assert "我是问账" in way.next().text

    # A question that is asked back; a reading is chosen, and answered.
    asked = said("公车有多少")
    way.give(asked)
    back = way.next()
    assert back.text.startswith("您问的是哪一个？")
    way.press(back, back.buttons[0][0])
    chosen = way.next()
    assert chosen.text.startswith("问：")
    assert "依据" in chosen.text

    # After a restart the conversation goes on, and the old buttons work.
    way = start()
    way.give(said("三公经费多少？"))
    answer = way.next()
    assert "0.00 万元" in answer.text
    _look_and_pass_on(way, server, answer)
    way = start()
    way.give(said("那去年呢"))
    answer = way.next()
    assert "三公" in answer.text
    assert "2025" in answer.text

    _judge_and_call_a_person(way, server, answer)
    _choose_inline(way, server)

    # The first question is edited, and its answer with it.
    edits = len(server.calls("editMessageText"))
    changed = asked["message"] | {"text": "编制多少人？", "edit_date": 1764000009}
    way.give(update(edited_message=changed))
    edited = server.wait_for("editMessageText", edits + 1)[-1]
    assert "46" in Call("", edited).text

    way.give(said("/delete_my_data"))
    assert way.next().text.startswith("已经删掉")


def _look_and_pass_on(way: Way, server: Peer, answer: Call) -> None:
    """The table comes as the picture that is drawn here, its bytes fetched back; a link opens the answer anew."""
    way.press(answer, "看原表")
    photo = server.wait_for("sendPhoto")[-1]
    assert server.file(TOKEN, photo["photo"]) == drawn("三公经费多少？")
    assert "附表4-7" in photo["caption"]
    way.press(answer, "转给别人")
    link = way.next().text.splitlines()[-1]
    way.give(said(f"/start {link.partition('?start=')[2]}"))
    assert "0.00 万元" in way.next().text


def _choose_inline(way: Way, server: Peer) -> None:
    """An answer is found behind the bot's name in another chat, and chosen; it is a question that was asked."""
    way.give(inline("三公经费"))
    (found, *_) = server.wait_for("answerInlineQuery")[-1]["results"]
    assert "0.00 万元" in found["title"]
    chosen = {"result_id": found["id"], "from": OTHER, "query": "三公经费"}
    way.give(update(chosen_inline_result=chosen))


def _judge_and_call_a_person(way: Way, server: Peer, answer: Call) -> None:
    """It is judged bad, a person is called, and the person's reply comes back."""
    way.press(answer, "👎")
    why = way.next()
    way.press(why, "答非所问")
    assert "答非所问" in Call("", server.wait_for("editMessageText")[0]).text
    way.press(answer, "转人工")
    passed, told = way.next(), way.next()
    assert passed.parameters["chat_id"] == STAFF["id"]
    assert "那去年呢" in passed.text
    assert told.text.startswith("已转给工作人员")
    number = server.calls("sendMessage").index(passed.parameters) + 1
    way.give(in_staff_chat("2025 年的决算公开后才有。", to=_id_of(server, number)))
    reply = way.next()
    assert reply.parameters["chat_id"] == 42
    assert reply.text.endswith("2025 年的决算公开后才有。")
    assert way.next().text.startswith("已送达")


def _id_of(server: Peer, number: int) -> int:
    """The id that the server gave to the text that it was sent as the `number`th; it counts pictures, too."""
    sent = [method for method, _ in server.every_call() if method in {"sendMessage", "sendPhoto"}]
    texts = [at for at, method in enumerate(sent, start=1) if method == "sendMessage"]
    return texts[number - 1]
