"""A question of several parts of which one cannot be placed: the others are answered, and that one is said."""

from __future__ import annotations

import pytest

from bot.reply import Reply
from tests.corpus.asking import answerer, last_of


def _last(*talk: str) -> Reply:
    return last_of(answerer("facets"), *talk)


@pytest.mark.parametrize(
    ("asked", "value", "left"),
    [
        ("公务接待费多少，主要请了哪些外宾", "4.00", "主要请了哪些外宾"),
        ("三公经费是多少？哪个司机花得最凶", "20.00", "哪个司机花得最凶"),
        ("公务接待费多少，其中外宾的花了多少", "4.00", "其中外宾的花了多少"),
    ],
)
def test_the_part_that_is_placed_is_answered_and_the_other_said(
    asked: str, value: str, left: str
) -> None:
    reply = _last(asked)
    assert reply.status == "answered"
    assert reply.facts[0].value == value
    assert f"“{left}”" in reply.text.splitlines()[0]


@pytest.mark.parametrize(
    "asked",
    [
        "公务接待费多少，只算外宾的有多少",
        "外宾的公务接待费多少，一共几批",
        "给外宾花了多少，公务接待费多少",
        "公务接待费多少，我说的是外宾的",
        "公务接待费里外宾的是多少",
        "公务接待费多少，外国客人的",
    ],
)
def test_what_narrows_a_question_is_never_left_aside(asked: str) -> None:
    reply = _last(asked)
    assert reply.status != "answered" or not reply.facts, reply.text


@pytest.mark.parametrize(
    "asked",
    [
        "公务接待费打算控制在多少钱以内",
        "到年底公务接待费一共花多少",
        "公务接待费不算少吧，到底多少",
        "招待外地来的客人要花多少",
        "全体干部职工的公务接待费多少",
        "机关大院里公务接待费一年多少",
    ],
)
def test_what_only_sets_the_scene_narrows_nothing(asked: str) -> None:
    reply = _last(asked)
    assert reply.status == "answered", reply.text
    assert reply.facts[0].value == "4.00", reply.text


@pytest.mark.parametrize("asked", ["招待外国来的客人要花多少", "市财政出多少公务接待费"])
def test_a_word_that_narrows_it_does(asked: str) -> None:
    reply = _last(asked)
    assert reply.status != "answered", reply.text


def test_what_the_treasury_gives_is_asked_of_the_thing_before() -> None:
    reply = _last("政府采购总额多少，财政出多少")
    assert reply.facts[0].value == "90.00"
    assert "800.00" not in reply.text
