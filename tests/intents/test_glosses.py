"""Examples beside the thing asked about are passed over; what has a figure of its own is not."""

from __future__ import annotations

import pytest

from tests.corpus.asking import reply_to


@pytest.mark.parametrize(
    ("question", "same_as"),
    [
        ("唱歌、跳舞这类项目支出多少", "项目支出多少"),
        ("公车加油、修车、买保险这些要花多少钱", "公车加油要花多少钱"),
        ("喝茶、吃饭之类的公务接待费多少", "公务接待费多少"),
    ],
)
def test_a_list_of_examples_leaves_the_thing(question: str, same_as: str) -> None:
    told, plain = reply_to(question), reply_to(same_as)
    assert plain.facts
    assert told.facts == plain.facts


@pytest.mark.parametrize(
    "question", ["公务接待费、公务用车运行费这些多少钱", "喷漆、贴膜多少钱", "贴膜这类多少钱"]
)
def test_what_is_asked_for_itself_is_no_example(question: str) -> None:
    reply = reply_to(question)
    assert not reply.facts or len(reply.facts) > 1


@pytest.mark.parametrize(
    "question", ["项目支出那一列，哪个项级科目最多", "项目支出的项级科目里金额最大的是哪个"]
)
def test_the_subjects_of_a_thing_are_compared_within_it(question: str) -> None:
    reply = reply_to(question)
    assert reply.status == "answered"
    assert "项目支出" in reply.text
