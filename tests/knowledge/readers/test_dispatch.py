from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from knowledge.document import Grid, Paragraph
from knowledge.readers import READERS, Unreadable, read


def test_a_text_is_read_into_paragraphs_and_grids_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "某局_2026部门预算.txt"
    path.write_text("收支总表\n\n项目\t预算数\n一、收入\t\n\n正文\n", encoding="utf-8")
    document = read(path)
    title, grid, prose = document.blocks
    assert isinstance(title, Paragraph)
    assert isinstance(grid, Grid)
    assert isinstance(prose, Paragraph)
    assert (title.text, title.place.line) == ("收支总表", 1)
    assert [(c.row, c.column, c.text, c.place.line) for c in grid.cells] == [
        (0, 0, "项目", 3),
        (0, 1, "预算数", 3),
        (1, 0, "一、收入", 4),
        (1, 1, "", 4),
    ]
    assert not grid.spans_known
    assert (prose.text, prose.place.line) == ("正文", 6)
    assert (document.source.id, document.source.format) == ("某局_2026部门预算", "txt")
    assert len(document.source.digest) == 64


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("部门预算\r\n第二行", encoding=encoding)
    texts = [block.text for block in read(path).blocks if isinstance(block, Paragraph)]
    assert texts == ["部门预算", "第二行"]


def test_an_indented_paragraph_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\t2026 年收支总预算 186 万元。\n", encoding="utf-8")
    (block,) = read(path).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "2026 年收支总预算 186 万元。"


def test_lines_that_lost_their_last_tabs_are_filled_up(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("科目\t合计\t项目支出\n教育\t1.00\n", encoding="utf-8")
    (grid,) = read(path).blocks
    assert isinstance(grid, Grid)
    assert (grid.width, len(grid.cells)) == (3, 6)


def _unreadable(path: Path) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read(path)
    return caught.value.code, caught.value.message


def test_bad_input_is_refused_with_its_reason_and_next_step(tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_text(" \n\t\n", encoding="utf-8")
    binary = tmp_path / "乱.txt"
    binary.write_bytes(b"abc\x00\x01\x02")
    garbled = tmp_path / "坏.txt"
    garbled.write_bytes(b"\x81\x20\xff\xff\x80")
    picture = tmp_path / "图.jpeg"
    picture.write_bytes(b"\xff\xd8\xff\xe0")
    refused = {
        "absent": tmp_path / "没有.txt",
        "directory": tmp_path,
        "empty": empty,
        "binary": binary,
        "undecodable": garbled,
        "unknown_format": picture,
    }
    for code, path in refused.items():
        got, message = _unreadable(path)
        assert got == code
        assert "请" in message
        assert message.endswith("。")


@pytest.mark.parametrize(
    ("name", "head", "module"),
    [
        ("a.txt", "%PDF-1.7\n", "pdf"),
        ("a.txt", "<!DOCTYPE html><html>", "html"),
        ("a.html", "<p>x</p>", "html"),
        ("a.pdf", "<!DOCTYPE html><html>", "html"),
        ("a.xls", "<html xmlns:x='urn:x'>", "html"),
        ("a.doc", "<%@ page language='java' %>\n<!DOCTYPE html>\n<html>", "html"),
        ("a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        ("a.md", "# text", "text"),
    ],
)
def test_the_first_bytes_tell_more_than_the_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, head: str, module: str
) -> None:
    path = tmp_path / name
    path.write_bytes(head.encode("latin-1"))
    assert _module(path, monkeypatch) == module


@pytest.mark.parametrize(
    ("part", "module"), [("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx")]
)
def test_an_archive_is_told_by_its_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, module: str
) -> None:
    path = tmp_path / "a.bin"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<x/>")
    assert _module(path, monkeypatch) == module


def _module(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return which reader's module is asked for."""
    asked: list[str] = []

    def refuse(name: str) -> None:
        asked.append(name)
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("knowledge.readers.importlib.import_module", refuse)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.code == "reader_missing"
    return asked[0].rsplit(".", 1)[-1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="这个系统没有管道")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "公开.txt"
    os.mkfifo(pipe)
    code, message = _unreadable(pipe)
    assert (code, "管道" in message) == ("no_file", True)


def test_a_file_that_may_not_be_read_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "公开.txt"
    closed.write_text("正文", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    code, message = _unreadable(closed)
    assert code == "no_access"
    assert "没有读它的权限" in message
    assert "denied" not in message


def test_every_reader_of_the_registry_is_named_by_an_ending() -> None:
    assert {".txt", ".pdf", ".xlsx", ".docx", ".html", ".htm", ".md"} <= set(READERS)
