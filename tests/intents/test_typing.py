"""Noise of typing over the blind questions about the shipped paper: the same figures, or none.

Each question that is answered with figures is typed again with one slip of one kind, the same in every run.
What comes must be the figures that came before; where a slip makes another question of it, a refusal is
right too, and another figure is a fault. The floors are what was reached when this was written.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from intents.sounds import spelled
from intents.tokens import tokens_of
from tests.corpus.asking import reply_to

_QUESTIONS = [
    json.loads(line)["q"]
    for name in ("wuhan-citizen.jsonl", "wuhan-staff.jsonl")
    for line in Path(__file__).parent.parent.joinpath("blind", name).read_text("utf-8").splitlines()
    if "chat" not in json.loads(line)
]
_THINKING = ("呃", "那个", "就是说", "怎么说呢，")


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _word(question: str, chance: random.Random, fewest: int = 2) -> tuple[int, int] | None:
    words = [
        (t.start, t.end)
        for t in tokens_of(question)
        if t.end - t.start >= fewest and all(map(_han, t.word))
    ]
    return chance.choice(words) if words else None


def _letters_for_word(question: str, chance: random.Random) -> str:
    found = _word(question, chance)
    if found is None:
        return question
    start, end = found
    return question[:start] + spelled(question[start:end]) + question[end:]


def _letters_for_character(question: str, chance: random.Random) -> str:
    found = _word(question, chance)
    if found is None:
        return question
    at = chance.randrange(*found)
    return question[:at] + spelled(question[at]) + question[at + 1 :]


def _twice(question: str, chance: random.Random) -> str:
    found = _word(question, chance)
    if found is None:
        return question
    at = chance.randrange(*found)
    return question[:at] + question[at] + question[at:]


def _swapped(question: str, chance: random.Random) -> str:
    found = _word(question, chance, fewest=3)
    if found is None:
        return question
    at = chance.randrange(found[0], found[1] - 1)
    return question[:at] + question[at + 1] + question[at] + question[at + 2 :]


def _thinking(question: str, chance: random.Random) -> str:
    at = chance.choice([t.start for t in tokens_of(question)])
    return question[:at] + chance.choice(_THINKING) + question[at:]


def _spaced(question: str, _: random.Random) -> str:
    return " ".join(t.word for t in tokens_of(question))


@pytest.mark.parametrize(
    ("noise", "floor", "faults"),
    [
        (_letters_for_word, 0.95, 0),
        (_letters_for_character, 0.95, 0),
        (_twice, 0.9, 1),
        (_swapped, 0.6, 3),
        (_thinking, 0.9, 2),
        (_spaced, 0.97, 1),
    ],
)
def test_noise_of_typing_changes_no_figure(
    noise: Callable[[str, random.Random], str], floor: float, faults: int
) -> None:
    asked, same, others = 0, 0, []
    for question in _QUESTIONS:
        before = reply_to(question)
        typed = noise(question, random.Random(question))
        if not before.facts or typed == question:
            continue
        asked += 1
        after = reply_to(typed)
        if after.facts[:1] == before.facts[:1]:
            same += 1
        elif after.facts:
            others.append(f"{question} → {typed}：{after.parts.headline}")
    assert asked > 30
    assert len(others) <= faults, others
    assert same / asked >= floor
