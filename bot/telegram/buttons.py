"""A reply's options → buttons; each holds a short token, its question is kept in the store."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.markup import clean, is_blank
from bot.telegram.state import Option, Options

KIND = "q"
"""What callback data begins with: a question to ask."""

MOST = 6
"""How many buttons stand under an answer."""

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
    questions: Sequence[str], options: Options, chat: int, owner: int | None, thread: int | None
) -> InlineKeyboardMarkup | None:
    """Given questions, keep each as an option and return the buttons that ask them; None where none is given."""
    if not questions:
        return None
    listed = need_listing(questions)
    rows = []
    for number, question in enumerate(questions, start=1):
        token = options.issue(Option(question, chat, owner, thread))
        label = _shortened(f"{number}. {question}" if listed else question)
        rows.append([InlineKeyboardButton(label, callback_data=f"{KIND}:{token}")])
    return InlineKeyboardMarkup(rows)


def token_in(data: str | None) -> str | None:
    """Given callback data, return its token, or None where it is not of our making."""
    kind, _, token = (data or "").partition(":")
    return token if kind == KIND and token else None


def _shortened(text: str) -> str:
    if _width(text) <= _WIDTH:
        return text
    while _width(text) > _WIDTH - 2:
        text = text[:-1]
    return text.rstrip() + "…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
