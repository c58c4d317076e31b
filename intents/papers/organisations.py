"""Whose papers are at hand, and how each organisation may be called: told from the papers' own names.

A name is taken apart into places, words and an ending (上海市·普陀区 | 财政 | 局). It may be called with or
without its places, by the words that tell it apart, and by the first characters of its words (人社局).
What leaves out a word that tells it apart may mean another organisation: that is asked back, never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from intents.papers.words import Shortened, organisation_words
from intents.text import fold
from intents.tokens import tokens_of
from knowledge import PaperHead

_LONG = 4
"""Words of at least this many characters are two words (社会|保险)."""
_LONG_ENDING = 2
"""A name of one character is told by an ending of this many (丁街道)."""
_SHORTEST_BELOW = 4
"""What follows …局 inside a name is an organisation of its own from this many characters on."""


@dataclass(frozen=True)
class Name:
    """An organisation's name, taken apart."""

    above: str
    """The organisation that it belongs to, where its name begins with it."""
    places: tuple[str, ...]
    pieces: tuple[str, ...]
    ending: str

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """Return the words that tell it apart from others of its place."""
        return tuple(p for p in self.pieces if p not in organisation_words().generic)

    @cached_property
    def told(self) -> str:
        """Return the words that tell it apart, in one."""
        return "".join(self.telling)


@dataclass(frozen=True)
class Organisation:
    """An organisation, and its papers at hand."""

    name: str
    """As its papers print it, without the bracket that tells the level."""
    heads: tuple[PaperHead, ...]
    parts: Name
    pattern: re.Pattern[str]
    """Its name and every shorter form of it; the groups tell what was said: what is above, the place, each word."""
    without_ending: re.Pattern[str] | None
    """Its place and words without the ending (普陀财政)."""
    endings: tuple[str, ...]

    def is_named_surely(self, match: re.Match[str]) -> bool | None:
        """Return whether a match can mean only this name; None where it is too little to be a name at all."""
        if match.lastindex is None and self.parts.telling:
            return None  # the ending alone: nothing of the name is said
        above, place, *said = match.groups("")
        body = "".join(said)
        placed = bool(place or above)
        if not self.parts.pieces:
            return True if placed or match[0] == _plain(self.name) else None
        whole = body == self.parts.told
        told = placed or (whole and len(match[0]) > _LONG_ENDING)
        if len(body) < (1 if told else 2):
            return None
        if whole:
            return True
        if all(len(word) <= 1 for word in said):
            return bool(said[0])
        telling = self.parts.telling
        return all(
            word
            for word, piece in zip(said, self.parts.pieces, strict=True)
            if piece in telling or not telling
        )


def organisations_of(heads: Iterable[PaperHead]) -> tuple[Organisation, ...]:
    """Given what is known of papers, return the organisations that they are of, in that order."""
    grouped: dict[str, list[PaperHead]] = {}
    for head in heads:
        grouped.setdefault(_plain(head.department), []).append(head)
    return tuple(_organisation(found) for found in grouped.values())


def name_parts(department: str, place: str | None = None) -> Name:
    """Return a department's name taken apart.

    >>> name_parts("上海市普陀区财政局", "上海市普陀区")
    Name(above='', places=('上海市', '普陀区'), pieces=('财政',), ending='局')
    >>> name_parts("西安市安全生产监督管理局", "西安市").pieces
    ('安全', '生产', '监督', '管理')
    >>> name_parts("甲市教育局招生考试中心", "甲市").above
    '甲市教育局'
    """
    words = organisation_words()
    name = _plain(department)
    above = _above(name)
    rest, places = name[len(above) :], []
    known = _plain(place or "")
    nation = next((w for w in words.nation if rest.startswith(w)), "")
    if nation:
        places.append(nation)
        rest = rest[len(nation) :]
    while (part := _place_at(rest, known)) and len(rest) > len(part):
        places.append(part)
        rest = rest[len(part) :]
        known = known.removeprefix(part)
    ending = max((e.name for e in words.ending if rest.endswith(e.name)), key=len, default="")
    if not ending:  # no name of an organisation as they are made: called by the whole of it
        return Name("", (), (), name)
    body = rest[: len(rest) - len(ending)]
    return Name(above, tuple(places), _pieces(body), ending)


def short_place(place: str) -> str:
    """Return a place as people call it: without its kind where two characters are left (普陀, 烟台)."""
    kind = _kind(place)
    core = place[: len(place) - len(kind.name)] if kind else place
    return core if len(core) >= 2 else place


