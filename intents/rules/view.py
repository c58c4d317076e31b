"""A question's mentions, arranged for the rules: subjects, years, cues, numbers, and what is left over."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from intents.lexicon import Cue, lexicon, marks, marks_in_order
from intents.mentions import Mention, Sort
from knowledge import (
    Kind,
    PaperIndex,
    Phase,
    Query,
    Subject,
    essence,
    joint_name,
    known_terms,
    meant_by,
    squash,
    standard_name,
)

_THINGS = frozenset({Sort.CONCEPT, Sort.LABEL, Sort.CODE})
_SPLITTING = frozenset({"share", "times", "compared"})
_MOST_READINGS = 4
_INNERMOST = 3
_FUNDS = ("fiscal_appropriation", "general_budget", "government_fund", "state_capital")
"""Money that both sides of a budget speak of: as a source of revenue, and as what is spent of it."""
_STAFF = frozenset({"on_duty", "staffing"})
"""People of a department at large, or of the unit named before them."""
_GENERIC = frozenset({"budget_total", "accounts_total", "grand_total"})
_GOALS = frozenset({"goals", "annual_goal", "long_term_goal"})
"""Concepts that only say where an indicator stands, where one is named by itself."""
_TABLE_BEHIND = 9
_MEASURING = ("most", "least", "above", "below", "average", "per_month", "per_head", "per_day")
"""What compares parts by a measure: a word that nothing explains may be the measure."""
_AT_LARGE = _GENERIC | {
    "expenditure",
    "revenue",
    "project",
    "on_duty",
    "staffing",
    "goals",
    "duties",
}
"""Concepts that an unexplained verb narrows: 修路花了多少 does not ask for all spending."""
"""Concepts that only say that a budget is spoken of when something else is named beside them."""

_INNERMOST = 3


@dataclass(frozen=True)
class View:
    """What a question names, arranged for the rules."""

    text: str
    mentions: tuple[Mention, ...]
    index: PaperIndex
    context: Query | None = None
    """The last question of the conversation."""
    asked_years: tuple[int, ...] = ()
    """Years asked about in the conversation, oldest first."""

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Return every cue said, in order."""
        return tuple(
            cue
            for position, m in enumerate(self.mentions)
            if m.sort not in {Sort.LABEL, Sort.TABLE}
            and not (m.sort is Sort.CONCEPT and m.concepts != ("grand_total",))
            for cue in m.cues
            if not (m.text in marks("what_or_why") and self._ends_clause(position))
            and not (cue.op == "which_of" and self._both_ways)
            and not (
                len(m.text) == 1
                and cue.op == "change"
                and not self._both_ways
                and not self._compares(position)
            )
        )

    @cached_property
    def ops(self) -> frozenset[str]:
        """Return the operations that the cues stand for."""
        return frozenset(cue.op for cue in self.cues)

    @cached_property
    def kind(self) -> Kind | None:
        """Return the kind of value wanted, where a cue says so."""
        kinds = {cue.kind for cue in self.cues if cue.kind}
        if not kinds and self._is_of_money():
            return Kind.MONEY
        if not kinds and self.number is not None and self.number[1] in _kinds_counted():
            return _kinds_counted()[self.number[1] or ""]
        return kinds.pop() if len(kinds) == 1 else None

    def _is_of_money(self) -> bool:
        """Return whether an amount is asked for of what is named, by a word for money or for spending beside it.

        立法调研费 is not how many were held, 购置车辆花了多少 not how many were bought.
        """
        if self.has("how_much") and (
            self.speaks_of_money() or any(m.concepts == ("expenditure",) for m in self.mentions)
        ):
            return True
        return any(
            before.sort is Sort.LABEL and m.sort is Sort.FILLER and m.text in marks("money_tails")
            for before, m in itertools.pairwise(self.mentions)
        )

    def _says_which_table(self, group: list[Mention]) -> bool:
        """Return whether concepts only say in which table labels stand: 基本支出那张表里，取暖费多少."""
        if any(m.sort is not Sort.CONCEPT for m in group):
            return False
        behind = self.text[group[-1].end : group[-1].end + _TABLE_BEHIND]
        return any(word in behind for word in marks("that_table"))

    def speaks_of_money(self) -> bool:
        """Return whether a bare word for money stands beside what is named: 留学生那个钱用了多少."""
        return any(
            m.sort in {Sort.FILLER, Sort.CUE} and m.text in marks("sums_of_money")
            for m in self.mentions
        )

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of value wanted, in the order asked, where there are several: 几批次、多少人."""
        asked = [
            Kind.COUNT if cue.op == "how_many_things" else cue.kind
            for cue in self.cues
            if cue.kind or cue.op == "how_many_things"
        ]
        if Kind.COUNT in asked and any(m.text in marks("amounts_too") for m in self.mentions):
            asked.insert(0, Kind.MONEY)
        several = tuple(dict.fromkeys(kind for kind in asked if kind))
        return several if len(several) > 1 else ()

    @cached_property
    def unit(self) -> str | None:
        """Return the unit of what is counted, where a cue says so."""
        return next((cue.unit[0] for cue in self.cues if cue.unit), None)

    @cached_property
    def direction(self) -> str | None:
        """Return whether the question speaks of more or of less; None where of both or neither."""
        found = {cue.direction for cue in self.cues if cue.direction}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Return the fiscal years said, first to last."""
        return tuple(
            sorted({year for m in self.mentions if m.sort is Sort.YEAR for year in m.years})
        )

    @cached_property
    def every_year(self) -> bool:
        """Return whether all years disclosed are meant (历年)."""
        return any(m.every_year for m in self.mentions)

    @cached_property
    def year_is_base(self) -> bool:
        """Return whether the one year said is only what is compared with (比 2024 年)."""
        for before, mention in itertools.pairwise(self.mentions):
            if mention.sort is Sort.YEAR and before.sort is Sort.CUE and "compared" in before.ops():
                return len(self.years) == 1
        return (
            len(self.years) == 1
            and self.years[0] != self.index.paper.year
            and "same_period" in self.ops
        )

    @cached_property
    def phase(self) -> Phase | None:
        """Return budget or final accounts, where a word says which; None where both or neither is said."""
        said = {phase for m in self.mentions for phase in Phase if m.text in marks(phase.value)}
        if not said and self._asks_what_happened():
            return Phase.FINAL_ACCOUNTS
        if not said and self.index.paper.phase is Phase.FINAL_ACCOUNTS and self.subjects:
            meant = any(word in self.text for word in marks("at_first"))
            said = {Phase.BUDGET} if meant else said
        if said == {Phase.BUDGET} and self.index.paper.phase is Phase.BUDGET:
            return None
        return said.pop() if len(said) == 1 else None

    @cached_property
    def says_both_phases(self) -> bool:
        """Return whether what was spent is set beside what was planned (决算数是年初预算的…)."""
        rest = self.text
        for name in marks_in_order("budget_names"):
            rest = rest.replace(name, "")
        both = (any(word in rest for word in marks(name)) for name in ("planned", "spent"))
        return all(both)

    @cached_property
    def compares_with_budget(self) -> bool:
        """Return whether a final accounts' figure is compared with the year's own budget (比预算, 跟年初预算比)."""
        if self.index.paper.phase is not Phase.FINAL_ACCOUNTS:
            return False
        for before, mention in itertools.pairwise(self.mentions):
            opens = "compared" in before.ops() or before.text in marks("joins")
            if opens and mention.text in marks("budget_words"):
                return True
        return self.says_both_phases and self.has("change", "compared")

    def _asks_what_happened(self) -> bool:
        """Return whether what was done is asked for, where the paper only plans: 实际是多少, 已支出."""
        if self.index.paper.phase is not Phase.BUDGET or self.kind in {Kind.PEOPLE, Kind.COUNT}:
            return False
        return any(m.text in marks("happened") for m in self.mentions) and not (
            self.concepts() & marks("counted_now")
        )

    @cached_property
    def level(self) -> int | None:
        """Return the level of subjects asked about: 1 for 类级, 2 for 款级, 3 for 项级."""
        return next(
            (i for i, mark in enumerate(marks_in_order("levels"), start=1) if mark in self.text),
            None,
        )

    @cached_property
    def base(self) -> str | None:
        """Return what a change is to be counted from, where it is said: 执行数 or 决算."""
        return next(
            (m.text for m in self.mentions if m.sort is Sort.FILLER and m.text in marks("bases")),
            None,
        )

    @property
    def level_listed(self) -> int | None:
        """Return the level of the subjects to be listed: the one said, else the innermost (项级) where only 科目 is.

        Spending is set by 项级 subjects; those of the economic classification have no such level.
        """
        if self.level or not any(word in self.text for word in marks("subjects")):
            return self.level
        return None if any(word in self.text for word in marks("economic")) else _INNERMOST

    @cached_property
    def ranks(self) -> tuple[int, int] | None:
        """Return the first and the last place asked for (前三大, 第二多), counted from 1."""
        return next((m.ranks for m in self.mentions if m.ranks), None)

    @cached_property
    def number(self) -> tuple[Decimal, str | None] | None:
        """Return the first amount said, with its unit."""
        return next(((m.number, m.unit) for m in self.mentions if m.number is not None), None)

    @cached_property
    def tables(self) -> frozenset[int]:
        """Return the indexes of the tables named."""
        return frozenset(i for m in self.mentions if m.sort is Sort.TABLE for i in m.tables)

    @cached_property
    def promised(self) -> tuple[str, ...]:
        """Return the names of tables that only the contents page has."""
        return tuple(name for m in self.mentions if m.sort is Sort.TABLE for name in m.promised)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Return the codes said."""
        return tuple(code for m in self.mentions if m.sort is Sort.CODE for code in m.codes)

    @cached_property
    def groups(self) -> tuple[tuple[Mention, ...], ...]:
        """Return the mentions of things, those of one subject together."""
        groups: list[list[Mention]] = []
        apart, asked = True, False
        for mention in self.mentions:
            if mention.sort in _THINGS and not self._titles_table(mention):
                if not groups or (apart and not (asked and _only_qualifies(mention, groups[-1]))):
                    groups.append([])
                groups[-1].append(mention)
                apart = asked = False
            elif mention.text in marks("joins") or mention.ops() & _SPLITTING:
                apart, asked = True, False
            elif mention.sort is Sort.CUE and mention.ops() & {"how_much"}:
                apart, asked = True, not apart
        labelled = any(m.sort is Sort.LABEL for g in groups for m in g)
        if labelled and len(groups) > 1:
            groups = [g for g in groups if not self._says_which_table(g)] or groups
        idle = _GENERIC | (_GOALS if labelled else frozenset())
        named = [
            g
            for g in groups
            if not all(m.sort is Sort.CONCEPT and set(m.concepts) <= idle for m in g)
        ]
        return tuple(tuple(group) for group in (named or groups))

    @cached_property
    def readings(self) -> tuple[tuple[Subject, ...], ...]:
        """Return the ways in which the subjects can be read, one tuple of subjects a way.

        More than one only where a word means several things and the kind wanted does not decide.
        """
        if not self.groups:
            return ((),)
        choices = [self.subjects_of(group) for group in self._with_shared_measure()]
        choices = [
            choice for position, choice in enumerate(choices) if choice not in choices[:position]
        ]
        return tuple(itertools.islice(itertools.product(*choices), _MOST_READINGS))

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Return the subjects of the first reading."""
        return self.readings[0]

    def concepts(self) -> frozenset[str]:
        """Return the ids of all concepts that may be meant."""
        return frozenset(c for m in self.mentions if m.sort is Sort.CONCEPT for c in m.concepts)

    def has(self, *ops: str) -> bool:
        """Return whether any of the operations is cued."""
        return not self.ops.isdisjoint(ops)

    def _with_shared_measure(self) -> tuple[tuple[Mention, ...], ...]:
        """Return the groups with what is measured of the last one asked of all: A、B、C的年度资金总额."""
        *others, last = self.groups
        labels = [m for m in last if m.sort is Sort.LABEL]
        measures = tuple(
            m
            for m in last
            if m.sort is Sort.CONCEPT and not set(m.concepts) <= _GENERIC | {"project", "goals"}
        )
        alone = all(all(m.sort is Sort.LABEL for m in group) for group in others)
        if not others or not labels or not measures or not alone or last[-1] not in measures:
            return self.groups
        return (*((*group, *measures) for group in others), last)

    def _is_aside(self, mention: Mention) -> bool:
        """Return whether a word stands in brackets beside what is asked about: (以合同签订为准)."""
        if not self.groups:
            return False
        opened = self.text.rfind("(", 0, mention.start)
        closed = self.text.find(")", mention.end)
        return opened >= 0 and closed >= 0 and ")" not in self.text[opened : mention.start]

    def _titles_table(self, mention: Mention) -> bool:
        """Return whether a word stands in the brackets that tell a table's title: 表7（一般公共预算项目支出）."""
        opened = self.text.rfind("(", 0, mention.start)
        if opened < 0 or ")" in self.text[opened : mention.start]:
            return False
        return any(m.sort is Sort.TABLE and m.end == opened for m in self.mentions)

    def _compares(self, position: int) -> bool:
        """Return whether a bare 多 or 少 is said of a comparison: beside 比, a number or a number asked for."""
        following = self.mentions[position + 1 : position + 3]
        return any("compared" in m.ops() for m in self.mentions) or any(
            m.number is not None or "how_much" in m.ops() for m in following
        )

    @cached_property
    def _both_ways(self) -> bool:
        """Return whether it is asked which way a figure went: 是涨是降, 升还是跌."""
        ways = {cue.direction for m in self.mentions for cue in m.cues if cue.op == "change"}
        return {"up", "down"} <= ways

    def _ends_clause(self, position: int) -> bool:
        """Return whether a mention is the last of its clause: 数额为何 asks what, not why."""
        following = self.mentions[position + 1 :]
        return not following or following[0].sort is Sort.MARK

    def left_over(self) -> tuple[Mention, ...]:
        """Return the words that weigh and that nothing explains; verbs only where no thing is named."""
        named = self.names_particular and not self.has(*_MEASURING)
        return tuple(
            m
            for m in self.mentions
            if m.sort is Sort.RESIDUE
            and m.blocks
            and not (m.soft and named)
            and not self._is_aside(m)
        )

    @cached_property
    def names_particular(self) -> bool:
        """Return whether a thing is named that is more than all spending, all revenue or the staff at large."""
        return any(
            m.sort in {Sort.LABEL, Sort.CODE}
            or (m.sort is Sort.CONCEPT and not set(m.concepts) <= _AT_LARGE)
            for m in self.mentions
        )

    def topics(self) -> tuple[Mention, ...]:
        """Return the seldom disclosed topics named."""
        return tuple(
            m
            for m in self.mentions
            if m.sort is Sort.TOPIC and m.text not in marks("names") and not self._is_aside(m)
        )

    def subjects_of(self, group: tuple[Mention, ...]) -> list[Subject]:
        """Return the readings of the mentions of one subject."""
        is_named = any(m.sort in {Sort.LABEL, Sort.CODE} for m in group)
        idle = _GENERIC | {"subject_list"} if is_named else _GENERIC
        particular = tuple(
            m for m in group if not (m.sort is Sort.CONCEPT and set(m.concepts) <= idle)
        )
        group = particular or group[:1]
        options = [self._choices(mention) for mention in group]
        found: list[Subject] = []
        for choice in itertools.product(*options):
            named = frozenset().union(*(c[0] for c in choice)) | _sides_said(group)
            one_of = frozenset().union(*(c[1] for c in choice))
            codes = self._codes_with(
                frozenset(code for mention in group for code in mention.codes), named
            )
            subject = Subject(
                terms=_essential(named),
                codes=codes,
                one_of=one_of,
                name=_name(named, one_of, group),
            )
            if subject not in found:
                found.append(subject)
        return found[:_MOST_READINGS]

    def _codes_with(self, codes: frozenset[str], named: frozenset[str]) -> frozenset[str]:
        """Return a subject's codes; those below one that stands beside the label of its part (20108项下审计业务)."""
        labels = [term for term in named if term.startswith("label:")]
        if not codes or not labels:
            return codes
        facts = [
            self.index.paper.facts[i]
            for term in labels
            for i in self.index.about.get(term, ())
            if term in self.index.paper.facts[i].terms
        ]
        if any(code in f.codes for f in facts for code in codes):
            return codes
        below = {c for f in facts for c in f.codes for code in codes if c.startswith(code)}
        return frozenset(below) or codes

    def _choices(self, mention: Mention) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Return the readings of one mention: terms that must all hold, and labels of which one must."""
        if mention.sort is Sort.LABEL:
            if len(mention.labels) == 1:
                return [(frozenset(mention.labels), frozenset())]
            return [(frozenset(), frozenset(mention.labels))]
        if mention.sort is Sort.CODE:
            return [(frozenset(), frozenset())]
        concepts = self._typed(mention.concepts)
        found = [
            (frozenset().union(*(meant_by(t) for t in concept_terms(c))), frozenset[str]())
            for c in concepts
        ]
        # a label that is only the concept's printed name is no other reading of it
        named = {
            f"label:{squash(name)}"
            for c in concepts
            for term in concept_terms(c)
            for name in _names_of(term)
        }
        found += [
            (frozenset({label}), frozenset[str]()) for label in mention.labels if label not in named
        ]
        return self._disclosed(found) or found

    def _disclosed(
        self, choices: list[tuple[frozenset[str], frozenset[str]]]
    ) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Return the choices that the paper says anything of: a reading that dies in the fact base is none."""
        if len(choices) < 2:
            return choices
        return [choice for choice in choices if all(term in self.index.about for term in choice[0])]

    def _typed(self, concepts: tuple[str, ...]) -> tuple[str, ...]:
        """Return the concepts of the kind wanted, or all where none is."""
        if self.kind is None or len(concepts) < 2:
            return concepts
        fitting = tuple(
            c for c in concepts if any(kind_of(t) == self.kind.value for t in concept_terms(c))
        )
        return fitting or concepts


