"""Sentences as data: a TOML file of sections whose entries have slots in braces."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import MappingProxyType


class Words:
    """The sentences of one file, told by "section.name"."""

    __slots__ = ("_path", "_sentences")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sentences: MappingProxyType[str, str] | None = None

    def __call__(self, key: str, /, **slots: object) -> str:
        """Given "section.name" and what its slots are filled with, return the sentence."""
        return self.sentences()[key].format(**slots)

    def sentences(self) -> MappingProxyType[str, str]:
        """Return every sentence with its slots, read once, when the first is needed."""
        if self._sentences is None:
            data = tomllib.loads(self._path.read_text(encoding="utf-8"))
            flat = {
                f"{part}.{name}": text for part, each in data.items() for name, text in each.items()
            }
            self._sentences = MappingProxyType(flat)
        return self._sentences
