"""Where each word of the lexicon stands: file, line, and what it is written under."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from intents.lexicon.files import OWN, file_names, file_text, file_title, made_of_files
from intents.lexicon.own import words_in_text
from knowledge import squash

_HEADER = re.compile(r"\s*\[\[?([a-z_]+)\]\]?")
_KEY = re.compile(r"\s*([a-z_]+)\s*=\s*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WORD_KEYS = frozenset({"aliases", "said", "words", "verbs", "nouns", "same", "with", "unless"})
_OWNER_KEYS = frozenset({"id", "name", "also", "names", "op", "kind", "unit", "concepts", "of"})
_LEFT_OUT = frozenset({"rules.toml", "trace.toml"})
_MARKS = "marks"


class Entry(NamedTuple):
    """One word as it is written in a file."""

    word: str
    file: str
    line: int
    table: str
    owner: str
    key: str
    is_own: bool = False
    """Whether it stands in the installation's own file."""

    @property
    def folded(self) -> str:
        """The word as questions are compared with it."""
        return squash(self.word).lower()


@made_of_files
@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Return every word of the lexicon's files in the order of the files.

    >>> any(entry.word == "三公支出" and entry.owner == "three_public" for entry in entries())
    True
    """
    shipped = [
        entry for name in file_names() if name not in _LEFT_OUT for entry in _entries_in(name)
    ]
    return (*shipped, *_own_entries())


def entries_of(word: str) -> tuple[Entry, ...]:
    """Return where a word stands, however it is typed.

    >>> [entry.file for entry in entries_of("三公支出")]
    ['concepts.toml']
    """
    return _by_word().get(squash(word).lower(), ())


@made_of_files
@lru_cache(maxsize=1)
def _by_word() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries():
        found[entry.folded].append(entry)
    return {word: tuple(places) for word, places in found.items()}


def _own_entries() -> Iterator[Entry]:
    """Yield the installation's own words, each as if it stood among the aliases of what it means."""
    text = file_text(OWN)
    lines = text.splitlines()
    for own in words_in_text(text):
        found = (n for n, line in enumerate(lines, 1) if f'"{own.word}"' in line)
        table = "concept" if own.concept else "label"
        line = next(found, 0)
        yield Entry(own.word, file_title(OWN), line, table, own.means, "aliases", is_own=True)


def _entries_in(file: str) -> Iterator[Entry]:
    """Yield the words of one file; what an entry is called may stand after its words."""
    table, block = "", list[tuple[int, str, str]]()
    key = ""
    for number, line in enumerate(file_text(file).splitlines(), start=1):
        if line.lstrip().startswith("#"):
            continue
        header = _HEADER.fullmatch(line.split("#")[0].rstrip())
        if header:
            yield from _words_of(file, table, block)
            table, block, key = header[1], [], ""
            continue
        named = _KEY.match(line)
        if named and not line.lstrip().startswith('"'):
            key = named[1]
        block += [(number, key, word) for word in _QUOTED.findall(line)]
    yield from _words_of(file, table, block)


def _words_of(file: str, table: str, block: list[tuple[int, str, str]]) -> Iterator[Entry]:
    owner = "、".join(
        dict.fromkeys(word for _, key, word in block if key in _OWNER_KEYS and table != _MARKS)
    )
    for line, key, word in block:
        if key in _WORD_KEYS or table == _MARKS:
            yield Entry(word, file, line, table, key if table == _MARKS else owner, key)
