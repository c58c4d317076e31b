"""Reasons and definitions by the words of a question, where no known thing of it is explained."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact
from knowledge.query.choosing import YUAN
from knowledge.query.lookup import distinct
from knowledge.query.model import Answer, Query
from knowledge.query.sentences import place_of
from knowledge.query.signs import signs
from knowledge.query.weighing import Told, held_by
from knowledge.terms import squash

_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_LONGEST_LEAD = 16
"""An explanation follows its word within so many characters."""
_SAME = 0.6
"""So much of an entry's name must be what is asked for, or of what is asked for the name."""
_FEWEST = 2
_NAMED = 4
"""A reason in the running text is of a thing with a name of its own."""
_YUAN = {**YUAN, "万": YUAN["万元"], "亿": YUAN["亿元"]}
_LEAST, _LARGEST = Decimal("0.97"), Decimal("1.11")
"""一百二十多万 is between these times 120 万."""


def reason_told(query: Query, index: PaperIndex) -> Answer:
    """Return the reasons whose own thing is called by the words of a question; not found where none is."""
    reasons = index.of_aspect(Aspect.REASON)
    held = held_by([f"{f.label} {_own_words(f)}" for f in reasons], query.told)
    named = [each for each in held if _names(reasons[each.position].label, each.forms)]
    if not named:
        return _told_in_text(query, index)
    fitting = [each for each in named if _tells_number(reasons[each.position], query, index)]
    first = reasons[(fitting or named)[0].position]
    alike = [
        f for f in reasons if f.label == first.label and f.citation.place == first.citation.place
    ]
    return Answer(
        query,
        "reason",
        quotes=distinct(alike)[:2],
        values={"by": "number" if fitting else "words"},
    )


def definition_told(query: Query, index: PaperIndex) -> Answer:
    """Return the glossary's entry that is called as a question calls a thing, else the sentence that explains it."""
    entry = _entry(query, index)
    if entry is not None:
        return Answer(query, "define", quotes=(entry,))
    told = _sentence(query, index)
    if told is None:
        return Answer(query, "not_found", found=False)
    fact, sentence = told
    return Answer(
        query, "passage", places=((place_of(sentence, fact, index), sentence),), quotes=(fact,)
    )


def _told_in_text(query: Query, index: PaperIndex) -> Answer:
    """Return the shortest sentence that gives a reason and names all that is asked about."""
    if max((len(said) for said, *_ in query.told), default=0) < _NAMED:
        return Answer(query, "not_found", found=False)
    found = [
        (len(sentence), position, fact, sentence.strip())
        for position, fact in enumerate(index.of_aspect(Aspect.TEXT))
        for sentence in _SENTENCE.findall(str(fact.value or ""))
        if signs().giving_reason.search(sentence)
        and all(any(form in squash(sentence) for form in forms) for forms in query.told)
    ]
    if not found:
        return Answer(query, "not_found", found=False)
    _, _, fact, sentence = min(found, key=lambda each: each[:2])
    return Answer(
        query, "passage", places=((place_of(sentence, fact, index), sentence),), quotes=(fact,)
    )


def _tells_number(reason: Fact, query: Query, index: PaperIndex) -> bool:
    """Return whether the number of a question is about the change that a reason is given for."""
    if query.number is None:
        return False
    unit = query.unit or reason.unit
    return any(
        isinstance(fact.value, Decimal)
        and fact.label == reason.label
        and fact.citation.place.page == reason.citation.place.page
        and _is_about(abs(fact.value), fact.unit, query.number, unit)
        for fact in index.of_aspect(Aspect.CHANGE)
    )


def _is_about(value: Decimal, unit: str | None, number: Decimal, said: str | None) -> bool:
    """Return whether an amount begins as a number said roughly does: 124.27 万元 is 一百二十多万."""
    exact, rough = (
        each * _YUAN.get(of or "", Decimal(1)) for each, of in ((value, unit), (number, said))
    )
    return rough * _LEAST <= exact <= rough * _LARGEST


def _own_words(fact: Fact) -> str:
    """Return the sentence of a reason from its thing on."""
    quote = squash(fact.citation.quote)
    return quote[max(quote.find(squash(fact.label)), 0) :]


def _names(label: str, forms: tuple[str, ...]) -> bool:
    """Return whether words name most of a thing: 退休 of 行政单位离退休 does, 支出 of it would not."""
    folded = squash(label)
    return any(len(form) >= _FEWEST and form in folded for form in forms)


def _entry(query: Query, index: PaperIndex) -> Fact | None:
    """Return the entry whose name most of a question's name is, or the other way round; the nearest one."""
    best: tuple[float, Fact] | None = None
    for fact in index.of_aspect(Aspect.DEFINITION):
        name = squash(fact.label)
        for said in _names_asked(query.told):
            shorter, longer = sorted((name, said), key=len)
            if len(shorter) < _FEWEST or shorter not in longer:
                continue
            near = len(shorter) / len(longer)
            if near >= _SAME and (best is None or near > best[0]):
                best = near, fact
    return best[1] if best else None


def _names_asked(told: Told) -> tuple[str, ...]:
    """Return what a question may call the thing: each word in each form, and all the words together."""
    alone = [form for forms in told for form in forms] if len(told) == 1 else []
    return tuple(dict.fromkeys(("".join(said for said, *_ in told), *alone)))


def _sentence(query: Query, index: PaperIndex) -> tuple[Fact, str] | None:
    """Return the first sentence in which a thing's name is followed by what it is or is made of."""
    glossary = index.of_aspect(Aspect.DEFINITION)
    for fact in (*glossary, *index.of_aspect(Aspect.TEXT), *index.of_aspect(Aspect.USE)):
        for sentence in _SENTENCE.findall(str(fact.value or "")):
            folded = squash(sentence)
            for said in _names_asked(query.told):
                at = folded.find(said)
                behind = folded[at + len(said) : at + len(said) + _LONGEST_LEAD]
                if at >= 0 and len(said) > _FEWEST and signs().explaining.search(behind):
                    return fact, sentence.strip()
    return None
