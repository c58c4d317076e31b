"""`wenzhang remove`: papers out of the stored base, with their history."""

from __future__ import annotations

import argparse

from bot.commands.bases import store_that_is_there, told_as_failure
from bot.commands.failures import Exit, Failure
from bot.commands.named import settings_for
from bot.commands.parser import Parser, Subparsers, command
from bot.commands.streams import print_line
from bot.commands.words import say


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "remove")
    parser.add_argument(
        "documents", nargs="+", metavar=say("remove.metavar"), help=say("remove.documents")
    )
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, remove each paper that they name; return whether all were there."""
    store = store_that_is_there(settings_for(arguments))
    missing = []
    for document in dict.fromkeys(arguments.documents):
        with told_as_failure():
            versions = store.remove(document) if store else 0
        if versions:
            print_line(say("remove.done", document=document, versions=versions))
        else:
            missing.append(document)
    if missing:
        raise Failure(Exit.UNREADABLE, say("remove.absent", documents="、".join(missing)))
    return Exit.OK
