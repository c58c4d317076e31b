"""A kind of spending that is said behind what is asked (邮电费多少，基本支出里的) → before it, as it narrows it."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files, marks, says_any

_SHORTEST = 3


def with_scope_first(text: str) -> str:
    """Given a folded question, return it with the kind of spending or of money that it is confined to before it.

    差旅费多少(基本支出) → 基本支出的差旅费多少. That a figure is to hold both kinds (全口径, 基本加项目) makes it the
    total of its row, and is left out.
    """
    whole = _both_kinds().search(text)
    if whole and whole.start() >= _SHORTEST:
        return text[: whole.start()] + text[whole.end() :]
    said = _confined().search(text)
    if said is None or said.start() < _SHORTEST:
        return text
    asked, kind = text[: said.start()], said["kind"] or said["bracketed"]
    alike = "funds_said" if kind in marks("funds_said") else "kinds_said"
    if "," in asked or says_any(asked, alike):
        return text
    return f"{kind}的{asked}{text[said.end() :]}"


@made_of_files
@lru_cache(maxsize=1)
def _confined() -> re.Pattern[str]:
    """Return what finds a kind by itself at the end of a question: in brackets, or in a clause that says 里的."""
    kinds, inside = alternatives("kinds_said"), alternatives("within_kind")
    lead = rf"(?:{alternatives('meaning_it')})*"
    behind = rf"(?:(?:{inside})的?|的)"
    clause = rf"[,;]{lead}(?P<kind>{kinds}){behind}"
    bracket = rf"\({lead}(?P<bracketed>{kinds})(?:{behind})?\)"
    return re.compile(rf"(?:{clause}|{bracket})(?=[?。!]*$)")


@made_of_files
@lru_cache(maxsize=1)
def _both_kinds() -> re.Pattern[str]:
    """Return what finds that both kinds of spending are to be counted, by itself in brackets or at the end."""
    basic, project = alternatives("basic_half"), alternatives("project_half")
    plus, joint, all_in = (
        alternatives("plus_said"),
        alternatives("with_said"),
        alternatives("all_in"),
    )
    both = rf"(?:{basic})(?:{plus})(?:{project})(?:{all_in})?"
    together = rf"(?:{basic})(?:{joint})(?:{project})(?:{all_in})"
    said = rf"(?:(?:{all_in}|{alternatives('counted_within')}|,)*(?:{both}|{together}))"
    return re.compile(rf"\({said}\)|[,;]{said}(?=[?。!]*$)")
