"""What the wordings of answers share: headlines, items, quotations."""

from __future__ import annotations

from bot.wording.figures import (
    label_of,
    state_note,
    value_of,
    year_of,
)
from bot.wording.phrases import say
from bot.wording.worded import Worded
from knowledge import Answer, Derived, Fact, Kind, State, standard_name

_LONGEST_QUOTE = 420


MOST_QUOTED = 3


def facts_of(answer: Answer) -> list[Fact]:
    """Return the facts among an answer's main figures, computed ones left out."""
    return [figure for figure in answer.main if isinstance(figure, Fact)]


def derived_of(answer: Answer) -> Derived:
    """Return the computed figure that an answer leads with."""
    figure = answer.main[0]
    if not isinstance(figure, Derived):
        raise TypeError(f"{answer.shape}: {figure!r} is not computed")
    return figure


def headline_of(fact: Fact) -> str:
    """Return the one sentence that gives a fact."""
    label = label_of(fact)
    if fact.state is State.BLANK:
        place = fact.citation.place
        where_ = (
            f"{place.table or ''}《{place.table_title}》"
            if place.table_title
            else (place.table or place.section or "")
        )
        row = " · ".join(
            part
            for part in (place.row, place.column if not place.row or fact.column else None)
            if part
        )
        return say("headline.blank", where=where_, row=row or label)
    if fact.value is None:
        return say("headline.value", label=label, value=value_of(fact), year=year_of(fact))
    if isinstance(fact.value, str) and fact.kind in {Kind.WORDS, Kind.DATE}:
        return say("headline.words", label=label, value=fact.value)
    note = state_note(fact)
    if note:
        return say(
            "headline.value_note", label=label, value=value_of(fact), year=year_of(fact), note=note
        )
    return say("headline.value", label=label, value=value_of(fact), year=year_of(fact))


def item(fact: Fact) -> str:
    """Return a fact as one line of a list."""
    year = year_of(fact)
    if fact.value is None or not year or fact.kind is Kind.WORDS:
        return say("line.item", label=label_of(fact), value=value_of(fact))
    return say("line.figure", label=label_of(fact), value=value_of(fact), year=year)


def part_of(fact: Fact) -> str:
    """Return a fact as one of several in a line."""
    return say("line.part", label=label_of(fact), value=value_of(fact))


def name_of(answer: Answer) -> str:
    """Return how the first subject of a question is called."""
    subject = answer.query.subjects[0] if answer.query.subjects else None
    if subject is None:
        return ""
    return (
        subject.name
        or "".join(standard_name(t) for t in sorted(subject.terms))
        or "、".join(sorted(subject.codes))
    )


def date_of(printed: str) -> str:
    """Return an ISO date as it is said.

    >>> date_of("2024-12-31")
    '2024 年 12 月 31 日'
    """
    parts = printed.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return printed
    return say("line.date", year=parts[0], month=int(parts[1]), day=int(parts[2]))


def quote_words(answer: Answer, out: Worded, lead: str) -> None:
    """Put quotations into words: a short one in the headline, long ones below it."""
    short = [q for q in answer.quotes if isinstance(q.value, str) and len(q.value) <= 60]
    if len(answer.quotes) == 1 and short:
        out.headline = lead + say("headline.words", label=label_of(short[0]), value=short[0].value)
    else:
        names = "、".join(dict.fromkeys(label_of(q) for q in answer.quotes))
        out.headline = lead or say("headline.words_head", label=names)
        for quote in answer.quotes:
            text = clipped(str(quote.value))
            out.quotes.append(f"{label_of(quote)}：{text}" if len(answer.quotes) > 1 else text)
    for quote in answer.quotes:
        if isinstance(quote.value, str) and len(quote.value) <= 60:
            out.add(quote)
        else:
            out.cite(quote.citation)


def add_quotes(quotes: tuple[Fact, ...], out: Worded) -> None:
    """Quote the source's sentences and cite them."""
    for quote in quotes[:MOST_QUOTED]:
        text = quote.value if isinstance(quote.value, str) else quote.citation.quote
        out.quotes.append(clipped(str(text)))
        out.cite(quote.citation)


def clipped(text: str) -> str:
    """Return a quotation no longer than is read, with the cut marked."""
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rstrip() + "……"
