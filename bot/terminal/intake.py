"""Papers going into the stored base, and the list of those in it, as a person reads them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from bot.settings import TerminalSettings
from bot.terminal.console import Line, show, visible
from bot.terminal.words import say
from knowledge import Finding, Taken, finding_next, finding_text, finding_title

if TYPE_CHECKING:
    from rich.console import Console

    from knowledge import Listed

STYLES = {"refused": "bold red", "replaced": "yellow", "skipped": "dim", "unchanged": "dim"}


class Seen(NamedTuple):
    """What goes on while files come: how to say that one has come, and where its row is to be printed."""

    pass_by: Callable[[str], None]
    console: Console | None


@contextmanager
def progress_of(count: int) -> Iterator[Seen]:
    """Given how many files there are, show a bar on standard error while they come; nothing where it is no terminal."""
    if not sys.stderr.isatty():
        yield Seen(lambda _: None, None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    together = sys.stdout.isatty()  # rows and bar share a screen: the bar makes room for each row
    # refreshed with each file: a bar that refreshes itself is a second thread, and a process with two
    # threads cannot be copied to read a file in
    with Progress(
        *columns, console=console, auto_refresh=False, transient=True, redirect_stdout=together
    ) as progress:
        task = progress.add_task(say("intake.begun"), total=count)
        yield Seen(
            lambda name: progress.update(task, advance=1, description=visible(name), refresh=True),
            console if together else None,
        )


def show_taken(taken: Taken, settings: TerminalSettings, console: Console | None = None) -> None:
    """Given what became of a file, print it; why it was left out, with the next step."""
    lines = [Line(_told(taken), STYLES.get(taken.change, ""), 4)]
    if taken.finding is not None:
        lines += _finding(taken.finding)
    show(lines, settings, console)


def show_listed(papers: Sequence[Listed], settings: TerminalSettings) -> None:
    """Given the papers of the base, print a paragraph for each: whose it is, how much is in it, whence it came."""
    lines = []
    for paper in papers:
        lines += [
            Line(say("listed.head", document=paper.head.document), "bold"),
            Line(_about(paper), "", 2),
            Line(say("listed.size", **_counted(paper)), "", 2),
            Line(
                say("listed.kept", when=paper.ingested, digest=paper.digest, path=paper.path),
                "dim",
                2,
            ),
            *(
                [Line(say("listed.replaced", when=paper.replaced), "yellow", 2)]
                if paper.replaced
                else []
            ),
            *(
                [Line(say("listed.withdrawn", when=paper.withdrawn), "yellow", 2)]
                if paper.withdrawn
                else []
            ),
        ]
    show([*lines, Line(say("listed.count", count=len(papers)))], settings)


def _told(taken: Taken) -> str:
    slots = {
        "file": taken.path.name or str(taken.path),
        "document": taken.document,
        "title": taken.title,
        "tables": taken.tables,
        "facts": taken.facts,
        "findings": taken.findings,
    }
    return say(f"intake.{taken.change}", **slots)


def _finding(finding: Finding) -> list[Line]:
    step = finding_next(finding)
    told = say("intake.why", title=finding_title(finding), text=finding_text(finding))
    pages = [str(place.page) for place in finding.places if place.page]
    return [
        Line(told, "", 4),
        *([Line(say("intake.page", page="、".join(pages)), "dim", 4)] if pages else []),
        *([Line(say("intake.next", text=step), "green", 4)] if step else []),
    ]


def _about(paper: Listed) -> str:
    head = paper.head
    return say(
        "listed.about",
        department=head.department,
        year=head.year,
        kind=say(f"paper.{head.phase.value}"),
        level=head.level or say("listed.no_level"),
    )


def _counted(paper: Listed) -> dict[str, int]:
    return {
        "tables": paper.tables,
        "facts": paper.facts,
        "findings": paper.findings,
        "errors": paper.errors,
        "checked": paper.checked,
        "held": paper.held,
    }
