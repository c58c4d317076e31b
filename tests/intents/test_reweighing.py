"""Words that nobody knows, before all of the projects or all of the money: never answered with the whole."""

from __future__ import annotations

import pytest

from intents import Beyond
from tests.corpus.asking import reply_to, understood


@pytest.mark.parametrize(
    "question",
    [
        *("引才专项资金有多少", "引才那个专项资金有多少钱", "引才这块花多少钱", "引才支出多少"),
        *("衔接项目多少钱", "衔接支出多少"),
    ],
)
def test_a_word_torn_into_characters_is_not_passed_over(question: str) -> None:
    assert isinstance(understood(question).outcome, Beyond)


@pytest.mark.parametrize("question", ["账上项目支出多少", "账上总共有多少支出", "咱支出多少"])
def test_places_and_persons_before_the_whole_change_nothing(question: str) -> None:
    assert reply_to(question).status == "answered"
