"""Questions typed behind our name in any chat: answers to choose from, the same for everybody."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from telegram import (
    ChosenInlineResult,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.reply import Reply
from bot.state.inquiries import Channel
from bot.telegram.buttons import offered
from bot.telegram.kit import Kit
from bot.telegram.links import link
from bot.telegram.markup import Piece, clean, is_blank
from bot.telegram.rendering import answer_pieces, first_place

CACHE_SECONDS = 300
"""How long Telegram may give the same answers to the same question, and we do."""

_PAGE = 5
"""Results of one page; the next is asked for when the list is scrolled."""
_TITLE = 120
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Page:
    """What is answered to a question from one offset on."""

    results: tuple[tuple[str, Reply], ...]
    """Ids with the replies."""
    following: str
    """The offset of the next page; empty where this is the last."""
    links: dict[str, str] = field(default_factory=dict)
    """Question → the payload of the link that opens its answer."""


async def asked(kit: Kit, query: InlineQuery) -> None:
    """Answer what is typed; where nothing is found, a button leads to the private chat."""
    question = clean(query.query).strip()
    if kit.inline_buckets.draw(query.from_user.id) != "free":
        return
    is_long = len(question) > kit.settings.question_length
    page = Page((), "") if is_long else await _page(kit, question, _offset(query.offset))
    bot = f"https://t.me/{query.get_bot().username}"
    found = [
        _article(kit, number, reply, f"{bot}?start={page.links[reply.question]}")
        for number, reply in page.results
    ]
    button = None
    if not found and not query.offset:
        start = (
            "" if is_long or is_blank(question) else (await link(kit.memory, question))[question]
        )
        button = InlineQueryResultsButton(kit.texts.inline.ask_there, None, start or "inline")
    await kit.sender.answer_inline(query.id, found, page.following, button, CACHE_SECONDS)


async def chosen(kit: Kit, result: ChosenInlineResult) -> None:
    """Keep the question whose answer was sent, as any other that was asked."""
    reply = kit.inline_replies.get(result.result_id)
    if reply is not None:
        who = kit.memory.user_name(result.from_user.id)
        await kit.memory.run(
            lambda state: state.inquiries.record(Channel.TELEGRAM, reply.question, reply, who)
        )


async def _page(kit: Kit, question: str, offset: int) -> Page:
    """Ask the engine, unless it was asked the same a short while ago."""
    key = (question, offset)
    page: Page | None = kit.inline_pages.get(key)
    if page is None:
        page = await kit.askers.ask(lambda: _answers(kit, question, offset))
        links = await link(kit.memory, *(reply.question for _, reply in page.results))
        page = replace(page, links=links)
        kit.inline_pages.put(key, page)
        for number, reply in page.results:
            kit.inline_replies.put(number, reply)
    return page


def _answers(kit: Kit, question: str, offset: int) -> Page:
    """The answer itself, then those to its readings or to what may be asked next; popular ones to nothing."""
    first = None
    if is_blank(question):
        questions = list(kit.texts.pages.examples)
    else:
        first, _ = kit.service.ask(question, None)
        if first.status not in {"answered", "clarify"}:
            return Page((), "")
        questions = [question] if first.status == "answered" else []
        questions += [each for each in offered(first.options) if each != question]
    results: dict[str, Reply] = {}
    for each in questions[offset : offset + _PAGE]:
        reply = first if first is not None and each == question else None
        reply = reply or kit.service.ask(each, None)[0]
        if reply.status == "answered":
            results[_id(reply)] = reply
    end = offset + _PAGE
    return Page(tuple(results.items()), str(end) if end < len(questions) else "")


def _id(reply: Reply) -> str:
    """The same answer to the same question has the same id, on any day and in any process."""
    return hashlib.sha256(f"{reply.question}\x1f{reply.text}".encode()).hexdigest()[:32]


def _offset(told: str) -> int:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0


def _article(kit: Kit, number: str, reply: Reply, link: str) -> InlineQueryResultArticle:
    piece = _piece(kit, reply)
    words, thumbnail = kit.texts.inline, kit.settings.thumbnail_url or None
    return InlineQueryResultArticle(
        number,
        _cut(reply.parts.headline or reply.text),
        InputTextMessageContent(piece.html, ParseMode.HTML, link_preview_options=_NO_PREVIEW),
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(words.ask_too, url=link)]]),
        description=_cut(
            words.about.format(question=reply.question, place=first_place(reply, kit.texts.answer))
        ),
        thumbnail_url=thumbnail,
    )


def _piece(kit: Kit, reply: Reply) -> Piece:
    """An answer in one message: it stands in a chat of others."""
    return answer_pieces(reply, kit.texts.answer, asked=reply.question, at_most=2)[0]


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE else text[: _TITLE - 1] + "…"
