"""Which words of a question a quoted passage must hold, where no rule answers it."""

from __future__ import annotations

from intents.mentions import Sort, Vocabulary
from intents.rules import View
from intents.tokens import part_of_speech, tokens_of

_FIGURES = frozenset({"how_much", "percent", "share", "sum", "most", "least", "above", "below", "change", "which_year", "average", "per_month", "per_head"})
_AMBIENT = 6
"""A word that stands in the paper this often is its subject matter and need not be in the passage."""
_FEWEST = 2


def passage_words(view: View, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the content words that a passage must hold; none where a figure is asked for or too few are left.

    Words that the paper does not know at all make a passage impossible, and so a wrong one too.
    """
    if view.ops & _FIGURES or view.number is not None or view.years and view.years != (view.index.paper.year,):
        return ()
    skipped = {i for m in view.mentions if m.sort in {Sort.CUE, Sort.FILLER, Sort.HERE, Sort.YEAR, Sort.MARK} for i in range(m.start, m.end)}
    words = [t.word for t in tokens_of(view.text) if not {*range(t.start, t.end)} <= skipped and _carries(t.word)]
    known = [word for word in dict.fromkeys(words) if len(word) >= 2]
    rare = [word for word in known if vocabulary.text.count(word) < _AMBIENT]
    needed = rare if len(rare) >= _FEWEST else known
    return tuple(needed) if len(needed) >= _FEWEST and rare else ()


def _carries(word: str) -> bool:
    tag = part_of_speech(word)
    return tag is None or tag[0] in "nvajlisb"
