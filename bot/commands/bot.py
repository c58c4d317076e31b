"""`wenzhang bot`: the Telegram bot, until it is stopped."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.commands.failures import Exit, Failure
from bot.commands.named import answerer_for, settings_for
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures

if TYPE_CHECKING:
    from bot.replies import Answerer
    from bot.reply import Reply
    from bot.telegram.service import TableLine


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "bot")
    takes_disclosures(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, answer on Telegram until stopped; return why it ended."""
    settings = settings_for(arguments)
    if settings.telegram.token is None:
        from bot.telegram.texts import load_texts

        raise Failure(Exit.CONFIGURATION, load_texts().run.no_token)
    answerer = answerer_for(arguments, settings)
    answerer.prepare()
    from bot.telegram.polling import run_polling

    return run_polling(settings.telegram, Desk(answerer))


class Desk:
    """The engine as the Telegram side asks for it."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def ask(self, question: str, conversation: object | None) -> tuple[Reply, object]:
        """Given a question and what the conversation left, return the reply and what is left now."""
        return self._answerer.ask(question, conversation)

    def tables(self) -> tuple[TableLine, ...]:
        """Return the tables of the papers at hand, in their order."""
        from bot.telegram.service import TableLine

        return tuple(
            TableLine(table.number, table.title, table.place.page, table.place.line, table.unit)
            for paper in self._answerer.papers
            for table in paper.tables
        )

    def about(self) -> tuple[str, ...]:
        """Return whose papers are at hand, and of which year."""
        return tuple(paper.title for paper in self._answerer.sources)
