"""Asked how many 事业单位 there are, the units are told, not how many people 事业编制 is for."""

from __future__ import annotations

import pytest

from bot.replies import Answerer


@pytest.mark.parametrize(
    "question", ["事业单位有几个？", "你们的事业单位有多少家？", "事业单位多少个"]
)
def test_units_are_no_posts(question: str) -> None:
    assert "institution_posts" not in repr(Answerer.over(None).ask(question))


def test_posts_are_still_posts() -> None:
    assert "institution_posts" in repr(Answerer.over(None).ask("事业编制有多少？"))
