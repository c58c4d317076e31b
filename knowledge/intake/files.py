"""Paths as given → the files to be read, folders walked; what cannot be is told."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.document import Finding
from knowledge.readers import READERS

_PASSED_OVER = (".", "~$", "Thumbs.db", "desktop.ini")
"""How names begin that no person gave: hidden files, and those of an office program at work."""


def files_in(paths: Iterable[Path]) -> Iterator[tuple[Path, Finding | None]]:
    """Given files and folders, return every file once, in order, with a finding where it is not to be read.

    A file that was named is read whatever its ending says; in a folder, those with an ending of a
    disclosure are, and the others are told in a note.
    """
    seen: set[Path] = set()
    for path in paths:
        for file, finding in _walked(path) if path.is_dir() else [(path, None)]:
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file, finding


def _walked(folder: Path) -> Iterator[tuple[Path, Finding | None]]:
    refused: list[OSError] = []
    found = False
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(_PASSED_OVER):
                continue
            file = Path(place, name)
            known = file.suffix.lower() in READERS
            found |= known
            yield file, None if known else Finding("file_of_other_kind", "note", _named(file))
    for error in refused:
        where = Path(str(error.filename))
        reason = (*_named(where), ("reason", error.strerror or type(error).__name__))
        yield where, Finding("folder_closed", "error", reason)
    if not found and not refused:
        yield folder, Finding("folder_without_files", "error", _named(folder))


def _named(path: Path) -> tuple[tuple[str, str], ...]:
    return (("file", path.name or str(path)),)
