"""The words as data: concepts, cues, fillers, and what lies beyond a disclosure; validated on load.

The TOML files beside this module may be edited by hand; a fault in them is told with its file and entry.
What an installation calls things itself stands in a file of its own (`own`), over these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from intents.lexicon.entries import Entry, entries, entries_of
from intents.lexicon.files import (
    OWN,
    LexiconError,
    checking_files,
    edition,
    file_title,
    held,
    line_of_entry,
    made_of_files,
    make_all,
    read,
    refresh,
    use_own,
)
from intents.lexicon.models import (
    Beyond,
    Concept,
    Cue,
    DepartmentKind,
    Either,
    EntryModel,
    FieldWords,
    Joint,
    LabelAliases,
    RuleText,
    SubjectWords,
    Topic,
)
from intents.lexicon.own import OwnWord, own_words, with_word, without_word, words_in_text
from knowledge import known_terms, squash

__all__ = [
    "Beyond",
    "Concept",
    "Cue",
    "Entry",
    "Lexicon",
    "LexiconError",
    "OwnWord",
    "SubjectWords",
    "checking_files",
    "edition",
    "entries",
    "entries_of",
    "joint_words",
    "lexicon",
    "made_of_files",
    "marks",
    "marks_in_order",
    "own_words",
    "prepare_words",
    "refresh",
    "rule_examples",
    "rule_texts",
    "subject_words",
    "traced",
    "use_own",
    "with_word",
    "without_word",
    "words_in_text",
]

_M = TypeVar("_M", bound=BaseModel)
_TABLES = {
    "Concept": "concept",
    "Topic": "topic",
    "Either": "either",
    "LabelAliases": "label",
    "Cue": "cue",
    "Beyond": "beyond",
    "RuleText": "rule",
    "Joint": "joint",
    "SubjectWords": "subject",
}
"""What the entries of each model stand under in the files."""


class Lexicon(EntryModel):
    """All the words together."""

    concepts: dict[str, Concept]
    topics: tuple[Topic, ...]
    either: tuple[Either, ...]
    labels: tuple[LabelAliases, ...]
    cues: tuple[Cue, ...]
    fillers: frozenset[str]
    here: frozenset[str]
    kinds: tuple[DepartmentKind, ...]
    fields: tuple[FieldWords, ...]
    blocking: frozenset[str]
    weighty: frozenset[str]
    """Single characters that must not be passed over when left out."""
    weighty_verbs: frozenset[str]
    """Verbs that change what is asked of a thing that is named: never passed over."""
    light_nouns: frozenset[str]
    """Nouns that say nothing of what is asked: who speaks, on what occasion."""
    beyond: tuple[Beyond, ...]
    synonyms: tuple[tuple[str, ...], ...]
    kindred: tuple[tuple[str, ...], ...]
    """Words that people say for words that papers print: near one another, not the same."""
    printed_for: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """Words that papers print, and what people say for any of them; not the other way round."""
    duties_for: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """The same for what duties print; they only choose which of their items are quoted."""


@checking_files
@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon, read and checked once."""
    concepts, cues = read("concepts.toml"), read("cues.toml")
    fillers, beyond = read("fillers.toml"), read("beyond.toml")
    listed = _models("concepts.toml", Concept, concepts.get("concept", []))
    either = _models("concepts.toml", Either, concepts.get("either", []))
    shared = {squash(alias) for entry in either for alias in entry.aliases}
    own = own_words()
    found = Lexicon(
        concepts=_with_own(_with_printed_names(listed, shared), own),
        topics=tuple(_models("concepts.toml", Topic, concepts.get("topic", []))),
        either=tuple(either),
        labels=(
            *_models("labels.toml", LabelAliases, read("labels.toml")["label"]),
            *(LabelAliases(name=each.label, aliases=(each.word,)) for each in own if each.label),
        ),
        cues=tuple(_models("cues.toml", Cue, cues.get("cue", []))),
        fillers=frozenset(
            map(squash, (*fillers["fillers"]["words"], *read("register.toml")["words"]))
        ),
        here=frozenset(map(squash, fillers["here"]["words"])),
        kinds=tuple(_models("fillers.toml", DepartmentKind, fillers.get("kind", []))),
        fields=tuple(_models("fillers.toml", FieldWords, fillers.get("field", []))),
        blocking=frozenset(map(squash, cues["blocking"]["words"])),
        weighty=frozenset(cues["weighty"]["words"]),
        weighty_verbs=frozenset(map(squash, read("weighty.toml")["verbs"])),
        light_nouns=frozenset(map(squash, read("light.toml")["nouns"])),
        beyond=tuple(
            _models("beyond.toml", Beyond, [_renamed(entry) for entry in beyond.get("beyond", [])])
        ),
        synonyms=tuple(tuple(map(squash, group)) for group in read("synonyms.toml")["same"]),
        kindred=tuple(tuple(map(squash, group)) for group in read("kindred.toml")["near"]),
        printed_for=tuple(
            (tuple(map(squash, printed)), tuple(map(squash, said)))
            for printed, said in read("kindred.toml")["printed"]
        ),
        duties_for=tuple(
            (tuple(map(squash, printed)), tuple(map(squash, said)))
            for printed, said in read("kindred.toml")["duties"]
        ),
    )
    _refuse_shared_aliases(found)
    return found


