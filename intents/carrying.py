"""What a question says of the money carried over: 连上年结转的也算上 asks for all, 去年剩下的不算 for its own."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import made_of_files, marks, marks_in_order, says_any

_IN_ALL = "收入总计"
_OF_YEAR = "本年收入合计"


def with_carryover_said(text: str) -> str:
    """Given a folded question, return it asking outright for the total that its words for carry-over mean.

    账上能用多少钱，连上年剩的也算上 → 收入总计多少钱; 进账一共多少，以前年度剩下的不算 → 本年收入合计一共多少. As it
    is where money of a certain source is named: that is reckoned with the paper in hand.
    """
    for kind, total in (("counted_too", _IN_ALL), ("left_apart", _OF_YEAR)):
        found = _saying(kind).search(text)
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
@lru_cache(maxsize=2)
def _saying(kind: str) -> re.Pattern[str]:
    """Return what finds that money carried over is counted, or is left out: before it a word, or behind it."""
    carried = _any_of("carried_money")
    before, behind = _any_of(f"{kind}_before"), _any_of(f"{kind}_behind")
    of = r"(?:的?(?:钱|资金|部分|余额)?)"
    return re.compile(
        rf",?(?:\((?:{before}){of}(?:{carried}){of}\)"
        rf"|(?:{before})(?:{carried})[^,;。?]{{0,6}}?(?:{behind})"
        rf"|(?:{carried}){of}(?:{behind})"
        rf"|(?:{before})(?:{carried}){of}(?=$|[,;。?]|一共|总共|合计|共计|总计)),?"
    )


def _any_of(group: str) -> str:
    return "|".join(map(re.escape, sorted(marks_in_order(group), key=len, reverse=True)))
