"""The process: settings → a bot that polls until it is stopped → an exit code."""

from __future__ import annotations

import logging
import sys
from enum import IntEnum

from telegram.error import InvalidToken, TelegramError

from bot.state import State, StateSettings
from bot.telegram.app import ALLOWED_UPDATES, App, build_application
from bot.telegram.health import Health, Verdict
from bot.telegram.kit import Kit
from bot.telegram.locking import Hold, holding, lock_path
from bot.telegram.logs import log_to
from bot.telegram.service import Service
from bot.telegram.settings import TelegramSettings
from bot.telegram.texts import Run, load_texts

log = logging.getLogger(__name__)


class Ending(IntEnum):
    """Why the bot ended, as an exit code."""

    STOPPED = 0
    CONFIGURATION = 4
    """No token, or one that Telegram does not know."""
    ALREADY_RUNNING = 5
    """Another bot uses the token, here or elsewhere."""
    DEAF = 75
    """Polling died; to be started again."""


def run_polling(
    settings: TelegramSettings, service: Service, state: State, keeping: StateSettings
) -> int:
    """Given settings, a service and a state, answer on Telegram until stopped by a signal; return an exit code.

    What a person must do about an ending is said in one Chinese sentence on the standard error.
    """
    words = load_texts().run
    if settings.token is None:
        return ended(Ending.CONFIGURATION, words.no_token)
    log_to()
    path = lock_path(settings.token.get_secret_value())
    with holding(path) as hold:
        if hold is Hold.ANOTHERS:
            return ended(Ending.ALREADY_RUNNING, words.second_here)
        if hold is Hold.UNKNOWN:
            log.warning(words.unlocked.format(path=path))
        return _poll(build_application(settings, service, state, keeping), settings, words)


def _poll(application: App, settings: TelegramSettings, words: Run) -> int:
    health: Health = application.bot_data[Kit].health
    log.info(words.connecting)
    try:
        _run(application, settings)
    except InvalidToken:
        return ended(Ending.CONFIGURATION, words.bad_token)
    except TelegramError as error:
        log.warning("Polling ended: %s", error)
        return ended(Ending.DEAF, words.deaf)
    return _judged(health, words)


def _run(application: App, settings: TelegramSettings) -> None:
    application.run_polling(
        timeout=settings.poll_timeout,
        bootstrap_retries=-1,
        allowed_updates=ALLOWED_UPDATES,
        drop_pending_updates=False,
    )


def _judged(health: Health, words: Run) -> int:
    match health.verdict():
        case Verdict.SECOND_BOT:
            return ended(Ending.ALREADY_RUNNING, words.second_elsewhere)
        case Verdict.BAD_TOKEN:
            return ended(Ending.CONFIGURATION, words.bad_token)
        case Verdict.DEAF:
            return ended(Ending.DEAF, words.deaf)
        case _:
            return Ending.STOPPED


def ended(ending: Ending, sentence: str) -> int:
    """Say why the process ends, in one sentence on the standard error; return its exit code."""
    print(sentence, file=sys.stderr, flush=True)
    return int(ending)
