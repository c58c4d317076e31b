"""Things whose name holds a number: the line that the paper draws is the one that is asked about, or it is not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies import Answerer
from knowledge import paper

_TEXT = """甲市乙局2026年部门预算

第三部分 部门预算情况说明
一、收支预算总体情况
2026年收入预算100.00万元，支出预算100.00万元。
二、国有资产占有使用情况
截至2025年12月31日，本部门共有车辆2辆，单价{line}万元（含）以上设备（不含车辆）7台（套）。
"""


def _answerer(folder: Path, line: str) -> Answerer:
    path = folder / f"{line}.txt"
    path.write_text(_TEXT.format(line=line), encoding="utf-8")
    return Answerer((paper(path),))


@pytest.mark.parametrize(
    "question",
    [
        "单价100万以上的设备有几台",
        "一百万元以上的大型设备多少台",
        "价值百万元以上的设备几台套",
        "单位价值在100万元(含)以上的设备(不含车辆)有多少台",
    ],
)
def test_the_things_above_the_papers_line_are_told(question: str, tmp_path: Path) -> None:
    reply, _ = _answerer(tmp_path, "100").ask(question)
    assert [(fact.value, fact.unit) for fact in reply.facts] == [("7", "台(套)")]


@pytest.mark.parametrize("question", ["单价100万以上的设备有几台", "一百万元以上的大型设备多少台"])
def test_those_above_another_line_are_not(question: str, tmp_path: Path) -> None:
    reply, _ = _answerer(tmp_path, "20").ask(question)
    assert (reply.status, reply.facts) == ("not_disclosed", ())
