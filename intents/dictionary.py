"""jieba's dictionary on disk, sorted, by word and by sound: looked up without loading the other 350,000 words.

Loading them all takes most of a second and 60 MB, which a process that answers one question cannot win back.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_FORM = "wenzhang-words-1"
_SPELLED_FORM = "wenzhang-spelled-1"
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
        low = _at_or_after(self._data, self._first, sought)
        line = self._data[low : self._data.find(b"\n", low)] if low < len(self._data) else b" "
        word, frequency = line.split(b" ")
        return word, frequency


class SpelledWords:
    """Everyday words by their spelling in letters, found by halving."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        """Take a heading line, and the sorted lines of spelling, word and frequency below it."""
        self._data = data
        self._first = data.find(b"\n") + 1
        self.spelled = lru_cache(maxsize=4096)(self._spelled)

    def _spelled(self, letters: str) -> tuple[tuple[str, int], ...]:
        """Return the words of one spelling, each with its frequency."""
        sought = letters.encode()
        at = _at_or_after(self._data, self._first, sought)
        found = []
        while at < len(self._data):
            end = self._data.find(b"\n", at)
            spelling, word, times = self._data[at:end].split(b" ")
            if spelling != sought:
                break
            found.append((word.decode(), int(times)))
            at = end + 1
        return tuple(found)


def _at_or_after(data: bytes | mmap.mmap, first: int, sought: bytes) -> int:
    """Return where the first line begins whose first field is not before the one sought."""
    low, high = first, len(data)
    while low < high:
        start = max(data.rfind(b"\n", low, (low + high) // 2) + 1, low)
        end = data.find(b"\n", start)
        if data[start:end].split(b" ", 1)[0] < sought:
            low = end + 1
        else:
            high = start
    return low


def sorted_words(dictionary: Path, folder: Path) -> SortedWords:
    """Given jieba's dictionary and a folder of this user's alone, return its words; sorted there the first time.

    Raises OSError where the folder cannot be written to.
    """
    return SortedWords(_kept(dictionary, folder / "words.txt", _FORM, _sorted_lines))


def spelled_words(
    dictionary: Path, folder: Path, spelled: Callable[[str], str], fewest: int, longest: int
) -> SpelledWords:
    """Given jieba's dictionary and a folder of this user's alone, return its everyday words by their spelling.

    Only words of two to `longest` characters that were met `fewest` times. Where the folder cannot be
    written to, they are kept in memory.
    """

    def lines(text: bytes) -> bytes:
        return _spelled_lines(text, spelled, fewest, longest)

    form = f"{_SPELLED_FORM} {fewest} {longest}"
    try:
        return SpelledWords(_kept(dictionary, folder / "spelled.txt", form, lines))
    except OSError:
        return SpelledWords(b"\n" + lines(dictionary.read_bytes()))


def _kept(dictionary: Path, path: Path, form: str, lines: Callable[[bytes], bytes]) -> mmap.mmap:
    """Return a file made of jieba's dictionary; made anew where it is of another dictionary or form."""
    known = dictionary.stat()
    heading = f"{form} {known.st_size} {known.st_mtime_ns} ".encode()
    if not _begins_with(path, heading):
        _write(path, heading + lines(dictionary.read_bytes()))
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


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


def _spelled_lines(text: bytes, spelled: Callable[[str], str], fewest: int, longest: int) -> bytes:
    """Return an empty end of the heading, and a line for each word: spelling, word, frequency."""
    found = []
    for line in text.splitlines():
        printed, times, _ = line.split(b" ", 2)
        word = printed.decode()
        if int(times) >= fewest and 1 < len(word) <= longest and not word.isascii():
            found.append(b"%b %b %b\n" % (spelled(word).encode(), printed, times))
    return b"\n" + b"".join(sorted(found))


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
