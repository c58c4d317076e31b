"""Shares in what is no whole, classes by their codes, sums of what is paid monthly, and calls for help."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from tests.corpus.asking import answerer_over

_PAPER = """云溪市渡口管理处2026年部门预算

第一部分  部门概况

一、主要职责

（一）负责全市渡口的扬尘、油烟和噪声污染防治的监督管理。

第二部分  2026年部门预算表

表1

支出总表

部门：云溪市渡口管理处

单位：万元

科目编码	科目名称	合计	基本支出	项目支出
214	交通运输支出	900.00	400.00	500.00
21401	公路水路运输	900.00	400.00	500.00
221	住房保障支出	140.00	140.00\t
22102	住房改革支出	140.00	140.00\t
2210201	住房公积金	60.00	60.00\t
2210203	购房补贴	80.00	80.00\t
	合计	1040.00	540.00	500.00

表2

一般公共预算基本支出表

部门：云溪市渡口管理处

单位：万元

科目编码	科目名称	基本支出	人员经费	公用经费
301	工资福利支出	450.00	450.00\t
30101	基本工资	300.00	300.00\t
30102	津贴补贴	150.00	150.00\t
302	商品和服务支出	90.00		90.00
30201	办公费	25.00		25.00
30211	差旅费	65.00		65.00
	合计	540.00	450.00	90.00
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(_PAPER, tmp_path_factory.mktemp("ferries"))


def _values(reply: Reply) -> list[str | None]:
    return [fact.value for fact in reply.facts]


@pytest.mark.parametrize("asked", ["人员经费占项目支出的多少", "项目支出占公用经费的几成"])
def test_what_is_no_part_has_no_share(answerer: Answerer, asked: str) -> None:
    reply = answerer.ask(asked)[0]
    assert (reply.status, reply.facts) == ("not_disclosed", ())
    assert "占比" in reply.text


def test_a_part_still_has_its_share(answerer: Answerer) -> None:
    assert "83.33" in answerer.ask("人员经费占基本支出的百分之多少")[0].text


@pytest.mark.parametrize(
    ("asked", "name", "value"),
    [
        ("302类下各款级科目，2026年基本支出安排最多的是哪一款？", "差旅费", "65.00"),
        ("301类下各款级科目，基本支出最少的是哪一款？", "津贴补贴", "150.00"),
    ],
)
def test_a_class_bounds_what_is_compared(
    answerer: Answerer, asked: str, name: str, value: str
) -> None:
    reply = answerer.ask(asked)[0]
    assert _values(reply)[0] == value
    assert name in reply.text


def test_what_is_paid_monthly_is_added_with_another(answerer: Answerer) -> None:
    reply = answerer.ask("公积金跟每个月的房贴，两样拼起来一年要几多钱？")[0]
    assert _values(reply)[0] == "140.00"


def test_what_is_paid_monthly_is_told_for_the_year(answerer: Answerer) -> None:
    yearly = answerer.ask("每个月发的那个房贴，全年预算是多少")[0]
    monthly = answerer.ask("房贴全年预算平均下来一个月多少")[0]
    assert _values(yearly)[0] != _values(monthly)[0]
    assert _values(yearly)[0] == _values(answerer.ask("房贴多少")[0])[0]


def test_a_mean_of_two_things_is_none_of_the_first(answerer: Answerer) -> None:
    assert "5.00" not in _values(answerer.ask("住房公积金和购房补贴平均每月多少")[0])


def test_a_mean_of_one_thing_is_told(answerer: Answerer) -> None:
    assert _values(answerer.ask("住房公积金平均每月多少")[0])[0] == "5.00"


@pytest.mark.parametrize(
    "asked",
    [
        "隔壁饭馆油烟太呛人了，打哪个电话举报，有人来管没",
        "码头上扬尘满天飞，该打什么电话投诉",
        "噪声吵人要跟谁举报",
    ],
)
def test_a_call_for_help_is_a_service(answerer: Answerer, asked: str) -> None:
    reply = answerer.ask(asked)[0]
    assert (reply.status, reply.facts) == ("out_of_scope", ())
