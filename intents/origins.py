"""Which line of the lexicon each word of a question was read by, and what a word names."""

from __future__ import annotations

from dataclasses import dataclass

from intents.lexicon import Entry, entries, entries_of
from intents.mentions import How, Mention, Sort, Vocabulary, find_mentions
from intents.mentions.cutting import is_soft, weighs
from intents.text import fold
from intents.tokens import Token, frequency, part_of_speech, tokens_of
from knowledge import known_terms, squash

_MOST_NEAR = 8


@dataclass(frozen=True, slots=True)
class Origin:
    """A word of a question: what it was read as, and the lines that it was read by."""

    word: str
    sort: Sort
    names: tuple[str, ...]
    entries: tuple[Entry, ...]
    term: str = ""
    """The term of knowledge/terms.toml that prints this word as its name."""
    typed: str = ""
    """What was typed, where a slip of the pen was put right."""
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is known of one word by itself."""

    word: str
    entries: tuple[Entry, ...]
    terms: tuple[str, ...]
    near: tuple[Entry, ...]
    """Other words of the lexicon that hold this one."""
    cut: tuple[str, ...]
    frequency: int
    tag: str
    weighs: bool
    soft: bool


def origins_of(question: str, vocabulary: Vocabulary, fiscal_year: int) -> tuple[Origin, ...]:
    """Return the words of a question with the lines that they were read by, left to right."""
    mentions = find_mentions(fold(question), vocabulary, fiscal_year)
    return tuple(_origin(m) for m in mentions if m.sort is not Sort.MARK)


def meaning_of(word: str) -> Meaning:
    """Return what a word names and where that is written; what holds it, where it names nothing.

    >>> meaning_of("三公支出").entries[0].owner
    'three_public'
    """
    folded = fold(word).text
    pieces = tokens_of(folded)
    whole = Token(0, len(folded), folded)
    return Meaning(
        word=folded,
        entries=entries_of(folded),
        terms=_terms_of(folded),
        near=tuple(e for e in entries() if folded in e.folded and folded != e.folded)[:_MOST_NEAR],
        cut=tuple(token.word for token in pieces),
        frequency=frequency(folded),
        tag=part_of_speech(folded) or "",
        weighs=weighs(whole),
        soft=is_soft(whole),
    )


def _origin(mention: Mention) -> Origin:
    word = mention.meant if mention.how is How.REPAIRED else mention.text
    terms = _terms_of(word)
    return Origin(
        word=word,
        sort=mention.sort,
        names=(*mention.concepts, *mention.labels, *sorted(mention.ops())),
        entries=_that_matter(mention, entries_of(word)),
        term=terms[0] if terms else "",
        typed=mention.text if mention.how is How.REPAIRED else "",
        blocks=mention.blocks,
    )


def _that_matter(mention: Mention, places: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the lines by which a mention was read; those of the groups that rules ask for come last."""
    if mention.sort in {Sort.CUE, Sort.FILLER} and mention.ops():
        by_pattern = tuple(
            Entry(pattern.pattern, "cues.toml", 0, "cue", cue.op, "patterns")
            for cue in mention.cues
            if not places
            for pattern in cue.patterns
        )
        return (*places, *by_pattern)
    return tuple(sorted(places, key=lambda entry: entry.table == "marks"))


def _terms_of(word: str) -> tuple[str, ...]:
    folded = squash(word).lower()
    printed = tuple(
        term.id
        for term in known_terms().values()
        if any(squash(name).lower() == folded for name in term.names)
    )
    return printed if folded else ()


def lexicon_size() -> int:
    """Return how many words the lexicon's files hold."""
    return len({entry.folded for entry in entries()})
