"""Amounts of prose → findings: what is so large that its unit must be another (3 亿 printed as 万元)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from knowledge.amounts import MONEY_UNITS, Amount, convert
from knowledge.checks.sums import fault, number, told, where
from knowledge.document import Finding
from knowledge.facts import Aspect, Fact, Kind, Paper

_TRILLION = Decimal(10) ** 12
"""No department's own figure comes to this many yuan."""
_TIMES = 1000
"""Nor to so many times what it spends in a year."""
_ALL_SPENDING = frozenset({"expenditure", "grand_total"})


def magnitudes_in(paper: Paper) -> Iterator[Finding]:
    """Given a paper, yield a finding for each amount of its prose that cannot be meant in the unit printed.

    固定资产 302475975.31 万元 of a department that spends 2.79 亿元 a year: in 元 it would be 3.02 亿元.
    """
    spent = max((_yuan(f) for f in paper.facts if _is_whole(f)), default=Decimal(0))
    for fact in paper.facts:
        yuan = _yuan(fact) if _is_told(fact) else Decimal(0)
        if not spent or fact.unit == "元" or yuan < _TRILLION or yuan < spent * _TIMES:
            continue
        in_yuan = number(fact) or Decimal(0)
        yield fault(
            "unit_improbable",
            "warning",
            (fact,),
            where=where(fact),
            label=fact.label,
            stated=told(fact),
            large=f"{yuan / 10**12:.2f}",
            times=f"{int(yuan / spent)}",
            otherwise=f"{in_yuan / 10**4:.2f}",
        )


def _is_told(fact: Fact) -> bool:
    return fact.table is None and fact.aspect is Aspect.AMOUNT and fact.kind is Kind.MONEY


def _is_whole(fact: Fact) -> bool:
    return fact.table is not None and fact.kind is Kind.MONEY and fact.terms >= _ALL_SPENDING


def _yuan(fact: Fact) -> Decimal:
    value = number(fact)
    if value is None or fact.unit not in MONEY_UNITS:
        return Decimal(0)
    return convert(Amount(value, fact.unit), "元").value
