"""What is asked of a project in people's own words: the cells of its sheets, and nothing of another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.asking import answerer_over

ACCOUNTS = """青山县林业局2024年度部门决算

一、预算绩效情况说明
本部门组织对2024年度2个项目支出开展绩效自评。其中“苗圃改造工程”项目自评得分91.5分，自评等级为“优”。发现的主要问题：冬季施工期短，进度偏慢。

项目支出绩效自评表
部门：青山县林业局
项目名称	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因分析及改进措施
苗圃改造工程	产出指标	数量指标	改造温室大棚数量	≥30座	32座	20	20	无
苗圃改造工程	产出指标	数量指标	培训苗木工人次数	≥6次	5次	10	8	讲师档期冲突
苗圃改造工程	产出指标	质量指标	苗木成活率	≥90%	93%	20	20	无
苗圃改造工程	产出指标	时效指标	工程完工时间	2024年11月底前	2024年11月	10	10	无
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("苗圃改造那个项目要改多少座大棚", ["≥30座"]),
        ("大棚改造了几座", ["≥30座", "32 座"]),
        ("苗圃改造项目自评打了多少分，啥等级", ["91.5", "“优”"]),
        ("苗圃改造项目存在什么问题", ["施工期短"]),
        ("培训工人的次数为啥没达标", ["讲师档期冲突"]),
        ("苗圃改造要改多少座大棚，什么时候完工", ["≥30座", "2024年11月底前"]),
        ("苗木成活率目标多少，实际完成多少", ["≥90%", "93"]),
    ],
)
def test_cells_of_a_sheet(question: str, told: list[str], tmp_path: Path) -> None:
    reply = answerer_over(ACCOUNTS, tmp_path).ask(question, None)[0]
    assert reply.status == "answered", reply.text
    assert all(words in reply.text for words in told), reply.text


@pytest.mark.parametrize(
    "question",
    ["苗圃改造项目多少户受益", "苗圃改造要买几辆车", "公路养护项目要修多少座桥"],
)
def test_nothing_of_another_sort(question: str, tmp_path: Path) -> None:
    reply = answerer_over(ACCOUNTS, tmp_path).ask(question, None)[0]
    assert "30" not in reply.text, reply.text
