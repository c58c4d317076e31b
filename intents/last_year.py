"""去年 in the year after the accounts' own: it is their own year that is meant."""

from __future__ import annotations

from intents.lexicon import marks
from intents.periods import years_in
from knowledge import Op, PaperIndex, Phase, Query

_PLAIN = frozenset({Op.LOOKUP, Op.SUM, Op.PARTS, Op.EXTREME, Op.COUNT})


def in_own_year(text: str, index: PaperIndex) -> tuple[str, str, str] | None:
    """Given a folded question, return it asked of the accounts' own year, the word that named the year, and that year.

    None of a budget, where another year is named, or where no word of talk (去年) names one. Accounts come out in the
    year after: who asks then for 去年 asks for what they tell.
    """
    paper = index.paper
    named = years_in(text, paper.year) if paper.phase is Phase.FINAL_ACCOUNTS else []
    if len(named) != 1 or not named[0].relative or named[0].years != (paper.year - 1,):
        return None
    start, end = named[0].start, named[0].end
    if text[start:end] not in marks("last_year_spoken"):
        return None
    own = f"{paper.year}年"
    return text[:start] + own + text[end:], text[start:end], own


def asks_plainly(queries: tuple[Query, ...], year: int) -> bool:
    """Return whether all that is asked for are figures of the year before, none of them compared with another."""
    return all(q.op in _PLAIN and q.years == (year - 1,) for q in queries)