def traced(key: str, **values: str) -> str:
    """Return a line of a trace, its slots filled.

    >>> traced("chosen", name="lookup", asks="是多少")
    'lookup（是多少）: 采用'
    """
    line: str = _trace()[key]
    return line.format(**values)


def rule_texts(known: frozenset[str]) -> tuple[RuleText, ...]:
    """Return the texts of the rules in order; `known` are the names of those that have a reader."""
    found = tuple(_models("rules.toml", RuleText, read("rules.toml")["rule"]))
    odd = {text.name for text in found} ^ known
    if odd:
        raise LexiconError(
            f"rules.toml：{'、'.join(sorted(odd))} 没有两处都写（数据一处，程序一处）。"
        )
    return found


@checking_files
@lru_cache(maxsize=1)
def joint_words() -> tuple[Joint, ...]:
    """Return the words for several things at once (joint.toml)."""
    return tuple(_models("joint.toml", Joint, read("joint.toml")["joint"]))


@checking_files
@lru_cache(maxsize=1)
def subject_words() -> tuple[SubjectWords, ...]:
    """Return what people say of each subject of the classifications (subjects.toml)."""
    return tuple(_models("subjects.toml", SubjectWords, read("subjects.toml")["subject"]))


def rule_examples() -> tuple[str, ...]:
    """Return the questions by which the rules are shown, right and wrong ones: every kind of question there is."""
    texts = _models("rules.toml", RuleText, read("rules.toml")["rule"])
    return tuple(dict.fromkeys(q for text in texts for q in (*text.right, *text.wrong)))


@made_of_files
@cache  # as many as marks.toml has groups
def marks(name: str) -> frozenset[str]:
    """Return the words of the group `name` of marks.toml.

    >>> "加上" in marks("adding")
    True
    """
    return frozenset(marks_in_order(name))


def says_any(text: str, name: str) -> bool:
    """Return whether a text holds a word of the group `name` of marks.toml.

    >>> says_any("再加上培训费", "adding")
    True
    """
    return _any_of(name).search(text) is not None


def prepare_words() -> None:
    """Make now whatever is made of the lexicon, anywhere, which would be made when a question first needs it."""
    make_all()
    for name in _groups():
        _any_of(name)


def alternatives(name: str) -> str:
    """Return the words of the group `name` of marks.toml as alternatives of a regular expression, the longest first.

    >>> alternatives("in_the_end").split("|")[0]
    '真金白银'
    """
    return "|".join(map(re.escape, sorted(marks_in_order(name), key=len, reverse=True)))


@made_of_files
@cache  # as many as marks.toml has groups
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, marks_in_order(name))) or r"(?!)")


@made_of_files
@cache  # as many as marks.toml has groups
def marks_in_order(name: str) -> tuple[str, ...]:
    """Return the words of the group `name` of marks.toml in the order in which they stand there."""
    if name not in _groups():
        raise LexiconError(f"marks.toml：没有名叫 {name} 的一组词。")
    return _groups()[name]


