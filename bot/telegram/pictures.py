"""A picture, or a native table, into a chat: drawn once, and known to Telegram by its id from then on."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.picture.figures import Chart, chart_of
from bot.reply import Reply
from bot.telegram.addressing import Where
from bot.telegram.kit import Kit
from bot.telegram.markup import esc

_KEPT_SECONDS = 90 * 24 * 3600.0
"""How long the id of a picture is kept."""
_FEWEST_BARS = 3


async def send_picture(
    kit: Kit,
    name: str,
    draw: Callable[[], bytes | None],
    caption: str,
    where: Where,
    buttons: InlineKeyboardMarkup | None = None,
) -> int | None:
    """Send the picture of a name, drawing it only where Telegram has it not; None where it cannot be drawn.

    `name` stands for what is in it: the same name must always mean the same picture.
    """
    key = f"{kit.memory.bot}:{hashlib.sha256(name.encode()).hexdigest()}"
    kept = await kit.memory.run(lambda state: state.files.get(key))
    if kept is not None:
        try:
            return (await kit.sender.send_photo(kept.body, caption, where, buttons))[0]
        except BadRequest as refused:
            if "file" not in refused.message.lower():
                raise
            await kit.memory.run(lambda state: state.files.drop(key))
    png = await asyncio.to_thread(draw)
    if png is None:
        return None
    message, file = await kit.sender.send_photo(png, caption, where, buttons)
    if file:
        await kit.memory.run(lambda state: state.files.put(key, file, _KEPT_SECONDS))
    return message


async def illustrate(kit: Kit, reply: Reply, where: Where) -> tuple[int, ...]:
    """Send the figures of a reply side by side, where a picture says more; return the messages."""
    figures = chart_of(reply) if kit.settings.charts and reply.status == "answered" else None
    if figures is None or len(figures.bars) < _FEWEST_BARS:
        return ()
    if kit.settings.rich_tables:
        sent = await kit.sender.send_rich(native_table(figures), where)
        if sent is not None:
            return (sent,)

    def draw() -> bytes:
        from bot.picture.bars import drawn_bars

        return drawn_bars(figures)

    message = await send_picture(kit, f"chart {figures!r}", draw, "", where)
    return () if message is None else (message,)


def native_table(figures: Chart) -> str:
    """Given figures side by side, return them as a table in the HTML of rich messages."""
    rows = "".join(
        f"<tr><td>{esc(bar.label)}</td><td>{esc(bar.value)}</td></tr>" for bar in figures.bars
    )
    return f"<b>{esc(figures.title)}</b><table>{rows}</table>"
