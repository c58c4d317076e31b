"""Where an amount is asked for before its change, its share or the reason, so that the amount leads the answer."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files, marks, says_any
from intents.mentions import Mention, Sort
from intents.rules.view import View

THINGS = frozenset({Sort.CONCEPT, Sort.LABEL, Sort.CODE})


def asks_amount_first(view: View, *ops: str) -> bool:
    """Given a question and the cues of what else it asks, return whether it asks for the amount before them.

    三公多少，跟去年比有没有变化; 金额及同比变化; 安排数及其与上年比较; 合同金额和占比.
    """
    others = [m.start for m in view.mentions if m.ops() & frozenset(ops)]
    if not others:
        return False
    return _is_asked(view, others[0]) or _is_named(view, others[0])


def _is_asked(view: View, end: int) -> bool:
    """Return whether 多少 stands before what else is asked."""
    return any(
        "how_much" in m.ops()
        and m.end <= end
        and says_any(view.text[m.end : end + 1], "then_compared")
        for m in view.mentions
    )


def _is_named(view: View, end: int) -> bool:
    """Return whether a word for an amount is said, by itself or behind what it is of, to which the rest is joined."""
    said = {m.end for m in view.mentions if m.text in marks("amounts")}
    said |= {m.end() for m in _amounts().finditer(view.text)}
    joined = [m for at in said if at < end and (m := _joined().match(view.text, at, end))]
    return any(_joins(view, words, end) for words in joined) or _is_thing_and_more(view, end)


def _is_thing_and_more(view: View, end: int) -> bool:
    """Return whether what else is asked is added to a thing: 三公经费及同比增减 asks for both."""
    things = [m.end for m in view.mentions if m.sort in THINGS and m.end < end]
    words = _joined().match(view.text, things[-1], end) if things else None
    return words is not None and not words["mark"] and not words["loose"] and words.end() == end


def _joins(view: View, joined: re.Match[str], end: int) -> bool:
    if any(_is_other(m, joined.end(), end) for m in view.mentions):
        return False
    if joined["loose"]:
        return joined.end() == end  # 预算与上年比 sets the one against the other
    return not joined["mark"] or not says_any(view.text[end:], "asking_number")


def _is_other(mention: Mention, start: int, end: int) -> bool:
    """Return whether another thing is named in between; the budget that accounts are compared with is none."""
    inside = start <= mention.start < end
    return inside and mention.sort in THINGS and mention.text not in marks("budget_words")


@made_of_files
@lru_cache(maxsize=1)
def _amounts() -> re.Pattern[str]:
    return re.compile(alternatives("names_of_amounts"))


@made_of_files
@lru_cache(maxsize=1)
def _joined() -> re.Pattern[str]:
    loose, plain = alternatives("joins_loosely"), alternatives("and_its")
    return re.compile(rf"(?P<mark>[,;])|(?P<loose>{loose})|(?:{plain})")
