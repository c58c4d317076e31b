"""Spelling repaired towards the lexicon and the paper's labels, never beyond, and always told.

A word that sounds alike, has one character wrong, missing, doubled or swapped, or is typed in pinyin,
is read as the one word of the vocabulary that it can be; where two different things are as near, as none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from intents.lexicon import lexicon, made_of_files, marks
from intents.mentions.common import Word, common_words
from intents.mentions.kindred import kindred_of
from intents.mentions.model import How, Mention, Sort
from intents.mentions.pinyin import prepare_letters
from intents.mentions.slips import Slips, slips_of
from intents.mentions.spelling import in_characters, partly_in_characters, prepare_spellings
from intents.mentions.vocabulary import Vocabulary
from intents.sounds import sound_of, spelled
from intents.tokens import frequency, tokens_of
from knowledge import subject_names

_LONGEST = 10
_LATIN = re.compile(r"[a-z]+")
_LATIN_RUN = re.compile(r"[a-z]+(?: +[a-z]+)*")
_ASKING = frozenset({"how_much", "exists", "what", "where", "who"})
"""Cues that a slip of the pen may be read as; one that changes what is asked must be typed as it is."""
_TOO_SHORT = 2
_LONG_NAME = 5
_TWICE = 0.1
_PRINTED = 0.35
_MISTAKEN = 0.5
"""What it costs to read a character once that stands twice, a word as one that the paper prints, and as a name."""
_EVERYDAY = 200
"""A word that the dictionary has met so often is what a slip of one character leads back to."""
_RARE = 50
"""A word that the dictionary has met so seldom (三宫) is rather a slip of the pen."""


def repairs_of(
    text: str, mentions: list[Mention], vocabulary: Vocabulary
) -> list[tuple[int, int, str]]:
    """Return the readings of words left over: (start, end, what it is read as), best first.

    Only spans that take in a left-over word are tried, and only words that would name or ask something.
    """
    residues = [m for m in mentions if m.sort is Sort.RESIDUE]
    if not residues:
        return []
    loose = {i for m in residues for i in range(m.start, m.end)}
    words = [m for m in residues if _is_word(m)]
    found: list[tuple[float, int, int, str]] = []
    for residue in residues:
        if _LATIN.fullmatch(residue.text):
            start, end = _latin_run(text, residue)
            word = in_characters(text[start:end], vocabulary)
            found += [(0.0, start, end, word)] if word else []
            partly = partly_in_characters(text, start, end, vocabulary)
            found += [(0.0, *partly)] if partly else []
            continue
        for start, end in _windows(text, residue, mentions):
            if end - start == _TOO_SHORT:
                found += [(_PRINTED, start, end, w) for w in _slipped_into(text[start:end])]
            if end - start == _TOO_SHORT and not {*range(start, end)} <= loose:
                continue  # two characters of which one is explained sound like too much
            meant = [m.text for m in words if start <= m.start and m.end <= end]
            if meant and end - start == _TOO_SHORT:
                found += [
                    (_MISTAKEN, start, end, w) for w in _mistaken(text[start:end], vocabulary)
                ]
                continue
            found += [
                (price, start, end, word)
                for price, word in _alike(text[start:end], vocabulary)
                if all(kept in word for kept in meant) or _sounds_mostly(text[start:end], word)
            ]
        found += [
            (_TWICE, i, i + 2, text[i])
            for i in range(max(0, residue.start - 1), residue.end)
            if text[i : i + 1] == text[i + 1 : i + 2]
        ]
    found.sort(key=lambda item: (item[0], -(item[2] - item[1])))
    return [(start, end, word) for _, start, end, word in found]


def prepare_repairs(vocabulary: Vocabulary | None) -> None:
    """Load now what the first misspelt word would load; of the labels of a paper where one is given."""
    _words_of_subjects()
    if vocabulary is not None:
        for own in (_label_slips, _labels_by_sound, _printed_by_sound):
            own(vocabulary)
        prepare_spellings(vocabulary)
        prepare_letters(vocabulary)


def mark_repaired(mention: Mention, typed: str) -> Mention:
    """Return a mention of a repaired word, with the words that were typed."""
    return replace(mention, how=How.REPAIRED, meant=mention.text, text=typed)


def _latin_run(text: str, residue: Mention) -> tuple[int, int]:
    """Return the span of Latin words, blanks between them, that a residue stands in."""
    return next(
        run.span() for run in _LATIN_RUN.finditer(text) if run.start() <= residue.start < run.end()
    )


def _windows(text: str, residue: Mention, mentions: list[Mention]) -> list[tuple[int, int]]:
    """Return spans around a residue that do not run into years, codes or marks."""
    walls = {
        i
        for m in mentions
        if m.sort in {Sort.YEAR, Sort.CODE, Sort.NUMBER, Sort.MARK} or m.topic == "part_of_year"
        for i in range(m.start, m.end)
    }
    low = residue.start
    while low > 0 and low - 1 not in walls and residue.start - low < _LONGEST:
        low -= 1
    high = residue.end
    while high < len(text) and high not in walls and high - residue.end < _LONGEST:
        high += 1
    return [
        (start, end)
        for start in range(low, residue.start + 1)
        for end in range(residue.end, high + 1)
        if 2 <= end - start <= _LONGEST
    ]


def _alike(typed: str, vocabulary: Vocabulary) -> list[tuple[float, str]]:
    """Return words that a typed span may have been meant as, with the price of reading it so."""
    found: dict[str, float] = {}
    sound = sound_key(typed)
    for word in _by_sound().get(sound, ()):
        # two characters sound like too much: only the name of a thing may be meant by them
        entry = common_words()[word]
        asks = any(cue.op in _ASKING for cue in entry.cues)
        if word != typed and (entry.names_something() or (len(word) > _TOO_SHORT and asks)):
            found[word] = 0.2
    found |= {word: 0.3 for word in _money_by_sound().get(sound, ()) if word != typed}
    found |= dict.fromkeys(_labels_by_sound(vocabulary).get(sound, ()), 0.2)
    found |= dict.fromkeys(_printed_by_sound(vocabulary).get(sound, ()), _PRINTED)
    found.pop(typed, None)
    slipped = slips_of(typed)
    for word in (
        *_common_slips().meant_by(typed, slipped),
        *_label_slips(vocabulary).meant_by(typed, slipped),
    ):
        found.setdefault(word, 1.2 - OSA.normalized_similarity(typed, word))
    return [(price, word) for word, price in found.items()]


def _sounds_mostly(typed: str, word: str) -> bool:
    """Return whether a long name was typed with other characters of the same sound, no more than half of them.

    住房公基金 is 住房公积金, 国有资本精英预算 is 国有资本经营预算.
    """
    return (
        len(typed) == len(word) >= _LONG_NAME
        and sound_key(typed) == sound_key(word)
        and sum(a != b for a, b in zip(typed, word, strict=True)) <= len(typed) // 2
    )


def _slipped_into(typed: str) -> list[str]:
    """Return the everyday words of the lexicon that two characters, no word themselves, were meant as.

    One character must be the word's own and the other sound exactly so: 比众 is 比重, 没右 is 没有.
    """
    if frequency(typed):
        return []
    exact = spelled(typed)
    return [
        word
        for word in _short_by_sound().get(sound_key(typed), ())
        if (word[0] == typed[0]) != (word[1] == typed[1])
        and spelled(word) == exact
        and frequency(word) >= _EVERYDAY
    ]


@made_of_files
@lru_cache(maxsize=1)
def _short_by_sound() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = defaultdict(list)
    for word in common_words():
        if len(word) == _TOO_SHORT and not any(c.isascii() for c in word):
            table[sound_key(word)].append(word)
    return {key: tuple(words) for key, words in table.items()}


def _mistaken(typed: str, vocabulary: Vocabulary) -> list[str]:
    """Return the names of things that a word of the language sounds like, where it is itself out of place.

    An input method offers 变质 for 编制 and 手指 for 收支. A word that the paper prints, that the lexicon
    knows or that names a subject (失业) was meant as it stands.
    """
    exact = spelled(typed)
    meant = [
        word
        for word in _by_sound().get(sound_key(typed), ())
        if word != typed and spelled(word) == exact and common_words()[word].names_something()
    ]
    if not meant or typed in _words_of_subjects() or _is_listed(typed):
        return []
    printed = typed in vocabulary.text and typed in vocabulary.tokens
    return [] if printed else meant


def _is_word(mention: Mention) -> bool:
    """Return whether a left-over word is one of the language's: then it was meant as it stands (失业 is not 事业)."""
    return mention.end - mention.start > 1 and frequency(mention.text) > _RARE


