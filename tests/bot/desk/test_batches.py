"""Many inquiries at once: files read, rows answered and kept, the table written so that nothing in it runs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from bot.__main__ import main
from bot.desk.batches import BatchError, Inquiries, answer_all, inquiries_in, written
from bot.desk.batches import answering as answering_module
from tests.corpus.asking import answerer

ASKED = [
    ["1", "=cmd|' /C calc'!A0", "三公经费多少？"],
    ["2", "+1", "今天天气怎么样？"],
    ["3", "@SUM(A1)", "编制多少人？"],
    ["4", "-小计", ""],
]


def _workbook(path: Path, rows: list[list[str]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = text
            cell.data_type = "s"
    book.save(path)
    return path


def _answered(found: Inquiries, folder: Path) -> list[answering_module.Answered]:
    return list(answer_all(found, answerer(), folder / "journal"))


def test_a_workbook_keeps_its_columns_and_puts_on_top_what_needs_a_person(tmp_path: Path) -> None:
    source = _workbook(tmp_path / "in.xlsx", [["编号", "来信人", "咨询内容"], *ASKED])
    found = inquiries_in(source)
    assert (found.header, found.question, found.first) == (("编号", "来信人", "咨询内容"), 2, 2)
    written(tmp_path / "out.xlsx", found, _answered(found, tmp_path))
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][3:] == (
        *("需人工", "状态", "答复", "数值", "单位", "年度"),
        *("出处（文件/表/页/行/列）", "原行号"),
    )
    assert [row[0] for row in rows[1:]] == ["2", "4", "1", "3"]
    assert [row[3] for row in rows[1:]] == ["是", "是", None, None]
    assert rows[2][4] == "没有问题"
    assert str(rows[3][8]) == "2026"
    assert "附表4-7" in str(rows[3][9])
    assert [row[10] for row in rows[1:]] == [3, 5, 2, 4]
    for row in sheet.iter_rows(min_row=2):
        assert all(cell.data_type != "f" for cell in row)
    kept = {cell.value for row in sheet.iter_rows(max_col=2) for cell in row}
    assert {"=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "-小计"} <= kept


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_either_encoding_and_written_as_text(
    tmp_path: Path, encoding: str
) -> None:
    source = tmp_path / "in.csv"
    text = "登记表\r\n编号,姓名,问题\r\n1,=1+1,三公经费多少？\r\n"
    source.write_bytes(text.encode(encoding))
    found = inquiries_in(source)
    assert (found.header, found.first) == (("编号", "姓名", "问题"), 3)
    written(tmp_path / "out.csv", found, _answered(found, tmp_path))
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_bytes().decode("utf-8-sig"))))
    assert rows[1][:2] == ["1", "'=1+1"]
    assert rows[1][4] == "已答"


def test_without_a_header_word_the_longest_column_asks(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("甲,三公经费一共是多少钱？\n乙,编制一共有多少人？\n", encoding="utf-8")
    found = inquiries_in(source)
    assert (found.header, found.question, len(found.rows)) == (("第 1 列", "第 2 列"), 1, 2)


def test_a_document_gives_its_numbered_paragraphs_or_its_table(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("来信汇总")
    document.add_paragraph("1. 三公经费多少？")
    document.add_paragraph("（2）编制多少人")
    document.save(str(tmp_path / "text.docx"))
    found = inquiries_in(tmp_path / "text.docx")
    assert [row[0] for row in found.rows] == ["三公经费多少？", "编制多少人"]
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["编号", "诉求", "7", "总支出多少？"], strict=True):
        cell.text = text
    document.save(str(tmp_path / "table.docx"))
    assert inquiries_in(tmp_path / "table.docx").rows == (("7", "总支出多少？"),)


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("a.pdf", b"%PDF-1.4", "请另存为 XLSX、CSV 或 DOCX"),
        ("a.xlsx", b"no zip at all", "读不懂：它不是完好的 XLSX 文件"),
        ("a.docx", b"PK\x03\x04 broken", "读不懂：它不是完好的 DOCX 文件"),
        ("a.csv", b"\xff\xfe\x00\x81", "编码不是 UTF-8"),
        ("a.csv", b"", "没有一行问题"),
        ("a.csv", "问题\n\n".encode(), "没有一行问题"),
    ],
    ids=["ending", "xlsx", "docx", "encoding", "nothing", "only_a_header"],
)
def test_what_is_no_table_of_inquiries_is_told(
    tmp_path: Path, name: str, body: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(body)
    with pytest.raises(BatchError, match=told):
        inquiries_in(tmp_path / name)


def test_a_missing_file_and_too_many_rows_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BatchError, match="找不到"):
        inquiries_in(tmp_path / "none.csv")
    monkeypatch.setattr("bot.desk.batches.reading.MOST_ROWS", 3)
    (tmp_path / "a.csv").write_text("问题\n" + "总支出多少？\n" * 20, encoding="utf-8")
    with pytest.raises(BatchError, match="请分成几个文件"):
        inquiries_in(tmp_path / "a.csv")


def test_what_was_answered_before_a_crash_is_not_asked_again(tmp_path: Path) -> None:
    source = _workbook(tmp_path / "in.xlsx", [["编号", "人", "问题"], *ASKED])
    found, journal = inquiries_in(source), tmp_path / "journal"
    whole = list(answer_all(found, answerer(), journal))
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:2]) + lines[2][:20])  # killed in the middle of a line
    asked: list[str] = []
    again = list(answer_all(found, answerer(), journal, lambda q, _: asked.append(q)))
    assert again == whole
    assert asked == ["今天天气怎么样？", "编制多少人？"]
    other = inquiries_in(_workbook(tmp_path / "b.xlsx", [["问题"], ["总支出多少？"]]))
    assert len(list(answer_all(other, answerer(), journal))) == 1
    assert "mark" in json.loads(journal.read_text(encoding="utf-8").splitlines()[0])


def test_the_command_writes_the_table_and_keeps_what_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WENZHANG_STORE", str(tmp_path / "store.sqlite"))
    source = _workbook(tmp_path / "in.xlsx", [["编号", "人", "问题"], *ASKED])
    assert main(["batch", str(source), "-o", str(tmp_path / "out.xlsx")]) == 0
    assert "共 4 行，其中 2 行需要人看" in capsys.readouterr().out
    assert sorted(each.name for each in tmp_path.glob("out*")) == ["out.xlsx"]
    assert main(["batch", str(source)]) == 2
    assert "-o in-答复.xlsx" in capsys.readouterr().err
    assert main(["batch", str(source), "-o", str(source)]) == 2
    assert main(["batch", str(source), "-o", "out.pdf"]) == 2
    (tmp_path / "bad.xlsx").write_bytes(b"x")
    assert main(["batch", str(tmp_path / "bad.xlsx"), "-o", str(tmp_path / "o.xlsx")]) == 3
