"""Asking: one box, the answer as one types, the cited table beside it, and the conversation kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import RedirectResponse, Response

from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.desk import Desk
from bot.desk.talks import Turn
from bot.desk.words import say
from bot.picture.figures import chart_of
from bot.picture.places import Found, marks_in
from bot.picture.sheets import Sheet, sheet_of
from bot.reply import Reply, ReplyCitation
from bot.state.inquiries import Channel
from bot.terminal.answers import stage_words

LONGEST = 500
"""Characters of a question."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown beside an answer: the cited table with its cells marked, or the words of the text."""

    found: Found
    sheet: Sheet | None


def show_ask(desk: Desk, visit: Visit) -> Response:
    """Show the box, and what was asked so far."""
    turns = desk.talks.of(_session(visit)).turns
    return desk.show(
        visit, "ask.html", turns=turns, **_answer_values(desk, turns[-1] if turns else None)
    )


def preview(desk: Desk, visit: Visit) -> Response:
    """Answer what is typed so far; the conversation does not move."""
    question = visit.text("q")
    if not question:
        return desk.show(visit, "pieces/answer.html", **_answer_values(desk, None))
    if len(question) > LONGEST:
        return _too_long(desk, visit, question)
    return desk.show(
        visit, "pieces/answer.html", **_answer_values(desk, _asked(desk, visit, question)[0])
    )


def ask(desk: Desk, visit: Visit) -> Response:
    """Answer a question, and keep it in the conversation."""
    question = visit.text("q")
    if len(question) > LONGEST:
        return _too_long(desk, visit, question)
    if question:
        keep_asked(desk, visit, question)
    if not visit.is_piece:
        return RedirectResponse("/desk/ask", status_code=303)
    turns = desk.talks.of(_session(visit)).turns
    values = _answer_values(desk, turns[-1] if turns else None)
    return desk.show(visit, "pieces/asked.html", turns=turns, **values)


def keep_asked(desk: Desk, visit: Visit, question: str) -> int:
    """Answer a question, and keep it in the conversation and among the inquiries; return the inquiry's id."""
    turn, after = _asked(desk, visit, question)
    inquiry = desk.state.inquiries.record(Channel.DESK, question, turn.reply)
    desk.talks.keep(_session(visit), replace(turn, inquiry=inquiry), after)
    return inquiry


def why(desk: Desk, visit: Visit) -> Response:
    """Tell how a question was understood, stage by stage."""
    question = visit.text("q")[:LONGEST]
    turns = desk.talks.of(_session(visit)).turns
    kept = [turn for turn in turns if turn.question == question]
    before = kept[-1].before if kept else desk.talks.of(_session(visit)).after
    steps = desk.engine.why(question, before).lines() if question else []
    told = [(stage_words(stage), text) for stage, text in steps]
    return desk.show(visit, "pieces/why.html", steps=told)


def start_anew(desk: Desk, visit: Visit) -> Response:
    """Forget the conversation."""
    desk.talks.forget(_session(visit))
    return RedirectResponse("/desk/ask", status_code=303)


def beside_of(desk: Desk, citations: tuple[ReplyCitation, ...]) -> Beside | None:
    """Given the citations of a reply, return the first cited table (or words), its cited cells marked."""
    all_found = [found for each in citations if (found := desk.engine.cited(each))]
    shown = next((found for found in all_found if found.table is not None), None)
    if shown is None:
        return Beside(all_found[0], None) if all_found else None
    return Beside(shown, sheet_of(shown.paper.tables[shown.table or 0], marks_in(shown, all_found)))


def _asked(desk: Desk, visit: Visit, question: str) -> tuple[Turn, object]:
    before = desk.talks.of(_session(visit)).after
    reply, after = desk.engine.ask(question, before)
    return Turn(question, reply, before), after


def _answer_values(desk: Desk, turn: Turn | None) -> dict[str, Any]:
    reply: Reply | None = turn.reply if turn else None
    beside = beside_of(desk, reply.citations) if reply else None
    chart = chart_of(reply) if reply else None
    return {"reply": reply, "beside": beside, "chart": chart, "trouble": ""}


def _too_long(desk: Desk, visit: Visit, question: str) -> Response:
    trouble = say("ask.long", length=len(question), limit=LONGEST)
    values: dict[str, Any] = {**_answer_values(desk, None), "trouble": trouble, "turns": []}
    template = "pieces/answer.html" if visit.is_piece else "ask.html"
    return desk.show(visit, template, 200 if visit.is_piece else 422, **values)


def _session(visit: Visit) -> str:
    """The conversation's owner; the guard has seen to it that there is a session."""
    return visit.session.id if visit.session else ""


PAGES = (
    Page("GET", "/desk/ask", show_ask, Role.CLERK, in_menu=True),
    Page("POST", "/desk/ask", ask, Role.CLERK),
    Page("POST", "/desk/ask/preview", preview, Role.CLERK),
    Page("POST", "/desk/ask/why", why, Role.CLERK),
    Page("POST", "/desk/ask/anew", start_anew, Role.CLERK),
)
