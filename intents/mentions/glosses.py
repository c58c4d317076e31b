"""Examples and explanations beside the thing that is asked about: they say what it is and narrow nothing.

花在房子上的(公积金、房补那一类), 学费、住宿费这类教育收费, 公车加油、修车、买保险这些.
"""

from __future__ import annotations

from dataclasses import replace

from intents.lexicon import marks
from intents.mentions.model import Mention, Sort

_FEWEST = 2
_REACH = 2
"""So many words away may the thing stand that the examples are of."""
_THINGS = frozenset({Sort.CONCEPT, Sort.LABEL})
_NAMED = frozenset({*_THINGS, Sort.CODE})
_PASSED = frozenset({Sort.FILLER, Sort.HERE, Sort.YEAR})


def without_glosses(mentions: list[Mention], text: str) -> list[Mention]:
    """Return the mentions with examples passed over where the thing that they are of is named beside them."""
    if not any(end in text for end in marks("gloss_ends")):
        return mentions
    return _without_lists(_without_brackets(mentions, text), text)


def _without_brackets(mentions: list[Mention], text: str) -> list[Mention]:
    """Return the mentions with examples in brackets behind a thing passed over."""
    found = list(mentions)
    for position, mention in enumerate(mentions):
        end = text.find(")", mention.end)
        if mention.text != "(" or end < 0 or not text[:end].endswith(tuple(marks("gloss_ends"))):
            continue
        if any(m.sort in _NAMED for m in mentions[max(0, position - _REACH) : position]):
            found = [
                _passed_over(m) if mention.start < m.start < end and m.sort is not Sort.MARK else m
                for m in found
            ]
    return found


def _without_lists(mentions: list[Mention], text: str) -> list[Mention]:
    """Return the mentions with two and more examples passed over that end with 这类 or 这些, the thing beside them.

    What the paper has a row or a concept of its own for is no example: 水费、电费这些 asks for them.
    """
    for end, mention in enumerate(mentions):
        closing = next((w for w in marks("gloss_ends") if text.startswith(w, mention.start)), None)
        if closing is None:
            continue
        start, count = _start_of_list(mentions, end)
        listed = mentions[start:end]
        if count < _FEWEST or not any(m.sort is Sort.RESIDUE and m.blocks for m in listed):
            continue
        named = {(m.concepts, m.labels) for m in listed if m.sort in _THINGS}
        beside = _is_beside(mentions, start, mention.start + len(closing))
        if len(named) > 1 or not (named or beside):
            continue
        passed = [m if m.sort in {*_THINGS, Sort.MARK} else _passed_over(m) for m in listed]
        tail = [
            _passed_over(m) if m.start < mention.start + len(closing) else m for m in mentions[end:]
        ]
        return [*mentions[:start], *passed, *tail]
    return mentions


def _start_of_list(mentions: list[Mention], end: int) -> tuple[int, int]:
    """Return where a list begins that ends at a position, and how many things it names."""
    start, count, between = end, 0, True
    for position in range(end - 1, -1, -1):
        mention = mentions[position]
        if mention.text in marks("enumerating"):
            between = True
        elif mention.sort in {Sort.RESIDUE, Sort.TOPIC, *_THINGS}:
            if not between and mention.sort in _THINGS:
                break  # the thing before the list: 公车 加油、修车这些
            count += between
            between = False
            start = position
        elif mention.sort is Sort.FILLER and not between:
            start = position
        else:
            break
    return start, count


def _is_beside(mentions: list[Mention], start: int, end: int) -> bool:
    """Return whether a thing stands right behind a list, else right before it."""
    behind = [m for m in mentions if m.start >= end and m.text != "的"]
    before = [m for m in mentions[:start] if m.sort not in _PASSED]
    return any(near.sort in _THINGS for near in (*behind[:1], *before[-1:]))


def _passed_over(mention: Mention) -> Mention:
    return replace(
        mention,
        sort=Sort.FILLER,
        blocks=False,
        soft=False,
        cues=(),
        concepts=(),
        labels=(),
        topic=None,
    )
