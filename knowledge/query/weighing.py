"""Words of a question weighed among texts: those that few of the texts hold tell which of them is meant."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from knowledge.terms import squash

_LONGEST = 6
"""Characters of a word beyond these tell no more."""
_KINDRED = 0.6
"""What a word tells that stands there only by a kindred one."""
_COMMON = 0.25
"""What a word tells that every text holds."""

Told = tuple[tuple[str, ...], ...]
"""Words of a question, each with the forms in which a paper may print it, itself first."""


class Held(NamedTuple):
    """How much of a question a text holds."""

    score: float
    position: int
    """Of the text among those given."""
    forms: tuple[str, ...]
    """One of each word that it holds, as it stands there."""
    rare: bool
    """Whether one of them stands in few of the texts."""


def held_by(texts: Sequence[str], told: Told) -> list[Held]:
    """Given texts and words, return the texts that hold any of them, the one that holds the most first."""
    folded = [squash(text) for text in texts]
    found: list[list[tuple[float, str, bool]]] = [[] for _ in texts]
    for forms in told:
        standing = [_standing(forms, text) for text in folded]
        count = sum(map(bool, standing))
        for position, form in enumerate(standing):
            if form:
                size = min(len(form), _LONGEST) / 2
                weight = (log(len(texts) / count) + _COMMON) * size
                weight *= 1 if form == forms[0] else _KINDRED
                found[position].append((weight, form, count * 3 <= max(3, len(texts))))
    ranked = [
        Held(
            sum(weight for weight, _, _ in held),
            position,
            tuple(dict.fromkeys(form for _, form, _ in held)),
            any(rare for _, _, rare in held),
        )
        for position, held in enumerate(found)
        if held
    ]
    return sorted(ranked, key=lambda each: (-each.score, each.position))


def _standing(forms: tuple[str, ...], text: str) -> str:
    """Return the form of a word that stands in a text: the word itself where it does, else the longest."""
    if forms[0] in text:
        return forms[0]
    return max((form for form in forms if form in text), key=len, default="")
