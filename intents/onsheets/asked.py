"""What a question wants of a project, clause by clause: its money, an indicator, its score, who, when, why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from intents.inrows.words import Said, is_general, is_noun
from intents.lexicon import alternatives, marks, says_any
from intents.mentions import Sort, fold_synonyms
from intents.rules import View
from intents.tokens import part_of_speech, tokens_of


class Want(StrEnum):
    """What may be wanted of a project."""

    SCORE = "score"
    GRADE = "grade"
    LOST = "lost"
    """The indicators that did not reach what they were to."""
    REASON = "reason"
    PROBLEM = "problem"
    BASIS = "basis"
    WHO = "who"
    WHEN = "when"
    BOTH = "both"
    """What was to be reached and what was."""
    ACTUAL = "actual"
    MONEY = "money"
    PURPOSE = "purpose"
    QUANTITY = "quantity"
    """A value of an indicator, in a unit or not."""


_GROUPS = (
    (Want.GRADE, "wants_grade"),
    (Want.LOST, "wants_lost"),
    (Want.SCORE, "wants_score"),
    (Want.PROBLEM, "wants_problem"),
    (Want.REASON, "wants_reason"),
    (Want.BASIS, "wants_basis"),
    (Want.WHO, "wants_who"),
    (Want.WHEN, "wants_when"),
    (Want.PURPOSE, "wants_purpose"),
    (Want.MONEY, "wants_money"),
    (Want.BOTH, "wants_both"),
    (Want.ACTUAL, "wants_actual"),
    (Want.QUANTITY, "wants_quantity"),
)
_MARKS = r"[，,。?？!！;；、\n]"
_PASSED = frozenset({Sort.HERE, Sort.DEPARTMENT, Sort.YEAR, Sort.MARK, Sort.TABLE})
_SHORT = 2
_NAMING = "nabjs"
"""Parts of speech of the characters that names are made of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a question that asks something."""

    text: str
    wants: tuple[Want, ...]
    units: tuple[str, ...]
    """The units in which a value is asked for; empty where none is said."""
    words: tuple[Said, ...]
    """Its words that may name a thing: those that weigh must be accounted for."""

    @property
    def is_rate(self) -> bool:
        """Return whether it asks for what is paid for one of several, or each time: 一个人补多少钱, 一个月领多少."""
        asks = Want.MONEY in self.wants or Want.QUANTITY in self.wants
        return asks and not self.units and says_any(self.text, "rates_said")


@cache
def _dimensions() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return how a length, an area, people are asked for, each with the units they are told in."""
    pairs = (
        *(("asks_length", "units_of_length"), ("asks_area", "units_of_area")),
        *(("asks_weight", "units_of_weight"), ("asks_heads", "units_of_heads")),
    )
    return tuple((asks, marks(units)) for asks, units in pairs)


def pieces_of(view: View, units: frozenset[str]) -> tuple[Piece, ...]:
    """Given a question and the units that a paper counts in, return what it asks, left to right."""
    found: list[Piece] = []
    for start, end in _spans(view.text):
        piece = _piece(view, start, end, units)
        if found and not piece.wants and not piece.words:
            continue
        found.append(piece)
    return tuple(_joined(found))


