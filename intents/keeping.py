"""A conversation → a text that it can be continued from, and back."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter, ValidationError

from intents.conversation import Conversation


def text_of(conversation: Conversation) -> str:
    """Given a conversation, return it as JSON; `conversation_in` makes an equal one of it.

    >>> text_of(Conversation(years=(2025, 2026)))
    '{"last":null,"years":[2025,2026],...}'
    """
    return _adapter().dump_json(conversation).decode()


def conversation_in(text: str) -> Conversation | None:
    """Given what `text_of` returned, return the conversation; None where another version wrote it otherwise.

    >>> conversation_in(text_of(Conversation(lost=True)))
    Conversation(last=None, ..., lost=True, ...)
    >>> conversation_in("[]") is None
    True
    """
    try:
        return _adapter().validate_json(text)
    except ValidationError:
        return None


@cache
def _adapter() -> TypeAdapter[Conversation]:
    return TypeAdapter(Conversation)
