"""Buttons that show the paper: the table that an answer stands on, the tables one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.addressing import Where
from bot.telegram.buttons import PICTURE, TABLE, looking_row, walking_row
from bot.telegram.kit import Kit
from bot.telegram.markup import paragraph, pieces
from bot.telegram.memory import Held
from bot.telegram.pictures import send_picture
from bot.telegram.rendering import table_name
from bot.telegram.service import TableLine

__all__ = ["PICTURE", "TABLE", "look", "walk"]


@dataclass(frozen=True, slots=True)
class Looked:
    """A press of a button that shows the paper."""

    press: CallbackQuery
    held: Held
    where: Where


async def look(kit: Kit, looked: Looked) -> None:
    """Send the picture of a cited place, with a button for the next one."""
    places, at = looked.held.data["places"], looked.held.data["at"]
    await kit.sender.answer_press(looked.press.id, kit.texts.looking.drawing, alert=False)
    document, key, caption = places[at]
    row = looking_row(kit, looked.where, places, at + 1, _owner(looked))
    await _send(kit, looked, (document, key), caption, [row] if row else [])


async def walk(kit: Kit, looked: Looked) -> None:
    """Send the picture of a table, with buttons for those before and after it."""
    at, tables = looked.held.data["at"], kit.service.tables()
    if not 0 <= at < len(tables):
        await kit.sender.answer_press(looked.press.id, kit.texts.buttons.stale)
        return
    await kit.sender.answer_press(looked.press.id, kit.texts.looking.drawing, alert=False)
    table = tables[at]
    own = _of_its_paper(tables, at)
    row = walking_row(kit, looked.where, at, own, _owner(looked))
    caption = kit.texts.looking.table.format(
        number=at - own.start + 1,
        count=len(own),
        name=table_name(table, kit.texts.answer, kit.texts.pages),
    )
    await _send(kit, looked, (table.document, table.key), caption, [row] if row else [])


def _of_its_paper(tables: Sequence[TableLine], at: int) -> range:
    """The numbers of the tables of one paper, which stand one after the other."""
    own = [n for n, table in enumerate(tables) if table.document == tables[at].document]
    return range(own[0], own[-1] + 1)


async def _send(
    kit: Kit,
    looked: Looked,
    shown: tuple[str, str],
    caption: str,
    rows: list[list[InlineKeyboardButton]],
) -> None:
    name = kit.service.print_of(*shown)
    buttons = InlineKeyboardMarkup(rows) if rows else None
    draw = partial(kit.service.picture, *shown)
    sent = None
    if name:
        sent = await send_picture(kit, name, draw, caption, looked.where, buttons)
    if sent is None:
        (gone,) = pieces([paragraph(kit.texts.looking.gone)])
        await kit.sender.send(gone, looked.where)


def _owner(looked: Looked) -> int | None:
    return looked.press.from_user.id if looked.held.owner else None
