"""What is only paraphrased is passed over where the thing is then said outright; parts go by what parts are called."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from knowledge import paper

_TEXT = """甲市信访局2026年部门预算

表3《支出总表》
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t90.00\t60.00\t30.00
20140\t信访事务\t90.00\t60.00\t30.00
2014001\t行政运行\t60.00\t60.00\t
2014004\t信访业务\t30.00\t\t30.00
合计\t\t90.00\t60.00\t30.00

表7《一般公共预算“三公”经费支出表》
单位：万元
项目\t2026年预算数
因公出国（境）费\t0.00
公务接待费\t2.00
合计\t2.00
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over a made paper."""
    path = tmp_path_factory.mktemp("papers") / "甲市信访局.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return Answerer((paper(path),))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("摆桌子陪人的那笔有多少，我说的是公务接待费", "2.00"),
        ("信访事务下头那些小项，哪个花钱最多", "60.00"),
        ("信访事务各项按金额排序，第一名是多少", "60.00"),
    ],
)
def test_what_only_describes_is_passed_over(answerer: Answerer, question: str, value: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.facts[0].value == value


@pytest.mark.parametrize(
    "question",
    ["退回去的那笔有多少，我说的是公务接待费", "行政运行里的差旅多少，就是信访事务"],
)
def test_another_thing_is_not_passed_over(answerer: Answerer, question: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status != "answered"
