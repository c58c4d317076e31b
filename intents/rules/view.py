"""A question's mentions, arranged for the rules: subjects, years, cues, numbers, and what is left over."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from intents.lexicon import marks, marks_in_order, says_any
from intents.mentions import Mention, Sort
from intents.rules.carried import in_post, with_row_carried
from intents.rules.grouping import (
    grouped,
    with_measure_compared,
    with_shared_label,
    with_shared_measure,
    with_shared_thing,
)
from intents.rules.kept import kept
from intents.rules.said import Said
from intents.rules.siblings import siblings_apart
from intents.rules.subjects import MOST_READINGS, subjects_of
from intents.rules.terms import GENERIC, kind_of, kinds_counted
from knowledge import Kind, Phase, Subject

_MEASURING = ("most", "least", "above", "below", "average", "per_month", "per_head", "per_day")
"""What compares parts by a measure: a word that nothing explains may be the measure."""
_AT_LARGE = GENERIC | {
    "expenditure",
    "revenue",
    "project",
    "on_duty",
    "staffing",
    "goals",
    "duties",
}
"""Concepts that an unexplained verb narrows: 修路花了多少 does not ask for all spending."""
_MONEY_AT_LARGE = (("expenditure",), ("budget_total",))
_PROCURED = frozenset(
    {"procurement", "procurement_goods", "procurement_works", "procurement_services"}
)
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]+、|\d+[.、])")
"""The number of a heading: its mark joins nothing."""


@dataclass(frozen=True)
class View(Said):
    """What a question names, arranged for the rules."""

    @kept
    def kind(self) -> Kind | None:
        """Return the kind of value wanted, where a cue says so."""
        kinds = {cue.kind for cue in self.cues if cue.kind}
        if not kinds and self._is_of_money():
            return Kind.MONEY
        if not kinds and any(
            m.sort is Sort.CONCEPT and m.text.endswith(tuple(marks("heads_counted")))
            for m in self.mentions
        ):
            return Kind.PEOPLE
        if not kinds and self.number is not None and self.number[1] in kinds_counted():
            return kinds_counted()[self.number[1] or ""]
        return kinds.pop() if len(kinds) == 1 else None

    def _is_of_money(self) -> bool:
        """Return whether an amount is asked for of what is named, by a word for money or for spending beside it.

        立法调研费 is not how many were held, 购置车辆花了多少 not how many were bought.
        """
        if self.has("how_much") and (
            self.speaks_of_money() or any(m.concepts in _MONEY_AT_LARGE for m in self.mentions)
        ):
            return True
        return any(
            (
                before.sort is Sort.LABEL
                and before.text.endswith(tuple(marks("names_of_money")))
                and "how_much" in m.ops()
            )
            or (
                m.text in marks("money_tails")
                and (
                    (before.sort is Sort.LABEL and m.sort is Sort.FILLER)
                    or any(kind_of(concept) == "people" for concept in before.concepts)
                )
            )
            for before, m in itertools.pairwise(self.mentions)
        )

    @kept
    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of value wanted, in the order asked, where there are several: 几批次、多少人."""
        asked = [
            Kind.COUNT if cue.op == "how_many_things" else cue.kind
            for cue in self.cues
            if cue.kind or cue.op == "how_many_things"
        ]
        if Kind.COUNT in asked and any(m.text in marks("amounts_too") for m in self.mentions):
            asked.insert(0, Kind.MONEY)
        if asked == [Kind.PEOPLE] and self._counts_in_its_name():
            asked.insert(0, Kind.COUNT)
        if asked == [Kind.MONEY] and self._counts_too():
            asked.insert(0, Kind.COUNT)
        several = tuple(dict.fromkeys(kind for kind in asked if kind))
        return several if len(several) > 1 else ()

    def _counts_in_its_name(self) -> bool:
        """Return whether a thing that is counted is named with its number asked for: 接待了几批，多少人."""
        return any(
            says_any(m.text, "asking_number") and any(kind_of(c) == "count" for c in m.concepts)
            for m in self.mentions
        )

    def _counts_too(self) -> bool:
        """Return whether the number of things is asked for beside their money: 项目个数及涉及资金."""
        counted = [m for m in self.mentions if any(kind_of(c) == "count" for c in m.concepts)]
        return bool(counted) and any(
            m.text.endswith(tuple(marks("numbers_too")))
            for m in self.mentions
            if m in counted or m.sort is Sort.FILLER
        )

    @kept
    def year_is_base(self) -> bool:
        """Return whether the one year said is only what is compared with (比 2024 年)."""
        for before, mention in itertools.pairwise(self.mentions):
            compared = before.sort is Sort.CUE and "compared" in before.ops()
            joined = mention.relative and before.text in marks("compared_with")
            if mention.sort is Sort.YEAR and (compared or joined):
                return len(self.years) == 1
        return (
            len(self.years) == 1
            and self.years[0] != self.index.paper.year
            and "same_period" in self.ops
        )

    @kept
    def figure_recalled(self) -> int | None:
        """Return where a figure ends that is only recalled of a thing before another is asked for; None for none.

        预算14.6万，实际用了多少 asks for what was spent, 买了两辆车，花了多少 for what they cost.
        """
        said = next((m for m in self.mentions if m.number is not None), None)
        if said is None:
            return None
        things = [m for m in self.mentions if m.sort in {Sort.CONCEPT, Sort.LABEL}]
        asked = next(
            (m for m in self.mentions if m.start > said.end and "how_much" in m.ops()), said
        )
        behind = any(said.end <= m.start < asked.start for m in things)
        counted = said.unit is not None and said.unit not in marks("units_of_money_asked")
        counts = counted and not self.has("sum")
        return said.end if behind and (counts or things[0].start < said.start) else None

    @kept
    def phase(self) -> Phase | None:
        """Return budget or final accounts, where a word says which; None where both or neither is said."""
        asked = self.figure_recalled or 0
        words = {m.text for m in self.mentions if m.start >= asked} if asked else self.words
        said = {phase for phase in Phase if not words.isdisjoint(marks(phase.value))}
        if self._says_spent_before or (not said and self._asks_what_happened()):
            return Phase.FINAL_ACCOUNTS
        if not said and self.index.paper.phase is Phase.FINAL_ACCOUNTS and self.subjects:
            meant = says_any(self.text, "at_first") or self._names_its_budget()
            said = {Phase.BUDGET} if meant else said
        if said == {Phase.BUDGET} and self.index.paper.phase is Phase.BUDGET:
            return None
        return said.pop() if len(said) == 1 else None

    @kept
    def says_both_phases(self) -> bool:
        """Return whether what was spent is set beside what was planned (决算数是年初预算的…)."""
        rest = self.text
        for name in marks_in_order("budget_names"):
            rest = rest.replace(name, "")
        sides = (("planned", "at_first"), ("spent",))
        return all(any(word in rest for name in side for word in marks(name)) for side in sides)

    @kept
    def compares_with_budget(self) -> bool:
        """Return whether a final accounts' figure is compared with the year's own budget (比预算, 跟年初预算比)."""
        if self.index.paper.phase is not Phase.FINAL_ACCOUNTS:
            return False
        for before, mention in itertools.pairwise(self.mentions):
            opens = "compared" in before.ops() or before.text in marks("joins")
            if opens and mention.text in marks("budget_words"):
                return True
        return self.says_both_phases and self.has("change", "compared")

    @kept
    def _says_spent_before(self) -> bool:
        """Return whether what was spent in a year before is asked for of a paper that plans: 上年执行数."""
        planned = self.index.paper.phase is Phase.BUDGET
        past = bool(self.years) and max(self.years) < self.index.paper.year
        named = any(m.text in marks("bases") for m in self.mentions)
        return planned and past and named and not self.has("change", "compared", "reason")

    def _names_its_budget(self) -> bool:
        """Return whether a thing is named with its own budget (三公经费预算), not one of the budgets by its name."""
        names = tuple(marks_in_order("budget_names"))
        named = [m.text for m in self.mentions if m.sort is Sort.CONCEPT]
        return any(t.endswith(tuple(marks("own_budget"))) and not t.endswith(names) for t in named)

    def _asks_what_happened(self) -> bool:
        """Return whether what was done is asked for, where the paper only plans: 实际是多少, 已支出."""
        if self.index.paper.phase is not Phase.BUDGET or self.kind in {Kind.PEOPLE, Kind.COUNT}:
            return False
        return any(m.text in marks("happened") for m in self.mentions) and not (
            self.concepts() & marks("counted_now")
        )

    @kept
    def groups(self) -> tuple[tuple[Mention, ...], ...]:
        """Return the mentions of things, those of one subject together."""
        return grouped(self.text, self.mentions)

    @kept
    def readings(self) -> tuple[tuple[Subject, ...], ...]:
        """Return the ways in which the subjects can be read, one tuple of subjects a way.

        More than one only where a word means several things and the kind wanted does not decide.
        """
        if not self.groups:
            return ((),)
        shares = self.has("share", "percent")
        groups = with_measure_compared(self.groups) if self.has("compared") else self.groups
        groups = with_shared_thing(with_shared_measure(groups), self.units, shares=shares)
        groups = with_shared_label(groups, self.index)
        if not self.has("share", "percent", "sum"):
            groups = tuple(itertools.chain.from_iterable(map(self._side_by_side, groups)))
        choices = [self.subjects_of(group) for group in groups]
        choices = [
            choice for position, choice in enumerate(choices) if choice not in choices[:position]
        ]
        products = itertools.islice(itertools.product(*choices), MOST_READINGS)
        if shares:
            return tuple(products)
        carried = (with_row_carried(subjects, self.index, self.units) for subjects in products)
        if self._says_posts:
            return tuple(carried)
        return tuple(in_post(subjects, self.index) for subjects in carried)

    def _side_by_side(self, group: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], ...]:
        """Return a group as the things that it names side by side with no word between: 工会经费 福利费."""
        return siblings_apart(group, self.mentions, self.index, self.subjects_of)

    @property
    def _says_posts(self) -> bool:
        """Return whether posts are asked for by that word: 在职多少人，行政编制几个."""
        kinds = marks("kinds_of_posts")
        return any(
            set(m.concepts) & kinds and says_any(m.text, "posts_said") for m in self.mentions
        )

    @kept
    def joins_things(self) -> bool:
        """Return whether a word or a mark joins two of the things named: 货物和服务, not 政府采购 三、服务."""
        between = (
            self.text[one[-1].end : other[0].start]
            for one, other in itertools.pairwise(self.groups)
        )
        return any(says_any(_NUMBERED.sub("", words), "joins") for words in between)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Return the subjects of the first reading."""
        return self.readings[0]

    def subjects_of(self, group: tuple[Mention, ...]) -> list[Subject]:
        """Return what the mentions of one subject can be read as."""
        return subjects_of(group, self.index, self.kind, defined=self.has("define"))

    def _is_aside(self, mention: Mention) -> bool:
        """Return whether a word stands in brackets beside what is asked about: (以合同签订为准)."""
        if not self.groups:
            return False
        opened = self.text.rfind("(", 0, mention.start)
        closed = self.text.find(")", mention.end)
        return opened >= 0 and closed >= 0 and ")" not in self.text[opened : mention.start]

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
            and not (m.text in marks("afterwards") and self.has("excluded", "agree"))
            and not (m.text in marks("stated_in") and self.has("agree"))
            and not (m.text in marks("its_parts") and self.has("sum"))
            and not (m.text in marks("said_reasons") and self.has("reason"))
        )

    @property
    def is_broken(self) -> bool:
        """Return whether a character is left over by itself: of a word that nobody knows, or of a slip (副高…几位)."""
        return any(m.sort is Sort.RESIDUE and m.end - m.start == 1 for m in self.mentions)

    @kept
    def names_particular(self) -> bool:
        """Return whether a thing is named that is more than all spending, all revenue or the staff at large."""
        return any(
            m.sort in {Sort.LABEL, Sort.CODE}
            or (m.sort is Sort.CONCEPT and not set(m.concepts) <= _AT_LARGE)
            for m in self.mentions
        )

    @kept
    def _names_row(self) -> bool:
        """Return whether a row of the paper is named by its own words."""
        return any(m.sort is Sort.LABEL and m.labels for m in self.mentions)

    @kept
    def _asks_for_procured(self) -> bool:
        """Return whether an amount of procurement is asked for: 政府采购签了多少钱的合同."""
        rows = [label for m in self.mentions if m.sort is Sort.LABEL for label in m.labels]
        of_firms = any(says_any(label, "of_procurement") for label in rows)
        # what was signed for is told of what was spent, never of what is planned
        accounts = self.index.paper.phase is Phase.FINAL_ACCOUNTS
        money = self.kind is Kind.MONEY or (
            accounts
            and any(
                m.sort is Sort.TOPIC and m.text.endswith(tuple(marks("amounts")))
                for m in self.mentions
            )
        )
        return of_firms or (money and bool(self._concepts & _PROCURED))

    def topics(self) -> tuple[Mention, ...]:
        """Return the seldom disclosed topics named."""
        return tuple(
            m
            for m in self.mentions
            if m.sort is Sort.TOPIC
            and m.text not in marks("names")
            and not (m.text in marks("bases") and (self.has("backward") or self._says_spent_before))
            and not (m.text in marks("lists_of_goods") and self._names_row)
            and not (m.text in marks("contracts_signed") and self._asks_for_procured)
            and not self._is_aside(m)
        )
