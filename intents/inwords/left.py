"""The words of a question that are left when what it asks for is taken out, and what it asks without some of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from intents.inwords.asked import Form
from intents.lexicon import lexicon, made_of_files, marks
from intents.mentions import Mention, Sort, Vocabulary
from intents.mentions.departments import is_short_for
from intents.mentions.kindred import duties_called, kindred_of
from intents.outcomes import Outcome, Unclear, Understood
from intents.reading import by_rules
from intents.rules import View
from intents.rules.terms import GENERIC, concept_terms, names_of
from intents.tokens import part_of_speech, tokens_of
from knowledge import FactBase, Op, answer, squash

Told = tuple[tuple[str, ...], ...]
"""Words, each with the forms in which the paper may print it, itself first."""

_ASKED_BY = {
    Form.WHERE: ("asks_where", "where_around"),
    Form.REASON: (),
    Form.MEANING: ("asks_meaning", "meaning_around"),
    Form.DUTY: ("asks_duty", "asks_duties", "duty_around", "acting"),
    Form.MEASURES: ("measures_around",),
    Form.STRUCTURE: ("asks_structure", "structure_around"),
}
_PASSED = frozenset(
    {Sort.CUE, Sort.FILLER, Sort.HERE, Sort.YEAR, Sort.MARK, Sort.DEPARTMENT, Sort.NUMBER}
)
_THINGS = frozenset({Sort.CONCEPT, Sort.LABEL, Sort.CODE})
_CONTENT = "nvajlisb"
_NOUNS = "nlisjb"
"""The first letters of the parts of speech that name something, and of those that name a thing."""
_MOST_WORDS = 10
_LONGEST_NAME, _SHORTEST_NAME = 8, 2
_PRINTED = 3
"""So many characters in a row are no chance."""
_TITLE = 4
"""A cue so long that the paper holds may be the title of a part of it."""


def leniently(view: View, base: FactBase, ops: set[Op], *, found: bool = True) -> Outcome | None:
    """Return what the rules make of a question without the words left over that do not stand at the thing itself.

    Only what the paper answers, unless `found` is False.
    """
    if not view.groups and not view.tables:
        return None
    left = view.left_over()
    if any(_stands_at_thing(m, view) for m in left):
        return None
    if not view.names_particular and not view.tables and any(_is_noun(m) for m in left):
        return None  # 会议筹办的钱为什么多: all that is spent is not what is asked about
    passed = tuple(
        replace(m, sort=Sort.FILLER, blocks=False) if m.sort in {Sort.RESIDUE, Sort.BLOCKING} else m
        for m in view.mentions
    )
    outcome, _ = by_rules(replace(view, mentions=passed), base)
    if isinstance(outcome, Unclear):
        return outcome if {q.op for q in outcome.queries} <= ops else None
    if not isinstance(outcome, Understood) or {q.op for q in outcome.queries} - ops:
        return None
    answered = any(answer(query, base).found for query in outcome.queries)
    return outcome if answered or not found else None


def _stands_at_thing(mention: Mention, view: View) -> bool:
    """Return whether a word left over says which thing it is: 执法队 of 执法队的公用经费, 保安 of 费用(保安)."""
    if not _is_noun(mention):
        return False
    behind = view.text[mention.end :].lstrip("的")
    start = len(view.text) - len(behind)
    return any(m.sort in _THINGS and m.start == start for m in view.mentions)


def _is_noun(mention: Mention) -> bool:
    return (part_of_speech(mention.text) or "n")[0] in _NOUNS


def content_of(view: View, form: Form, vocabulary: Vocabulary) -> Told:
    """Return the words of a question that name what it is about, each with the forms that the paper may print."""
    text = view.text
    taken = _taken(view, form, vocabulary)
    calls = duties_called if form is Form.DUTY else kindred_of
    found: list[tuple[int, tuple[str, ...]]] = []
    named: set[int] = set()
    for mention in view.mentions if form is not Form.DUTY else ():
        span = {*range(mention.start, mention.end)}
        if mention.sort in {Sort.CONCEPT, Sort.LABEL} and not span & taken:
            found.append((mention.start, _forms_of(mention)))
            named |= span
    for token in tokens_of(text):
        if not {*range(token.start, token.end)} & (taken | named) and _carries(token.word):
            bare = token.word.rstrip("表") if form is Form.WHERE else token.word
            found.append((token.start, tuple(dict.fromkeys((*calls(token.word), *calls(bare))))))
    if form is Form.DUTY:
        found += [*_phrases(text, taken), *_printed(text, taken, vocabulary)]
    found.sort(key=lambda each: each[0])
    return tuple(dict.fromkeys(forms for _, forms in found))[:_MOST_WORDS]


def _taken(view: View, form: Form, vocabulary: Vocabulary) -> set[int]:
    """Return where a question says something else than what it is about."""
    taken = _asking(view.text, form) | _office(view.text, vocabulary)
    for mention in view.mentions:
        passed = mention.sort in _PASSED and not _is_title(mention, form, vocabulary)
        bare = form is Form.WHERE and GENERIC.issuperset(mention.concepts or ("",))
        if passed or bare:
            taken |= {*range(mention.start, mention.end)}
    return taken


def _is_title(mention: Mention, form: Form, vocabulary: Vocabulary) -> bool:
    """Return whether a word that asks something else is a part of the paper that is looked for: 名词解释从哪页开始."""
    return form is Form.WHERE and len(mention.text) >= _TITLE and mention.text in vocabulary.text


def _forms_of(mention: Mention) -> tuple[str, ...]:
    printed = [n for c in mention.concepts for t in concept_terms(c) for n in names_of(t)]
    labels = [term.removeprefix("label:") for term in mention.labels]
    return tuple(dict.fromkeys((mention.text, *map(squash, (*printed, *labels)))))


def _phrases(text: str, taken: set[int]) -> list[tuple[int, tuple[str, ...]]]:
    """Return what people say of duties in more than one word (人工降雨, 写封信), where it stands free."""
    found = []
    for said in _said_of_duties():
        at = text.find(said)
        if at >= 0 and not {*range(at, at + len(said))} & taken:
            found.append((at, duties_called(said)))
    return found


def _printed(
    text: str, taken: set[int], vocabulary: Vocabulary
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the longest runs of a question that the paper prints as they are (重复访), where they stand free."""
    found: list[tuple[int, tuple[str, ...]]] = []
    end = 0
    for start in range(len(text)):
        size = _PRINTED
        while (
            start + size <= len(text)
            and not {*range(start, start + size)} & taken
            and text[start : start + size] in vocabulary.text
        ):
            size += 1
        if size > _PRINTED and start + size - 1 > end:
            end = start + size - 1
            found.append((start, (text[start:end],)))
    return found


