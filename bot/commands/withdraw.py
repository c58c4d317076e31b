"""`wenzhang withdraw`: papers of the stored base that nobody is to be answered from, until they are put back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.clock import now
from bot.commands.bases import state_for, store_that_is_there, told_as_failure
from bot.commands.failures import Exit, Failure
from bot.commands.named import settings_for
from bot.commands.parser import Parser, Subparsers, command
from bot.commands.streams import print_line
from bot.commands.words import say

if TYPE_CHECKING:
    from knowledge import Listed, Store


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "withdraw")
    parser.add_argument(
        "documents", nargs="+", metavar=say("remove.metavar"), help=say("remove.documents")
    )
    parser.add_argument(
        "--reason", default="", metavar=say("withdraw.metavar"), help=say("withdraw.reason")
    )
    parser.add_argument("--restore", action="store_true", help=say("withdraw.restore"))
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, withdraw each paper that they name, or put it back; return whether all were there."""
    settings = settings_for(arguments)
    store = store_that_is_there(settings)
    with told_as_failure():
        listed = store.listed(withdrawn=True) if store else ()
    there = {paper.head.document: paper for paper in listed}
    wanted = list(dict.fromkeys(arguments.documents))
    missing = [document for document in wanted if document not in there]
    state = state_for(settings)
    for document in wanted:
        if store is not None and document in there:
            done = _done(store, there[document], arguments)
            print_line(say(f"withdraw.{done}", document=document))
            if done in {"withdrawn", "restored"}:
                action = "paper.restore" if arguments.restore else "paper.withdraw"
                by, subject = say("desk_account.by"), f"paper:{document}"
                state.audit.note(by, action, subject, after=arguments.reason or None)
    state.close()
    if missing:
        raise Failure(Exit.UNREADABLE, say("remove.absent", documents="、".join(missing)))
    return Exit.OK


def _done(store: Store, paper: Listed, arguments: argparse.Namespace) -> str:
    """Withdraw a paper or put it back; return what was done, or that it was so already."""
    document, by = paper.head.document, say("desk_account.by")
    with told_as_failure():
        if arguments.restore:
            if paper.withdrawn is None:
                return "not_withdrawn"
            store.press.restore(document, paper.digest, by, now())
            return "restored"
        if paper.withdrawn is not None:
            return "already"
        store.press.withdraw(document, paper.digest, by, now(), arguments.reason)
        return "withdrawn"
