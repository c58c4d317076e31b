"""Equipment there is and equipment to be bought, each asked in people's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies import Answerer
from knowledge import paper

_HEAD = """青禾县水文勘测站2026年部门预算

一、收支情况
2026年收入预算820.50万元，支出预算820.50万元，其中基本支出680.50万元，项目支出140.00万元。

二、国有资产占有使用情况
"""
_UNNAMED = (
    _HEAD
    + """截至2025年12月31日，青禾县水文勘测站共有车辆6辆，其中：一般公务用车1辆、其他用车5辆。\
单位价值100万元（含）以上设备4台（套）。
2026年部门预算安排购置车辆0辆，其中：一般公务用车0辆、其他用车0辆。单位价值100万元（含）以上设备1台（套）。
"""
)
_NAMED = (
    _HEAD
    + """截至2025年12月31日，青禾县水文勘测站共有车辆6辆；单价100万元（含）以上设备4台（套）。
2026年部门预算安排购置车辆0辆；购置单价100万元（含）以上设备1台（套）。
"""
)
_KEPT_ONLY = (
    _HEAD
    + """截至2025年12月31日，青禾县水文勘测站共有车辆6辆，当年购置车辆1辆，单价100万元（含）以上设备4台（套）。
"""
)


@pytest.fixture(scope="module")
def answerers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answerer]:
    made = {}
    texts = {"unnamed": _UNNAMED, "named": _NAMED, "kept only": _KEPT_ONLY}
    for name, text in texts.items():
        path: Path = tmp_path_factory.mktemp("equipment") / "paper.txt"
        path.write_text(text, encoding="utf-8")
        made[name] = Answerer((paper(path),))
    return made


@pytest.mark.parametrize("which", ["unnamed", "named"])
@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("资产占用：单价百万元及以上设备现有多少台（套）？", "4"),
        ("上百万的大件设备有几台", "4"),
        ("百万以上的设备有没有", "4"),
        ("今年打算买几台百万以上的设备", "1"),
    ],
)
def test_equipment_is_counted(
    answerers: dict[str, Answerer], which: str, question: str, value: str
) -> None:
    reply = answerers[which].ask(question)[0]
    assert (reply.status, reply.facts[0].value) == ("answered", value)


@pytest.mark.parametrize("which", ["unnamed", "named"])
def test_both_are_told_where_both_are_asked(answerers: dict[str, Answerer], which: str) -> None:
    reply = answerers[which].ask("现有的和要买的百万以上设备各几台")[0]
    assert {"4", "1"} <= {fact.value for fact in reply.facts}


def test_what_there_is_is_told_behind_vehicles_bought(answerers: dict[str, Answerer]) -> None:
    reply = answerers["kept only"].ask("上百万的大件设备有几台")[0]
    assert (reply.status, reply.facts[0].value) == ("answered", "4")


def test_what_there_is_is_not_told_as_bought(answerers: dict[str, Answerer]) -> None:
    reply = answerers["kept only"].ask("今年打算买几台百万以上的设备")[0]
    assert not any(fact.value == "4" for fact in reply.facts)
