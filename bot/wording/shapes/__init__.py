"""Answer → Chinese: one function a shape, each named for it."""

from __future__ import annotations

from collections.abc import Callable

from bot.wording.shapes.changes import (
    against_budget,
    base,
    change,
    completion,
    no_base,
    no_reason,
    premise,
    reason,
)
from bot.wording.shapes.reckoned import (
    average,
    between,
    extreme,
    extreme_change,
    extreme_year,
    never,
    parts,
    remainder,
    share,
    shares,
    steepest,
    sum_,
    threshold,
    trend,
    vacancy,
)
from bot.wording.shapes.told import (
    absent,
    agree,
    as_of,
    balance,
    code,
    define,
    disagree,
    lookup,
    no_definition,
    number,
    use,
    where,
    words,
)
from bot.wording.worded import Worded
from knowledge import Answer

SHAPES: dict[str, Callable[[Answer, Worded], None]] = {
    "lookup": lookup,
    "change": change,
    "against_budget": against_budget,
    "completion": completion,
    "base": base,
    "no_base": no_base,
    "reason": reason,
    "premise": premise,
    "no_reason": no_reason,
    "share": share,
    "shares": shares,
    "trend": trend,
    "sum": sum_,
    "average": average,
    "between": between,
    "extreme": extreme,
    "extreme_change": extreme_change,
    "extreme_year": extreme_year,
    "never": never,
    "steepest": steepest,
    "threshold": threshold,
    "vacancy": vacancy,
    "parts": parts,
    "words": words,
    "use": use,
    "define": define,
    "no_definition": no_definition,
    "where": where,
    "as_of": as_of,
    "number": number,
    "code": code,
    "remainder": remainder,
    "absent": absent,
    "balance": balance,
    "agree": agree,
    "disagree": disagree,
}
