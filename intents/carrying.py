"""What a question says of the money carried over: 连上年结转的也算上 asks for all, 去年剩下的不算 for its own."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files, marks, says_any

_KINDS = ("counted_too", "left_apart")


def with_carryover_said(text: str) -> str:
    """Given a folded question, return it asking outright for the total that its words for carry-over mean.

    账上能用多少钱，连上年剩的也算上 → 收入总计多少钱; 进账一共多少，以前年度剩下的不算 → 本年收入合计一共多少. As it
    is where money of a certain source is named: that is reckoned with the paper in hand.
    """
    if not says_any(text, "carried_money"):
        return text
    for kind in _KINDS:
        (total,) = marks(f"total_{kind}")
        found = _sayings()[kind].search(text)
        rest = (text[: found.start()] + text[found.end() :]).strip(",;") if found else ""
        if rest and not says_any(rest, "money_of_a_source"):
            asked = _asked(rest, total)
            return asked if asked is not None else text
    return text


def _asked(text: str, total: str) -> str | None:
    """Return a question with the words for what came in replaced by a total; None where it asks for nothing of it."""
    if total in text:
        return text
    said = sorted(marks("came_in"), key=len, reverse=True)
    word = next((w for w in said if w in text), None)
    return text.replace(word, total, 1) if word is not None else None


@made_of_files
@lru_cache(maxsize=1)
def _sayings() -> dict[str, re.Pattern[str]]:
    return {kind: _saying(kind) for kind in _KINDS}


def _saying(kind: str) -> re.Pattern[str]:
    """Return what finds that money carried over is counted, or is left out: before it a word, or behind it."""
    carried = alternatives("carried_money")
    before, behind = alternatives(f"{kind}_before"), alternatives(f"{kind}_behind")
    of = rf"(?:的?(?:{alternatives('money_of_it')})?)"
    ends = rf"(?=$|[,;。?]|{alternatives('totals_behind')})"
    return re.compile(
        rf",?(?:\((?:{before}){of}(?:{carried}){of}\)"
        rf"|(?:{before})(?:{carried})[^,;。?]{{0,6}}?(?:{behind})"
        rf"|(?:{carried}){of}(?:{behind})"
        rf"|(?:{before})(?:{carried}){of}{ends}),?"
    )
