"""Two columns of one row, an amount and its rate, the classes of spending, and totals of one source's money."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.asking import answerer_over

ACCOUNTS = """青山县林业局2024年度部门决算

一、收入支出决算总体情况说明
2024年度收入总计、支出总计均为586.00万元，与2023年度相比，减少73.00万元，下降11.08%。主要原因是苗圃改造完工。
二、财政拨款收入支出决算总体情况说明
2024年度财政拨款收入、支出总计均为500.00万元，与2023年度相比，减少78.00万元，下降13.49%。主要原因是造林任务减少。

支出决算表
部门：青山县林业局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t560.00\t400.00\t160.00
205\t教育支出\t60.00\t0.00\t60.00
20508\t进修及培训\t60.00\t0.00\t60.00
2050803\t培训支出\t60.00\t0.00\t60.00
213\t农林水支出\t500.00\t400.00\t100.00
21302\t林业和草原\t500.00\t400.00\t100.00
2130205\t森林资源培育\t500.00\t400.00\t100.00

绩效目标完成情况表
部门：青山县林业局
三级指标\t年度指标值\t实际完成值\t分值\t得分
苗木成活率\t≥90%\t86.5%\t10\t8
造林面积\t≥30公顷\t32公顷\t10\t10
"""


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("支出按功能分类哪类最多", ["500.00"]),
        ("苗木成活率目标多少、实际多少", ["≥90%", "86.5"]),
        ("2050803科目决算数是多少", ["60.00"]),
        ("支出总计比上年少了多少", ["-73.00"]),
    ],
)
def test_what_is_told_first(question: str, values: list[str], tmp_path: Path) -> None:
    reply = answerer_over(ACCOUNTS, tmp_path).ask(question, None)[0]
    told = [fact.value for fact in reply.facts]
    assert told[: len(values)] == values, reply.text
