"""`wenzhang check`: what is wrong with a disclosure, for whoever publishes it."""

from __future__ import annotations

import argparse

from bot.commands.failures import Exit
from bot.commands.named import papers_for, settings_for
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures, takes_documents
from bot.commands.streams import print_line
from bot.commands.words import say


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "check")
    parser.add_argument("--json", action="store_true", help=say("check.json"))
    parser.add_argument("--strict", action="store_true", help=say("check.strict"))
    takes_disclosures(parser)
    takes_documents(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, print the report of each paper; with --strict, return whether it is free of errors."""
    settings = settings_for(arguments)
    has_errors = False
    for paper in papers_for(arguments, settings):
        has_errors |= any(finding.severity == "error" for finding in paper.findings)
        if arguments.json:
            from bot.records import check_record, line_of

            print_line(line_of(check_record(paper)))
        else:
            from bot.terminal.papers import show_check

            show_check(paper, settings.terminal)
    return Exit.NOT_ANSWERED if has_errors and arguments.strict else Exit.OK
