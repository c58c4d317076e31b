"""What was asked in all channels: by status, channel and words; those not understood, grouped by likeness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.desk import Desk
from bot.desk.pages.aliases import suggested
from bot.desk.words import say
from bot.state.inquiries import Channel, Inquiry, InquiryStatus
from intents import Target, alike

_ON_A_PAGE = 50
_MOST_UNKNOWN = 1500
"""Questions not understood that are compared with each other."""
_MOST_TAUGHT = 20
"""Groups for which it is told what their word may stand for."""
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that were not understood and are alike."""

    inquiries: tuple[Inquiry, ...]
    teaches: tuple[str, tuple[Target, ...]] = ("", ())
    """A word that may be taught, and what it may stand for."""

    @property
    def first(self) -> Inquiry:
        """The one that they are told by."""
        return self.inquiries[0]

    @property
    def word(self) -> str:
        """The word that could not be placed most often, or empty."""
        words = [each.word for each in self.inquiries if each.word]
        return max(words, key=words.count, default="")


def show_inquiries(desk: Desk, visit: Visit) -> Response:
    """Show what was asked, narrowed by status, channel and words."""
    status, channel = visit.asked("status"), visit.asked("channel")
    words = visit.asked("q")[:_LONGEST]
    narrowed: dict[str, Any] = {
        "statuses": [InquiryStatus(status)] if status in set(InquiryStatus) else (),
        "channels": [Channel(channel)] if channel in set(Channel) else (),
        "holding": words,
    }
    count = desk.state.inquiries.count(**narrowed)
    pages = max(-(-count // _ON_A_PAGE), 1)
    number = min(max(_number(visit.asked("page")), 1), pages)
    found = desk.state.inquiries.find(**narrowed, limit=_ON_A_PAGE, skip=(number - 1) * _ON_A_PAGE)
    link = urlencode({"status": status, "channel": channel, "q": words})
    return desk.show(
        visit,
        "inquiries.html",
        inquiries=found,
        count=count,
        number=number,
        pages=pages,
        link=link,
        chosen={"status": status, "channel": channel, "q": words},
        **_names(),
    )


def show_inquiry(desk: Desk, visit: Visit) -> Response:
    """Show a question with what became of it."""
    inquiry = _inquiry(desk, visit)
    done = desk.state.audit.find(subject=f"inquiry:{inquiry.id}")
    votes = desk.state.feedback.of(inquiry.id)
    return desk.show(visit, "inquiry.html", inquiry=inquiry, done=done, votes=votes, **_names())


def close(desk: Desk, visit: Visit) -> Response:
    """Close an inquiry, or open it again where it is closed."""
    inquiry = _inquiry(desk, visit)
    closed = inquiry.status is InquiryStatus.CLOSED
    after = InquiryStatus.PENDING if closed else InquiryStatus.CLOSED
    who = visit.account.name if visit.account else ""
    with desk.state.together():
        desk.state.inquiries.change(inquiry.id, status=after, assignee=who)
        action = "inquiry.reopen" if closed else "inquiry.close"
        subject = f"inquiry:{inquiry.id}"
        desk.note(visit, action, subject, inquiry.status.value, after.value)
    return RedirectResponse(f"/desk/inquiries/{inquiry.id}", status_code=303)


def show_unknown(desk: Desk, visit: Visit) -> Response:
    """Show the questions that were not understood, those that are alike together, the largest group first."""
    found = desk.state.inquiries.find(statuses=[InquiryStatus.NOT_UNDERSTOOD], limit=_MOST_UNKNOWN)
    groups = [
        Group(tuple(found[position] for position in group))
        for group in alike([inquiry.question for inquiry in found])
    ]
    taught = [
        replace(g, teaches=suggested(desk, g.first.question, g.word)) for g in groups[:_MOST_TAUGHT]
    ]
    groups[:_MOST_TAUGHT] = taught
    return desk.show(visit, "unknown.html", groups=groups, count=len(found))


def _inquiry(desk: Desk, visit: Visit) -> Inquiry:
    inquiry = desk.state.inquiries.get(min(int(visit.part("inquiry")), 2**53))
    if inquiry is None:
        raise HTTPException(404)
    return inquiry


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _names() -> dict[str, Any]:
    """What statuses and channels are called."""
    return {
        "status_names": {each.value: say(f"status.{each.value}") for each in InquiryStatus},
        "channel_names": {each.value: say(f"channel.{each.value}") for each in Channel},
    }


PAGES = (
    Page("GET", "/desk/inquiries", show_inquiries, Role.CLERK, in_menu=True),
    Page("GET", "/desk/inquiries/{inquiry:int}", show_inquiry, Role.CLERK),
    Page("POST", "/desk/inquiries/{inquiry:int}/close", close, Role.CLERK),
    Page("GET", "/desk/unknown", show_unknown, Role.CLERK),
)
