"""Passages: where a paper says a word, and its sentences that hold most of what is asked."""

from __future__ import annotations

import re

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact, Kind
from knowledge.query.model import Answer, Query
from knowledge.query.sentences import place_of
from knowledge.terms import squash

_TOLD = frozenset({Aspect.TEXT, Aspect.DEFINITION})
_PHRASE = 4
"""A phrase of so many characters is not met by chance."""
_NAME = 5
"""A name this long is not met by chance."""
_SENTENCE = re.compile(r"[^。；;！？!?\n]*[。；;！？!?\n]?")


def passage(query: Query, index: PaperIndex) -> Answer:
    """Return the shortest sentences of the source that hold all the words asked about."""
    if query.told:
        return _told_of(query, index)
    best: list[tuple[int, int, Fact, str]] = []
    name, *others = query.words
    for position, fact in enumerate(_texts(index)):
        if not isinstance(fact.value, str):
            continue
        for sentence in sentences_of(fact.value):
            folded = squash(sentence)
            if all(word in folded for word in query.words):
                best.append((len(sentence), position, fact, sentence))
        if others and name in squash(fact.value) and len(name) >= _NAME and not best:
            # what is told of a thing named once need not name it again in each sentence
            best += [
                (len(sentence), position, fact, sentence)
                for sentence in sentences_of(fact.value)
                if all(word in squash(sentence) for word in others)
            ]
    if not best:
        return Answer(query, "not_found", found=False)
    best.sort(key=lambda item: item[:2])
    chosen: dict[str, tuple[Fact, str]] = {}
    for _, _, fact, sentence in best:
        chosen.setdefault(squash(sentence), (fact, sentence.strip()))
    places = tuple(
        (place_of(sentence, fact, index), sentence) for fact, sentence in list(chosen.values())[:2]
    )
    return Answer(
        query, "passage", places=places, quotes=tuple(fact for fact, _ in list(chosen.values())[:2])
    )


def _told_of(query: Query, index: PaperIndex) -> Answer:
    """Return the sentence that holds the most of what is to be told: more than half of it, or a long word.

    Where subjects are given, it must stand under one of them or name it.
    """
    scope = frozenset().union(*(subject.terms for subject in query.subjects))
    names = [squash(subject.name) for subject in query.subjects]
    best: tuple[int, int, Fact, str] | None = None
    for fact in index.paper.facts:
        if fact.aspect not in _TOLD:
            continue
        within = not scope or bool(scope & (fact.terms | fact.context))
        for sentence in sentences_of(str(fact.value or "")):
            folded = squash(sentence)
            if not within and not any(name in folded for name in names):
                continue
            held = [forms for forms in query.told if any(form in folded for form in forms)]
            sizes = [len(said) for said, *_ in held]
            enough = len(held) * 2 > len(query.told) or max(sizes, default=0) >= _PHRASE
            size = sum(sizes)
            if enough and (best is None or (size, -len(folded)) > best[:2]):
                best = size, -len(folded), fact, sentence.strip()
    if best is None:
        return Answer(query, "not_found", found=False)
    _, _, fact, sentence = best
    return Answer(
        query, "passage", places=((place_of(sentence, fact, index), sentence),), quotes=(fact,)
    )


def _texts(index: PaperIndex) -> list[Fact]:
    return [
        f
        for f in index.paper.facts
        if f.kind is Kind.WORDS and isinstance(f.value, str) and len(f.value) >= 8
    ]


def sentences_of(text: str) -> list[str]:
    """Return a text's sentences; a numbered item (1. …) stays together with its first sentence."""
    sentences = [s for s in _SENTENCE.findall(text) if s.strip()]
    joined: list[str] = []
    for sentence in sentences:
        if joined and re.fullmatch(r"\s*\d+\s*[.、．]?[^。]{0,16}。?", joined[-1]):
            joined[-1] += sentence
        else:
            joined.append(sentence)
    return joined
