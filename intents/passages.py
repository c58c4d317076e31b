"""Which words of a question a quoted passage must hold, where no rule answers it."""

from __future__ import annotations

from itertools import pairwise

from intents.lexicon import marks, marks_in_order, says_any
from intents.mentions import Mention, Sort, Vocabulary
from intents.mentions.kindred import kindred_of
from intents.rules import View
from intents.rules.terms import concept_terms, kind_of
from intents.tokens import part_of_speech, tokens_of
from knowledge import Op, Query

_FIGURES = frozenset(
    {
        "percent",
        "share",
        "sum",
        "most",
        "least",
        "above",
        "below",
        "change",
        "which_year",
        "average",
        "per_month",
        "per_head",
    }
)
_MOST_WORDS = 6
_RARE = 3
"""A lone word that stands in the paper more often tells nothing of which sentence is meant."""
_AMBIENT = 6
"""A word that stands in the paper this often is its subject matter and need not be in the passage."""
_FEWEST = 2
_NAME = 5
"""So many characters of the question in a row in the paper are the name of something it describes."""
_SKIPPED = frozenset({Sort.CUE, Sort.FILLER, Sort.HERE, Sort.YEAR, Sort.MARK, Sort.DEPARTMENT})


def _asks_for_money(view: View) -> bool:
    """Return whether an amount is named and nothing but how much of it is asked: 港航管理局的三公经费."""
    return not view.ops - {"how_much"} and any(
        kind_of(term) == "money"
        for m in view.mentions
        if m.sort is Sort.CONCEPT
        for concept in m.concepts
        for term in concept_terms(concept)
    )


def passage_words(view: View, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the content words that a passage must hold; none where a figure is asked for or too few are left.

    A figure may be asked for only of something named at length: then its words must all stand beside the
    name, and the sentence is quoted as it is.
    """
    if (
        view.ops & _FIGURES
        or view.number is not None
        or _any(view.text, "not_of_a_paper")
        or (view.years and view.years != (view.index.paper.year,))
    ):
        return ()
    if any(m.text in marks("amounts") for m in view.mentions) or _asks_for_money(view):
        return ()
    name = _name_in(view, vocabulary)
    skipped = {
        i
        for m in view.mentions
        if m.sort in _SKIPPED or _only_points(m)
        for i in range(m.start, m.end)
    }
    start = view.text.find(name) if name else -1
    inside = set(range(start, start + len(name))) if name else set()
    words = [
        t.word
        for t in tokens_of(view.text)
        if not {*range(t.start, t.end)} <= skipped | inside
        and len(t.word) >= 2
        and _carries(t.word)
    ]
    topics = [m.text for m in view.mentions if m.sort is Sort.TOPIC]
    known = list(dict.fromkeys((*topics, *words)))
    if name:
        if view.kind or (view.has("how_much") and not known):
            return ()
        return (name, *known)
    if view.has("how_much"):
        return ()
    strange = [word for word in known if word not in vocabulary.text]
    if (
        strange
        and len(known) - len(strange) > _FEWEST
        and all((part_of_speech(word) or "n")[0] == "v" for word in strange)
    ):
        known = [word for word in known if word not in strange]
    rare = [word for word in known if vocabulary.text.count(word) < _AMBIENT]
    needed = rare if len(rare) >= _FEWEST else known
    return tuple(needed) if len(needed) >= _FEWEST and rare else ()


def told_of(view: View, vocabulary: Vocabulary) -> Query | None:
    """Return what asks the paper's own words whether a thing is the department's business, or counted in another.

    企业的排污许可证归你们发吗 is answered by a sentence of the duties, 运行费算不算过路费 by one about 运行费.
    None where neither is asked, or where a figure is.
    """
    if view.ops & _FIGURES or view.number is not None or view.kind is not None:
        return None
    counted = _any(view.text, "counted_in")
    if counted and view.subjects:
        said = "".join(m.text for m in view.groups[0])
        scope = tuple(s.model_copy(update={"name": said}) for s in view.subjects[:1])
    elif _any(view.text, "its_offices") or _any(view.text, "its_business"):
        scope = ()
    else:
        return None
    told = _forms_told(view, vocabulary)
    if not told or (len(told) == 1 and vocabulary.text.count(told[0][0]) > _RARE):
        return None
    if not scope and _any(view.text, "its_offices"):
        told = (*told, marks_in_order("by_offices"))
    return Query(op=Op.PASSAGE, subjects=scope, told=told)


def _any(text: str, kind: str) -> bool:
    return says_any(text, kind)


def _forms_told(view: View, vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    """Return the words left over, each with the forms in which the paper may print it, and the phrases they make."""
    asking = marks("its_business") | marks("its_offices") | marks("counted_in") | marks("acting")
    loose = [
        m
        for m in view.mentions
        if m.sort in {Sort.RESIDUE, Sort.TOPIC} and len(m.text) > 1 and m.text not in asking
    ]
    words = [kindred_of(m.text) for m in loose[:_MOST_WORDS]]
    phrases = [
        (view.text[left.start : right.end],)
        for left, right in pairwise(loose)
        if left.end == right.start and view.text[left.start : right.end] in vocabulary.text
    ]
    return tuple(dict.fromkeys((*words, *phrases)))


def _name_in(view: View, vocabulary: Vocabulary) -> str:
    """Return the longest run of the question that stands in the paper as it is; empty where none is long enough."""
    text = view.text
    best = ""
    for start in range(len(text)):
        length = max(_NAME, len(best) + 1)
        while start + length <= len(text) and text[start : start + length] in vocabulary.text:
            best = text[start : start + length]
            length += 1
    named = {
        i
        for m in view.mentions
        if m.sort in {Sort.CONCEPT, Sort.LABEL, Sort.TABLE, Sort.DEPARTMENT, Sort.HERE}
        for i in range(m.start, m.end)
    }
    start = text.find(best)
    return "" if best and {*range(start, start + len(best))} <= named else best


def _only_points(mention: Mention) -> bool:
    """Return whether a concept names a part of the paper made of words (duties, address): it is where to look."""
    return mention.sort is Sort.CONCEPT and all(
        kind_of(term) in {"words", "date"}
        for concept in mention.concepts
        for term in concept_terms(concept)
    )


def _carries(word: str) -> bool:
    tag = part_of_speech(word)
    return tag is None or tag[0] in "nvajlisb"
