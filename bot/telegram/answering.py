"""One question asked of the engine, and its answer sent."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.reply import Reply
from bot.telegram.addressing import Where, talk
from bot.telegram.buttons import judging_row, keyboard, looking_row, need_listing, offered
from bot.telegram.fleeting import Answered
from bot.telegram.kit import Kit
from bot.telegram.markup import Piece, paragraph, pieces
from bot.telegram.pictures import illustrate
from bot.telegram.rendering import answer_pieces, cited_places

_IDLE = frozenset({"chat", "empty", "instruction"})
"""Why nothing was answered, where nothing about the papers was asked."""

TYPING_AFTER = 0.5
"""Seconds after which the chat shows that an answer is coming."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, who asks it and where."""

    question: str
    user: int | None
    where: Where
    echo: bool = False
    """Whether the answer repeats the question (a button was pressed, nobody typed it)."""
    late: str = ""
    """How long ago it was sent, in words, where that is long; empty where it is fresh."""
    before: object | None = None
    """What went before it, where that is not what this chat talked about (a link brought it)."""


async def answer(kit: Kit, asked: Asked) -> Answered:
    """Ask the engine, send its answer, and return what was sent."""
    key = talk(asked.where.chat, asked.user, asked.where.thread)
    before = asked.before or await kit.memory.conversation(key)
    shown = await _shown(kit, asked, before)
    sent = [await kit.sender.send(piece, asked.where) for piece in shown.messages[:-1]]
    sent.append(
        await kit.sender.send(shown.messages[-1], asked.where, _buttons(kit, asked, shown, before))
    )
    charts = await illustrate(kit, shown.reply, asked.where)
    return Answered(asked.question, tuple(sent), before, charts)


async def answer_anew(kit: Kit, asked: Asked, answered: Answered) -> Answered:
    """Ask an edited question as if it had stood there at first, and put its answer in the old one's place."""
    shown = await _shown(kit, asked, answered.conversation)
    places: list[int | None] = list(answered.messages[: len(shown.messages)])
    for unneeded in (*answered.messages[len(places) :], *answered.charts):
        await kit.sender.delete(asked.where.chat, unneeded)
    places += [None] * (len(shown.messages) - len(places))
    sent = []
    for number, (piece, place) in enumerate(zip(shown.messages, places, strict=True), start=1):
        is_last = number == len(shown.messages)
        buttons = _buttons(kit, asked, shown, answered.conversation) if is_last else None
        sent.append(await _put(kit, asked.where, piece, buttons, place))
    charts = await illustrate(kit, shown.reply, asked.where)
    return Answered(asked.question, tuple(sent), answered.conversation, charts)


async def say(
    kit: Kit, text: str, where: Where, questions: tuple[str, ...] = (), user: int | None = None
) -> None:
    """Send a text of ours that is no answer, with buttons for questions where there are any."""
    messages = pieces([paragraph(text)])
    buttons = keyboard(questions, kit.memory, where.chat, user, where.thread)
    for piece in messages[:-1]:
        await kit.sender.send(piece, where)
    await kit.sender.send(messages[-1], where, buttons)


async def _put(
    kit: Kit, where: Where, piece: Piece, buttons: InlineKeyboardMarkup | None, place: int | None
) -> int:
    """Put a message in the place of another; where there is none, or it is gone, send it."""
    if place is not None and await kit.sender.edit(piece, where.chat, place, buttons):
        return place
    return await kit.sender.send(piece, where, buttons)


@dataclass(frozen=True, slots=True)
class _Shown:
    messages: tuple[Piece, ...]
    questions: tuple[str, ...]
    reply: Reply

    @property
    def asks_back(self) -> bool:
        """Whether it is a question of ours, and no answer."""
        return self.reply.status == "clarify"

    @property
    def may_be_judged(self) -> bool:
        """Whether it answers a question: a greeting is returned, and there is nothing to judge or to pass on."""
        return self.reply.parts.refusal not in _IDLE


def _buttons(
    kit: Kit, asked: Asked, shown: _Shown, before: object | None
) -> InlineKeyboardMarkup | None:
    where = asked.where
    asking = keyboard(shown.questions, kit.memory, where.chat, asked.user, where.thread)
    if shown.asks_back:
        return asking
    places = cited_places(shown.reply, kit.texts.answer)
    looking = looking_row(kit, where, places, 0, asked.user)
    judging = judging_row(
        kit, where.chat, asked.user, kit.memory.before(before), to_judge=shown.may_be_judged
    )
    rows = [looking, *(asking.inline_keyboard if asking else ()), judging]
    shown_rows = [row for row in rows if row]
    return InlineKeyboardMarkup(shown_rows) if shown_rows else None


async def _shown(kit: Kit, asked: Asked, before: object | None) -> _Shown:
    """Ask the engine, plan to keep what comes of it, and return what is to be shown."""
    reply, after = await _reply(kit, asked, before)
    key = talk(asked.where.chat, asked.user, asked.where.thread)
    kit.memory.plan_reply(asked.question, reply, key, after)
    questions = offered(reply.options)
    messages = answer_pieces(
        reply,
        kit.texts.answer,
        asked=asked.question if asked.echo else "",
        late=asked.late,
        listed=questions if need_listing(questions) else (),
        at_most=kit.settings.answer_messages,
    )
    return _Shown(messages, questions, reply)


async def _reply(kit: Kit, asked: Asked, before: object | None) -> tuple[Reply, object]:
    """Ask in another thread, so that a slow question keeps nobody else waiting; the chat is shown that it is slow."""
    loop = asyncio.get_running_loop()
    shown: list[asyncio.Task[None]] = []
    showing = loop.call_later(
        TYPING_AFTER,
        lambda: shown.append(loop.create_task(kit.sender.show_typing(asked.where))),
    )
    try:
        return await kit.askers.ask(lambda: kit.service.ask(asked.question, before))
    finally:
        showing.cancel()
        for task in shown:
            await task
