"""`wenzhang chat`: a conversation in the terminal, or one line in and one line out."""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.commands.failures import Exit, sentence_of
from bot.commands.named import answerer_for, settings_for
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures
from bot.commands.streams import argument_text, input_lines, print_line, text_of
from bot.commands.words import say

if TYPE_CHECKING:
    from bot.replies import Answerer
    from bot.settings import TerminalSettings

LEAVING = frozenset({"退出", "再见", "exit", "quit", "/quit", "/exit", "/退出"})


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "chat")
    takes_disclosures(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, talk until the other side leaves."""
    settings = settings_for(arguments)
    answerer = answerer_for(arguments, settings)
    if sys.stdin is not None and sys.stdin.isatty():
        _converse(Talk(answerer, settings.terminal))
    else:
        answer_each(answerer, input_lines())
    return Exit.OK


def answer_each(answerer: Answerer, lines: Iterable[bytes]) -> None:
    """Given the engine and lines of one conversation, print one line for each and nothing else."""
    conversation: object = None
    for line in lines:
        question = text_of(line)
        if question is None:
            print_line(say("chat.undecodable"))
        elif not question.strip():
            print_line(say("chat.empty"))
        else:
            text, conversation = _text_and_after(answerer, question.strip(), conversation)
            print_line(on_one_line(text))


def _text_and_after(answerer: Answerer, question: str, conversation: object) -> tuple[str, object]:
    """The answer's text and the conversation after it; where the program fails, the next line may still fare better."""
    try:
        reply, after = answerer.ask(question, conversation)
    except Exception as error:  # noqa: BLE001
        return sentence_of(error), conversation
    return reply.text, after


def on_one_line(text: str) -> str:
    r"""Given an answer's text, return it on one line, with two blanks where lines ended.

    >>> on_one_line("46 人\n在职实有 31 人")
    '46 人  在职实有 31 人'
    """
    from bot.terminal.console import visible

    return "  ".join(line.strip() for line in visible(text).splitlines() if line.strip())


class Talk:
    """One conversation: what was asked last, and what its numbers stand for."""

    def __init__(self, answerer: Answerer, settings: TerminalSettings) -> None:
        self._answerer = answerer
        self._settings = settings
        self._conversation: object = None
        self._last: tuple[str, object] | None = None
        self._options: tuple[str, ...] = ()

    def hear(self, line: str) -> bool:
        """Given what was typed, answer it; return whether the conversation goes on."""
        from bot.terminal.console import show_lines

        text = line.strip()
        if text.lower() in LEAVING:
            return False
        number = number_in(text)
        if number is not None and self._is_choice(number):
            self._choose(number)
        elif text.lower() in {"/help", "帮助", "help", "?", "？"}:
            show_lines([say("chat.usage").strip()], self._settings)
        elif text.lower() == "/why":
            self._explain()
        elif text.startswith("/"):
            show_lines([say("chat.unknown_command", command=text)], self._settings)
        elif text:
            self._answer(text)
        else:
            show_lines([say("chat.empty")], self._settings)
        return True

    def _is_choice(self, number: int) -> bool:
        """A number that is no year or code: one that is offered, or so small that it was meant to be."""
        return number <= max(len(self._options), 20)

    def _choose(self, number: int) -> None:
        from bot.terminal.console import show_lines

        if 1 <= number <= len(self._options):
            option = self._options[number - 1]
            show_lines([f"{say('chat.prompt')}{option}"], self._settings, "dim")
            self._answer(option)
        elif self._options:
            last = len(self._options)
            show_lines([say("chat.no_such_option", number=number, last=last)], self._settings)
        else:
            show_lines([say("chat.no_options")], self._settings)

    def _answer(self, question: str) -> None:
        from bot.terminal.answers import offered, show_reply
        from bot.terminal.console import show_lines

        self._last = (question, self._conversation)
        try:
            reply, self._conversation = self._answerer.ask(question, self._conversation)
        except Exception as error:  # noqa: BLE001 - a question that fails does not end the conversation
            show_lines([sentence_of(error)], self._settings)
            return
        self._options = offered(reply, self._settings)
        show_reply(reply, self._settings)

    def _explain(self) -> None:
        from bot.terminal.answers import show_trace
        from bot.terminal.console import show_lines

        if self._last is None:
            show_lines([say("chat.nothing_yet")], self._settings)
            return
        show_trace(self._answerer.why(*self._last).lines(), self._settings)

    def greet(self) -> None:
        """Say what can be asked about, and how."""
        from bot.terminal.console import show_lines

        titles = [f"  {paper.title}" for paper in self._answerer.sources]
        show_lines([say("chat.welcome"), *titles, say("chat.hint")], self._settings, "dim")

    def part(self) -> None:
        """Say goodbye."""
        from bot.terminal.console import show_lines

        show_lines([say("chat.bye")], self._settings, "dim")


def number_in(text: str) -> int | None:
    """Given what was typed, return the number that it is, in whatever figures; None where it is anything else.

    >>> number_in("２"), number_in("②"), number_in("2."), number_in("2026 年")
    (2, 2, 2, None)
    """
    folded = unicodedata.normalize("NFKC", text).rstrip(".、)")
    return int(folded) if re.fullmatch(r"[0-9]{1,4}", folded) else None


def _converse(talk: Talk) -> None:
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - imported for what it does to input(): history and the arrow keys

    sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
    talk.greet()
    while True:
        try:
            typed = argument_text(input(f"\n{say('chat.prompt')}"))
        except EOFError:
            print_line("")
            break
        if not talk.hear(typed or ""):
            break
    talk.part()
