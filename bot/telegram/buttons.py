"""What can be pressed → buttons; each holds a short token, what it stands for is kept in the state."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.addressing import Where
from bot.telegram.fleeting import Option
from bot.telegram.kit import Kit
from bot.telegram.markup import clean, is_blank
from bot.telegram.memory import Memory
from bot.telegram.work import current

KIND = "q"
"""What callback data begins with: a question to ask."""

GOOD, BAD, REASON, PERSON, SHARE = "u", "d", "r", "h", "s"
"""What callback data begins with, for an answer: good, bad, why it is bad, a person is wanted, a link."""

PICTURE, TABLE, DEPARTMENT = "p", "t", "c"
"""What callback data begins with: a cited place to be shown, a table to be, a department to choose."""

_MOST_TABLES = 30

MOST = 6
"""How many buttons stand under an answer."""

_LONGEST_SHARED = 12
"""How wide a beginning may be that all buttons show alike."""

_WIDTH = 36
"""How much of a button's text a phone shows, a Chinese character being 2 wide."""


def offered(questions: Sequence[str]) -> tuple[str, ...]:
    """Given a reply's options, return those that get a button, each once."""
    shown = dict.fromkeys(
        clean(question).strip() for question in questions if not is_blank(question)
    )
    return tuple(shown)[:MOST]


def need_listing(questions: Sequence[str]) -> bool:
    """Given questions, tell whether one is too long for its button, so that the text must list them."""
    return any(_width(question) > _WIDTH for question in questions)


def keyboard(
    questions: Sequence[str], memory: Memory, chat: int, owner: int | None, thread: int | None
) -> InlineKeyboardMarkup | None:
    """Given questions, plan to keep each and return the buttons that ask them; None where none is given."""
    if not questions:
        return None
    rows = []
    for question, label in zip(questions, labels_of(questions), strict=True):
        token = memory.issue(Option(question, chat, owner, thread))
        rows.append([InlineKeyboardButton(label, callback_data=f"{KIND}:{token}")])
    return InlineKeyboardMarkup(rows)


def labels_of(questions: Sequence[str]) -> list[str]:
    """Given questions, return what their buttons show: numbered, as the text lists them, where one is too long.

    A beginning that they share, as a department's long name, would leave the buttons alike, and is left out.

    >>> labels_of(
    ...     [
    ...         "某市某区某某管理委员会办公室的三公经费是多少？",
    ...         "某市某区某某管理委员会办公室的编制是多少？",
    ...     ]
    ... )
    ['1. …三公经费是多少？', '2. …编制是多少？']
    """
    if not need_listing(questions):
        return list(questions)
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*questions, strict=False))
    shared = len(list(alike)) if len(questions) > 1 else 0
    cut = shared if 2 * shared > _LONGEST_SHARED else 0
    ends = (f"…{question[cut:]}" if cut else question for question in questions)
    return [shortened(f"{number}. {end}") for number, end in enumerate(ends, start=1)]


def judging_row(
    kit: Kit, chat: int, owner: int | None, before: str, *, to_judge: bool
) -> tuple[InlineKeyboardButton, ...]:
    """Given who asked where, and what went before as it is kept, return the buttons for what is done with the answer.

    They judge it good or bad and give a link to it, where there is something `to_judge`, and call a person
    where there are any.
    """
    words = kit.texts.judging
    shown = [(GOOD, words.good), (BAD, words.bad), (SHARE, words.share)] if to_judge else []
    if kit.settings.staff_chat:
        shown.append((PERSON, words.person))
    if not shown:
        return ()
    work = current()
    token = kit.memory.hold(
        "judge",
        lambda: {"inquiry": work.inquiry if work else None, "before": before},
        chat,
        owner,
    )
    return tuple(
        InlineKeyboardButton(label, callback_data=f"{kind}:{token}") for kind, label in shown
    )


def looking_row(
    kit: Kit, where: Where, places: Sequence[Sequence[str]], at: int, owner: int | None
) -> list[InlineKeyboardButton]:
    """Given the cited places (document, key, caption), return the button that shows one; none where there is none."""
    if at >= len(places):
        return []
    data = {"places": [list(each) for each in places], "at": at, "thread": where.thread}
    token = kit.memory.hold("picture", lambda: data, where.chat, owner)
    words = kit.texts.looking
    label = words.see if at == 0 else words.see_next.format(number=at + 1, count=len(places))
    return [InlineKeyboardButton(label, callback_data=f"{PICTURE}:{token}")]


def walking_row(
    kit: Kit, where: Where, at: int, own: range, owner: int | None
) -> list[InlineKeyboardButton]:
    """Given which table is shown, of those of its paper, return the buttons for the one before and the one after it."""
    words = kit.texts.looking
    return [
        _table_button(kit, where, to, label, owner)
        for to, label in ((at - 1, words.before), (at + 1, words.after))
        if to in own
    ]


def tables_rows(
    kit: Kit, where: Where, names: Mapping[int, str], owner: int | None
) -> list[list[InlineKeyboardButton]]:
    """Given names of tables (or of papers) by the number of the table, return a button for each of the first ones."""
    return [
        [_table_button(kit, where, at, shortened(name), owner)]
        for at, name in list(names.items())[:_MOST_TABLES]
    ]


def _table_button(
    kit: Kit, where: Where, at: int, label: str, owner: int | None
) -> InlineKeyboardButton:
    data = {"at": at, "thread": where.thread}
    token = kit.memory.hold("table", lambda: data, where.chat, owner)
    return InlineKeyboardButton(label, callback_data=f"{TABLE}:{token}")


def reasons(kit: Kit, token: str) -> InlineKeyboardMarkup:
    """Given the token of an answer that was judged bad, return a button for each reason, and one for a person."""
    words = kit.texts.judging
    rows = [
        [InlineKeyboardButton(reason, callback_data=f"{REASON}{number}:{token}")]
        for number, reason in enumerate(words.reasons)
    ]
    if kit.settings.staff_chat:
        rows.append([InlineKeyboardButton(words.person, callback_data=f"{PERSON}:{token}")])
    return InlineKeyboardMarkup(rows)


def token_in(data: str | None) -> tuple[str, str]:
    """Given callback data, return what its button is for and its token; both empty where it is not of our making."""
    kind, _, token = (data or "").partition(":")
    return (kind, token) if kind and token else ("", "")


@lru_cache(4096)
def shortened(text: str) -> str:
    """Given a text, return as much of it as a phone shows of a button."""
    if _width(text) <= _WIDTH:
        return text
    while _width(text) > _WIDTH - 2:
        text = text[:-1]
    return text.rstrip() + "…"


@lru_cache(4096)
def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
