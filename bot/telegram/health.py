"""Whether polling still lives: what each request came to, and when it is time to give up."""

from __future__ import annotations

import asyncio
import logging
import time
from enum import Enum
from typing import Any

from telegram.ext import Application

from bot.telegram.fleeting import Clock
from bot.telegram.texts import Run

log = logging.getLogger(__name__)

START_SECONDS = 60.0
"""While polling is younger than this, another bot on the same token means that ours should not be."""

FAILING_SECONDS = 900.0
"""Polls that only ever fail for so long are given up: a fresh process has fresh connections."""

SLACK_SECONDS = 90.0
"""How much longer than the poll's own time-out (and the longest pause between two polls) a poll may take."""


class Verdict(Enum):
    """Why polling must end."""

    DEAF = "deaf"
    BAD_TOKEN = "bad_token"  # noqa: S105 - the name of a verdict
    SECOND_BOT = "second_bot"


class Health:
    """What became of the polls, and the verdict on them."""

    def __init__(self, poll_timeout: float, words: Run, clock: Clock = time.monotonic) -> None:
        self._silence = poll_timeout + SLACK_SECONDS
        self._words = words
        self._clock = clock
        self._began: float | None = None
        self._tried = 0.0
        self._heard = 0.0
        self._conflicts = 0
        self._troubled = False
        self._verdict: Verdict | None = None

    def met(self, status: int | None, reason: str = "") -> None:
        """Note what a request other than a poll came to: its HTTP status, or None and why not."""
        if self._began is None:
            self._note_trouble(self._words.unreached, status, reason)

    def polled(self, status: int | None, reason: str = "") -> None:
        """Note what a poll came to: its HTTP status, or None and why there is none."""
        now = self._clock()
        if self._began is None:
            self._began = self._heard = now
        self._tried = now
        if status == 200:
            self._heard, self._conflicts = now, 0
        elif status == 409:
            self._conflict(now)
        elif status in (401, 404):
            # A token that was revoked does not come back.
            self._verdict = Verdict.BAD_TOKEN
        if status != 409:
            self._note_trouble(self._words.interrupted, status, reason)

    def verdict(self) -> Verdict | None:
        """Return why polling must end, or None where all is well."""
        if self._verdict is None and self._began is not None:
            now = self._clock()
            if now - self._tried > self._silence or now - self._heard > FAILING_SECONDS:
                self._verdict = Verdict.DEAF
        return self._verdict

    def _conflict(self, now: float) -> None:
        self._conflicts += 1
        if self._conflicts == 1:
            log.warning(self._words.conflict)
        # A bot that is just being replaced is met once at most.
        if self._conflicts >= 2 and self._began is not None and now - self._began < START_SECONDS:
            self._verdict = Verdict.SECOND_BOT

    def _note_trouble(self, words: str, status: int | None, reason: str) -> None:
        """Say once that a connection fails, and once that it is back."""
        failed = status is None or status >= 500
        if failed and not self._troubled:
            log.warning(words.format(reason=reason or f"HTTP {status}"))
        elif self._troubled and status == 200:
            log.info(self._words.resumed)
        self._troubled = failed if failed or status == 200 else self._troubled


async def watch(
    application: Application[Any, Any, Any, Any, Any, Any], health: Health, every: float = 1.0
) -> None:
    """Stop the application as soon as there is a verdict on its polling."""
    # The verdict hangs on the clock: there is no event to wait for.
    while health.verdict() is None or not application.running:  # noqa: ASYNC110
        await asyncio.sleep(every)
    application.stop_running()
