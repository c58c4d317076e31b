"""What the process logs: never the token, never what users write."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from typing import TextIO

from telegram.error import TelegramError

_TOKEN = re.compile(r"(?:bot)?\d{5,20}:[\w-]{20,}")
_HIDDEN = "bot<hidden>"

LEVELS = {
    "httpx": logging.WARNING,  # names addresses, and with them the token
    "httpcore": logging.WARNING,
    "asyncio": logging.WARNING,
    "telegram": logging.WARNING,  # prints whole updates
    "telegram.ext": logging.CRITICAL,  # prints a traceback for a token that is wrong; we say so ourselves
    "telegram.ext.Application": logging.WARNING,
}
"""From which level on the loggers of libraries are heard."""


class RedactingFilter(logging.Filter):
    """Takes tokens out of a record, and the words of errors, which may quote users."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact a record in place, and let it through."""
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = told(record.exc_info[1])
        record.exc_info = None
        return True


def redacted(text: str) -> str:
    """Given a text, return it without tokens of bots."""
    return _TOKEN.sub(_HIDDEN, text)


def told(error: BaseException) -> str:
    """Given an error, return where it happened and what it and its causes are, without their words.

    Only Telegram's errors keep theirs: others may quote what a user wrote.
    """
    lines: list[str] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        words = f": {each}" if isinstance(each, TelegramError) else ""
        frames = "".join(traceback.format_tb(each.__traceback__))
        lines.append(f"{frames}{type(each).__module__}.{type(each).__qualname__}{words}")
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return redacted("\nfrom\n".join(lines))


def log_to(stream: TextIO | None = None) -> None:
    """Log the whole process to a stream (by default the standard error)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(RedactingFilter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name, level in LEVELS.items():
        logging.getLogger(name).setLevel(level)
