"""Shares, trends, sums and extremes, in words, each with its arithmetic."""

from __future__ import annotations

from bot.wording.figures import (
    amount_of,
    figure_value,
    label_of,
    value_of,
    year_of,
)
from bot.wording.phrases import say
from bot.wording.shapes.pieces import (
    derived_of,
    facts_of,
    headline_of,
    item,
    part_of,
)
from bot.wording.worded import Worded
from knowledge import Answer, Derived


def share(answer: Answer, out: Worded) -> None:
    """Word a share, stated or computed."""
    figure = answer.main[0]
    if isinstance(figure, Derived):
        *parts, whole = figure.operands
        out.headline = say(
            "headline.share" if len(parts) == 1 else "headline.share_together",
            part="、".join(label_of(part) for part in parts),
            whole=label_of(whole),
            value=figure_value(figure),
        )
        shared = out.headline
        if answer.query.reached and len(parts) == 1:
            out.headline = headline_of(parts[0])
            out.lines.append(shared)
            out.add(parts[0])
        out.lines.append(say("line.formula", formula=figure.formula))
        out.add(figure, label=shared)
        for fact in figure.operands:
            out.add(fact)
    else:
        out.headline = say("headline.share_stated", label=label_of(figure), value=value_of(figure))
        out.add(figure, answer.also)


def shares(answer: Answer, out: Worded) -> None:
    """Word the shares of several parts in one whole."""
    told = []
    for figure in (f for f in answer.main if isinstance(f, Derived)):
        part, whole = figure.operands
        told.append(
            say(
                "headline.share",
                part=label_of(part),
                whole=label_of(whole),
                value=figure_value(figure),
            )
        )
        out.lines.append(say("line.formula", formula=figure.formula))
        out.add(figure, label=label_of(part))
    out.headline = "；".join(told)
    for fact in answer.parts:
        out.add(fact)


def trend(answer: Answer, out: Worded) -> None:
    """Word a figure year by year, and the steps between."""
    facts = facts_of(answer)
    out.headline = say(
        "headline.trend",
        label=label_of(facts[-1]),
        steps=" → ".join(f"{year_of(f)} {value_of(f)}" for f in facts),
    )
    for fact in facts:
        out.add(fact)
    for step in (f for f in answer.main if isinstance(f, Derived)):
        key = "step_same" if step.value == 0 else "step_down" if step.value < 0 else "step_up"
        change_words = say(f"line.{key}", amount=amount_of(step.value, step.unit))
        out.lines.append(
            say(
                "line.step",
                year=step.year,
                base_year=step.base_year,
                change=change_words,
                formula=step.formula,
            )
        )
        out.add(step, label=label_of(facts[-1]))


def sum_(answer: Answer, out: Worded) -> None:
    """Word a sum with its formula and operands."""
    figure = derived_of(answer)
    years = sorted({f.year for f in figure.operands if f.year})
    if len(years) > 1:
        span = "、".join(say("line.year", year=year) for year in years)
        out.headline = say(
            "headline.sum_years",
            years=span,
            value=figure_value(figure),
            label=label_of(figure.operands[0]),
        )
    else:
        out.headline = say("headline.sum", value=figure_value(figure))
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for fact in figure.operands:
        out.lines.append(item(fact))
        out.add(fact)


def split(answer: Answer, out: Worded) -> None:
    """Word the sum of the rows that a table divides one thing into, each with what it is of."""
    figure = derived_of(answer)
    out.headline = say(
        "headline.split",
        label=label_of(figure.operands[0]),
        value=figure_value(figure),
        count=len(figure.operands),
    )
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=label_of(figure.operands[0]))
    for fact, name in zip(figure.operands, answer.values["names"].split("\n"), strict=True):
        out.lines.append(say("line.item", label=name or label_of(fact), value=value_of(fact)))
        out.add(fact)


def average(answer: Answer, out: Worded) -> None:
    """Word a mean with its formula."""
    figure = derived_of(answer)
    per = answer.query.per or "year"
    years = "、".join(year_of(f) for f in figure.operands)
    out.headline = say(
        f"headline.average_{per}",
        value=figure_value(figure),
        label=label_of(figure.operands[0]),
        years=years,
    )
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for other in answer.main[1:]:
        if isinstance(other, Derived):
            out.lines.append(
                say("headline.sum", value=figure_value(other)) + f"（{other.formula}）"
            )
            out.add(other, label=label_of(other.operands[0]))
    for fact in figure.operands:
        out.lines.append(item(fact))
        out.add(fact)


