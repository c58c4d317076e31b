"""Changes, reasons and false premises, in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.wording.figures import (
    amount_of,
    figure_value,
    label_of,
    value_of,
    year_of,
)
from bot.wording.phrases import say
from bot.wording.shapes.pieces import (
    MOST_QUOTED,
    add_quotes,
    facts_of,
    headline_of,
    item,
    name_of,
)
from bot.wording.worded import Worded
from knowledge import Answer, Aspect, Derived, Fact

_BOTH = 2
"""What was spent and what was planned."""


def change(answer: Answer, out: Worded) -> None:
    """Word a change: stated and computed, with the two years' figures, the reason, and what disagrees.

    Where a rise or a fall is presumed and the figure did not go that way, that is said first.
    """
    amount, percent = change_figures(answer)
    name = change_name(answer)
    lead = percent if answer.query.percent else amount
    denied = presumed(answer, amount, percent)
    reached = answer.parts[0] if answer.parts and answer.query.reached else None
    if reached or (answer.parts and denied and is_flat(amount or percent)):
        out.add(answer.parts[0])
    for figure in [f for f in (lead, amount, percent) if f]:
        add_change(figure, name, out, sized=answer.query.sized)
    out.headline = denied + change_words(name, amount, percent)
    if reached and not denied:
        out.headline, told = headline_of(reached), out.headline
        out.lines.append(told)
    _two_years(answer, out)
    computed = [f for f in answer.main if isinstance(f, Derived)]
    add_disagreement(amount, percent, computed, out)
    add_quotes(answer.quotes, out)


def add_change(figure: Fact | Derived, name: str, out: Worded, *, sized: bool) -> None:
    """Add a change to the facts: signed, but as its size where a fall is asked for by name (减少额 5, not -5)."""
    if not sized or not isinstance(figure.value, Decimal) or figure.value >= 0:
        out.add(figure, label=name.strip())
        return
    called = say("line.decrease" if figure.unit != "%" else "line.decrease_percent", name=name)
    out.add(replace(figure, value=-figure.value), label=called)


def _two_years(answer: Answer, out: Worded) -> None:
    """Add the figures of the two years: as printed, else last year's as it is reckoned."""
    later, earlier = (*answer.parts, None, None)[:2]
    computed = [f for f in answer.main if isinstance(f, Derived)]
    if later and not earlier:
        if out.headline != headline_of(later):
            out.lines.append(item(later))
        out.add(later)
        for moved in (f for f in computed if f.what == "difference"):
            out.lines.append(say("line.formula", formula=moved.formula))
        for base_ in (f for f in computed if f.what == "base"):
            value, year = figure_value(base_), year_of(base_)
            told = {
                "label": label_of(later),
                "value": value,
                "year": year,
                "formula": base_.formula,
            }
            out.lines.append(say("line.base_reckoned", **told))
            out.add(base_, label=label_of(later))
    if later and earlier:
        formula = next((f.formula for f in computed if f.what == "difference"), "")
        out.lines.append(
            say(
                "line.operands",
                later_year=later.year,
                later=value_of(later),
                base_year=earlier.year,
                base=value_of(earlier),
                formula=formula,
            )
        )
        ratio = next((f for f in computed if f.what == "percent"), None)
        if ratio:
            out.lines.append(say("line.percent_formula", formula=ratio.formula))
        for fact in (later, earlier):
            out.add(fact)


def presumed(answer: Answer, amount: Fact | Derived | None, percent: Fact | Derived | None) -> str:
    """Return the words that a presumed rise or fall is none; nothing where none is presumed or it is one."""
    figure = amount or percent
    asked = answer.query.direction
    if figure is None or asked is None:
        return ""
    if not isinstance(figure.value, Decimal) or figure.value == 0:
        return say(f"headline.premise_flat_{asked}")
    if (figure.value > 0) == (asked == "up"):
        return ""
    return say("headline.premise_down" if figure.value < 0 else "headline.premise_up")


