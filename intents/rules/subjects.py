"""The mentions of one subject → what they can be read as: terms, labels and codes, under one name."""

from __future__ import annotations

import itertools
from functools import lru_cache

from intents.lexicon import marks, says_any
from intents.mentions import Mention, Sort
from intents.rules.terms import FUNDS, GENERIC, concept_terms, kind_of, names_of
from knowledge import (
    Aspect,
    Kind,
    PaperIndex,
    Subject,
    essence,
    joint_name,
    known_terms,
    meant_by,
    squash,
    standard_name,
)

MOST_READINGS = 4
_AT_LARGE = frozenset({"this_year", "expenditure"})
"""Terms that, beside a row's code or label, only say that its amount is asked for."""
_HALVES, _THIS_YEAR = frozenset({"basic", "project"}), frozenset({"this_year"})
_RECEIVED = frozenset({"fiscal_appropriation"})


def subjects_of(
    group: tuple[Mention, ...], index: PaperIndex, kind: Kind | None, *, defined: bool = False
) -> list[Subject]:
    """Given the mentions of one subject and the kind of value wanted, return what they can be read as.

    Where it is asked how a thing is `defined`, an entry of the glossary is meant by its own name.
    """
    is_named = any(m.sort in {Sort.LABEL, Sort.CODE} for m in group)
    idle = GENERIC | {"subject_list"} if is_named else GENERIC
    coded = any(m.sort is Sort.CODE for m in group)
    particular = tuple(
        m
        for m in group
        if not (m.sort is Sort.CONCEPT and set(m.concepts) <= idle)
        and not (coded and m.text in marks("to_spend"))
    )
    in_total = frozenset(c for m in group for c in m.concepts if c == "grand_total")
    group = particular or group[:1]
    options = [_choices(mention, index, kind, defined=defined) for mention in group]
    found: list[Subject] = []
    for choice in itertools.product(*options):
        named = frozenset().union(*(c[0] for c in choice)) | _sides_said(group)
        if named & _HALVES:
            named -= (
                _THIS_YEAR  # nothing of the halves of spending is carried over: 本年支出里项目支出
            )
        one_of = frozenset().union(*(c[1] for c in choice))
        codes = _codes_with(
            frozenset(code for mention in group for code in mention.codes), named, group, index
        )
        terms = _essential(named)
        if terms == _RECEIVED and in_total:
            terms |= in_total  # 财政拨款收支总计 also holds what was carried over
        subject = Subject(
            terms=terms,
            codes=codes,
            one_of=one_of,
            name=_name(named, one_of, group),
        )
        subject = _as_printed(_of_firms(subject, index), index)
        if subject not in found:
            found.append(subject)
    return found[:MOST_READINGS]


def _of_firms(subject: Subject, index: PaperIndex) -> Subject:
    """Return a row of contracts (授予中小企业合同) without the procurement that it is said to be of.

    Only where no amount is printed under both.
    """
    labels = [t for t in subject.terms if t.startswith("label:")]
    if "procurement" not in subject.terms or not any(says_any(t, "of_procurement") for t in labels):
        return subject
    facts = [index.paper.facts[i] for t in labels for i in index.about.get(t, ())]
    both = any(f.kind is Kind.MONEY and subject.terms <= f.terms for f in facts)
    return (
        subject if both else subject.model_copy(update={"terms": subject.terms - {"procurement"}})
    )


def _as_printed(subject: Subject, index: PaperIndex) -> Subject:
    """Return a row named by its code, or its label, without words that say nothing more of it: 2101401本年支出预算数.

    What the row is called beside its code goes too, where it is only a part of the row's own name.
    """
    labels = frozenset(t for t in subject.terms if t.startswith("label:"))
    named = labels or (subject.codes and not subject.one_of)
    if not named or (not subject.terms & _AT_LARGE and not labels) or index.tells_of(subject):
        return subject
    less = subject.model_copy(update={"terms": subject.terms - _AT_LARGE})
    if less.terms != subject.terms and index.tells_of(less):
        return less
    alone = less.model_copy(update={"terms": frozenset[str]()})
    rows = {
        term
        for code in subject.codes
        for i in index.by_code.get(code, ())
        for term in index.paper.facts[i].terms
        if term.startswith("label:")
    }
    held = (
        labels
        and less.terms == labels
        and all(any(label.removeprefix("label:") in row for row in rows) for label in labels)
    )
    return alone if held and index.tells_of(alone) else subject


