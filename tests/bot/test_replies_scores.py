"""The department's own assessment: how many projects, how much money, what score on average and of each."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from tests.corpus.asking import answerer_over

_PAPER = """青禾县水文勘测站2025年度部门决算

一、收支情况
2025年收入决算820.50万元，支出决算820.50万元，其中基本支出680.50万元，项目支出140.00万元。

二、预算绩效情况
组织对2025年度12个项目开展绩效自评，涉及资金140.00万元，平均得分92.6分。其中“水位监测设备维护”项目自评得分98.5分，“船只修理”项目自评得分81.2分，“汛期值守”项目自评得分95分。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(_PAPER, tmp_path_factory.mktemp("scores"))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("自评了几个项目", ["12"]),
        ("绩效自评项目个数及涉及资金", ["12", "140.00"]),
        ("自评涉及多少钱", ["140.00"]),
        ("自评平均得分", ["92.6"]),
        ("自评的项目数和平均得分", ["12", "92.6"]),
        ("哪个项目得分最低，打了多少分", ["81.2"]),
        ("自评得分最高的项目", ["98.5"]),
        ("船只修理得了多少分", ["81.2"]),
    ],
)
def test_the_assessment_is_told(answerer: Answerer, question: str, values: list[str]) -> None:
    reply = answerer.ask(question)[0]
    assert (reply.status, [f.value for f in reply.facts][: len(values)]) == ("answered", values)


def test_no_number_of_projects_is_a_part_of_a_score(answerer: Answerer) -> None:
    assert "其中" not in answerer.ask("自评平均得分")[0].text
