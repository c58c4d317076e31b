"""The wiring: settings and a service → the Telegram application."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.constants import UpdateType
from telegram.ext import (
    Application,
    BaseUpdateProcessor,
    CallbackQueryHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.state import State, StateSettings
from bot.telegram.addressing import ADDRESSED
from bot.telegram.direct import DirectRequest
from bot.telegram.fleeting import Clock, Locks
from bot.telegram.handlers import edits, errors, guard, inline, others, presses, questions, staff
from bot.telegram.handlers.commands import COMMANDS
from bot.telegram.handlers.staff import STAFF_COMMANDS
from bot.telegram.health import Health, watch
from bot.telegram.kit import Kit, make_kit
from bot.telegram.memory import LEASE_SECONDS, Memory
from bot.telegram.pacing import Pace
from bot.telegram.profile import introduce
from bot.telegram.requests import PollRequest
from bot.telegram.sending import Sender, Sleep
from bot.telegram.service import Service
from bot.telegram.settings import TelegramSettings
from bot.telegram.texts import load_texts
from knowledge import StoreError

ALLOWED_UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.CHOSEN_INLINE_RESULT,
)
"""What we handle; Telegram remembers the last such list, so it is always told."""

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE

_WAITING = 100_000
READ_SECONDS = 20.0
"""How long an answer of Telegram is waited for."""
LOOK_SECONDS = 60.0
"""How often it is looked for updates that were left undone."""
SWEEP_SECONDS = 3600.0
"""How often what is too old is removed."""

_ORIGINAL = filters.UpdateType.MESSAGE
_PRIVATE = filters.ChatType.PRIVATE
_ASKS = (
    _ORIGINAL & filters.TEXT & ~filters.COMMAND & (_PRIVATE | filters.ChatType.GROUPS & ADDRESSED)
)
_UNKNOWN_COMMAND = _ORIGINAL & _PRIVATE & filters.COMMAND
_HOLDS_NO_TEXT = _ORIGINAL & _PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL
_EDITED = filters.UpdateType.EDITED_MESSAGE & filters.TEXT


def build_application(  # noqa: PLR0913 - the last ones are for tests
    settings: TelegramSettings,
    service: Service,
    state: State,
    keeping: StateSettings | None = None,
    *,
    request: BaseRequest | None = None,
    get_updates_request: BaseRequest | None = None,
    clock: Clock = time.monotonic,
    sleep: Sleep = asyncio.sleep,
) -> App:
    """Given the settings (with a token), a service and a state, return the application that answers by them.

    Requests are given by tests; left out, they go to Telegram, or to `base_url` of the settings.
    """
    health = Health(settings.poll_timeout, load_texts().run, clock)
    memory = Memory(state, service, settings)
    application = _built(settings, health, memory, request, get_updates_request)
    pace = Pace(settings.sends_per_second, settings.group_sends_per_minute, clock, sleep)
    sender = Sender(application.bot, memory, pace, sleep)
    keeping = keeping or StateSettings()
    kit = make_kit(settings, service, load_texts(), sender, health, memory, keeping, clock)
    _add_handlers(application, kit)
    _add_lifecycle(application, kit)
    application.bot_data[Kit] = kit
    return application


class InOrder(BaseUpdateProcessor):
    """Works on many updates at once, on those of one chat in the order of their coming, on each once."""

    def __init__(self, at_once: int, memory: Memory) -> None:
        # The library's own limit counts those that wait for their chat, too: a single one that asks
        # often and is answered slowly would keep all the others waiting.
        super().__init__(_WAITING)
        self._at_once = asyncio.Semaphore(at_once)
        self._memory = memory
        self._locks = Locks()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait until the chat's earlier updates are done, then work on this one, unless it came before."""
        async with self._locks.of(_whose(update)), self._at_once:
            if not isinstance(update, Update) or not await self._begins(update):
                _discard(coroutine)
                return
            await coroutine
            await self._memory.end()

    async def _begins(self, update: Update) -> bool:
        try:
            return await self._memory.begin(update)
        except StoreError as error:
            log.warning("An update could not be begun (%s: %s)", error.code, error.reason)
            return False

    async def initialize(self) -> None:
        """Nothing is to be made ready."""

    async def shutdown(self) -> None:
        """Nothing is to be put away."""


def _discard(coroutine: Awaitable[Any]) -> None:
    if isinstance(coroutine, Coroutine):
        coroutine.close()


def _whose(update: object) -> int:
    if not isinstance(update, Update):
        return 0
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else 0


