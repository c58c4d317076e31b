"""Which words left over weigh after all, by what stands beside them: a measure, a person, half of a noun."""

from __future__ import annotations

from dataclasses import replace

from intents.lexicon import marks
from intents.mentions.model import Mention, Sort
from intents.tokens import part_of_speech, tokens_of

_MEASURES = frozenset("qm")
_THINGS = frozenset({Sort.CONCEPT, Sort.LABEL})
_AT_LARGE = frozenset({"project", "expenditure", "revenue"})
_NOTHING = Mention(0, 0, Sort.MARK, "")
_LONGEST_NAME = 3
_SURE_OF = 2
"""Words of at least this length are words for sure."""


def reweighed(mentions: list[Mention], text: str) -> list[Mention]:
    """Given the pieces of a question, return them with the words left over weighed by what stands beside them."""
    found = mentions
    if any(mention.sort is Sort.RESIDUE for mention in found):
        found = _units_weigh(_broken_weigh(_counted_weigh(found), text))
        found = _torn_weigh(found)
    return _persons_weigh(found, text)


def _torn_weigh(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions, a word that nobody knows, torn into characters before all projects, as one that weighs.

    引才那个专项资金 is one project, and 引 and 才 are no words of a question for all of them.
    """
    found: list[Mention] = []
    for at, mention in enumerate(mentions):
        before = found[-1] if found else _NOTHING
        if mention.end - mention.start == 1 and before.sort is Sort.RESIDUE:
            behind = [m for m in mentions[at + 1 :] if m.sort is not Sort.FILLER][:1]
            if _is_torn(before, mention, found[:-1], behind):
                word = f"{before.text}{mention.text}"
                found[-1] = replace(before, end=mention.end, text=word, blocks=True, soft=False)
                continue
        found.append(mention)
    return found


def _is_torn(first: Mention, second: Mention, before: list[Mention], behind: list[Mention]) -> bool:
    """Return whether two characters stand by themselves before all projects or all money, but 账上."""
    alone = first.end - first.start == 1 and first.end == second.start
    alone = alone and second.sort in {Sort.FILLER, Sort.RESIDUE}
    alone = alone and not (before and before[-1].sort in {Sort.FILLER, Sort.RESIDUE})
    at_large = any(m.concepts and _AT_LARGE.issuperset(m.concepts) for m in behind)
    return alone and at_large and part_of_speech(second.text) != "f"


def _counted_weigh(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions, a word left over that people are counted of (家长多少人) as one that weighs."""
    return [
        replace(mention, blocks=True, soft=False)
        if mention.sort is Sort.RESIDUE
        and len(mention.text) > 1
        and any(cue.kind == "people" for cue in following.cues)
        and not following.concepts
        else mention
        for mention, following in zip(mentions, [*mentions[1:], _NOTHING], strict=True)
    ]


def _broken_weigh(mentions: list[Mention], text: str) -> list[Mention]:
    """Return the mentions, a character left over beside a thing as one that weighs where both are one noun.

    女职工 and 老干部 are fewer people than 职工 and 干部, 气象站 is not 气象; nor is 信访员, in no dictionary, 信访.
    """
    nouns = [
        (t.start, t.end)
        for t in tokens_of(text)
        if t.end - t.start > _SURE_OF and (part_of_speech(t.word) or "")[:1] == "n"
    ]
    return [
        replace(mention, blocks=True, soft=False)
        if mention.sort is Sort.RESIDUE
        and mention.end - mention.start == 1
        and (
            any(
                _is_rest_of_noun(mention, before, following, noun)
                for noun in nouns
                if noun[0] <= mention.start < noun[1]
            )
            or (mention.text in marks("another_behind") and before.sort in _THINGS)
        )
        else mention
        for before, mention, following in zip(
            [_NOTHING, *mentions[:-1]], mentions, [*mentions[1:], _NOTHING], strict=True
        )
    ]


def _is_rest_of_noun(
    mention: Mention, before: Mention, following: Mention, noun: tuple[int, int]
) -> bool:
    """Return whether a noun is one character and the thing beside it, or ends in both."""
    start, end = noun
    if mention.start == start and following.sort in _THINGS:
        return following.start < end <= following.end
    return (
        mention.end == end
        and before.sort in {*_THINGS, Sort.HERE}
        and before.start <= start < before.end
    )


def _persons_weigh(mentions: list[Mention], text: str) -> list[Mention]:
    """Return the mentions with a person's name whose characters were passed over as one that weighs: 张三的培训费.

    A name is told by a surname at its head, by standing first, by 的 behind it, and by jieba's not knowing it.
    """
    first = next(iter(tokens_of(text)), None)
    if (
        first is None
        or first.start
        or not _SURE_OF <= first.end <= _LONGEST_NAME
        or first.word[0] not in marks("surnames")
        or text[first.end : first.end + 1] != "的"
        or not (part_of_speech(first.word) or "nr").startswith("nr")
    ):
        return mentions
    inside = [m for m in mentions if m.end <= first.end]
    if any(m.sort not in {Sort.FILLER, Sort.RESIDUE} or m.end - m.start > 1 for m in inside):
        return mentions
    name = Mention(0, first.end, Sort.RESIDUE, first.word, blocks=True)
    return [name, *mentions[len(inside) :]]


def _units_weigh(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions, a measure left over behind a number asked for as one that weighs: 多少美元, 几斤."""
    return [
        replace(mention, blocks=True, soft=False)
        if mention.sort is Sort.RESIDUE
        and ("how_much" in before.ops() or before.text.endswith(tuple(marks("asking_number"))))
        and (part_of_speech(mention.text) or "")[:1] in _MEASURES
        else mention
        for before, mention in zip([_NOTHING, *mentions[:-1]], mentions, strict=True)
    ]
