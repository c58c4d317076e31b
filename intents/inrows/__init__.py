"""What nothing else could place: the one row of the paper that a question tells of in people's own words.

A last resort. A row answers by itself only where a word of the question that few rows print stands in its label
as it is, and every other noun is accounted for; the answer tells how it was read. Where the evidence is weaker the
few rows that may be meant are offered as whole questions; where there is none, the refusal stands as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intents.inrows.evidence import (
    accounts_for_all,
    agrees,
    asks_bound,
    asks_money,
    asks_value,
    tells_share,
)
from intents.inrows.matching import Match, best_of, closest_of, matches_of
from intents.inrows.rows import Row, printed_alike, rows_of
from intents.inrows.subjects import of_subject
from intents.inrows.words import LITERAL, Said, reweighed, row_text, words_said
from intents.inwords import form_of
from intents.lending import begins
from intents.lexicon import marks, says_any
from intents.mentions import Mention, Sort, Vocabulary, as_part_of_label, fold_synonyms
from intents.outcomes import Assumed, Beyond, Outcome, Unclear, Understood
from intents.reading import by_rules
from intents.rules import View
from knowledge import Fact, FactBase, Kind, Op, Query, Subject, answer

_OPEN = frozenset({"unplaced", "no_rule", "topic"})
"""Reasons of a refusal that leave room for a row."""
_ANSWERED, _OFFERED, _TARGET_OFFERED = 0.5, 0.3, 0.15
"""How much of a label must be said for it to answer, and to be offered."""
_PLAIN_ROW, _PLAIN_WORD, _PLAIN_TARGET = 0.3, 0.5, 0.2
"""How much of a label must be said where every word that weighs is accounted for, by one word, and of an indicator."""
_NEAR = 0.85
_FEWEST_OF_USE, _LONGEST_USE = 4, 30
_MOST = 3
_BOUNDS = frozenset({"least", "most", "above", "below", "exists", "percent", "if_enough"})
"""What is said of an indicator beside its name: 最少要几回, 有没有指标."""
_UNDONE = frozenset({"excluded", "excluded_end", "complement", "who", "how", "reason"})
_PLAIN = frozenset({"how_much", "exists", "what", "how_many_things", "parent"})
_OF_SEVERAL = frozenset({"sum", "average", "versus", "versus_less", "minus", "agree", "times"})
_TOLD = frozenset({Op.LOOKUP, Op.CHANGE, Op.SHARE, Op.USE, Op.COMPLETION})
_LABEL = "label:"
_JOINT = re.compile(r"[、,，;；。\n和及与]|以及|等")
_WITHIN = 0.7
"""The share of the weighty words that must be accounted for where a row is only offered."""


def in_rows(view: View, outcome: Outcome, base: FactBase, vocabulary: Vocabulary) -> Outcome:
    """Given a question and what failed to answer it, return the row that it tells of, rows to choose from, or that."""
    if not _leaves_room(view, outcome):
        return outcome
    rows = rows_of(view.index, vocabulary)
    said = tuple(_mended(word, rows) for word in words_said(view))
    if not any(word.weighs for word in said):
        return outcome
    told = _part_of(view, said, _within(view, rows), base)
    things = [row for row in rows if not row.is_subject]
    matches = matches_of(said, things)
    best = best_of(matches, view)
    if told is None and (not best or best[0].explained < 1):
        told = _by_use(view, said, rows, base)
    if told is None and len(best) == 1 and _is_sure(best[0], view, said):
        told = _answered(view, said, best[0].row, base)
    if told is None and (isinstance(outcome, Beyond) or asks_bound(view)):
        of_sort = [row for row in things if row.is_target or isinstance(outcome, Beyond)]
        told = _plainly(view, said, of_sort, base)
    if told is None and not view.codes:
        told = of_subject(view, rows, base, vocabulary)
    if told is None and isinstance(outcome, Beyond):
        told = _offered(view, best, matches, base)
    of_money = asks_money(view) and not says_any(view.text, "scores")
    if isinstance(told, Understood) and of_money and not _tells_money(told, base):
        return outcome  # a score, or a target, is no answer to what was spent
    return told or outcome


def _tells_money(outcome: Understood, base: FactBase) -> bool:
    """Return whether every figure that is looked up is an amount of money."""
    looked_up = (answer(query, base) for query in outcome.queries if query.op is Op.LOOKUP)
    return all(
        not isinstance(figure, Fact) or figure.kind in {Kind.MONEY, Kind.WORDS}
        for told in looked_up
        for figure in told.main
    )


def _leaves_room(view: View, outcome: Outcome) -> bool:
    """Return whether a question asks for what a row may tell, and was not refused for good."""
    if isinstance(outcome, Beyond) and (outcome.final or outcome.reason not in _OPEN):
        return False
    blocked = any(m.sort is Sort.BLOCKING for m in view.mentions)
    return form_of(view) is None and not view.has(*_UNDONE) and not blocked


def _mended(word: Said, rows: Sequence[Row]) -> Said:
    """Return a word that no row holds as the one that sounds like it and that a row prints: 凌园 as 陵园."""
    if not word.weighs or any(word.held_by(row.name) for row in rows):
        return word
    printed = printed_alike(word.text, rows)
    return replace(word, word=printed, text=printed) if printed else word


def _within(view: View, rows: Sequence[Row]) -> list[Row]:
    """Return the rows under what was asked about before, where a message goes on with a part of it: 其中…的呢."""
    last = view.context
    if last is None or len(last.subjects) != 1 or not begins(view):
        return []
    above = last.subjects[0].terms | last.subjects[0].one_of
    return [row for row in rows if row.under & above]


def _part_of(
    view: View, said: Sequence[Said], rows: Sequence[Row], base: FactBase
) -> Outcome | None:
    """Return the only part of what was asked about before that accounts for all that is said; None where none does."""
    whole = [m for m in matches_of(said, rows) if m.explained == 1]
    top = max((m.score for m in whole), default=0.0)
    best = [
        m.row
        for m in whole
        if m.score >= _NEAR * top and accounts_for_all(m.row, row_text(m.row), view, said)
    ]
    if len(best) != 1 or view.ops - _PLAIN or view.context is None:
        return None
    query = _query(best[0], view)
    if not answer(query, base).found:
        return None
    return Understood((query,), (Assumed("repaired", _name(best[0])),), view.context.subjects[0])


def _is_sure(match: Match, view: View, said: Sequence[Said]) -> bool:
    """Return whether a row answers by itself: less of its label need be said where its unit is named, too (几座)."""
    asked = (f"{many}{unit}" for many in marks("how_many_of") for unit in match.row.units)
    counted = view.unit in match.row.units or any(words in view.text for words in asked)
    least = _OFFERED if counted else _ANSWERED
    named = match.explained == 1 and match.literal and match.covered >= least
    named = named and agrees(match.row, view)
    return named and accounts_for_all(match.row, row_text(match.row), view, said)


def _plainly(
    view: View, said: Sequence[Said], rows: Sequence[Row], base: FactBase
) -> Outcome | None:
    """Return what is asked of the one row of the kind asked for that accounts for every word that weighs."""
    fitting = [row for row in rows if agrees(row, view)]
    said = reweighed(said, fitting, view.text)
    if not any(word.weighs for word in said) or not asks_value(view):
        return None
    best = best_of(matches_of(said, fitting), view)
    if says_any(view.text, "each_asked"):
        return _each(view, said, best, base)
    if len(best) > 1:
        best = closest_of(best, view.text)
    if len(best) != 1 or not _is_plain(best[0], view, said):
        return None
    return _answered(view, said, best[0].row, base)


def _each(
    view: View, said: Sequence[Said], best: Sequence[Match], base: FactBase
) -> Outcome | None:
    """Return each of the few rows that are told apart by a word of the question: 区级和市级各出多少."""
    weighty = [word for word in said if word.weighs]
    held = [{w for w in weighty if w.held_by(m.row.name)} for m in best]
    together = "\n".join(row_text(m.row) for m in best)
    apart = all(one - set().union(*held[:i], *held[i + 1 :]) for i, one in enumerate(held))
    told = 1 < len(best) <= _MOST and apart and set().union(*held) == set(weighty)
    told = told and all(m.covered >= _ANSWERED for m in best)
    if not told or not all(accounts_for_all(m.row, together, view, said) for m in best):
        return None
    queries = tuple(_query(m.row, view) for m in best)
    assumed = tuple(Assumed("repaired", _name(m.row)) for m in best)
    return Understood(queries, assumed) if all(answer(q, base).found for q in queries) else None


def _is_plain(match: Match, view: View, said: Sequence[Said]) -> bool:
    """Return whether a row of the kind asked for is meant: by two words, or as an indicator by one that tells it."""
    row = match.row
    if row.is_target:
        told = match.held > 1 or match.literal or asks_bound(view)
        told = told and match.covered >= _PLAIN_TARGET
    else:
        told = match.covered >= (_PLAIN_ROW if match.held > 1 else _PLAIN_WORD)
    return told and match.explained == 1 and accounts_for_all(row, row_text(row), view, said)


def _answered(view: View, said: Sequence[Said], row: Row, base: FactBase) -> Outcome | None:
    """Return what the question asks of a row, as the rules read it with the row in the place of its words."""
    if view.has(*_OF_SEVERAL):
        return None  # of two things one alone was found
    if row.sheets and _sheet_of(said, row):
        sheet = _query(row, view, _sheet_of(said, row))
        plain = not view.ops - _PLAIN - _bounds_of(row) and answer(sheet, base).found
        (table,) = sheet.tables
        named = f"{_name(row)}({row.sheets[table]})"
        return Understood((sheet,), (Assumed("repaired", named),)) if plain else None
    outcome, _ = by_rules(replace(view, mentions=_with_row(view, said, row)), base)
    queries = outcome.queries if isinstance(outcome, Understood) else ()
    read = queries and all(_is_of(query, row) for query in queries)
    if not read or (row.is_target and not all(answer(q, base).found for q in queries)):
        if view.ops - _PLAIN - _bounds_of(row):
            return None
        queries = (_query(row, view),)
    if not all(answer(query, base).found for query in queries):
        return None
    return Understood(queries, (Assumed("repaired", _name(row)),))


def _bounds_of(row: Row) -> frozenset[str]:
    """Return what may be asked of a row beside what it is: of an indicator how much it is to be (占到几成)."""
    if not row.is_target:
        return frozenset()
    return _BOUNDS | {"share"} if tells_share(row) else _BOUNDS


def _is_of(query: Query, row: Row) -> bool:
    """Return whether a query asks of a row alone what a row can tell."""
    named = all(row.term in subject.terms | subject.one_of for subject in query.subjects[:1])
    return query.op in _TOLD and bool(query.subjects) and named


def _with_row(view: View, said: Sequence[Said], row: Row) -> tuple[Mention, ...]:
    """Return the mentions of a question with the row's label in the place of the first word that weighs."""
    first = next(word for word in said if word.weighs)
    found: list[Mention] = []
    for mention in view.mentions:
        if mention.start <= first.start < mention.end:
            found.append(as_part_of_label(mention, row.term))
        elif mention.sort in {Sort.RESIDUE, Sort.TOPIC, Sort.LABEL, Sort.CONCEPT}:
            found.append(
                replace(
                    mention,
                    sort=Sort.FILLER,
                    blocks=False,
                    concepts=(),
                    labels=(),
                    topic=None,
                    cues=(),
                )
            )
        elif row.is_target and mention.ops() and mention.ops() <= _bounds_of(row):
            found.append(replace(mention, sort=Sort.FILLER, cues=()))
        else:
            found.append(mention)
    return tuple(found)


