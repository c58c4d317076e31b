"""Pinyin → the words of the vocabulary that are spelled with it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from intents.lexicon import made_of_files
from intents.mentions.common import Word, common_words
from intents.mentions.vocabulary import Vocabulary
from intents.sounds import initials, spelled

_MOST_WORDS = 4
_MOST_AROUND = 8
_SHORTEST = 3
_ASKING = frozenset({"how_much", "exists", "share", "change", "parts", "where", "reason", "define"})


def in_characters(latin: str, vocabulary: Vocabulary) -> str:
    """Given letters with or without blanks, return the one run of words that they spell, else an empty string.

    The first letters alone (sgjf) are read where they name one thing; words of the paper (its labels) are
    read like those of the lexicon.
    """
    letters = latin.replace(" ", "")
    spellings = _spellings(vocabulary)
    words = _in_words(letters, spellings)
    if words is not None:
        return "".join(words)
    short = _by_initials().get(letters, ()) if len(letters) >= _SHORTEST else ()
    meanings = {common_words()[word].concepts for word in short}
    return max(short, key=len) if len(meanings) == 1 else ""


def partly_in_characters(
    text: str, start: int, end: int, vocabulary: Vocabulary
) -> tuple[int, int, str] | None:
    """Return the longest span around letters that is a word of which only a part was spelled: 工会jingfei.

    Given a folded text and where its letters stand; blanks between letters and characters do not count.
    """
    spellings = _spellings(vocabulary)
    best: tuple[int, int, str] | None = None
    for low in range(max(0, start - _MOST_AROUND), start + 1):
        for high in range(end, min(len(text), end + _MOST_AROUND) + 1):
            window = text[low:high]
            if (low, high) == (start, end) or window != window.strip():
                continue
            word = spellings.get("".join(map(spelled, window.replace(" ", ""))))
            if word is not None and (best is None or high - low > best[1] - best[0]):
                best = low, high, word
    return best


def prepare_spellings(vocabulary: Vocabulary) -> None:
    """Load now what the first pinyin would load of the words of a paper."""
    _spellings(vocabulary)


def _in_words(letters: str, spellings: dict[str, str]) -> tuple[str, ...] | None:
    """Return the fewest words that are spelled with all the letters; at least one must name a thing."""
    best: list[tuple[str, ...] | None] = [None] * (len(letters) + 1)
    best[len(letters)] = ()
    for start in range(len(letters) - 1, -1, -1):
        for end in range(len(letters), start, -1):
            word, rest = spellings.get(letters[start:end]), best[end]
            if word is None or rest is None or len(rest) >= _MOST_WORDS:
                continue
            found = best[start]
            if found is None or len(rest) + 1 < len(found):
                best[start] = (word, *rest)
    return best[0] or None


@made_of_files
@lru_cache(maxsize=8)
def _spellings(vocabulary: Vocabulary) -> dict[str, str]:
    """Return spelling → word, the lexicon's and the paper's; none for a spelling that names two things."""
    found = dict(_common_spellings())
    for label in vocabulary.labels:
        if _SHORTEST <= len(label) <= 20 and not any(c.isascii() for c in label):
            found.setdefault(spelled(label), label)
    return found


@made_of_files
@lru_cache(maxsize=1)
def _common_spellings() -> dict[str, str]:
    words: dict[str, list[str]] = defaultdict(list)
    for word, entry in common_words().items():
        if len(word) > 1 and not any(c.isascii() for c in word) and _is_worth(entry):
            words[spelled(word)].append(word)
    return {
        letters: max(same, key=len)
        for letters, same in words.items()
        if len({_meaning(common_words()[word]) for word in same}) == 1
    }


@made_of_files
@lru_cache(maxsize=1)
def _by_initials() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word, entry in common_words().items():
        if entry.concepts and len(word) >= _SHORTEST and not any(c.isascii() for c in word):
            found[initials(word)].append(word)
    return {letters: tuple(words) for letters, words in found.items()}


def _is_worth(word: Word) -> bool:
    return bool(word.concepts) or any(cue.op in _ASKING for cue in word.cues)


def _meaning(word: Word) -> tuple[object, ...]:
    return word.concepts or tuple(cue.op for cue in word.cues)