def between(answer: Answer, out: Worded) -> None:
    """Word by how much, or how many times, one figure exceeds another."""
    figure = derived_of(answer)
    first, second = facts_of(answer)[:2]
    names = {"first": label_of(first), "second": label_of(second)}
    if figure.what == "ratio":
        out.headline = say("headline.ratio", value=f"{figure.value:f}", **names)
    else:
        key = (
            "between_same"
            if figure.value == 0
            else "between_more"
            if figure.value > 0
            else "between_less"
        )
        out.headline = say(f"headline.{key}", value=amount_of(figure.value, figure.unit), **names)
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for fact in (first, second):
        out.lines.append(item(fact))
        out.add(fact)


def extreme(answer: Answer, out: Worded) -> None:
    """Word the largest or smallest part, and those next to it."""
    facts = facts_of(answer)
    first, last = answer.query.ranks or (1, 1)
    side = "most" if answer.query.largest else "least"
    place = f"extreme_{side}" if first == 1 else f"extreme_nth_{side}"
    out.headline = say(
        f"headline.{place}",
        rank=first,
        label=label_of(facts[0]),
        value=value_of(facts[0]),
        year=year_of(facts[0]),
    )
    out.add(facts[0])
    for part in (f for f in answer.main if isinstance(f, Derived)):
        told = say(
            "headline.share",
            part=label_of(facts[0]),
            whole=label_of(answer.also[0]),
            value=amount_of(part.value, part.unit),
        )
        out.lines += [told, say("line.formula", formula=part.formula)]
        out.add(part, label=told)
    for fact in facts[1:]:
        out.add(fact)
    if last > first:
        for rank, fact in enumerate(facts[1:], start=first + 1):
            out.lines.append(
                say("line.rank", rank=rank, label=label_of(fact), value=value_of(fact))
            )
    elif len(facts) > 1:
        out.lines.append(
            say("line.others_smaller", others="，".join(part_of(f) for f in facts[1:]))
        )
    for fact in answer.also[:1]:
        out.lines.append(item(fact))


def count(answer: Answer, out: Worded) -> None:
    """Word how many there are, and name the first of them."""
    figure = derived_of(answer)
    number = int(figure.value)
    units = answer.query.subjects[0].terms == {"member_units"}
    key = f"level.{answer.query.level or ('unit' if units else 'project')}"
    called = (
        f.citation.place.row or label_of(f) if units else label_of(f) for f in figure.operands
    )
    names = "、".join(dict.fromkeys(called))
    out.headline = say("headline.count", count=number, what=say(key))
    if any(notice.code == "projects_listed" for notice in answer.notices):
        out.headline = say("headline.listed", count=number, year=year_of(figure))
    listed = "count_all" if number <= len(figure.operands) else "count_some"
    out.lines.append(say(f"line.{listed}", names=names))
    out.add(figure, label=out.headline)


def listed(answer: Answer, out: Worded) -> None:
    """Word what the paper lists by name, where that is not all there is."""
    facts = facts_of(answer)
    out.headline = say("headline.listed", count=len(facts), year=year_of(facts[0]))
    for fact in facts:
        out.lines.append(item(fact))
        out.add(fact)
    for fact in answer.parts[:1]:
        out.lines.append(item(fact))


def extreme_year(answer: Answer, out: Worded) -> None:
    """Word the year of the largest or smallest figure."""
    facts = facts_of(answer)
    key = "extreme_year_most" if answer.query.largest else "extreme_year_least"
    out.headline = say(
        f"headline.{key}",
        year=year_of(facts[0]),
        label=label_of(facts[0]),
        value=value_of(facts[0]),
    )
    for fact in facts:
        out.lines.append(say("line.item_year", year=fact.year, value=value_of(fact)))
        out.add(fact)


def steepest(answer: Answer, out: Worded) -> None:
    """Word the year of the steepest change."""
    steps = [f for f in answer.main if isinstance(f, Derived)]
    pairs = list(zip(steps[::2], steps[1::2], strict=True))
    direction = answer.query.direction or "down"
    key = f"steepest_{direction}" + ("" if answer.query.largest else "_least")
    for position, (amount, percent) in enumerate(pairs):
        label = label_of(amount.operands[0])
        if position == 0:
            out.headline = say(
                f"headline.{key}",
                year=year_of(amount),
                amount=amount_of(amount.value, amount.unit),
                percent=amount_of(percent.value, "%"),
            )
        out.lines.append(f"{year_of(amount)}：{amount.formula}；{percent.formula}")
        out.add(amount, label=label)
        out.add(percent, label=label)