def _codes_with(
    codes: frozenset[str], named: frozenset[str], group: tuple[Mention, ...], index: PaperIndex
) -> frozenset[str]:
    """Return a subject's codes, without a unit's that only its own rows have.

    Those below one that stands beside the label of its part are meant by it: 20108项下审计业务.
    """
    labels = [term for term in named if term.startswith("label:")]
    if not codes or not labels:
        return codes
    if not index.tells_of(Subject(terms=named, codes=codes)) and any(
        m.sort is Sort.LABEL and m.codes for m in group
    ):
        return codes - {code for m in group if m.sort is Sort.LABEL for code in m.codes}
    facts = [
        index.paper.facts[i]
        for term in labels
        for i in index.about.get(term, ())
        if term in index.paper.facts[i].terms
    ]
    if any(code in f.codes for f in facts for code in codes):
        return codes
    below = {c for f in facts for c in f.codes for code in codes if c.startswith(code)}
    within = all(below & set(f.codes) for f in facts if f.codes)
    # several rows below it are called so: its name tells them, where all that are called so stand below it
    return frozenset(below) if len(below) == 1 else frozenset() if below and within else codes


def _beyond_glossary(label: str, index: PaperIndex) -> frozenset[str]:
    """Return a label; where it only heads an entry of the glossary, the known terms that its words are of.

    一般公共预算拨款收入 is explained by that name, and its figures stand under the terms of it.
    """
    facts = [index.paper.facts[i] for i in index.about.get(label, ())]
    own = frozenset({label})
    if not facts or any(f.aspect is not Aspect.DEFINITION for f in facts):
        return own
    known = frozenset[str].intersection(*(f.terms for f in facts)) - own
    return known if known and not any(t.startswith("label:") for t in known) else own


def _choices(
    mention: Mention, index: PaperIndex, kind: Kind | None, *, defined: bool = False
) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return the readings of one mention: terms that must all hold, and labels of which one must."""
    if mention.sort is Sort.LABEL:
        if mention.text in marks("own_level"):
            # rows of one office by several names, each in tables of its own: 宣传部 here, 宣传部(本级) there
            return [(frozenset({label}), frozenset[str]()) for label in mention.labels]
        if len(mention.labels) == 1:
            (label,) = mention.labels
            own = frozenset({label}) if defined else _beyond_glossary(label, index)
            return [(own, frozenset())]
        return [(frozenset(), frozenset(mention.labels))]
    if mention.sort is Sort.CODE:
        return [(frozenset(), frozenset())]
    concepts = _typed(mention.concepts, kind)
    found = [
        (frozenset().union(*(meant_by(t) for t in concept_terms(c))), frozenset[str]())
        for c in concepts
    ]
    if mention.labels:
        # a label that is only the concept's printed name is no other reading of it
        named = {
            f"label:{squash(name)}"
            for c in concepts
            for term in concept_terms(c)
            for name in names_of(term)
        }
        found += [
            (frozenset({label}), frozenset[str]()) for label in mention.labels if label not in named
        ]
    return _disclosed(found, index) or found


def _disclosed(
    choices: list[tuple[frozenset[str], frozenset[str]]], index: PaperIndex
) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return the choices that the paper says anything of: a reading that dies in the fact base is none."""
    if len(choices) < 2:
        return choices
    return [choice for choice in choices if all(term in index.about for term in choice[0])]


def _typed(concepts: tuple[str, ...], kind: Kind | None) -> tuple[str, ...]:
    """Return the concepts of the kind wanted, or all where none is."""
    if kind is None or len(concepts) < 2:
        return concepts
    fitting = tuple(c for c in concepts if any(kind_of(t) == kind.value for t in concept_terms(c)))
    return fitting or concepts


def _sides_said(group: tuple[Mention, ...]) -> frozenset[str]:
    """Return the side of the budget that the words of a concept say: 财政拨款收入 is what comes in."""
    if any(m.sort is not Sort.CONCEPT for m in group):
        return frozenset()
    if not any(c in FUNDS for m in group for c in m.concepts):
        return frozenset()
    words = "".join(m.text for m in group)
    return frozenset(s for s in ("revenue", "expenditure") if standard_name(s) in words)


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
    told = kept - {"expenditure"} if kept - {"expenditure", *FUNDS} else kept
    last = len(order)
    said = {term: last + position for position, m in enumerate(group) for term in m.labels}
    ranked = sorted(told, key=lambda t: (order.get(t, said.get(t, last)), t))
    return joint_name(told) or "".join(standard_name(t) for t in ranked)
