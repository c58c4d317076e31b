"""Sums, totals and parts in the words of every day: of a made paper of a department that nobody has."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from tests.corpus.asking import answerer, last_of

PAPERS = Path(__file__).parents[1] / "corpus" / "papers"


def _last(*talk: str, about: str = "sums") -> Reply:
    return last_of(answerer(about), *talk)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("收入总计多少", "1010.00"),
        ("支出总计是多少", "1010.00"),
        ("账上总共能用多少钱，连上年剩的也算进去", "1010.00"),
        ("收入一共多少，含上年结转", "1010.00"),
        ("连往年剩下的钱都算上，总盘子有多大", "1010.00"),
        ("货物类在采购总额里占多少", "27.08"),
        ("收入多少（不含上年结转）", "940.00"),
        ("进账一共多少？以前年度剩下的不算", "940.00"),
        ("一般公共预算拨款收入多少", "880.00"),
        ("一般公共预算拨款剔除上年结转后是多少", "880.00"),
        ("政府采购预算 三、服务C 总计数", "40.00"),
        ("C类服务采购多少", "40.00"),
        ("采购清单里复印纸多少钱", "6.00"),
        ("集市繁荣专项里，帮早市摊子做改造的那部分多少钱", "180.00"),
        ("委托业务费用了多少财政资金", "45.60"),
    ],
)
def test_the_words_of_a_question_decide_which_total_or_part_is_told(asked: str, value: str) -> None:
    reply = _last(asked)
    assert [fact.value for fact in reply.facts[:1]] == [value], reply.text


@pytest.mark.parametrize("asked", ["政府采购总额和服务类加起来多少", "本年收入和事业收入合计多少"])
def test_a_whole_is_not_added_to_its_part(asked: str) -> None:
    reply = _last(asked)
    assert not any(fact.derived for fact in reply.facts), reply.text


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        (("集市繁荣专项多少", "其中早市摊位的呢"), "180.00"),
        (("集市繁荣专项多少", "其中引入品牌的呢"), "90.00"),
        (("集市繁荣专项多少", "其中早市摊位的呢", "占这个专项几成"), "60.00"),
        (("政府采购多少", "里头买服务的呢"), "40.00"),
        (("政府采购多少", "里头买服务的呢", "占几成"), "41.67"),
        (("商业服务业等支出类项目支出列支额", "占该类合计多少"), "65.52"),
        (("收入总计多少", "本年收入合计多少", "那两个数相差多少"), "70.00"),
    ],
    ids=lambda each: each[-1] if isinstance(each, tuple) else "",
)
def test_a_part_of_the_last_thing_may_be_named_in_other_words(
    talk: tuple[str, ...], value: str
) -> None:
    reply = _last(*talk)
    assert [fact.value for fact in reply.facts[:1]] == [value], reply.text


def test_the_total_of_one_fee_is_not_that_of_all_that_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "临川.txt"
    of_fee = "\n第四部分  其他说明\n\n一、委托业务费情况\n\n2026年委托业务费预算总额3.00万元。\n"
    path.write_text((PAPERS / "units.txt").read_text(encoding="utf-8") + of_fee, encoding="utf-8")
    reply = Answerer.over([path]).ask("收入总计多少")[0]
    assert [fact.value for fact in reply.facts[:1]] == ["940.00"], reply.text


def test_the_whole_of_a_share_alone_is_no_part_of_another() -> None:
    reply = _last("占商业服务业等支出的几成")
    assert not reply.facts, reply.text


def test_of_a_row_and_a_column_none_is_the_larger() -> None:
    reply = _last("商业服务业等支出项下，基本支出金额居首的款级科目")
    assert not reply.facts, reply.text


@pytest.mark.parametrize(
    "talk",
    [
        ("集市繁荣专项多少", "其中出口的呢"),
        ("集市繁荣专项多少", "其中摊位以外的呢"),
        ("本年支出合计多少", "占这个专项几成"),
        ("事业收入多少", "那两个数相差多少"),
    ],
    ids=lambda each: each[-1],
)
def test_what_fits_no_part_is_told_of_none(talk: tuple[str, ...]) -> None:
    reply = _last(*talk)
    assert reply.status != "answered", reply.text
    assert not reply.facts


def test_a_unit_takes_its_share_of_what_was_asked_and_of_nothing_else() -> None:
    reply = _last("办公费多少", "那支队占多少", about="units")
    assert "940" not in reply.text, reply.text
    reply = _last("一般公共预算人员经费多少", "那支队占几成", about="units")
    assert "940" not in reply.text, reply.text


def test_what_stands_beside_a_thing_is_passed_over_where_it_goes_on() -> None:
    reply = _last("复印用的纸花多少钱")
    assert reply.status != "answered" or reply.facts[0].value == "6.00", reply.text
