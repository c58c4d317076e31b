"""The application offline: updates go in, calls are recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram import Update

from bot.telegram.app import App
from bot.telegram.kit import Kit
from tests.bot.telegram.recording import Recorder
from tests.bot.telegram.replies import Engine
from tests.bot.telegram.updates import Json

TOKEN = "7000001:AAErecordedrecordedrecordedrecorded0"


@dataclass
class Clock:
    """A clock that a test sets."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Pass the time at once."""
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Bench:
    """An application with nothing real about it but itself."""

    app: App
    recorder: Recorder
    engine: Engine
    clock: Clock

    async def give(self, *updates: Json) -> None:
        """Let updates come in, one after the other."""
        for each in updates:
            await self.give_at_once(each)

    async def give_at_once(self, *updates: Json) -> None:
        """Let updates come in as polling does: each is begun before the ones before it are done."""
        processor = self.app.update_processor
        running: list[Awaitable[None]] = []
        for each in updates:
            update = Update.de_json(each, self.app.bot)
            running.append(
                asyncio.ensure_future(
                    processor.process_update(update, self.app.process_update(update))
                )
            )
        await asyncio.gather(*running)

    @property
    def kit(self) -> Kit:
        """Return what the handlers work with."""
        kit = self.app.bot_data[Kit]
        assert isinstance(kit, Kit)
        return kit


MakeBench = Callable[..., Awaitable[Bench]]
