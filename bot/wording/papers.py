"""Answers about the paper itself, in words: tables, promises, faults, identity, passages."""

from __future__ import annotations

from collections.abc import Callable

from bot.wording.figures import label_of, place_of, value_of, year_of
from bot.wording.phrases import say
from bot.wording.worded import Worded
from knowledge import Answer, Citation, Fact, Paper, finding_text

_MOST_LISTED = 30


def table(answer: Answer, out: Worded, paper: Paper) -> None:
    """Word what a table is and the figures in it."""
    heads = []
    for chosen in answer.tables[:3]:
        title = f"{chosen.number or ''}《{chosen.title or ''}》"
        if not chosen.cells and not chosen.fields:
            heads.append(say("headline.table_empty", title=title))
        elif chosen.unit:
            heads.append(
                say(
                    "headline.table",
                    title=title,
                    unit=chosen.unit,
                    rows=len(chosen.rows) or len(chosen.fields),
                )
            )
        else:
            heads.append(
                say(
                    "headline.table_plain", title=title, rows=len(chosen.rows) or len(chosen.fields)
                )
            )
    out.headline = " ".join(heads)
    notes = {note.text for chosen in answer.tables for note in chosen.notes}
    for place, quote in answer.places:
        out.cite_place(place, quote, _like(paper))
        if quote in notes:
            out.quotes.append(quote)
    for fact in answer.parts:
        year = f"（{year_of(fact)}）" if fact.year and fact.year != paper.year else ""
        out.lines.append(
            say("line.item", label=label_of(fact), value=_short(value_of(fact)) + year)
        )
        out.add(fact)


def tables(answer: Answer, out: Worded, paper: Paper) -> None:
    """Word which tables the paper has, and which are promised in vain."""
    out.headline = say("headline.tables", count=len(answer.tables))
    for chosen in answer.tables[:_MOST_LISTED]:
        out.lines.append(f"· {chosen.number or ''}《{chosen.title or ''}》")
    for promise in answer.promises:
        out.notices.append(say("notice.not_in_body", name=promise.name))
    for place, quote in answer.places:
        out.cite_place(place, quote, _like(paper))
    for promise in answer.promises:
        out.cite_place(promise.place, promise.name, _like(paper))


def promised(answer: Answer, out: Worded, paper: Paper) -> None:
    """Word that a table stands in the contents page only, and what the prose says of its matter."""
    names = "、".join(p.name for p in answer.promises)
    out.headline = say("headline.promised", name=names)
    for promise in answer.promises:
        out.lines.append(say("line.place", place=place_of(promise.place)))
        out.cite_place(promise.place, promise.name, _like(paper))
    if answer.parts:
        out.lines.append(say("headline.promised_prose"))
        for fact in answer.parts:
            out.lines.append(say("line.item", label=label_of(fact), value=value_of(fact)))
            out.add(fact)


def faults(answer: Answer, out: Worded, paper: Paper) -> None:
    """Word what is wrong with the source."""
    key = "faults" if answer.findings else "faults_none"
    out.headline = say(f"headline.{key}", **answer.values)
    for finding in answer.findings:
        out.lines.append(f"· {finding_text(finding)}")
    for place, quote in answer.places:
        out.cite_place(place, quote, _like(paper))
    if not answer.places and paper.tables:
        out.cite_place(paper.tables[0].place, paper.tables[0].title or "", _like(paper))


def identity(answer: Answer, out: Worded, paper: Paper) -> None:
    """Word whose paper it is and of which year."""
    values = {**answer.values, "phase": say(f"headline.{answer.values['phase']}")}
    out.headline = say("headline.identity", **values)
    for place, quote in answer.places:
        out.cite_place(place, quote, _like(paper))


def passage(answer: Answer, out: Worded, paper: Paper) -> None:
    """Word a sentence of the source."""
    out.headline = say("headline.passage")
    for place, quote in answer.places:
        out.quotes.append(quote)
        out.cite_place(place, quote, _like(paper))


def where_told(answer: Answer, out: Worded, paper: Paper) -> None:
    """Word the tables and headings that a thing stands in, and which of those listed a table without number is."""
    out.headline = say("headline.where", label=answer.values["name"])
    for place, title in answer.places:
        listed = answer.values.get(title)
        number = say("line.listed", count=listed) if listed and not place.table else ""
        out.lines.append(say("line.place", place=place_of(place) + number))
        out.cite_place(place, title, _like(paper))


def disagree(answer: Answer, out: Worded, paper: Paper) -> None:
    """Word a disagreement that is a finding: its sentences and places."""
    from bot.wording.shapes import SHAPES

    if not answer.findings:
        SHAPES["disagree"](answer, out)
        return
    out.headline = say("headline.disagree") + finding_text(answer.findings[0])
    for fact in (f for f in answer.main if isinstance(f, Fact)):
        out.add(fact)
    for place, quote in answer.places:
        out.lines.append(say("line.place", place=f"{place_of(place)}：{quote}"))
        out.cite_place(place, quote, _like(paper))


def _like(paper: Paper) -> Citation:
    return paper.facts[0].citation


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "……"


SHAPES: dict[str, Callable[[Answer, Worded, Paper], None]] = {
    "table": table,
    "tables": tables,
    "promised": promised,
    "where_told": where_told,
    "faults": faults,
    "identity": identity,
    "passage": passage,
    "disagree": disagree,
}
