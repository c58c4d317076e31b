"""What the source itself says, in words: values, passages, places."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.wording.figures import (
    amount_of,
    figure_value,
    label_of,
    place_of,
    value_of,
    year_of,
)
from bot.wording.phrases import say
from bot.wording.shapes.pieces import (
    add_quotes,
    date_of,
    facts_of,
    headline_of,
    item,
    name_of,
    part_of,
    quote_words,
)
from bot.wording.worded import Worded
from knowledge import Answer, Aspect, Derived, Fact, Figure, Kind


def lookup(answer: Answer, out: Worded) -> None:
    """Word the value of what was asked, its parts, and the sentence behind a zero."""
    summed = [figure for figure in answer.main if isinstance(figure, Derived)]
    if summed:
        _one_by_one(answer.main, out)
        return
    facts = facts_of(answer)
    head = facts[0]
    out.add(head, answer.also if len(facts) == 1 else ())
    if len(facts) == 1 or (len({f.year for f in facts}) == 1 and len(facts) <= 1):
        out.headline = headline_of(head)
    else:
        out.headline = headline_of(head)
        for fact in facts[1:]:
            out.lines.append(item(fact))
            out.add(fact)
    if answer.query.phase or answer.query.both_phases:
        _tell_phases(facts, out)
    if answer.parts:
        out.lines.append(say("line.parts", parts="，".join(part_of(p) for p in answer.parts)))
        for part in answer.parts:
            out.add(part)
    if head.as_of:
        out.lines.append(say("line.as_of", date=date_of(head.as_of)))
    add_quotes(answer.quotes, out)


def _one_by_one(figures: tuple[Figure, ...], out: Worded) -> None:
    """Say several figures of which some are sums of the rows that a table divides one thing into."""
    told: list[str] = []
    for figure in figures:
        if isinstance(figure, Fact):
            told.append(headline_of(figure) if not told else item(figure))
            out.add(figure)
            continue
        label, value = label_of(figure.operands[0]), figure_value(figure)
        phrase = "line.split" if told else "headline.split"
        told.append(say(phrase, label=label, value=value, count=len(figure.operands)))
        told.append(say("line.formula", formula=figure.formula))
        out.add(figure, label=label)
        for fact in figure.operands:
            out.add(fact)
    out.headline, *lines = told
    out.lines += lines


def _tell_phases(facts: list[Fact], out: Worded) -> None:
    """Say of each figure whether it was planned or spent, where the question sets one beside the other."""
    told = [
        say(f"phase.{fact.phase.value}", label=label_of(fact), value=value_of(fact), year=fact.year)
        for fact in facts
        if fact.value is not None and fact.year
    ]
    if told:
        out.headline, *out.lines = told


def words(answer: Answer, out: Worded) -> None:
    """Word what the source says, in its own words, and the figures that belong to it."""
    if answer.query.amounts:
        for fact in facts_of(answer):
            out.add(fact)
    quote_words(answer, out, "")
    for fact in facts_of(answer):
        out.lines.append(item(fact))
        out.add(fact)


def use(answer: Answer, out: Worded) -> None:
    """Word what the source says it is for."""
    quote_words(answer, out, say("headline.use"))


def define(answer: Answer, out: Worded) -> None:
    """Word a definition."""
    quote_words(answer, out, say("headline.define"))


def no_definition(answer: Answer, out: Worded) -> None:
    """Word that the glossary has no such entry, and which it has."""
    out.headline = say("headline.no_definition", name=answer.values.get("name") or name_of(answer))
    if answer.nearest:
        names = "、".join(label_of(f) for f in answer.nearest)
        out.lines.append(say("headline.no_definition_list", names=names))
        for fact in answer.nearest:
            out.cite(fact.citation)


def where(answer: Answer, out: Worded) -> None:
    """Word the places where something stands."""
    facts = facts_of(answer)
    out.headline = say("headline.where", label=label_of(facts[0]))
    for fact in facts:
        shown = f"：{value_of(fact)}" if fact.kind is not Kind.WORDS else ""
        out.lines.append(say("line.place", place=place_of(fact.citation.place) + shown))
        if fact.kind is not Kind.WORDS:
            out.add(fact)
        else:
            out.cite(fact.citation)


def as_of(answer: Answer, out: Worded) -> None:
    """Word the date that a value is stated for."""
    fact = facts_of(answer)[0]
    out.headline = say("headline.as_of", label=label_of(fact), date=date_of(fact.as_of or ""))
    out.lines.append(item(fact))
    out.add(fact)


def number(answer: Answer, out: Worded) -> None:
    """Word what a printed figure is."""
    facts = facts_of(answer)
    value = value_of(facts[0])
    out.headline = say("headline.number", number=value)
    for fact in facts:
        label = label_of(fact)
        if fact.aspect in {Aspect.CHANGE, Aspect.CHANGE_PERCENT}:
            key = (
                "change_down" if isinstance(fact.value, Decimal) and fact.value < 0 else "change_up"
            )
            suffix = "amount" if fact.aspect is Aspect.CHANGE else "percent"
            shown = amount_of(fact.value, fact.unit) if isinstance(fact.value, Decimal) else ""
            label = say(f"headline.{key}_{suffix}", name=label, **{suffix: shown})
            out.lines.append(
                say(
                    "line.place",
                    place=f"{label}（{year_of(fact)}）——{place_of(fact.citation.place)}",
                )
            )
        else:
            levels = "、".join(
                sorted(t.removeprefix("label:") for t in fact.context if t.endswith("指标"))
            )
            level = f"（{levels}）" if levels and fact.aspect is Aspect.TARGET else ""
            out.lines.append(
                say(
                    "line.place",
                    place=f"{year_of(fact)}{label}{level}——{place_of(fact.citation.place)}",
                )
            )
        if fact.as_of:
            out.lines.append(say("line.as_of", date=date_of(fact.as_of)))
        out.add(fact)


def code(answer: Answer, out: Worded) -> None:
    """Word what a code stands for."""
    out.headline = say("headline.code", code=answer.values["code"], name=answer.values["name"])
    for fact in (*facts_of(answer), *answer.also):
        out.lines.append(item(fact))
        out.add(fact)


def codes(answer: Answer, out: Worded) -> None:
    """Word by which codes things go."""
    told = [(fact.citation.place.row or "", fact.codes[0]) for fact in answer.parts]
    if len(told) > 1:
        out.headline = say("headline.several", count=len(told))
        out.lines += [say("line.item", label=name, value=code) for name, code in told]
    else:
        out.headline = say("headline.words", label=told[0][0], value=told[0][1])
    for fact in answer.parts:
        # the code is printed beside the row's name, not in the cell of the fact
        out.cite(replace(fact.citation, quote=f"{fact.codes[0]} {fact.citation.quote}"))
    for fact in answer.also:
        out.lines.append(headline_of(fact))
        out.add(fact)


def absent(answer: Answer, out: Worded) -> None:
    """Word what is said not to be arranged."""
    facts = facts_of(answer)
    out.headline = say("headline.absent", count=len(facts))
    for fact in facts:
        out.lines.append(say("line.place", place=f"{label_of(fact)}：“{fact.citation.quote}”"))
        out.add(fact)


def balance(answer: Answer, out: Worded) -> None:
    """Word whether revenue and expenditure agree."""
    revenue, spending = facts_of(answer)
    key = "balance_yes" if answer.values["agree"] == "yes" else "balance_no"
    out.headline = say(f"headline.{key}", revenue=value_of(revenue), expenditure=value_of(spending))
    out.add(revenue, answer.also)
    out.add(spending)
