"""What a question says of whose paper it is about: organisations, years, 预算 or 决算, 部门 or 本级."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from intents.lexicon import made_of_files, marks
from intents.mentions.common import common_words
from intents.papers.organisations import Organisation
from intents.papers.words import organisation_words, paper_words
from intents.periods import YearMention, years_in
from intents.text import is_mark
from intents.tokens import Token, part_of_speech, tokens_of
from knowledge import PaperHead, Phase

_OWN = frozenset({"单位", "本级"})
_PLACE_TAGS = frozenset({"ns", "nrt", "nr"})
_LONGEST = 8
_BASE = re.compile(
    r"(?:比|较|对比)(?:上一?年|去年|前年|(?:19|20)\d\d年度?)?(?:年初)?(?:预算|决算|执行)数?"
)


@dataclass(frozen=True)
class Named:
    """A span of a question that names an organisation whose papers are at hand, or several that it may mean."""

    start: int
    end: int
    text: str
    organisations: tuple[Organisation, ...]
    sure: bool
    """Whether the words tell it apart: 轨道局 may be short for 轨道交通局, or another one."""


_Spelled = dict[tuple[int, int], list[tuple[Organisation, re.Match[str] | None]]]
"""Span → the organisations that it may name, each with what matched; None where its ending is left out."""


@dataclass(frozen=True)
class Whose:
    """The organisations that a question names."""

    named: tuple[Named, ...]
    foreign: str = ""
    """The name of one whose paper is not at hand, told by the place in front of it."""


def whose(text: str, organisations: Sequence[Organisation]) -> Whose:
    """Given a folded question and the organisations at hand, return which it names, left to right."""
    found: list[Named] = []
    spelled = _spelled(text, organisations)
    for start, end in sorted(spelled, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other.start or other.end <= start for other in found):
            named = _named(text, (start, end), spelled[start, end])
            found += [named] if named is not None else []
    found.sort(key=lambda named: named.start)
    for named in found:
        place = _place_before(text, named)
        if place:
            return Whose((), place + named.text)
    return Whose(tuple(found))


def place_alone(text: str, organisations: Sequence[Organisation]) -> str:
    """Return a place that a question names without naming a department of it: its budget is none of theirs."""
    places = {p for o in organisations for p in o.parts.places if not p.startswith("(")}
    return max((p for p in places if p in text), key=len, default="")


def without(text: str, spans: Sequence[tuple[int, int]], by: str = "") -> str:
    """Return a text with spans taken out, `by` in the place of each."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + by + text[end:]
    return text


def phase_said(text: str) -> Phase | None:
    """Return budget or final accounts, where a question says which; both name the accounts, which hold both.

    >>> phase_said("2024年决算多少"), phase_said("一般公共预算收入"), phase_said("今年预算")
    (<Phase.FINAL_ACCOUNTS: 'final_accounts'>, None, <Phase.BUDGET: 'budget'>)
    """
    words = paper_words().paper
    plain = _BASE.sub("|", text)
    for name in words.not_a_phase:
        plain = plain.replace(name, "|")
    if any(word in plain for word in words.final_accounts):
        return Phase.FINAL_ACCOUNTS
    return Phase.BUDGET if any(word in plain for word in words.budget) else None


def phase_fitting(text: str) -> Phase | None:
    """Return the phase that a question's words fit, where both are at hand: 花了 is of accounts."""
    words = paper_words().paper
    spent = any(word in text for word in words.spent)
    planned = any(word in text for word in words.planned)
    if spent == planned:
        return None
    return Phase.FINAL_ACCOUNTS if spent else Phase.BUDGET


def level_of(head: PaperHead) -> str:
    """Return whether a paper is of an organisation alone ("own") or with those under it ("whole")."""
    return "own" if head.level in _OWN else "whole"


