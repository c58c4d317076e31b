"""What Telegram shows about the bot: its command menu and its descriptions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.telegram.texts import Commands, Profile, StaffCommands, Texts

log = logging.getLogger(__name__)

Call = tuple[str, Callable[[], Coroutine[Any, Any, bool]]]


async def introduce(bot: Bot, texts: Texts, staff_chat: int = 0) -> None:
    """Set the command menus and the descriptions, for every language and for English; what fails is logged and left."""
    calls = [
        *_in_language(bot, texts, texts.commands, texts.profile, None),
        *_in_language(bot, texts, texts.commands_en, texts.profile_en, "en"),
    ]
    if staff_chat:
        own = [*_menu(texts.staff_commands), *_menu(texts.commands)]
        scope = BotCommandScopeChat(staff_chat)
        calls.append(("staff commands", partial(bot.set_my_commands, own, scope)))
    for what, call in calls:
        try:
            await call()
        except TelegramError as error:
            log.warning("The bot's %s could not be set: %s", what, error)


def _in_language(
    bot: Bot, texts: Texts, commands: Commands, profile: Profile, language: str | None
) -> Iterator[Call]:
    """What sets everything for those whose Telegram speaks a language; None is for all that have no own."""
    menu = _menu(commands)
    asking = [each for each in menu if each.command in texts.menus.groups]
    groups = BotCommandScopeAllGroupChats()
    yield "commands", partial(bot.set_my_commands, menu, language_code=language)
    yield (
        "short description",
        partial(bot.set_my_short_description, profile.short, language_code=language),
    )
    yield "description", partial(bot.set_my_description, profile.long, language_code=language)
    yield "commands of groups", partial(bot.set_my_commands, asking, groups, language_code=language)


def _menu(commands: Commands | StaffCommands) -> list[BotCommand]:
    return [BotCommand(name, what) for name, what in commands.model_dump().items()]
