"""Answer → Chinese: one function a shape, each named for it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.wording.figures import (
    amount_of,
    figure_value,
    label_of,
    place_of,
    state_note,
    value_of,
    year_of,
)
from bot.wording.phrases import say
from bot.wording.worded import Worded
from knowledge import Answer, Aspect, Derived, Fact, Kind, State, standard_name

_LONGEST_QUOTE = 420
_MOST_QUOTED = 3


def lookup(answer: Answer, out: Worded) -> None:
    """Word the value of what was asked, its parts, and the sentence behind a zero."""
    facts = _facts(answer)
    head = facts[0]
    out.add(head, answer.also if len(facts) == 1 else ())
    if len(facts) == 1 or len({f.year for f in facts}) == 1 and len(facts) <= 1:
        out.headline = _headline(head, answer)
    else:
        out.headline = _headline(head, answer)
        for fact in facts[1:]:
            out.lines.append(_item(fact))
            out.add(fact)
    if answer.parts:
        out.lines.append(say("line.parts", parts="，".join(_part(p) for p in answer.parts)))
        for part in answer.parts:
            out.add(part)
    if head.as_of:
        out.lines.append(say("line.as_of", date=_date(head.as_of)))
    _quote(answer.quotes, out)


def change(answer: Answer, out: Worded) -> None:
    """Word a change: stated and computed, with the two years' figures, the reason, and what disagrees."""
    amount, percent = _change_figures(answer)
    name = _change_name(answer)
    lead = percent if answer.query.percent else amount
    for figure in [f for f in (lead, amount, percent) if f]:
        out.add(figure, label=name)
    out.headline = _change_words(name, amount, percent)
    later, earlier = (answer.parts + (None, None))[:2]
    if later and not earlier:
        out.lines.append(_item(later))
        out.add(later)
    computed = [f for f in answer.main if isinstance(f, Derived)]
    if later and earlier:
        formula = next((f.formula for f in computed if f.what == "difference"), "")
        out.lines.append(
            say("line.operands", later_year=later.year, later=value_of(later), base_year=earlier.year,
                base=value_of(earlier), formula=formula)
        )
        ratio = next((f for f in computed if f.what == "percent"), None)
        if ratio:
            out.lines.append(say("line.percent_formula", formula=ratio.formula))
        for fact in (later, earlier):
            out.add(fact)
    _disagreement(amount, percent, computed, out)
    _quote(answer.quotes, out)


def against_budget(answer: Answer, out: Worded) -> None:
    """Word how a year's accounts stand to its own budget."""
    spent, planned = answer.parts
    amount, percent = _change_figures(answer)
    name = say("headline.against_budget", year=spent.year, name=_name(answer))
    out.headline = _change_words(name, amount, percent)
    out.lines.append(say("line.accounts", spent=value_of(spent), planned=value_of(planned)))
    for figure in answer.main:
        if isinstance(figure, Derived):
            out.lines.append(say("line.formula", formula=figure.formula))
            out.add(figure, label=name)
    for fact in answer.parts:
        out.add(fact)
    _quote(answer.quotes, out)


def no_base(answer: Answer, out: Worded) -> None:
    """Word that the year to compare with is not disclosed."""
    out.headline = say("not_found.no_base", name=_name(answer), base_year=answer.values["base_year"])


def reason(answer: Answer, out: Worded) -> None:
    """Word the source's own reason, with the change that it explains."""
    facts = [f for f in answer.main if isinstance(f, Fact)]
    for fact in facts:
        out.add(fact)
    amount, percent = _change_figures(answer)
    if amount or percent:
        out.lines.append(_change_words(_change_name(answer), amount, percent))
    out.headline = say("headline.reason") + "".join(f"“{q.value}”" for q in answer.quotes[:_MOST_QUOTED])
    for quote in answer.quotes[:_MOST_QUOTED]:
        out.cite(quote.citation)


def premise(answer: Answer, out: Worded) -> None:
    """Word that what the question presumes is not so."""
    amount, percent = _change_figures(answer)
    figure = amount or percent
    value = figure.value if figure and isinstance(figure.value, Decimal) else Decimal(0)
    key = "premise_flat" if value == 0 else "premise_down" if value < 0 else "premise_up"
    out.headline = say(f"headline.{key}") + _change_words(_change_name(answer), amount, percent)
    for fact in _facts(answer):
        out.add(fact)
    _quote(answer.quotes, out)


def no_reason(answer: Answer, out: Worded) -> None:
    """Word that no reason is published, with what the figure is."""
    fact = _facts(answer)[0]
    out.headline = say("headline.no_reason", label=label_of(fact))
    if answer.found:
        out.lines.append(_headline(fact, answer))
        out.add(fact, answer.also)


