"""Questions → groups of those that are alike, so that what was not understood can be looked over."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from intents.text import fold

_ALIKE = 70.0
"""Of 100: 公务接待费多少 and 公务接待费是多少 have 93, 公务接待费多少 and 公务用车多少 have 62."""


def alike(questions: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Given questions, return the positions of those that are alike together, the largest group first.

    A question joins the first group whose first question it is like. It is never used to answer.

    >>> alike(["火星基地多少钱", "编制几人", "火星基地要多少钱", "火星基地多少钱？"])
    ((0, 2, 3), (1,))
    """
    folded = [fold(question).text for question in questions]
    groups: list[list[int]] = []
    for position, question in enumerate(folded):
        for group in groups:
            if fuzz.ratio(question, folded[group[0]]) >= _ALIKE:
                group.append(position)
                break
        else:
            groups.append([position])
    return tuple(tuple(group) for group in sorted(groups, key=len, reverse=True))
