"""What other papers print and this one does not (办公费, 提租补贴): it is known what is meant, and there is none."""

from __future__ import annotations

from functools import lru_cache

from intents.lexicon import lexicon, made_of_files
from intents.mentions import Sort, Vocabulary
from intents.outcomes import Beyond, Outcome, Understood
from intents.rules import View
from knowledge import squash, subject_names

_FEWEST = 3
"""A name so short may be a part of many other words (奖金, 水利)."""
_REFUSED = frozenset({"unplaced", "no_rule", "other_department"})
_SPOKEN = frozenset({Sort.RESIDUE, Sort.TOPIC, Sort.BLOCKING})
_NAMING = frozenset({Sort.CONCEPT, Sort.LABEL})
_PIECES = _NAMING | _SPOKEN
_SPENT = ("expenditure",)


def undisclosed_in(outcome: Outcome, view: View, vocabulary: Vocabulary) -> Outcome:
    """Given an outcome that tells nothing, return that the paper does not print the thing, where the words name one.

    The thing is a subject of the national classification or a row that other papers print, by its name or by what
    people call it. The outcome as it was where the paper does print it, or where a word is left over beside it.
    """
    if isinstance(outcome, Understood):
        return _taken_to_pieces(outcome, view, vocabulary)
    if not isinstance(outcome, Beyond):
        return outcome
    nothing_named = outcome.reason == "no_rule" and not view.groups
    if outcome.reason not in _REFUSED or not (outcome.word or nothing_named):
        return outcome
    found = _thing_in(view.text)
    if found is None:
        return outcome
    start, end, name = found
    inside = [m for m in view.mentions if m.start < end and m.end > start]
    loose = [m for m in view.left_over() if m not in inside]
    spoken = nothing_named or any(m.sort in _SPOKEN for m in inside)
    if loose or name in vocabulary.labels or not spoken:
        return outcome
    return Beyond("topic", name, has_budget=True)


def _taken_to_pieces(outcome: Understood, view: View, vocabulary: Vocabulary) -> Outcome:
    """Return that a thing is not printed where its name was read as several things (专用设备 + 购置)."""
    found = _thing_in(view.text)
    if found is None:
        return outcome
    start, end, name = found
    pieces = [m for m in view.mentions if m.start < end and m.end > start and m.sort in _PIECES]
    beside = [m for m in view.mentions if m.sort in _NAMING and m not in pieces]
    if len(pieces) == 1 or name in vocabulary.labels or any(m.concepts != _SPENT for m in beside):
        return outcome
    return Beyond("topic", name, has_budget=True)


def _thing_in(text: str) -> tuple[int, int, str] | None:
    """Return where the longest name of a thing stands in a text, and what the thing is called."""
    names, longest = _names()
    for size in range(min(longest, len(text)), _FEWEST - 1, -1):
        for start in range(len(text) - size + 1):
            name = names.get(text[start : start + size])
            if name:
                return start, start + size, name
    return None


@made_of_files
@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], int]:
    """Return every name of a thing, folded, with its usual name; and how long the longest is."""
    found = {squash(name).lower(): name for name in subject_names()}
    for entry in lexicon().labels:
        for name in (entry.name, *entry.also, *entry.aliases):
            found.setdefault(squash(name).lower(), entry.name)
    kept = {name: usual for name, usual in found.items() if len(name) >= _FEWEST}
    return kept, max(map(len, kept))