def _offered(
    view: View, best: Sequence[Match], others: Sequence[Match], base: FactBase
) -> Outcome | None:
    """Return the two or three rows that may be meant, to choose from: beside a single one the next best.

    Where there is but one, and it does not answer, nothing is to be chosen from.
    """
    shown = [m for m in best if _is_offered(m) and agrees(m.row, view)]
    if not 0 < len(shown) <= _MOST or len(shown) < len(best):
        return None
    if len(shown) == 1:
        rest = (m for m in others if m.row is not shown[0].row and m.held)
        near = [m for m in rest if _is_offered(m) and agrees(m.row, view)]
        shown += sorted(near, key=lambda m: (-m.score, m.row.name))[:1]
    every = (_query(match.row, view) for match in shown)
    queries = tuple(query for query in every if answer(query, base).found)
    return Unclear(queries, guessed=True) if len(queries) > 1 else None


def _is_offered(match: Match) -> bool:
    whole = match.explained == 1 and match.row.is_target
    enough = match.covered >= (_TARGET_OFFERED if whole else _OFFERED)
    return enough and match.explained >= _WITHIN


def _by_use(
    view: View, said: Sequence[Said], rows: Sequence[Row], base: FactBase
) -> Outcome | None:
    """Return the one row of which the paper says that it is used for all that is asked about (主要用于…)."""
    weighty = [word for word in said if word.weighs]
    if view.ops - _PLAIN or sum(len(word.text) for word in weighty) < _FEWEST_OF_USE:
        return None
    used = {row.term: fold_synonyms(row.use) for row in rows if row.use}
    using = [row for row in rows if row.use and all(w.held_by(used[row.term]) for w in weighty)]
    if len(using) != 1:
        return None
    (row,) = using
    query = _query(row, view)
    literal = any(w.held_by(used[row.term]) == LITERAL for w in weighty)
    literal = literal and accounts_for_all(row, used[row.term], view, said)
    literal = literal and all(any(w.held_by(e) for w in weighty) for e in _items(used[row.term]))
    if not literal or not answer(query, base).found:
        return None
    use = row.use if len(row.use) <= _LONGEST_USE else f"{row.use[:_LONGEST_USE]}…"
    return Understood((query,), (Assumed("repaired", f"{_name(row)}({use})"),))


def _items(use: str) -> list[str]:
    """Return what a use lists: its money is for all of it, and not for one of several things alone."""
    return [item for item in _JOINT.split(use) if len(item) > 1]


def _sheet_of(said: Sequence[Said], row: Row) -> frozenset[int]:
    """Return the sheet of the unit that a word beside the project names; empty where none or several are."""
    rest = [w for w in said if w.weighs and not w.held_by(row_text(row))]
    named = [
        table
        for table, unit in row.sheets.items()
        if rest and all(word.held_by(fold_synonyms(unit)) for word in rest)
    ]
    return frozenset(named) if len(named) == 1 else frozenset()


def _query(row: Row, view: View, tables: frozenset[int] = frozenset()) -> Query:
    subject = Subject(terms=frozenset({row.term}), name=_name(row))
    kind = Kind.MONEY if tables and not row.is_target else None
    return Query(op=Op.LOOKUP, subjects=(subject,), years=view.years, tables=tables, kind=kind)


def _name(row: Row) -> str:
    return row.term.removeprefix(_LABEL)
