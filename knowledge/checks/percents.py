"""Prose → percentages and changes: what a sentence states, computed again from its own figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from knowledge.checks.sums import Identity, fault, number, precision, rounding, told, where
from knowledge.facts import Aspect, Fact, Kind, Paper

_HUNDRED = Decimal(100)


def percents_in(paper: Paper) -> list[Identity]:
    """Given a paper, return the stated changes, percentages and shares that can be computed again."""
    passages: dict[str, list[Fact]] = defaultdict(list)
    for fact in paper.facts:
        if fact.table is None:
            passages[fact.id.rpartition(".")[0]].append(fact)
    found: list[Identity] = []
    amounts = [f for f in paper.facts if f.table is None and f.aspect is Aspect.AMOUNT]
    for facts in passages.values():
        found += _rates(facts)
        found += _shares(facts, amounts)
        found += _people(facts)
    return [*found, *_earlier_years(paper)]


def _rates(facts: list[Fact]) -> Iterator[Identity]:
    """-21.68 on 186 is -10.44%: 10.4% holds, 11% does not."""
    for rate in facts:
        if rate.aspect is not Aspect.CHANGE_PERCENT:
            continue
        change = _alike(facts, rate, Aspect.CHANGE)
        amount = _alike(facts, rate, Aspect.AMOUNT)
        if not change or not amount or change.unit != amount.unit:
            continue
        stated, by, now = number(rate), number(change), number(amount)
        if stated is None or by is None or now is None or now == by:
            continue
        computed = by / (now - by) * _HUNDRED
        slack = _slack(stated) + abs(computed) * _relative(by)
        yield _compared(rate, stated, computed, slack, (rate, change, amount), "percent_differs")


def _shares(facts: list[Fact], amounts: list[Fact]) -> Iterator[Identity]:
    """A share of what is printed before it, or of what its words name elsewhere in the narrative."""
    by_id = {fact.id: fact for fact in facts}
    for share in facts:
        part = _alike(facts, share, Aspect.AMOUNT) if share.aspect is Aspect.SHARE else None
        whole = by_id.get(part.parent) if part and part.parent else None
        if not part or not whole or part.unit != whole.unit:
            continue
        stated, some = number(share), number(part)
        if stated is None or some is None:
            continue
        wholes = (whole, *_wholes_beyond(whole, share, amounts))
        computed = [(some / every * _HUNDRED, w) for w in wholes if (every := number(w))]
        if not computed:
            continue
        slack = _slack(stated)
        ours, of = next((c for c in computed if abs(stated - c[0]) <= slack), computed[0])
        yield _compared(share, stated, ours, slack, (share, part, of), "share_differs")


def _wholes_beyond(whole: Fact, share: Fact, amounts: list[Fact]) -> Iterator[Fact]:
    """What a part's whole is itself a part of, and what the share names: 其中小微企业4万元，占采购总额的40%."""
    for fact in amounts:
        named = bool(fact.terms) and fact.terms <= share.context and fact.year == whole.year
        if fact.unit == whole.unit and fact is not whole and (named or fact.id == whole.parent):
            yield fact


def _people(facts: list[Fact]) -> Iterator[Identity]:
    """The people of a 其中 are not more than their whole."""
    for whole in facts:
        parts = [f for f in facts if f.parent == whole.id and f.kind is Kind.PEOPLE]
        total = sum((number(part) or Decimal(0) for part in parts), Decimal(0))
        every = number(whole)
        if not parts or every is None or whole.kind is not Kind.PEOPLE:
            continue
        if total == every:
            yield Identity("people")
        elif total > every:
            values = {
                "where": where(whole),
                "whole": told(whole),
                "parts": " + ".join(told(part) for part in parts),
                "sum": f"{total:f}{whole.unit or ''}",
                "difference": f"{every - total:f}{whole.unit or ''}",
            }
            yield Identity("people", fault("sum_differs", "error", (whole, *parts), **values))


def _earlier_years(paper: Paper) -> Iterator[Identity]:
    """A stated decrease on 2025, against the figure that the paper itself gives for 2025."""
    amounts: dict[object, list[Fact]] = defaultdict(list)
    for fact in paper.facts:
        if fact.aspect is Aspect.AMOUNT and number(fact) is not None:
            amounts[_thing(fact, fact.year)].append(fact)
    for change in paper.facts:
        by = number(change)
        if change.aspect is not Aspect.CHANGE or by is None:
            continue
        if change.base_year is None or change.base_year == change.year:
            continue
        now = amounts.get(_thing(change, change.year))
        before = amounts.get(_thing(change, change.base_year))
        if not now or not before:
            continue
        if any(number(a) - number(b) == by for a in now for b in before):  # type: ignore[operator]
            yield Identity("change")
        elif len({number(f) for f in now}) == len({number(f) for f in before}) == 1:
            difference = number(now[0]) - number(before[0])  # type: ignore[operator]
            figures = (number(now[0]), number(before[0]), by)
            slack = sum((rounding(value, change.unit) for value in figures if value), Decimal(0))
            yield _compared(
                change, by, difference, slack, (change, now[0], before[0]), "change_differs"
            )


def _thing(fact: Fact, year: int | None) -> object:
    """What a fact tells of, were it of that year."""
    return fact.terms, fact.unit, year, fact.phase


def _alike(facts: list[Fact], like: Fact, aspect: Aspect) -> Fact | None:
    """The nearest earlier fact of the passage that tells the same thing's other side."""
    found = None
    for fact in facts:
        if fact is like:
            return found
        same = fact.terms == like.terms and fact.label == like.label and fact.year == like.year
        if not same or fact.aspect is not aspect or fact.phase is not like.phase:
            continue  # 完成全年预算5.3万元的38.1%: what was planned is not what changed
        if fact.base_year in {None, like.base_year}:
            found = fact
    return found


def _compared(
    stated_fact: Fact,
    stated: Decimal,
    computed: Decimal,
    slack: Decimal,
    facts: tuple[Fact, ...],
    code: str,
) -> Identity:
    if abs(stated - computed) <= slack:
        return Identity(code)
    values = {
        "where": where(stated_fact),
        "stated": told(stated_fact),
        "computed": f"{computed.quantize(min(precision(stated), Decimal('0.01'))):f}{stated_fact.unit or ''}",
        "label": stated_fact.label,
    }
    return Identity(code, fault(code, "warning", facts, **values))


def _slack(stated: Decimal) -> Decimal:
    """Half of the last digit, and a hundredth more for those who cut digits off instead of rounding."""
    last = precision(stated)
    return last / 2 + min(last / 2, Decimal("0.01"))


def _relative(value: Decimal) -> Decimal:
    """How far a printed figure may be off, as a part of itself."""
    return precision(value) / 2 / abs(value) if value else Decimal(0)
