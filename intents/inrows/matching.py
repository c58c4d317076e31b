"""How well each row of a paper fits the words of a question, and which rows fit best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from intents.inrows.evidence import asks_bound
from intents.inrows.rows import Row
from intents.inrows.words import KINDRED, LITERAL, Said, covered, row_text, shared_with
from intents.mentions import fold_synonyms
from intents.rules import View

_RARE = 2
"""Labels that may hold a word that tells a row from the others."""
_NEAR = 0.85
_OTHER_SORT = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """A row, and how well it fits."""

    row: Row
    score: float
    explained: float
    """The share of the weighty words that the row accounts for, by their length."""
    covered: float
    literal: bool
    """Whether a word that few rows print stands in the label as it is."""
    held: int
    """How many of the weighty words the label itself holds."""


def matches_of(said: Sequence[Said], rows: Sequence[Row]) -> list[Match]:
    """Return the rows that hold any of the weighty words, each with how well it fits."""
    held = {word: [row for row in rows if word.held_by(row.name)] for word in said}
    some = {row.term: row for word in said if word.weighs for row in held[word]}
    rare = {
        (word, sort)
        for word in said
        for sort in (True, False)
        if 0 < sum(word.text in r.name for r in held[word] if r.is_project is sort) <= _RARE
    }
    weight = {w: len(w.text) * log(1 + len(rows) / (1 + len(held[w]))) for w in said}
    return [_match(row, said, weight, rare) for row in some.values()]


def _match(
    row: Row, said: Sequence[Said], weight: dict[Said, float], rare: set[tuple[Said, bool]]
) -> Match:
    text = f"{row_text(row)}\n{fold_synonyms(chr(10).join(row.sheets.values()))}"
    own = {word: word.held_by(row.name) for word in said}
    level = {word: own[word] or word.held_by(text) * KINDRED for word in said}
    weighty = [word for word in said if word.weighs]
    whole = sum(len(word.text) for word in weighty)
    explained = sum(len(w.text) for w in weighty if level[w]) / whole
    score = sum(level[w] * weight[w] for w in said)
    forms = tuple(word.form_in(row.name) for word in said if own[word])
    literal = any(own[w] == LITERAL and (w, row.is_project) in rare for w in weighty)
    held = len({word.text for word in weighty if own[word]})
    return Match(row, score, explained, covered(row.core, forms), literal, held)


def best_of(matches: Sequence[Match], view: View) -> list[Match]:
    """Return the best rows; of several that are alike those of the kind asked about."""
    if not matches:
        return []
    top = max(match.score for match in matches)
    near = [m for m in matches if m.score >= _NEAR * top]
    fitting = [m for m in near if _fits(m.row, view)] or near
    bound = asks_bound(view)
    whole = [m for m in matches if m.score >= _OTHER_SORT * top and m.explained == 1]
    other = [m for m in whole if m.row.is_project] if not bound else []
    of_sort = [m for m in fitting if m.row.is_target is bound] or other or fitting
    longest = max(m.covered for m in of_sort)
    full = [m for m in of_sort if m.covered >= _NEAR * longest]
    return sorted(full, key=lambda m: (-m.score, m.row.name))


def closest_of(matches: Sequence[Match], text: str) -> list[Match]:
    """Return those of several rows whose labels have most characters in common with a question, in runs."""
    asked = fold_synonyms(text)
    shared = [shared_with(match.row.name, asked) for match in matches]
    most = max(shared, default=0)
    return [m for m, count in zip(matches, shared, strict=True) if count == most]


def _fits(row: Row, view: View) -> bool:
    """Return whether a row has a value of the kind, and of the unit, that is asked for."""
    if view.unit and row.units:
        return view.unit in row.units
    return view.kind is None or view.kind in row.kinds
