"""The only module that sends: with retries, and with plain text where HTML is refused."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InlineQueryResult,
    InlineQueryResultsButton,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.addressing import Where
from bot.telegram.markup import CAPTION_UNITS, Piece, paragraph, pieces
from bot.telegram.memory import Memory
from bot.telegram.pacing import Lanes, Pace
from bot.telegram.texting import edit_text, send_text

_T = TypeVar("_T")
Sleep = Callable[[float], Awaitable[None]]

LONGEST_WAIT = 60.0
"""A flood limit longer than this (seconds) is not waited for."""

_LANES, _LANE_SECONDS = 8, 1.0
"""How many requests are under way at once, those aside that take longer than so many seconds."""

_FLOOD_TRIES = 3
_SERVER_TRIES = 3
_UNSURE_TRIES = 1
_SERVER_FAULT = re.compile(
    r"\b5\d\d\b|Bad Gateway|Internal Server Error|Service Unavailable|Gateway Time-?out",
    re.IGNORECASE,
)
_GONE = re.compile("message to edit not found|message can't be edited", re.IGNORECASE)
_SAME = re.compile("message is not modified", re.IGNORECASE)
_NEVER_SENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})

# The library's own switch: flood limits as timedelta, as all will be in its next version; without it
# every flood limit raises a warning of deprecation.
os.environ.setdefault("PTB_TIMEDELTA", "true")

log = logging.getLogger(__name__)


class Sender:
    """Sends, edits and deletes messages, and answers presses."""

    def __init__(self, bot: Bot, memory: Memory, pace: Pace, sleep: Sleep = asyncio.sleep) -> None:
        self._bot = bot
        self._memory = memory
        self._pace = pace
        self._lanes = Lanes(_LANES, _LANE_SECONDS)
        self._sleep = sleep

    async def send(
        self, piece: Piece, where: Where, buttons: InlineKeyboardMarkup | None = None
    ) -> int:
        """Send a message and return its id; what is planned to be kept is kept before it leaves."""
        await self._memory.before_sending()
        try:
            return await self._send(piece, where, buttons)
        except ChatMigrated as moved:
            there = moved.new_chat_id
            await self._memory.run(lambda state: state.relays.move(where.chat, there))
            return await self._send(piece, Where(there), buttons)

    async def send_photo(
        self,
        photo: bytes | str,
        caption: str,
        where: Where,
        buttons: InlineKeyboardMarkup | None = None,
    ) -> tuple[int, str]:
        """Send a picture, as a PNG or by Telegram's id of it; return the message's id and the picture's.

        A caption is plain text, cut where Telegram takes no more.
        """
        await self._memory.before_sending()
        told = pieces([paragraph(caption)], CAPTION_UNITS)
        text = told[0].plain if told else None

        async def once() -> tuple[int, str]:
            sent = await self._bot.send_photo(
                where.chat,
                photo,
                caption=text,
                message_thread_id=where.thread,
                reply_parameters=_reply(where),
                reply_markup=buttons,
            )
            return sent.message_id, sent.photo[-1].file_id if sent.photo else ""

        return await self._patiently(once, where.chat, _UNSURE_TRIES)

    async def send_rich(self, html: str, where: Where) -> int | None:
        """Send a rich message and return its id; None where this Telegram takes none."""
        await self._memory.before_sending()
        given: dict[str, Any] = {"chat_id": where.chat, "rich_message": {"html": html}}
        if where.thread is not None:
            given["message_thread_id"] = where.thread
        reply = _reply(where)
        if reply is not None:
            given["reply_parameters"] = reply

        async def once() -> int:
            sent = await self._bot.do_api_request(
                "sendRichMessage", api_kwargs=given, return_type=Message
            )
            return int(sent.message_id)

        try:
            return await self._patiently(once, where.chat, _UNSURE_TRIES)
        except (BadRequest, EndPointNotFound) as refused:
            log.warning("Telegram takes no native table (%s); a picture is sent", refused.message)
            return None

    async def answer_inline(
        self,
        query: str,
        results: Sequence[InlineQueryResult],
        following: str,
        button: InlineQueryResultsButton | None,
        seconds: int,
    ) -> None:
        """Answer an inline question; one that is too old by now is left."""
        with contextlib.suppress(BadRequest):
            await self._patiently(
                lambda: self._bot.answer_inline_query(
                    query,
                    results,
                    cache_time=seconds,
                    is_personal=False,
                    next_offset=following,
                    button=button,
                ),
                None,
                _SERVER_TRIES,
            )

    async def edit(
        self, piece: Piece, chat: int, message: int, buttons: InlineKeyboardMarkup | None = None
    ) -> bool:
        """Put a message in the place of one that was sent; return False where that one is gone."""
        await self._memory.before_sending()

        async def once(text: str, mode: str | None) -> None:
            await edit_text(self._bot, chat, message, text, mode, buttons)

        try:
            await self._as_html_or_plain(piece, once, chat, unsure_tries=_SERVER_TRIES)
        except BadRequest as refused:
            if _GONE.search(refused.message):
                return False
            if not _SAME.search(refused.message):
                raise
        return True

    async def delete(self, chat: int, message: int) -> None:
        """Delete a message of ours; one that is gone, or too old to delete, is left."""
        with contextlib.suppress(BadRequest):
            await self._patiently(
                lambda: self._bot.delete_message(chat, message), chat, _SERVER_TRIES
            )

    async def answer_press(
        self, press: str, text: str | None = None, *, alert: bool = True
    ) -> None:
        """End a button's waiting, with an alert (or in passing) where a text is given; one that is too old is left."""
        with contextlib.suppress(BadRequest):
            await self._patiently(
                lambda: self._bot.answer_callback_query(
                    press, text, show_alert=alert and text is not None
                ),
                None,
                _SERVER_TRIES,
            )

    async def show_typing(self, where: Where) -> None:
        """Show for some seconds that an answer is coming; whether it shows does not matter."""
        with contextlib.suppress(TelegramError):
            await self._bot.send_chat_action(
                where.chat, ChatAction.TYPING, message_thread_id=where.thread
            )

    async def _send(self, piece: Piece, where: Where, buttons: InlineKeyboardMarkup | None) -> int:
        async def once(text: str, mode: str | None) -> int:
            return await send_text(self._bot, where, text, mode, buttons)

        # After a time-out the message may have arrived, and Telegram has no way to ask: whoever asked is
        # told so, rather than shown the same twice.
        return await self._as_html_or_plain(piece, once, where.chat, unsure_tries=_UNSURE_TRIES)

    async def _as_html_or_plain(
        self,
        piece: Piece,
        once: Callable[[str, str | None], Awaitable[_T]],
        chat: int,
        *,
        unsure_tries: int,
    ) -> _T:
        try:
            return await self._patiently(
                lambda: once(piece.html, ParseMode.HTML), chat, unsure_tries
            )
        except BadRequest as refused:
            if "can't parse entities" not in refused.message.lower():
                raise
            log.warning("Telegram refused our HTML (%s); sent as plain text", refused.message)
            return await self._patiently(lambda: once(piece.plain, None), chat, unsure_tries)

    async def _patiently(
        self, call: Callable[[], Awaitable[_T]], chat: int | None, unsure_tries: int
    ) -> _T:
        """Call until it is through: keeps the pace, waits out flood limits, tries again after other faults.

        `chat` is where it goes; None for what no limit is known for.
        """
        floods = faults = unsure = 0
        while True:
            if chat is not None:
                await self._pace.wait(chat)
            try:
                async with self._lanes.one():
                    return await call()
            except RetryAfter as flood:
                floods += 1
                seconds = _seconds(flood)
                if chat is not None and seconds <= LONGEST_WAIT:
                    self._pace.bar(chat, seconds)
                if floods >= _FLOOD_TRIES or seconds > LONGEST_WAIT:
                    raise
            except BadRequest:
                raise
            except NetworkError as fault:
                if has_surely_failed(fault):
                    faults += 1
                else:
                    unsure += 1
                if faults >= _SERVER_TRIES or unsure >= unsure_tries:
                    raise
                seconds = 0.5 * 2 ** (faults + unsure - 1)
            await self._sleep(seconds)


def has_surely_failed(fault: NetworkError) -> bool:
    """Tell whether a request never left, or the server said itself that it failed; else nobody knows."""
    if type(fault.__cause__).__name__ in _NEVER_SENT:
        return True
    return not isinstance(fault, TimedOut) and bool(_SERVER_FAULT.search(fault.message))


def _reply(where: Where) -> ReplyParameters | None:
    if where.reply_to is None:
        return None
    return ReplyParameters(where.reply_to, allow_sending_without_reply=True)


def _seconds(flood: RetryAfter) -> float:
    value = flood.retry_after
    return (value.total_seconds() if isinstance(value, timedelta) else float(value)) + 0.5
