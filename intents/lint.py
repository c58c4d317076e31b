"""The lexicon looked over: words that get in each other's way, each told with its file and line.

What would make the words unreadable is refused when they are loaded; here stands what loads and still
goes wrong, or may. A fault is serious where a word cannot mean what is written beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from intents.lexicon import Entry, entries, lexicon
from intents.mentions.repair import sound_key
from intents.tokens import tokens_of

_NAMING = frozenset({"concept", "topic"})
_UNNAMED = frozenset({"", "fillers", "here"})
_FILLER_FILES = frozenset({"fillers.toml", "register.toml"})
_SHORT = 2
"""Words up to this length are only seen where jieba keeps them whole."""
_AROUND = tuple(
    product(("", "的", "今年", "2026年", "有"), ("多少", "是多少", "有多少", "情况", "呢"))
)
"""What a short alias is tried between."""
_OFTEN = 10
"""Cut across in so many of those places, a name is hardly ever seen."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with words of the lexicon: what sort, where, and whether it must be put right."""

    code: str
    places: tuple[Entry, ...]
    serious: bool = False


def lexicon_faults() -> tuple[Fault, ...]:
    """Return what is wrong with the lexicon's words, the serious faults first."""
    every = entries()
    naming = [entry for entry in every if entry.table in _NAMING]
    found = [
        *_in_two_concepts(naming),
        *_in_both_lists(every),
        *_written_twice(every),
        *_of_one_character(naming),
        *_fillers_too(naming, every),
        *_swallowed(naming, every),
        *_alike_in_sound(naming),
        *_cut_across(naming),
    ]
    return tuple(sorted(found, key=lambda fault: not fault.serious))


def _in_two_concepts(naming: Iterable[Entry]) -> Iterator[Fault]:
    """A word of two concepts or topics: which is meant cannot be known."""
    for places in _by_word(naming).values():
        owners = {entry.owner: entry for entry in places}
        if len(owners) > 1:
            yield Fault("two_concepts", tuple(owners.values()), serious=True)


def _in_both_lists(every: Iterable[Entry]) -> Iterator[Fault]:
    lists = _by_word(e for e in every if e.key in {"verbs", "nouns"})
    for places in lists.values():
        if len({entry.key for entry in places}) > 1:
            yield Fault("both_lists", tuple(places), serious=True)


def _written_twice(every: Iterable[Entry]) -> Iterator[Fault]:
    same: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in every:
        if entry.table == "marks":
            continue
        unnamed = entry.table in _UNNAMED
        table = "filler" if unnamed and entry.file in _FILLER_FILES else entry.table
        same[entry.folded, table, entry.owner, entry.key].append(entry)
    for places in same.values():
        if len(places) > 1:
            yield Fault("twice", tuple(places))


def _of_one_character(naming: Iterable[Entry]) -> Iterator[Fault]:
    for entry in naming:
        if len(entry.folded) == 1:
            yield Fault("one_character", (entry,))


def _fillers_too(naming: Iterable[Entry], every: Iterable[Entry]) -> Iterator[Fault]:
    """A name that is written as a filler too: the name wins, and the filler is dead."""
    fillers = {e.folded: e for e in every if _is_filler(e)}
    for entry in naming:
        if entry.folded in fillers:
            yield Fault("filler_too", (entry, fillers[entry.folded]))


def _swallowed(naming: list[Entry], every: Iterable[Entry]) -> Iterator[Fault]:
    """A filler that holds a name: where the filler is said, the name is not seen."""
    names = {entry.folded: entry for entry in naming if len(entry.folded) > 1}
    for filler in every:
        if not _is_filler(filler) or filler.folded in names:
            continue
        for start, end in combinations(range(len(filler.folded) + 1), 2):
            inside = names.get(filler.folded[start:end])
            if inside is not None:
                yield Fault("swallowed", (inside, filler))


def _alike_in_sound(naming: Iterable[Entry]) -> Iterator[Fault]:
    """Names of two concepts that sound alike: a slip of the pen between them is not repaired."""
    by_sound: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in naming:
        if len(entry.folded) > 1 and not entry.folded.isascii():
            by_sound[sound_key(entry.folded)].setdefault(entry.owner, entry)
    for owners in by_sound.values():
        if len({entry.folded for entry in owners.values()}) > 1:
            yield Fault("homophones", tuple(owners.values()))


def _cut_across(naming: Iterable[Entry]) -> Iterator[Fault]:
    """A short name whose border jieba often cuts across: there it is not seen."""
    for entry in naming:
        word = entry.folded
        if 1 < len(word) <= _SHORT and _times_crossed(word) >= _OFTEN:
            yield Fault("cut_across", (entry,))


def _times_crossed(word: str) -> int:
    return sum(_crosses(before, word, after) for before, after in _AROUND)


def _crosses(before: str, word: str, after: str) -> bool:
    start, end = len(before), len(before) + len(word)
    return any(
        token.start < start < token.end or token.start < end < token.end
        for token in tokens_of(before + word + after)
    )


def _is_filler(entry: Entry) -> bool:
    return (
        entry.file in _FILLER_FILES
        and entry.table in _UNNAMED
        and entry.folded in lexicon().fillers
    )


def _by_word(every: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in every:
        found[entry.folded].append(entry)
    return {word: places for word, places in found.items() if len(places) > 1}
