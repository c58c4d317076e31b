"""What Telegram, the network, the machine do to the bot's process: no question is lost, none answered twice.

Each question is asked in a chat of its own, so that the answers that arrive there can be counted. Where
an answer may have arrived and nobody knows, it is apologised for instead of sent again.
"""

from __future__ import annotations

import json
import resource
import signal
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

import pytest

from bot.telegram.webhook import HEADER, secret_of
from tests.bot.telegram.recording import Call
from tests.bot.telegram.updates import Json, in_group, said, update
from tests.e2e import faulty
from tests.e2e.conftest import PATIENCE, free_port, process, until
from tests.e2e.counting import ANSWER, COUNTED, SORRY, counted
from tests.e2e.faulty import Fault, Faulty, faulty_telegram
from tests.e2e.test_telegram_process import contract

TOKEN = "7000001:AAEfaultyfaultyfaultyfaultyfaulty0000"
GIVING_UP = {"STUB_READ_SECONDS": "5"}
"""For plans in which an answer never comes; elsewhere a slow machine is given time."""


@pytest.fixture
def telegram(record_property: Callable[[str, object], None]) -> Iterator[Faulty]:
    with faulty_telegram() as server:
        yield server
    count = counted(server)
    record_property(COUNTED, " ".join(map(str, astuple(count))))
    assert (count.lost, count.twice) == (0, 0), count
    faults = contract().faults
    broken = [fault for call in server.calls for fault in faults(call.method, call.parameters)]
    assert broken == []


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite3"


def variables(telegram: Faulty, state: Path | str, **more: str) -> dict[str, str]:
    return {
        "WENZHANG_TELEGRAM_TOKEN": TOKEN,
        "WENZHANG_TELEGRAM_BASE_URL": telegram.address,
        "WENZHANG_TELEGRAM_POLL_TIMEOUT": "1",
        "WENZHANG_TELEGRAM_SENDS_PER_SECOND": "1000",
        "WENZHANG_STATE_PLACE": str(state),
        "STUB_ECHO": "1",
        "STUB_READ_SECONDS": "60",
        **more,
    }


def asked(chat: int, number: int = 1) -> Json:
    """A question of a user of their own."""
    user = {"id": chat, "is_bot": False, "first_name": "某"}
    return said(
        f"{chat} 的第 {number} 问？", **{"from": user, "chat": {"id": chat, "type": "private"}}
    )


def outcomes(telegram: Faulty, chats: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each chat, how many answers and how many apologies arrived."""
    return {
        chat: (
            sum(text.startswith(ANSWER) for text in telegram.texts(chat)),
            sum(text.startswith(SORRY) for text in telegram.texts(chat)),
        )
        for chat in chats
    }


def settled(telegram: Faulty, chats: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Wait until every chat has its answer or its apology, and a little longer for what should not come."""
    until(lambda: all(sum(each) for each in outcomes(telegram, chats).values()), "the answers")
    time.sleep(0.7)
    return outcomes(telegram, chats)


ONCE, SORRY_ONLY, ONCE_AND_SORRY = (1, 0), (0, 1), (1, 1)


@pytest.mark.parametrize(
    ("faults", "outcome"),
    [
        pytest.param([faulty.FLOOD, faulty.FLOOD], ONCE, id="429"),
        pytest.param([faulty.SERVER], ONCE, id="500"),
        pytest.param([faulty.GATEWAY, faulty.GATEWAY], ONCE, id="502 in HTML"),
        pytest.param([faulty.SERVER] * 3, SORRY_ONLY, id="500 for long"),
        pytest.param([faulty.HANG], SORRY_ONLY, id="hang"),
        pytest.param([faulty.HANG_ARRIVED], ONCE_AND_SORRY, id="hang after it arrived"),
        pytest.param([faulty.DROP], SORRY_ONLY, id="dropped"),
        pytest.param([faulty.DROP_ARRIVED], ONCE_AND_SORRY, id="dropped after it arrived"),
        pytest.param([faulty.REFUSED], ONCE, id="can't parse entities"),
    ],
)
def test_a_fault_of_sending(
    telegram: Faulty,
    bot_command: list[str],
    tmp_path: Path,
    state: Path,
    faults: list[Fault],
    outcome: tuple[int, int],
) -> None:
    chats = range(101, 104)
    telegram.plan("sendMessage", *faults)
    telegram.give(asked(chats[0]))
    log = tmp_path / "bot.log"
    hangs = any(fault.end == "hang" for fault in faults)
    given = variables(telegram, state, **(GIVING_UP if hangs else {}))
    with process(bot_command, log, **given) as bot:
        until(lambda: outcomes(telegram, chats[:1])[chats[0]] >= outcome, "the outcome")
        assert settled(telegram, chats[:1]) == {chats[0]: outcome}, log.read_text()
        telegram.give(*map(asked, chats[1:]))
        assert settled(telegram, chats[1:]) == dict.fromkeys(chats[1:], ONCE)
        assert bot.poll() is None
    assert TOKEN.split(":")[1] not in log.read_text()


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param([faulty.FLOOD], id="429"),
        pytest.param([faulty.SERVER, faulty.GATEWAY], id="500 and 502"),
        pytest.param([faulty.DROP, faulty.DROP], id="dropped"),
        pytest.param([faulty.HANG], id="hang"),
        pytest.param([faulty.CONFLICT], id="409"),
        pytest.param([Fault(200, "<html>?</html>")], id="no JSON"),
    ],
)
def test_a_fault_of_polling(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path, faults: list[Fault]
) -> None:
    chats = range(101, 106)
    telegram.give(asked(chats[0]))
    log = tmp_path / "bot.log"
    with process(bot_command, log, **variables(telegram, state, **GIVING_UP)) as bot:
        settled(telegram, chats[:1])
        telegram.plan("getUpdates", *faults)
        telegram.give(*map(asked, chats[1:]))
        assert settled(telegram, chats) == dict.fromkeys(chats, ONCE), log.read_text()
        assert bot.poll() is None


