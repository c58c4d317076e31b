"""Forms whose lines are numbered, on pages that hold one cell a line: the numbers tell which cell is blank."""

from __future__ import annotations

from pathlib import Path

from knowledge.document import Document, Grid, Source
from knowledge.readers import read
from knowledge.readers.text import document_of
from knowledge.tables import tables_in

CAPTION = ["青山县招商中心2019年部门决算", "收入支出决算总表", "公开01表", "金额单位：万元"]
HEADS = ["收入", "支出", *["项目", "行次", "金额"] * 2, "栏次", "1", "栏次", "2"]
ROWS = [
    ["一、一般公共预算财政拨款收入", "1", "440.55", "一、一般公共服务支出", "6", "423.20"],
    ["二、政府性基金预算财政拨款收入", "2", "二、外交支出", "7"],
    ["三、上级补助收入", "3", "10", "三、国防支出", "8", "7.35"],
    ["4", "四、农林水支出", "9", "20.00"],
    ["本年收入合计", "5", "450.55", "本年支出合计", "10", "450.55"],
]


def document(rows: list[list[str]], heads: list[str] = HEADS) -> Document:
    lines = [*CAPTION, *heads, *(text for row in rows for text in row)]
    return document_of("\n\n".join(lines), Source("例", "例.txt", "txt", ""))


def amounts(found: Document) -> dict[str, str]:
    (table,) = tables_in(found).tables
    return {
        table.rows[cell.row].label: cell.text
        for cell in table.cells
        if table.columns[cell.column].path[-1] == "金额"
    }


def test_each_amount_stands_beside_its_own_label() -> None:
    found = amounts(document(ROWS))
    assert found["一、一般公共预算财政拨款收入"] == "440.55"
    assert found["二、外交支出"] == ""
    assert (found["三、上级补助收入"], found["三、国防支出"]) == ("10", "7.35")
    assert found["四、农林水支出"] == "20.00"


def test_the_table_has_its_form_and_its_unit() -> None:
    (table,) = tables_in(document(ROWS)).tables
    assert (table.form, table.unit, table.number) == ("accounts_totals", "万元", "公开01表")


def test_a_whole_amount_that_is_the_other_sides_number_too() -> None:
    rows = [*ROWS[:2], ["三、上级补助收入", "3", "8", "三、国防支出", "8", "8"], *ROWS[3:]]
    found = amounts(document(rows))
    assert (found["三、上级补助收入"], found["三、国防支出"]) == ("8", "8")


def test_four_columns_on_the_right_are_all_there_or_none() -> None:
    heads = [
        "项目",
        "行次",
        "金额",
        "项目",
        "行次",
        "合计",
        "一般公共预算",
        "政府性基金",
        "栏次",
        "1",
    ]
    rows = [[*row[:-1], *[row[-1]] * 3] if "." in row[-1] else row for row in ROWS]
    (grid,) = [b for b in document(rows, heads).blocks if isinstance(b, Grid)]
    assert (grid.width, grid.height) == (8, 6)
    rows[2] = rows[2][:-1]  # one of the three is missing: the rest is not guessed
    assert [b for b in document(rows, heads).blocks if isinstance(b, Grid)] == []


def test_a_number_that_is_missing_ends_the_table() -> None:
    rows = [ROWS[0], ["二、政府性基金预算财政拨款收入", "二、外交支出", "7"], *ROWS[2:]]
    assert [b for b in document(rows).blocks if isinstance(b, Grid)] == []


def test_the_same_on_a_web_page(tmp_path: Path) -> None:
    texts = [*CAPTION, *HEADS, *(text for row in ROWS for text in row)]
    page = "<html><body>" + "".join(f"<p>{text}</p>" for text in texts) + "</body></html>"
    path = tmp_path / "例.html"
    path.write_text(page, encoding="utf-8")
    assert amounts(read(path))["三、国防支出"] == "7.35"
