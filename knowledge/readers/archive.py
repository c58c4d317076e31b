"""Office files are zip archives of XML: looked over before anything unpacks or parses them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from knowledge.readers import Unreadable
from knowledge.readers.limits import MAX_PART, MAX_RATIO, MAX_UNPACKED

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
)
"""What reading a damaged archive raises."""
_HEAD = 4096
"""Bytes within which an XML part must declare its entities, if it has any."""
_CHUNK = 1 << 20


def check_archive(path: Path, needs: str) -> None:
    """Raise `Unreadable` unless `path` is a sound archive of harmless XML with the part `needs` in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if needs not in {part.filename for part in parts}:
                raise Unreadable("wrong_format", _wrong_format(path))
            _check_sizes(path, parts)
            for part in parts:
                _check_part(path, archive, part)
    except BROKEN as error:
        raise Unreadable(
            "damaged",
            f"“{path.name}”已损坏或没有下载完。请重新下载，或用办公软件打开后另存。",
        ) from error


def _wrong_format(path: Path) -> str:
    return f"“{path.name}”的内容与扩展名 {path.suffix} 不符。请用办公软件打开后另存为这种格式再试。"


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED:
        raise Unreadable(
            "too_large_inside",
            f"“{path.name}”解开后有 {total // 1_000_000} MB，超过 {MAX_UNPACKED // 1_000_000} MB 的上限，"
            "没有打开。请删去图片和无关的工作表后再试。",
        )


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack an XML part in pieces: what a header says of its size is not believed."""
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    limit = min(MAX_PART, max(part.compress_size * MAX_RATIO, _CHUNK))
    size = 0
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            if size == 0 and _declares_entities(piece[:_HEAD]):
                raise Unreadable(
                    "entities",
                    f"“{path.name}”里的 {part.filename} 含有实体定义，正常的办公文件没有，出于安全没有打开。"
                    "请用办公软件打开后另存。",
                )
            size += len(piece)
            if size > limit:
                raise Unreadable(
                    "too_large_inside",
                    f"“{path.name}”里的 {part.filename} 解开后过大，出于安全没有打开。"
                    "请删去无关的工作表和空白的格式后再试。",
                )


def _declares_entities(head: bytes) -> bool:
    plain = head.replace(b"\0", b"").upper()  # also where it is UTF-16
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
