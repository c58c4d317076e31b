"""Which edition of the program a paper was read by: what another one has read may say something else now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_READING = ("readers", "tables", "extract", "checks")
"""The folders of the paper side; with the files beside this one they decide what is read."""
_SHOWN = 16


@lru_cache(maxsize=1)
def reading_edition() -> str:
    """Return a word that changes whenever the code or the data change by which papers are read."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.relative_to(_FOLDER).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_SHOWN]


def _files() -> Iterator[Path]:
    beside = (path for path in _FOLDER.iterdir() if path.is_file())
    inside = (path for name in _READING for path in (_FOLDER / name).rglob("*") if path.is_file())
    found = (path for path in (*beside, *inside) if path.suffix in {".py", ".toml", ".tsv"})
    yield from sorted(found)
