"""Bodies that the paper does not know, whose names end as some of its rows do: 某某医院 beside 公立医院."""

from __future__ import annotations

from dataclasses import replace

from intents.lexicon import marks
from intents.mentions.model import How, Mention, Sort

_SHORTEST = 2
_NOTHING = Mention(-1, -1, Sort.MARK, "")


def with_bodies(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions, a word left over at the head of a body's name as one that weighs.

    The rest of the name is a part of some row's label, and the body is another than the row's.
    """
    heads = (*marks("organisations"), *marks("units"))
    return [
        replace(mention, blocks=True, soft=False)
        if mention.sort is Sort.RESIDUE
        and len(mention.text) >= _SHORTEST
        and following.start == mention.end
        and following.sort is Sort.LABEL
        and following.how is How.PART
        and following.text.startswith(heads)
        else mention
        for mention, following in zip(mentions, [*mentions[1:], _NOTHING], strict=True)
    ]
