"""What was read in place of what was typed, to be said with the answer: 按“三公经费”理解."""

from __future__ import annotations

from intents.mentions import How, Mention, Sort, said_plainly
from intents.outcomes import Assumed
from intents.text import Folded, fold


def assumptions(mentions: tuple[Mention, ...], folded: Folded) -> tuple[Assumed, ...]:
    """Return what was read in place of what was typed: repaired words, and names with a slip or in letters."""
    return tuple(
        Assumed("repaired", m.meant, m.text)
        if m.how is How.REPAIRED
        else Assumed("repaired", m.text, typed)
        for m in mentions
        if (typed := _typed_otherwise(m, folded)) or m.how is How.REPAIRED
    )


def _typed_otherwise(mention: Mention, folded: Folded) -> str:
    """Return how a name was typed, where by a slip or in letters; an empty string where as it is read."""
    if mention.sort not in {Sort.CONCEPT, Sort.LABEL, Sort.TABLE, Sort.TOPIC}:
        return ""
    typed = folded.typed(mention.start, mention.end)
    read = typed if typed == mention.text else fold(typed).text
    return typed if said_plainly(read) != mention.text else ""
