"""Labels of the paper whose words stand scattered in the question: 荣军医院那笔休养员的补助.

Where nouns are left over, the label that holds every one of them, and that the question's words cover best,
is what they name. A word left over that no such label holds keeps the question unanswered, as before.
"""

from __future__ import annotations

from dataclasses import replace

from intents.mentions.kindred import called, fold_synonyms
from intents.mentions.labels import core_of, heads_another
from intents.mentions.model import How, Mention, Sort
from intents.mentions.vocabulary import Vocabulary
from intents.tokens import tokens_of

_FEWEST = 2
_COVERED = 0.6
"""The share of a label's characters (a general head left out) that the question's words must cover."""
_MOST = 3
_NAME = 3
"""A word of so many characters that stands in one label only is a name."""
_MOST_GROWN = 2
_ALONE = 0.4
"""The share that is enough where no other label holds the words."""
_INSIDE = frozenset({Sort.RESIDUE, Sort.TOPIC, Sort.LABEL, Sort.CONCEPT, Sort.FILLER, Sort.CUE})


def with_scattered_label(
    mentions: list[Mention], text: str, vocabulary: Vocabulary
) -> list[Mention]:
    """Return the mentions with the words of one label, wherever they stand, read as that label."""
    loose = [
        m
        for m in mentions
        if m.sort is Sort.TOPIC or (m.sort is Sort.RESIDUE and m.blocks and len(m.text) >= _FEWEST)
    ]
    if not loose or any(
        m.sort is Sort.RESIDUE and m.blocks and len(m.text) < _FEWEST for m in mentions
    ):
        return mentions
    found = _labels_of(loose, text, vocabulary)
    if not found or _heads_own_name(loose, mentions, found):
        return mentions
    first = loose[0]
    named = replace(
        first, sort=Sort.LABEL, labels=found, how=How.PART, blocks=False, soft=False, topic=None
    )
    return [named if m is first else _within(m, found) for m in mentions]


def _heads_own_name(loose: list[Mention], mentions: list[Mention], found: tuple[str, ...]) -> bool:
    """Return whether a word left over stands right before a name that the labels do not hold: it is of that one.

    In 茶会工作经费与茶产业专项 the words before 工作经费 say which one is meant, whatever else may hold them.
    """
    ends = {m.end for m in loose}
    return any(
        m.sort is Sort.LABEL and m.start in ends and _within(m, found) is m for m in mentions
    )


def _labels_of(loose: list[Mention], text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the labels that hold all the words left over and that the question covers best; none where too little."""
    wanted = [fold_synonyms(_grown(m, text, vocabulary)) for m in loose]
    if not all(_is_held(word, vocabulary) for word in wanted):
        return ()
    words = {fold_synonyms(t.word) for t in tokens_of(text) if t.end - t.start >= _FEWEST}
    scores: dict[str, float] = {}
    for label, term in vocabulary.labels.items():
        folded = fold_synonyms(label)
        if len(wanted) == 1 and heads_another(wanted[0], folded):
            continue
        held = [called(word, folded) for word in wanted]
        if all(held):
            near = {called(word, folded) for word in words} - {""}
            scores[term] = max(_covered(folded, near | set(held)), scores.get(term, 0.0))
    best = max(scores.values(), default=0.0)
    if best < _COVERED and (best < _ALONE or not _is_alone(wanted, scores)):
        return ()
    nearest = tuple(sorted(term for term, score in scores.items() if score == best))
    return nearest if len(nearest) <= _MOST else ()


def _is_held(word: str, vocabulary: Vocabulary) -> bool:
    """Return whether any label at all holds a word, by whatever the paper calls it: most words none does."""
    return not word or bool(called(word, vocabulary.folded_labels))


def _is_alone(wanted: list[str], scores: dict[str, float]) -> bool:
    """Return whether the words left over stand together in one label: it is no other.

    Several must be held by several characters of it, one by a name: 临时工 by 临聘人员, not by 临聘.
    """
    if len(scores) != 1:
        return False
    (term,) = scores
    label = fold_synonyms(term)
    held = {word if word in label else called(word, label) for word in wanted}
    if len(set(wanted)) >= _FEWEST:
        return len(held) >= _FEWEST
    return all(len(word) >= _NAME for word in held)


def _grown(mention: Mention, text: str, vocabulary: Vocabulary) -> str:
    """Return a word left over with the characters around it that stand beside it in a label too: 博会 in 进博会.

    Names that no dictionary holds are cut up; the paper's labels tell where they begin and end.
    """
    best = mention.text
    for start in range(max(0, mention.start - _MOST_GROWN), mention.start + 1):
        for end in range(mention.end, min(len(text), mention.end + _MOST_GROWN) + 1):
            if end - start > len(best) and text[start:end] in vocabulary.labels_in_a_row:
                best = text[start:end]
    return best


def _covered(label: str, words: set[str]) -> float:
    """Return how much of a label the words cover, its general head (工作经费) left out of account."""
    core = core_of(label) or label
    inside: set[int] = set()
    for word in words:
        start = core.find(word)
        while word and start >= 0:
            inside.update(range(start, start + len(word)))
            start = core.find(word, start + 1)
    return len(inside) / len(core)


def _within(mention: Mention, labels: tuple[str, ...]) -> Mention:
    """Return a mention as a mere part of the label where its words stand in it."""
    words = fold_synonyms(mention.text)
    if mention.sort not in _INSIDE or (mention.sort is Sort.CUE and len(words) < _FEWEST):
        return mention
    if not words or not all(
        called(words, fold_synonyms(term.removeprefix("label:"))) for term in labels
    ):
        return mention
    return replace(mention, sort=Sort.FILLER, blocks=False, cues=(), concepts=(), labels=())
