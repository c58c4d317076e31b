"""What is asked, and what is found: the types at which the two chains meet.

An `Answer` holds facts, arithmetic and caveats, and not one Chinese sentence of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from knowledge.document import Finding, Place, Table
from knowledge.facts import Fact, Kind, Phase, Promise


class Op(StrEnum):
    """What is to be done with the facts that a question is about."""

    LOOKUP = "lookup"
    """The value of each subject, for each year."""
    CHANGE = "change"
    """By how much it changed on the year before, or between two years."""
    REASON = "reason"
    SHARE = "share"
    """The first subject's share of the second, or of its whole."""
    PARTS = "parts"
    """What it is made up of."""
    COUNT = "count"
    """How many projects, or subjects of a level, there are."""
    COMPLETION = "completion"
    """How much of a year's budget was carried out, in percent."""
    AGAINST_BUDGET = "against_budget"
    """By how much a year's accounts differ from its own budget."""
    TREND = "trend"
    SUM = "sum"
    """Of a subject over years, or of several subjects."""
    AVERAGE = "average"
    """Per month, per head, per year (`per`)."""
    RATIO = "ratio"
    """How many times the second the first is."""
    EXTREME = "extreme"
    """The largest or smallest part, or the year of it (`largest`)."""
    THRESHOLD = "threshold"
    REMAINDER = "remainder"
    """The first subject less the others, which are parts of it; of what they are part of where it has no terms."""
    ABSENT = "absent"
    """What the source says is not arranged."""
    VACANCY = "vacancy"
    """Staffing quota less people on duty."""
    WORDS = "words"
    """What the source says in words about it (duties, plans, goals, fields)."""
    USE = "use"
    DEFINE = "define"
    WHERE = "where"
    """Where it stands."""
    TABLE = "table"
    """What a table holds."""
    TABLES = "tables"
    """Which tables there are."""
    CODE = "code"
    """What a code stands for; by which code a thing goes, where a thing is named."""
    NUMBER = "number"
    """What a printed figure is (207.68是哪年的)."""
    BALANCE = "balance"
    AGREE = "agree"
    """Whether the places that tell of it agree."""
    FAULTS = "faults"
    """What is wrong with the source."""
    IDENTITY = "identity"
    """Whose paper it is, and of which year."""
    AS_OF = "as_of"
    """The date a value is stated for."""
    EMPTY = "empty"
    """Why a table holds no figures, or that it does."""
    PASSAGE = "passage"
    """The sentence of the source that holds all the words asked about."""


class _Frozen(BaseModel):  # noqa: PLW1641 - pydantic makes the hash of what is frozen
    model_config = ConfigDict(frozen=True, extra="forbid")

    def __eq__(self, other: object) -> bool:
        """Return whether all that is said is the same: there is nothing but fields, which pydantic checks for."""
        return self is other or (type(self) is type(other) and self.__dict__ == other.__dict__)


class Subject(_Frozen):
    """One thing asked about."""

    terms: frozenset[str] = frozenset()
    """All of them must be said of a fact, by itself or by what it stands under."""
    codes: frozenset[str] = frozenset()
    name: str = ""
    """How the question names it."""
    one_of: frozenset[str] = frozenset()
    """At least one of these labels (a part of a label was typed that several have)."""


class Bound(_Frozen):
    """A threshold: more or less than an amount."""

    above: bool
    value: Decimal
    unit: str | None = None