def is_flat(figure: Fact | Derived | None) -> bool:
    """Return whether a change is none."""
    return figure is not None and not (isinstance(figure.value, Decimal) and figure.value)


def against_budget(answer: Answer, out: Worded) -> None:
    """Word how a year's accounts stand to its own budget: as stated, as reckoned, and the two figures."""
    amount, percent = change_figures(answer)
    name = say("headline.against_budget", year=answer.values["year"], name=name_of(answer))
    lead = percent if answer.query.percent else amount
    spent = answer.parts[0] if answer.query.reached and len(answer.parts) == _BOTH else None
    if spent:
        out.add(spent)
    for figure in [f for f in (lead, amount, percent) if f]:
        out.add(figure, label=name)
    out.headline = change_words(name, amount, percent)
    if spent:
        out.headline, told = headline_of(spent), out.headline
        out.lines.append(told)
    _accounts(answer, out)
    computed = [f for f in answer.main if isinstance(f, Derived)]
    for figure in computed:
        out.lines.append(say("line.formula", formula=figure.formula))
    add_disagreement(amount, percent, computed, out)
    add_quotes(answer.quotes, out)


def completion(answer: Answer, out: Worded) -> None:
    """Word how much of a budget was carried out, with what was spent and what was planned."""
    figure = answer.main[0]
    out.headline = say(
        "headline.completion",
        year=answer.values["year"],
        name=name_of(answer),
        value=figure_value(figure) if isinstance(figure, Derived) else value_of(figure),
    )
    out.add(figure, answer.also, label=out.headline)
    for derived in (f for f in answer.main if isinstance(f, Derived)):
        out.lines.append(say("line.formula", formula=derived.formula))
    _accounts(answer, out)


def _accounts(answer: Answer, out: Worded) -> None:
    if len(answer.parts) == _BOTH:
        spent, planned = answer.parts
        out.lines.append(say("line.accounts", spent=value_of(spent), planned=value_of(planned)))
    for fact in answer.parts:
        out.add(fact)


def base(answer: Answer, out: Worded) -> None:
    """Word a year's figure that is reckoned from the next year's and its stated change."""
    figure = answer.main[0]
    later, changed = answer.parts
    value = changed.value if isinstance(changed.value, Decimal) else Decimal(0)
    out.headline = say(
        "headline.value", label=name_of(answer), value=figure_value(figure), year=year_of(figure)
    )
    key = "step_same" if value == 0 else "step_down" if value < 0 else "step_up"
    told = say(f"line.{key}", amount=amount_of(value, changed.unit))
    formula = figure.formula if isinstance(figure, Derived) else ""
    rounded = isinstance(figure, Derived) and figure.what == "base_rounded"
    line = {"base_year": changed.base_year, "year": later.year, "value": value_of(later)}
    said = "line.base_rounded" if rounded else "line.base"
    out.lines.append(say(said, change=told, formula=formula, **line))
    out.add(figure, label=name_of(answer))
    for fact in answer.parts:
        out.add(fact)


def no_base(answer: Answer, out: Worded) -> None:
    """Word that the year to compare with is not disclosed."""
    out.headline = say(
        "not_found.no_base", name=name_of(answer), base_year=answer.values["base_year"]
    )


def reason(answer: Answer, out: Worded) -> None:
    """Word the source's own reason, with the change that it explains."""
    facts = [f for f in answer.main if isinstance(f, Fact)]
    for fact in facts:
        out.add(fact)
    amount, percent = change_figures(answer)
    if amount or percent:
        out.lines.append(change_words(change_name(answer), amount, percent))
    shown = answer.quotes[:MOST_QUOTED]
    _tell_reasons([f"“{quote.value}”" for quote in shown], shown, out)


def reason_of(answer: Answer, out: Worded) -> None:
    """Word reasons that the source gives for another thing or in a row of its own, each with what it is given for."""
    shown = answer.quotes[:MOST_QUOTED]
    told = [
        say("headline.reason_of", name=q.citation.place.row or q.label, words=str(q.value))
        for q in shown
    ]
    _tell_reasons(told, shown, out)


