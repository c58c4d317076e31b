"""The fact base: papers and their facts, found by what they are about.

Facts are indexed by every term that they carry, stand under or imply, by code and by label.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from threading import RLock
from typing import TypeVar

from knowledge.facts import Aspect, Fact, Kind, Paper, State
from knowledge.query.model import Answer, Query, Subject
from knowledge.shelves import HeldPapers, PaperHead, Shelf
from knowledge.terms import ancestors, terms, terms_in

_UNDER = 0.3
"""What it costs that a fact is about something asked for only by what it stands under."""
_BESIDE = 0.8
"""What it costs that a fact only stands beside what is asked for: 会议费 in a table of 三公经费及会议费."""
_FUNDING = frozenset({"general_budget", "fiscal_appropriation"})
_FUNDED = 0.4
"""What it costs that the money is said to be of the general budget: 一般公共预算拨款安排的三公经费."""
_DEEPER = 0.3
"""What it costs for each whole that an unasked-for part stands under: 人员经费 is further away than 基本支出."""
_OTHER_SIDE = 0.05
"""A subject of expenditure is looked up where it is spent, though revenue tables may list it too."""
_CONFINED = 0.35
_OF_ONE_THING = ("application", "project_performance", "project_target", "project_goal")
_WRONG_SIDE = 1.0
SIDES = frozenset({"revenue", "expenditure"})
"""The two sides of a budget: a question may name one where no label does."""
_SETTING = 0.03
_SETTINGS = frozenset({"project", "basic", "government_fund", "state_capital", "three_public"})
"""What a whole table may be about; a figure that stands in such a table is a narrower one."""
_UNITLESS = 0.2
_UNITED = frozenset({Kind.COUNT, Kind.MONEY})
_BLANK = 0.6
_MOST_REMEMBERED = 2000
_MOST_LOADED = 32
"""Papers of a store that stay in memory with their indexes: some 2 MB each, the largest 10."""
_PROSE = 0.02
_HEADS = "人次"
_WORDS_CELL = 0.03


@dataclass(frozen=True, slots=True)
class Match:
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
        key = (subject, aspects, kinds, unit, years, tables)
        found = self.matched.get(key)
        if found is None:
            found = tuple(self._ranked(subject, aspects, kinds, unit, years, tables))
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
        found = []
        wanted = subject.terms | subject.one_of
        free = wanted.union(*(ancestors(term) for term in wanted)) if wanted else wanted
        for position in self._positions(subject):
            fact = self.paper.facts[position]
            if fact.aspect not in aspects or (kinds is not None and not _of_kind(fact, kinds)):
                continue
            if (years is not None and fact.year not in years) or (
                tables and fact.table not in tables
            ):
                continue
            if unit is not None and fact.unit != unit:
                continue
            if _on_other_side(fact, subject):
                continue
            found.append(Match(self._cost(fact, subject, tables, free), fact))
        found.sort(key=lambda match: match.cost)
        return found

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

    def _positions(self, subject: Subject) -> Iterable[int]:
        needed = subject.terms - SIDES or subject.terms
        sets = [self.about.get(term, frozenset()) for term in needed]
        sets += [self.by_code.get(code, frozenset()) for code in subject.codes]
        if subject.one_of:
            sets.append(
                frozenset().union(*(self.about.get(term, frozenset()) for term in subject.one_of))
            )
        if not sets:
            return range(len(self.paper.facts))
        return sorted(frozenset.intersection(*sets))

    def _cost(
        self, fact: Fact, subject: Subject, tables: frozenset[int], free: frozenset[str]
    ) -> float:
        if tables and fact.table is not None:
            free = free | self.table_terms[fact.table]
        cost = _cost_of_terms(fact, subject, free) + _cost_of_side(fact, subject, free)
        if (
            fact.table in self.confined
            and not any(t.startswith("label:") for t in free)
            and fact.table not in tables
        ):
            cost += _CONFINED
        cost += _SETTING * len((fact.context & _SETTINGS) - free)
        if fact.kind in _UNITED and fact.unit is None and fact.value is not None:
            cost += _UNITLESS
        if fact.state is State.BLANK:
            cost += _BLANK
        if fact.table is None:
            cost += _PROSE
        elif fact.kind is Kind.WORDS:
            cost += _WORDS_CELL
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


def _of_kind(fact: Fact, kinds: frozenset[Kind]) -> bool:
    """Return whether a fact is of a kind wanted; 人次 counts people, too."""
    return fact.kind in kinds or (Kind.PEOPLE in kinds and fact.unit == _HEADS)


def said_of(fact: Fact) -> frozenset[str]:
    """Return every term that may be said of a fact: its own, those it stands under, and their wholes."""
    own = fact.terms | fact.context
    return own.union(*(ancestors(term) for term in own)) if own else own


@lru_cache(maxsize=4096)
def _cost_of_terms(fact: Fact, subject: Subject, free: frozenset[str]) -> float:
    """Return what the fact's unasked terms cost, and what it costs not to be about those asked for itself."""
    cost = 0.0
    for term in fact.terms - free:
        if term in _FUNDING and subject.terms & fact.terms - _FUNDING - SIDES:
            cost += _FUNDED
        elif not (subject.codes and term.startswith("label:")):
            cost += lean(term) + _DEEPER * len(ancestors(term) - free)
    if not fact.terms and fact.table is not None:
        # the total of a table whose title joins several things is none of them by itself
        cost += sum(
            lean(term) for term in fact.context - free - SIDES - _SETTINGS if ":" not in term
        )
    above = frozenset().union(*(ancestors(term) for term in fact.terms))
    beside = bool(fact.terms) and not any(t.startswith("label:") for t in fact.terms)
    for term in subject.terms - SIDES - fact.terms:
        cost += _UNDER if term in above or not beside else _BESIDE
    return cost


def _cost_of_side(fact: Fact, subject: Subject, free: frozenset[str]) -> float:
    """Return what it costs that the fact is of another side of the budget than the one asked for."""
    cost = _OTHER_SIDE if "revenue" in fact.context and "revenue" not in free else 0.0
    side = subject.terms & SIDES
    if not side:
        return cost
    said = fact.terms | fact.context
    said = said.union(*(ancestors(term) for term in fact.terms))
    return cost + (0.0 if side <= said else _OTHER_SIDE if not said & SIDES else _WRONG_SIDE)


def _on_other_side(fact: Fact, subject: Subject) -> bool:
    """Return whether a side of the budget is asked for and the fact is of the other one alone."""
    side = subject.terms & SIDES
    if len(side) != 1 or subject.terms == side:
        return False
    said = fact.terms | fact.context
    said = said.union(*(ancestors(term) for term in fact.terms))
    return bool(said & SIDES) and not side <= said


def lean(term: str) -> float:
    """Return what it costs a reading when a fact has this term unasked."""
    known = terms().get(term)
    return known.lean if known else 1.0
