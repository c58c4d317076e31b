"""An amount of a sentence that no department can have is doubted for its unit; an ordinary one is not."""

from decimal import Decimal
from pathlib import Path

import pytest

from knowledge import papers

_TEXT = """某市某局2026年部门预算

第一部分 2026年部门预算表

表1 收支总表
单位：万元
收入\t支出
项目\t预算数\t项目\t预算数
一般公共预算\t{total}\t一般公共服务支出\t{total}
收入总计\t{total}\t支出总计\t{total}

第二部分 2026年部门预算情况说明

一、国有资产占有使用情况
截至2025年12月31日，固定资产金额{assets}万元。
"""


@pytest.mark.parametrize(
    ("assets", "doubted"), [("302475975.31", True), ("30247.60", False), ("99999999", False)]
)
def test_an_impossible_amount_is_doubted(tmp_path: Path, assets: str, doubted: bool) -> None:
    file = tmp_path / "某局.txt"
    file.write_text(_TEXT.format(total=Decimal("27900.73"), assets=assets), encoding="utf-8")
    (paper,) = papers([file])
    assert any(f.value == Decimal(assets) for f in paper.facts)
    found = [f for f in paper.findings if f.code == "unit_improbable"]
    assert bool(found) is doubted