def _tell_reasons(told: list[str], quotes: tuple[Fact, ...], out: Worded) -> None:
    out.headline = say("headline.reason") + say("headline.reason_joint").join(told)
    for quote in quotes:
        out.cite(quote.citation)


def premise(answer: Answer, out: Worded) -> None:
    """Word that what the question presumes is not so: the two years' figures first, then the change."""
    amount, percent = change_figures(answer)
    out.headline = presumed(answer, amount, percent) + change_words(
        change_name(answer), amount, percent
    )
    flat = amount is not None and amount.value == 0
    if flat:
        _two_years(answer, out)
    for figure in [f for f in (amount, percent) if f]:
        out.add(figure, label=change_name(answer).strip())
    if not flat:
        _two_years(answer, out)
    add_quotes(answer.quotes, out)


def no_reason(answer: Answer, out: Worded) -> None:
    """Word that no reason is published, with what the figure is."""
    fact = facts_of(answer)[0]
    out.headline = say("headline.no_reason", label=label_of(fact))
    if answer.found:
        out.lines.append(headline_of(fact))
        out.add(fact, answer.also)


def change_figures(answer: Answer) -> tuple[Fact | Derived | None, Fact | Derived | None]:
    """Return the amount and the percentage of a change: as stated where it is, else as computed."""
    amount = percent = None
    for figure in answer.main:
        if (isinstance(figure, Fact) and figure.aspect is Aspect.CHANGE) or (
            isinstance(figure, Derived) and figure.what == "difference"
        ):
            amount = amount or figure
        elif (isinstance(figure, Fact) and figure.aspect is Aspect.CHANGE_PERCENT) or (
            isinstance(figure, Derived) and figure.what == "percent"
        ):
            percent = percent or figure
    return amount, percent


def change_name(answer: Answer) -> str:
    """Return what changed, with the two years where they are known."""
    years = ""
    figure = answer.main[0] if answer.main else None
    year = getattr(figure, "year", None)
    base = getattr(figure, "base_year", None)
    if year and base:
        years = say("line.years_compared", year=year, base_year=base)
    return f"{name_of(answer)} {years}".strip() + " " if years else name_of(answer)


def change_words(name: str, amount: Fact | Derived | None, percent: Fact | Derived | None) -> str:
    """Return a change as a sentence: how much, in which direction, by how many percent."""
    value = next(
        (f.value for f in (amount, percent) if f and isinstance(f.value, Decimal)), Decimal(0)
    )
    if amount and isinstance(amount.value, str) and percent is None:
        return say("headline.change_told", name=name, words=amount.value)
    if value == 0:
        return say("headline.same_years", name=name)
    direction = "down" if value < 0 else "up"
    shown = {
        "amount": amount_of(amount.value, amount.unit)
        if amount and isinstance(amount.value, Decimal)
        else "",
        "percent": amount_of(percent.value, "%")
        if percent and isinstance(percent.value, Decimal)
        else "",
    }
    suffix = "" if amount and percent else "_amount" if amount else "_percent"
    return say(f"headline.change_{direction}{suffix}", name=name, **shown)


def add_disagreement(
    amount: Fact | Derived | None,
    percent: Fact | Derived | None,
    computed: list[Derived],
    out: Worded,
) -> None:
    """Add a notice where what the source states is not what its figures give, at its own precision."""
    for stated, what in ((amount, "difference"), (percent, "percent")):
        if not isinstance(stated, Fact) or not isinstance(stated.value, Decimal):
            continue
        found = next((f for f in computed if f.what == what and f.unit == stated.unit), None)
        if found is None:
            continue
        exponent = stated.value.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        if abs(found.value - stated.value) > step:
            out.notices.append(
                say("line.percent_checked", computed=figure_value(found), stated=value_of(stated))
            )
        elif what == "percent":
            out.lines.append(say("line.percent_agrees", stated=amount_of(stated.value, "%")))