def share(answer: Answer, out: Worded) -> None:
    """Word a share, stated or computed."""
    figure = answer.main[0]
    if isinstance(figure, Derived):
        part, whole = figure.operands
        out.headline = say("headline.share", part=label_of(part), whole=label_of(whole), value=figure_value(figure))
        out.lines.append(say("line.formula", formula=figure.formula))
        out.add(figure, label=out.headline)
        for fact in figure.operands:
            out.add(fact)
    else:
        out.headline = say("headline.share_stated", label=label_of(figure), value=value_of(figure))
        out.add(figure, answer.also)


def shares(answer: Answer, out: Worded) -> None:
    """Word the shares of several parts in one whole."""
    told = []
    for figure in answer.main:
        assert isinstance(figure, Derived)
        part, whole = figure.operands
        told.append(say("headline.share", part=label_of(part), whole=label_of(whole), value=figure_value(figure)))
        out.lines.append(say("line.formula", formula=figure.formula))
        out.add(figure, label=label_of(part))
    out.headline = "；".join(told)
    for fact in answer.parts:
        out.add(fact)


def trend(answer: Answer, out: Worded) -> None:
    """Word a figure year by year, and the steps between."""
    facts = _facts(answer)
    out.headline = say(
        "headline.trend", label=label_of(facts[-1]), steps=" → ".join(f"{f.year} 年 {value_of(f)}" for f in facts)
    )
    for fact in facts:
        out.add(fact)
    for step in (f for f in answer.main if isinstance(f, Derived)):
        key = "step_same" if step.value == 0 else "step_down" if step.value < 0 else "step_up"
        change_words = say(f"line.{key}", amount=amount_of(step.value, step.unit))
        out.lines.append(say("line.step", year=step.year, base_year=step.base_year, change=change_words, formula=step.formula))
        out.add(step, label=label_of(facts[-1]))


def sum_(answer: Answer, out: Worded) -> None:
    """Word a sum with its formula and operands."""
    figure = answer.main[0]
    assert isinstance(figure, Derived)
    years = sorted({f.year for f in figure.operands if f.year})
    if len(years) > 1:
        span = "、".join(f"{year} 年" for year in years)
        out.headline = say("headline.sum_years", years=span, value=figure_value(figure), label=label_of(figure.operands[0]))
    else:
        out.headline = say("headline.sum", value=figure_value(figure))
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for fact in figure.operands:
        out.lines.append(_item(fact))
        out.add(fact)


def average(answer: Answer, out: Worded) -> None:
    """Word a mean with its formula."""
    figure = answer.main[0]
    assert isinstance(figure, Derived)
    per = answer.query.per or "year"
    years = "、".join(f"{f.year} 年" for f in figure.operands)
    out.headline = say(f"headline.average_{per}", value=figure_value(figure), label=label_of(figure.operands[0]), years=years)
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for other in answer.main[1:]:
        if isinstance(other, Derived):
            out.lines.append(say("headline.sum", value=figure_value(other)) + f"（{other.formula}）")
            out.add(other, label=label_of(other.operands[0]))
    for fact in figure.operands:
        out.lines.append(_item(fact))
        out.add(fact)


def between(answer: Answer, out: Worded) -> None:
    """Word by how much, or how many times, one figure exceeds another."""
    figure, first, second = answer.main[0], *_facts(answer)[:2]
    assert isinstance(figure, Derived)
    names = {"first": label_of(first), "second": label_of(second)}
    if figure.what == "ratio":
        out.headline = say("headline.ratio", value=f"{figure.value:f}", **names)
    else:
        key = "between_same" if figure.value == 0 else "between_more" if figure.value > 0 else "between_less"
        out.headline = say(f"headline.{key}", value=amount_of(figure.value, figure.unit), **names)
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for fact in (first, second):
        out.lines.append(_item(fact))
        out.add(fact)


def extreme(answer: Answer, out: Worded) -> None:
    """Word the largest or smallest part, and those next to it."""
    facts = _facts(answer)
    key = "extreme_most" if answer.query.largest else "extreme_least"
    out.headline = say(f"headline.{key}", label=label_of(facts[0]), value=value_of(facts[0]), year=year_of(facts[0]))
    for fact in facts:
        out.add(fact)
    if len(facts) > 1:
        out.lines.append(say("line.others_smaller", others="，".join(_part(f) for f in facts[1:])))
    for fact in answer.also[:1]:
        out.lines.append(_item(fact))