def extreme_change(answer: Answer, out: Worded) -> None:
    """Word which part changed most, with the arithmetic of each."""
    steps = [f for f in answer.main if isinstance(f, Derived)]
    for step in steps:
        label = label_of(step.operands[0])
        if step.what == "percent":
            out.lines[-1] += f"；{step.formula}"
        else:
            out.lines.append(f"{label}：{step.formula}")
        out.add(step, label=label)
    amount = steps[0]
    key = "step_same" if amount.value == 0 else "step_down" if amount.value < 0 else "step_up"
    out.headline = say(
        "headline.extreme_change" if answer.query.largest else "headline.extreme_change_least",
        label=label_of(amount.operands[0]),
        change=say(f"line.{key}", amount=amount_of(amount.value, amount.unit)),
        year=amount.year,
        base_year=amount.base_year,
    )
    for step in steps:
        for fact in step.operands:
            out.add(fact)


def never(answer: Answer, out: Worded) -> None:
    """Word that the figure never went the way asked; tell how it did go."""
    out.headline = say(f"headline.never_{answer.query.direction or 'down'}")
    for step in (f for f in answer.main if isinstance(f, Derived)):
        what = label_of(step.operands[0]) if answer.query.per == "change" else year_of(step)
        if step.what == "percent":
            out.lines[-1] += f"；{step.formula}"
            continue
        out.lines.append(f"{what}：{step.formula}")
        out.add(step, label=label_of(step.operands[0]))


def threshold(answer: Answer, out: Worded) -> None:
    """Word which parts are above or below the bound."""
    bound = answer.query.bound
    if bound is None:
        return
    sign = say("line.above" if bound.above else "line.below")
    wanted = amount_of(bound.value, bound.unit)
    facts = facts_of(answer)
    level = say(f"level.{answer.query.level}") if answer.query.level else ""
    count = int(answer.values.get("count", len(facts)))
    if facts:
        out.headline = say("headline.threshold", sign=sign, bound=wanted, count=count, level=level)
    else:
        out.headline = say("headline.threshold_none", sign=sign, bound=wanted, level=level)
    for fact in facts:
        out.lines.append(item(fact))
        out.add(fact)
    if count > len(facts) > 0:
        out.lines.append(say("line.more_not_listed", count=count - len(facts)))
    for fact in answer.parts[:1]:
        if not facts:
            out.lines.append(item(fact))
            out.add(fact)


def bounded(answer: Answer, out: Worded) -> None:
    """Word whether a figure is above or below a bound."""
    bound, (fact,) = answer.query.bound, facts_of(answer)
    if bound is None:
        return
    out.headline = say(
        f"headline.bounded_{answer.values['holds']}",
        label=label_of(fact),
        value=value_of(fact),
        year=year_of(fact),
        sign=say("line.above" if bound.above else "line.below"),
        bound=amount_of(bound.value, bound.unit),
    )
    out.add(fact)


def vacancy(answer: Answer, out: Worded) -> None:
    """Word how many posts are vacant."""
    figure = derived_of(answer)
    key = "full" if figure.value == 0 else "vacancy" if figure.value > 0 else "over"
    out.headline = say(f"headline.{key}", value=amount_of(figure.value, figure.unit))
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for fact in figure.operands:
        out.lines.append(item(fact))
        out.add(fact)


def remainder(answer: Answer, out: Worded) -> None:
    """Word what is left of a whole."""
    figure = derived_of(answer)
    whole, *parts = figure.operands
    out.headline = say(
        "headline.remainder",
        whole=label_of(whole),
        part="、".join(label_of(part) for part in parts),
        value=figure_value(figure),
    )
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for fact in figure.operands:
        out.lines.append(item(fact))
        out.add(fact)


def parts(answer: Answer, out: Worded) -> None:
    """Word what a figure is made up of."""
    whole, *others = facts_of(answer)
    out.headline = say(
        "headline.parts", label=label_of(whole), value=value_of(whole), year=year_of(whole)
    )
    out.add(whole)
    shares = {f.operands[0].id: f for f in answer.main if isinstance(f, Derived)}
    for fact in others:
        portion = shares.get(fact.id)
        told = say("line.portion", formula=portion.formula) if portion else ""
        out.lines.append(item(fact) + told)
        out.add(fact)
    for portion in shares.values():
        out.add(portion, label=label_of(portion.operands[0]))
