"""The commands: chat, ask, batch, facts, check, ingest, sources, withdraw, remove, lexicon, desk, bot."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.commands import (
    ask,
    batch,
    bot,
    chat,
    check,
    desk,
    facts,
    ingest,
    lexicon,
    remove,
    sources,
    withdraw,
)
from bot.commands.failures import Exit, Failure, sentence_of
from bot.commands.parser import Parser
from bot.commands.streams import abandon_output, print_error, speak_utf8
from bot.commands.words import say

COMMANDS = (chat, ask, batch, facts, check, ingest, sources, withdraw, remove, lexicon, desk, bot)


def main(argv: Sequence[str] | None = None) -> int:
    """Given the words of a command line, do what they say and return the exit code."""
    speak_utf8()
    try:
        return _run(argv)
    except Failure as failure:
        print_error(say("failure.sentence", sentence=failure.sentence))
        return failure.code
    except KeyboardInterrupt:
        print_error(f"\n{say('failure.interrupted')}")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        abandon_output()
        return Exit.OK
    except OSError as error:  # a full disk, a folder that may not be written to
        abandon_output()
        reason = error.strerror or type(error).__name__
        print_error(say("failure.sentence", sentence=say("failure.system", reason=reason)))
        return Exit.INTERNAL
    except Exception as error:  # noqa: BLE001 - the last stop before a traceback in a citizen's face
        print_error(say("failure.sentence", sentence=sentence_of(error)))
        return Exit.INTERNAL


def _run(argv: Sequence[str] | None) -> int:
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return Exit.USAGE
    code: int = arguments.run(arguments)
    sys.stdout.flush()
    return code


def _parser() -> Parser:
    parser = Parser(prog="wenzhang", description=say("help.about"), epilog=_epilog())
    parser.add_argument("--version", action=_Version, help=say("help.version"))
    parser.add_argument(
        "--config", type=Path, metavar=say("help.file"), default=None, help=say("help.config")
    )
    subparsers = parser.add_subparsers(
        title=say("help.commands"),
        dest="command",
        metavar=say("help.command"),
        prog=parser.prog,
        parser_class=Parser,
    )
    for module in COMMANDS:
        added = module.add(subparsers)
        added.set_defaults(run=module.run)
    return parser


def _epilog() -> str:
    return f"{say('help.exits').strip()}\n\n{say('help.more')}"


class _Version(argparse.Action):
    """Prints the version; only then is the installation looked up."""

    def __init__(self, option_strings: Sequence[str], dest: str, **options: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("wenzhang")
        except PackageNotFoundError:
            number = "0"
        print(f"wenzhang {number}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
