"""Old office files: converted by LibreOffice where it is, told what to do where it is not."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import docx
import openpyxl
import pytest

from knowledge.document import Grid, Paragraph
from knowledge.readers import Unreadable, office, read
from tests.knowledge.readers.drawing import source_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")


def old_file(folder: Path, name: str, *streams: str) -> Path:
    path = folder / name
    entries = [stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams]
    text = "正文提到 Book\0 和 EncryptedPackage\0。".encode("utf-16-le")
    path.write_bytes(OLE + b"".join(entries) + text)
    return path


@pytest.fixture
def converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a stand-in for LibreOffice on the path: it copies what lies beside it, by the wanted ending."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(
        f"""#!/bin/sh
for word; do
  case "$before" in --convert-to) to=$word ;; --outdir) out=$word ;; esac
  before=$word
done
echo "$@" > {folder}/called
[ -f {folder}/ready.$to ] && cp {folder}/ready.$to "$out/original.$to"
exit 0
""",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        office.read(path, source_of(path))
    return caught.value


def test_without_libreoffice_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    for name, stream, wanted in (
        ("a.xls", "Workbook", ".xlsx"),
        ("a.doc", "WordDocument", ".docx"),
        ("a.wps", "WordDocument", ".docx"),
    ):
        error = refusal(old_file(tmp_path, name, stream))
        assert error.code == "no_libreoffice"
        assert wanted in error.message


def test_an_old_workbook_is_converted_and_read(tmp_path: Path, converter: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("表")
    for row in (["科目", "金额"], ["教育支出", 186]):
        sheet.append(row)
    book.save(converter / "ready.xlsx")
    document = office.read(old_file(tmp_path, "公开.xls", "Workbook"), source_of(Path("公开.xls")))
    assert isinstance(document.blocks[0], Grid)
    assert document.source.id == "公开"
    assert document.source.format == "xlsx"
    assert [one.code for one in document.findings] == ["converted"]
    called = (converter / "called").read_text(encoding="utf-8")
    assert (
        "-env:UserInstallation=file://" in called
    )  # two conversions at once must not meet in one profile
    assert "--headless" in called


def test_an_old_text_is_converted_and_read(tmp_path: Path, converter: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("正文")
    paper.save(str(converter / "ready.docx"))
    document = office.read(
        old_file(tmp_path, "公开.wps", "WordDocument"), source_of(Path("公开.wps"))
    )
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["正文"]


def test_the_content_decides_what_it_is(tmp_path: Path, converter: Path) -> None:
    openpyxl.Workbook().save(converter / "ready.xlsx")
    assert (
        refusal(old_file(tmp_path, "公开.doc", "Workbook")).code == "no_text"
    )  # read as a workbook
    assert "--convert-to xlsx" in (converter / "called").read_text(encoding="utf-8")


def test_what_libreoffice_cannot_open_is_damaged(tmp_path: Path, converter: Path) -> None:
    assert refusal(old_file(tmp_path, "公开.xls", "Workbook")).code == "damaged"


def test_a_conversion_that_hangs_is_ended(
    tmp_path: Path, converter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "TIME_LIMIT", 0.2)
    (converter / "soffice").write_text("#!/bin/sh\nexec sleep 5\n", encoding="utf-8")
    error = refusal(old_file(tmp_path, "公开.xls", "Workbook"))
    assert error.code == "conversion_timeout"


def test_a_file_with_a_password_is_refused_by_whatever_name(tmp_path: Path) -> None:
    path = old_file(tmp_path, "公开.xlsx", "EncryptedPackage")
    assert refusal(path).code == "encrypted"
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.code == "encrypted"


TEMPLATES = sorted((Path(__file__).resolve().parents[3] / "../shared/disclosures").glob("*.xls"))


@pytest.mark.skipif(
    not (TEMPLATES and shutil.which("soffice")),
    reason="LibreOffice or the disclosures are not here",
)
def test_the_real_template_is_read() -> None:
    document = office.read(TEMPLATES[0], source_of(TEMPLATES[0]))
    assert sum(isinstance(block, Grid) for block in document.blocks) == 9
