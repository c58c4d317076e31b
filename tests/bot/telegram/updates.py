"""Updates as Telegram sends them: what people, groups and clients do."""

from __future__ import annotations

import itertools
import time
from typing import Any

from tests.bot.telegram.recording import BOT

Json = dict[str, Any]

NOW = int(time.time())
USER = {"id": 42, "is_bot": False, "first_name": "<3 王", "language_code": "zh-hans"}
OTHER = {"id": 43, "is_bot": False, "first_name": "李"}
PRIVATE = {"id": 42, "type": "private", "first_name": "王"}
GROUP = {"id": -100123, "type": "supergroup", "title": "街坊群"}
FORUM = GROUP | {"is_forum": True}
CHANNEL = {"id": -100999, "type": "channel", "title": "某频道"}
STAFF = {"id": -100777, "type": "supergroup", "title": "预算科"}
CLERK = {"id": 77, "is_bot": False, "first_name": "张", "last_name": "科员"}
NAME = f"@{BOT['username']}"

_numbers = itertools.count(1)


def update(**parts: Any) -> Json:
    """Given what happened, return an update of its own number."""
    return {"update_id": next(_numbers), **parts}


def message(text: str | None = None, **parts: Any) -> Json:
    """Given a text and what differs from a private message of USER, return a message."""
    made: Json = {"message_id": next(_numbers), "date": NOW, "chat": PRIVATE, "from": USER}
    if text is not None:
        made["text"] = text
        made["entities"] = entities(text)
    made.update(parts)
    return {key: value for key, value in made.items() if value is not None}


def said(text: str | None = None, **parts: Any) -> Json:
    """Given a text, return the update of a new message with it."""
    return update(message=message(text, **parts))


def in_group(text: str | None = None, **parts: Any) -> Json:
    """Given a text, return the update of a new message in a group."""
    return said(text, **{"chat": GROUP, **parts})


def in_staff_chat(text: str, to: int | None = None, **parts: Any) -> Json:
    """Given a text, return the update of a message of a clerk; in reply to a message of ours where one is given."""
    replied = {"message_id": to, "date": NOW, "chat": STAFF, "from": BOT, "text": "…"}
    return said(
        text,
        **{
            "chat": STAFF,
            "from": CLERK,
            "reply_to_message": replied if to is not None else None,
            **parts,
        },
    )


def press(
    data: str | None, by: Json = USER, chat: Json = PRIVATE, message_id: int = 1001, **parts: Any
) -> Json:
    """Given callback data, return the update of its button being pressed."""
    query: Json = {
        "id": f"press-{next(_numbers)}",
        "from": by,
        "chat_instance": "1",
        "message": {
            "message_id": message_id,
            "date": NOW,
            "chat": chat,
            "from": BOT,
            "text": "…",
        },
    }
    if data is not None:
        query["data"] = data
    query.update(parts)
    return update(callback_query={key: value for key, value in query.items() if value is not None})


def entities(text: str) -> list[Json]:
    """Return the entities that Telegram finds in a text: a command at its beginning, our name anywhere."""
    found: list[Json] = []
    first = text.split(maxsplit=1)[0] if text.split() else ""
    if (
        first.startswith("/")
        and first[1:].replace("@", "").replace("_", "").isascii()
        and len(first) > 1
    ):
        found.append({"type": "bot_command", "offset": 0, "length": _units(first)})
    at = text.find(NAME)
    while at >= 0:
        found.append({"type": "mention", "offset": _units(text[:at]), "length": _units(NAME)})
        at = text.find(NAME, at + 1)
    return found


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