class Query(_Frozen):
    """A question as understood."""

    op: Op
    subjects: tuple[Subject, ...] = ()
    years: tuple[int, ...] = ()
    """The fiscal years said; empty where none was."""
    kind: Kind | None = None
    kinds: tuple[Kind, ...] = ()
    """Where several kinds of value are asked for at once (几批次、多少人): all of them."""
    unit: str | None = None
    tables: frozenset[int] = frozenset()
    """Only these tables of the paper, by index; empty for anywhere."""
    document: str | None = None
    largest: bool = True
    ranks: tuple[int, int] | None = None
    """For an extreme: the first and last place wanted, from 1; the first with those next to it where None."""
    base: str | None = None
    """For a change: what it is to be counted from, as said (执行数, 决算); None where nothing is said."""
    direction: str | None = None
    """up or down, where the question presumes one."""
    sized: bool = False
    """For a change: whether a fall is asked for by its name (减少额, 降幅), so that its size answers and not -size."""
    reached: bool = False
    """For a change: whether the figure is asked for that it went to (涨到多少, 就剩几万), so that this one leads; for a
    share or the difference to the budget: whether the amount is asked for before it (金额及占比)."""
    per: str | None = None
    """month, head, day, year, or a thing (vehicle, batch, guest, group …); of an extreme: change, score, unit, or
    member for a unit that is not the department's own head."""
    bound: Bound | None = None
    percent: bool = False
    """Whether the answer is wanted in percent."""
    number: Decimal | None = None
    numbers: tuple[tuple[Decimal, str | None], ...] = ()
    """For a check: the figures, with their units, that are said to contradict each other."""
    apart: bool = False
    """For a check: whether it is asked by how much they differ."""
    verify: bool = False
    """For a change: whether the percentage that the source states is to be reckoned again."""
    words: tuple[str, ...] = ()
    """For a passage: the words that it must hold, all of them. For a place: words that it may hold, too."""
    told: tuple[tuple[str, ...], ...] = ()
    """For a passage instead: what it must hold most of, each in any of the forms given.

    For a place, a reason, a definition or the duties: what it is called by, where no term or label is known for it.
    """
    in_table: bool = False
    """For a place: whether a table is asked for."""
    phase: Phase | None = None
    """Budget or final accounts, where the question says which of a paper's two columns it means."""
    both_phases: bool = False
    """Whether what was planned and what was spent are both asked for."""
    by: str | None = None
    """functional or economic, where the question says by which classification."""
    level: int | None = None
    """1, 2 or 3: subjects of that level only (类, 款, 项)."""
    numeric: bool = False
    """Whether a number is asked for (多少): words are taken only where there is none."""
    amounts: bool = False
    """For words of a table: whether the amounts in their rows are wanted too."""
    together: bool = False
    """For a share: whether its parts are taken together (A加B占C多少); for a check: whether they are added up."""
    listing: bool = False
    """Whether all that go by the name are wanted, one by one."""
    set_out: bool = False
    """For projects: those that the paper sets out by themselves, on sheets or in passages, are asked about."""
    basis: bool = False
    """Whether it is also asked what the value rests on."""
    shown_in: str | None = None
    """The unit of money (元, 万元, 亿元) in which the figure is wanted too."""
    section: str | None = None
    of: tuple[Query, ...] = ()
    """For a question over several papers: what is asked of each, by its document; `op` reckons them together."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure computed from facts, with the arithmetic to repeat."""

    what: str
    """difference, percent, sum, ratio, share, completion, average or vacancy."""
    value: Decimal
    unit: str | None
    formula: str
    """Figures and signs only: 186.00 − 207.68 = −21.68."""
    operands: tuple[Fact, ...]
    year: int | None = None
    base_year: int | None = None


Figure = Fact | Derived


@dataclass(frozen=True, slots=True)
class Notice:
    """A caveat; worded by its code."""

    code: str
    values: tuple[tuple[str, str], ...] = ()
    finding: Finding | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the fact base says to a query."""

    query: Query
    shape: str
    """How it is to be worded: one function of bot/wording a shape."""
    found: bool = True
    main: tuple[Figure, ...] = ()
    """The headline first."""
    parts: tuple[Fact, ...] = ()
    also: tuple[Fact, ...] = ()
    """The same figure in other places."""
    quotes: tuple[Fact, ...] = ()
    """Facts of words to be quoted."""
    notices: tuple[Notice, ...] = ()
    nearest: tuple[Fact, ...] = ()
    """Where nothing was found: what comes nearest."""
    years: tuple[int, ...] = ()
    """The years for which the subject is disclosed."""
    tables: tuple[Table, ...] = ()
    promises: tuple[Promise, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: tuple[tuple[Place, str], ...] = ()
    """Places with quotes that are cited although no fact stands there."""
    values: dict[str, str] = field(default_factory=dict)
    """Printed words that the wording fills in."""

    def facts(self) -> tuple[Fact, ...]:
        """Return every fact that the answer rests on, in order, each once."""
        found: dict[tuple[str, str], Fact] = {}
        for figure in self.main:
            for fact in (figure,) if isinstance(figure, Fact) else figure.operands:
                found.setdefault((fact.citation.document, fact.id), fact)
        for fact in (*self.parts, *self.quotes, *self.also):
            found.setdefault((fact.citation.document, fact.id), fact)
        return tuple(found.values())
