"""A zip of a disclosure's files → the files, unpacked where nothing in the archive can do harm."""

from __future__ import annotations

import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NoReturn

from knowledge.document import Source
from knowledge.readers import READERS, Unreadable
from knowledge.readers.archive import BROKEN
from knowledge.readers.limits import MAX_FILES, MAX_RATIO, MAX_UNPACKED

ENDING = ".zip"
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".jar", ".iso")
_PASSED_OVER = ("__MACOSX", ".", "~$", "Thumbs.db", "desktop.ini")
"""How names begin that no person gave: hidden files, and those of an office program at work."""
_UTF8, _ENCRYPTED = 0x800, 0x1
_CHUNK = 1 << 20


def read(path: Path, source: Source) -> NoReturn:
    """A zip is no document by itself: raise `Unreadable`; `unpacked` gives the files in it."""
    raise Unreadable(
        "bundle",
        f"“{path.name}”是压缩包，不是一份文件（{source.format}）。请先解开，再指明其中的一个文件。",
    )


def is_bundle(path: Path) -> bool:
    """Return whether a file is a zip of files rather than an office file, which is a zip of parts."""
    if path.suffix.lower() != ENDING or not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except BROKEN:
        return True  # unpacking it tells why it cannot be read
    return not any(name in ("[Content_Types].xml", "mimetype") for name in names)


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Path, ...]]:
    """Given a zip, yield the disclosure's files in it, in the order of their names, as long as they are needed.

    Raises `Unreadable` for what is damaged, has a password or another archive in it, is too large
    unpacked, or names files outside of the archive.
    """
    with tempfile.TemporaryDirectory(prefix="wenzhang-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                files = tuple(_unpack(path, archive, Path(folder)))
        except BROKEN as error:
            raise Unreadable(
                "damaged", f"压缩包“{path.name}”已损坏或没有下载完。请重新下载后再试。"
            ) from error
        if not files:
            endings = "、".join(sorted(READERS))
            raise Unreadable(
                "empty",
                f"压缩包“{path.name}”里没有能读的文件；能读的有 {endings}。请换一个压缩包再试。",
            )
        yield files


def _unpack(path: Path, archive: zipfile.ZipFile, folder: Path) -> Iterator[Path]:
    parts = [(_name(part), part) for part in archive.infolist() if not part.is_dir()]
    for name, part in parts:
        _refuse_harmful(path, name, part)
    wanted = sorted((name, part) for name, part in parts if _is_wanted(name))
    if len(wanted) > MAX_FILES:
        raise Unreadable(
            "too_many_files",
            f"压缩包“{path.name}”里有 {len(wanted)} 个文件，超过 {MAX_FILES} 个的上限。"
            "请把每份公开文件分开来交。",
        )
    room = MAX_UNPACKED
    for number, (name, part) in enumerate(wanted):
        target = folder / str(number) / PurePosixPath(name).name
        target.parent.mkdir()
        room -= _written(path, archive, part, target, min(room, _most(part)))
        yield target


def _name(part: zipfile.ZipInfo) -> str:
    """Return a file's name in the archive; Windows writes Chinese names in GBK and does not say so."""
    name = part.filename
    if not part.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return name.replace("\\", "/")


def _refuse_harmful(path: Path, name: str, part: zipfile.ZipInfo) -> None:
    pure = PurePosixPath(name)
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    if pure.is_absolute() or ".." in pure.parts or ":" in name or "\0" in name or is_link:
        raise Unreadable(
            "unsafe_path",
            f"压缩包“{path.name}”里的“{name}”指向压缩包之外，出于安全没有打开。请重新打包，只放公开文件。",
        )
    if part.flag_bits & _ENCRYPTED:
        raise Unreadable(
            "encrypted", f"压缩包“{path.name}”设有密码，无法读取。请解开后重新打包，不设密码再试。"
        )
    if pure.suffix.lower() in _ARCHIVES:
        raise Unreadable(
            "nested_archive",
            f"压缩包“{path.name}”里还有压缩包“{name}”。请先解开里面的一层，再打包或直接交文件。",
        )


def _is_wanted(name: str) -> bool:
    pure = PurePosixPath(name)
    return pure.suffix.lower() in READERS and not any(
        part.startswith(_PASSED_OVER) for part in pure.parts
    )


def _most(part: zipfile.ZipInfo) -> int:
    return max(part.compress_size * MAX_RATIO, _CHUNK)


def _written(
    path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, target: Path, most: int
) -> int:
    """Unpack one file in pieces: what a header says of its size is not believed."""
    size = 0
    with archive.open(part) as stream, target.open("wb") as file:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > most:
                raise Unreadable(
                    "too_large_inside",
                    f"压缩包“{path.name}”里的“{_name(part)}”解开后过大，出于安全没有打开。"
                    "请只放公开文件，重新打包再试。",
                )
            file.write(piece)
    return size
