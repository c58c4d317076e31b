"""Questions over several papers: each figure from its own paper, reckoned together only where they are alike.

Alike are figures of one kind and concept, of one phase (预算 or 决算), and of one year, unless they are
of one department and its years are what is compared. What is not alike is told, and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.facts import Fact, State
from knowledge.query.arithmetic import common_unit, difference, ratio, total, value_in
from knowledge.query.choosing import YUAN
from knowledge.query.model import Answer, Notice, Op, Query

_SAME_THING = frozenset({"grand_total", "general_budget", "fiscal_appropriation"})
"""Terms that papers print or leave out for the same figure are told apart only where both are to be had."""


_FEW = 3
"""A sum of so few is of all of them or of none."""


@dataclass(frozen=True)
class Operand:
    """What one paper says, and what else of the kind it says."""

    query: Query
    answer: Answer
    facts: tuple[Fact, ...]
    """The figures that answer, the likeliest first; empty where there is none."""


def across(query: Query, ask: Callable[[Query], Answer]) -> Answer:
    """Given a query over papers and how one of them is asked, return what they say together."""
    operands = [_operand(each, ask(each)) for each in query.of]
    found = [o for o in operands if o.facts]
    missing = tuple(o.query.document or "" for o in operands if not o.facts)
    if not found:
        return Answer(query, "across_none", found=False, values={"missing": "\n".join(missing)})
    facts = _of_one_concept(found)
    alike, unlike = _alike(facts)
    notices = _notices(query, found, facts, unlike, missing)
    whole = not missing and not unlike
    values = {"missing": "\n".join(missing), "unlike": "\n".join(f.entity for f in unlike)}
    if query.op is Op.SUM and len(query.of) <= _FEW and not whole:
        told = _each(query, alike)
    else:
        told = _reckoned(query, alike)
    others = () if query.op is Op.THRESHOLD else tuple(unlike)
    return replace(told, parts=(*told.parts, *others), notices=notices, values=values)


def _operand(query: Query, answer: Answer) -> Operand:
    if not answer.found:
        return Operand(query, answer, ())
    main = [f for f in answer.main if isinstance(f, Fact)]
    return Operand(query, answer, tuple(dict.fromkeys((*main, *answer.also))) if main else ())


def _of_one_concept(operands: list[Operand]) -> list[Fact]:
    """Return a figure of each paper: of what most of them print alike, where a paper prints several."""
    keys = Counter(key for o in operands for key in {_concept(f) for f in o.facts})
    first = [_concept(o.facts[0]) for o in operands]
    wanted = max(keys, key=lambda key: (keys[key], first.count(key)))
    return [next((f for f in o.facts if _concept(f) == wanted), o.facts[0]) for o in operands]


def _alike(facts: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return the figures that may be reckoned together, and those that may not."""
    usable = [f for f in facts if isinstance(f.value, Decimal)]
    if not usable:
        return [], facts
    same_department = len({f.entity for f in facts}) == 1
    traits = Counter(_trait(f, same_department) for f in usable)
    wanted = max(traits, key=lambda trait: traits[trait])
    alike = [f for f in usable if _trait(f, same_department) == wanted]
    if common_unit(alike) is None:
        return [], facts
    return alike, [f for f in facts if f not in alike]


def _trait(fact: Fact, same_department: bool) -> tuple[object, ...]:
    year = None if same_department else fact.year
    return (fact.kind, fact.phase, year, _concept(fact))


def _concept(fact: Fact) -> frozenset[str]:
    """Return what a figure is about; a label only where no term of the field says it."""
    terms = frozenset(t for t in fact.terms if not t.startswith("label:")) or fact.terms
    return terms - _SAME_THING or terms


def _notices(
    query: Query,
    found: list[Operand],
    facts: list[Fact],
    unlike: list[Fact],
    missing: tuple[str, ...],
) -> tuple[Notice, ...]:
    notices: list[Notice] = []
    if missing:
        notices.append(Notice("across_missing", (("documents", "\n".join(missing)),)))
    if unlike and len(facts) > 1:
        notices.append(Notice("across_unlike", facts=tuple(unlike)))
    if query.words:
        notices.append(Notice("across_left_out", (("names", "、".join(query.words)),)))
    if any(f.state is State.NONE_ARRANGED and f.value is None for f in unlike):
        notices.append(Notice("across_none_arranged"))
    for operand, fact in zip(found, facts, strict=True):
        notices += [
            n
            for n in operand.answer.notices
            if n.finding is not None or (n.code == "differs" and fact in n.facts)
        ]
    return tuple(dict.fromkeys(notices))


def _beyond(query: Query, facts: list[Fact]) -> list[Fact]:
    """Return the figures above or below the bound of a question."""
    bound = query.bound
    unit = bound.unit if bound and bound.unit else (facts[0].unit or "") if facts else ""
    if bound is None or any(
        f.unit != unit and (f.unit not in YUAN or unit not in YUAN) for f in facts
    ):
        return []
    return [
        f
        for f in facts
        if (value_in(f, unit) > bound.value) == bound.above and value_in(f, unit) != bound.value
    ]


def _reckoned(query: Query, alike: list[Fact]) -> Answer:
    """Return what figures that are alike come to; the parts are the operands in the order in which they are told."""
    if query.op is Op.THRESHOLD:
        beyond = tuple(_beyond(query, alike))
        return Answer(query, "across_threshold", main=beyond, parts=beyond)
    if len(alike) < 2:
        return _each(query, alike)
    if query.op is Op.EXTREME:
        return _ranked(query, alike)
    parts = tuple(alike)
    if query.op is Op.SUM and (computed := total(alike)):
        return Answer(query, "across_sum", main=(computed,), parts=parts)
    if query.op is Op.CHANGE and len(alike) == 2 and (computed := difference(*_two(alike))):
        return Answer(query, "across_difference", main=(computed,), parts=parts)
    if query.op is Op.RATIO and len(alike) == 2 and (computed := ratio(*_two(alike))):
        return Answer(query, "across_ratio", main=(computed,), parts=parts)
    return _each(query, alike)


def _each(query: Query, alike: list[Fact]) -> Answer:
    return Answer(query, "across_each", main=tuple(alike), parts=tuple(alike))


def _ranked(query: Query, alike: list[Fact]) -> Answer:
    unit = common_unit(alike) or ""
    ordered = sorted(alike, key=lambda f: value_in(f, unit), reverse=query.largest)
    best = value_in(ordered[0], unit)
    main = tuple(f for f in ordered if value_in(f, unit) == best)
    apart = difference(*_two(ordered)) if len(ordered) == 2 else None
    return Answer(
        query, "across_rank", main=(*main, apart) if apart else main, parts=tuple(ordered)
    )


def _two(facts: list[Fact]) -> tuple[Fact, Fact]:
    return facts[0], facts[1]
