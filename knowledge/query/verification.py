"""A stated percentage of change, reckoned again from the amounts that the source gives."""

from __future__ import annotations

from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact
from knowledge.query.arithmetic import percent_change, percent_from
from knowledge.query.bases import amount_of_change, level_of
from knowledge.query.change import change, pair
from knowledge.query.model import Answer, Derived, Query

_HALF = Decimal("0.5")
_CUT = Decimal("0.01")
"""How much more a printed percentage may be off: some cut digits off instead of rounding."""


def verified(query: Query, index: PaperIndex) -> Answer:
    """Return a change with the percentage that is printed beside the one that its amounts come to.

    What `change` would say where the source states no amount to reckon with.
    """
    plain = query.model_copy(update={"verify": False})
    told = change(plain, index)
    if told.shape != "change":
        return told
    stated = next(
        (f for f in told.main if isinstance(f, Fact) and f.aspect is Aspect.CHANGE_PERCENT), None
    )
    computed = _reckoned(plain, told, index)
    if computed is None:
        return told
    agrees = "none" if stated is None else "yes" if _holds(stated, computed) else "no"
    amount = amount_of_change(told.main)
    return Answer(
        query,
        "verified",
        main=(computed, *(f for f in (stated, amount) if f)),
        parts=computed.operands,
        notices=told.notices,
        values={**told.values, "agree": agrees},
    )


def _reckoned(query: Query, told: Answer, index: PaperIndex) -> Derived | None:
    """Return the percentage that a change comes to: of the two years' figures, else of its amount and this year's."""
    amount = amount_of_change(told.main)
    year = index.paper.year
    later, earlier = pair(query.subjects[0], query, index, year, year - 1)
    level = level_of(amount, later.best if later else None, index) if amount else None
    found = percent_change(later.best, earlier.best) if later and earlier else None
    if found is None and amount and level and amount.value:
        found = percent_from(level, amount)
    return found


def _holds(stated: Fact, computed: Derived) -> bool:
    """Return whether a printed percentage is the one reckoned, at its own precision and that of the amounts."""
    if not isinstance(stated.value, Decimal):
        return True
    slack = _step(stated) * _HALF
    slack += min(slack, _CUT)
    amount = min(computed.operands, key=lambda fact: abs(_number(fact)))
    if isinstance(amount.value, Decimal) and amount.value:
        slack += abs(computed.value) * _step(amount) * _HALF / abs(amount.value)
    return abs(abs(stated.value) - abs(computed.value)) <= slack


def _number(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else Decimal(0)


def _step(fact: Fact) -> Decimal:
    """Return one in the last place printed."""
    exponent = fact.value.as_tuple().exponent if isinstance(fact.value, Decimal) else 0
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
