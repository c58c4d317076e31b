"""What went wrong: an apology with an id to the user, the id and where it happened to the log."""

from __future__ import annotations

import logging
import secrets

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.telegram.addressing import where
from bot.telegram.answering import say
from bot.telegram.kit import Kit
from bot.telegram.logs import told
from bot.telegram.sending import has_surely_failed
from bot.telegram.work import current

log = logging.getLogger(__name__)


async def failed(kit: Kit, update: object, error: Exception | None) -> None:
    """Log an error under an id and apologise with it; polling's own errors are health's to tell."""
    if error is None or not isinstance(update, Update):
        return
    if isinstance(error, Forbidden):
        log.info("A chat does not let us write any more")
        return
    number = secrets.token_hex(4)
    # Where the state failed, an apology must not depend on it.
    work = current()
    if work is not None:
        work.give_up()
    # Neither the update nor the error's own words: both may hold what the user wrote.
    log.error("Error %s while handling an update:\n%s", number, told(error))
    try:
        await _apologise(kit, update, _words_for(kit, error, number), number)
    except TelegramError as second:
        log.warning("No apology for %s could be sent: %s", number, told(second))
        if work is not None and isinstance(second, NetworkError | RetryAfter):
            # Neither answered nor apologised for: it is taken up again when its time has come.
            work.is_unfinished = not isinstance(second, BadRequest)


def _words_for(kit: Kit, error: Exception, number: str) -> str:
    words = kit.texts.errors
    if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
        return words.apology.format(id=number)
    return words.apology.format(id=number) if has_surely_failed(error) else words.interrupted


async def _apologise(kit: Kit, update: Update, text: str, number: str) -> None:
    words, message = kit.texts.errors, update.effective_message
    if message is not None:
        await say(kit, text, where(message))
    elif update.callback_query is not None:
        await kit.sender.answer_press(
            update.callback_query.id, words.apology_press.format(id=number)
        )
