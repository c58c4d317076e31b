"""The only home of jieba: words, and what sort of word the dictionary says each is.

jieba's own dictionary gives each word a frequency and a part of speech. Its posseg module, which would
cost another 60 MB, is not needed for that: the file is searched for the words that are asked about.
"""

from __future__ import annotations

import logging
import mmap
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple

import jieba
import jieba.finalseg

from intents.dictionary import SpelledWords, sorted_words, spelled_words
from intents.sounds import spelled


class Token(NamedTuple):
    """A word of a text and its place there."""

    start: int
    end: int
    word: str


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's own, each piece of a text asked for once and the way through it found at once; it cuts the same words."""

    def words_of(self, text: str) -> list[str]:
        """Return the words of a text, as `cut` does."""
        self.check_initialized()
        found: list[str] = []
        for block in jieba.re_han_default.split(text):
            if jieba.re_han_default.match(block):
                found += self._words_of_block(block)
            else:
                for piece in jieba.re_skip_default.split(block):
                    found += [piece] if jieba.re_skip_default.match(piece) else piece
        return found

    def _words_of_block(self, block: str) -> Iterator[str]:
        """Yield the words of a text without marks; runs of single characters are looked at for unknown words."""
        ends, position, run = self._ends(block), 0, 0
        while position < len(block):
            end = ends[position]
            if end > position + 1:
                yield from self._unknown(block[run:position])
                yield block[position:end]
                run = end
            position = end
        yield from self._unknown(block[run:])

    def _unknown(self, run: str) -> Iterable[str]:
        return _guessed(run) if len(run) > 1 and not self.FREQ.get(run) else run

    def _ends(self, block: str) -> list[int]:
        """Return for each place of a text where the first word of the likeliest way through the rest ends."""
        get, size, whole = self.FREQ.get, len(block), log(self.total)
        likely, ends = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            best, found = None, start + 1
            for end in range(start + 1, size + 1):
                times = get(block[start:end])
                if times is None:
                    break
                if times:
                    reached = log(times) - whole + likely[end]
                    if best is None or reached >= best:
                        best, found = reached, end
            likely[start] = best if best is not None else log(1) - whole + likely[found]
            ends[start] = found
        return ends


@lru_cache(maxsize=4096)
def _guessed(run: str) -> tuple[str, ...]:
    """Return a run of single characters as the words that jieba guesses there."""
    return tuple(jieba.finalseg.cut(run))


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text, with their places.

    >>> [t.word for t in tokens_of("公务接待费多少")]
    ['公务', '接待费', '多少']
    """
    return list(_cut(text))


@lru_cache(maxsize=16)
def _cut(text: str) -> tuple[Token, ...]:
    """Return the words of a text; kept for as long as one question is read, whose text is cut more than once."""
    if len(text) == 1:
        return (Token(0, 1, text),)
    found, start = [], 0
    for word in _tokenizer().words_of(text):
        end = start + len(word)
        found.append(Token(start, end, word))
        start = end
    return tuple(found)


def frequency(word: str) -> int:
    """Return how often jieba's dictionary has met a word; 0 where it does not hold it."""
    tokenizer = _tokenizer()
    tokenizer.check_initialized()
    return int(tokenizer.FREQ.get(word) or 0)


@lru_cache(maxsize=4096)
def part_of_speech(word: str) -> str | None:
    """Return the tag of a word in jieba's dictionary (n, v, vn, d, r, …), or None where it is not in it.

    >>> part_of_speech("社会保险")
    'n'
    """
    line = _entry(word.encode())
    return line.split()[-1].decode("ascii") if line else None


_EVERYDAY = 50
"""A word that the dictionary has met so often is one of everyday language."""
_LONGEST_SPELLED = 5


def words_spelled(letters: str) -> tuple[tuple[str, int], ...]:
    """Return the everyday words of two to five characters that are spelled so, each with how often it was met.

    >>> [word for word, _ in words_spelled("anpai")]
    ['安排']
    """
    return _spelled_words().spelled(letters)


@lru_cache(maxsize=1)
def _spelled_words() -> SpelledWords:
    return spelled_words(_path(), _cache_folder(), spelled, _EVERYDAY, _LONGEST_SPELLED)


def warm_up() -> None:
    """Load the dictionary now rather than at the first question, unless it is looked up on disk."""
    _tokenizer().initialize()


def look_up_on_disk() -> None:
    """Look words up in the dictionary as it lies on disk: for a process that is asked one question.

    Words are cut as ever. Does nothing where the dictionary is loaded already, or no file can be kept.
    """
    tokenizer = _tokenizer()
    if tokenizer.initialized:
        return
    try:
        words = sorted_words(_path(), _cache_folder())
    except OSError:
        return
    tokenizer.FREQ, tokenizer.total = words, words.total
    tokenizer.initialized = True


@lru_cache(maxsize=1)
def _tokenizer() -> _Tokenizer:
    jieba.setLogLevel(logging.ERROR)
    tokenizer = _Tokenizer()
    tokenizer.tmp_dir = str(_cache_folder())
    return tokenizer


def _cache_folder() -> Path:
    """Return a folder of this user's alone: jieba trusts whatever cache file it finds."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "wenzhang"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _entry(word: bytes) -> bytes:
    """Return the dictionary's line for a word, found by halving: the file is sorted from its Chinese words on."""
    data = _dictionary()
    low, high = 0, len(data)
    while low < high:
        start = data.rfind(b"\n", 0, (low + high) // 2) + 1
        end = data.find(b"\n", start)
        end = end if end >= 0 else len(data)
        line = data[start:end]
        found = line.split(b" ", 1)[0]
        if found == word:
            return line
        if found < word:
            low = end + 1
        else:
            high = start
    return b""


@lru_cache(maxsize=1)
def _dictionary() -> mmap.mmap:
    """Return jieba's dictionary as bytes on disk: a table of its 350,000 tags would cost 60 MB."""
    with _path().open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _path() -> Path:
    return Path(jieba.__file__).with_name("dict.txt")
