"""What the words of a question say one by one: cues, years, numbers, tables and codes, whatever they are said of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from intents.lexicon import Cue, marks, says_any
from intents.mentions import Mention, OwnLevel, Sort
from intents.rules.kept import kept
from knowledge import PaperIndex, Query

_CLAUSE_ENDS = re.compile(r"[,;.。!?]")
_LEVELS = (1, 2, 3)
_INNERMOST = 3
"""The level of 项级 subjects."""


@dataclass(frozen=True)
class Said:
    """The words of a question, by what they are: cues, years, numbers, tables, codes."""

    text: str
    mentions: tuple[Mention, ...]
    index: PaperIndex
    context: Query | None = None
    """The last question of the conversation."""
    asked_years: tuple[int, ...] = ()
    """Years asked about in the conversation, oldest first."""
    units: frozenset[str] = frozenset()
    """The labels of the units under the department, and of its head among them."""
    members: frozenset[str] = frozenset()
    """Those of them that are no name of the department's head."""
    own_level: OwnLevel = field(default_factory=OwnLevel)
    """The department's head by itself, among the rows of its units."""

    @kept
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
            and not (cue.op in {"agree", "faults"} and self.asks_measures)
            and not (cue.op == "complement" and self._asks_whether(m))
            and not (cue.op == "share" and self._tells_change(m))
            and not (cue.op == "per_month" and self._names_monthly(position))
            and not (
                len(m.text) == 1
                and cue.op == "change"
                and not self._both_ways
                and not self._compares(position)
                and not (m.text in marks("rise_or_fall") and self._asks_why)
            )
        )

    @kept
    def ops(self) -> frozenset[str]:
        """Return the operations that the cues stand for."""
        return frozenset(cue.op for cue in self.cues)

    @kept
    def said_ops(self) -> frozenset[str]:
        """Return the operations of all cues said, those too that a name holds or that ask for nothing here."""
        return frozenset(cue.op for m in self.mentions for cue in m.cues)

    @kept
    def words(self) -> frozenset[str]:
        """Return the words said, each as it stands."""
        return frozenset(m.text for m in self.mentions)

    def speaks_of_money(self) -> bool:
        """Return whether a bare word for money stands beside what is named: 留学生那个钱用了多少."""
        return any(
            m.sort in {Sort.FILLER, Sort.CUE} and m.text in marks("sums_of_money")
            for m in self.mentions
        )

    @kept
    def unit(self) -> str | None:
        """Return the unit of what is counted, where a cue says so."""
        return next((cue.unit[0] for cue in self.cues if cue.unit), None)

    @kept
    def direction(self) -> str | None:
        """Return whether the question speaks of more or of less; None where of both or neither."""
        found = {cue.direction for cue in self.cues if cue.direction}
        return found.pop() if len(found) == 1 else None

    @kept
    def years(self) -> tuple[int, ...]:
        """Return the fiscal years said, first to last."""
        return tuple(
            sorted({year for m in self.mentions if m.sort is Sort.YEAR for year in m.years})
        )

    @kept
    def every_year(self) -> bool:
        """Return whether all years disclosed are meant (历年)."""
        return any(m.every_year for m in self.mentions)

    @kept
    def level(self) -> int | None:
        """Return the level of subjects asked about: 1 for 类级, 2 for 款级, 3 for 项级."""
        return next((i for i in _LEVELS if says_any(self.text, f"level_{i}")), None)

    @kept
    def by(self) -> str | None:
        """Return the classification said: functional or economic."""
        named = ("functional", "economic")
        return next((by for by in named if says_any(self.text, by)), None)

    @kept
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
        if self.level or not says_any(self.text, "subjects"):
            return self.level
        if self.by == "economic":
            return None
        return 1 if says_any(self.text, "classes") else _INNERMOST

    @kept
    def ranks(self) -> tuple[int, int] | None:
        """Return the first and the last place asked for (前三大, 第二多), counted from 1."""
        return next((m.ranks for m in self.mentions if m.ranks), None)

    @kept
    def number(self) -> tuple[Decimal, str | None] | None:
        """Return the first amount said, with its unit."""
        return next(((m.number, m.unit) for m in self.mentions if m.number is not None), None)

    @kept
    def tables(self) -> frozenset[int]:
        """Return the indexes of the tables named."""
        return frozenset(i for m in self.mentions if m.sort is Sort.TABLE for i in m.tables)

    @kept
    def promised(self) -> tuple[str, ...]:
        """Return the names of tables that only the contents page has."""
        return tuple(name for m in self.mentions if m.sort is Sort.TABLE for name in m.promised)

    @kept
    def codes(self) -> tuple[str, ...]:
        """Return the codes said."""
        return tuple(code for m in self.mentions if m.sort is Sort.CODE for code in m.codes)

    @property
    def asks_rate(self) -> bool:
        """Whether a change is asked for in percent: 增长百分之几, 增幅, 增长率."""
        return self.has("percent") or says_any(self.text, "rates_of_change")

    @kept
    def asks_measures(self) -> bool:
        """Return whether it is asked what is done about a thing: 怎么保证, 如何来推进."""
        verbs, between = marks("measures"), tuple(marks("measures_between"))
        for mention in self.mentions:
            if any(cue.op == "how" for cue in mention.cues):
                behind = self.text[mention.end :]
                behind = next((behind[len(w) :] for w in between if behind.startswith(w)), behind)
                if behind.startswith(tuple(verbs)):
                    return True
        return False

    def concepts(self) -> frozenset[str]:
        """Return the ids of all concepts that may be meant."""
        return self._concepts

    @kept
    def _concepts(self) -> frozenset[str]:
        return frozenset(c for m in self.mentions if m.sort is Sort.CONCEPT for c in m.concepts)

    def has(self, *ops: str) -> bool:
        """Return whether any of the operations is cued."""
        return not self.ops.isdisjoint(ops)

    def _compares(self, position: int) -> bool:
        """Return whether a bare 多 or 少 is said of a comparison: beside 比, a number or a number asked for."""
        following = self.mentions[position + 1 : position + 3]
        return any("compared" in m.ops() for m in self.mentions) or any(
            m.number is not None or "how_much" in m.ops() for m in following
        )

    @kept
    def _asks_why(self) -> bool:
        """Return whether a reason is asked for: 为什么涨."""
        return any(cue.op in {"reason", "how"} for m in self.mentions for cue in m.cues)

    @kept
    def _both_ways(self) -> bool:
        """Return whether it is asked which way a figure went: 是涨是降, 升还是跌."""
        ways = {cue.direction for m in self.mentions for cue in m.cues if cue.op == "change"}
        return {"up", "down"} <= ways

    def _tells_change(self, mention: Mention) -> bool:
        """Return whether a fraction is by how much something changed, and no share: 砍掉快一半, 降了三成."""
        if not any(sign in mention.text for sign in marks("fractions")) or any(
            word in mention.text for word in marks("share_before")
        ):
            return False
        return any(cue.op == "change" for m in self.mentions for cue in m.cues)

    def _names_monthly(self, position: int) -> bool:
        """Return whether 每月 only tells what a thing is, one of several asked for a year: 公积金跟每个月的房贴."""
        told = marks("handed_out")
        behind = [
            m
            for m in self.mentions[position + 1 :]
            if m.sort is not Sort.FILLER and m.text not in told
        ][:1]
        before = self.mentions[:position]
        named = any(m.sort in {Sort.CONCEPT, Sort.LABEL} for m in behind)
        joined = bool(before) and before[-1].text in marks("joins")
        yearly = named and says_any(self.text[behind[0].end :], "of_a_year_behind")
        return named and (joined or yearly or says_any(self.text, "of_a_year"))

    def _asks_whether(self, mention: Mention) -> bool:
        """Return whether a negation only asks whether something is so: 不是打架了吗, 不是又涨了么."""
        clause = _CLAUSE_ENDS.split(self.text[mention.end :], maxsplit=1)[0]
        return clause.endswith(tuple(marks("whether_at_end")))

    def _ends_clause(self, position: int) -> bool:
        """Return whether a mention is the last of its clause: 数额为何 asks what, not why."""
        following = self.mentions[position + 1 :]
        return not following or following[0].sort is Sort.MARK