def level_said(text: str) -> tuple[str | None, str | None, str]:
    """Return the level that a question insists on, the one that it leans to, and the word for the first."""
    words = paper_words().paper
    said, leaning, word = None, None, ""
    for level in ("own", "whole"):
        word = next((w for w in getattr(words, level) if w in text), word) if said is None else word
        said = said or (level if any(w in text for w in getattr(words, level)) else None)
        weak = getattr(words, f"weak_{level}")
        leaning = leaning or (level if any(w in text for w in weak) else None)
    return said, leaning, word


def value_years(text: str, fiscal_year: int) -> tuple[YearMention, ...]:
    """Return the years that a figure is asked for; those that it is only compared with are left out."""
    compared = paper_words().paper.compared[:2]
    return tuple(m for m in years_in(text, fiscal_year) if not text[: m.start].endswith(compared))


def _spelled(text: str, organisations: Sequence[Organisation]) -> _Spelled:
    """Return the spans that may name organisations, each with these and with what matched."""
    found: _Spelled = {}
    said: dict[tuple[str, ...], bool] = {}
    """Whether any of several endings is said: many organisations end alike."""
    for organisation in organisations:
        endings = organisation.endings
        if endings not in said:
            said[endings] = any(ending in text for ending in endings)
        if said[endings]:
            for match in organisation.pattern.finditer(text):
                found.setdefault(match.span(), []).append((organisation, match))
        if organisation.without_ending and organisation.parts.told in text:
            for match in organisation.without_ending.finditer(text):
                if not _begins_a_concept(text, match.start("body"), match.end()):
                    found.setdefault(match.span(), []).append((organisation, None))
    return found


def _named(
    text: str, span: tuple[int, int], spelled: Sequence[tuple[Organisation, re.Match[str] | None]]
) -> Named | None:
    """Return what a span names: those organisations that are meant surely, else every one that may be meant."""
    start, end = span
    if start == end:
        return None
    surely = [(o, match is None or o.is_named_surely(match)) for o, match in spelled]
    same = [organisation for organisation, sure in surely if sure is not None]
    sure = [organisation for organisation, sure in surely if sure]
    if not same:
        return None
    return Named(start, end, text[start:end], tuple(dict.fromkeys(sure or same)), bool(sure))


def _place_before(text: str, named: Named) -> str:
    """Return the place said in front of a name that makes it another one's (济南 before 市信访局)."""
    if all(
        o.pattern.fullmatch(named.text) and _is_placed(o, named.text) for o in named.organisations
    ):
        return ""
    tokens = tokens_of(text[: named.start])
    kept: list[Token] = []
    kind = named.text.startswith(organisation_words().kinds)
    for token in reversed(tokens):
        # 丙 before 市信访局 is a place, whatever else it means by itself
        if not _is_place(token.word, bool(kept)) and not (
            kind and not kept and _is_unknown(token.word)
        ):
            break
        kept.insert(0, token)
    return "".join(token.word for token in kept)


def _is_placed(organisation: Organisation, text: str) -> bool:
    """Return whether a name is said with its own place, not only with a kind of place (区)."""
    match = organisation.pattern.fullmatch(text)
    place: str | None = match["place"] if match else None
    return place is not None and place.rstrip("的") not in organisation_words().kinds


@made_of_files
@lru_cache(maxsize=4096)
def _is_place(word: str, before_place: bool) -> bool:
    if all(is_mark(c) or c.isdigit() for c in word):
        return False
    kinds = organisation_words().kinds
    if word in kinds:
        return True
    if word in common_words():
        return False
    tag = part_of_speech(word)
    if tag in _PLACE_TAGS or word.endswith(tuple(marks("places"))):
        return True
    return tag is None and (before_place or len(word) >= 2)


def _is_unknown(word: str) -> bool:
    return word not in common_words() and not any(is_mark(c) or c.isdigit() for c in word)


def _begins_a_concept(text: str, start: int, end: int) -> bool:
    """Return whether the words of a name go on as a thing that is asked about (普陀教育支出)."""
    words = common_words()
    return any(
        text[start : end + more] in words and words[text[start : end + more]].names_something()
        for more in range(1, _LONGEST)
        if end + more <= len(text)
    )
