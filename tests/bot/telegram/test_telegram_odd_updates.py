"""Odd updates: an answer, one hint, or silence; never an error, and never a call that Telegram refuses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot.telegram.bench import Bench
from tests.bot.telegram.updates import (
    CHANNEL,
    GROUP,
    NAME,
    USER,
    Json,
    in_group,
    press,
    said,
    update,
)

LATER = 4_000_000_000
POLL = {
    "id": "1",
    "question": "三公经费多少？",
    "options": [{"text": "多", "voter_count": 0, "persistent_id": "1"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}

ANSWERED: list[Json] = [
    said("👨‍👩‍👧‍👦" * 40),
    said("\u202eدادوستد 三公\u202c经费"),
    said("<b>三公&经费</i>"),
    said("三公经费多少？", date=LATER),
    said("三公经费多少？", date=0),
    said("三公经费多少？", **{"from": USER | {"first_name": "</b><3", "language_code": "xx-yy"}}),
    said("三公经费多少？", quote={"text": "引", "position": 0}, has_protected_content=True),
    said(
        "三公经费多少？",
        external_reply={"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "某"}},
    ),
    said("三公经费", entities=[{"type": "bold", "offset": 0, "length": 99}]),
    said("三公经费", entities=[{"type": "some_new_kind", "offset": 0, "length": 2}]),
    said("三公经费", some_new_field={"a": 1}),
    in_group(f"{NAME} 三公\ud83d经费"),
    in_group(f"👍{NAME}👍 三公经费"),
]
HINTED: list[Json] = [
    said(poll=POLL),
    said(story={"id": 1, "chat": CHANNEL}),
    said(caption="三公经费多少？", document={"file_id": "f", "file_unique_id": "u"}),
    said(some_new_kind_of_content={"a": 1}),
]
SILENT: list[Json] = [
    in_group(poll=POLL),
    in_group("", **{"from": None}),
    said("三公经费多少？", **{"from": None, "chat": GROUP}),
    said("三公经费多少？", chat=CHANNEL, sender_chat=CHANNEL, **{"from": None}),
    in_group(migrate_to_chat_id=-100777),
    in_group(left_chat_member=USER),
    update(some_new_update={"a": 1}),
    update(
        my_chat_member={
            "chat": GROUP,
            "from": USER,
            "date": 1,
            "old_chat_member": {"status": "left", "user": USER},
            "new_chat_member": {"status": "member", "user": USER},
        }
    ),
    update(),
]


def label(given: Json) -> str:
    return str(given)[:60].encode("ascii", "replace").decode()


@pytest.mark.parametrize("given", ANSWERED, ids=label)
async def test_answered(bench: Bench, given: Json) -> None:
    await bench.give(given)
    assert len(bench.engine.asked) == 1
    assert bench.recorder.last.text.startswith("0.00 万元")


@pytest.mark.parametrize("given", HINTED, ids=label)
async def test_hinted(bench: Bench, given: Json) -> None:
    await bench.give(given)
    assert [call.text[:8] for call in bench.recorder.calls] == ["我只看得懂文字。"]


@pytest.mark.parametrize("given", SILENT, ids=label)
async def test_silent(bench: Bench, given: Json) -> None:
    await bench.give(given)
    assert bench.recorder.calls == []


PARTS: dict[str, list[Any]] = {
    "text": [None, "", "三公经费多少？", f"{NAME} 编制", "/q", "/start x", "\u200b", "字" * 4096],
    "chat": [{"id": 42, "type": "private"}, GROUP, CHANNEL, {"id": 1, "type": "some_new_kind"}],
    "from": [USER, None, USER | {"is_bot": True}],
    "sender_chat": [None, GROUP, CHANNEL],
    "via_bot": [None, USER | {"is_bot": True}],
    "message_thread_id": [None, 7],
    "is_topic_message": [None, True],
    "media_group_id": [None, "1"],
    "dice": [None, {"emoji": "🎲", "value": 1}],
}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.fixed_dictionaries({name: st.sampled_from(values) for name, values in PARTS.items()}),
    kind=st.sampled_from(["message", "edited_message", "channel_post"]),
    data=st.none() | st.text(max_size=30),
)
async def test_any_mixture_raises_nothing(
    bench: Bench, parts: dict[str, Any], kind: str, data: str | None
) -> None:
    bench.recorder.calls.clear()
    message = said(parts.pop("text"), **parts)["message"]
    await bench.give(update(**{kind: message}), press(data, chat=parts["chat"]))
    assert not any("抱歉" in call.text for call in bench.recorder.calls)