def extreme_year(answer: Answer, out: Worded) -> None:
    """Word the year of the largest or smallest figure."""
    facts = _facts(answer)
    key = "extreme_year_most" if answer.query.largest else "extreme_year_least"
    out.headline = say(f"headline.{key}", year=year_of(facts[0]), label=label_of(facts[0]), value=value_of(facts[0]))
    for fact in facts:
        out.lines.append(say("line.item_year", year=fact.year, value=value_of(fact)))
        out.add(fact)


def steepest(answer: Answer, out: Worded) -> None:
    """Word the year of the steepest change."""
    pairs = [(answer.main[i], answer.main[i + 1]) for i in range(0, len(answer.main) - 1, 2)]
    direction = answer.query.direction or "down"
    key = f"steepest_{direction}" + ("" if answer.query.largest else "_least")
    for position, (amount, percent) in enumerate(pairs):
        assert isinstance(amount, Derived) and isinstance(percent, Derived)
        label = label_of(amount.operands[0])
        if position == 0:
            out.headline = say(
                f"headline.{key}", year=year_of(amount), amount=amount_of(amount.value, amount.unit),
                percent=amount_of(percent.value, "%"),
            )
        out.lines.append(f"{year_of(amount)}：{amount.formula}；{percent.formula}")
        out.add(amount, label=label)
        out.add(percent, label=label)


def threshold(answer: Answer, out: Worded) -> None:
    """Word which parts are above or below the bound."""
    bound = answer.query.bound
    assert bound is not None
    sign = "超过" if bound.above else "低于"
    wanted = amount_of(bound.value, bound.unit)
    facts = _facts(answer)
    if facts:
        out.headline = say("headline.threshold", sign=sign, bound=wanted, count=len(facts))
    else:
        out.headline = say("headline.threshold_none", sign=sign, bound=wanted)
    for fact in facts:
        out.lines.append(_item(fact))
        out.add(fact)
    for fact in answer.parts[:1]:
        if not facts:
            out.lines.append(_item(fact))
            out.add(fact)


def vacancy(answer: Answer, out: Worded) -> None:
    """Word how many posts are vacant."""
    figure = answer.main[0]
    assert isinstance(figure, Derived)
    key = "full" if figure.value == 0 else "vacancy" if figure.value > 0 else "over"
    out.headline = say(f"headline.{key}", value=amount_of(figure.value, figure.unit))
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for fact in figure.operands:
        out.lines.append(_item(fact))
        out.add(fact)


def remainder(answer: Answer, out: Worded) -> None:
    """Word what is left of a whole."""
    figure = answer.main[0]
    assert isinstance(figure, Derived)
    whole, part = figure.operands
    out.headline = say("headline.remainder", whole=label_of(whole), part=label_of(part), value=figure_value(figure))
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=out.headline)
    for fact in figure.operands:
        out.lines.append(_item(fact))
        out.add(fact)


def absent(answer: Answer, out: Worded) -> None:
    """Word what is said not to be arranged."""
    facts = _facts(answer)
    out.headline = say("headline.absent", count=len(facts))
    for fact in facts:
        out.lines.append(say("line.place", place=f"{label_of(fact)}：“{fact.citation.quote}”"))
        out.add(fact)


def parts(answer: Answer, out: Worded) -> None:
    """Word what a figure is made up of."""
    whole, *others = _facts(answer)
    out.headline = say("headline.parts", label=label_of(whole), value=value_of(whole), year=year_of(whole))
    out.add(whole)
    shares = {f.operands[0].id: f for f in answer.main if isinstance(f, Derived)}
    for fact in others:
        portion = shares.get(fact.id)
        told = say("line.portion", formula=portion.formula) if portion else ""
        out.lines.append(_item(fact) + told)
        out.add(fact)
    for portion in shares.values():
        out.add(portion, label=label_of(portion.operands[0]))


def words(answer: Answer, out: Worded) -> None:
    """Word what the source says, in its own words, and the figures that belong to it."""
    if answer.query.amounts:
        for fact in _facts(answer):
            out.add(fact)
    _words(answer, out, "")
    for fact in _facts(answer):
        out.lines.append(_item(fact))
        out.add(fact)


def use(answer: Answer, out: Worded) -> None:
    """Word what the source says it is for."""
    _words(answer, out, say("headline.use"))


def define(answer: Answer, out: Worded) -> None:
    """Word a definition."""
    _words(answer, out, say("headline.define"))


