"""Texts that run over the sides of their cells, into others or over each other: each is put back as one.

A program that draws a table cell by cell, without breaking or clipping a text that is too long, prints one text
over another. Sorted by place alone their characters make a third text (经1济86技.00术), and a figure that a line
cuts makes two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from knowledge.readers.paged.lattice import Lattice, Slot
from knowledge.readers.paged.lines import box_around
from knowledge.readers.paged.page import Box, Glyph

_NEAR = 0.25
"""In glyph sizes: how near a side a text ends that may go on behind it; others keep away from it."""
_CUT = 0.15
"""In widths of a character: the part of it that a side cuts off for its text to run over it for certain."""
_SMALLEST = 1.0
"""Points; a damaged font may claim to be of no size."""
_APART = 0.5
"""In glyph sizes: a gap that may stand between two characters of one text."""
_TIGHT = 0.12
"""In glyph sizes: the same where a side stands in the gap, beside which another cell's text may begin."""
_LINE = 0.3
"""In glyph sizes: how far baselines may lie apart for one text to cover another."""
_LEVEL = 0.1
"""In glyph sizes: how far baselines of one text may lie apart."""
_WHOLE = re.compile(r"(?:^|[^\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?$")
"""A text that ends in a figure as figures are written."""

Contents = dict[int, list[Glyph]]
Text = list[Glyph]


@dataclass(frozen=True, slots=True)
class Settled:
    """What stands in each cell of a lattice, with the texts that ran over their cells put back."""

    contents: Contents
    piled: dict[int, list[Text]]
    """Of cells in which texts are printed over each other: each text by itself, in the order of reading."""
    taken: frozenset[int] = frozenset()
    """Which glyphs (by `id`) beyond the table go on with a text in it."""
    has_overlaps: bool = False
    """Whether one text is printed over another."""


def settled(lattice: Lattice, contents: Contents, order: Sequence[Glyph]) -> Settled:
    """Given what stands in each cell by place alone, and the glyphs as drawn, return every text whole in its cell."""
    if not any(_is_odd(glyphs, lattice.slots[index].box[2]) for index, glyphs in contents.items()):
        return Settled(contents, {})
    owners = {id(glyph): index for index, glyphs in contents.items() for glyph in glyphs}
    texts = _texts(order, owners, lattice)
    through = [_cells(text, owners) for text in texts]
    inside = {cell for cells in through if len(cells) == 1 for cell in cells}
    passing: dict[int, list[Text]] = {}
    standing: dict[int, list[Text]] = {}
    for text, cells in zip(texts, through, strict=True):
        standing.setdefault(_home(text, cells, lattice, inside), []).append(text)
        for cell in cells:
            passing.setdefault(cell, []).append(text)
    return Settled(
        {index: [glyph for text in own for glyph in text] for index, own in standing.items()},
        {
            index: sorted(own, key=lambda text: (-round(text[0].baseline), text[0].x0))
            for index, own in standing.items()
            if _are_piled(own)
        },
        frozenset(id(glyph) for text in texts for glyph in text) - owners.keys(),
        any(map(_are_piled, passing.values())),
    )


def _is_odd(glyphs: Text, side: float) -> bool:
    """Whether a cell's last character reaches its right side, or its text turns back on the same line."""
    text, _, _, end, _, _, size, _, window = glyphs[-1]
    if end > side - _NEAR * size and text != " " and window is None:
        return True
    before, level = 0.0, None
    for glyph in glyphs:
        start, baseline = glyph[1], glyph[5]
        if start < before and baseline == level:
            return True
        before, level = start, baseline
    return False


def _texts(glyphs: Sequence[Glyph], owners: dict[int, int], lattice: Lattice) -> list[Text]:
    """Return the glyphs of the cells in runs that were drawn as one text, with what goes on beyond the table."""
    texts: list[Text] = []
    is_inside = False
    for glyph in glyphs:
        if is_inside and _goes_on(texts[-1], glyph, owners, lattice):
            texts[-1].append(glyph)
            continue
        is_inside = id(glyph) in owners
        if is_inside:
            texts.append([glyph])
    return texts


def _cells(text: Text, owners: dict[int, int]) -> set[int]:
    """Return the cells in which a text's characters stand; blanks count only where there is nothing else."""
    printed = [glyph for glyph in text if glyph.text != " "] or text
    return {owners[id(glyph)] for glyph in printed if id(glyph) in owners} or {owners[id(text[0])]}


def _goes_on(text: Text, glyph: Glyph, owners: dict[int, int], lattice: Lattice) -> bool:
    """Whether a glyph goes on with the text before it: in its cell, or right behind its side."""
    last, size = text[-1], max(glyph.size, _SMALLEST)
    if last.turn or glyph.turn or abs(last.baseline - glyph.baseline) > _LEVEL * size:
        return False
    gap = (glyph.x0 - last.x1) / size
    mine, other = owners.get(id(last)), owners.get(id(glyph))
    if mine == other or gap <= -_APART:
        return -_APART < gap < _APART
    if gap >= _TIGHT or last.window or glyph.window:
        return False
    return mine is None or _is_cut(last, glyph, lattice.slots[mine]) or not _may_end(text)


def _is_cut(last: Glyph, glyph: Glyph, slot: Slot) -> bool:
    """Whether the right side of a cell cuts through the character before it or behind it."""
    side = slot.box[2]
    return last.x1 - side > _CUT * (last.x1 - last.x0) or side - glyph.x0 > _CUT * (
        glyph.x1 - glyph.x0
    )


def _may_end(text: Text) -> bool:
    """Whether a text that stands tight against another one may end here: with a whole figure."""
    return bool(_WHOLE.search("".join(glyph.text for glyph in text)))


def _home(text: Text, cells: set[int], lattice: Lattice, inside: set[int]) -> int:
    """Return the cell that a text belongs to: of those that it runs through, one without a text of its own.

    Of several the one whose side or middle it is drawn against.
    """
    if len(cells) == 1:
        return next(iter(cells))
    free = sorted(cells - inside) or sorted(cells)
    return min(free, key=lambda index: _misfit(text, lattice.slots[index].box))


def _misfit(text: Text, box: Box) -> float:
    """Return by how many points a text misses the place where it would stand left, right or in the middle of a cell."""
    left, _, right, _ = box_around(text)
    return min(abs(left - box[0]), abs(right - box[2]), abs(left + right - box[0] - box[2]) / 2)


def _are_piled(texts: Sequence[Text]) -> bool:
    return any(_collide(one, other) for one, other in combinations(texts, 2))


def _collide(one: Text, other: Text) -> bool:
    """Whether a text is printed over another one; the same twice, to look bold, is not."""
    if any(glyph.turn or glyph.window for glyph in (one[0], other[0])):
        return False  # what a clip hides is not printed over anything
    if abs(one[0].baseline - other[0].baseline) > _LINE * one[0].size:
        return False
    shared = min(one[-1].x1, other[-1].x1) - max(one[0].x0, other[0].x0)
    if shared < _APART * one[0].size:
        return False
    return _printed(one) not in _printed(other) and _printed(other) not in _printed(one)


def _printed(text: Text) -> str:
    return "".join(glyph.text for glyph in text if glyph.text != " ")
