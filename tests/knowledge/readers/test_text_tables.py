"""Tables in plain text: Markdown, bars, commas; and the encodings that texts come in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.build import paper
from knowledge.document import Document, Paragraph
from knowledge.facts import Paper
from knowledge.readers import Unreadable, read
from tests.knowledge.readers.drawing import grids_of, rows_of, texts_of


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Document]:
    def of(text: str, name: str = "某局.txt", encoding: str = "utf-8") -> Document:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read(path)

    return of


MARKDOWN = """# 某市水务局2026年部门预算

## 第一部分 概况

- **主要职能**：管水。

## 第二部分 部门预算表

**收支总表**

单位：万元

| 项 目 | **预算数** | 项目 | 预算数 |
| :--- | ---: | :--- | ---: |
| 一、一般公共预算 | 1,186.00 | 一、教育支出 | |
| **合 计** | **1,186.00** | 合计<br>支出 | 1,186.00 |

## 车辆情况

本部门有公务用车3辆。
"""


def test_a_markdown_table_is_read_without_its_marks(reading: Callable[..., Document]) -> None:
    document = reading(MARKDOWN, "某局.md")
    assert rows_of(document) == [
        ["项 目", "预算数", "项目", "预算数"],
        ["一、一般公共预算", "1,186.00", "一、教育支出", ""],
        ["合 计", "1,186.00", "合计支出", "1,186.00"],
    ]
    assert texts_of(document) == [
        "某市水务局2026年部门预算",
        "第一部分 概况",
        "主要职能：管水。",
        "第二部分 部门预算表",
        "收支总表",
        "单位：万元",
        "车辆情况",
        "本部门有公务用车3辆。",
    ]
    headings = [b.level for b in document.blocks if isinstance(b, Paragraph)]
    assert headings == [1, 2, 0, 2, 0, 0, 2, 0]


def test_markdown_headings_are_sections_and_tables_are_facts(tmp_path: Path) -> None:
    path = tmp_path / "某局.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    found = paper(path)
    assert (found.department, found.year, [t.title for t in found.tables]) == (
        "某市水务局",
        2026,
        ["收支总表"],
    )
    amounts = {(f.label, f.printed, f.unit) for f in found.facts if f.table == 0 and f.printed}
    assert ("一般公共预算", "1,186.00", "万元") in amounts
    sections = {f.citation.place.section for f in found.facts if f.table is None}
    assert "第二部分 部门预算表 / 车辆情况" in sections


def test_heads_repeated_for_want_of_spans_are_one(reading: Callable[..., Document]) -> None:
    document = reading(
        "| 项目 | 基本支出 | 基本支出 | 项目支出 |\n|---|---|---|---|\n"
        "| 项目 | 人员经费 | 公用经费 | 项目支出 |\n| 教育支出 | 3.00 | 2.00 | 1.00 |\n"
    )
    assert rows_of(document)[:2] == [
        ["项目", "基本支出", "", "项目支出"],
        ["", "人员经费", "公用经费", ""],
    ]


def test_two_halves_headed_alike_stay_two(reading: Callable[..., Document]) -> None:
    table = "| 决算数 | 决算数 |\n|---|---|\n| 甲 | 乙 |\n| 1.00 | 2.00 |\n"
    assert rows_of(reading(table))[0] == ["决算数", ""]
    table = "| 决算数 | 决算数 |\n|---|---|\n| 1.00 | 2.00 |\n"
    assert rows_of(reading(table))[0] == ["决算数", "决算数"]


def test_merged_cells_in_markdown_are_html(reading: Callable[..., Document]) -> None:
    document = reading(
        "## 收支总表\n\n## 二\n<table><tr><td rowspan=2>项目</td><td colspan=2>支出</td></tr>\n"
        "<tr><td>基本</td><td>项目</td></tr>\n<tr><td>教育</td><td>1.00</td><td>2.00</td></tr></table>\n末段\n"
    )
    assert rows_of(document)[0] == ["项目[2x1]", "支出[1x2]"]
    assert [b.place.line for b in document.blocks] == [1, 3, 4, 7]


def test_a_table_drawn_with_dashes_is_read(reading: Callable[..., Document]) -> None:
    document = reading(
        "+--------+--------+\n| 项目   | 预算数 |\n+--------+--------+\n| 一般公 |        |\n"
        "| 共服务 | 186.00 |\n+--------+--------+\n| 合计   | 186.00 |\n+--------+--------+\n"
    )
    assert rows_of(document) == [["项目", "预算数"], ["一般公共服务", "186.00"], ["合计", "186.00"]]
    boxed = "┌───┬───┐\n│项目│预算数│\n├───┼───┤\n│教育│1.00│\n│文化│2.00│\n└───┴───┘"
    assert rows_of(reading(boxed)) == [["项目", "预算数"], ["教育", "1.00"], ["文化", "2.00"]]


def test_figures_between_two_rules_are_never_put_together(reading: Callable[..., Document]) -> None:
    document = reading("|项目|数|\n|----|---|\n|甲|1|\n|乙|23|\n|-----|---|\n|丙|4|\n")
    assert [row[1] for row in rows_of(document)] == ["数", "1", "23", "4"]


def test_bars_in_running_text_are_no_table(reading: Callable[..., Document]) -> None:
    document = reading("首页 | 机构 | 公开\n\n正文第一段。\n打印 | 关闭\n主办：某局 | 备案号\n")
    assert grids_of(document) == []


CSV = """某市水务局2026年收支总表,,
编制部门：某市水务局,,单位：万元
项目,预算数,备注
一、教育支出,"1,234.50",
二、文化支出,,
"三、社会保障
支出",186,"甲,乙"

