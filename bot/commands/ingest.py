"""`wenzhang ingest`: files and folders into the stored base, one row each for what became of it."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import now
from bot.commands.bases import store_for, told_as_failure
from bot.commands.failures import Exit
from bot.commands.named import settings_for
from bot.commands.parser import Parser, Subparsers, command
from bot.commands.streams import print_line
from bot.commands.words import say

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge import Limits

KEPT = ("added", "replaced", "joined", "reread", "unchanged")


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "ingest")
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar=say("ingest.metavar"), help=say("ingest.paths")
    )
    parser.add_argument("--json", action="store_true", help=say("ingest.json"))
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, keep the papers; return whether every file is one."""
    from bot.terminal.intake import progress_of, show_taken
    from knowledge import files_to_take, ingest

    settings = settings_for(arguments)
    store = store_for(settings)
    files = files_to_take(arguments.paths)
    counts: Counter[str] = Counter()
    with told_as_failure(), progress_of(len(files)) as seen:
        for taken in ingest(files, store, now(), _limits(settings)):
            counts[taken.change] += 1
            seen.pass_by(taken.path.name)
            if arguments.json:
                from bot.records import line_of, taken_record

                print_line(line_of(taken_record(taken)))
            else:
                show_taken(taken, settings.terminal, seen.console)
    if not arguments.json:
        _sum_up(counts)
    return Exit.UNREADABLE if counts["refused"] or not _any_kept(counts) else Exit.OK


def _any_kept(counts: Counter[str]) -> bool:
    return any(counts[change] for change in KEPT)


def _sum_up(counts: Counter[str]) -> None:
    parts = [say(f"ingest.{change}", count=count) for change, count in sorted(counts.items())]
    print_line(say("ingest.summary", count=counts.total(), parts="，".join(parts)))


def _limits(settings: Settings) -> Limits:
    from knowledge import Limits

    return Limits(**settings.ingest.model_dump())
