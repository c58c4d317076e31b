"""What nothing else could place: the one row of the paper that a question tells of in people's own words.

A last resort. A row answers by itself only where a word of the question that few rows print stands in its label
as it is, and every other noun is accounted for; the answer tells how it was read. Where the evidence is weaker the
few rows that may be meant are offered as whole questions; where there is none, the refusal stands as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from intents.inrows.rows import Row, printed_alike, rows_of
from intents.inrows.words import KINDRED, LITERAL, Said, covered, row_text, words_said
from intents.inwords import form_of
from intents.lending import begins
from intents.lexicon import marks, says_any
from intents.mentions import How, Mention, Sort, Vocabulary, duties_called, fold_synonyms
from intents.outcomes import Assumed, Beyond, Outcome, Unclear, Understood
from intents.reading import by_rules
from intents.rules import View
from knowledge import Fact, FactBase, Kind, Op, Query, Subject, answer

_OPEN = frozenset({"unplaced", "no_rule", "topic"})
"""Reasons of a refusal that leave room for a row."""
_RARE = 2
"""Labels that may hold a word that tells a row from the others."""
_ANSWERED, _OFFERED, _TARGET_OFFERED = 0.5, 0.3, 0.15
"""How much of a label must be said for it to answer, and to be offered."""
_NEAR = 0.85
_FEWEST_OF_USE, _LONGEST_USE = 4, 30
_OTHER_SORT = 0.6
_MOST = 3
_BOUNDS = frozenset({"least", "most", "above", "below", "exists", "percent"})
"""What is said of an indicator beside its name: 最少要几回, 有没有指标."""
_UNDONE = frozenset({"excluded", "excluded_end", "complement", "who", "how", "reason"})
_PLAIN = frozenset({"how_much", "exists", "what", "how_many_things", "parent"})
_AMOUNTS = frozenset({"revenue", "expenditure", "budget_total", "accounts_total"})
_OF_SEVERAL = frozenset({"sum", "average", "versus", "versus_less", "minus", "agree", "times"})
_TOLD = frozenset({Op.LOOKUP, Op.CHANGE, Op.SHARE, Op.USE, Op.COMPLETION})
_LABEL = "label:"
_JOINT = re.compile(r"[、,，;；。\n和及与]|以及|等")
_WITHIN = 0.7
"""The share of the weighty words that must be accounted for where a row is only offered."""
_BESIDE = (Query(op=Op.PARTS, subjects=(Subject(terms=frozenset({"project"}), name="项目支出"),)),)
"""What is offered beside a single row: all projects."""


@dataclass(frozen=True, slots=True)
class _Match:
    row: Row
    score: float
    explained: float
    """The share of the weighty words that the row accounts for, by their length."""
    covered: float
    literal: bool
    """Whether a word that few rows print stands in the label as it is."""


def in_rows(view: View, outcome: Outcome, base: FactBase, vocabulary: Vocabulary) -> Outcome:
    """Given a question and what failed to answer it, return the row that it tells of, rows to choose from, or that."""
    if not _leaves_room(view, outcome):
        return outcome
    rows = rows_of(view.index, vocabulary)
    said = tuple(_mended(word, rows, vocabulary) for word in words_said(view))
    if not any(word.weighs for word in said):
        return outcome
    told = _part_of(view, said, _within(view, rows), base)
    best = _best(_matches(said, [row for row in rows if not row.is_subject]), view)
    if told is None and (not best or best[0].explained < 1):
        told = _by_use(view, said, rows, base)
    if told is None and len(best) == 1 and _is_sure(best[0], view, said):
        told = _answered(view, said, best[0].row, base)
    if told is None and isinstance(outcome, Beyond):
        told = _offered(view, best, base)
    of_money = _asks_money(view) and not says_any(view.text, "scores")
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


def _mended(word: Said, rows: Sequence[Row], vocabulary: Vocabulary) -> Said:
    """Return a word that no row holds as the one that sounds like it and that a row prints: 凌园 as 陵园."""
    if not word.weighs or any(word.held_by(row.name) for row in rows):
        return word
    printed = printed_alike(word.text, rows, vocabulary)
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
    whole = [m for m in _matches(said, rows) if m.explained == 1]
    top = max((m.score for m in whole), default=0.0)
    best = [
        m.row
        for m in whole
        if m.score >= _NEAR * top and _accounts_for_all(m.row, row_text(m.row), view, said)
    ]
    if len(best) != 1 or view.ops - _PLAIN or view.context is None:
        return None
    query = _query(best[0], view)
    if not answer(query, base).found:
        return None
    return Understood((query,), (Assumed("repaired", _name(best[0])),), view.context.subjects[0])


def _matches(said: Sequence[Said], rows: Sequence[Row]) -> list[_Match]:
    """Return the rows that hold any of the weighty words, each with how well it fits."""
    held = {word: [row for row in rows if word.held_by(row.name)] for word in said}
    some = {row.term: row for word in said if word.weighs for row in held[word]}
    rare = {
        (word, sort)
        for word in said
        for sort in (True, False)
        if 0 < sum(word.text in r.name for r in held[word] if r.is_project is sort) <= _RARE
    }
    weight = {w: len(w.text) * log(1 + len(rows) / (1 + len(held[w]))) for w in said}
    return [_match(row, said, weight, rare) for row in some.values()]


def _match(
    row: Row, said: Sequence[Said], weight: dict[Said, float], rare: set[tuple[Said, bool]]
) -> _Match:
    text = f"{row_text(row)}\n{fold_synonyms(chr(10).join(row.sheets.values()))}"
    own = {word: word.held_by(row.name) for word in said}
    level = {word: own[word] or word.held_by(text) * KINDRED for word in said}
    weighty = [word for word in said if word.weighs]
    whole = sum(len(word.text) for word in weighty)
    explained = sum(len(w.text) for w in weighty if level[w]) / whole
    score = sum(level[w] * weight[w] for w in said)
    forms = tuple(word.form_in(row.name) for word in said if own[word])
    literal = any(own[w] == LITERAL and (w, row.is_project) in rare for w in weighty)
    return _Match(row, score, explained, covered(row.core, forms), literal)


def _best(matches: Sequence[_Match], view: View) -> list[_Match]:
    """Return the best rows; of several that are alike those of the kind asked about."""
    if not matches:
        return []
    top = max(match.score for match in matches)
    near = [m for m in matches if m.score >= _NEAR * top]
    fitting = [m for m in near if _fits(m.row, view)] or near
    bound = _asks_bound(view)
    whole = [m for m in matches if m.score >= _OTHER_SORT * top and m.explained == 1]
    other = [m for m in whole if m.row.is_project] if not bound else []
    of_sort = [m for m in fitting if m.row.is_target is bound] or other or fitting
    longest = max(m.covered for m in of_sort)
    full = [m for m in of_sort if m.covered >= _NEAR * longest]
    return sorted(full, key=lambda m: (-m.score, m.row.name))


def _fits(row: Row, view: View) -> bool:
    """Return whether a row has a value of the kind, and of the unit, that is asked for."""
    if view.unit and row.units:
        return view.unit in row.units
    return view.kind is None or view.kind in row.kinds


def _asks_bound(view: View) -> bool:
    counted = view.kind in {Kind.COUNT, Kind.PEOPLE, Kind.PERCENT}
    return counted or view.has("least", "most", "percent") or says_any(view.text, "bounds_asked")


def _is_sure(match: _Match, view: View, said: Sequence[Said]) -> bool:
    """Return whether a row answers by itself: less of its label need be said where its unit is named, too (几座)."""
    asked = (f"{many}{unit}" for many in marks("how_many_of") for unit in match.row.units)
    counted = view.unit in match.row.units or any(words in view.text for words in asked)
    least = _OFFERED if counted else _ANSWERED
    named = match.explained == 1 and match.literal and match.covered >= least
    return named and _accounts_for_all(match.row, row_text(match.row), view, said)


def _accounts_for_all(row: Row, text: str, view: View, said: Sequence[Said]) -> bool:
    """Return whether a row accounts for all that nothing explained: a word left over makes another thing of it.

    税后工作经费 is not 工作经费, nor is 春节期间的.
    """
    text = f"{text}\n{fold_synonyms(chr(10).join(row.sheets.values()))}"
    return all(
        m.text in text
        or m.text in row.units
        or m.text in marks("beside_rows")
        or any(form in text for form in duties_called(m.text))
        or any(w.held_by(text) for w in said if m.start <= w.start < m.end)
        for m in (*view.left_over(), *view.topics())
    )


def _answered(view: View, said: Sequence[Said], row: Row, base: FactBase) -> Outcome | None:
    """Return what the question asks of a row, as the rules read it with the row in the place of its words."""
    if view.has(*_OF_SEVERAL):
        return None  # of two things one alone was found
    if row.sheets and _sheet_of(said, row):
        sheet = _query(row, view, _sheet_of(said, row))
        plain = not view.ops - _PLAIN and answer(sheet, base).found
        (table,) = sheet.tables
        named = f"{_name(row)}({row.sheets[table]})"
        return Understood((sheet,), (Assumed("repaired", named),)) if plain else None
    outcome, _ = by_rules(replace(view, mentions=_with_row(view, said, row)), base)
    queries = outcome.queries if isinstance(outcome, Understood) else ()
    if not queries or not all(_is_of(query, row) for query in queries):
        if view.ops - _PLAIN - (_BOUNDS if row.is_target else frozenset()):
            return None
        queries = (_query(row, view),)
    if not all(answer(query, base).found for query in queries):
        return None
    return Understood(queries, (Assumed("repaired", _name(row)),))


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
            found.append(
                Mention(
                    mention.start,
                    mention.end,
                    Sort.LABEL,
                    mention.text,
                    labels=(row.term,),
                    how=How.PART,
                )
            )
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
        elif row.is_target and mention.ops() and mention.ops() <= _BOUNDS:
            found.append(replace(mention, sort=Sort.FILLER, cues=()))
        else:
            found.append(mention)
    return tuple(found)


def _offered(view: View, best: Sequence[_Match], base: FactBase) -> Outcome | None:
    """Return the few rows that may be meant, to choose from."""
    kind = Kind.MONEY if _asks_money(view) else _people(view)
    shown = [m for m in best if _is_offered(m) and (kind is None or kind in m.row.kinds)]
    if not 0 < len(shown) <= _MOST or len(shown) < len(best):
        return None
    every = (_query(match.row, view) for match in shown)
    queries = tuple(query for query in every if answer(query, base).found)
    return Unclear((*queries, *_BESIDE[: 2 - len(queries)]), guessed=True) if queries else None


def _asks_money(view: View) -> bool:
    """Return whether an amount is asked for: an indicator of another kind is not what is meant (宣传经费)."""
    said = view.kind is Kind.MONEY or view.speaks_of_money() or view.concepts() & _AMOUNTS
    return bool(said) or any(m.text in marks("money") for m in view.mentions)


def _people(view: View) -> Kind | None:
    """Return the kind of people where it is they that are counted: 参保人数."""
    counted = any(word in view.text for word in marks("heads_counted"))
    return Kind.PEOPLE if view.kind is Kind.PEOPLE or counted else None


def _is_offered(match: _Match) -> bool:
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
    literal = literal and _accounts_for_all(row, used[row.term], view, said)
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
    kind = Kind.MONEY if tables else None
    return Query(op=Op.LOOKUP, subjects=(subject,), years=view.years, tables=tables, kind=kind)


def _name(row: Row) -> str:
    return row.term.removeprefix(_LABEL)
