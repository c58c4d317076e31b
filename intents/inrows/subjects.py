"""The subject of the classification that a question tells of in people's own words: 给牲口打疫苗 is 病虫害控制.

What is asked is laid over with pieces of a subject's name, with what people say for it (subjects.toml, labels.toml)
and with what is short for a part of its name (村委会): the subject that so accounts for every word that weighs is
meant, if it is the only one and no project or other row is told of by words that the subject does not print.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from intents.inrows.evidence import asks_bound, asks_money, asks_people, asks_value
from intents.inrows.printed import Printed, name_of, subjects_printed
from intents.inrows.rows import Row
from intents.inrows.words import is_general
from intents.lexicon import lexicon, marks
from intents.mentions import Mention, Sort, Vocabulary, as_part_of_label, called
from intents.outcomes import Assumed, Outcome, Unclear, Understood
from intents.reading import by_rules
from intents.rules import View
from intents.rules.terms import FUNDS, GENERIC
from intents.tokens import tokens_of
from knowledge import (
    FactBase,
    Kind,
    Op,
    Query,
    Subject,
    answer,
)

_HALF, _PROJECT = "basic", "project"
_AT_LARGE = GENERIC | {*FUNDS, _HALF, _PROJECT, "expenditure"}
_FREE = frozenset({Sort.FILLER, Sort.CUE, Sort.HERE, Sort.DEPARTMENT, Sort.YEAR, Sort.MARK})
_NEVER = frozenset({Sort.NUMBER, Sort.CODE, Sort.TABLE, Sort.BLOCKING})
_NAMING = frozenset({Sort.RESIDUE, Sort.TOPIC, Sort.LABEL, Sort.CONCEPT})
_SIZES = range(2, 9)
_SHORT_FOR = range(3, 6)
_GAP, _MOST_SHORTENED = 3, 2
"""Characters of a name that may be left out between two, and how much longer than what is short for it it may be."""
_MOST = 3
_NAMED, _SAID, _SHORT, _KINDRED = 1.0, 1.0, 0.9, 0.6
_ECONOMIC = ("3", "5")
_FEWEST = 2
"""Words that tell a subject together, where its name prints none of them."""
_COMMON = 4
"""Names of subjects that may print a piece which tells one of them by itself."""
_ENOUGH = 0.5
_PLAIN = frozenset({"how_much", "exists", "what", "parent"})
_TOLD = frozenset({Op.LOOKUP, Op.CHANGE, Op.SHARE, Op.USE, Op.COMPLETION})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the question that a row accounts for."""

    start: int
    end: int
    weight: float
    tells: bool
    """Whether it tells the row from others, and is not what many are called by."""
    literal: bool = False


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row laid over a question that it accounts for."""

    row: Row
    name: str
    code: str
    score: float
    pieces: tuple[_Piece, ...]
    literal: frozenset[int]
    """The places of the question that the name itself prints."""


def of_subject(
    view: View, rows: Sequence[Row], base: FactBase, vocabulary: Vocabulary
) -> Outcome | None:
    """Given a question that nothing else answered, return what is asked of the subject it tells of; None if none."""
    if not _may_ask(view):
        return None
    ground = _Ground.of(view)
    printed = subjects_printed(rows, view.index, vocabulary)
    laid = _best([one for p in printed if (one := ground.laid(p, printed))])
    if not laid or any(_is_named(view, one) for one in laid):
        return None
    rivals = _rivals(ground, laid, rows, {p.row.term for p in printed})
    queries = [query for one in laid if (query := _query_of(view, one, base)) is not None]
    if len(laid) == 1 and not rivals:
        (one,) = laid
        return Understood(tuple(queries), (Assumed("repaired", one.name),)) if queries else None
    queries += [q for row in rivals if answer(q := _plain_query(row), base).found]
    offered = tuple(dict.fromkeys(queries))
    return Unclear(offered, guessed=True) if 1 < len(offered) <= _MOST else None


def _is_named(view: View, one: _Laid) -> bool:
    """Return whether a subject alone was named and the rules read it: what they did not find is not there."""
    things = [m for m in view.mentions if m.sort in _NAMING and not _is_free(m)]
    return all(m.sort is Sort.LABEL and m.labels == (one.row.term,) for m in things)


def _may_ask(view: View) -> bool:
    """Return whether an amount may be what is asked for, and nothing is said that makes another figure of it."""
    if any(m.sort in _NEVER for m in view.mentions) or view.kind not in {None, Kind.MONEY}:
        return False
    counted = any(
        "how_much" in asking.ops() and behind.sort is not Sort.MARK
        for asking, behind in itertools.pairwise(view.mentions)
    )
    of_money = asks_money(view) or not counted
    return asks_value(view) and of_money and not (asks_bound(view) or asks_people(view))


@dataclass(frozen=True, slots=True)
class _Ground:
    """What of a question must be accounted for, and by what it may be."""

    text: str
    free: tuple[bool, ...]
    """Which places need not be accounted for."""
    tokens: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, view: View) -> _Ground:
        """Return a question as the ground on which subjects are laid."""
        free = [True] * len(view.text)
        tokens = [(t.start, t.end) for t in tokens_of(view.text)]
        passed = (marks("beside_rows"), marks("persons"), lexicon().fillers)
        for mention in view.mentions:
            if not _is_free(mention):
                free[mention.start : mention.end] = [False] * (mention.end - mention.start)
        for start, end in tokens:
            word = view.text[start:end]
            if is_general(word) or any(word in words for words in passed):
                free[start:end] = [True] * (end - start)
        return cls(view.text, tuple(free), tuple(tokens))

    def laid(self, one: Printed, every: Sequence[Printed]) -> _Laid | None:
        """Return a subject laid over the question; None where a word that weighs is left over."""
        pieces = tuple(self._pieces(one, every))
        found = self.covered(one, pieces)
        if found is None or not any(p.tells for p in found.pieces if self.weighs(p)):
            return None
        telling = [p for p in found.pieces if p.tells]
        alone = one.code.startswith(_ECONOMIC) or len(telling) < _FEWEST
        if alone and not found.literal:
            return None  # a computer is a part of what is bought for offices: the whole is no answer to it
        said = any(not p.literal and p.weight >= _SHORT for p in found.pieces)
        return found if said or len(found.literal) >= _ENOUGH * len(one.row.core) else None

    def covered(self, one: Printed, pieces: Sequence[_Piece]) -> _Laid | None:
        """Return the pieces that cover all that must be covered with the most weight; None where they do not."""
        ending: dict[int, list[_Piece]] = defaultdict(list)
        for piece in pieces:
            ending[piece.end].append(piece)
        best: list[tuple[float, tuple[_Piece, ...]] | None] = [(0.0, ())]
        for end in range(1, len(self.text) + 1):
            ways = [best[end - 1]] if self.free[end - 1] else []
            for piece in ending[end]:
                before = best[piece.start]
                if before is not None:
                    score = before[0] + piece.weight * (piece.end - piece.start)
                    ways.append((score, (*before[1], piece)))
            best.append(max((w for w in ways if w), key=lambda w: w[0], default=None))
        last = best[-1]
        if last is None or not last[1]:
            return None
        return _Laid(one.row, one.name, one.code, last[0], last[1], self.printed(pieces))

    def printed(self, pieces: Iterable[_Piece]) -> frozenset[int]:
        """Return the places that must be accounted for and that a name prints as they are."""
        every = (i for p in pieces if p.literal for i in range(p.start, p.end))
        return frozenset(i for i in every if not self.free[i])

    def named(self, name: str) -> Iterator[_Piece]:
        """Yield the pieces of the question that a name prints as they are."""
        for start, end in self._spans():
            if self.text[start:end] in name:
                yield _Piece(start, end, _NAMED, not is_general(self.text[start:end]), literal=True)

    def kindred(self, folded: str) -> Iterator[_Piece]:
        """Yield the words of the question that a name prints in other words."""
        for start, end in self.tokens:
            if end - start > 1 and called(self.text[start:end], folded):
                yield _Piece(start, end, _KINDRED, tells=False)

    def _pieces(self, one: Printed, every: Sequence[Printed]) -> Iterator[_Piece]:
        for piece in self.named(one.name):
            word = self.text[piece.start : piece.end]
            common = sum(word in other.name for other in every) > _COMMON
            yield replace(piece, tells=piece.tells and not common)
        yield from self.kindred(one.row.name)
        for start, end in self._spans():
            word = self.text[start:end]
            if word in one.words:
                yield _Piece(start, end, _SAID, tells=True)
            elif end - start in _SHORT_FOR and is_short_for(word, one.name):
                yield _Piece(start, end, _SHORT, tells=True)

    def _spans(self) -> Iterator[tuple[int, int]]:
        size = len(self.text)
        return (
            (start, start + length)
            for start in range(size)
            for length in _SIZES
            if start + length <= size
        )

    def weighs(self, piece: _Piece) -> bool:
        """Return whether a piece accounts for what must be accounted for."""
        return not all(self.free[piece.start : piece.end])


def is_short_for(word: str, name: str) -> bool:
    """Return whether a word is made of characters of a part of a name, in order: 村委会 of 村民委员会.

    >>> (
    ...     is_short_for("村委会", "对村民委员会和村党支部的补助"),
    ...     is_short_for("村会补", "对村民委员会和村党支部的补助"),
    ... )
    (True, False)
    """
    gaps = rf"[^、和与及()]{{0,{_GAP}}}".join(map(re.escape, word))
    return any(
        len(m[1]) <= _MOST_SHORTENED * len(word) for m in re.finditer(rf"(?=({gaps}))", name)
    )


def _is_free(mention: Mention) -> bool:
    """Return whether a mention needs no subject to account for it."""
    if mention.sort in _FREE or mention.text in marks("persons"):
        return True
    if mention.sort is Sort.CONCEPT:
        return _AT_LARGE.issuperset(mention.concepts)
    return mention.sort is Sort.RESIDUE and (not mention.blocks or mention.soft)


def _best(laid: Sequence[_Laid]) -> list[_Laid]:
    """Return the subjects that account for most; of a subject and its parts those parts that do as well."""
    top = max((one.score for one in laid), default=0.0)
    best = [one for one in laid if one.score == top]
    inner = [
        one
        for one in best
        if not any(o.code.startswith(one.code) and len(o.code) > len(one.code) for o in best)
    ]
    printed = max((len(one.literal) for one in inner), default=0)
    return [one for one in inner if len(one.literal) == printed]


def _rivals(
    ground: _Ground, laid: Sequence[_Laid], rows: Sequence[Row], subjects: set[str]
) -> list[Row]:
    """Return the projects and other rows of money that account for all, or print more of it than a subject's name."""
    most = max(len(one.literal) for one in laid)
    found = []
    for row in rows:
        if row.term in subjects or row.is_subject or Kind.MONEY not in row.kinds or row.is_target:
            continue
        other = Printed(row, name_of(row), "")
        named = [p for p in ground.named(other.name) if p.tells]
        every = (*named, *ground.kindred(row.name))
        if len(ground.printed(named)) > most or (named and ground.covered(other, every)):
            found.append(row)
    return found


