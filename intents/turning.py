"""A message that turns on the conversation itself (a correction, a way back, another unit) → what it means."""

from __future__ import annotations

from dataclasses import dataclass, replace

from intents.confining import in_that_unit
from intents.conversation import Conversation
from intents.correcting import corrected, without_slips
from intents.recalling import recalled, taken_together, unit_wanted
from knowledge import Op, Query

_IN_UNITS = frozenset({Op.LOOKUP, Op.CHANGE, Op.SUM, Op.AVERAGE, Op.EXTREME, Op.PARTS})
_FRESH = Conversation()


@dataclass(frozen=True)
class Turn:
    """What a message means in its conversation."""

    text: str
    conversation: Conversation
    query: Query | None = None
    """What it asks, where that is settled by what was asked before."""


def meant_by_turn(text: str, fiscal_year: int, conversation: Conversation) -> Turn:
    """Given a folded message, return it as it would be asked outright; as it is where it turns on nothing."""
    text = without_slips(text, fiscal_year)
    last = None if conversation.lost else conversation.last
    text = in_that_unit(text, last)
    if last is not None:
        query = taken_together(text, conversation)
        unit = unit_wanted(text)
        if query is None and unit is not None and last.op in _IN_UNITS:
            query = last.model_copy(update={"shown_in": unit})
        if query is not None:
            return Turn(text, conversation, query)
    back = recalled(text, conversation)
    if back is not None:
        query, rest = back
        if not rest:
            return Turn(text, conversation, query)
        return Turn(rest, replace(conversation, last=query, whole=None))
    if conversation != _FRESH:
        meant = corrected(text)
        if meant:
            return Turn(f"那{meant}呢" if last else meant, replace(conversation, whole=None))
    return Turn(text, conversation)