@made_of_files
@lru_cache(maxsize=1)
def _said_of_duties() -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for _, said in lexicon().duties_for for s in said if len(s) > 1))


@made_of_files
@lru_cache(maxsize=1)
def _words_asking() -> dict[Form, frozenset[str]]:
    return {
        form: frozenset(word.lower() for name in names for word in marks(name))
        for form, names in _ASKED_BY.items()
    }


def _asking(text: str, form: Form) -> set[int]:
    """Return where a question says what is asked for."""
    words = _words_asking()[form]
    taken: set[int] = set()
    for word in words:
        for match in re.finditer(re.escape(word), text) if len(word) > 1 and word in text else ():
            taken |= {*range(match.start(), match.end())}
    for token in tokens_of(text):
        if token.word in words:
            taken |= {*range(token.start, token.end)}
    return taken


def names_office(view: View, vocabulary: Vocabulary) -> bool:
    """Return whether a question says the department, by its name, a short one or 你们."""
    pointed = any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions)
    return pointed or bool(_office(view.text, vocabulary))


def _office(text: str, vocabulary: Vocabulary) -> set[int]:
    """Return where the department is called by a short name, whatever word it was cut into: 信访局收不."""
    taken: set[int] = set()
    for start in range(len(text)):
        for size in range(min(_LONGEST_NAME, len(text) - start), _SHORTEST_NAME, -1):
            name = text[start : start + size]
            if name[-1] in marks("heads") and is_short_for(name, vocabulary.department):
                taken |= {*range(start, start + size)}
                break
    return taken


def _carries(word: str) -> bool:
    return len(word) > 1 and (part_of_speech(word) or "n")[0] in _CONTENT


def aside_of(view: View) -> tuple[str, ...]:
    """Return words that ask something else and may yet stand in a table's title or heads: 执行数, 明细."""
    asking = _asking(view.text, Form.WHERE)
    return tuple(
        dict.fromkeys(
            m.text
            for m in view.mentions
            if m.sort in {Sort.FILLER, Sort.CUE}
            and _carries(m.text)
            and not {*range(m.start, m.end)} & asking
        )
    )


def runs_of(view: View, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names in a question, each in one piece: 财政拨款结转 and 财政拨款结余."""
    taken = _taken(view, Form.MEANING, vocabulary)
    runs = "".join(" " if i in taken else c for i, c in enumerate(view.text)).split()
    return tuple(dict.fromkeys(run.strip("的里头") for run in runs if len(run) > _SHORTEST_NAME))
