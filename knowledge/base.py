"""The fact base: papers and their facts, found by what they are about.

Facts are indexed by every term that they carry, stand under or imply, by code and by label.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from threading import RLock
from typing import Any, NamedTuple, TypeVar

from knowledge.facts import Aspect, Fact, Kind, Paper
from knowledge.findings import wordings
from knowledge.query.model import Answer, Query, Subject
from knowledge.query.nearness import (
    SENTENCE,
    SHEET,
    SIDES,
    TABLE,
    above,
    cost_of_words,
    on_other_side,
    said_of,
    with_cost_of_value,
)
from knowledge.query.signs import signs
from knowledge.shelves import HeldPapers, PaperHead, Shelf
from knowledge.terms import terms_in

_OF_ONE_THING = ("application", "project_performance", "project_target", "project_goal")
_MOST_REMEMBERED = 2000
_MOST_LOADED = 128
"""Papers of a store that stay in memory with their indexes: some 2 MB each, the largest 10; with their words 3."""
_HEADS = "人次"


class Match(NamedTuple):
    """A fact that answers a subject, and how far it is from it."""

    cost: float
    fact: Fact


@dataclass(frozen=True)
class PaperIndex:
    """One paper's facts by what they are about."""

    paper: Paper
    about: dict[str, frozenset[int]] = field(default_factory=dict)
    """Term → positions of the facts that carry, stand under or imply it."""
    by_code: dict[str, frozenset[int]] = field(default_factory=dict)
    table_terms: dict[int, frozenset[str]] = field(default_factory=dict)
    """Table index → terms that all its facts carry: naming the table names them."""
    confined: frozenset[int] = frozenset()
    """Tables that tell of one project or goal alone: their totals are not the department's."""
    matched: dict[object, tuple[Match, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What has been looked up before: a paper does not change, and people ask the same things."""

    whole: dict[tuple[int, frozenset[str]], tuple[Sequence[Match], list[Match]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What was looked up, by identity and subject, each with those of it that are no mere part of the subject."""

    found: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What subjects were found to mean lately, by all that was asked of them."""

    @classmethod
    def of(cls, paper: Paper) -> PaperIndex:
        """Return the index of a paper."""
        about: dict[str, set[int]] = defaultdict(set)
        codes: dict[str, set[int]] = defaultdict(set)
        shared: dict[int, frozenset[str]] = {}
        for position, fact in enumerate(paper.facts):
            for term in said_of(fact):
                about[term].add(position)
            for code in fact.codes:
                codes[code].add(position)
            if fact.table is not None:
                shared[fact.table] = shared.get(fact.table, fact.terms) & fact.terms
        return cls(
            paper,
            {term: frozenset(found) for term, found in about.items()},
            {code: frozenset(found) for code, found in codes.items()},
            shared,
            frozenset(
                t.index
                for t in paper.tables
                if t.form and any(mark in t.form for mark in _OF_ONE_THING)
            ),
        )

    def match(
        self,
        subject: Subject,
        *,
        aspects: frozenset[Aspect],
        kinds: frozenset[Kind] | None = None,
        unit: str | None = None,
        years: frozenset[int] | None = None,
        tables: frozenset[int] = frozenset(),
    ) -> Sequence[Match]:
        """Return the facts that the subject may mean, nearest first.

        `kinds`, `unit`, `years` and `tables` narrow the choice; None or empty leaves it open.
        """
        key = (subject.terms, subject.codes, subject.one_of, aspects, kinds, unit, years, tables)
        found = self.matched.get(key)
        if found is None:
            wider = self.matched.get((*key[:4], None, None, None, tables))
            if wider is None:
                found = tuple(self._ranked(subject, aspects, kinds, unit, years, tables))
            else:
                fits = _fitting(kinds, unit, years)
                found = tuple(match for match in wider if fits(match.fact))
            if len(self.matched) >= _MOST_REMEMBERED:
                self.matched.clear()
            self.matched[key] = found
        return found

    def _ranked(
        self,
        subject: Subject,
        aspects: frozenset[Aspect],
        kinds: frozenset[Kind] | None,
        unit: str | None,
        years: frozenset[int] | None,
        tables: frozenset[int],
    ) -> list[Match]:
        wanted = subject.terms | subject.one_of
        free = wanted | above(wanted)
        facts = self._of_subject(subject, self._of_aspects(aspects))
        if (kinds, unit, years) != (None, None, None):
            facts = filter(_fitting(kinds, unit, years), facts)
        if tables:
            facts = (fact for fact in facts if fact.table in tables)
        cost = self._costs(subject, tables, free)
        return sorted((Match(cost(fact), fact) for fact in facts), key=itemgetter(0))

    def tells_of(self, subject: Subject) -> bool:
        """Return whether any fact at all may be meant by the subject; none is ranked for it."""
        return any(True for _ in self._of_subject(subject))

    def _of_aspects(self, aspects: frozenset[Aspect]) -> frozenset[int]:
        """Return the positions of the facts that tell any of these sides of things."""
        found = self._positions_of.get(aspects)
        if found is None:
            facts = enumerate(self.paper.facts)
            found = frozenset(position for position, fact in facts if fact.aspect in aspects)
            self._positions_of[aspects] = found
        return found

    @cached_property
    def _positions_of(self) -> dict[frozenset[Aspect], frozenset[int]]:
        return {}

    def _of_subject(self, subject: Subject, among: frozenset[int] | None = None) -> Iterator[Fact]:
        """Yield the facts of which all that the subject says is said, but for those of the other side alone.

        Only those at the positions `among`, where they are given.
        """
        positions = sorted(self._positions(subject, among))
        side = subject.terms & SIDES
        if len(side) == 1 and subject.terms != side:
            others = self._of_other_side(side)
            positions = [position for position in positions if not others[position]]
        return map(self.paper.facts.__getitem__, positions)

    def _of_other_side(self, side: frozenset[str]) -> bytes:
        """Return of each fact, by its position, whether it is of the other side of the budget alone."""
        found = self._others.get(side)
        if found is None:
            found = bytes(on_other_side(fact, side) for fact in self.paper.facts)
            self._others[side] = found
        return found

    @cached_property
    def _others(self) -> dict[frozenset[str], bytes]:
        return {}

    def prepare(self) -> None:
        """Gather now what else would be gathered when it is first asked for."""
        _ = self._by_parent, self._by_table, self._by_row, self._by_aspect
        for side in map(frozenset, zip(SIDES, strict=True)):
            self._of_other_side(side)

    def parts_of(self, fact: Fact) -> tuple[Fact, ...]:
        """Return the facts that the source publishes as parts of a fact (其中), in order."""
        return self._by_parent.get(fact.id, ())

    def in_table(self, table: int | None) -> tuple[Fact, ...]:
        """Return the facts of a table by its index, in order."""
        return self._by_table.get(table, ())

    def in_row(self, fact: Fact) -> tuple[Fact, ...]:
        """Return the facts of the row that a fact stands in, itself among them."""
        return self._by_row.get((fact.table, fact.row), ())

    @cached_property
    def targeted(self) -> frozenset[int]:
        """The tables that tell what an indicator is to reach."""
        targets = (fact.table for fact in self.of_aspect(Aspect.TARGET))
        return frozenset(table for table in targets if table is not None)

    @cached_property
    def _by_parent(self) -> dict[str | None, tuple[Fact, ...]]:
        return _grouped(self.paper.facts, lambda fact: fact.parent)

    @cached_property
    def _by_table(self) -> dict[int | None, tuple[Fact, ...]]:
        return _grouped(self.paper.facts, lambda fact: fact.table)

    @cached_property
    def _by_row(self) -> dict[tuple[int | None, int | None], tuple[Fact, ...]]:
        return _grouped(self.paper.facts, lambda fact: (fact.table, fact.row))

    def labels(self) -> dict[str, str]:
        """Return every label that is no known term, squashed → its term."""
        return self._labels

    def of_aspect(self, aspect: Aspect) -> tuple[Fact, ...]:
        """Return the facts that tell one side of things (reasons, definitions), in order."""
        return self._by_aspect.get(aspect, ())

    @cached_property
    def _by_aspect(self) -> dict[Aspect, tuple[Fact, ...]]:
        return _grouped(self.paper.facts, lambda fact: fact.aspect)

    @cached_property
    def _labels(self) -> dict[str, str]:
        every = {
            term
            for fact in self.paper.facts
            if fact.aspect is not Aspect.TEXT
            for term in (*fact.terms, *fact.context)
        }
        headings = {
            term
            for fact in self.paper.facts
            if fact.aspect is Aspect.TEXT
            for term in fact.terms
            if not terms_in(term.removeprefix("label:"))
        }
        return {
            term[len("label:") :]: term
            for term in sorted(every | headings)
            if term.startswith("label:")
        }

    def _positions(self, subject: Subject, among: frozenset[int] | None) -> frozenset[int]:
        needed = subject.terms - SIDES or subject.terms
        sets = [self.about.get(term, frozenset()) for term in needed]
        sets += [self.by_code.get(code, frozenset()) for code in subject.codes]
        if subject.one_of:
            sets.append(
                frozenset().union(*(self.about.get(term, frozenset()) for term in subject.one_of))
            )
        if among is not None:
            sets.append(among)
        if not sets:
            return frozenset(range(len(self.paper.facts)))
        return frozenset.intersection(*sets)

    def _costs(
        self, subject: Subject, tables: frozenset[int], free: frozenset[str]
    ) -> Callable[[Fact], float]:
        """Return what tells how far a fact is from a subject."""
        wanted, has_codes = subject.terms, bool(subject.codes)
        named = any(term.startswith("label:") for term in free)
        sheets = frozenset() if named else self.confined - tables
        free_in = {table: free | self.table_terms.get(table, frozenset()) for table in tables}

        def cost(fact: Fact) -> float:
            table = fact.table
            place = SENTENCE if table is None else SHEET if table in sheets else TABLE
            said = free if table is None else free_in.get(table, free)
            words = cost_of_words(fact.terms, fact.context, place, wanted, has_codes, said)
            return with_cost_of_value(words, fact)

        return cost


class FactBase:
    """The papers that can be asked about: listed at once, each loaded and indexed when it is first asked about."""

    def __init__(self, papers: Sequence[Paper] | Shelf) -> None:
        """Take the papers, or the shelf they lie on; the first is asked about where a question names none."""
        self._shelf: Shelf = HeldPapers(papers) if isinstance(papers, Sequence) else papers
        self._sources = self._shelf.heads
        self._most = len(self._sources) if isinstance(papers, Sequence) else _MOST_LOADED
        self._loaded: OrderedDict[str, PaperIndex] = OrderedDict()
        self._lock = RLock()
        self.answered: dict[Query, Answer] = {}
        self.recent: dict[int, tuple[Query, Answer]] = {}
        """The very queries answered last, by identity: within one question each is answered several times over."""
        self.proved: dict[Query, bool] = {}

    def prepare(self) -> None:
        """Load now the words that the first answers would load, of whatever paper."""
        _ = signs(), wordings()

    def keep_loaded(self, other: FactBase, documents: Iterable[str]) -> None:
        """Take over from a base of before what it has loaded of papers that have not changed since."""
        with other._lock, self._lock:
            for document in documents:
                if document in other._loaded:
                    self._loaded[document] = other._loaded[document]

    @property
    def sources(self) -> tuple[PaperHead, ...]:
        """Return what is known of each paper without loading it, in the order given."""
        return self._sources

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Return the papers, every one of them loaded, in the order given; `sources` is cheaper."""
        return tuple(self.index(head.document).paper for head in self._sources)

    def index(self, document: str | None = None) -> PaperIndex:
        """Return the index of a paper by its document id, of the first one where none is given.

        Those asked about last stay in memory. Raises KeyError where there is no such document.
        """
        wanted = document or self._sources[0].document
        with self._lock:
            index = self._loaded.get(wanted)
            if index is None:
                index = PaperIndex.of(self._shelf.paper(wanted))
                self._loaded[wanted] = index
                while len(self._loaded) > self._most:
                    self._loaded.popitem(last=False)
            self._loaded.move_to_end(wanted)
            return index

    def holding(self, words: str) -> tuple[str, ...]:
        """Return the ids of the documents in which a label holds these words; none is loaded for it."""
        return self._shelf.holding(words)


_K = TypeVar("_K")


def _grouped(facts: Iterable[Fact], key: Callable[[Fact], _K]) -> dict[_K, tuple[Fact, ...]]:
    groups: dict[_K, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[key(fact)].append(fact)
    return {name: tuple(group) for name, group in groups.items()}


def _fitting(
    kinds: frozenset[Kind] | None, unit: str | None, years: frozenset[int] | None
) -> Callable[[Fact], bool]:
    """Return whether a fact is of the kinds, the unit and the years wanted; None leaves any of them open."""

    def fits(fact: Fact) -> bool:
        return (
            (kinds is None or _of_kind(fact, kinds))
            and (unit is None or fact.unit == unit)
            and (years is None or fact.year in years)
        )

    return fits


def _of_kind(fact: Fact, kinds: frozenset[Kind]) -> bool:
    """Return whether a fact is of a kind wanted; 人次 counts people, too."""
    return fact.kind in kinds or (Kind.PEOPLE in kinds and fact.unit == _HEADS)