def no_definition(answer: Answer, out: Worded) -> None:
    """Word that the glossary has no such entry, and which it has."""
    out.headline = say("headline.no_definition", name=answer.values.get("name") or _name(answer))
    if answer.nearest:
        names = "、".join(label_of(f) for f in answer.nearest)
        out.lines.append(say("headline.no_definition_list", names=names))
        for fact in answer.nearest:
            out.cite(fact.citation)


def where(answer: Answer, out: Worded) -> None:
    """Word the places where something stands."""
    facts = _facts(answer)
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
    fact = _facts(answer)[0]
    out.headline = say("headline.as_of", label=label_of(fact), date=_date(fact.as_of or ""))
    out.lines.append(_item(fact))
    out.add(fact)


def number(answer: Answer, out: Worded) -> None:
    """Word what a printed figure is."""
    facts = _facts(answer)
    value = value_of(facts[0])
    out.headline = say("headline.number", number=value)
    for fact in facts:
        label = label_of(fact)
        if fact.aspect in {Aspect.CHANGE, Aspect.CHANGE_PERCENT}:
            key = "change_down" if isinstance(fact.value, Decimal) and fact.value < 0 else "change_up"
            suffix = "amount" if fact.aspect is Aspect.CHANGE else "percent"
            shown = amount_of(fact.value, fact.unit) if isinstance(fact.value, Decimal) else ""
            label = say(f"headline.{key}_{suffix}", name=label, **{suffix: shown})
            out.lines.append(say("line.place", place=f"{label}（{year_of(fact)}）——{place_of(fact.citation.place)}"))
        else:
            levels = "、".join(sorted(t.removeprefix("label:") for t in fact.context if t.endswith("指标")))
            level = f"（{levels}）" if levels and fact.aspect is Aspect.TARGET else ""
            out.lines.append(say("line.place", place=f"{year_of(fact)}{label}{level}——{place_of(fact.citation.place)}"))
        if fact.as_of:
            out.lines.append(say("line.as_of", date=_date(fact.as_of)))
        out.add(fact)


def code(answer: Answer, out: Worded) -> None:
    """Word what a code stands for."""
    out.headline = say("headline.code", code=answer.values["code"], name=answer.values["name"])
    for fact in (*_facts(answer), *answer.also):
        out.lines.append(_item(fact))
        out.add(fact)


def balance(answer: Answer, out: Worded) -> None:
    """Word whether revenue and expenditure agree."""
    revenue, spending = _facts(answer)
    key = "balance_yes" if answer.values["agree"] == "yes" else "balance_no"
    out.headline = say(f"headline.{key}", revenue=value_of(revenue), expenditure=value_of(spending))
    out.add(revenue, answer.also)
    out.add(spending)


def agree(answer: Answer, out: Worded) -> None:
    """Word that all places agree."""
    facts = _facts(answer)
    key = "agree" if len(facts) > 1 else "agree_one"
    out.headline = say(f"headline.{key}", count=len(facts), value=value_of(facts[0]))
    for fact in facts:
        out.lines.append(say("line.place", place=place_of(fact.citation.place)))
        out.add(fact)


def disagree(answer: Answer, out: Worded) -> None:
    """Word how the places differ."""
    out.headline = say("headline.disagree")
    for fact in _facts(answer):
        out.lines.append(say("line.place", place=f"{place_of(fact.citation.place)}：{value_of(fact)}"))
        out.add(fact)


def _date(printed: str) -> str:
    """Return an ISO date as it is said.

    >>> _date("2024-12-31")
    '2024 年 12 月 31 日'
    """
    parts = printed.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return printed
    return f"{parts[0]} 年 {int(parts[1])} 月 {int(parts[2])} 日"


def _headline(fact: Fact, answer: Answer) -> str:
    """Return the one sentence that gives a fact."""
    label = label_of(fact)
    if fact.state is State.BLANK:
        place = fact.citation.place
        where_ = f"{place.table or ''}《{place.table_title}》" if place.table_title else (place.table or place.section or "")
        row = " · ".join(part for part in (place.row, place.column if not place.row or fact.column else None) if part)
        return say("headline.blank", where=where_, row=row or label)
    if fact.value is None:
        return say("headline.none_arranged", label=label, year=year_of(fact))
    if isinstance(fact.value, str) and fact.kind in {Kind.WORDS, Kind.DATE}:
        return say("headline.words", label=label, value=fact.value)
    note = state_note(fact)
    if note:
        return say("headline.value_note", label=label, value=value_of(fact), year=year_of(fact), note=note)
    return say("headline.value", label=label, value=value_of(fact), year=year_of(fact))


