"""Things that are bought or received, and what they cost: which of the two is asked for where both are named."""

from __future__ import annotations

from dataclasses import replace

from intents.lexicon import marks, says_any
from intents.mentions.model import Mention, Sort

_COSTS = (("vehicle_purchase",), ("vehicle_running",))
"""What the department's vehicles cost."""
_VEHICLES = frozenset({"official_vehicles", "vehicle"})
_PURCHASE, _TO_BUY = "vehicle_purchase", "vehicles_to_buy"
_LOOSE = frozenset({Sort.FILLER, Sort.RESIDUE, Sort.NUMBER})
_GUESTS = frozenset({"reception_people", "reception_batches"})
"""How many were received."""


def bought(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with the department's vehicles passed over where what they cost is named too.

    要换几台新公务车，买车的预算批了多少: it is not asked how many there are; 公车有几辆，买车花多少 asks it.
    """
    mentions = _with_purchase(mentions)
    if not any(m.concepts in _COSTS for m in mentions):
        return mentions
    found = list(mentions)
    for position, mention in enumerate(mentions):
        counted = _is_counted(mentions[position + 1 :])
        if (
            _are_vehicles(mention)
            and not (says_any(mention.text, "asking_number") and _is_there(mentions[:position]))
            and mention.text not in marks("all_vehicles")
            and not mention.text.endswith(tuple(marks("counting")))
            and not counted
        ):
            found[position] = replace(mention, sort=Sort.FILLER, concepts=())
    return found


def _with_purchase(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with vehicles read as their purchase behind a word for buying: 新买了两辆公务车，花了多少."""
    found = list(mentions)
    for position, mention in enumerate(mentions):
        buying = _buying_before(mentions, position) if _are_vehicles(mention) else None
        if buying is not None:
            how_many = _is_counted(mentions[position + 1 :])
            concept = _TO_BUY if how_many else _PURCHASE
            found[buying] = replace(mentions[buying], sort=Sort.FILLER, blocks=False)
            found[position] = replace(mention, concepts=(concept,))
    return found


def _buying_before(mentions: list[Mention], position: int) -> int | None:
    """Return which mention says that a thing is bought, with no more than a number between them; None for none."""
    for at in range(position - 1, -1, -1):
        if mentions[at].text in marks("buying"):
            return at if mentions[at].sort in _LOOSE else None
        if mentions[at].sort not in _LOOSE:
            return None
    return None


def _are_vehicles(mention: Mention) -> bool:
    return mention.sort is Sort.CONCEPT and set(mention.concepts) <= _VEHICLES


def _is_there(before: list[Mention]) -> bool:
    """Return whether nothing before a thing, in its clause, says that it is to be bought: 现在有几辆车."""
    marked = [i for i, m in enumerate(before) if m.sort is Sort.MARK]
    clause = "".join(m.text for m in before[marked[-1] + 1 if marked else 0 :])
    return not says_any(clause, "vehicles_bought")


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
