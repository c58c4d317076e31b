"""Which project, and which of its indicators, the words of a question mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intents.inrows.words import LITERAL, Said, shared_with
from intents.lexicon import alternatives, marks, says_any
from intents.mentions import fold_synonyms
from intents.onsheets.asked import Piece, Want, is_light
from intents.onsheets.sheets import Indicator, Project, Role
from knowledge import Kind

_IN_INDICATOR, _IN_PROJECT, _IN_NOTES, _IN_WORDS = 1.2, 1.0, 0.7, 0.4
_OF_UNIT = 2.0
_NEAR = 0.9
_HALF, _MOST = 0.5, 0.6
"""How much of an indicator's name must be said where no unit is, and where it tells a share or money."""
_UNITS_ALIKE = ("counted_times", "units_of_heads", "units_of_area", "units_of_length")
_COUNTS = frozenset({Kind.COUNT, Kind.PEOPLE, Kind.WORDS})


@dataclass(frozen=True, slots=True)
class Meant:
    """An indicator of a project, and how well the words fit it; without an indicator the project itself."""

    project: Project
    indicator: Indicator | None
    score: float


def projects_meant(words: Sequence[Said], projects: Iterable[Project]) -> list[Project]:
    """Return the projects whose names hold most of the words; several where they are as good as one another."""
    scored = [(_held(words, p.name), p) for p in projects if p.term]
    best = max((score for score, _ in scored), default=0.0)
    return [p for score, p in scored if best and score >= best * _NEAR]


def accounts_for(words: Sequence[Said], *texts: str) -> bool:
    """Return whether every word that weighs is held by one of the texts."""
    return all(any(w.held_by(text) for text in texts) for w in words if w.weighs)


def tells_one(piece: Piece, projects: Sequence[Project]) -> bool:
    """Return whether a word that is no noun stands in one project's name alone: 开办 of 某局开办经费."""
    return any(
        sum(word.held_by(project.name) == LITERAL for project in projects) == 1
        for word in piece.words
        if len(word.text) > 1 and not is_light(word.word)
    )


def indicators_meant(
    piece: Piece, words: Sequence[Said], projects: Sequence[Project]
) -> list[Meant]:
    """Return the indicators that account for all the words that weigh and are of the sort asked for, the best alone."""
    found = [
        Meant(p, i, _score(piece, words, p, i))
        for p in projects
        for i in p.indicators
        if _fits(piece, i)
        and accounts_for(words, i.name, p.name, i.notes)
        and _is_named(piece, words, p, i)
    ]
    top = max((m.score for m in found), default=0.0)
    return [m for m in found if m.score >= top * _NEAR]


def _is_named(piece: Piece, words: Sequence[Said], project: Project, own: Indicator) -> bool:
    """Return whether an indicator is told by a word of its own, or is its project's only one in the unit asked for."""
    if any(w.held_by(own.name) and not w.held_by(project.name) for w in words if len(w.text) > 1):
        return True
    if any(w.weighs and w.held_by(own.name) for w in words):
        return True
    if piece.is_rate:
        return any(
            w.held_by(project.name) for w in words if len(w.text) > 1 and not is_light(w.word)
        )
    if not piece.units or not any(w.held_by(project.name) == LITERAL for w in words):
        return False
    return sum(_fits(piece, other) for other in project.indicators) == 1


def _score(piece: Piece, words: Sequence[Said], project: Project, own: Indicator) -> float:
    score = 0.0
    for word in words:
        level = max(
            word.held_by(own.name) * _IN_INDICATOR,
            word.held_by(project.name) * _IN_PROJECT,
            word.held_by(own.notes) * _IN_NOTES,
            word.held_by(project.words) * _IN_WORDS,
        )
        score += level * len(word.text)
        score += word.held_by(own.name) * 0.5
    if piece.units and own.units:
        score += _OF_UNIT
    return score + 0.5 * shared_with(own.name, piece.text)


def _held(words: Iterable[Said], text: str) -> float:
    return sum(w.held_by(text) * len(w.text) for w in words)