def test_a_token_that_is_refused_in_mid_run(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path
) -> None:
    log = tmp_path / "bot.log"
    with process(bot_command, log, **variables(telegram, state)) as bot:
        telegram.give(asked(101))
        settled(telegram, [101])
        telegram.plan("getUpdates", *[faulty.UNAUTHORIZED] * 10_000)
        telegram.give(asked(102))
        assert bot.wait(timeout=PATIENCE) == 4, log.read_text()
    telegram.plans.clear()
    with process(bot_command, log, **variables(telegram, state)):
        assert settled(telegram, [101, 102]) == {101: ONCE, 102: ONCE}, log.read_text()


def test_who_blocked_the_bot_is_left_alone_and_others_are_answered(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path
) -> None:
    telegram.plan("sendMessage", faulty.BLOCKED)
    with process(bot_command, tmp_path / "bot.log", **variables(telegram, state)):
        telegram.give(asked(101))
        until(lambda: [c for c in telegram.calls if c.method == "sendMessage"], "the refusal")
        telegram.give(asked(102))
        assert settled(telegram, [102]) == {102: ONCE}
    assert telegram.texts(101) == []


def test_a_group_that_became_a_supergroup_is_followed(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path
) -> None:
    telegram.plan("sendMessage", faulty.moved(-100555))
    with process(bot_command, tmp_path / "bot.log", **variables(telegram, state)):
        telegram.give(in_group("/q 三公？", chat={"id": -55, "type": "group", "title": "群"}))
        assert settled(telegram, [-100555]) == {-100555: ONCE}
    assert telegram.texts(-55) == []


def test_an_edit_that_changes_nothing_is_no_fault(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path
) -> None:
    first = asked(101)
    telegram.plan("editMessageText", faulty.SAME)
    with process(bot_command, tmp_path / "bot.log", **variables(telegram, state)):
        telegram.give(first)
        settled(telegram, [101])
        telegram.give(
            update(edited_message=first["message"] | {"text": "另一问？", "edit_date": 2})
        )
        until(lambda: [c for c in telegram.calls if c.method == "editMessageText"], "the edit")
        telegram.give(asked(102))
        assert settled(telegram, [101, 102]) == {101: ONCE, 102: ONCE}


def test_updates_that_come_twice_and_out_of_order(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path
) -> None:
    chats = list(range(101, 111))
    updates = [asked(chat) for chat in chats]
    with process(bot_command, tmp_path / "bot.log", **variables(telegram, state)):
        telegram.give(*reversed(updates), *updates)
        settled(telegram, chats)
        telegram.give(*updates, asked(120), *updates)  # old numbers, long confirmed
        assert settled(telegram, [*chats, 120]) == dict.fromkeys([*chats, 120], ONCE)


