"""`wenzhang facts`: everything that a disclosure says, cell by cell and sentence by sentence."""

from __future__ import annotations

import argparse

from bot.commands.failures import Exit
from bot.commands.named import papers_for, settings_for
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures, takes_documents
from bot.commands.streams import print_line
from bot.commands.words import say


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "facts")
    parser.add_argument("--json", action="store_true", help=say("facts.json"))
    takes_disclosures(parser)
    takes_documents(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, print the facts of each paper."""
    settings = settings_for(arguments)
    for paper in papers_for(arguments, settings):
        if arguments.json:
            from bot.records import fact_record, line_of

            for fact in paper.facts:
                print_line(line_of(fact_record(fact)))
        else:
            from bot.terminal.papers import show_facts

            show_facts(paper, settings.terminal)
    return Exit.OK
