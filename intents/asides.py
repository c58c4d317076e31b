"""Clauses of a message that only tell what one thinks or has heard: 中央都要求过紧日子了，接待费压了多少."""

from __future__ import annotations

import re

from intents.lexicon import marks
from intents.mentions import Mention, Sort, Vocabulary, find_mentions
from intents.text import fold

_ENDS = re.compile(r"[?？;；,，。!！\n]+")
_NAMING = frozenset({Sort.LABEL, Sort.CODE, Sort.TABLE, Sort.TOPIC, Sort.YEAR, Sort.BLOCKING})
_DECIDING = frozenset({"excluded", "excluded_end", "most", "least", "share", "sum", "parts"})
"""What is asked of a thing: a clause that says it is no aside."""


def without_asides(text: str, vocabulary: Vocabulary, fiscal_year: int) -> str:
    """Given a folded message, return it without the clauses that name nothing and only say what goes with it.

    As it was where none does, or where no other clause names a thing of its own: what money is spent on may stand
    in one clause and the question for it in the next (2号楼的装修，花了多少).
    """
    clauses = [clause for clause in _ENDS.split(text) if clause.strip()]
    if len(clauses) < 2:
        return text
    mentions = {
        clause: tuple(find_mentions(fold(clause), vocabulary, fiscal_year)) for clause in clauses
    }
    kept = [clause for clause in clauses if not _is_aside(clause, mentions[clause], vocabulary)]
    if len(kept) == len(clauses) or not any(_names_thing(mentions[clause]) for clause in kept):
        return text
    return ",".join(kept)


def _is_aside(clause: str, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> bool:
    said = clause.strip()
    ends = said.endswith(tuple(marks("aside_ends")))
    opened = max((len(w) for w in marks("aside_opens") if said.startswith(w)), default=0)
    rest = tuple(m for m in mentions if m.start >= opened)
    marked = ends or (opened and not _tells_of_paper(rest, vocabulary))
    asks = any(word in said for word in marks("asking_number"))
    return bool(marked) and not asks and not _names_thing(mentions) and not _decides(mentions)


def _tells_of_paper(mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> bool:
    """Return whether a word left over stands in the paper: it may be what is asked about."""
    return any(m.sort is Sort.RESIDUE and m.blocks and m.text in vocabulary.text for m in mentions)


def _names_thing(mentions: tuple[Mention, ...]) -> bool:
    at_large = marks("at_large")
    return any(
        m.sort in _NAMING
        or m.number is not None
        or (m.sort is Sort.CONCEPT and not set(m.concepts) <= at_large)
        for m in mentions
    )


def _decides(mentions: tuple[Mention, ...]) -> bool:
    return any(m.ops() & _DECIDING for m in mentions)
