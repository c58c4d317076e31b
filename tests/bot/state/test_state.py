"""What is remembered comes back equal, is one's own, and goes when its time is over; on both databases."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

from bot.state import Pseudonyms, State, StateSettings
from bot.state.inquiries import Channel
from bot.state.pseudonyms import key_in
from bot.state.schema import METADATA
from bot.state.staff import Relay
from bot.state.updates import Came
from knowledge import StoreError
from tests.bot.state.conftest import Clock
from tests.bot.state.made import DAY, KEY, LI, WANG, answered

RELAY = Relay(
    inquiry=1, bot=7, who=WANG, chat=-100123, thread=5, message=9, staff_chat=-2, staff_message=77
)


def came(*numbers: int) -> dict[int, Came]:
    return {number: Came(f'{{"update_id":{number}}}', "chat") for number in numbers}


# --- Updates ------------------------------------------------------------------------------------


def test_an_update_is_taken_once(state: State) -> None:
    assert state.updates.accept(7, came(1, 2)) == {1, 2}
    assert state.updates.accept(7, came(2, 3)) == {3}
    assert state.updates.accept(8, came(2)) == {2}  # another bot's


def test_what_was_not_done_is_taken_up_again_once(state: State, clock: Clock) -> None:
    state.updates.accept(7, came(3, 1, 2))
    state.updates.sending(7, 2)
    state.updates.done(7, 3)
    clock.now += 10
    assert state.updates.take_undone(7, older=60) == ()
    clock.now += 60
    undone = state.updates.take_undone(7, older=60)
    assert [(each.number, each.body, each.phase) for each in undone] == [
        (1, '{"update_id":1}', "waiting"),
        (2, '{"update_id":2}', "sending"),
    ]
    assert state.updates.take_undone(7, older=60) == ()


def test_of_a_done_update_only_the_number_is_kept(state: State, where: str) -> None:
    state.updates.accept(7, {1: Came("私密的话")})
    state.updates.done(7, 1)
    assert "私密的话" not in everything(where)


def test_two_threads_never_both_get_an_update(state: State) -> None:
    got: list[frozenset[int]] = []
    start = threading.Barrier(4)

    def accept() -> None:
        start.wait()
        got.extend(state.updates.accept(7, came(number)) for number in range(25))

    threads = [threading.Thread(target=accept) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for each in got for number in each) == list(range(25))


def test_an_update_waits_for_an_earlier_one_of_its_chat(state: State, clock: Clock) -> None:
    state.updates.accept(7, came(1, 2))

    def waits(number: int, chat: str = "chat") -> bool:
        return state.updates.has_earlier(7, number, chat, within=60)

    assert [waits(1), waits(2), waits(2, "another")] == [False, True, False]
    clock.now += 60
    assert not waits(2), "a process that died holds nobody up for ever"
    state.updates.accept(7, came(3, 4))
    assert waits(4)
    state.updates.done(7, 3)
    assert not waits(4)


# --- What goes by itself ------------------------------------------------------------------------


def test_a_thing_comes_back_until_its_time_is_over(state: State, clock: Clock) -> None:
    state.conversations.put("talk", "甲", 600, WANG)
    state.conversations.put("talk", "乙", 600, WANG)
    clock.now += 599
    kept = state.conversations.get("talk")
    assert kept is not None
    assert (kept.body, kept.who) == ("乙", WANG)
    clock.now += 1
    assert state.conversations.get("talk") is None


def test_a_button_pressed_twice_in_a_row_counts_once(state: State, clock: Clock) -> None:
    state.tokens.put("t", "{}", 3600)
    assert [state.tokens.press("t", within=10) for _ in range(2)] == [True, False]
    assert state.tokens.press("t.1", within=10), "another one of the same message"
    clock.now += 10
    assert [state.tokens.press("t", within=10) for _ in range(2)] == [True, False]
    clock.now += 10
    state.sweep(StateSettings())
    assert state.tokens.get("t.1") is None
    assert state.tokens.get("t") is not None


# --- Staff --------------------------------------------------------------------------------------


def test_canned_answers_are_kept_by_title(state: State) -> None:
    number = state.canned.put("公开时间", "每年二月", "张")
    assert state.canned.put("公开时间", "每年二月底前", "李") == number
    assert [(each.title, each.text, each.author) for each in state.canned.all()] == [
        ("公开时间", "每年二月底前", "李")
    ]
    assert state.canned.get("没有") is None
    assert [state.canned.remove("公开时间") for _ in range(2)] == [True, False]


def test_a_relay_is_found_from_both_ends_and_follows_its_group(state: State) -> None:
    state.relays.put(RELAY)
    assert state.relays.of_message(7, -2, 77) == state.relays.get(1) == RELAY
    assert state.relays.of_message(8, -2, 77) is None  # another bot's
    state.relays.move(-100123, -100999)
    moved = state.relays.get(1)
    assert moved is not None
    assert moved.chat == -100999
    state.relays.drop(1)
    assert state.relays.get(1) is None


def test_the_record_says_who_did_what_when_and_what_changed(state: State, clock: Clock) -> None:
    state.audit.note("张", "inquiry.reply", "inquiry:1", {"status": "pending"}, {"status": "回复"})
    state.audit.note("李", "canned.remove", "canned:2")
    latest, first = state.audit.find()
    assert (latest.who, latest.before) == ("李", None)
    assert (first.at, first.action, first.after) == (clock.now, "inquiry.reply", {"status": "回复"})
    assert [each.who for each in state.audit.find(subject="inquiry:1")] == ["张"]


# --- Transactions, age, forgetting --------------------------------------------------------------


def test_what_is_done_together_is_kept_whole_or_not_at_all(state: State) -> None:
    def half() -> None:
        with state.together():
            state.conversations.put("talk", "甲", 600)
            state.canned.put("题", "文", "张")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert state.conversations.get("talk") is None
    assert state.canned.all() == ()


def test_what_is_too_old_goes(state: State, clock: Clock) -> None:
    settings = StateSettings()
    number = state.inquiries.record(Channel.TELEGRAM, "甲", answered("甲"), WANG)
    state.feedback.vote(number, WANG, 1)
    state.relays.put(RELAY)
    state.audit.note("张", "a", "b")
    state.updates.accept(7, came(1))
    state.updates.done(7, 1)
    state.tokens.put("t", "{}", 60)
    assert vars_of(state.sweep(settings)) == [0, 0, 0, 0, 0]
    clock.now += 3 * DAY
    assert vars_of(state.sweep(settings)) == [1, 1, 0, 0, 0]
    clock.now += 28 * DAY
    assert vars_of(state.sweep(settings)) == [0, 0, 0, 1, 0]
    clock.now += 335 * DAY
    assert vars_of(state.sweep(settings)) == [0, 0, 1, 0, 0]
    assert state.feedback.of(number) == ()
    clock.now += 730 * DAY
    assert vars_of(state.sweep(settings)) == [0, 0, 0, 0, 1]


def vars_of(swept: object) -> list[int]:
    return [getattr(swept, name) for name in type(swept).__slots__]  # type: ignore[attr-defined]


def test_a_user_who_is_forgotten_is_nowhere_and_nobody_else_is(state: State, where: str) -> None:
    for who in (WANG, LI):
        state.conversations.put(f"talk {who}", "{}", 600, who)
        state.tokens.put(f"token {who}", "{}", 600, who)
        state.answers.put(f"answer {who}", "{}", 600, who)
        state.preferences.put(f"choice {who}", "{}", 600, who)
        number = state.inquiries.record(Channel.TELEGRAM, "甲", answered("甲"), who)
        state.feedback.vote(number, who, 1)
    state.relays.put(RELAY)
    assert state.forget(WANG) == 7
    left = everything(where)
    assert WANG not in left
    assert LI in left
    assert state.inquiries.count() == 2


def test_nobody_in_particular_is_never_forgotten(state: State) -> None:
    state.files.put("digest", "{}", 600)
    number = state.inquiries.record(Channel.DESK, "甲", answered("甲"))
    assert state.forget("") == 0
    assert state.files.get("digest") is not None
    assert state.inquiries.get(number) is not None


def everything(where: str) -> str:
    """Return every value of every table."""
    url = where if "://" in where else f"sqlite:///{where}"
    engine = sqlalchemy.create_engine(url)
    with engine.connect() as connection:
        rows = [
            row
            for table in METADATA.sorted_tables
            for row in connection.execute(sqlalchemy.select(table)).all()
        ]
    engine.dispose()
    return str(rows)


# --- Opening ------------------------------------------------------------------------------------


def test_what_was_kept_is_there_after_a_restart(where: str) -> None:
    first = State(where, KEY)
    first.conversations.put("talk", "甲", 600)
    first.close()
    second = State(where, KEY)
    kept = second.conversations.get("talk")
    second.close()
    assert kept is not None
    assert kept.body == "甲"


def test_a_state_of_another_layout_is_refused(where: str, state: State) -> None:
    with state.together() as connection:
        connection.execute(sqlalchemy.text("UPDATE state_layout SET version = 99"))  # type: ignore[attr-defined]
    with pytest.raises(StoreError) as refused:
        State(where, KEY)
    assert (refused.value.code, refused.value.reason) == ("version", "99")


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("not a database at all, but long enough to be one" * 50)
    with pytest.raises(StoreError) as refused:
        State(str(other), KEY)
    assert refused.value.code == "no_base"


def test_a_locked_state_says_so_and_is_used_again_afterwards(tmp_path: Path) -> None:
    import sqlite3

    place = str(tmp_path / "state.sqlite3")
    state = State(place, KEY, patience=0.1)
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as refused:
        state.canned.put("题", "文", "张")
    assert "locked" in refused.value.reason
    other.execute("ROLLBACK")
    other.close()
    assert state.canned.put("题", "文", "张") == 1
    state.close()


# --- Pseudonyms ---------------------------------------------------------------------------------


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "state.key"
    key = key_in(path)
    assert key_in(path) == key
    assert len(key) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["state.key"]


def test_pseudonyms_hang_on_the_key_and_on_every_part() -> None:
    names = {
        KEY.of("user", 42),
        KEY.of("user", 43),
        KEY.of("chat", 42),
        KEY.of("chat", 4, 2),
        Pseudonyms(b"another").of("user", 42),
    }
    assert len(names) == 5


@pytest.fixture(autouse=True)
def _nothing_is_left_open() -> Iterator[None]:
    yield
    import gc

    gc.collect()
