"""What a question opens with and does not ask: what all offices are told, and what it is to be reckoned from."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files, marks, says_any

_FEWEST = 4
"""Characters of a question that must be left of it."""


def without_openings(text: str) -> str:
    """Return a folded question without its openings; how it is to be reckoned is kept in one word.

    >>> without_openings("中央都要求过紧日子了,接待费比去年压了多少")
    '接待费比去年压了多少'
    >>> without_openings("按编制说明的增加额倒推,2024年支出预算应是多少")
    '倒推2024年支出预算应是多少'
    >>> without_openings("要是设备坏了,多久得修好")
    '设备坏了,多久得修好'
    """
    supposed = _mishap().match(text)
    text = text[supposed.end() :] if supposed else text
    said = _rhetoric().match(text)
    if said and len(text) - said.end() >= _FEWEST:
        text = text[said.end() :]
    source = _source().search(text) if says_any(text, "stated_change") else None
    if source is None or not _is_backward(source, text):
        return text
    rest = text[: source.start()] + text[source.end() :]
    return f"{next(iter(sorted(marks('reckoning_back'))))}{rest}" if len(rest) >= _FEWEST else text


def _is_backward(source: re.Match[str], text: str) -> bool:
    """Return whether a question is to be reckoned back from what the source states of the change."""
    rest = text[: source.start()] + text[source.end() :]
    return bool(source["back"] or source["alone"]) or any(
        word in rest for word in marks("ought_to_be")
    )


@made_of_files
@lru_cache(maxsize=1)
def _mishap() -> re.Pattern[str]:
    """Return what supposes that something broke, for which an indicator says what is done then: nothing is reckoned."""
    return re.compile(f"(?:{alternatives('supposed')})(?=[^,;。?!]*(?:{alternatives('mishaps')}))")


@made_of_files
@lru_cache(maxsize=1)
def _rhetoric() -> re.Pattern[str]:
    around, maxims = alternatives("around_maxims"), alternatives("maxims")
    return re.compile(f"(?:{around})*(?:(?:{maxims})(?:{around})*)+[,;.。!?、:]+")


@made_of_files
@lru_cache(maxsize=1)
def _source() -> re.Pattern[str]:
    """Return what says from which words of the paper to reckon: 据收支说明的增加额, 按文中给的增减额倒推."""
    by, places, changes = (
        alternatives("reckoned_by"),
        alternatives("source_words"),
        alternatives("stated_change"),
    )
    back = alternatives("reckoning_back")
    only = f"^(?:{places})*[只仅光就](?:{places})*(?:{changes})(?:了?多少)?(?P<alone>,)(?:没有|没|未)(?:{places})*"
    return re.compile(
        f"{only}|(?:(?<=[,;(请])|^)(?:{by})(?:{places})*(?:{changes})(?:{places})*"
        f"(?P<back>(?:{back})?)(?:[,:]|(?=[)]|$))"
    )