说明：没有其他支出。
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_file_of_comma_separated_values_is_read(
    reading: Callable[..., Document], encoding: str
) -> None:
    document = reading(CSV, "某局.csv", encoding)
    assert texts_of(document) == ["某市水务局2026年收支总表", "说明：没有其他支出。"]
    assert rows_of(document) == [
        ["编制部门：某市水务局", "", "单位：万元"],
        ["项目", "预算数", "备注"],
        ["一、教育支出", "1,234.50", ""],
        ["二、文化支出", "", ""],
        ["三、社会保障支出", "186", "甲,乙"],
    ]


@pytest.mark.parametrize(
    "row", ["教育支出,1,234.50,2,000.00", "教育支出,1,234,500,2", "教育,3,1,234.50"]
)
def test_figures_torn_by_their_own_commas_are_left_alone(
    reading: Callable[..., Document], row: str
) -> None:
    document = reading(f"项目,合计,基本支出\n文化支出,5,6\n{row}\n", "某局.csv")
    assert grids_of(document) == []
    assert [(f.code, f.severity) for f in document.findings] == [("torn_figures", "warning")]
    assert grids_of(reading(f"项目,合计,基本支出\n文化支出,5,6\n{row}\n")) == []


def test_commas_part_cells_in_a_text_too(reading: Callable[..., Document]) -> None:
    document = reading("收支总表\n单位：万元\n项目,合计,基本支出\n教育,5.00,6.00\n文化,1.00,\n")
    assert rows_of(document)[2] == ["文化", "1.00", ""]
    prose = "Budget, 2026,\nwith 5.00, and\nno table, 3.00, at all\n"
    assert grids_of(reading(prose)) == []


@pytest.mark.parametrize(
    "encoding", ["gb2312", "gbk", "gb18030", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_encodings_of_the_country_are_told_apart(
    reading: Callable[..., Document], encoding: str
) -> None:
    text = "一般公共部分支出合计\t186.00\r\n" * 9
    document = reading(text, encoding=encoding)
    assert rows_of(document)[-1] == ["一般公共部分支出合计", "186.00"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, bytes(range(128, 256)) * 9])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "某局.txt"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.code in ("binary", "undecodable")


def test_the_same_table_gives_the_same_facts_whatever_parts_its_cells(tmp_path: Path) -> None:
    rows = [
        ["项目", "预算数"],
        ["一、教育支出", "1,234.50"],
        ["二、文化支出", ""],
        ["合计", "1,234.50"],
    ]
    bars = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    tables = {
        "tab.txt": "\n".join("\t".join(row) for row in rows),
        "bar.txt": bars,
        "mark.md": bars.replace("\n", "\n|---|---|\n", 1),
        "drawn.txt": f"+---+---+\n{bars}\n+---+---+",
        "comma.csv": "\n".join(f'{label},"{amount}"' for label, amount in rows),
    }
    found = {name: _facts(tmp_path / name, table) for name, table in tables.items()}
    assert found["tab.txt"] == {
        ("教育支出", "1,234.50"),
        ("文化支出", ""),
        ("收支总表", "1,234.50"),
    }
    assert all(facts == found["tab.txt"] for facts in found.values())


def _facts(path: Path, table: str) -> set[tuple[str, str]]:
    path.write_text(
        f"某市水务局2026年部门预算\n\n收支总表\n单位：万元\n\n{table}\n", encoding="utf-8"
    )
    found: Paper = paper(path)
    assert [(t.title, t.unit) for t in found.tables] == [("收支总表", "万元")], path.name
    return {(fact.label, fact.printed) for fact in found.facts if fact.table == 0}
