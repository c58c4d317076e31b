"""`wenzhang bot`: the Telegram bot, until it is stopped."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.addresses import key_of
from bot.commands.bases import state_for
from bot.commands.failures import Exit, Failure
from bot.commands.named import following_for, settings_for
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures
from bot.commands.words import say

if TYPE_CHECKING:
    from bot.following import Following
    from bot.picture.places import Found
    from bot.replies import Answerer
    from bot.reply import Reply
    from bot.telegram.service import TableLine
    from intents import Conversation
    from knowledge import Paper

_DRAWING = 3
"""Of the way pictures are drawn: another number, and none that was sent before is sent again."""

_MOST_WRITTEN = 1_000
"""How many conversations are remembered beside their texts: reading one costs more than writing it."""


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
        return run(settings.telegram, OverPapers(answerer), state, settings.state)


class OverPapers:
    """The engine as the Telegram side asks for it."""

    def __init__(self, answerer: Answerer | Following) -> None:
        from bot.picture.places import Places

        self._answerer = answerer
        self._places = Places()
        self._written: dict[str, Conversation] = {}
        self._writing = Lock()

    def ask(self, question: str, conversation: object | None) -> tuple[Reply, object]:
        """Given a question and what the conversation left, return the reply and what is left now."""
        return self._answerer.ask(question, conversation)

    def kept(self, conversation: object) -> str:
        """Given what a conversation left, return it as a text to be kept."""
        from intents import Conversation, text_of

        if not isinstance(conversation, Conversation):
            return ""
        text = text_of(conversation)
        with self._writing:
            self._written[text] = conversation
            if len(self._written) > _MOST_WRITTEN:
                del self._written[next(iter(self._written))]
        return text

    def resumed(self, text: str) -> object | None:
        """Given such a text, return what was left; None where the papers it speaks of are no longer at hand."""
        from intents import conversation_in

        conversation = self._written.get(text) or conversation_in(text)
        at_hand = {head.document for head in self._answerer.sources}
        if conversation is None or not at_hand.issuperset(conversation.documents):
            return None
        return conversation

    def tables(self) -> tuple[TableLine, ...]:
        """Return the tables of the papers at hand, in their order."""
        from bot.telegram.service import TableLine

        whose = {head.document: head.department for head in self._answerer.sources}
        return tuple(
            TableLine(
                table.number,
                table.title,
                table.place.page,
                table.place.line,
                table.unit,
                paper.source.id,
                key_of(table.place),
                paper.title,
                whose.get(paper.source.id, ""),
            )
            for paper in self._answerer.papers
            for table in paper.tables
        )

    def print_of(self, document: str, key: str) -> str:
        """Given a place, return what its picture may be kept under; empty where there is no such place."""
        found = self._found(document, key)
        return f"{_DRAWING}:{found.paper.source.digest}:{key}" if found else ""

    def picture(self, document: str, key: str) -> bytes | None:
        """Given a place, return a PNG of it; None where there is none."""
        from bot.picture import picture

        found = self._found(document, key)
        return picture(found) if found else None

    def _found(self, document: str, key: str) -> Found | None:
        return self._places.find(self._answerer, document, key)

    def departments(self) -> tuple[str, ...]:
        """Return the departments whose papers are at hand, each once."""
        return tuple(dict.fromkeys(head.department for head in self._answerer.sources))

    def begun(self, department: str) -> object | None:
        """Return the conversation that asks of this department's latest paper; None where it has none."""
        from intents import Conversation

        own = [head for head in self._answerer.sources if head.department == department]
        if not own:
            return None
        return Conversation(documents=(max(own, key=lambda head: head.year).document,))

    def sources(self) -> tuple[str, ...]:
        """Return the papers at hand: title, year, file, and the day on which the file was last changed."""
        return tuple(_source(paper) for paper in self._answerer.papers)

    def about(self) -> tuple[str, ...]:
        """Return whose papers are at hand, and of which year."""
        return tuple(paper.title for paper in self._answerer.sources)


def _source(paper: Paper) -> str:
    path = Path(paper.source.path)
    day = ""
    if path.is_file():
        # the papers print no day of publication that could be relied on; the file's own is said to be that
        day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    told = say("bot.source", title=paper.title, year=paper.year, file=path.name)
    return told + (say("bot.source_day", day=day) if day else "") + say("bot.source_end")