@checking_files
@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    """Return the groups of marks.toml; none that was there before may go."""
    groups = {name: tuple(words) for name, words in read("marks.toml")["marks"].items()}
    for name in set(held("marks.toml").get("marks", {})) - set(groups):
        raise LexiconError(f"marks.toml：没有名叫 {name} 的一组词。")
    return groups


def _with_printed_names(listed: Iterable[Concept], shared: set[str]) -> dict[str, Concept]:
    """Return concepts by id, the printed names of terms.toml among the aliases of each.

    A name that [[either]] shares between concepts belongs to none of them alone.
    """
    by_id: dict[str, Concept] = {}
    for concept in listed:
        if concept.id in by_id:
            raise LexiconError(f"concepts.toml：概念 {concept.id} 写了两次；请合并成一处。")
        by_id[concept.id] = concept
    claimed = shared | {squash(alias) for concept in by_id.values() for alias in concept.aliases}
    for term in known_terms().values():
        concept = by_id.get(term.id) or Concept(id=term.id, aliases=(), means=term.means)
        printed = [squash(name) for name in term.names if squash(name) not in claimed]
        aliases = tuple(dict.fromkeys(map(_as_typed, (*concept.aliases, *printed))))
        by_id[term.id] = concept.model_copy(
            update={"aliases": aliases, "means": concept.means or term.means}
        )
    return {
        concept.id: concept.model_copy(update={"aliases": tuple(map(_as_typed, concept.aliases))})
        for concept in by_id.values()
    }


def _with_own(concepts: dict[str, Concept], own: tuple[OwnWord, ...]) -> dict[str, Concept]:
    """Return the concepts with the installation's own words; one that is another concept's already is refused."""
    owner = {alias: concept.id for concept in concepts.values() for alias in concept.aliases}
    found = dict(concepts)
    for each in own:
        other = owner.get(each.folded, each.means)
        if other != each.means:
            raise LexiconError(
                f"{file_title(OWN)}：“{each.word}”已经属于 {other}；请删去这一条，或改它指的概念。"
            )
        if not each.concept:
            continue
        if each.concept not in concepts:
            raise LexiconError(
                f"{file_title(OWN)}：“{each.word}”所指的概念 {each.concept} 没有；请删去这一条。"
            )
        concept = found[each.concept]
        aliases = tuple(dict.fromkeys((*concept.aliases, each.folded)))
        found[each.concept] = concept.model_copy(update={"aliases": aliases})
    return found


def _as_typed(alias: str) -> str:
    """Return an alias as a folded question has it: small letters, no blanks (C类服务, c类服务)."""
    return squash(alias).lower()


def _refuse_shared_aliases(found: Lexicon) -> None:
    owner: dict[str, str] = {}
    for concept in found.concepts.values():
        for alias in concept.aliases:
            other = owner.setdefault(alias, concept.id)
            if other != concept.id:
                raise LexiconError(
                    f"concepts.toml：“{alias}”同时属于 {other} 和 {concept.id}；请只留一处，或写到 [[either]]。"
                )


def _renamed(entry: dict[str, object]) -> dict[str, object]:
    return {
        ("with_" if key == "with" else key): [squash(word).lower() for word in value]
        if isinstance(value, list)
        else value
        for key, value in entry.items()
    }


def _models(file: str, model: type[_M], entries: list[dict[str, object]]) -> list[_M]:
    found = []
    for number, entry in enumerate(entries, start=1):
        try:
            found.append(model.model_validate(entry))
        except ValidationError as error:
            line = line_of_entry(file, _TABLES[model.__name__], number)
            raise LexiconError(
                f"{file} 第 {number} 条 {model.__name__}（第 {line} 行）：{_first(error)}"
            ) from error
    return found


def _first(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f"{'.'.join(map(str, fault['loc']))} {fault['msg']}"


@checking_files
@lru_cache(maxsize=1)
def _trace() -> dict[str, str]:
    return dict(read("trace.toml")["trace"])
