"""`wenzhang sources`: what the stored base holds."""

from __future__ import annotations

import argparse

from bot.commands.bases import store_that_is_there, told_as_failure
from bot.commands.failures import Exit
from bot.commands.named import settings_for
from bot.commands.parser import Parser, Subparsers, command
from bot.commands.streams import print_line
from bot.commands.words import say


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "sources")
    parser.add_argument("--json", action="store_true", help=say("sources.json"))
    parser.add_argument("--history", action="store_true", help=say("sources.history"))
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, print a row for each paper that the base holds."""
    settings = settings_for(arguments)
    store = store_that_is_there(settings)
    with told_as_failure():
        papers = store.listed(history=arguments.history, withdrawn=True) if store else ()
    if arguments.json:
        from bot.records import line_of, listed_record

        for paper in papers:
            print_line(line_of(listed_record(paper)))
    elif papers:
        from bot.terminal.intake import show_listed

        show_listed(papers, settings.terminal)
    else:
        print_line(say("sources.none"))
    return Exit.OK
