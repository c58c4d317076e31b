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


GOALS = """青山县民政局2025年部门预算

部门预算项目支出表
单位：万元
项目名称	合计	绩效目标
老年人高龄津贴	180.00	开展敬老主题活动不少于24场次，“七进”授课不少于200场次。
乡村公厕管护	64.00	公厕全天开放。

部门预算项目支出绩效目标表
部门：青山县民政局
项目名称	一级指标	二级指标	三级指标	指标值
老年人高龄津贴	产出指标	成本指标	80-89周岁补贴标准	50元/人·月
老年人高龄津贴	产出指标	成本指标	90-99周岁补贴标准	100元/人·月
乡村公厕管护	产出指标	时效指标	报修响应时间	≤24小时
乡村公厕管护	产出指标	成本指标	单座年管护成本	≤0.8万元
"""


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("您好，请问敬老主题活动今年要搞多少场？谢谢", "不少于24场次", "公厕"),
        ("七进授课要讲多少次", "不少于200场次", "公厕"),
        ("我奶奶91岁了，高龄津贴一个月能领多少钱", "100", "50"),
        ("高龄津贴一个月多少钱", "50", "180"),
        ("公厕坏了报修多长时间得有人管", "≤24小时", "64"),
        ("一座公厕一年管护多少钱", "≤0.8万元", "64"),
    ],
)
def test_goals_in_words_and_what_one_gets(
    question: str, told: str, not_told: str, tmp_path: Path
) -> None:
    reply = answerer_over(GOALS, tmp_path).ask(question, None)[0]
    assert reply.status == "answered", reply.text
    assert told in reply.text, reply.text
    assert not_told not in reply.text.replace("200", ""), reply.text


COUNTED = """青山县民政局2025年部门预算

一、绩效目标设置情况
2025年度，本部门编报绩效目标的项目共9个，涉及项目预算资金188.70万元。
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("编了绩效目标的项目有几个 涉及资金多少", ["9 个", "188.70"]),
        ("绩效目标项目涉及资金总额", ["188.70"]),
        ("设了绩效目标的项目几个", ["9 个"]),
    ],
)
def test_projects_with_goals_are_counted(question: str, told: list[str], tmp_path: Path) -> None:
    reply = answerer_over(COUNTED, tmp_path).ask(question, None)[0]
    assert all(words in reply.text for words in told), reply.text
