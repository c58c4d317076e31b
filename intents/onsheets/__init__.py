"""What is asked of a project in people's own words: cells of its sheets, figures and sentences told of it.

A last resort beside that of rows: it reads a question clause by clause, finds the one project that the words mean
and in it the one indicator, and looks up the cell that is asked for: what is to be reached, what was, the score, the
reason. Every noun must be accounted for by the names of the two, or by what the sheet says of them; where several
indicators fit as well as one another, or a sheet does not tell what is asked, the question stays unanswered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.lexicon import says_any
from intents.mentions import Sort, Vocabulary, find_mentions, fold_synonyms
from intents.onsheets.asked import Piece, Want, is_bare, pieces_of
from intents.onsheets.choosing import (
    Meant,
    accounts_for,
    indicators_meant,
    is_told_apart,
    projects_meant,
    tells_one,
)
from intents.onsheets.goals import figure_of, goals_meant
from intents.onsheets.looking import cells_of, fields_of, query_for, sentences_of
from intents.onsheets.sheets import Project, Role, name_of, projects_of, units_of
from intents.onsheets.short import falls_short
from intents.outcomes import Assumed, Beyond, NoPaper, Outcome, Understood
from intents.rules import View
from intents.text import Folded
from knowledge import FactBase, Query

_OF_PROJECTS = frozenset(
    {
        *(Want.SCORE, Want.GRADE, Want.WHO, Want.MONEY, Want.PURPOSE),
        *(Want.PROBLEM, Want.LOST, Want.BASIS, Want.REASON),
    }
)
"""What may be asked of a project as a whole."""
_ROLES = {
    Want.QUANTITY: (Role.TARGET,),
    Want.WHEN: (Role.TARGET,),
    Want.ACTUAL: (Role.ACTUAL,),
    Want.BOTH: (Role.TARGET, Role.ACTUAL),
    Want.REASON: (Role.REASON,),
    Want.BASIS: (Role.BASIS,),
    Want.SCORE: (Role.SCORE,),
}

_OPEN = frozenset({"topic", "opinion", "personal", "unplaced", "no_rule"})
"""Reasons of a refusal that leave room for a sheet."""
_SAID = frozenset({"repaired", "unanswered"})
_OF_SHEETS = frozenset(
    {
        *("project", "project_name", "project_basis", "project_end", "project_executor"),
        *("project_authority", "evaluated_projects", "performance_management", "goals"),
        *("annual_goal", "budget_total", "expenditure", "unit_name", "legal_representative"),
    }
)
"""Concepts that say what of a project is asked, and name no thing of their own."""
_HEAD = 2
"""Characters of a concept's name that a project's or an indicator's must print."""
_MOST_RATES = 3
_UNDONE = frozenset({"excluded", "excluded_end", "complement"})


@dataclass(frozen=True, slots=True)
class _Asking:
    """A question, what it is asked of, and the projects of the paper."""

    view: View
    base: FactBase
    projects: tuple[Project, ...]


def on_sheets(folded: Folded, outcome: Outcome, base: FactBase, vocabulary: Vocabulary) -> Outcome:
    """Given a question and what became of it, return the cells of a project's sheet that it asks for, where it failed.

    The outcome as it was where it answers what is asked, or where no one project's cells do.
    """
    if isinstance(outcome, NoPaper) or (
        isinstance(outcome, Beyond) and outcome.reason not in _OPEN
    ):
        return outcome
    if isinstance(outcome, Understood) and any(a.kind not in _SAID for a in outcome.assumed):
        return outcome
    projects = projects_of(base.index(), vocabulary)
    if not projects:
        return outcome
    index = base.index()
    view = View(folded.text, tuple(find_mentions(folded, vocabulary, index.paper.year)), index)
    pieces = pieces_of(view, units_of(projects))
    if view.has(*_UNDONE) or says_any(folded.text, "never_on_sheets"):
        return outcome
    if not falls_short(outcome, pieces, base):
        return outcome
    told = _told(_Asking(view, base, projects), pieces)
    if isinstance(told, Understood) and isinstance(outcome, Understood):
        wants = {want for piece in pieces for want in piece.wants}
        if Want.MONEY not in wants and says_any(folded.text, "budget_beside"):
            told = replace(told, queries=tuple(dict.fromkeys((*outcome.queries, *told.queries))))
    return told if told is not None else outcome


def _told(asking: _Asking, pieces: Sequence[Piece]) -> Outcome | None:
    """Return what all the pieces of a question ask, of one project; None where one of them is not told."""
    queries: list[Query] = []
    assumed: list[Assumed] = []
    last: Meant | None = None
    of_year = _of_year(asking.view)
    only_money = [want for piece in pieces for want in piece.wants] == [Want.MONEY]
    if not of_year and only_money and not pieces[0].is_rate:
        return None  # an amount alone is what the rules, and rows, tell
    for piece in pieces:
        for want in piece.wants or of_year:
            found = _want_told(asking, piece, want, last)
            if found is None or (last is not None and found.meant.project is not last.project):
                return None
            queries += found.queries
            last = found.meant
            assumed.append(Assumed("repaired", _called(last)))
    told = tuple(dict.fromkeys(queries))
    if not told or not all(piece.wants or of_year for piece in pieces):
        return None
    return Understood(told, tuple(dict.fromkeys(assumed)))


