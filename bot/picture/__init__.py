"""What an answer stands on, as a picture: the cited place with its cell marked, and bars of its figures.

places     every place of a paper, found again by its key
sheets     a table → what is drawn of it
figures    the figures of a reply that stand side by side
lettering  the font: how wide a text is, how it is broken into lines, which characters it lacks
canvas     a picture in the making
page       a place of a PDF → the part of its page
passage    a place in the text → a picture of its words
table      a table → a picture of the rows and columns around the marked cells
bars       a chart → a picture

`picture` and `chart` are all that is needed from outside. The font is a part of Noto Sans SC under the
SIL Open Font License (fonts/OFL.txt): GB2312, ASCII, and what the papers at hand print beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.picture.places import Found
    from bot.reply import Reply

__all__ = ["chart", "picture"]


def picture(found: Found) -> bytes:
    """Given a place of a paper, return a PNG: what is printed around it, its headers, and itself marked.

    A place of a PDF that is still there is shown as it is printed; any other is drawn. Neither side is
    longer than 10,000 dots together, nor is one more than twenty times the other: Telegram takes it.
    """
    from bot.picture.page import cut_out
    from bot.picture.passage import drawn_passage
    from bot.picture.table import drawn_table

    png = cut_out(found)
    if png is not None:
        return png
    return drawn_passage(found) if found.table is None else drawn_table(found)


def chart(reply: Reply) -> bytes | None:
    """Given a reply, return a PNG of its figures as bars; None where they are not to be compared."""
    from bot.picture.bars import drawn_bars
    from bot.picture.figures import chart_of

    shown = chart_of(reply)
    return drawn_bars(shown) if shown is not None else None
