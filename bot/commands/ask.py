"""`wenzhang ask`: one question, one answer."""

from __future__ import annotations

import argparse

from bot.commands.failures import Exit, Failure
from bot.commands.named import answerer_for, settings_for
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures
from bot.commands.streams import argument_text, print_error, print_line
from bot.commands.words import say


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "ask")
    parser.add_argument("question", nargs="+", metavar=say("ask.metavar"), help=say("ask.question"))
    parser.add_argument("--json", action="store_true", help=say("ask.json"))
    parser.add_argument("--why", action="store_true", help=say("ask.why"))
    takes_disclosures(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, print the answer; return whether there was one."""
    from intents import look_up_on_disk

    question = _question(arguments.question)
    settings = settings_for(arguments)
    look_up_on_disk()
    answerer = answerer_for(arguments, settings)
    reply, _ = answerer.ask(question)
    trace = answerer.why(question).lines() if arguments.why else []
    if arguments.json:
        print_line(reply.model_dump_json())
        for stage, text in trace:
            print_error(f"{stage}\t{text}")
    else:
        from bot.terminal.answers import show_reply, show_trace

        show_reply(reply, settings.terminal)
        if trace:
            show_trace(trace, settings.terminal)
    return Exit.OK if reply.status == "answered" else Exit.NOT_ANSWERED


def _question(words: list[str]) -> str:
    question = argument_text(" ".join(words))
    if question is None:
        raise Failure(Exit.USAGE, say("ask.undecodable"))
    if not question.strip():
        raise Failure(Exit.USAGE, say("ask.empty"))
    return question.strip()