def _of_year(view: View) -> tuple[Want, ...]:
    """Return that an amount is wanted where another year than the paper's is said: 中期规划 某某补偿 2028年."""
    return (Want.MONEY,) if any(y > view.index.paper.year for y in view.years) else ()


@dataclass(frozen=True, slots=True)
class _Found:
    """The questions that tell what is wanted, and of what."""

    queries: tuple[Query, ...]
    meant: Meant


def _want_told(asking: _Asking, piece: Piece, want: Want, last: Meant | None) -> _Found | None:
    """Return what tells one thing wanted: of an indicator, else of the project; `last` was told of before it."""
    within = asking.projects if last is None else (last.project,)
    found = None
    if want in {Want.MONEY, Want.QUANTITY} and piece.is_rate:
        return _of_rate(asking, piece, within)  # of what one gets the whole amount tells nothing
    if want in _ROLES:
        found = _of_indicator(asking, piece, within, want, last)
    if found is None and want in _OF_PROJECTS:
        found = _of_project(asking, piece, within, want)
    if found is None and want is Want.QUANTITY and piece.units:
        found = _of_goal(asking, piece, within)
    return found


def _of_rate(asking: _Asking, piece: Piece, within: Sequence[Project]) -> _Found | None:
    """Return the few indicators of one project that tell what is paid for one of several, or each time."""
    best = indicators_meant(piece, piece.words, within)
    best = [m for m in best if _is_of_concepts(m, asking.view)]
    if not 0 < len(best) <= _MOST_RATES or any(m.project is not best[0].project for m in best):
        return None
    found = [_told_by(asking, meant, Want.QUANTITY) for meant in best]
    if not all(found):
        return None
    return _Found(
        tuple(q for one in found if one for q in one.queries), Meant(best[0].project, None, 0.0)
    )


def _of_goal(asking: _Asking, piece: Piece, within: Sequence[Project]) -> _Found | None:
    """Return the one goal told in words that tells the number asked for."""
    goals = [
        goal
        for goal in goals_meant(piece, within)
        if _is_of_concepts(Meant(goal.project, None, 0.0), asking.view)
    ]
    if len(goals) != 1:
        return None
    project = goals[0].project
    cells = (figure_of(goals[0], asking.base.index()), goals[0].fact)
    asked = [query_for(c, project, asking.base, asking.view.years) for c in cells if c is not None]
    found = tuple(query for query in asked if query is not None)
    return _Found(found, Meant(project, None, 0.0)) if found else None


def _of_indicator(
    asking: _Asking, piece: Piece, within: Sequence[Project], want: Want, last: Meant | None
) -> _Found | None:
    carried = last is not None and last.indicator is not None and not piece.units
    if carried and last is not None and is_bare(piece) and want is not Want.WHEN:
        return _told_by(asking, last, want)
    best = indicators_meant(piece, piece.words, within)
    named = projects_meant(piece.words, within)
    several = [m for m in best if m.project in named] or best
    if want is Want.SCORE:
        several = [m for m in several if is_told_apart(m, piece)]
    several = [m for m in several if _is_of_concepts(m, asking.view)]
    return _told_by(asking, several[0], want) if len(several) == 1 else None


def _told_by(asking: _Asking, meant: Meant, want: Want) -> _Found | None:
    """Return the cells of an indicator that tell what is wanted."""
    cells = cells_of(meant, _ROLES[want], past=want is Want.QUANTITY)
    queries = [query_for(cell, meant.project, asking.base, asking.view.years) for cell in cells]
    found = tuple(q for q in queries if q is not None)
    return _Found(found, meant) if found and len(found) == len(queries) else None


def _names(piece: Piece) -> bool:
    return any(word.weighs for word in piece.words)


def _called(meant: Meant) -> str:
    own = meant.indicator.label if meant.indicator else ""
    return " · ".join(filter(None, (name_of(meant.project.term), own)))


def _is_of_concepts(meant: Meant, view: View) -> bool:
    """Return whether a project or indicator bears what is named beside it that papers tell of elsewhere: 退休人员."""
    names = f"{meant.project.name}\n{meant.indicator.name if meant.indicator else ''}"
    said = [m for m in view.mentions if m.sort is Sort.CONCEPT and not {*m.concepts} <= _OF_SHEETS]
    return all(fold_synonyms(m.text)[:_HEAD] in names for m in said)


def _of_project(
    asking: _Asking, piece: Piece, within: Sequence[Project], want: Want
) -> _Found | None:
    meant = projects_meant(piece.words, within)
    meant = [p for p in meant if p.term and accounts_for(piece.words, p.name, p.words)]
    if len(within) == 1 and not _names(piece):
        meant = list(within)
    elif not _names(piece) and not tells_one(piece, within):
        return None
    if len(meant) != 1 or not _is_of_concepts(Meant(meant[0], None, 0.0), asking.view):
        return None
    (project,) = meant
    cells = fields_of(project, want, asking.view.years)
    queries = [query_for(cell, project, asking.base, asking.view.years) for cell in cells]
    found = tuple(q for q in queries if q is not None)
    if not cells:
        found = tuple(sentences_of(project, want, asking.base))
    return _Found(found, Meant(project, None, 0.0)) if found else None
