"""XLS, DOC, WPS, ET and OpenDocument → Document: converted by LibreOffice where it is installed, then read as usual."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from knowledge.document import Document, Finding, Source
from knowledge.readers import Unreadable

TIME_LIMIT: Final = 120
"""Seconds; a conversion takes one or two."""
_PROGRAMS = ("soffice", "libreoffice")
_SHEETS = (".xls", ".xlt", ".et", ".ett", ".ods")
_ENTRY = 128
_STREAMS = (("Workbook", "xlsx"), ("Book", "xlsx"), ("WordDocument", "docx"))
"""What tells a spreadsheet from a text in the directory of an old office file."""


def read(path: Path, source: Source) -> Document:
    """Given an old or open office file, return what stands in it; raise `Unreadable` without LibreOffice."""
    target = _target(path)
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        wanted = (
            "Excel 或 WPS 表格另存为 .xlsx" if target == "xlsx" else "Word 或 WPS 文字另存为 .docx"
        )
        raise Unreadable(
            "no_libreoffice",
            f"读取 {path.suffix} 文件需要 LibreOffice，这台机器上没有安装。请安装它，或用 {wanted} 再试。",
        )
    with tempfile.TemporaryDirectory(prefix="wenzhang-") as folder:
        converted = _converted(path, target, program, Path(folder))
        reader = importlib.import_module(f"knowledge.readers.{target}")
        document: Document = reader.read(converted, replace(source, format=target))
    note = Finding("converted", "note", (("format", path.suffix), ("target", target)))
    return replace(document, findings=(note, *document.findings))


def _target(path: Path) -> str:
    """Return what to convert to, by the content where it tells, else by the ending."""
    data = path.read_bytes()
    if _has_stream(data, "EncryptedPackage"):
        raise Unreadable(
            "encrypted", f"“{path.name}”设有打开密码，无法读取。请另存一份不加密的文件再试。"
        )
    for stream, target in _STREAMS:
        if _has_stream(data, stream):
            return target
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            kind = archive.read("mimetype") if "mimetype" in archive.namelist() else b""
        if b"opendocument" in kind:
            return "xlsx" if b"spreadsheet" in kind else "docx"
    return "xlsx" if path.suffix.lower() in _SHEETS else "docx"


def _has_stream(data: bytes, name: str) -> bool:
    """Return whether an old office file has a stream by this name: its directory has an entry of 128 bytes for each."""
    entry = name.encode("utf-16-le") + b"\0\0"
    start = data.find(entry)
    while start >= 0 and start % _ENTRY:
        start = data.find(entry, start + 1)
    return start >= 0


def _converted(path: Path, target: str, program: str, folder: Path) -> Path:
    """Return the converted copy; LibreOffice gets a profile of its own, so that two runs do not meet."""
    original = folder / f"original{path.suffix.lower()}"
    shutil.copyfile(path, original)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(folder),
        str(original),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            "conversion_timeout",
            f"LibreOffice 在 {TIME_LIMIT} 秒内没有转换完“{path.name}”。请用办公软件另存为 .{target} 再试。",
        ) from error
    except OSError as error:
        raise Unreadable(
            "no_libreoffice",
            f"LibreOffice 启动不了（{error.strerror}）。请重新安装，或另存为 .{target} 再试。",
        ) from error
    converted = folder / f"original.{target}"
    if not converted.exists():
        raise Unreadable(
            "damaged",
            f"LibreOffice 打不开“{path.name}”，它可能已损坏。请用办公软件打开后另存为 .{target} 再试。",
        )
    return converted
