"""The units under a department: which rows of a paper are theirs, and how people call them (宣教中心, 支队)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from intents.lexicon import made_of_files, marks, marks_in_order
from intents.mentions.model import How, Mention, Sort
from knowledge import Fact, Kind, PaperIndex, is_subject_name, squash

_BRACKETS = re.compile(r"\(([^()]*)\)")
_SUBJECT_CODE = re.compile(r"\d{5}|\d{7}")
"""The codes of 款 and 项; those of units have six digits, or a department's and three more."""
_THINGS = frozenset({Sort.CONCEPT, Sort.LABEL, Sort.CODE})
_MEASURED = frozenset({Kind.MONEY, Kind.PEOPLE})
_FEWEST = 2
"""The head of a name alone names its unit (支队) where it has so many characters."""
_FEWEST_WITH_HEAD = 3
"""A shorter head needs something before it: 监测站."""
_REACH = 20


@dataclass(frozen=True, slots=True)
class Member:
    """A unit under a department, by one of its names."""

    term: str
    name: str
    head: str
    """What the name ends with: 中心, 支队."""
    codes: frozenset[str] = frozenset()
    """The codes printed with its rows."""


@dataclass(frozen=True, slots=True)
class OwnLevel:
    """The department's head by itself, among the rows of the units under it (局本级)."""

    labels: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """The codes that tell its rows from those of the whole department, which go by the same name."""


def members_of(index: PaperIndex) -> tuple[Member, ...]:
    """Return the units under a department whose rows a paper prints, each under each of its names."""
    found: list[Member] = []
    for label, term in index.labels().items():
        names = [name for name in _names(label) if _head(name)]
        if _head(_names(label)[0]) and not is_subject_name(label) and _has_row(term, index):
            codes = frozenset(code for fact in _own_facts(term, index) for code in fact.codes)
            found += [Member(term, name, _head(name), codes) for name in names]
    return tuple(found)


def own_level_of(index: PaperIndex, labels: dict[str, str]) -> OwnLevel:
    """Return the rows of the department's head by itself; none where its name does not tell them from all its units'.

    Where a row of its name stands under another of it the upper one is the whole department, and only a code of its
    own tells the lower one apart.
    """
    own = squash(index.paper.department).lower()
    named = tuple(
        labels[name]
        for name in (own, *(own + end for end in marks_in_order("own_level_ends")))
        if name in labels
    )
    named = _apart_from_whole(named, labels.get(own), index)
    facts = [fact for term in named for fact in _own_facts(term, index)]
    ids = {fact.id for fact in facts}
    upper = {fact.parent for fact in facts} & ids
    if not upper:
        return OwnLevel(named)
    above = {code for fact in facts if fact.id in upper for code in fact.codes}
    below = {code for fact in facts if fact.parent in upper for code in fact.codes} - above
    return OwnLevel(named, tuple(sorted(below))) if below else OwnLevel()


def _apart_from_whole(
    named: tuple[str, ...], whole: str | None, index: PaperIndex
) -> tuple[str, ...]:
    """Return the names of the head without the department's own, where one table prints rows of both: that is all.

    So too where no row goes by the department's own name alone.
    """
    heads = tuple(term for term in named if term != whole)
    tables = {f.table for term in heads for f in _own_facts(term, index)}
    all_of_it = _own_facts(whole, index) if whole else []
    beside = not all_of_it or any(f.table in tables for f in all_of_it)
    return heads if tables and beside else named


def with_unit_codes(mentions: list[Mention], members: Iterable[Member]) -> list[Mention]:
    """Return the mentions with the code of a unit beside what is asked of it taken as its name: 125002 办公费."""
    terms = {code: member.term for member in members for code in member.codes}
    units = [m for m in mentions if m.sort is Sort.CODE and set(m.codes) <= terms.keys()]
    things = [m for m in mentions if m.sort in _THINGS and m not in units]
    if not units or not things:
        return mentions
    return [
        replace(m, sort=Sort.LABEL, labels=tuple(terms[c] for c in m.codes), codes=())
        if m in units
        else m
        for m in mentions
    ]


def members_in(text: str, members: Iterable[Member], words: Iterable[str]) -> Iterator[Mention]:
    """Yield the units that a folded text calls by a short form of their names.

    A name that the text goes on with (服务中心建设项目 where the paper has a label of it) is left to the `words`.
    """
    known = tuple(members)
    named: dict[tuple[int, int], set[str]] = {}
    for head in dict.fromkeys(member.head for member in known):
        for match in re.finditer(re.escape(head), text):
            reaches = {
                member: _start(text, match.start(), member)
                for member in known
                if member.head == head
            }
            start = min(reaches.values())
            fewest = _FEWEST if len(head) >= _FEWEST else _FEWEST_WITH_HEAD
            if match.end() - start < fewest or _inside(text, start, match.end(), words):
                continue
            fitting = [member for member, begin in reaches.items() if begin == start]
            whole = [m for m in fitting if m.name.endswith(text[start : match.end()])]
            terms = {member.term for member in whole or fitting}
            named.setdefault((start, match.end()), set()).update(terms)
    for (start, end), terms in named.items():
        labels = tuple(sorted(terms))
        yield Mention(start, end, Sort.LABEL, text[start:end], labels=labels, how=How.PART)


def _names(label: str) -> list[str]:
    """Return the names that a label gives a unit: without its brackets, and what they hold (…中心(…发布中心))."""
    return [_BRACKETS.sub("", label), *_BRACKETS.findall(label)]


def _head(name: str) -> str:
    """Return what a unit's name ends with; an empty string where it is no unit's."""
    return _heads_at_end(name) if len(name) > _FEWEST_WITH_HEAD else ""


@made_of_files
@lru_cache(maxsize=4096)
def _heads_at_end(name: str) -> str:
    return max((head for head in marks("units") if name.endswith(head)), key=len, default="")


def _has_row(term: str, index: PaperIndex) -> bool:
    """Return whether a table tells money or people of it in a row of its own, which is no subject's."""
    own = _own_facts(term, index)
    subject = any(_SUBJECT_CODE.fullmatch(code) for f in own for code in f.codes)
    return not subject and any(f.kind in _MEASURED for f in own)


def _own_facts(term: str, index: PaperIndex) -> list[Fact]:
    """Return the facts of the rows of tables that go by a label."""
    facts = (index.paper.facts[i] for i in index.about.get(term, ()))
    return [fact for fact in facts if fact.table is not None and term in fact.terms]


def _start(text: str, head: int, member: Member) -> int:
    """Return where the short form begins that ends in the head at a place: its characters in order, from the last."""
    position = len(member.name) - len(member.head)
    start = head
    while start > max(0, head - _REACH):
        position = member.name.rfind(text[start - 1], 0, position)
        if position < 0:
            break
        start -= 1
    return start


def _inside(text: str, start: int, end: int, words: Iterable[str]) -> bool:
    """Return whether the name is only a piece of a longer one that stands here."""
    return any(
        len(word) > end - start and text[start:end] in word and word in text for word in words
    )
