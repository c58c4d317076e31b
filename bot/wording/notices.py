"""Caveats in words: misprints, places that disagree, blanks, years that are missing."""

from __future__ import annotations

from collections.abc import Iterable

from bot.wording.figures import label_of, place_of, value_of
from bot.wording.phrases import say
from bot.wording.worded import Worded
from knowledge import Fact, Notice, finding_text


def add_notices(notices: Iterable[Notice], out: Worded) -> None:
    """Put notices into words, with the places that they speak of cited."""
    for notice in notices:
        text = _text(notice)
        if text and text not in out.notices:
            out.notices.append(text)
        for fact in notice.facts[1:] if notice.code == "differs" else ():
            out.cite(fact.citation)


def _text(notice: Notice) -> str:
    if notice.finding is not None:
        return finding_text(notice.finding)
    if notice.code == "differs":
        first, second = notice.facts
        return say("notice.differs", first=_told(first), second=_told(second))
    if notice.code == "across_unlike":
        return say("notice.across_unlike", names="、".join(f.entity for f in notice.facts))
    return say(f"notice.{notice.code}", **dict(notice.values))


def _told(fact: Fact) -> str:
    return say(
        "line.told", place=place_of(fact.citation.place), label=label_of(fact), value=value_of(fact)
    )