@lru_cache(maxsize=20_000)
def sound_key(text: str) -> str:
    """Return how a text sounds, folded; the first reading of each character.

    >>> sound_key("三工经费") == sound_key("三公经费")
    True
    """
    return " ".join(map(sound_of, text))


@made_of_files
@lru_cache(maxsize=1)
def _money_by_sound() -> dict[str, tuple[str, ...]]:
    """Return the bare words for money by their sound: 经弗 is 经费, 多少前 is 多少钱."""
    table: dict[str, list[str]] = defaultdict(list)
    for word in sorted(marks("money") | marks("asking_money")):
        if len(word) > 1:
            table[sound_key(word)].append(word)
    return {key: tuple(words) for key, words in table.items() if len(words) == 1}


@made_of_files
@lru_cache(maxsize=1)
def _by_sound() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = defaultdict(list)
    for word, entry in common_words().items():
        if 2 <= len(word) <= _LONGEST and _worth(entry) and not word.isascii():
            table[sound_key(word)].append(word)
    return {key: tuple(words) for key, words in table.items()}


def _is_listed(word: str) -> bool:
    """Return whether the lexicon holds a word that names nothing: as a verb that weighs, a light noun, a near word."""
    words = lexicon()
    return (
        word in words.weighty_verbs
        or word in words.light_nouns
        or word in common_words()
        or len(kindred_of(word)) > 1
    )


@made_of_files
@lru_cache(maxsize=32)
def _printed_by_sound(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the words that a paper prints by their sound, where only one sounds so."""
    table: dict[str, list[str]] = defaultdict(list)
    for word in sorted(vocabulary.tokens):
        if _TOO_SHORT < len(word) <= _LONGEST:
            table[sound_key(word)].append(word)
    return {key: tuple(words) for key, words in table.items() if len(words) == 1}


@lru_cache(maxsize=1)
def _words_of_subjects() -> frozenset[str]:
    """Return the words that the names of the nation's subjects are made of."""
    return frozenset(token.word for name in subject_names() for token in tokens_of(name))


@made_of_files
@lru_cache(maxsize=1)
def _common_slips() -> Slips:
    return Slips(word for word, entry in common_words().items() if entry.names_something())


@made_of_files
@lru_cache(maxsize=32)
def _label_slips(vocabulary: Vocabulary) -> Slips:
    return Slips(vocabulary.labels)


@made_of_files
@lru_cache(maxsize=32)
def _labels_by_sound(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = defaultdict(list)
    for label in vocabulary.labels:
        if 1 < len(label) <= _LONGEST:
            table[sound_key(label)].append(label)
    return {key: tuple(labels) for key, labels in table.items()}


def _worth(word: Word) -> bool:
    return word.names_something() or bool(word.cues)