def is_bare(piece: Piece) -> bool:
    """Return whether a piece names nothing of its own: 目标是多少, 没完成是什么原因."""
    return all(len(w.word) < _SHORT or is_light(w.word) for w in piece.words)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for mark in re.finditer(f"{_MARKS}|{alternatives('pieces_joined')}", text):
        if mark.start() > at:
            yield at, mark.start()
        at = mark.end()
    if at < len(text):
        yield at, len(text)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces that ask, each with those before it that only name a thing; the last with what follows it."""
    kept: list[Piece] = []
    asking: list[Piece] = []
    for piece in pieces:
        if not piece.wants:
            kept.append(piece)
            continue
        asking.append(_together((*kept, piece)))
        kept = []
    if kept and asking:
        asking[-1] = _together((asking[-1], *kept))
    elif kept:
        asking = [_together(kept)]
    yield from asking


def _together(pieces: Sequence[Piece]) -> Piece:
    return Piece(
        "，".join(p.text for p in pieces),
        tuple(dict.fromkeys(w for p in pieces for w in p.wants)),
        tuple(u for p in pieces for u in p.units),
        tuple(w for p in pieces for w in p.words),
    )


def _piece(view: View, start: int, end: int, units: frozenset[str]) -> Piece:
    text = view.text[start:end]
    taken: set[int] = set()
    found: list[tuple[int, Want]] = []
    for at, upto in _counted(text, units):
        taken |= set(range(at, upto))
        found.append((at, Want.QUANTITY))
    asked = _units_asked(text, units)
    for match in re.finditer(alternatives("rates_said"), text):
        taken |= set(range(*match.span()))
    for want, group in _GROUPS:
        for match in re.finditer(alternatives(group), text):
            if not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                found.append((match.start(), want))
    wants = tuple(dict.fromkeys(want for _, want in sorted(found, key=lambda one: one[0])))
    if asked and Want.QUANTITY not in wants:
        wants = (*wants, Want.QUANTITY)
    if {Want.ACTUAL, Want.BOTH} & set(wants) and not says_any(text, "target_said"):
        wants = tuple(want for want in wants if want is not Want.QUANTITY)
    return Piece(text, wants, asked, tuple(_words(view, start, end, taken)))


def _counted(text: str, units: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where a number is asked for in a unit that the paper counts in: 多少盏, 几座."""
    for match in re.finditer(alternatives("how_many_of"), text):
        unit = _unit_at(text, match.end(), units)
        if unit:
            yield match.start(), match.end() + len(unit)


def _unit_at(text: str, at: int, units: frozenset[str]) -> str:
    known = {*units, *marks("units_counted")}
    return max((u for u in known if text.startswith(u, at)), key=len, default="")


def _units_asked(text: str, units: frozenset[str]) -> tuple[str, ...]:
    found = [text[e:][: len(_unit_at(text, e, units))] for e in _ends(text)]
    told = [unit for unit in found if unit and unit not in marks("units_of_money_asked")]
    if not told:
        bare = re.sub(alternatives("wants_when"), "", text)  # 多长时间 asks for no length
        told = [u for asks, named in _dimensions() if says_any(bare, asks) for u in sorted(named)]
    return tuple(dict.fromkeys(told))


def _ends(text: str) -> list[int]:
    return [match.end() for match in re.finditer(alternatives("how_many_of"), text)]


def _words(view: View, start: int, end: int, taken: set[int]) -> Iterator[Said]:
    """Yield the words of a piece beside those that ask: nouns weigh, others may only speak for a thing."""
    passed = {i for m in view.mentions if m.sort in _PASSED for i in range(m.start, m.end)}
    for token in tokens_of(view.text):
        if token.start < start or token.end > end or token.start in passed:
            continue
        places = [i for i in range(token.start, token.end) if i - start not in taken]
        word = "".join(view.text[i] for i in places).removesuffix("的")
        folded = fold_synonyms(word)
        if not folded or word in marks("passed_on_sheets"):
            continue
        weighs = len(word) >= _SHORT and is_noun(word) and not (is_light(word) or _is_torn(word))
        yield Said(places[0], places[-1] + 1, word, weighs, folded)


def _is_torn(word: str) -> bool:
    """Return whether what is no word begins or ends with one that names nothing, or holds a figure: 要换, 演了, 28."""
    if any(c.isdigit() for c in word):
        return True
    ends = {(part_of_speech(c) or "n")[0] for c in (word[0], word[-1])}
    return part_of_speech(word) is None and bool(ends - set(_NAMING))


def is_light(word: str) -> bool:
    """Return whether a word tells no project or indicator from another: 项目, 目标, 完成."""
    light = ("beside_rows", "measures_of_rows", "light_on_sheets")
    return is_general(word) or any(word in marks(group) for group in light)
