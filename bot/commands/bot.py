"""`wenzhang bot`: the Telegram bot, until it is stopped."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.commands.bases import state_for
from bot.commands.failures import Exit, Failure
from bot.commands.named import following_for, settings_for
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures

if TYPE_CHECKING:
    from bot.following import Following
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
    answerer = following_for(arguments, settings)
    answerer.prepare()
    from contextlib import closing

    from bot.telegram.polling import run_polling
    from bot.telegram.webhook import run_webhook

    run = run_webhook if settings.telegram.webhook_url else run_polling
    with closing(state_for(settings)) as state:
        return run(settings.telegram, Desk(answerer), state, settings.state)


class Desk:
    """The engine as the Telegram side asks for it."""

    def __init__(self, answerer: Answerer | Following) -> None:
        self._answerer = answerer

    def ask(self, question: str, conversation: object | None) -> tuple[Reply, object]:
        """Given a question and what the conversation left, return the reply and what is left now."""
        return self._answerer.ask(question, conversation)

    def kept(self, conversation: object) -> str:
        """Given what a conversation left, return it as a text to be kept."""
        from intents import Conversation, text_of

        return text_of(conversation) if isinstance(conversation, Conversation) else ""

    def resumed(self, text: str) -> object | None:
        """Given such a text, return what was left; None where the papers it speaks of are no longer at hand."""
        from intents import conversation_in

        conversation = conversation_in(text)
        at_hand = {head.document for head in self._answerer.sources}
        if conversation is None or not at_hand.issuperset(conversation.documents):
            return None
        return conversation

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
