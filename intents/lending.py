"""What a message that goes on from a question is completed to, and how it is told that it goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from intents.lexicon import marks
from intents.rules import View
from knowledge import Op, Query, Subject, standard_name

BACKWARD = re.compile(
    r"^(?:那么|那|它|该|这个|这|其中|里面|上面|刚才|前面|再|还有|然后|所以)|[呢呐咧捏嘞][?？。]?$"
)
KEPT = frozenset(
    {
        *(Op.CHANGE, Op.DEFINE, Op.REASON, Op.WHERE, Op.USE, Op.TREND, Op.SHARE),
        *(Op.COMPLETION, Op.AGAINST_BUDGET, Op.AVERAGE),
    }
)
"""What is asked of another thing too where a message only names it: 什么是三公经费, 那机关运行经费呢."""


@dataclass(frozen=True)
class Lent:
    """A question completed from the one before."""

    query: Query
    said: str
    """What was carried over, in the field's words."""
    whole: Subject | None = None
    """What its subject is a part of."""
    names_own: bool = False
    """Whether the message names a subject, which may be asked about by itself too."""
    also: Query | None = None
    """What else is asked of the same: 占多少 asks for the amount, and its share."""
    of_unit: bool = False
    """Whether what it names is of the unit asked about: by itself it would be the whole department's."""


def names_of(query: Query) -> str:
    """Return what a query is about, as it is called."""
    names = (s.name or "".join(standard_name(t) for t in sorted(s.terms)) for s in query.subjects)
    return "、".join(dict.fromkeys(names))


def leans(view: View) -> bool:
    """Return whether a message opens or closes as one that goes on: 那人员经费呢, 其中接待费."""
    return bool(BACKWARD.search(view.text)) or view.has("parent") or begins(view)


def begins(view: View) -> bool:
    """Return whether a message opens as one that asks for a part of the last thing: 其中, 里头."""
    return view.text.startswith(tuple(marks("part_of_it")))


def together(terms: frozenset[str], view: View) -> bool:
    """Return whether the paper has a fact about all the terms at once."""
    every = [view.index.about.get(term, frozenset()) for term in terms]
    return bool(every) and bool(frozenset.intersection(*every))
