"""Words of one meaning: written one way inside labels, and what a paper may call what people say (租房: 租赁)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from intents.lexicon import lexicon, made_of_files


@made_of_files
@lru_cache(maxsize=20_000)
def fold_synonyms(text: str) -> str:
    """Return a label with words of one meaning written one way.

    >>> fold_synonyms("参保的人拿到社保卡的比例")
    '参保人持卡率'
    """
    for pattern, standard in _synonyms():
        text = pattern.sub(standard, text)
    return text.replace("的", "")


def kindred_of(word: str) -> tuple[str, ...]:
    """Return the words that a paper may print for one that people say, itself first.

    >>> "租赁" in kindred_of("租房子"), kindred_of("没有的词")
    (True, ('没有的词',))
    """
    return (word, *_near().get(word, ()))


def duties_called(word: str) -> tuple[str, ...]:
    """Return the words by which duties tell of what people call `word`, itself first.

    >>> "人工影响天气" in duties_called("人工降雨")
    True
    """
    return tuple(dict.fromkeys((*kindred_of(word), *_of_duties().get(word, ()))))


def called(word: str, label: str) -> str:
    """Return the longest word by which a folded label calls what people call `word`; an empty string where none.

    >>> called("手提电脑", "便携式计算机采购"), called("老兵", "办公费")
    ('便携式计算机', '')
    """
    return max((form for form in _forms_of(word) if form in label), key=len, default="")


@made_of_files
@lru_cache(maxsize=20_000)
def _forms_of(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(fold_synonyms, kindred_of(word))))


@made_of_files
@lru_cache(maxsize=1)
def _near() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in lexicon().kindred:
        for word in row:
            found[word] |= dict.fromkeys(other for other in row if other != word)
    for printed, said in lexicon().printed_for:
        for word in said:
            found[word] |= dict.fromkeys(other for other in printed if other != word)
    return {word: tuple(others) for word, others in found.items()}


@made_of_files
@lru_cache(maxsize=1)
def _of_duties() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for printed, said in lexicon().duties_for:
        for word in said:
            found[word] |= dict.fromkeys(other for other in printed if other != word)
    return {word: tuple(others) for word, others in found.items()}


@made_of_files
@lru_cache(maxsize=1)
def _synonyms() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = []
    for standard, *others in lexicon().synonyms:
        every = sorted(others, key=len, reverse=True)
        # a word that is inside the standard one must not be folded into it twice
        kept = [w for w in every if w not in standard] or every
        guard = "".join(
            f"(?!{re.escape(standard[len(w) :])})" for w in every if standard.startswith(w)
        )
        alternatives = "|".join(
            map(re.escape, dict.fromkeys([*kept, *[w for w in every if w in standard]]))
        )
        pairs.append((re.compile(f"(?:{re.escape(standard)})|(?:{alternatives}){guard}"), standard))
    return tuple(pairs)
