"""The subjects of the classification that a paper prints amounts of, each with what people say for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from intents.inrows.rows import Row
from intents.lexicon import lexicon, subject_words
from intents.mentions import Vocabulary
from knowledge import (
    Fact,
    Kind,
    PaperIndex,
    is_name_of,
    is_subject_code,
    plain_label,
    squash,
)

_LABEL = "label:"
_SHORTEST_CODE = 5
"""Codes that are shorter may be those of kinds of projects."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A subject as the paper prints it, with what people say for it."""

    row: Row
    name: str
    code: str
    words: frozenset[str] = field(default_factory=frozenset)


_KEPT: WeakKeyDictionary[Vocabulary, tuple[Printed, ...]] = WeakKeyDictionary()


def subjects_printed(
    rows: Sequence[Row], index: PaperIndex, vocabulary: Vocabulary
) -> tuple[Printed, ...]:
    """Return the subjects that a paper prints amounts of, each with what people say for it; gathered once a paper."""
    found = _KEPT.get(vocabulary)
    if found is None:
        found = _KEPT[vocabulary] = tuple(_gathered(rows, index))
    return found


def _gathered(rows: Sequence[Row], index: PaperIndex) -> Iterator[Printed]:
    codes = _codes_by_term(index.paper.facts)
    by_code = {one.code: one for one in subject_words()}
    by_name = defaultdict(list)
    for one in subject_words():
        by_name[plain_label(one.name)].append(one)
    aliases = {
        squash(n): entry.aliases for entry in lexicon().labels for n in (entry.name, *entry.also)
    }
    for row in rows:
        name = name_of(row)
        own = [c for c in codes.get(row.term, ()) if is_name_of(name, c) is not False]
        known = [by_code[c] for c in own if c in by_code] or by_name.get(plain_label(name), [])
        if Kind.MONEY not in row.kinds or not (own or known or row.is_subject):
            continue
        code = own[0] if own else known[0].code if known else ""
        words = {w for one in known for w in one.words} | set(aliases.get(name, ()))
        yield Printed(row, name, code, frozenset(words))


def _codes_by_term(facts: Iterable[Fact]) -> dict[str, tuple[str, ...]]:
    """Return the codes that are printed with each label of an amount."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for fact in facts:
        own = [c for c in fact.codes if is_subject_code(c) and len(c) >= _SHORTEST_CODE]
        for term in fact.terms if len(own) == 1 else ():
            if term.startswith(_LABEL):
                found[term][own[0]] = None
    return {term: tuple(codes) for term, codes in found.items()}


def name_of(row: Row) -> str:
    """Return a row's label as the paper prints it, folded."""
    return row.term.removeprefix(_LABEL)
