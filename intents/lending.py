"""What a message that goes on from a question is completed to, and how it is told that it goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from intents.lexicon import marks
from intents.mentions import Mention
from intents.rules import View
from intents.rules.terms import concept_terms
from knowledge import Kind, Op, Query, Subject, ancestors, standard_name

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


def in_sense_of_last(view: View, last: Query | None) -> View:
    """Return a message that goes on with its words meant as what was spoken of: 车的那部分呢 behind 三公经费 is money.

    A word that means several things, of which only one is a part, a whole or a side of the last thing, means that one.
    """
    asked = frozenset[str]().union(*(s.terms for s in last.subjects)) if last else frozenset()
    looked_up = last is not None and last.op is Op.LOOKUP
    if not asked or not looked_up or not leans(view) or view.kind in {Kind.COUNT, Kind.PEOPLE}:
        return view
    told = asked.union(*map(ancestors, asked))
    mentions = tuple(_in_sense(m, told) for m in view.mentions)
    return view if mentions == view.mentions else replace(view, mentions=mentions)


def _in_sense(mention: Mention, told: frozenset[str]) -> Mention:
    near = tuple(c for c in mention.concepts if told & _family(c))
    return replace(mention, concepts=near) if near else mention


def _family(concept: str) -> frozenset[str]:
    """Return the terms that a concept stands for and those that they are parts of."""
    terms = frozenset(concept_terms(concept))
    return terms.union(*map(ancestors, terms))
