"""Small disclosures to take in."""

from __future__ import annotations

from pathlib import Path

_TEXT = """{department}{year}年部门预算

第三部分 {department}{year}年部门预算情况说明
一、收支预算总体安排情况
{year} 年收支总预算 {amount} 万元。

附表4-1
收支总体情况表
部门：{department}    单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t{amount}\t一、一般公共服务支出\t{amount}
收入总计\t{amount}\t支出总计\t{amount}
"""


def written(
    path: Path, department: str = "武汉市某某局", year: int = 2026, amount: str = "186.00"
) -> Path:
    """Write a disclosure and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _TEXT.format(department=department, year=year, amount=amount)
    path.write_text(text, encoding="utf-8")
    return path
