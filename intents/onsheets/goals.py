"""Numbers that a project's goal tells in words: 全年组织主题活动不少于24场次, of no indicator's row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from intents.inrows.words import shared_with
from intents.lexicon import marks
from intents.mentions import fold_synonyms
from intents.onsheets.asked import Piece
from intents.onsheets.choosing import accounts_for, counts_alike
from intents.onsheets.sheets import Project, is_goal, name_of
from knowledge import Aspect, Fact, Kind, PaperIndex, squash

_CLAUSES = re.compile(r"[，,。；;、！\n]")
_NUMBER = re.compile(r"\d[\d.,]*(?:余|多)?")
_LONGEST_UNIT = 3
_FEWEST = 2
"""Characters of a question, in a row, that the words around a number must print."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a project is to reach, in words, and how much of a question the words around its number print."""

    project: Project
    fact: Fact
    said: int
    number: str
    """The number around which most is said, as printed with its unit; empty where several are as good."""


def goals_meant(piece: Piece, projects: Iterable[Project]) -> list[Goal]:
    """Given what is asked, return the goals that tell a number in its unit and account for all its words, the best."""
    found = [goal for project in projects for goal in _goals(piece, project)]
    most = max((goal.said for goal in found), default=0)
    return [goal for goal in found if goal.said == most]


def _goals(piece: Piece, project: Project) -> Iterator[Goal]:
    for fact in project.fields:
        if fact.kind is not Kind.WORDS or not fact.value or not is_goal(fact):
            continue
        text = fold_synonyms(squash(str(fact.value)).lower())
        above = "\n".join(fold_synonyms(name_of(term)) for term in sorted(fact.context))
        told = [*_told(piece, text)]
        said = max((said for said, _ in told), default=0)
        numbers = [number for each, number in told if each == said]
        if said >= _FEWEST and accounts_for(piece.words, text, project.name, above):
            yield Goal(project, fact, said, numbers[0] if len(numbers) == 1 else "")


def figure_of(goal: Goal, index: PaperIndex) -> Fact | None:
    """Return the figure that was read out of a goal's sentence and is the number asked for, where there is one."""
    for fact in index.paper.facts:
        beside = fact.table == goal.fact.table and fact.row == goal.fact.row
        counted = isinstance(fact.value, Decimal) and fact.aspect is Aspect.AMOUNT
        printed = fold_synonyms(squash(fact.printed).lower())
        if beside and counted and goal.number and printed == goal.number:
            return fact
    return None


def _told(piece: Piece, text: str) -> Iterator[tuple[int, str]]:
    """Yield each number in a unit asked for, with how many characters of the question stand around it."""
    asked = fold_synonyms(piece.text)
    for clause in _CLAUSES.split(text):
        for number in _NUMBER.finditer(clause):
            behind = clause[number.end() : number.end() + _LONGEST_UNIT]
            unit = _unit_in(piece.units, behind)
            if unit:
                yield shared_with(clause, asked), number[0] + unit


def _unit_in(units: Sequence[str], behind: str) -> str:
    """Return the unit at the head of what stands behind a number, where it is one asked for: 场次 of 场次受 for 场."""
    ends = range(len(behind), 0, -1)
    fitting = (behind[:end] for end in ends for u in units if counts_alike(u, behind[:end]))
    known = [unit for unit in fitting if unit in marks("units_counted") or unit in units]
    return known[0] if known else next((behind[:1] for u in units if counts_alike(u, behind)), "")