def _only_qualifies(mention: Mention, before: list[Mention]) -> bool:
    """Return whether a concept only says whose money, or which people of the ones named, the figure asked for is.

    委托业务费用了多少财政资金, 执法大队有多少人在编在岗: each asks for one figure.
    """
    if mention.sort is not Sort.CONCEPT:
        return False
    staff = all(m.sort is Sort.LABEL for m in before) and set(mention.concepts) <= _STAFF
    return staff or set(mention.concepts) <= set(_FUNDS)


def _names_of(term: str) -> tuple[str, ...]:
    known = known_terms().get(term)
    return known.names if known else ()


def subject_of(term: str) -> Subject:
    """Return a subject that is one term, under its standard name."""
    return Subject(terms=frozenset({term}), name=standard_name(term))


def terms_counted_in(unit: str | None) -> str | None:
    """Return the term whose things are counted in a unit (辆: the department's vehicles)."""
    return next((t.id for t in known_terms().values() if unit and unit in t.unit), None)


def _sides_said(group: tuple[Mention, ...]) -> frozenset[str]:
    """Return the side of the budget that the words of a concept say: 财政拨款收入 is what comes in."""
    if any(m.sort is not Sort.CONCEPT for m in group):
        return frozenset()
    words = "".join(m.text for m in group)
    return frozenset(
        side
        for side in ("revenue", "expenditure")
        if standard_name(side) in words and set(_FUNDS) & {c for m in group for c in m.concepts}
    )


