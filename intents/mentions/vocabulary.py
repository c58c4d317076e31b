"""Every word that may be recognised in a question about one paper: the lexicon's and the paper's own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from intents.lexicon import Cue, lexicon
from knowledge import PaperIndex, known_terms, neutral_names, plain_label, squash


_SHORTEST_TITLE = 5
"""A table may be called by the tail of its title from this many characters on (绩效目标表)."""


@dataclass(frozen=True)
class Word:
    """What one word may name; several where it is used in several ways."""

    concepts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    topic: str | None = None
    is_filler: bool = False
    is_here: bool = False
    is_blocking: bool = False
    tables: tuple[int, ...] = ()
    promised: tuple[str, ...] = ()
    is_department: bool = False
    is_alias: bool = False
    """Whether it only is what people call a label."""
    is_header: bool = False
    """Whether the paper's tables print it as a header."""

    def names_something_else(self) -> bool:
        """Return whether it names a thing besides a seldom disclosed topic."""
        return bool(self.concepts or self.labels or self.tables or self.promised)

    def names_something(self) -> bool:
        """Return whether it names a thing that can be asked about."""
        return bool(self.concepts or self.labels or self.topic or self.tables or self.promised)


@dataclass(frozen=True)
class Vocabulary:
    """The words of the lexicon and of one paper."""

    words: dict[str, Word]
    longest: int
    labels: dict[str, str]
    """Folded label → its term; for parts of labels."""
    codes: frozenset[str]
    table_numbers: dict[str, tuple[int, ...]]
    """Folded table number (4-5.1) → table indexes."""
    text: str
    """All that the paper says, folded: to know whether a word stands in it at all."""
    units: frozenset[str] = field(default_factory=frozenset)
    department: str = ""
    """The department's name, folded: what is short for it is told by its characters."""


@lru_cache(maxsize=1)
def common_words() -> dict[str, Word]:
    """Return the lexicon's words, whatever the paper."""
    found: dict[str, Word] = {}

    def add(word: str, **changes: object) -> None:
        old = found.get(word, Word())
        merged = {
            name: (getattr(old, name) + value if isinstance(value, tuple) else value)  # type: ignore[operator]
            for name, value in changes.items()
        }
        found[word] = Word(**{**old.__dict__, **merged})

    words = lexicon()
    for concept in words.concepts.values():
        for alias in concept.aliases:
            add(alias, concepts=(concept.id,))
    for either in words.either:
        for alias in either.aliases:
            add(squash(alias), concepts=either.concepts)
    for topic in words.topics:
        for alias in topic.aliases:
            add(squash(alias), topic=topic.id)
    for cue in words.cues:
        for word in cue.words:
            add(squash(word), cues=(cue,))
    for word in words.fillers:
        add(word, is_filler=True)
    for word in words.here:
        add(word, is_here=True)
    for word in words.blocking:
        add(word, is_blocking=True)
    return found


def vocabulary_of(index: PaperIndex) -> Vocabulary:
    """Return the words that may be recognised in a question about one paper."""
    words = dict(common_words())
    labels = {_fold_label(label): term for label, term in index.labels().items() if len(label) >= 2}
    for label, term in labels.items():
        old = words.get(label, Word())
        words[label] = Word(**{**old.__dict__, "labels": (*old.labels, term)})
    for entry in lexicon().labels:
        term = labels.get(_fold_label(entry.name))
        for alias in entry.aliases if term else ():
            name = _fold_label(alias)
            old = words.get(name, Word())
            if term not in old.labels and name not in labels:
                words[name] = Word(**{**old.__dict__, "labels": (*old.labels, term), "topic": None, "is_filler": False, "is_alias": True})
    numbers: dict[str, list[int]] = defaultdict(list)
    for table in index.paper.tables:
        for title in _titles(table.title, index):
            old = words.get(title, Word())
            words[title] = Word(**{**old.__dict__, "tables": (*old.tables, table.index)})
        if table.number:
            numbers[number_key(table.number)].append(table.index)
    for promise in index.paper.promises:
        name = plain_label(promise.name)
        old = words.get(name, Word())
        if promise.table is not None:
            words[name] = Word(**{**old.__dict__, "tables": tuple(dict.fromkeys((*old.tables, promise.table)))})
        elif name.endswith("表"):
            words[name] = Word(**{**old.__dict__, "promised": (promise.name,)})
    for name in _header_words(index):
        old = words.get(name)
        if old is None or (old.topic and not old.names_something_else()):
            words[name] = Word(is_filler=True, is_header=True)
        elif old.is_filler:
            words[name] = Word(**{**old.__dict__, "is_header": True})
    for name in _department_names(index):
        old = words.get(name, Word())
        words[name] = Word(**{**old.__dict__, "is_department": True})
    return Vocabulary(
        words=words,
        longest=max(map(len, words)),
        labels=labels,
        codes=frozenset(code.lower() for code in index.by_code),
        table_numbers={key: tuple(found) for key, found in numbers.items()},
        text=_text_of(index),
        units=frozenset(fact.unit for fact in index.paper.facts if fact.unit),
        department=squash(index.paper.department).lower(),
    )


def number_key(printed: str) -> str:
    """Return a table's number without the words around it.

    >>> number_key("附表4-5.1"), number_key("公开01表"), number_key("表3")
    ('4-5.1', '1', '3')
    """
    digits = "".join(c for c in squash(printed) if c.isdigit() or c in "-.")
    return "-".join(part.lstrip("0") or "0" for part in digits.strip("-.").split("-"))


def _fold_label(label: str) -> str:
    return squash(label).lower()


def _titles(title: str | None, index: PaperIndex) -> set[str]:
    """Return the names by which a table may be called: its title, and each part of a compound title."""
    if not title:
        return set()
    whole = squash(title)
    parts = {squash(part) for part in title.split(" · ")}
    tails = {part[cut:] for part in parts if part.endswith("表") for cut in range(1, len(part) - _SHORTEST_TITLE + 1)}
    return {name for name in {whole, *parts, *tails} if len(name) >= 3 and not _is_term(name)}


def _is_term(name: str) -> bool:
    return any(name == squash(printed) for term in known_terms().values() for printed in term.names)


def _header_words(index: PaperIndex) -> set[str]:
    """Return the words of the tables' headers, and the neutral ones of every table (小计, 预算数)."""
    printed = {part for table in index.paper.tables for column in table.columns for part in column.path}
    return {squash(part).lower() for part in printed if 2 <= len(squash(part)) <= 12} | set(neutral_names())


def _department_names(index: PaperIndex) -> set[str]:
    """Return the department's full name and the tail of it that people use."""
    full = squash(index.paper.department)
    names = {full}
    for mark in (")", "区", "市", "县", "省"):
        cut = full.rfind(mark)
        if 0 <= cut < len(full) - 3:
            names.add(full[cut + 1 :])
    return {name for name in names if len(name) >= 3}


def _text_of(index: PaperIndex) -> str:
    seen: dict[str, None] = {}
    for fact in index.paper.facts:
        place = fact.citation.place
        said = fact.value if isinstance(fact.value, str) else None
        for part in (fact.label, fact.citation.quote, said, place.row, place.column, place.table_title, place.section):
            if part:
                seen.setdefault(part)
    return squash("\n".join(seen)).lower()
