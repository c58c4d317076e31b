"""A year told twice: 去年花了多少，2024年的; 去年（2024年）, 2024年也就是去年. The one written in digits is meant."""

from __future__ import annotations

from dataclasses import replace

from intents.lexicon import marks
from intents.mentions.model import Mention, Sort

_PAIR = 2


def with_year_meant(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with a year that is named by 去年 passed over where its digits stand beside it as well.

    They do where nothing but 即 or a bracket is between, or where they are a clause of their own. Two years that are
    compared, or both asked for (去年多少，2024年呢), stay two.
    """
    years = [m for m in mentions if m.sort is Sort.YEAR]
    if len(years) != _PAIR or len({m.relative for m in years}) != _PAIR:
        return mentions
    called, written = sorted(years, key=lambda m: not m.relative)
    if len(called.years) != 1 or len(written.years) != 1:
        return mentions
    if any(m.ops() & {"compared", "change", "trend"} for m in mentions):
        return mentions
    if not (_are_beside(mentions, *years) or _is_alone(mentions, written)):
        return mentions
    return [replace(m, sort=Sort.FILLER, years=()) if m is called else m for m in mentions]


def _are_beside(mentions: list[Mention], first: Mention, second: Mention) -> bool:
    """Return whether one year explains the other: nothing but 即, 也就是, a bracket or a comma is between."""
    between = [m.text for m in mentions if first.end <= m.start and m.end <= second.start]
    return all(text in marks("year_meant") | {"("} for text in between)


def _is_alone(mentions: list[Mention], year: Mention) -> bool:
    """Return whether a year makes up its clause, with words that only say that it is the one meant."""
    place = mentions.index(year)
    start, end = place, place + 1
    while start and not _ends_clause(mentions[start - 1]):
        start -= 1
    while end < len(mentions) and not _ends_clause(mentions[end]):
        end += 1
    others = [m.text for m in mentions[start:end] if m is not year]
    return end - start < len(mentions) and all(text in marks("year_meant") for text in others)


def _ends_clause(mention: Mention) -> bool:
    return mention.sort is Sort.MARK and mention.text in marks("clause_ends") | {"(", ")"}
