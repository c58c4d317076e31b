"""What a word that was not understood may be another name for: the nearest concepts and labels, for a person to choose.

Never used to answer: a likeness proposes, whoever tends the words decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from intents.lexicon import lexicon, made_of_files
from intents.mentions.kindred import fold_synonyms, kindred_of
from intents.mentions.labels import likeness
from intents.mentions.repair import sound_key
from intents.mentions.vocabulary import Vocabulary
from intents.text import fold
from intents.tokens import tokens_of
from knowledge import known_terms, squash

_MOST = 4
_SPELT_ALIKE = 60.0
"""Of 100: so like must two words be written to be told as near."""
_SAME_SOUND = 0.85
_SHARED = 0.7
"""What sharing all its words with a name is worth."""
_LEAST = 0.3
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Target:
    """A concept or a label that a word may stand for."""

    name: str
    """What it is called."""
    concept: str = ""
    """The concept's id, or empty."""
    label: str = ""
    """The label as the papers print it (folded), or empty."""

    @property
    def means(self) -> str:
        """The concept's id or the label."""
        return self.concept or self.label


def concept_targets() -> tuple[Target, ...]:
    """Return every concept that a word may be an alias for, in the order of the lexicon.

    >>> next(target.name for target in concept_targets() if target.concept == "three_public")
    '三公经费'
    """
    return tuple(Target(_name_of(concept), concept=concept) for concept in lexicon().concepts)


def targets_like(word: str, vocabulary: Vocabulary) -> tuple[Target, ...]:
    """Given a word and the words of a paper, return the few concepts and labels that are nearest to it, best first."""
    asked = fold(word).text
    scores: dict[Target, float] = {}
    if len(asked) < 2:
        return ()
    for name, score in _near(asked, _concept_names()).items():
        target = Target(_name_of(_concept_names()[name]), concept=_concept_names()[name])
        scores[target] = max(score, scores.get(target, 0.0))
    known = {target.name for target in scores}
    for name, score in _near(asked, vocabulary.labels).items():
        if name not in _concept_names() and name not in known:
            scores[Target(name, label=name)] = score
    best = sorted(scores, key=lambda target: (-scores[target], len(target.name)))
    return tuple(target for target in best if scores[target] >= _LEAST)[:_MOST]


def target_named(name: str, vocabulary: Vocabulary) -> Target | None:
    """Given what somebody typed, return the concept or label of that very name, or None."""
    wanted = fold(name).text
    for concept in lexicon().concepts:
        if wanted in {concept, squash(_name_of(concept)).lower()}:
            return Target(_name_of(concept), concept=concept)
    if wanted in _concept_names():
        concept = _concept_names()[wanted]
        return Target(_name_of(concept), concept=concept)
    return Target(wanted, label=wanted) if wanted in vocabulary.labels else None


def name_of_target(concept: str, label: str) -> str:
    """Given what a word stands for, return what it is called; its id where there is no such concept any more."""
    return label or (_name_of(concept) if concept in lexicon().concepts else concept)


def _near(asked: str, names: Iterable[str]) -> dict[str, float]:
    """Return the names that are near a word, with how near (0 to 1)."""
    every = list(names)
    spelt = process.extract(
        asked, every, scorer=fuzz.ratio, score_cutoff=_SPELT_ALIKE, limit=_LOOKED_AT
    )
    found = {name: score / 100 for name, score, _ in spelt}
    words = [token.word for token in tokens_of(asked) if len(token.word) > 1]
    forms = {word: {fold_synonyms(form) for form in kindred_of(word)} for word in (asked, *words)}
    sound = sound_key(asked)
    for name in every:
        shared = sum(
            len(word) for word in words if any(len(f) > 1 and f in name for f in forms[word])
        )
        score = _SHARED * min(shared, len(name)) / max(len(asked), 1)
        score = max([score, *(likeness(form, name) for form in forms[asked])])
        if len(name) == len(asked) and sound_key(name) == sound:
            score = max(score, _SAME_SOUND)
        if score >= _LEAST:
            found[name] = max(score, found.get(name, 0.0))
    return found


@made_of_files
@lru_cache(maxsize=1)
def _concept_names() -> dict[str, str]:
    """Return every name of a concept, folded, with the concept's id."""
    return {
        alias.lower(): concept.id
        for concept in lexicon().concepts.values()
        for alias in concept.aliases
        if len(alias) > 1
    }


def _name_of(concept: str) -> str:
    term = known_terms().get(concept)
    return term.names[0] if term else next(iter(lexicon().concepts[concept].aliases), concept)
