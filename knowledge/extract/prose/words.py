"""Outline → the facts that are words: sections whole, the glossary's entries, signed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.document import Place
from knowledge.extract.about import Identity
from knowledge.extract.prose.cues import any_of, cues
from knowledge.extract.prose.folded import fold
from knowledge.extract.prose.passages import Passage
from knowledge.extract.prose.subjects import named_by, terms_told
from knowledge.extract.sections import Section
from knowledge.facts import Aspect, Citation, Fact, Kind, State
from knowledge.terms import label_terms, plain_label, squash, terms

_TEXT_LIMIT = 6000
_LEVEL = re.compile(r"(.+?)\([类款项]\)")
_LEVEL_BEFORE = re.compile(r"^\((?:单位|部门|本级|本部)\)")
_CODE = re.compile(r"\((\d{3,7})\)")


class _Told(NamedTuple):
    """A fact of words before it is cited."""

    id: str
    aspect: Aspect
    label: str
    value: str
    terms: frozenset[str]
    context: frozenset[str]
    codes: tuple[str, ...] = ()


def facts_in_words(sections: Sequence[Section], about: Identity) -> list[Fact]:
    """Given the sections of a narrative, return their words as facts."""
    facts: list[Fact] = []
    for index, section in enumerate(sections):
        facts += _whole(sections, index, about)
        facts += _later_pages(section, about)
        facts += [f for p in section.passages for f in _signed(p, about)]
        if is_glossary(section):
            facts += _entries(section, about)
    return facts


def _whole(sections: Sequence[Section], index: int, about: Identity) -> list[Fact]:
    """A section's text with all that stands under it."""
    section = sections[index]
    told = [section, *_below(sections, index)]
    lines = [p.text.strip() for s in told for p in s.passages]
    if section.heading is None or section.style == "title" or not lines:
        return []
    if section.style == "part" and not section.passages:
        return []
    text = "\n".join(line for line in _with_titles(told) if line)
    if len(text) > _TEXT_LIMIT:
        return []
    first = next(p for s in told for p in s.passages)
    place = first.place.at(section=" / ".join(section.path))
    label = _bare_title(section.title, about)
    names = named_by(label), terms_told(section.title)
    told_words = _Told(f"{section.key}.t", Aspect.TEXT, label, text, *names)
    return [_fact(told_words, _cite(about, place, lines[0]), about)]


def _later_pages(section: Section, about: Identity) -> list[Fact]:
    """The paragraphs of a section on later pages than it begins on, each with its own place."""
    first = section.passages[0].place.page if section.passages else None
    label = _bare_title(section.title, about) if section.path else ""
    none = frozenset[str]()
    return [
        _fact(
            _Told(f"{p.key}.p{number or ''}", Aspect.PARAGRAPH, label, text, none, none),
            _cite(about, place, text),
            about,
        )
        for p in section.passages
        for number, (place, text) in enumerate(_on_pages(p))
        if place.page != first and text
    ]


def _on_pages(passage: Passage) -> list[tuple[Place, str]]:
    """What of a paragraph stands on the last page that it goes on, on the page before …, and the whole of it."""
    starts = [*reversed(passage.turns), (0, passage.place)]
    ends = [len(passage.text), *(at for at, _ in reversed(passage.turns))]
    ends[-1] = len(passage.text)
    return [
        (place, passage.text[at:end].strip()) for (at, place), end in zip(starts, ends, strict=True)
    ]


def _below(sections: Sequence[Section], index: int) -> list[Section]:
    path = sections[index].path
    below = []
    for section in sections[index + 1 :]:
        if section.path[: len(path)] != path or len(section.path) == len(path):
            break
        below.append(section)
    return below


def _with_titles(told: Sequence[Section]) -> list[str]:
    lines = [p.text.strip() for p in told[0].passages]
    for section in told[1:]:
        lines += [section.title, *(p.text.strip() for p in section.passages)]
    return lines


def _bare_title(title: str, about: Identity) -> str:
    """A heading without its number, the publisher's name and the year."""
    label = re.sub(r"^第.{1,3}部分", "", squash(title)).replace(squash(about.department), "")
    bare = _LEVEL_BEFORE.sub("", re.sub(r"\d{4}年度?", "", plain_label(label)).strip(":、-"))
    return bare or plain_label(title)


def _signed(passage: Passage, about: Identity) -> list[Fact]:
    """部门法定代表人签字：王进 — a line that is a known name of a field and its words."""
    name, colon, words = fold(passage.text).text.partition(":")
    found = label_terms(name) if name and len(name) < 20 else frozenset()
    known = terms()
    if not colon or not words or "。" in words or not found or not found <= known.keys():
        return []
    if not all(known[term].kind in {"words", "date"} for term in found):
        return []
    value = passage.text.replace("：", ":", 1).partition(":")[2].strip()
    if squash(value) == squash(about.department):
        return []
    told = _Told(f"{passage.key}.s", Aspect.AMOUNT, name, value, found, _context(passage))
    return [_fact(told, _cite(about, passage.place, passage.text.strip()), about)]


def is_glossary(section: Section) -> bool:
    """Whether a section explains words."""
    return any(_names_glossary(title) for title in section.path)


def _names_glossary(title: str) -> bool:
    return re.search(any_of(cues().glossary.headings), squash(title)) is not None


def _entries(section: Section, about: Identity) -> list[Fact]:
    """名称：指…… — and a heading with its meaning in the paragraph below."""
    facts = []
    for number, passage in enumerate(section.passages):
        found = _entry(passage.text)
        if found is None and number == 0 and not _names_glossary(section.title):
            found = (section.title, passage.text.strip())
        if found:
            facts.append(_definition(passage, *found, about))
    return facts


def _entry(text: str) -> tuple[str, str] | None:
    folded = fold(text)
    meanings = any_of(cues().glossary.meanings)
    pattern = rf"(?P<name>[^:。，]{{2,90}}?)(?P<colon>:|，|(?=是指))(?P<words>(?:{meanings})?.+)"
    match = re.match(pattern, folded.text, re.DOTALL)
    if not match or (match["colon"] != ":" and not re.match(meanings, match["words"])):
        return None
    return match["name"], folded.source(match.start("words"), match.end("words"))


def _definition(passage: Passage, name: str, words: str, about: Identity) -> Fact:
    levels = _LEVEL.findall(squash(name))
    codes = tuple(_CODE.findall(squash(name)))
    label = plain_label(levels[-1] if levels else _CODE.sub("", squash(name)))
    found = label_terms(label) | {f"label:{label}"}
    above = frozenset().union(*(label_terms(plain_label(level)) for level in levels[:-1]))
    told = _Told(f"{passage.key}.d", Aspect.DEFINITION, label, words, found, above, codes)
    return _fact(told, _cite(about, passage.place, passage.text.strip()), about)


def _context(passage: Passage) -> frozenset[str]:
    return frozenset().union(*(terms_told(heading) for heading in passage.headings))


def _cite(about: Identity, place: Place, quote: str) -> Citation:
    return Citation(about.document, about.title, place, quote)


def _fact(told: _Told, citation: Citation, about: Identity) -> Fact:
    return Fact(
        id=told.id,
        kind=Kind.WORDS,
        aspect=told.aspect,
        label=told.label,
        value=told.value,
        unit=None,
        year=about.year,
        entity=about.department,
        state=State.VALUE,
        phase=about.phase,
        terms=told.terms,
        citation=citation,
        context=told.context - told.terms,
        codes=told.codes,
        printed=told.value,
    )
