"""Checks in words: whether places, things, parts and percentages agree, with every figure and the difference."""

from __future__ import annotations

from decimal import Decimal

from bot.wording.figures import amount_of, figure_value, label_of, place_of, value_of
from bot.wording.phrases import say
from bot.wording.shapes.changes import change_figures, change_name, change_words
from bot.wording.shapes.pieces import facts_of, item
from bot.wording.worded import Worded
from knowledge import Answer, Aspect, Derived, Fact


def agree(answer: Answer, out: Worded) -> None:
    """Word that all places agree."""
    facts = facts_of(answer)
    key = "agree" if len(facts) > 1 else "agree_one"
    out.headline = say(f"headline.{key}", count=len(facts), value=value_of(facts[0]))
    for fact in facts:
        out.lines.append(say("line.place", place=place_of(fact.citation.place)))
        out.add(fact)


def disagree(answer: Answer, out: Worded) -> None:
    """Word how the places differ, and by how much."""
    out.headline = say("headline.disagree")
    for fact in facts_of(answer):
        out.lines.append(
            say("line.place", place=f"{place_of(fact.citation.place)}：{value_of(fact)}")
        )
        out.add(fact)
    for figure in _computed(answer):
        out.lines.append(_difference(figure))
        out.add(figure, label=say("line.difference_label"))


def matched(answer: Answer, out: Worded) -> None:
    """Word whether two things are the same figure, each with its place."""
    first, second = facts_of(answer)[:2]
    same = answer.values["agree"] == "yes"
    apart = next(iter(_computed(answer)), None)
    told = {"first": label_of(first), "a": value_of(first), "second": label_of(second)}
    out.headline = say(
        "headline.matched_yes"
        if same
        else "headline.matched_no"
        if apart
        else "headline.matched_none",
        b=value_of(second),
        difference=amount_of(apart.value, apart.unit) if apart else "",
        **told,
    )
    for figure in answer.main:
        if isinstance(figure, Fact):
            out.lines.append(
                say("line.matched", place=place_of(figure.citation.place), **_named(figure))
            )
            out.add(figure)
        else:
            out.lines.append(say("line.formula", formula=figure.formula))
            out.add(figure, label=say("line.difference_label"))


def added(answer: Answer, out: Worded) -> None:
    """Word whether parts add up to what is printed: the sum, the printed figure, and the difference."""
    whole = facts_of(answer)[0]
    summed = next(f for f in _computed(answer) if f.what == "sum")
    apart = next(f for f in _computed(answer) if f.what == "difference")
    out.headline = say(
        f"headline.added_{answer.values['agree']}",
        sum=figure_value(summed),
        label=label_of(whole),
        whole=value_of(whole),
        difference=amount_of(apart.value, apart.unit),
    )
    out.lines.append(say("line.formula", formula=summed.formula))
    out.lines.append(say("line.formula", formula=apart.formula))
    labels = {id(summed): say("line.sum_label"), id(apart): say("line.difference_label")}
    for figure in answer.main:
        out.add(figure, label=labels.get(id(figure)))
    for part in answer.parts:
        out.lines.append(item(part))
        out.add(part)


def claimed(answer: Answer, out: Worded) -> None:
    """Word what the source says where figures are said to contradict each other."""
    out.headline = say("headline.claimed")
    for fact in facts_of(answer):
        quote = say("line.quote", quote=fact.citation.quote)
        out.lines.append(say("line.place", place=f"{place_of(fact.citation.place)}：{quote}"))
        out.add(fact)


def verified(answer: Answer, out: Worded) -> None:
    """Word whether a printed percentage of change is the one that the amounts come to."""
    computed = _computed(answer)[0]
    amount, _ = change_figures(answer)
    stated = next((f for f in facts_of(answer) if f.unit == computed.unit), None)
    out.headline = say(
        f"headline.verified_{answer.values['agree']}",
        computed=amount_of(computed.value, computed.unit),
        stated=_unsigned(stated),
    )
    out.lines.append(change_words(change_name(answer), amount, stated or computed))
    out.lines.append(say("line.formula", formula=computed.formula))
    name = change_name(answer).strip()
    for figure in answer.main:
        out.add(figure, label=name)
    for fact in answer.parts:
        if fact.aspect is Aspect.AMOUNT:
            out.lines.append(item(fact))
        out.add(fact)


def _unsigned(fact: Fact | None) -> str:
    return amount_of(fact.value, fact.unit) if fact and isinstance(fact.value, Decimal) else ""


def _named(fact: Fact) -> dict[str, str]:
    return {"label": label_of(fact), "value": value_of(fact)}


def _difference(figure: Derived) -> str:
    value = amount_of(figure.value, figure.unit)
    return say("line.difference", difference=value, formula=figure.formula)


def _computed(answer: Answer) -> list[Derived]:
    return [figure for figure in answer.main if isinstance(figure, Derived)]
