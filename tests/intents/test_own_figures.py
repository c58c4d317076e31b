"""Figures that are of the very thing asked about: of a unit's own row, of its own measure, of money where money is."""

from __future__ import annotations

import pytest

from tests.corpus.asking import answerer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("集市服务中心2026年一共拨了多少", "190.00"),
        ("集市服务中心财政拨款多少", "190.00"),
        ("商户培训中心项目支出财政拨款多少", "30.00"),
        ("两个下属单位中收入预算规模居首的单位", "190.00"),
        ("下属单位里哪家收入最多", "190.00"),
        ("各单位中收入最多的单位", "600.00"),
        ("局本级的会议费比服务中心高出多少？", "3.50"),
        ("商户夜校项目 单位资金来源金额", "10.00"),
        ("商户夜校项目多少钱", "40.00"),
        ("工作经费与租用扶持经费两项合计", "150.00"),
    ],
)
def test_the_figure_is_of_what_is_asked(question: str, value: str) -> None:
    reply, _ = answerer("members").ask(question)
    assert reply.status == "answered", reply.text
    assert value in reply.text.split("\n")[0]


def test_no_sum_of_a_name_that_words_before_it_make_another() -> None:
    reply, _ = answerer("members").ask("手提电脑工作经费与租用扶持经费两项合计")
    assert reply.status != "answered", reply.text
    assert not reply.facts


def test_a_unit_within_a_change_is_told_by_its_own_change() -> None:
    conversation = None
    for question in ("会议费多少", "上年数？"):
        _, conversation = answerer("members").ask(question, conversation)
    reply, conversation = answerer("members").ask("其中服务中心增减额", conversation)
    assert "增加 0.50 万元" in reply.text
    reply, _ = answerer("members").ask("其中培训中心的增减额", conversation)
    assert "增加 0.50 万元" in reply.text
    assert "1.50" in reply.text


def test_no_score_answers_what_was_spent() -> None:
    reply, _ = answerer("scores").ask("“2024年度外聘讲师授课经费”项目全年实际支出金额（万元）")
    assert reply.status == "not_disclosed", reply.text
    reply, _ = answerer("scores").ask("外聘讲师授课经费自评得了多少分")
    assert "96.50" in reply.text
