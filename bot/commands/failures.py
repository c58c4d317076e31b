"""How a command ends: its exit code, and the sentence that a person reads where it could not do its work."""

from __future__ import annotations

import os
from enum import IntEnum

from bot.commands.words import say


class Exit(IntEnum):
    """What each exit code means; `wenzhang --help` lists them."""

    OK = 0
    NOT_ANSWERED = 1
    """`ask` got a question back, or a refusal; `check --strict` found an error."""
    USAGE = 2
    UNREADABLE = 3
    """A file that cannot be read, or is no disclosure; lines of a batch that hold no question."""
    CONFIGURATION = 4
    ALREADY_RUNNING = 5
    INTERNAL = 70
    DEAF = 75
    """The bot no longer hears Telegram; to be started again."""
    INTERRUPTED = 130


class Failure(Exception):
    """A command cannot go on: one sentence with the next step, and the code to end with."""

    def __init__(self, code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def sentence_of(error: Exception) -> str:
    """Given a fault of the program itself, return what a person reads; raise it again where it is looked for."""
    if os.environ.get("WENZHANG_DEBUG"):
        raise error
    return say("failure.internal", kind=type(error).__name__)
