"""Costs listed without the end of their names → with it: 办公、印刷、邮电三项 → 办公费、印刷费、邮电费三项."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files, marks, says_any
from intents.mentions import Vocabulary
from knowledge import codes_named, squash, subject_names

_PAID_FOR, _OF_SUBJECT = "3", 5
"""What the codes of what money is paid for begin with, and how long those are that have no parts."""


def with_ends_of_names(text: str, vocabulary: Vocabulary) -> str:
    """Given a folded question, return it with each cost of a list by its whole name.

    Only where all that is listed are costs, one of them without its end and one that the paper tells of, and no
    people or times are counted: 会议、培训各几次 asks for no money.
    """
    if not _any_list().search(text) or says_any(text, "counted_asked"):
        return text
    return _any_list().sub(lambda found: _in_full(found[0], vocabulary), text)


def _in_full(listed: str, vocabulary: Vocabulary) -> str:
    pieces = _any_cost().split(listed)
    between, said, ended = pieces[::3], pieces[1::3], pieces[2::3]
    names = [_name_of(stem, vocabulary) for stem in said]
    if all(ended) or not any(names) or any(piece in vocabulary.labels for piece in (listed, *said)):
        return listed
    whole = (name or _costs()[stem][0] for name, stem in zip(names, said, strict=True))
    return between[0] + "".join(map("".join, zip(whole, between[1:], strict=True)))


def _name_of(stem: str, vocabulary: Vocabulary) -> str:
    """Return the name of the cost that the paper tells of; nothing where it tells of none."""
    for name in _costs()[stem]:
        word = vocabulary.words.get(name)
        if word is not None and word.names_something_else():
            return name
    return ""


@made_of_files
@lru_cache(maxsize=1)
def _any_list() -> re.Pattern[str]:
    """Return what finds two or more costs with a word between them; one of a single character opens only a message."""
    named, ends = _any_of(_costs()), alternatives("ends_of_costs")
    longer = _any_of(stem for stem in _costs() if len(stem) > 1)
    first = rf"(?:^(?:{named})|(?:{longer}))(?:{ends})?"
    return re.compile(rf"{first}(?:(?:{alternatives('joins_lists')})(?:{named})(?:{ends})?)+")


@made_of_files
@lru_cache(maxsize=1)
def _any_cost() -> re.Pattern[str]:
    """Return what finds a cost, and the end of its name where that is said."""
    return re.compile(rf"({_any_of(_costs())})({alternatives('ends_of_costs')})?")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@made_of_files
@lru_cache(maxsize=1)
def _costs() -> dict[str, tuple[str, ...]]:
    """Return the names of costs by what they are called without their end."""
    found: dict[str, list[str]] = {}
    for name in subject_names():
        if any(c.startswith(_PAID_FOR) and len(c) == _OF_SUBJECT for c in codes_named(name)):
            for end in marks("ends_of_costs"):
                stem = name.removesuffix(end)
                if stem != name and stem:
                    found.setdefault(stem, []).append(squash(name))
    return {stem: tuple(names) for stem, names in found.items()}
