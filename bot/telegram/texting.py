"""Messages of text, sent and edited as plain requests.

The library would make an object of the message that it is answered with, of which only the number is
wanted, and look through every parameter for files and defaults: for a text that is most of what sending costs.
"""

from __future__ import annotations

from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.addressing import Where

_NO_PREVIEW = {"is_disabled": True}


async def send_text(
    bot: Bot, where: Where, text: str, mode: str | None, buttons: InlineKeyboardMarkup | None
) -> int:
    """Send a text and return the message's id; raises the library's errors."""
    reply = where.reply_to
    given = {
        "chat_id": where.chat,
        "text": text,
        "parse_mode": mode,
        "link_preview_options": _NO_PREVIEW,
        "message_thread_id": where.thread,
        "reply_parameters": None if reply is None else reply_parameters(reply),
        "reply_markup": _as_sent(buttons),
    }
    sent = await _ask(bot, "sendMessage", given)
    return int(sent["message_id"])


async def edit_text(
    bot: Bot,
    chat: int,
    message: int,
    text: str,
    mode: str | None,
    buttons: InlineKeyboardMarkup | None,
) -> None:
    """Put a text in the place of a message; raises the library's errors."""
    given = {
        "chat_id": chat,
        "message_id": message,
        "text": text,
        "parse_mode": mode,
        "link_preview_options": _NO_PREVIEW,
        "reply_markup": _as_sent(buttons),
    }
    await _ask(bot, "editMessageText", given)


def reply_parameters(message: int) -> dict[str, Any]:
    """Given the id of a message, return how an answer to it names it: whether it is still there or not."""
    return {"message_id": message, "allow_sending_without_reply": True}


async def _ask(bot: Bot, method: str, given: dict[str, Any]) -> Any:
    told = [RequestParameter(name, value, None) for name, value in given.items()]
    return await bot.request.post(f"{bot.base_url}/{method}", RequestData(told))


def _as_sent(buttons: InlineKeyboardMarkup | None) -> dict[str, Any] | None:
    if buttons is None:
        return None
    return {"inline_keyboard": [[_button(each) for each in row] for row in buttons.inline_keyboard]}


def _button(button: InlineKeyboardButton) -> dict[str, Any]:
    if button.callback_data is None:
        return button.to_dict()
    return {"text": button.text, "callback_data": button.callback_data}
