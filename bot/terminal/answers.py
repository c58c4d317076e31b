"""A Reply as a person reads it: the figure first, then its parts, the source's words, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from bot.reply import Reply, ReplyCitation
from bot.settings import TerminalSettings
from bot.terminal.console import Line, show
from bot.terminal.words import say

if TYPE_CHECKING:
    from knowledge import Place

COLUMNS = 4
"""How many columns of one row are named before they are only counted."""


def show_reply(reply: Reply, settings: TerminalSettings) -> None:
    """Given a reply, print it."""
    show(reply_lines(reply, settings), settings)


def show_trace(trace: Iterable[tuple[str, str]], settings: TerminalSettings) -> None:
    """Given the stages of a trace, print them, one a line."""
    lines = [
        Line(say("trace.line", stage=stage_words(stage), text=text), "dim", 2)
        for stage, text in trace
    ]
    show([Line(say("trace.title"), "bold"), *lines], settings)


def stage_words(stage: str) -> str:
    """Given a stage of a trace, return how it is called."""
    return say.sentences().get(f"stage.{stage}", stage)


def reply_lines(reply: Reply, settings: TerminalSettings) -> list[Line]:
    """Given a reply, return its paragraphs in the order of reading."""
    return [
        *_body(reply),
        *(Line(say("answer.notice", text=text), "yellow", 6) for text in reply.notices),
        *_citations(reply, settings),
        *_options(reply, settings),
    ]


def offered(reply: Reply, settings: TerminalSettings) -> tuple[str, ...]:
    """Given a reply, return the questions that are numbered under it: every reading, or some next questions."""
    return reply.options if reply.status == "clarify" else reply.options[: settings.options]


def _body(reply: Reply) -> list[Line]:
    parts = reply.parts
    if not parts.headline:
        return [Line(reply.text)]
    assumed = [Line(parts.assumed, "dim")] if parts.assumed else []
    return [
        *assumed,
        Line(parts.headline, "bold"),
        *(Line(text) for text in parts.lines),
        *(Line(say("answer.quote", text=text), "italic", 6) for text in parts.quotes),
    ]


def _citations(reply: Reply, settings: TerminalSettings) -> list[Line]:
    """Cells of one printed row are told together, each place once."""
    places = places_told(reply)
    if not places:
        return []
    shown = places[: settings.citations]
    lines = [
        Line(say("answer.citation", mark=mark_of(number), place=place), "cyan", 3)
        for number, (_, place) in enumerate(shown, 1)
    ]
    rest = len(places) - len(shown)
    more = [Line(say("answer.more_citations", count=rest), "dim")] if rest else []
    return [Line(say("answer.citations"), "dim"), *lines, *more]


def _printed_row(citation: ReplyCitation) -> tuple[object, ...]:
    return tuple(getattr(citation, key) for key in _PRINTED_ROW)


def _told_together(cited: list[ReplyCitation], several: bool) -> str:
    """The places of one printed row, its columns named together."""
    first = cited[0]
    columns = list(dict.fromkeys(each.column for each in cited if each.column))
    named = say("place.between").join(columns[:COLUMNS])
    if len(columns) > COLUMNS:
        named = say("place.columns", named=named, count=len(columns))
    place = first.model_copy(update={"column": named or None})
    return place_words(place, first.title if several else "")


def _options(reply: Reply, settings: TerminalSettings) -> list[Line]:
    options = offered(reply, settings)
    if not options:
        return []
    heading = say("answer.readings" if reply.status == "clarify" else "answer.next")
    numbered = (say("answer.option", number=n, text=text) for n, text in enumerate(options, 1))
    return [Line(heading, "dim"), *(Line(text, "green", 3) for text in numbered)]


def places_told(reply: Reply) -> list[tuple[ReplyCitation, str]]:
    """Given a reply, return its citations in words, cells of one printed row together with their first."""
    several = len({citation.document for citation in reply.citations}) > 1
    rows = [list(cited) for _, cited in groupby(reply.citations, _printed_row)]
    return [(cited[0], _told_together(cited, several)) for cited in rows]


def place_words(cited: ReplyCitation | Place, title: str = "") -> str:
    """Given a place, return it in words, from the largest to the smallest.

    >>> from bot.reply import ReplyCitation
    >>> place_words(
    ...     ReplyCitation(document="d", title="t", table="附表4-7", row="合计", line=229, quote="")
    ... )
    '附表4-7 · 第 229 行 · 行：合计'
    """
    named = [title, _table_words(cited), cited.section or ""]
    named += [
        say(f"place.{key}", **{key: value}) for key in _WITHIN if (value := getattr(cited, key))
    ]
    return say("place.separator").join(part for part in named if part)


def _table_words(cited: ReplyCitation | Place) -> str:
    if cited.table and cited.table_title:
        return say("place.table", number=cited.table, title=cited.table_title)
    if cited.table:
        return say("place.table_untitled", number=cited.table)
    return say("place.table_unnumbered", title=cited.table_title) if cited.table_title else ""


def mark_of(number: int) -> str:
    """Return the mark of a citation: ① to ⑳, as far as Unicode counts, then figures in brackets."""
    return chr(0x2460 + number - 1) if number <= 20 else f"({number})"


_PRINTED_ROW = ("document", "table", "table_title", "section", "row", "page", "line")
_WITHIN = ("page", "line", "row", "column")
