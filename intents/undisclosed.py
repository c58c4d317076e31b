"""What other papers print and this one does not (办公费, 提租补贴): it is known what is meant, and there is none."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from intents.lexicon import lexicon, made_of_files, marks
from intents.mentions import Mention, Sort, Vocabulary
from intents.mentions.common import lengths_by_start
from intents.outcomes import Beyond, Outcome, Understood
from intents.reading import by_rules
from intents.rules import View
from knowledge import FactBase, Op, answer, squash, subject_names

_FEWEST = 3
"""A shorter name may be a part of many other words (奖金, 水利); but for those of a charge."""
_REFUSED = frozenset({"unplaced", "topic", "no_rule", "other_department"})
_SPOKEN = frozenset({Sort.RESIDUE, Sort.TOPIC, Sort.BLOCKING})
_NAMING = frozenset({Sort.CONCEPT, Sort.LABEL})
_PIECES = _NAMING | _SPOKEN
_SPENT = ("expenditure",)
_LONGEST_END = 2
"""So many characters at its end may be missing from a printed name that is meant all the same: …支出."""


def undisclosed_in(
    outcome: Outcome, view: View, vocabulary: Vocabulary, *, failed: bool
) -> Outcome:
    """Given an outcome, and whether it tells nothing, return that the paper does not print the thing asked for.

    The thing is a subject of the national classification or a row that other papers print, by its name or by what
    people call it. The outcome as it was where the paper does print it, or where a word is left over beside it.
    """
    if isinstance(outcome, Understood):
        return _taken_to_pieces(outcome, view, vocabulary, failed=failed)
    if not isinstance(outcome, Beyond) or not failed:
        return outcome
    nothing_named = outcome.reason == "no_rule" and not view.groups
    if outcome.reason not in _REFUSED or not (outcome.word or nothing_named):
        return outcome
    found = _things_in(view.text) if nothing_named else _spoken_of(view)
    inside = [m for m in view.mentions if any(m.start < end and m.end > at for at, end, _ in found)]
    loose = [m for m in view.left_over() if m not in inside]
    names = dict.fromkeys(name for _, _, name in found)
    if not found or loose or not names.keys().isdisjoint(vocabulary.labels):
        return outcome
    if any(_is_printed_in_part(view.text[at:end], name, vocabulary) for at, end, name in found):
        return outcome
    return Beyond("topic", "”“".join(names), has_budget=True)


def beside_undisclosed(view: View, base: FactBase, vocabulary: Vocabulary) -> Understood | None:
    """Return a lookup of all that a message lists, where the paper tells of some: 差旅费和福利费 without 福利费.

    That nothing is told of the others is said beside it.
    """
    lacking = [
        Mention(at, end, Sort.LABEL, view.text[at:end], labels=(f"label:{squash(name)}",))
        for at, end, name in _spoken_of(view)
        if name not in vocabulary.labels_in_a_row
    ]
    if not lacking or not view.groups:
        return None
    kept = (
        m for m in view.mentions if not any(m.start < o.end and m.end > o.start for o in lacking)
    )
    mentions = tuple(sorted((*kept, *lacking), key=lambda m: m.start))
    outcome, _ = by_rules(replace(view, mentions=mentions), base)
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.LOOKUP]:
        return None
    (query,) = outcome.queries
    named = {subject.terms for subject in query.subjects}
    listed = len(named) > len(lacking) and all(frozenset(m.labels) in named for m in lacking)
    return outcome if listed and answer(query, base).found else None


def _spoken_of(view: View) -> list[tuple[int, int, str]]:
    """Return where things are named by words that name nothing of the paper, and what the things are called."""
    spoken = [m for m in view.mentions if m.sort in _SPOKEN]
    return [
        (at, end, name)
        for at, end, name in _things_in(view.text)
        if any(m.start < end and m.end > at for m in spoken)
    ]


def _is_printed_in_part(said: str, name: str, vocabulary: Vocabulary) -> bool:
    """Return whether a thing is called by what stands in a longer name of the paper: 基础设施 in 气象基础设施建设."""
    return said != name and said in vocabulary.labels_in_a_row


def _taken_to_pieces(
    outcome: Understood, view: View, vocabulary: Vocabulary, *, failed: bool
) -> Outcome:
    """Return that a thing is not printed where its name was read as several things (专用设备 + 购置).

    Also where an answer was found for one piece of its proper name, and another piece was left over.
    """
    found = _things_in(view.text)
    if len(found) != 1:
        return outcome
    ((start, end, name),) = found
    pieces = [m for m in view.mentions if m.start < end and m.end > start and m.sort in _PIECES]
    beside = [m for m in view.mentions if m.sort in _NAMING and m not in pieces]
    if len(pieces) < 2 or name in vocabulary.labels or any(m.concepts != _SPENT for m in beside):
        return outcome
    left_over = any(m.sort is Sort.RESIDUE for m in pieces)
    short = max(m.end - m.start for m in pieces) < end - start - _LONGEST_END
    if not failed and not (view.text[start:end] == name and (left_over or short)):
        return outcome
    return Beyond("topic", name, has_budget=True)


def _things_in(text: str) -> list[tuple[int, int, str]]:
    """Return where the names of things stand in a text, the longest at each place, and what the things are called."""
    names, sizes = _names()
    found, start = [], 0
    while start < len(text):
        for size in sizes.get(text[start : start + 2], ()):
            said = text[start : start + size]
            name = names.get(said)
            if name:
                found.append((start, start + len(said), name))
                start += len(said)
                break
        else:
            start += 1
    return found


@made_of_files
@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """Return every name of a thing, folded, with its usual name; and how long those are that begin alike."""
    found = {squash(name).lower(): name for name in subject_names()}
    for entry in lexicon().labels:
        for name in (entry.name, *entry.also, *entry.aliases):
            found.setdefault(squash(name).lower(), entry.name)
    charged = tuple(marks("ends_of_costs"))
    kept = {
        name: usual
        for name, usual in found.items()
        if len(name) >= _FEWEST or name.endswith(charged)
    }
    sizes = lengths_by_start(kept).items()
    return kept, {first: tuple(sorted(found, reverse=True)) for first, found in sizes}