def _organisation(heads: Sequence[PaperHead]) -> Organisation:
    parts = name_parts(heads[0].department, next((h.place for h in heads if h.place), None))
    endings = _endings(parts.ending)
    above = f"(?P<above>{re.escape(parts.above)})?" if parts.above else "(?P<above>(?!))?"
    words = "".join(f"(?P<p{n}>{_prefixes(p)})?" for n, p in enumerate(parts.pieces))
    ending = "|".join(map(re.escape, endings))
    pattern = f"{above}(?P<place>{_places(parts.places)})?{words}(?:{ending})"
    shown = re.sub(
        rf"[（(](?:{'|'.join(organisation_words().levels)})[)）]$", "", heads[0].department
    )
    return Organisation(
        shown, tuple(heads), parts, re.compile(pattern), _without_ending(parts), endings
    )


def _plain(name: str) -> str:
    """Return a name folded, without what nobody says of it: 中共, the bracket of the level."""
    words = organisation_words()
    plain = fold(name).text
    for lead in words.leading:
        plain = plain.removeprefix(lead)
    for level in words.levels:
        plain = plain.removesuffix(f"({level})")
    return plain


def _above(name: str) -> str:
    """Return the organisation that a name begins with and that is not the one named."""
    for end in range(len(name) - _SHORTEST_BELOW, 2, -1):
        if name[end - 1] in organisation_words().above and name[end - 2 : end] != "办公":
            return name[:end]
    return ""


def _place_at(text: str, known: str) -> str:
    """Return the place that a name begins with: what is known of the paper, or a kind of its own."""
    opened = text.startswith("(") and text.find(")")
    if opened:
        return text[: opened + 1] if opened > 0 else ""
    if known and text.startswith(known):
        for kind in organisation_words().place:
            cut = text.find(kind.name, 1)
            if cut > 0 and cut + len(kind.name) <= len(known):
                return text[: cut + len(kind.name)]
        return known
    for kind in organisation_words().place[:-7]:
        cut = text.find(kind.name, 2)
        if 2 <= cut <= 8:
            return text[: cut + len(kind.name)]
    match = re.match(r".{2,3}?[省市区县旗](?=.{3,})", text)
    return match[0] if match else ""


def _kind(place: str) -> Shortened | None:
    return next((k for k in organisation_words().place if place.endswith(k.name)), None)


def _places(places: tuple[str, ...]) -> str:
    """Return a pattern for an organisation's places: the last must be said, those around it may be."""
    words = organisation_words()
    named = [p for p in places if not p.startswith("(")]
    if not named:
        return f"(?:{'|'.join(words.kinds)})"
    *upper, last = named
    if last in words.nation:
        return f"(?:{'|'.join(words.nation)})的?"
    kind = _kind(last)
    forms = [last, short_place(last), *(kind.short if kind else ())]
    if kind and len(kind.name) > 1:
        forms += [short_place(last) + short for short in kind.short]
        forms += [short_place(place) + short for place in upper for short in kind.short]
    before = "".join(f"(?:{_either((p, short_place(p)))})?" for p in upper)
    asides = "".join(f"(?:{re.escape(p)})?" for p in places if p.startswith("("))
    return f"{before}(?:{_either(forms)}){asides}的?"


def _without_ending(parts: Name) -> re.Pattern[str] | None:
    """Return a pattern for place and words without the ending; None where they would not tell it apart."""
    words = organisation_words()
    named = [p for p in parts.places if not p.startswith("(") and p not in words.nation]
    body = parts.told
    if not named or len(body) < 2:
        return None
    *upper, last = named
    before = "".join(f"(?:{_either((p, short_place(p)))})?" for p in upper)
    return re.compile(
        f"{before}(?:{_either((last, short_place(last)))})(?P<body>{re.escape(body)})"
    )


def _endings(ending: str) -> tuple[str, ...]:
    entry = next((e for e in organisation_words().ending if e.name == ending), None)
    found = (ending, *(entry.short if entry else ()))
    return tuple(sorted(filter(None, found), key=len, reverse=True)) or ("",)


def _pieces(body: str) -> tuple[str, ...]:
    found: list[str] = []
    for token in tokens_of(body):
        word = token.word
        if len(word) >= _LONG and word not in organisation_words().generic:
            found += [word[:2], word[2:]]
        else:
            found.append(word)
    return tuple(found)


def _prefixes(piece: str) -> str:
    return _either(piece[:end] for end in range(len(piece), 0, -1))


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(f) for f in sorted(dict.fromkeys(forms), key=len, reverse=True))