def _query_of(view: View, one: _Laid, base: FactBase) -> Query | None:
    """Return what the question asks of a subject, as the rules read it with the subject in the place of its words."""
    outcome, _ = by_rules(replace(view, mentions=_with_subject(view, one)), base)
    queries = outcome.queries if isinstance(outcome, Understood) else ()
    for query in queries if len(queries) == 1 else ():
        named = any(one.row.term in s.terms | s.one_of for s in query.subjects[:1])
        if query.op in _TOLD and named and answer(query, base).found:
            return query
    if len(queries) == 1 or any(map(_narrows, view.mentions)) or view.ops - _PLAIN:
        return None  # what the rules read and did not find is not to be had by asking for less
    query = _plain_query(one.row, view.years)
    return query if answer(query, base).found else None


def _with_subject(view: View, one: _Laid) -> tuple[Mention, ...]:
    """Return the mentions with the subject in the place of the first words that it accounts for."""
    found: list[Mention] = []
    named = False
    for mention in view.mentions:
        covered = any(p.start < mention.end and p.end > mention.start for p in one.pieces)
        if _is_kept(mention):
            found.append(mention)
        elif not named and covered and mention.sort in _NAMING | {Sort.FILLER}:
            named = True
            found.append(as_part_of_label(mention, one.row.term))
        elif covered or mention.sort in _NAMING:
            found.append(Mention(mention.start, mention.end, Sort.FILLER, mention.text))
        else:
            found.append(mention)
    return tuple(found)


def _is_kept(mention: Mention) -> bool:
    """Return whether a word that no subject accounts for says what of it is asked: 财政拨款, 花了; not 那个项目."""
    at_large = mention.sort is Sort.CONCEPT and _AT_LARGE.issuperset(mention.concepts)
    return at_large and (_narrows(mention) or _PROJECT not in mention.concepts)


def _narrows(mention: Mention) -> bool:
    """Return whether a word asks for a part of a subject alone: certain money, or one half of it."""
    if mention.sort is not Sort.CONCEPT:
        return False
    of_projects = _PROJECT in mention.concepts and mention.text.endswith(
        tuple(marks("halves_said"))
    )
    return of_projects or bool({*FUNDS, _HALF} & set(mention.concepts))


def _plain_query(row: Row, years: tuple[int, ...] = ()) -> Query:
    name = name_of(row)
    return Query(
        op=Op.LOOKUP,
        subjects=(Subject(terms=frozenset({row.term}), name=name),),
        years=years,
        kind=Kind.MONEY,
    )
