"""A thing described before it is called by its name: 法庭维修那个“两庭”建设 asks for 两庭建设 alone."""

from __future__ import annotations

import itertools
from dataclasses import replace

from intents.lexicon import marks
from intents.mentions import How, Mention, Sort
from knowledge import PaperIndex, Subject


def without_description(mentions: tuple[Mention, ...], index: PaperIndex) -> tuple[Mention, ...]:
    """Return the mentions without a label that was named only in part, where 那个 and one said in full follow it.

    Where the paper tells of both together (an indicator of a project) the first says whose the second is.
    """
    found = list(mentions)
    named = [i for i, m in enumerate(mentions) if m.sort is Sort.LABEL]
    for first, second in itertools.pairwise(named):
        described, called = mentions[first], mentions[second]
        between = [m.text for m in mentions[first + 1 : second] if m.sort is Sort.FILLER]
        is_apart = len(between) < second - first - 1
        if is_apart or described.how is not How.PART or called.how is not How.SAID:
            continue
        if (
            between
            and between[-1] in marks("that_called")
            and not _together(described, called, index)
        ):
            found[first] = replace(described, sort=Sort.FILLER, labels=(), blocks=False)
    return tuple(found)


def _together(one: Mention, other: Mention, index: PaperIndex) -> bool:
    """Return whether the paper tells of anything under both names."""
    return any(
        index.tells_of(Subject(terms=frozenset(pair), name=""))
        for pair in itertools.product(one.labels, other.labels)
    )
