"""How many are in post, have retired or are lacking, asked of papers that tell it in sentences alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from knowledge import paper

Asked = Callable[[str, str], Reply]

_MONEY = """
二、收支情况
2025年收入决算820.50万元，支出决算820.50万元，其中基本支出680.50万元，项目支出140.00万元。
"""
_STATION = """青禾县水文勘测站2025年度部门决算

一、部门概况
（一）人员情况
{people}
"""
_FILLED = (
    "本单位编制40名，实有36名，其中行政编制10名，实有9名；事业编制30名，实有27名。离退休人员15人。"
)
_POSTS = "本单位核定编制24名，其中事业编制22名、工勤编制2名。"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    folder: Path = tmp_path_factory.mktemp("people")

    @cache
    def answerer(people: str) -> Answerer:
        path = folder / f"{len(people)}.txt"
        path.write_text(_STATION.format(people=people) + _MONEY, encoding="utf-8")
        return Answerer((paper(path),))

    return lambda question, people: answerer(people).ask(question)[0]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("在岗的几个人，退下来的又是几个", ["36", "15"]),
        ("已经退下来的老同志有多少", ["15"]),
        ("不算退休的，现在有多少人上班", ["36"]),
        ("行政编制实有几个人", ["9"]),
        ("还剩几个编制没用", ["4", "40", "36"]),
        ("事业编还空几个", ["3", "30", "27"]),
        ("在职的和退休的一共多少人", ["51", "36", "15"]),
    ],
)
def test_people_are_counted(asked: Asked, question: str, values: list[str]) -> None:
    reply = asked(question, _FILLED)
    assert (reply.status, [f.value for f in reply.facts][: len(values)]) == ("answered", values)


def test_what_is_told_of_two_groups_together_is_said_to_be(asked: Asked) -> None:
    reply = asked("退休的有几个人", _FILLED)
    assert any("没有单列退休人数" in notice for notice in reply.notices)


@pytest.mark.parametrize("question", ["实有多少人", "在岗的几个人", "还空着几个编制"])
def test_posts_are_never_told_as_people_in_post(asked: Asked, question: str) -> None:
    reply = asked(question, _POSTS)
    assert reply.status == "not_disclosed"
    assert "24" not in reply.text
    assert "核定编制" in reply.text


def test_no_money_is_asked_for_where_people_alone_are_told(asked: Asked) -> None:
    assert asked("退休费多少", _FILLED).status == "not_disclosed"
