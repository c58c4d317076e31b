"""Slips of the pen: a character left out, typed twice, or swapped with its neighbour.

Another character in its place is no slip unless it sounds alike: 社保基金 is not 医保基金.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

_SHORTEST = 4
"""Words this long may lack a character; shorter ones only sound alike."""
_SWAPPED = 3
"""Words this long may have two characters swapped, or one twice."""


class Slips:
    """Words, found by what one slip makes of them."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words that may be meant; those too short for a slip to be told are left out."""
        self._words = frozenset(word for word in words if len(word) >= _SWAPPED)
        self._shortened: dict[str, list[str]] = defaultdict(list)
        for word in sorted(word for word in self._words if len(word) >= _SHORTEST):
            for position in range(len(word)):
                self._shortened[word[:position] + word[position + 1 :]].append(word)

    def meant_by(self, typed: str, slipped: frozenset[str] | None = None) -> tuple[str, ...]:
        """Return the words that a slip turned into what was typed, in order; none for a word as it stands.

        Whoever asks several of these about one text may give what `slips_of` returns for it.

        >>> slips = Slips(["公务接待费", "机关运行经费"])
        >>> slips.meant_by("公务待费"), slips.meant_by("公务接接待费"), slips.meant_by("公接务待费")
        (('公务接待费',), ('公务接待费',), ('公务接待费',))
        >>> slips.meant_by("公务招待费")
        ()
        """
        if len(typed) < _SWAPPED:
            return ()
        slips = slips_of(typed) if slipped is None else slipped
        found = self._words.intersection(slips).union(
            self._shortened.get(typed, ()) if len(typed) >= _SHORTEST else ()
        )
        return tuple(sorted(found - {typed})) if found else ()


def slips_of(typed: str) -> frozenset[str]:
    """Return what a text becomes when a character typed twice is taken out, or two neighbours are swapped."""
    found = set()
    for i in range(len(typed) - 1):
        before, left, right, after = typed[:i], typed[i], typed[i + 1], typed[i + 2 :]
        found.add(before + left + after if left == right else before + right + left + after)
    return frozenset(found)
