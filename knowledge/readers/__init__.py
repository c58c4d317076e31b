"""Path → Document: one module a format, loaded only when a file of that format is read.

Each module is the only home of its library and offers `read(path, source) -> Document`.
"""

from __future__ import annotations

import hashlib
import importlib
import zipfile
from pathlib import Path, PurePath

from knowledge.document import Document, Source

READERS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".csv": "text",
    ".tsv": "text",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xls": "office",
    ".et": "office",
    ".ods": "office",
    ".doc": "office",
    ".wps": "office",
    ".odt": "office",
    ".zip": "bundle",
}
"""Ending → the module that reads it."""

_HEAD = 2048
"""Bytes at a file's beginning that show a web page, also below a server's own lines or a comment."""
_FORMATS = {"text": "txt", "office": "office"}


class Unreadable(Exception):
    """A file that cannot be read; `code` for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def read(path: Path, name: str = "") -> Document:
    """Given a disclosure's file, return what stands in it; raise `Unreadable` where nothing can be read.

    `name` is what people call the file, where it is kept under another one.
    """
    data = _bytes_of(path)
    module = _module_for(path, data)
    source = Source(
        id=PurePath(name).stem or path.stem,
        path=str(path),
        format=_FORMATS.get(module, module),
        digest=hashlib.sha256(data).hexdigest(),
    )
    try:
        reader = importlib.import_module(f"knowledge.readers.{module}")
    except ModuleNotFoundError as error:
        raise Unreadable(
            "reader_missing",
            f"还缺少读取 {path.suffix} 文件所需的部件（{error.name}），请补装后重试。",
        ) from error
    document: Document = reader.read(path, source)
    return document


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise Unreadable("directory", f"{path.name} 是一个文件夹，请指明其中的一个文件。")
    if path.exists() and not path.is_file():
        raise Unreadable("no_file", f"{path.name} 是管道或设备，不是文件，请指明一个文件。")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("absent", f"没有找到文件 {path}，请检查路径和文件名。") from None
    except OSError as error:
        reason = "没有读它的权限" if isinstance(error, PermissionError) else error.strerror
        raise Unreadable("no_access", f"打不开文件 {path}（{reason}），请检查它的权限。") from error
    if not data.strip():
        raise Unreadable("empty", f"{path.name} 是空文件，请换一份有内容的公开文件。")
    return data


def _module_for(path: Path, data: bytes) -> str:
    """Return the reader's name: by the first bytes where they tell, else by the ending."""
    by_name = READERS.get(path.suffix.lower())
    if by_content := _module_by_content(path, data):
        return by_content
    if by_name is None:
        endings = "、".join(sorted(READERS))
        raise Unreadable(
            "unknown_format", f"不认识 {path.name} 的格式；能读的有 {endings}，请换成其中一种。"
        )
    return by_name


def _module_by_content(path: Path, data: bytes) -> str | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "office"
    if data.startswith(b"PK\x03\x04"):
        return _module_by_parts(path)
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_page = head.startswith(b"<") and (b"<!doctype html" in head or b"<html" in head)
    return "html" if is_page else None


def _module_by_parts(path: Path) -> str | None:
    """Return which office format a zip archive holds, by the names of its parts."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        return None
    for prefix, module in (("xl/", "xlsx"), ("word/", "docx"), ("content.xml", "office")):
        if any(name.startswith(prefix) for name in names):
            return module
    return None
