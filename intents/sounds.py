"""How a Chinese character sounds, with the differences that typists mix up folded away."""

from __future__ import annotations

import os
import re
from functools import lru_cache

# Only single characters are asked for, and the phrase table would cost 50 MB.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")


@lru_cache(maxsize=16384)
def sounds_of(character: str) -> frozenset[str]:
    """Return the folded syllables of a character, without tone: zh/ch/sh as z/c/s, -ng as -n, l as n.

    >>> sorted(sounds_of("工")) == sorted(sounds_of("公"))
    True
    """
    from pypinyin import Style, pinyin

    if not _is_chinese(character):
        return frozenset({character})
    every = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return frozenset(_fold(syllable) for syllable in every)


@lru_cache(maxsize=16384)
def sound_of(character: str) -> str:
    """Return the most common syllable of a character, folded.

    >>> sound_of("治") == sound_of("制")
    True
    """
    return _fold(_syllable(character)) if _is_chinese(character) else character


def sounds_alike(left: str, right: str) -> bool:
    """Return whether two texts of the same length sound alike, character by character.

    >>> sounds_alike("三工经费", "三公经费"), sounds_alike("编制", "绩效")
    (True, False)
    """
    return len(left) == len(right) and all(
        a == b or sounds_of(a) & sounds_of(b) for a, b in zip(left, right, strict=True)
    )


def spelled(text: str) -> str:
    """Return a Chinese text in plain pinyin (the first reading of each character), for typed pinyin.

    >>> spelled("三公经费")
    'sangongjingfei'
    """
    return "".join(_syllables(text))


def initials(text: str) -> str:
    """Return the first letters of a Chinese text's syllables.

    >>> initials("三公经费")
    'sgjf'
    """
    return "".join(syllable[:1] for syllable in _syllables(text))


def _syllables(text: str) -> list[str]:
    """Return the syllables of a text; without the phrase table a character sounds the same in every word."""
    if all(map(_is_chinese, text)):
        return [_syllable(character) for character in text]
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)


@lru_cache(maxsize=16384)
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(character)[0]


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


@lru_cache(maxsize=1024)
def _fold(syllable: str) -> str:
    folded = re.sub(r"^([zcs])h", r"\1", syllable.replace("ü", "v"))
    folded = re.sub(r"ng$", "n", folded)
    return re.sub(r"^l", "n", folded)
