"""What links lead to: a question, and what went before it, found by the payload of a link into our chat."""

from __future__ import annotations

import hashlib
import json

from bot.state import State
from bot.telegram.memory import Memory
from bot.telegram.service import Service

_LINK_SECONDS = 90 * 24 * 3600.0


async def link(memory: Memory, *questions: str) -> dict[str, str]:
    """Keep questions, and return the payload of a link to each: the same for the same question."""
    payloads = {each: _payload(each) for each in questions}

    def write(state: State) -> None:
        for question, payload in payloads.items():
            body = json.dumps({"chat": "", "kind": "link", "question": question})
            state.tokens.put(payload, body, _LINK_SECONDS)

    await memory.run(write)
    return payloads


async def pass_on(memory: Memory, question: str, before: str) -> str:
    """Keep a question with what went before it, as `Service.kept` has it; return a link's payload."""
    if not before:
        return (await link(memory, question))[question]
    body = json.dumps({"chat": "", "kind": "link", "question": question, "before": before})
    payload = _payload(body)
    await memory.run(lambda state: state.tokens.put(payload, body, _LINK_SECONDS))
    return payload


async def linked(memory: Memory, service: Service, payload: str) -> tuple[str, object | None]:
    """Return the question that a link asks, and what went before it; empty where it is unknown, or too old."""
    kept = await memory.run(lambda state: state.tokens.get(payload)) if payload.isascii() else None
    data = json.loads(kept.body) if kept else {}
    if data.get("kind") != "link":
        return "", None
    before = str(data.get("before", ""))
    return str(data["question"]), service.resumed(before) if before else None


def _payload(told: str) -> str:
    return f"q{hashlib.sha256(told.encode()).hexdigest()[:24]}"
