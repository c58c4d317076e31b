"""A question as typed → as it was meant to be typed, before its words are cut.

Three things are undone here and nowhere else: what people say while they think, in the midst of a name
(基本呃支出), a character typed twice, and letters in place of characters (2026nian). What is mended is a
character of the question, so that everything behind reads the same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from operator import eq

from intents.lexicon import made_of_files, marks, says_any
from intents.mentions.pinyin import read_letters
from intents.mentions.spelling import in_characters, partly_in_characters
from intents.mentions.vocabulary import Vocabulary
from intents.text import Folded

_LETTERS = re.compile(r"[a-z]+(?: +[a-z]+)*")
_LONGEST = 12
_FEWEST_THING, _FEWEST_CUE = 4, 3
"""Names and cues this long are known again where something stood in the midst of them."""
_DOTS = ("…", "...")
_PAUSES = r"[,，.。…\s]*"


def uninterrupted(folded: Folded, vocabulary: Vocabulary) -> Folded:
    """Return a question without what stands in the midst of a word that it breaks up.

    Only a word of the lexicon or the paper that is put together again, and that stands nowhere else in the
    question, shows that something broke it up.
    """
    for start, end in _interruptions(folded.text):
        # the text grows shorter from its end on, so that the places before stay as they are
        if _joins(folded.text, start, end, vocabulary):
            folded = with_span(folded, start, end, "")
    return folded


def in_characters_only(
    folded: Folded, vocabulary: Vocabulary, left_over: Callable[[str], int]
) -> Folded:
    """Return a question with its letters read as characters, where that explains more of it.

    `left_over` tells how many characters of a text nothing explains. Letters that the vocabulary knows as
    they are (budget) stay.
    """
    position = 0
    while run := _LETTERS.search(folded.text, position):
        position = run.end()
        if run.group() in vocabulary.words:
            continue
        before = left_over(folded.text)
        if not before:
            return folded
        best = None
        for start, end, word in _readings(folded.text, *run.span(), vocabulary):
            mended = with_span(folded, start, end, word)
            left = left_over(mended.text)
            if left < before:
                before, best = left, (mended, start + len(word))
        if best is not None:
            folded, position = best
    return folded


def said_plainly(text: str) -> str:
    """Return a text without what is said while one thinks.

    >>> said_plainly("基本呃支出")
    '基本支出'
    """
    return _said_in_thinking().sub("", text) if _pauses(text) else text


def with_span(folded: Folded, start: int, end: int, word: str) -> Folded:
    """Return a question with a span of its folded text replaced; what was typed there is still known."""
    grown = len(word) - (end - start)
    places = [folded.origin[min(start + i, end - 1)] for i in range(len(word))]
    ends = folded.ends or folded.origin
    last = [*places[:-1], ends[end - 1]] if places else []

    def moved(at: int) -> int:
        return at if at <= start else max(start, at + grown) if at >= end else start

    return replace(
        folded,
        text=folded.text[:start] + word + folded.text[end:],
        origin=(*folded.origin[:start], *places, *folded.origin[end:]),
        ends=(*ends[:start], *last, *ends[end:]),
        quoted=tuple((moved(a), moved(b)) for a, b in folded.quoted if moved(b) > moved(a)),
    )


def _readings(
    text: str, start: int, end: int, vocabulary: Vocabulary
) -> Iterator[tuple[int, int, str]]:
    word = in_characters(text[start:end], vocabulary)
    if word:
        yield start, end, word
    partly = partly_in_characters(text, start, end, vocabulary)
    if partly:
        yield partly
    yield from read_letters(text, start, end, vocabulary)


def _interruptions(text: str) -> list[tuple[int, int]]:
    """Return the spans that may have come between, last first: what is said in thinking, and repeated characters."""
    said = [
        m.span()
        for m in (_said_in_thinking().finditer(text) if _pauses(text) else ())
        if 0 < m.start() < m.end() < len(text)
    ]
    is_twice = list(map(eq, text, text[1:]))
    twice = [(i, i + 1) for i, same in enumerate(is_twice) if same] if any(is_twice) else []
    return sorted((*said, *twice), reverse=True)


def _pauses(text: str) -> bool:
    """Return whether a text holds anything that is said in thinking: sooner told than where."""
    return says_any(text, "said_in_thinking") or any(dots in text for dots in _DOTS)


@made_of_files
@lru_cache(maxsize=1)
def _said_in_thinking() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(marks("said_in_thinking"), key=len, reverse=True)))
    return re.compile(f"{_PAUSES}(?:{words}){_PAUSES}|(?:…|\\.{{3}})+")


def _joins(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Return whether a word comes about, over the place, that the text does not hold as it stands."""
    joined = text[:start] + text[end:]
    for first in range(max(0, start - _LONGEST), start + 1):
        for stop, word in vocabulary.words_at(joined, first, len(joined)):
            size = stop - first
            long_enough = (word.names_something() and size >= _FEWEST_THING) or (
                bool(word.cues or word.is_department) and size >= _FEWEST_CUE
            )
            over = first < start < stop or (first == start < stop and end - start == 1)
            if long_enough and over and joined[first:stop] not in text:
                return True
    return False
