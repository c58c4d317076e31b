"""Files that were handed in, kept under the digest of their bytes: what people call them is never a path."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
import unicodedata
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Self

from knowledge import readable_endings

_CHUNK = 1 << 20
_LONGEST = 120
_UNFINISHED = ".making-"
_LONG_AGO = 24 * 3600.0
_DAY = (2000, 1, 1, 0, 0, 0)
"""The date of every file in a zip of ours: the same files make the same zip."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in."""

    name: str
    """What people call it, fit to be shown."""
    path: Path
    digest: str


def name_of(told: str) -> str:
    r"""Given a file's name as a browser tells it, return what is shown of it: no folders, one line, not too long.

    >>> name_of("..\\..\\etc/2026年预算.pdf"), name_of("\n")
    ('2026年预算.pdf', '文件')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", told))[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    pure = PurePosixPath(plain or "文件")
    return f"{pure.stem[: _LONGEST - len(pure.suffix[:10])]}{pure.suffix[:10]}"


File = tuple[str, BinaryIO]
"""What a file is called, and what is in it."""


def kept(folder: Path, files: Sequence[File]) -> Upload:
    """Given where files are kept and those that a paper was published in, keep them as one file."""
    return kept_together(folder, files) if len(files) > 1 else kept_alone(folder, files)


def kept_alone(folder: Path, files: Sequence[File]) -> Upload:
    """Given where files are kept and a file, keep it whole or not at all."""
    ((name, stream),) = files
    shown = name_of(name)
    ending = Path(shown).suffix.lower()
    with _Making(folder) as made:
        digest = _copied(stream, made.file)
        path = made.put(f"{digest}{ending if ending in readable_endings() else ''}")
    return Upload(shown, path, digest)


def kept_together(folder: Path, files: Sequence[File]) -> Upload:
    """Given the files that a paper was published in, keep them as the one zip that they make."""
    names = [name_of(name) for name, _ in files]
    shown = f"{PurePosixPath(names[0]).stem}.zip"
    with _Making(folder) as made:
        with zipfile.ZipFile(made.file, "w") as archive:
            for number, (name, (_, stream)) in enumerate(zip(names, files, strict=True)):
                inside = name if names.index(name) == number else f"{number}-{name}"
                part = zipfile.ZipInfo(inside, _DAY)
                part.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(part, "w", force_zip64=True) as target:
                    _copied(stream, target)
        made.file.seek(0)
        digest = hashlib.file_digest(made.file, "sha256").hexdigest()
        path = made.put(f"{digest}.zip")
    return Upload(shown, path, digest)


class _Making:
    """A file in the making: it is there under its name whole, or it is not there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=_UNFINISHED)
        self._path = Path(name)
        self.file = os.fdopen(descriptor, "w+b")

    def __enter__(self) -> Self:
        return self

    def put(self, name: str) -> Path:
        """Give the file its name, once it is on the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())
        return self._path.replace(self._path.with_name(name))

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self._path.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what was in the making when a process ended amid it, long ago."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LONG_AGO:
                left.unlink()


def _copied(stream: BinaryIO, target: object) -> str:
    """Copy a stream; return the digest of its bytes."""
    digest = hashlib.sha256()
    while piece := stream.read(_CHUNK):
        digest.update(piece)
        target.write(piece)  # type: ignore[attr-defined]
    return digest.hexdigest()
