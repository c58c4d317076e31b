"""`wenzhang lexicon`: the words that questions are read by, for whoever tends them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.commands.failures import Exit, Failure
from bot.commands.named import answerer_for, settings_for, with_own_words
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures, takes_documents
from bot.commands.streams import argument_text, print_line
from bot.commands.words import say

if TYPE_CHECKING:
    from intents import Entry, Fault, Meaning, Origin

_MOST_ENTRIES = 6
"""The most lines that are shown for one word."""


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one with what it can do."""
    parser = command(subparsers, "lexicon")
    nested = parser.add_subparsers(
        title=say("help.commands"),
        dest="what",
        metavar=say("help.command"),
        parser_class=Parser,
        required=True,
    )
    command(nested, "lint", "lexicon_lint")
    show = command(nested, "show", "lexicon_show")
    show.add_argument(
        "word", nargs="+", metavar=say("lexicon_show.metavar"), help=say("lexicon_show.word")
    )
    tried = command(nested, "try", "lexicon_try")
    tried.add_argument("question", nargs="+", metavar=say("ask.metavar"), help=say("ask.question"))
    takes_disclosures(tried)
    takes_documents(tried)
    _adds_proposals(nested)
    return parser


def _adds_proposals(nested: Subparsers[Parser]) -> None:
    """Add the commands by which a word of the installation's own is proposed and taken back."""
    proposed = command(nested, "propose", "lexicon_propose")
    for name in ("word", "means"):
        proposed.add_argument(
            name,
            metavar=say(f"lexicon_propose.{name}_metavar"),
            help=say(f"lexicon_propose.{name}"),
        )
    either = proposed.add_mutually_exclusive_group()
    either.add_argument("--add", action="store_true", help=say("lexicon_propose.add"))
    either.add_argument("--json", action="store_true", help=say("lexicon_propose.json"))
    takes_disclosures(proposed)
    undone = command(nested, "undo", "lexicon_undo")
    undone.add_argument(
        "word", metavar=say("lexicon_propose.word_metavar"), help=say("lexicon_undo.word")
    )


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, look the lexicon over, show a word, or tell by which lines a question is read."""
    from bot.commands.proposing import propose, undo

    doing = {"lint": _lint, "show": _show, "try": _try, "propose": propose, "undo": undo}
    return doing[arguments.what](arguments)


def _lint(arguments: argparse.Namespace) -> int:
    from intents import lexicon_faults, lexicon_size

    with_own_words(settings_for(arguments))
    faults = lexicon_faults()
    for fault in faults:
        print_line(_fault(fault))
    serious = sum(fault.serious for fault in faults)
    key = "lexicon_lint.clean" if not faults else "lexicon_lint.summary"
    notes = len(faults) - serious
    print_line(say(key, words=lexicon_size(), errors=serious, notes=notes))
    return Exit.NOT_ANSWERED if serious else Exit.OK


def _fault(fault: Fault) -> str:
    degree = say("lexicon_lint.error" if fault.serious else "lexicon_lint.note")
    places = say("lexicon.between").join(_place(entry) for entry in fault.places)
    words = say("lexicon.between").join(dict.fromkeys(f"“{e.word}”" for e in fault.places))
    return say(
        "lexicon_lint.line",
        degree=degree,
        what=say(f"fault.{fault.code}", words=words),
        places=places,
    )


def _show(arguments: argparse.Namespace) -> int:
    from intents import meaning_of

    with_own_words(settings_for(arguments))
    word = argument_text(" ".join(arguments.word))
    if not word or not word.strip():
        raise Failure(Exit.USAGE, say("lexicon_show.empty"))
    meaning = meaning_of(word)
    for line in _meaning_lines(meaning):
        print_line(line)
    return Exit.OK if meaning.entries or meaning.terms else Exit.NOT_ANSWERED


def _meaning_lines(meaning: Meaning) -> list[str]:
    """Return what is known of a word, a line each: where it stands, whether it blocks, what holds it."""
    lines = [
        say("lexicon_show.stands", word=meaning.word, place=_place(e)) for e in meaning.entries
    ]
    lines += [say("lexicon_show.printed", word=meaning.word, term=term) for term in meaning.terms]
    if not lines:
        key = (
            "weighs"
            if meaning.weighs and not meaning.soft
            else "soft"
            if meaning.weighs
            else "light"
        )
        lines = [say("lexicon_show.unknown", word=meaning.word), say(f"lexicon_show.{key}")]
        if len(meaning.cut) > 1:
            lines.append(say("lexicon_show.cut", pieces=say("lexicon.between").join(meaning.cut)))
    if meaning.near:
        lines.append(say("lexicon_show.near"))
        lines += [f"  “{e.word}” {_place(e)}" for e in meaning.near]
    return lines


def _try(arguments: argparse.Namespace) -> int:
    from bot.terminal.answers import show_reply, show_trace

    question = argument_text(" ".join(arguments.question))
    if not question or not question.strip():
        raise Failure(Exit.USAGE, say("ask.empty"))
    settings = settings_for(arguments)
    answerer = answerer_for(arguments, settings)
    reply, _ = answerer.ask(question)
    show_reply(reply, settings.terminal)
    show_trace(answerer.why(question).lines(), settings.terminal)
    print_line(say("lexicon_try.title"))
    for origin in answerer.origins(question):
        for line in _origin_lines(origin):
            print_line(line)
    return Exit.OK if reply.status == "answered" else Exit.NOT_ANSWERED


def _origin_lines(origin: Origin) -> list[str]:
    names = say("lexicon.between").join(origin.names) or say("lexicon_try.nothing")
    typed = say("lexicon_try.typed", typed=origin.typed) if origin.typed else ""
    sort = say(f"sort.{origin.sort.value}")
    head = say("lexicon_try.word", word=origin.word, typed=typed, sort=sort, names=names)
    places = [_place(entry) for entry in origin.entries[:_MOST_ENTRIES]]
    if origin.term:
        places.append(say("lexicon_try.term", term=origin.term))
    if not places and origin.sort == "residue":
        places = [say("lexicon_try.blocks" if origin.blocks else "lexicon_try.passed")]
    return [head, *(f"    {place}" for place in places or [say("lexicon_try.paper")])]


def _place(entry: Entry) -> str:
    file = say("lexicon.own" if entry.is_own else "lexicon.shipped", file=entry.file)
    where = say("lexicon.line", file=file, line=entry.line) if entry.line else file
    owner = say("lexicon.owner", owner=entry.owner) if entry.owner else ""
    return say("lexicon.place", where=where, table=entry.table or entry.key, owner=owner)
