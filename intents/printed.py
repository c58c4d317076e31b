"""A question for what is left beside a thing → a question for the thing itself, where the paper prints it apart."""

from __future__ import annotations

from dataclasses import replace

from intents.conversation import Conversation
from knowledge import FactBase, Op, Query, answer


def with_last_as_printed(conversation: Conversation, base: FactBase) -> Conversation:
    """Return a conversation with the last question asked of the thing that its answer told, and of nothing left out."""
    last = conversation.last
    return conversation if last is None else replace(conversation, last=_as_printed(last, base))


def _as_printed(query: Query, base: FactBase) -> Query:
    """Return a question for a thing without what stands beside it as one for the thing alone.

    What goes on from it (比上年减了多少) is asked of the thing.
    """
    if query.op is not Op.REMAINDER or not query.subjects[0].terms:
        return query
    told = answer(query, base)
    plain = query.model_copy(update={"op": Op.LOOKUP, "subjects": query.subjects[:1]})
    same = told.found and told.shape == Op.LOOKUP.value and answer(plain, base).main == told.main
    return plain if same else query
