"""PDFs that cannot be read, or not wholly: each gets its reason and next step."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pypdfium2
import pytest

from knowledge.readers import Unreadable, limits, pdf
from tests.knowledge.readers.drawing import (
    Sheet,
    read_sheets,
    rows_of,
    source_of,
    texts_of,
    written,
)

RC4_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        pdf.read(path, source_of(path))
    return caught.value


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted(data: bytes) -> bytes:
    """Return a PDF whose trailer asks for a password (40-bit RC4, user password "x")."""
    pad = (b"x" + RC4_PAD)[:32]
    owner = rc4(hashlib.md5((b"y" + RC4_PAD)[:32]).digest()[:5], pad)
    key = hashlib.md5(pad + owner + (-4).to_bytes(4, "little", signed=True) + b"0" * 16).digest()[
        :5
    ]
    user = rc4(key, RC4_PAD)
    entries = (
        f"/ID [<{(b'0' * 16).hex()}> <{(b'0' * 16).hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{owner.hex()}> /U <{user.hex()}> >> /Root"
    )
    return data.replace(b"/Root", entries.encode(), 1)


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, Sheet().text(80, 700, "正文"))
    path.write_bytes(encrypted(path.read_bytes()))
    error = refusal(path)
    assert error.code == "encrypted"
    assert "密码" in error.message


def test_a_file_without_its_end_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, Sheet().text(80, 700, "正文"))
    path.write_bytes(path.read_bytes()[:-6])
    document = pdf.read(path, source_of(path))
    assert texts_of(document) == ["正文"]
    assert [(one.code, one.severity) for one in document.findings] == [("no_end", "warning")]


@pytest.mark.parametrize("keep", [9, 60, 400])
def test_a_truncated_file_is_refused(tmp_path: Path, keep: int) -> None:
    path = written(tmp_path, Sheet().text(80, 700, "正文"))
    path.write_bytes(path.read_bytes()[:keep])
    error = refusal(path)
    assert error.code in ("damaged", "no_pages", "no_text")
    assert "再试" in error.message


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path)).code in ("no_pages", "damaged")


def test_a_whole_file_without_pages_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "公开.pdf"
    pypdfium2.PdfDocument.new().save(path)
    error = refusal(path)
    assert error.code == "no_pages"
    assert error.message == "“公开.pdf”里一页也没有。请换一份完整的文件再试。"


def test_a_scan_is_refused_with_what_to_do(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, Sheet().picture(), Sheet().picture().text(280, 40, "2")))
    assert error.code == "scan"
    assert error.message.startswith("“公开.pdf”是扫描件：全部 2 页都是图片")


def test_scanned_pages_among_others_are_told() -> None:
    document = read_sheets(
        Sheet().text(80, 700, "这一页的文字足够多，不会被当作扫描件。" * 2), Sheet().picture()
    )
    assert texts_of(document) == ["这一页的文字足够多，不会被当作扫描件。" * 2]
    assert [(one.code, one.value("pages")) for one in document.findings] == [("scanned_pages", "2")]


def test_the_text_layer_of_a_scan_is_read_and_told() -> None:
    document = read_sheets(
        Sheet().picture().text(80, 700, "扫描后识别出来的文字，可能有错", mode=3)
    )
    assert texts_of(document) == ["扫描后识别出来的文字，可能有错"]
    assert [one.code for one in document.findings] == ["recognised_pages"]


def test_text_in_no_colour_on_an_ordinary_page_is_not_read() -> None:
    document = read_sheets(Sheet().text(80, 700, "看得见的正文").text(80, 600, "99999", mode=3))
    assert texts_of(document) == ["看得见的正文"]
    assert [(one.code, one.severity) for one in document.findings] == [("unseen_text", "note")]


def test_blank_pages_alone_are_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, Sheet(), Sheet())).code == "no_text"


def test_a_figure_with_an_unknown_character_is_no_figure() -> None:
    page = (
        Sheet()
        .ruled((80, 200, 300), (700, 680))
        .text(90, 685, "合计共有若干项目")
        .text(210, 685, "1\ue0006.00")
    )
    document = read_sheets(page)
    assert rows_of(document)[0][1] == "1\ufffd6.00"
    assert [one.code for one in document.findings] == ["unmapped_characters"]


def test_too_many_pages_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert limits.MAX_PAGES >= 500
    error = refusal(written(tmp_path, Sheet(), Sheet(), Sheet()))
    assert error.code == "too_many_pages"
    assert "3 页" in error.message
