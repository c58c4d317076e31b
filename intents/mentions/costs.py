"""Things that are bought or received, and what they cost: which of the two is asked for where both are named."""

from __future__ import annotations

from dataclasses import replace

from intents.lexicon import marks
from intents.mentions.model import Mention, Sort

_COSTS = (("vehicle_purchase",), ("vehicle_running",))
"""What the department's vehicles cost."""
_GUESTS = frozenset({"reception_people", "reception_batches"})
"""How many were received."""


def bought(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with the department's vehicles passed over where what they cost is named too.

    要换几台新公务车，买车的预算批了多少: it is not asked how many there are; 公车有几辆，买车花多少 asks it.
    """
    if not any(m.concepts in _COSTS for m in mentions):
        return mentions
    found = list(mentions)
    for position, mention in enumerate(mentions):
        counted = _is_counted(mentions[position + 1 :])
        if (
            mention.sort is Sort.CONCEPT
            and set(mention.concepts) <= {"official_vehicles", "vehicle"}
            and mention.text not in marks("all_vehicles")
            and not mention.text.endswith(tuple(marks("counting")))
            and not counted
        ):
            found[position] = replace(mention, sort=Sort.FILLER, concepts=())
    return found


def hosted(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions without receiving guests where it is asked how many they were: 招待来客，接待了几个人."""
    counted = any(m.sort is Sort.CONCEPT and set(m.concepts) <= _GUESTS for m in mentions)
    of_money = any(m.text in marks("money") or m.concepts == ("expenditure",) for m in mentions)
    if not counted or of_money:
        return mentions
    money = tuple(marks("names_of_money"))
    return [
        replace(m, sort=Sort.FILLER, concepts=())
        if m.concepts == ("reception",) and not m.text.endswith(money)
        else m
        for m in mentions
    ]


def _is_counted(behind: list[Mention]) -> bool:
    """Return whether how many is asked right behind a thing, but for words that say nothing: 公车现在有几辆."""
    passed = {Sort.FILLER, Sort.YEAR}
    following = next((m for m in behind if m.sort not in passed), None)
    return following is not None and "how_much" in following.ops()
