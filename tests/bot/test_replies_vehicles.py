"""Vehicles there are and vehicles to be bought, with their kinds, each asked in people's own words."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from tests.corpus.asking import answerer_over

_PAPER = """青禾县水文勘测站2026年部门预算

一、收支情况
2026年收入预算820.50万元，支出预算820.50万元，其中基本支出680.50万元，项目支出140.00万元。

二、国有资产占有使用情况
截至2025年12月31日，本部门共有车辆6辆，其中：一般公务用车1辆、执法执勤用车0辆、特种专业技术用车4辆、其他用车1辆。
2026年部门预算安排购置车辆1辆，其中：一般公务用车0辆、执法执勤用车0辆、特种专业技术用车1辆、其他用车0辆。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(_PAPER, tmp_path_factory.mktemp("vehicles"))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("车有几辆，是领导坐的还是干活用的", "6"),
        ("手里几台车，分别派什么用场", "6"),
        ("安排购置车辆几辆，什么用途", "1"),
        ("今年买几辆车，是什么类型的", "1"),
        ("其他用车几辆", "1"),
    ],
)
def test_vehicles_are_counted(answerer: Answerer, question: str, value: str) -> None:
    reply = answerer.ask(question)[0]
    assert (reply.status, reply.facts[0].value) == ("answered", value)


def test_those_there_are_and_those_to_be_bought_are_told_in_one(answerer: Answerer) -> None:
    reply = answerer.ask("眼下有几辆车，今年还要再买几辆")[0]
    told = [(f.label, f.value) for f in reply.facts]
    assert ("车辆", "6") in told
    assert ("购置车辆", "1") in told
    assert not any("写法不同" in notice for notice in reply.notices)