def test_two_hundred_updates_at_once(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path
) -> None:
    chats, each = list(range(101, 141)), 5
    telegram.give(*(asked(chat, number) for number in range(each) for chat in chats))
    with process(bot_command, tmp_path / "bot.log", **variables(telegram, state)):
        until(lambda: all(len(telegram.texts(chat)) >= each for chat in chats), "all answers")
        time.sleep(0.7)
    for chat in chats:
        expected = [f"答：{chat} 的第 {number} 问？" for number in range(each)]
        assert telegram.texts(chat) == expected


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_the_process_ends_while_it_answers(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path, ending: signal.Signals
) -> None:
    chats = list(range(101, 141))
    given = variables(telegram, state, STUB_SLOW="0.3")
    log = tmp_path / "bot.log"
    with process(bot_command, log, **given) as bot:
        if ending is signal.SIGKILL:  # the others are under way, or wait, when it comes
            telegram.plan("sendMessage", *[Fault()] * 6, *[faulty.HANG] * len(chats))
        telegram.give(*map(asked, chats))
        until(lambda: len(telegram.delivered_messages()) >= 6, "the first answers")
        bot.send_signal(ending)
        code = bot.wait(timeout=PATIENCE)
        assert code == (0 if ending is signal.SIGTERM else -9), log.read_text()
    telegram.plans.clear()
    first = sum(sum(each) for each in outcomes(telegram, chats).values())
    with process(bot_command, log, **given):
        found = settled(telegram, chats)
    assert set(found.values()) <= {ONCE, SORRY_ONLY, ONCE_AND_SORRY}, log.read_text()
    if ending is signal.SIGTERM:
        assert (first, set(found.values())) == (len(chats), {ONCE}), "what was taken is finished"
    else:
        assert first < len(chats), "it ended while there was something left to do"


def test_a_state_that_another_program_locks(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path
) -> None:
    chats = list(range(101, 106))
    with process(bot_command, tmp_path / "bot.log", **variables(telegram, state)) as bot:
        telegram.give(asked(100))
        settled(telegram, [100])
        other = sqlite3.connect(state, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        telegram.give(*map(asked, chats))
        time.sleep(12)  # longer than a change waits
        other.execute("ROLLBACK")
        other.close()
        assert settled(telegram, chats) == dict.fromkeys(chats, ONCE)
        assert bot.poll() is None


def test_a_full_disk(telegram: Faulty, bot_command: list[str], tmp_path: Path, state: Path) -> None:
    chats = list(range(101, 106))
    log = tmp_path / "bot.log"
    with process(bot_command, log, **variables(telegram, state)) as bot:
        telegram.give(asked(100))
        settled(telegram, [100])
        # From now on no file of the process may grow.
        _, hard = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (16_384, hard))
        telegram.give(*map(asked, chats))
        until(lambda: "could not be kept" in log.read_text(), "its complaint")
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (hard, hard))
        assert settled(telegram, chats) == dict.fromkeys(chats, ONCE), log.read_text()
        assert bot.poll() is None


def test_a_webhook_of_two_processes_on_one_postgresql(
    telegram: Faulty, bot_command: list[str], tmp_path: Path, postgresql_base: str
) -> None:
    ports = [free_port(), free_port()]
    more = {
        "WENZHANG_TELEGRAM_WEBHOOK_URL": "https://example.invalid/telegram",
        "STUB_SLOW": "0.05",
    }
    bots = [
        process(
            bot_command,
            tmp_path / f"{port}.log",
            **variables(
                telegram, postgresql_base, WENZHANG_TELEGRAM_WEBHOOK_PORT=str(port), **more
            ),
        )
        for port in ports
    ]
    chats, each = list(range(101, 121)), 3
    with bots[0] as first, bots[1] as second:
        hooks = until(lambda: hooks_of(telegram) if len(hooks_of(telegram)) == 2 else None, "both")
        assert {call.parameters["secret_token"] for call in hooks} == {secret_of(TOKEN)}
        assert all(map(is_healthy, ports)), "they listen before Telegram is told where"
        for number in range(each):
            for position, chat in enumerate(chats):
                asking = asked(chat, number)
                telegram.note(asking)
                # Telegram sends to whichever it likes, and again where it is not sure.
                assert posted(ports[(position + number) % 2], asking) == 200
                assert posted(ports[(position + number + 1) % 2], asking) == 200
        until(lambda: all(len(telegram.texts(chat)) >= each for chat in chats), "all answers")
        time.sleep(1)
        assert posted(ports[0], asked(999), secret="wrong") == 403
        for running in (first, second):
            running.send_signal(signal.SIGTERM)
        assert [running.wait(timeout=PATIENCE) for running in (first, second)] == [0, 0]
    for chat in chats:
        assert telegram.texts(chat) == [f"答：{chat} 的第 {number} 问？" for number in range(each)]
    assert telegram.texts(999) == []


def hooks_of(telegram: Faulty) -> list[Call]:
    return [call for call in telegram.calls if call.method == "setWebhook"]


def is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


def posted(port: int, body: Json, secret: str = secret_of(TOKEN)) -> int:
    headers = {HEADER: secret, "Content-Type": "application/json"}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/telegram", json.dumps(body).encode(), headers
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
