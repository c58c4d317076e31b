"""What goes on from a question: what was spent of the thing in the end, its share in what was spoken of."""

from __future__ import annotations

import pytest

from bot.reply import Reply
from tests.corpus.asking import answerer, last_of


def _last(about: str, *talk: str) -> Reply:
    return last_of(answerer(about), *talk)


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        (("社会保障和就业支出多少", "那行政单位离退休占这一大类的百分之几"), "42.77"),
        (("社会保障和就业支出多少", "那行政单位离退休又占它的百分之几"), "42.77"),
        (("社会保障和就业支出多少", "行政单位离退休呢", "两项合到一块是多少"), None),
        (("行政运行多少", "档案馆呢", "这两项合到一块是多少"), "640.25"),
        (("行政运行多少", "那最后真用了没"), "358.00"),
    ],
    ids=lambda each: each[-1] if isinstance(each, tuple) else "",
)
def test_what_goes_on_is_of_what_was_spoken_of(talk: tuple[str, ...], value: str | None) -> None:
    reply = _last("final_accounts", *talk)
    if value is None:
        assert not reply.facts or reply.facts[0].value != "794.65"
    else:
        assert reply.facts[0].value == value, reply.text


def test_what_was_spent_of_a_plan_is_not_the_plan() -> None:
    reply = _last("units", "三公经费多少", "那实际花出去的呢")
    assert reply.status == "not_disclosed"
    assert not reply.facts


@pytest.mark.parametrize("asked", ["具体是什么项目", "是哪些项目"])
def test_which_projects_there_are_is_no_question_for_the_glossary(asked: str) -> None:
    reply = _last("budget", "项目支出多少", asked)
    assert "区社保处工作经费" in reply.text
    assert any("电话服务中心工作经费" in notice for notice in reply.notices)


def test_a_rate_by_itself_is_of_the_thing_asked_about() -> None:
    reply = _last("final_accounts", "行政运行多少", "完成率呢")
    assert not reply.facts or "支出完成预算" not in reply.text


def test_a_part_of_what_was_not_understood_is_a_part_of_nothing_known() -> None:
    reply = _last("units", "航天发射费多少", "其中人员经费呢")
    assert reply.status != "answered", reply.text
    assert not reply.facts
