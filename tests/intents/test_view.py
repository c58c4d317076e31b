"""How what a question names is called when it is spoken of again."""

from __future__ import annotations

from intents.mentions import Mention, Sort
from intents.rules.subjects import _name

WORDS = ("丙项", "甲项", "戊项", "乙项", "丁项", "己项")


def test_labels_are_named_in_the_order_in_which_they_were_said() -> None:
    said = tuple(
        Mention(2 * i, 2 * i + 2, Sort.LABEL, word, labels=(f"label:{word}",))
        for i, word in enumerate(WORDS)
    )
    named = frozenset(f"label:{word}" for word in WORDS)
    assert _name(named, frozenset(), said) == "".join(WORDS)
