"""What Telegram shows about the bot: its command menu and its descriptions."""

from __future__ import annotations

import logging
from functools import partial

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.telegram.texts import Texts

_IN_GROUPS = frozenset({"q", "departments", "tables", "sources", "help"})

log = logging.getLogger(__name__)


async def introduce(bot: Bot, texts: Texts, staff_chat: int = 0) -> None:
    """Set the command menus and the descriptions, for every language; what fails is logged and left."""
    menu = [BotCommand(name, what) for name, what in texts.commands.model_dump().items()]
    calls = {
        "commands": partial(bot.set_my_commands, menu),
        "short description": partial(bot.set_my_short_description, texts.profile.short),
        "description": partial(bot.set_my_description, texts.profile.long),
    }
    asking = [each for each in menu if each.command in _IN_GROUPS]
    calls["commands of groups"] = partial(
        bot.set_my_commands, asking, BotCommandScopeAllGroupChats()
    )
    if staff_chat:
        own = [BotCommand(name, what) for name, what in texts.staff_commands.model_dump().items()]
        scope = BotCommandScopeChat(staff_chat)
        calls["staff commands"] = partial(bot.set_my_commands, [*own, *menu], scope)
    for what, call in calls.items():
        try:
            await call()
        except TelegramError as error:
            log.warning("The bot's %s could not be set: %s", what, error)