@lru_cache(maxsize=1)
def _kinds_counted() -> dict[str, Kind]:
    """Return unit → kind, for a number that is typed with its unit (三辆, 46人)."""
    return {unit: Kind(term.kind) for term in known_terms().values() for unit in term.unit}


def concept_terms(concept: str) -> frozenset[str]:
    """Return the terms that a concept stands for."""
    return lexicon().concepts[concept].stands_for


def kind_of(term: str) -> str:
    """Return the kind of a term's values; money where nothing else is said."""
    known = known_terms().get(term)
    return known.kind if known else "money"


def _essential(named: frozenset[str]) -> frozenset[str]:
    kept = essence(named)
    # 收支总预算 and the like name the total by itself
    return kept - {"grand_total"} or kept


@lru_cache(maxsize=1)
def _order_of_terms() -> dict[str, int]:
    return {term: position for position, term in enumerate(known_terms())}


def _name(named: frozenset[str], one_of: frozenset[str], group: tuple[Mention, ...]) -> str:
    if one_of or not named:
        return "".join(m.meant or m.text for m in group)
    order = _order_of_terms()
    kept = _essential(named)
    # a verb of spending (花了) only says that the figure is wanted: 出国花了多少 asks for 因公出国费
    told = kept - {"expenditure"} if kept - {"expenditure", *_FUNDS} else kept
    last = len(order)
    said = {term: last + position for position, m in enumerate(group) for term in m.labels}
    ranked = sorted(told, key=lambda t: (order.get(t, said.get(t, last)), t))
    return joint_name(told) or "".join(standard_name(t) for t in ranked)
