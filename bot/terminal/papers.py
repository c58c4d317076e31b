"""A paper for the person who answers for it: its facts as tables, and the report of its check."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from rich.console import Console
from rich.table import Table as Shown
from rich.text import Text

from bot.records import printed_rows
from bot.settings import TerminalSettings
from bot.terminal.answers import place_words
from bot.terminal.console import Line, console_for, show, visible
from bot.terminal.faults import fault_lines
from bot.terminal.words import say
from knowledge import (
    Fact,
    Paper,
    Place,
    Table,
    form,
)


def show_facts(paper: Paper, settings: TerminalSettings) -> None:
    """Given a paper, print its facts, table by table and section by section."""
    console = console_for(settings)
    show(_heading(paper), settings, console)
    if not paper.facts:
        show([Line(say("facts.none", title=paper.title))], settings, console)
    for heading, facts in groupby(paper.facts, _home):
        show([Line(""), Line(heading, "bold")], settings, console)
        rows = [(f.label, _value(f), str(f.year or ""), _where(f.citation.place)) for f in facts]
        _show_rows(rows, console)


def show_check(paper: Paper, settings: TerminalSettings) -> None:
    """Given a paper, print whose it is, its tables, its arithmetic, and what is wrong with it, gravest first."""
    show(check_lines(paper), settings)


def check_lines(paper: Paper) -> list[Line]:
    """Given a paper, return the paragraphs of the report of its check."""
    return [
        *_heading(paper),
        Line(""),
        *_tables(paper),
        Line(""),
        Line(_arithmetic(paper), "bold"),
        Line(""),
        *fault_lines(paper),
    ]


def _heading(paper: Paper) -> list[Line]:
    kind = say(f"paper.{paper.phase.value}")
    about = say("paper.about", department=paper.department, year=paper.year, kind=kind)
    return [Line(say("paper.title", title=paper.title), "bold"), Line(about, "dim")]


def _home(fact: Fact) -> str:
    """The heading that a fact stands under: its table, or the section of the narrative."""
    place = fact.citation.place
    if place.table or place.table_title:
        return place_words(Place(table=place.table, table_title=place.table_title))
    return say("facts.section", section=place.section) if place.section else say("facts.prose")


def _value(fact: Fact) -> str:
    if fact.state.value in {"blank", "none_arranged"} and fact.value is None:
        return say(f"facts.{fact.state.value}")
    value = format(fact.value, "f") if isinstance(fact.value, Decimal) else str(fact.value)
    return f"{value} {fact.unit}" if fact.unit else value


def _where(place: Place) -> str:
    return place_words(Place(page=place.page, line=place.line))


def _tables(paper: Paper) -> list[Line]:
    if not paper.tables:
        return [Line(say("check.no_tables"))]
    lines = (Line(_table(number, table), "", 4) for number, table in enumerate(paper.tables, 1))
    return [Line(say("check.tables", count=len(paper.tables)), "bold"), *lines]


def _table(number: int, table: Table) -> str:
    known = form(table.form)
    told = [
        place_words(Place(table=table.number, table_title=table.title)) or say("check.untitled"),
        say("check.form", name=known.names[0]) if known else say("check.unknown_form"),
        say("check.unit", unit=table.unit) if table.unit else say("check.no_unit"),
        say("check.size", rows=printed_rows(table), columns=len(table.columns)),
        _where(table.place),
    ]
    text = say("place.separator").join(part for part in told if part)
    return say("check.table", number=number, text=text)


def _arithmetic(paper: Paper) -> str:
    if not paper.checked:
        return say("check.no_identities")
    return say("check.identities", checked=paper.checked, held=paper.held)


def _show_rows(rows: Sequence[tuple[str, ...]], console: Console) -> None:
    """Print facts under headings; what does not fit is folded, never cut."""
    shown = Shown(box=None, pad_edge=False, header_style="dim")
    for name in ("label", "value", "year", "place"):
        shown.add_column(say(f"facts.{name}"), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(visible(text)) for text in row))
    console.print(shown)
