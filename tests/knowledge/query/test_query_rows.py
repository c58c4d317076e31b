"""The rows under the one that is named: which is the largest, how many there are, which exceed a bound."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from knowledge import paper

_PAPER = """甲市乙局2026年部门预算

表1 支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t400.00\t300.00\t100.00
201\t一般公共服务支出\t250.00\t150.00\t100.00
20140\t信访事务\t250.00\t150.00\t100.00
2014001\t行政运行\t150.00\t150.00\t
2014004\t信访业务\t65.00\t\t65.00
2014099\t其他信访事务支出\t35.00\t\t35.00
208\t社会保障和就业支出\t90.00\t90.00\t
20805\t行政事业单位养老支出\t90.00\t90.00\t
2080501\t行政单位离退休\t20.00\t20.00\t
2080505\t机关事业单位基本养老保险缴费支出\t50.00\t50.00\t
2080506\t机关事业单位职业年金缴费支出\t20.00\t20.00\t
221\t住房保障支出\t60.00\t60.00\t
22102\t住房改革支出\t60.00\t60.00\t
2210201\t住房公积金\t45.00\t45.00\t
2210203\t购房补贴\t15.00\t15.00\t

表2 一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t预算数
\t合计\t300.00
301\t工资福利支出\t230.00
30101\t基本工资\t130.00
30102\t津贴补贴\t60.00
30103\t奖金\t40.00
30106\t伙食补助费\t
302\t商品和服务支出\t70.00
30201\t办公费\t40.00
30205\t水费\t6.00
30206\t电费\t14.00
30208\t取暖费\t10.00
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    path = tmp_path_factory.mktemp("rows") / "乙局.txt"
    path.write_text(_PAPER, encoding="utf-8")
    return Answerer((paper(path),))


def _values(answerer: Answerer, question: str) -> tuple[str, list[str | None]]:
    reply: Reply = answerer.ask(question)[0]
    return reply.status, [fact.value for fact in reply.facts]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("信访事务款下三个项级科目，金额最高的是哪个", ["150.00"]),
        ("20805款下项级科目金额前三名依次是谁", ["50.00", "20.00", "20.00"]),
        ("20805里花钱最多的是哪项", ["50.00"]),
        ("行政事业单位养老支出里哪个项级科目最烧钱", ["50.00"]),
        ("信访事务按金额从大到小排，头两个是哪些", ["150.00", "65.00"]),
        ("信访事务里金额最小的前两个项级科目", ["35.00", "65.00"]),
        ("301工资福利支出各款级科目，金额最大者为何", ["130.00"]),
        ("工资福利支出里排第二的是哪一项", ["60.00"]),
        ("302下头哪样最少", ["6.00"]),
        ("住房改革支出里超过20万元的项级科目有哪些", ["45.00"]),
    ],
)
def test_the_rows_under_a_row_are_compared_and_no_others(
    answerer: Answerer, question: str, values: list[str]
) -> None:
    status, found = _values(answerer, question)
    assert (status, found[: len(values)]) == ("answered", values)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("信访事务款下有多少个项级科目", "3"),
        ("20805里头总共几个项级科目", "3"),
        ("工资福利支出下面一共有几个款级科目", "3"),
        ("一共有几个项级科目", "8"),
    ],
)
def test_the_rows_under_a_row_are_counted(answerer: Answerer, question: str, number: str) -> None:
    status, found = _values(answerer, question)
    assert (status, found[0]) == ("answered", number)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("水费、电费再加上冬天取暖，这三样拢共多少", "30.00"),
        ("基本工资还有奖金，这两项总共要花多少", "170.00"),
        ("水费连同电费总共多少", "20.00"),
        ("水费电费取暖费加起来多少", "30.00"),
        ("购房补贴占住房改革支出的百分之几", "25.00"),
        ("水费在商品和服务支出中所占份额", "8.57"),
    ],
)
def test_things_are_reckoned_together(answerer: Answerer, question: str, value: str) -> None:
    status, found = _values(answerer, question)
    assert (status, found[0]) == ("answered", value)


@pytest.mark.parametrize("question", ["303项下最大的一笔是什么", "9项下列了几个款级科目"])
def test_a_code_that_the_paper_has_not_is_not_left_out_of_account(
    answerer: Answerer, question: str
) -> None:
    assert _values(answerer, question)[0] != "answered"
