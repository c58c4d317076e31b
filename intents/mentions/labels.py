"""Labels of the paper named in part, or in slightly other words. The only fuzzy step that may answer by itself
is one whose words are all found in one label; what was repaired is told."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import lexicon
from intents.mentions.vocabulary import Vocabulary

_LIGHT = re.compile(r"(?:这个|那个|这项|那项|指标值|指标|目标值|的|了|呢|之|要|得|个|项)")
_BREAK = re.compile(r"[,，;；、。:：()（）\s]")
_SAME_HEAD = 2


def labels_named(words: str, vocabulary: Vocabulary) -> tuple[tuple[str, ...], float]:
    """Given content words of a question, return the label terms they name best, and how well (0–1).

    1.0 the whole label; 0.9 its head or most of it, unbroken; 0.8 its words in order with gaps.
    """
    asked = fold_synonyms(_LIGHT.sub("", words))
    if len(asked) < 2 or asked.isdigit():
        return (), 0.0
    best: dict[str, float] = {}
    for label, term in vocabulary.labels.items():
        score = _score(asked, fold_synonyms(label))
        if score > 0:
            best[term] = max(score, best.get(term, 0.0))
    if not best:
        return (), 0.0
    top = max(best.values())
    return tuple(sorted(term for term, score in best.items() if score == top)), round(top, 1)


@lru_cache(maxsize=20_000)
def fold_synonyms(text: str) -> str:
    """Return a label with words of one meaning written one way.

    >>> fold_synonyms("参保的人拿到社保卡的比例")
    '参保人持卡率'
    """
    for pattern, standard in _synonyms():
        text = pattern.sub(standard, text)
    return text.replace("的", "")


def _score(asked: str, label: str) -> float:
    if asked == label:
        return 1.0
    if asked in label:
        if any(asked == part for part in _BREAK.split(label)):
            return 0.95
        covered = len(asked) / len(label)
        is_head = label.endswith(asked)
        return 0.9 + covered / 100 if (is_head and (len(asked) >= 3 or covered >= 0.5)) or covered >= 0.6 else 0.0
    if len(asked) >= 4 and asked[-1] == label[-1] and asked[0] in label and _in_order(asked, label):
        covered = len(asked) / len(label)
        return 0.8 + covered / 100 if covered >= 0.5 else 0.0
    return 0.0


def _in_order(asked: str, label: str) -> bool:
    """Return whether the label holds all the characters in order, in runs of two and more."""
    position, runs, run = 0, [], 0
    for character in asked:
        found = label.find(character, position)
        if found < 0:
            return False
        if found == position and run:
            run += 1
        else:
            if run:
                runs.append(run)
            run = 1
        position = found + 1
    runs.append(run)
    return all(length >= _SAME_HEAD for length in runs) or len(runs) == 1


@lru_cache(maxsize=1)
def _synonyms() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = []
    for standard, *others in lexicon().synonyms:
        every = sorted(others, key=len, reverse=True)
        # a word that is inside the standard one must not be folded into it twice
        kept = [w for w in every if w not in standard] or every
        guard = "".join(f"(?!{re.escape(standard[len(w):])})" for w in every if standard.startswith(w))
        alternatives = "|".join(map(re.escape, dict.fromkeys([*kept, *[w for w in every if w in standard]])))
        pairs.append((re.compile(f"(?:{re.escape(standard)})|(?:{alternatives}){guard}"), standard))
    return tuple(pairs)
