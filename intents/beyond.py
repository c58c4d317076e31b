"""Questions that no disclosure answers, recognised by the words of beyond.toml."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import Beyond as Entry
from intents.lexicon import lexicon, made_of_files, marks, says_any
from intents.mentions import Mention, Sort, Vocabulary
from intents.mentions.departments import is_short_for
from intents.outcomes import Beyond
from intents.text import Folded, is_mark

_PEOPLE_NAMED = frozenset(
    {"project_leader", "legal_representative", "filler_of_form", "unit_name", "project_name"}
)
"""Concepts whose name is what the disclosure publishes."""
_REFUSING = ("instruction", "service", "opinion")
_KINDS = (*_REFUSING, "chat", "other_department")
_FEWEST = 3
_SHORTEST_NAME = 5


def is_empty(folded: Folded) -> bool:
    """Return whether nothing but marks, emoji or blanks was typed."""
    return all(is_mark(character) for character in folded.text)


def beyond_of(text: str, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> Beyond | None:
    """Return why a folded question lies beyond the disclosure, or None."""
    for kind in _REFUSING:
        word = _said(kind, text)
        if word and not _inside_label(word, text, mentions):
            has_label = any(m.sort is Sort.LABEL for m in mentions)
            return Beyond(
                kind,
                word,
                final=not (kind == "service" and has_label),
                yields=not (kind == "service" and says_any(text, "complaining")),
                has_budget=_has_budget(mentions),
                names=any(m.sort in {Sort.CONCEPT, Sort.LABEL, Sort.TOPIC} for m in mentions),
            )
    chat = _said("chat", text)
    if (
        chat
        and chat not in vocabulary.text
        and not _has_budget(mentions)
        and _covered_by_chat(mentions)
    ):
        return Beyond("chat", chat, final=True)
    named = any(m.sort is Sort.CONCEPT and set(m.concepts) & _PEOPLE_NAMED for m in mentions)
    personal = next(
        (
            m.text
            for m in mentions
            if m.topic == "personal" and not m.labels and not (named and m.text in marks("names"))
        ),
        "",
    )
    if personal and personal not in vocabulary.text:
        return Beyond("personal", personal, final=True, has_budget=_has_budget(mentions))
    other = _other_department(text, mentions, vocabulary)
    if other:
        return Beyond("other_department", other, has_budget=_has_budget(mentions))
    blocking = next((m.text for m in mentions if m.sort is Sort.BLOCKING), "")
    return (
        Beyond("unplaced", blocking, final=True, has_budget=_has_budget(mentions))
        if blocking
        else None
    )


def _said(kind: str, text: str) -> str:
    entries, any_word = _by_kind()[kind]
    if not any_word.search(text):
        return ""
    for entry in entries:
        word = _match(entry, text)
        if word:
            return word
    return ""


@made_of_files
@lru_cache(maxsize=1)
def _by_kind() -> dict[str, tuple[tuple[Entry, ...], re.Pattern[str]]]:
    """Return the entries of each kind, with what finds any word of them."""
    found: dict[str, list[Entry]] = {kind: [] for kind in _KINDS}
    for entry in lexicon().beyond:
        found.setdefault(entry.kind, []).append(entry)
    return {
        kind: (
            tuple(entries),
            re.compile("|".join(re.escape(w) for e in entries for w in e.words) or r"(?!)"),
        )
        for kind, entries in found.items()
    }


def _match(entry: Entry, text: str) -> str:
    word = next((w for w in entry.words if w in text), "")
    if not word or any(w in text for w in entry.unless):
        return ""
    if not entry.with_:
        return word
    rest = text.replace(word, " ", 1)
    return word if any(w in rest for w in entry.with_) else ""


def _has_budget(mentions: tuple[Mention, ...]) -> bool:
    return any(m.sort in {Sort.CONCEPT, Sort.LABEL, Sort.CODE, Sort.TABLE} for m in mentions)


def _covered_by_chat(mentions: tuple[Mention, ...]) -> bool:
    """Return whether nothing is asked of the paper beside the chat: no cue for a figure stands outside it."""
    return not any(
        m.sort is Sort.CUE and m.ops() & {"how_much", "change", "share"} for m in mentions
    )


def _other_department(text: str, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> str:
    """Return another organisation that is named and that the paper never mentions."""
    entries, any_word = _by_kind()["other_department"]
    for entry in entries if any_word.search(text) else ():
        for word in entry.words:
            if (
                word in text
                and word not in vocabulary.text
                and not _inside_label(word, text, mentions)
                and not is_short_for(word, vocabulary.department)
            ):
                return word
    above = _organisation_above(text, mentions, vocabulary) or _place_above(mentions, vocabulary)
    if above:
        return above
    for mention in mentions:
        if (
            mention.sort is Sort.RESIDUE
            and mention.text.endswith(tuple(marks("organisations")))
            and len(mention.text) >= _FEWEST
            and mention.text not in vocabulary.text
        ):
            return mention.text
    return ""


def _organisation_above(text: str, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> str:
    """Return an organisation named whose name is only the beginning of the department's own.

    What ends in a level alone (某局（本级）) is called by the name before it.
    """
    own = vocabulary.department
    for name in _beginnings(own):
        if own.removeprefix(name).strip("（）()") in marks("own_level"):
            continue
        if name in text and own not in text:
            covered = any(
                m.sort in {Sort.LABEL, Sort.CONCEPT} and m.start <= text.find(name) < m.end
                for m in mentions
            )
            return "" if covered else name
    return ""


@made_of_files
@lru_cache(maxsize=256)
def _beginnings(department: str) -> tuple[str, ...]:
    """Return the organisations that the name of a department begins with, the longest first."""
    ends = tuple(marks("organisations"))
    longer = range(len(department) - 1, _SHORTEST_NAME, -1)
    return tuple(department[:end] for end in longer if department[:end].endswith(ends))


def _place_above(mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> str:
    """Return the city or district asked about by itself, where the paper is only of one of its departments."""
    named = [m for m in mentions if m.sort in {Sort.DEPARTMENT, Sort.HERE}]
    about_part = any(m.sort in {Sort.LABEL, Sort.CODE} for m in mentions)
    if len(named) != 1 or about_part or named[0].text == vocabulary.department:
        return ""
    place = named[0].text
    own = vocabulary.department.split("(")[0]
    if own.endswith(tuple(place + end for end in marks("governing"))):
        return ""  # 某镇花了多少: the town stands for its government, whose paper it is
    return place if place.endswith(tuple(marks("places"))) and place in own else ""


def _inside_label(word: str, text: str, mentions: tuple[Mention, ...]) -> bool:
    start = text.find(word)
    return any(
        m.start <= start
        and start + len(word) <= m.end
        and m.sort in {Sort.LABEL, Sort.CONCEPT, Sort.DEPARTMENT, Sort.HERE}
        for m in mentions
    )
