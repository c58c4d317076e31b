"""An argparse that speaks Chinese: headings, help and errors; a mistyped word gets a hint."""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
from pathlib import Path
from typing import Any, NoReturn

from bot.commands.failures import Exit, Failure
from bot.commands.words import say
from bot.wrapping import cells, wrap

HELP_AT = 22
"""The cell at which the explanations in a help begin."""
Subparsers = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for this type


class Parser(argparse.ArgumentParser):
    """A parser of one command; abbreviations of options are not guessed."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Layout)
        super().__init__(**options, allow_abbrev=False, add_help=False)
        self._optionals.title = say("help.options")
        self._positionals.title = say("help.arguments")
        self.color = False  # Python 3.14 paints help by default
        self.add_argument("-h", "--help", action="help", help=say("help.show"))

    def error(self, message: str) -> NoReturn:
        """Given argparse's English, raise the Chinese sentence with where to look it up."""
        hint = say("failure.usage_hint", command=self.prog)
        raise Failure(Exit.USAGE, f"{self._in_chinese(message)}{hint}")

    def format_help(self) -> str:
        """Return the help; argparse ends its headings with a narrow colon."""
        titles = "|".join((say("help.options"), say("help.arguments"), say("help.commands")))
        return re.sub(rf"^({titles}):$", r"\1：", super().format_help(), flags=re.MULTILINE)

    def _in_chinese(self, message: str) -> str:
        for pattern, key in _WRONG:
            found = re.search(pattern, message, re.DOTALL)
            if found:
                return self._worded(key, found.groupdict())
        return say("wrong.other")

    def _worded(self, key: str, slots: dict[str, str]) -> str:
        if key in {"no_command", "unrecognized"}:
            given = slots.get("given") or slots["names"].split()[0]
            choices = list(self._commands()) if key == "no_command" else self.options()
            slots["choices"] = "、".join(choices)
            near = difflib.get_close_matches(given.split("=")[0], choices, n=1, cutoff=0.5)
            if near:
                return say(f"wrong.{key}_hint", **slots, hint=near[0])
        return say(f"wrong.{key}", **slots)

    def _commands(self) -> dict[str, Parser]:
        nested = [action.choices for action in self._actions if isinstance(action, Subparsers)]
        return {name: parser for choices in nested for name, parser in choices.items()}

    def options(self) -> list[str]:
        """Return the options of its commands, then its own: argparse tells of unknown ones only up here."""
        nested = [name for parser in self._commands().values() for name in parser.options()]
        return nested + [name for action in self._actions for name in action.option_strings]


def command(subparsers: Subparsers[Parser], name: str, key: str = "") -> Parser:
    """Given where commands are listed, add the one of this name with its help, examples and --config.

    `key` is the section of its words where that is not its name.
    """
    key = key or name
    parser = subparsers.add_parser(
        name,
        help=say(f"{key}.about"),
        description=say(f"{key}.help").strip(),
        epilog=f"{say('help.example')}\n{_indented(say(f'{key}.examples'))}",
    )
    parser.add_argument(
        "--config",
        type=Path,
        metavar=say("help.file"),
        default=argparse.SUPPRESS,
        help=say("help.config"),
    )
    return parser


def takes_disclosures(parser: Parser) -> None:
    """Given a command that works on disclosures, let it take --disclosure any number of times."""
    parser.add_argument(
        "--disclosure",
        action="append",
        type=Path,
        metavar=say("help.file"),
        default=None,
        help=say("help.disclosure"),
    )


def takes_documents(parser: Parser) -> None:
    """Given a command that works on papers, let it take --document any number of times."""
    parser.add_argument(
        "--document",
        action="append",
        metavar=say("remove.metavar"),
        default=None,
        help=say("help.document"),
    )


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Help that fits the terminal where a Chinese character takes two cells."""

    def __init__(self, prog: str) -> None:
        width = max(40, min(shutil.get_terminal_size().columns, 100))
        super().__init__(prog, width=width)

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, say("help.usage") if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        """One option and what it does, aligned by cells; the list of commands goes without a line for itself."""
        if isinstance(action, Subparsers):
            return "".join(map(self._format_action, self._iter_indented_subactions(action)))
        head = " " * self._current_indent + self._format_action_invocation(action)
        lines = wrap(self._expand_help(action), self._width - HELP_AT)
        if cells(head) + 2 > HELP_AT:
            return "\n".join([head, *(" " * HELP_AT + line for line in lines), ""])
        first = head + " " * (HELP_AT - cells(head)) + lines[0]
        return "\n".join([first, *(" " * HELP_AT + line for line in lines[1:]), ""])

    def _format_usage(self, *given: Any) -> str:
        """Argparse counts characters: some room is left for those that take two cells."""
        width, self._width = self._width, self._width - 12
        usage = super()._format_usage(*given)
        self._width = width
        return usage

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Paragraphs are wrapped, exit codes set in under their words, and examples left to be copied."""
        lines: list[str] = []
        for line in text.split("\n"):
            code = re.match(r"  \d+ +", line)
            is_example = line.startswith("  ") and not code
            lines += [line] if is_example else wrap(line, width, code.end() if code else 0)
        return "\n".join(indent + line for line in lines)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip().splitlines())


# What argparse says (3.11 to 3.14), and the key of ours in words.toml; the first that fits is taken.
_WRONG = (
    (r"^the following arguments are required: (?P<names>.+)$", "required"),
    (r"^unrecognized arguments: (?P<names>.+)$", "unrecognized"),
    (r"^argument [^-].*?: invalid choice: '(?P<given>.*)' \(", "no_command"),
    (
        r"^argument (?P<name>-.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<choices>.+)\)",
        "choice",
    ),
    (r"^argument (?P<name>.+?): expected one argument$", "one_value"),
    (r"^argument (?P<name>.+?): expected at least one argument$", "some_values"),
    (r"^argument (?P<name>.+?): ignored explicit argument '(?P<given>.*)'$", "no_value"),
)
