"""jieba's dictionary on disk, sorted: words looked up without loading the other 350,000.

Loading them all takes most of a second and 60 MB, which a process that answers one question cannot win back.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from functools import lru_cache
from pathlib import Path

_FORM = "wenzhang-words-1"
"""Changes whenever the file is written in another way."""


class SortedWords:
    """Words found by halving. Answers as the table that jieba makes: 0 for what only begins a word."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        """Take a heading line that ends with the sum of all frequencies, and the sorted lines of words below it."""
        self._data = data
        self._first = data.find(b"\n") + 1
        self.total = int(data[: self._first].split()[-1])
        self.get = lru_cache(maxsize=65_536)(self._frequency)

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def __getitem__(self, word: str) -> int:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def _frequency(self, word: str) -> int | None:
        sought = word.encode(errors="surrogatepass")
        found, frequency = self._at_or_after(sought)
        if found == sought:
            return int(frequency)
        return 0 if word and found.startswith(sought) else None

    def _at_or_after(self, sought: bytes) -> tuple[bytes, bytes]:
        """Return the first word that is not before the one sought, and its frequency."""
        low, high = self._first, len(self._data)
        while low < high:
            start = max(self._data.rfind(b"\n", low, (low + high) // 2) + 1, low)
            end = self._data.find(b"\n", start)
            if self._data[start:end].split(b" ", 1)[0] < sought:
                low = end + 1
            else:
                high = start
        line = self._data[low : self._data.find(b"\n", low)] if low < len(self._data) else b" "
        word, frequency = line.split(b" ")
        return word, frequency


def sorted_words(dictionary: Path, folder: Path) -> SortedWords:
    """Given jieba's dictionary and a folder of this user's alone, return its words; sorted there the first time.

    Raises OSError where the folder cannot be written to.
    """
    known = dictionary.stat()
    heading = f"{_FORM} {known.st_size} {known.st_mtime_ns} ".encode()
    kept = folder / "words.txt"
    if not _begins_with(kept, heading):
        _write(kept, heading + _sorted_lines(dictionary.read_bytes()))
    with kept.open("rb") as file:
        return SortedWords(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _begins_with(path: Path, heading: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(heading)) == heading
    except FileNotFoundError:
        return False


def _sorted_lines(text: bytes) -> bytes:
    """Return the sum of all frequencies, and a line for each word: where one stands twice, the last counts."""
    entries = [line.split(b" ", 2)[:2] for line in text.splitlines()]
    total = sum(int(frequency) for _, frequency in entries)
    lines = [b"%b %b\n" % entry for entry in sorted(dict(entries).items())]
    return b"%d\n" % total + b"".join(lines)


def _write(path: Path, data: bytes) -> None:
    """Write a file so that whoever opens it finds the old one or the new one, whole."""
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