def _built(
    settings: TelegramSettings,
    health: Health,
    memory: Memory,
    request: BaseRequest | None,
    get_updates_request: BaseRequest | None,
) -> App:
    builder = (
        Application.builder()
        .token(settings.token.get_secret_value() if settings.token else "")
        .request(request or DirectRequest(health.met, **_connections(settings, 64)))
        # With one connection, the library's default, a poll that is torn off can keep it for ever.
        .get_updates_request(
            get_updates_request
            or PollRequest(health.polled, memory.accept, **_connections(settings, 8))
        )
        .concurrent_updates(InOrder(settings.updates_at_once, memory))
    )
    if settings.base_url:
        builder = builder.base_url(f"{settings.base_url}/bot").base_file_url(
            f"{settings.base_url}/file/bot"
        )
    return builder.build()


def _connections(settings: TelegramSettings, pool: int) -> dict[str, Any]:
    return {
        "connection_pool_size": pool,
        "proxy": settings.proxy,
        "connect_timeout": 10,
        "read_timeout": READ_SECONDS,
        "write_timeout": READ_SECONDS,
        "pool_timeout": 5,
    }


def _add_handlers(application: App, kit: Kit) -> None:
    """The first handler of group 0 that takes an update is the only one."""

    async def guarded(update: Update, _: Context) -> None:
        await guard.let_through(kit, update)

    async def pressed(update: Update, _: Context) -> None:
        if update.callback_query is not None:
            await presses.pressed(kit, update.callback_query)

    async def failed(update: object, context: Context) -> None:
        await errors.failed(kit, update, context.error)

    application.add_handler(TypeHandler(Update, guarded), group=-1)
    if kit.settings.staff_chat:
        staffs = _ORIGINAL & filters.Chat(kit.settings.staff_chat)
        for name, own in STAFF_COMMANDS.items():
            application.add_handler(CommandHandler(name, _on_message(own, kit), staffs))
        replies = staffs & filters.REPLY & filters.TEXT & ~filters.COMMAND
        application.add_handler(MessageHandler(replies, _on_message(staff.replied, kit)))
    for name, handler in COMMANDS.items():
        application.add_handler(CommandHandler(name, _on_message(handler, kit), filters=_ORIGINAL))
    application.add_handler(MessageHandler(_EDITED, _on_message(edits.edited, kit)))
    application.add_handler(CallbackQueryHandler(pressed))
    _add_inline(application, kit)
    application.add_handler(
        MessageHandler(_UNKNOWN_COMMAND, _on_message(others.unknown_command, kit))
    )
    application.add_handler(MessageHandler(_ASKS, _on_message(questions.ask, kit)))
    application.add_handler(MessageHandler(_HOLDS_NO_TEXT, _on_message(others.no_text, kit)))
    application.add_error_handler(failed)


def _add_inline(application: App, kit: Kit) -> None:
    """What is typed behind our name in other chats, and what is chosen of it."""

    async def typed(update: Update, _: Context) -> None:
        if update.inline_query is not None:
            await inline.asked(kit, update.inline_query)

    async def chosen(update: Update, _: Context) -> None:
        if update.chosen_inline_result is not None:
            await inline.chosen(kit, update.chosen_inline_result)

    application.add_handler(InlineQueryHandler(typed))
    application.add_handler(ChosenInlineResultHandler(chosen))


def _on_message(
    handler: guard.Handler, kit: Kit
) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    async def handle(update: Update, _: Context) -> None:
        if update.effective_message is not None:
            await handler(kit, update.effective_message)

    return handle


def _add_lifecycle(application: App, kit: Kit) -> None:
    """At the start the bot introduces itself and its polling begins to be watched; at the end that ends."""
    watching: list[asyncio.Task[None]] = []

    async def begin(started: App) -> None:
        await introduce(started.bot, kit.texts, kit.settings.staff_chat)
        await take_up(started, kit, 0 if not kit.settings.webhook_url else LEASE_SECONDS)
        if not kit.settings.webhook_url:
            watching.append(asyncio.create_task(watch(started, kit.health)))
            log.info(kit.texts.run.listening.format(bot=started.bot.username))
        watching.append(asyncio.create_task(_look_after(started, kit)))

    async def end(_: App) -> None:
        for task in watching:
            task.cancel()
        kit.close()

    application.post_init = begin
    application.post_shutdown = end


async def take_up(application: App, kit: Kit, older: float) -> None:
    """Work on the updates that were left undone for so many seconds by a process that is no more."""
    for undone in await kit.memory.undone(older):
        update = Update.de_json(json.loads(undone.body), application.bot)
        await application.update_queue.put(update)


async def _look_after(application: App, kit: Kit) -> None:
    """Now and then remove what is too old, and take up what was left undone, by whichever process."""
    swept = 0.0
    while True:
        try:
            if kit.memory.now() - swept >= SWEEP_SECONDS:
                await kit.memory.run(lambda state: state.sweep(kit.keeping))
                swept = kit.memory.now()
            await take_up(application, kit, LEASE_SECONDS)
        except StoreError as error:
            log.warning("The state could not be looked after (%s: %s)", error.code, error.reason)
        await asyncio.sleep(LOOK_SECONDS)