def _words(answer: Answer, out: Worded, lead: str) -> None:
    """Put quotations into words: a short one in the headline, long ones below it."""
    short = [q for q in answer.quotes if isinstance(q.value, str) and len(q.value) <= 60]
    if len(answer.quotes) == 1 and short:
        out.headline = lead + say("headline.words", label=label_of(short[0]), value=short[0].value)
    else:
        names = "、".join(dict.fromkeys(label_of(q) for q in answer.quotes))
        out.headline = lead or say("headline.words_head", label=names)
        for quote in answer.quotes:
            text = _clipped(str(quote.value))
            out.quotes.append(f"{label_of(quote)}：{text}" if len(answer.quotes) > 1 else text)
    for quote in answer.quotes:
        if isinstance(quote.value, str) and len(quote.value) <= 60:
            out.add(quote)
        else:
            out.cite(quote.citation)


def _quote(quotes: tuple[Fact, ...], out: Worded) -> None:
    for quote in quotes[:_MOST_QUOTED]:
        text = quote.value if isinstance(quote.value, str) else quote.citation.quote
        out.quotes.append(_clipped(str(text)))
        out.cite(quote.citation)


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rstrip() + "……"


def _facts(answer: Answer) -> list[Fact]:
    return [figure for figure in answer.main if isinstance(figure, Fact)]


def _item(fact: Fact) -> str:
    year = year_of(fact)
    if fact.value is None or not year or fact.kind is Kind.WORDS:
        return say("line.item", label=label_of(fact), value=value_of(fact))
    return say("line.figure", label=label_of(fact), value=value_of(fact), year=year)


def _part(fact: Fact) -> str:
    return say("line.part", label=label_of(fact), value=value_of(fact))


def _name(answer: Answer) -> str:
    subject = answer.query.subjects[0] if answer.query.subjects else None
    if subject is None:
        return ""
    return subject.name or "".join(standard_name(t) for t in sorted(subject.terms)) or "、".join(sorted(subject.codes))


def _change_figures(answer: Answer) -> tuple[Fact | Derived | None, Fact | Derived | None]:
    """Return the amount and the percentage of a change: as stated where it is, else as computed."""
    amount = percent = None
    for figure in answer.main:
        if isinstance(figure, Fact) and figure.aspect is Aspect.CHANGE or isinstance(figure, Derived) and figure.what == "difference":
            amount = amount or figure
        elif isinstance(figure, Fact) and figure.aspect is Aspect.CHANGE_PERCENT or isinstance(figure, Derived) and figure.what == "percent":
            percent = percent or figure
    return amount, percent


def _change_name(answer: Answer) -> str:
    years = ""
    figure = answer.main[0] if answer.main else None
    year = getattr(figure, "year", None)
    base = getattr(figure, "base_year", None)
    if year and base:
        years = f"{year} 年比 {base} 年"
    return f"{_name(answer)} {years}".strip() + " " if years else _name(answer)


def _change_words(name: str, amount: Fact | Derived | None, percent: Fact | Derived | None) -> str:
    value = next((f.value for f in (amount, percent) if f and isinstance(f.value, Decimal)), Decimal(0))
    if value == 0:
        return say("headline.same_years", name=name)
    direction = "down" if value < 0 else "up"
    shown = {
        "amount": amount_of(amount.value, amount.unit) if amount and isinstance(amount.value, Decimal) else "",
        "percent": amount_of(percent.value, "%") if percent and isinstance(percent.value, Decimal) else "",
    }
    suffix = "" if amount and percent else "_amount" if amount else "_percent"
    return say(f"headline.change_{direction}{suffix}", name=name, **shown)


def _disagreement(
    amount: Fact | Derived | None, percent: Fact | Derived | None, computed: list[Derived], out: Worded
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
            out.notices.append(say("line.percent_checked", computed=figure_value(found), stated=value_of(stated)))
        elif what == "percent":
            out.lines.append(say("line.percent_agrees", stated=amount_of(stated.value, "%")))


SHAPES: dict[str, Callable[[Answer, Worded], None]] = {
    "lookup": lookup, "change": change, "against_budget": against_budget, "no_base": no_base, "reason": reason, "premise": premise,
    "no_reason": no_reason, "share": share, "shares": shares, "trend": trend, "sum": sum_, "average": average, "between": between,
    "extreme": extreme, "extreme_year": extreme_year, "steepest": steepest, "threshold": threshold,
    "vacancy": vacancy, "parts": parts, "words": words, "use": use, "define": define,
    "no_definition": no_definition, "where": where, "as_of": as_of, "number": number, "code": code,
    "remainder": remainder, "absent": absent, "balance": balance, "agree": agree, "disagree": disagree,
}

