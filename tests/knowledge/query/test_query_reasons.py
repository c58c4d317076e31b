"""Why something changed, where the paper says it of a whole or in a row of its own; why a table is empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from knowledge import paper

_TEXT = """2026年甲市乙局部门预算

三、“三公”经费预算情况说明
公务用车购置及运行费22.50万元，比上年减少3.90万元，主要原因是报废2辆旧车。其中：公务用车购置费0.00万元，与上年持平；公务用车运行费22.50万元，比上年减少3.90万元。

表1 项目支出绩效自评表
指标名称\t指标值\t实际完成值\t偏差原因分析及改进措施
培训人次\t60人次\t48人次\t部分培训班改期
按期完成率\t100%\t100%\t

表2 政府购买服务预算表
单位：万元
项目名称\t金额
合计\t
备注：本部门2026年没有政府购买服务预算，故本表为空。
"""


def _reply(folder: Path, question: str) -> Reply:
    path = folder / "乙局.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return Answerer((paper(path),)).ask(question)[0]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("公务用车运行费为什么减少", "公务用车购置及运行费：“报废2辆旧车”"),
        ("培训人次为什么没达到目标", "培训人次：“部分培训班改期”"),
    ],
)
def test_a_reason_is_quoted_with_what_it_is_given_for(
    tmp_path: Path, question: str, told: str
) -> None:
    reply = _reply(tmp_path, question)
    assert reply.status == "answered"
    assert told in reply.text


def test_the_note_of_an_empty_table_is_cited_with_the_table(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "政府购买服务预算表为什么是空的")
    assert "没有政府购买服务预算" in reply.text
    assert reply.citations[0].table_title == "政府购买服务预算表"


def test_what_a_thing_is_spent_on_is_told_by_its_parts_where_no_use_is(tmp_path: Path) -> None:
    rows = "210\t卫生健康支出\t29.00\n21007\t计划生育事务\t29.00\n"
    reply = _reply_over(tmp_path, rows, "卫生健康那笔钱花在什么上面")
    assert reply.status == "answered"
    assert "计划生育事务" in reply.text


def test_a_figure_of_which_no_use_is_told_is_not_called_undisclosed(tmp_path: Path) -> None:
    rows = "30208\t取暖费\t20.00\n30201\t办公费\t9.00\n"
    reply = _reply_over(tmp_path, rows, "取暖费花在什么上面")
    assert reply.status == "not_disclosed"
    assert "没有公开" not in reply.text
    assert "取暖费是多少？" in reply.options


def _reply_over(folder: Path, rows: str, question: str) -> Reply:
    """Return the reply about a paper of one table with these rows, which are 29.00 together."""
    path = folder / "丙局.txt"
    path.write_text(
        "2026年甲市丙局部门预算\n\n表1 一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t合计\n"
        f"{rows}\t合计\t29.00\n",
        encoding="utf-8",
    )
    return Answerer((paper(path),)).ask(question)[0]