def _fits(piece: Piece, own: Indicator) -> bool:
    """Return whether an indicator tells the sort of thing that is asked for: a count, a share, money, a time."""
    if Want.REASON in piece.wants:
        return Role.REASON in own.cells
    if Want.WHEN in piece.wants and Want.QUANTITY not in piece.wants:
        return _is_of_time(own)
    return bool(own.kinds) and _tells(piece, own)


def _tells(piece: Piece, own: Indicator) -> bool:
    """Return whether an indicator tells the sort of figure that is asked for."""
    if piece.is_rate:
        return tells_rate(own) and _is_of_age(own, piece)
    if piece.units:
        return bool(_in_units(piece.units, own))
    if Want.BASIS not in piece.wants and not _is_called(own, piece):
        return False
    if own.kinds <= {Kind.PERCENT}:
        return says_any(piece.text, "shares_asked") or _is_spelled(own, piece)
    if own.kinds <= {Kind.MONEY}:
        return _is_spelled(own, piece)
    return True


def tells_rate(own: Indicator) -> bool:
    """Return whether an indicator tells what is paid for one thing, or each time: 人均补助标准, 50元/人·月."""
    told = [*_units(own)]
    of_money = own.kinds <= {Kind.MONEY} or any(says_any(u, "units_of_money_asked") for u in told)
    return of_money and (says_any(own.name, "rates_printed") or any("/" in u for u in told))


def _is_of_age(own: Indicator, piece: Piece) -> bool:
    """Return whether an indicator is of the age that is said, where it prints from which to which it is: 90-99周岁."""
    said = re.findall(rf"(\d+)(?=\D?{alternatives('units_of_age')})", piece.text)
    ages = re.search(rf"(\d+)[-~—～至](\d+)(?={alternatives('units_of_age')})", own.name)
    if ages is None or not said:
        return True
    return all(int(ages[1]) <= int(age) <= int(ages[2]) for age in said)


def is_told_apart(meant: Meant, piece: Piece) -> bool:
    """Return whether a word tells an indicator that its project's name does not hold."""
    own = meant.indicator
    return own is not None and any(
        w.weighs and w.held_by(own.name) and not w.held_by(meant.project.name) for w in piece.words
    )


def _is_called(own: Indicator, piece: Piece) -> bool:
    """Return whether an indicator that tells a figure is named, more of it where money is spoken of: 培训费实际多少."""
    target = own.cells.get(Role.TARGET) or own.cells.get(Role.ACTUAL)
    counts = target is not None and any(c.isdigit() for c in target.printed)
    money = says_any(piece.text, "money_on_sheets") and own.kinds != {Kind.MONEY}
    return counts and _is_spelled(own, piece, _MOST if money else _HALF)


def _is_spelled(own: Indicator, piece: Piece, least: float = _MOST) -> bool:
    """Return whether most of an indicator's name stands in the question as it is."""
    return shared_with(own.name, fold_synonyms(piece.text)) >= least * len(own.name)


def _is_of_time(own: Indicator) -> bool:
    target = own.cells.get(Role.TARGET) or own.cells.get(Role.ACTUAL)
    printed = target.printed if target is not None else ""
    return says_any(printed, "words_of_time") and not own.kinds <= {Kind.PERCENT, Kind.MONEY}


def _in_units(asked: Iterable[str], own: Indicator) -> bool:
    return any(counts_alike(one, other) for one in asked for other in _units(own))


def _units(own: Indicator) -> Iterator[str]:
    """Yield the units of an indicator's values, those read as words too (1920元/人·月)."""
    yield from own.units
    for role in (Role.TARGET, Role.ACTUAL):
        cell = own.cells.get(role)
        if cell is not None and not cell.unit:
            yield cell.printed.lstrip("≥≤=＝><约不少于低0123456789.,% ")


def counts_alike(asked: str, unit: str) -> bool:
    """Return whether two units count the same sort of thing: 回 and 次/年, 名 and 人."""
    if not unit:
        return False
    if (
        unit.startswith(asked)
        or asked.startswith(unit)
        or unit.removeprefix("万").startswith(asked)
    ):
        return True
    bare = unit.split("/", maxsplit=1)[0].removeprefix("万")
    if asked in marks("units_of_anything"):
        return bare in marks("counted_pieces") or bare in marks("units_counted")
    return any(asked in marks(group) and bare in marks(group) for group in _UNITS_ALIKE)
