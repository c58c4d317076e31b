"""The formal reply to an inquiry: edited, copied, kept, and taken away as DOCX."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.desk import Desk
from bot.desk.letter import FIELDS, Letter, letter_for
from bot.desk.letter import LONGEST as LONGEST_FIELD
from bot.desk.letter_docx import DOCX, docx_of
from bot.desk.pages.ask import LONGEST, keep_asked
from bot.desk.pictures import shown_of
from bot.desk.words import say
from bot.reply import Reply
from bot.state.inquiries import Inquiry, InquiryStatus


def begin(desk: Desk, visit: Visit) -> Response:
    """Ask what is asked, where that was not done already, and go to the letter that answers it."""
    question = visit.text("q")
    if not question or len(question) > LONGEST:
        return RedirectResponse("/desk/ask", status_code=303)
    turns = desk.talks.of(visit.session.id if visit.session else "").turns
    same = turns and turns[-1].question == question and turns[-1].inquiry
    inquiry = turns[-1].inquiry if same else keep_asked(desk, visit, question)
    return RedirectResponse(f"/desk/reply/{inquiry}", status_code=303)


def show_letter(desk: Desk, visit: Visit) -> Response:
    """Show the letter that answers an inquiry, to be edited."""
    inquiry, reply = _inquiry(desk, visit)
    letter = _first_draft(desk, inquiry, reply)
    return _shown(desk, visit, inquiry, reply, letter)


def show_text(desk: Desk, visit: Visit) -> Response:
    """Show the text that the fields make, as they are edited."""
    _, reply = _inquiry(desk, visit)
    return desk.show(visit, "pieces/letter.html", letter=_edited(visit, reply))


def keep(desk: Desk, visit: Visit) -> Response:
    """Keep the letter as the reply to the inquiry."""
    inquiry, reply = _inquiry(desk, visit)
    letter = _edited(visit, reply)
    if _too_long(visit):
        return _shown(
            desk, visit, inquiry, reply, letter, trouble=say("letter.long", limit=LONGEST_FIELD)
        )
    who = visit.account.name if visit.account else ""
    with desk.state.together():
        desk.state.inquiries.change(
            inquiry.id, status=InquiryStatus.REPLIED, reply=letter.text(), assignee=who
        )
        desk.note(visit, "inquiry.reply", f"inquiry:{inquiry.id}", inquiry.reply, letter.text())
    kept = replace(inquiry, reply=letter.text(), status=InquiryStatus.REPLIED)
    return _shown(desk, visit, kept, reply, letter, kept=True)


def take_docx(desk: Desk, visit: Visit) -> Response:
    """Give the letter as DOCX, with the cited tables as pictures."""
    inquiry, reply = _inquiry(desk, visit)
    letter = _edited(visit, reply)
    if _too_long(visit):
        return _shown(
            desk, visit, inquiry, reply, letter, trouble=say("letter.long", limit=LONGEST_FIELD)
        )
    wanted = visit.text("pictures") != ""
    body = docx_of(letter, shown_of(desk.engine, reply.citations) if wanted else [])
    name = quote(f"{say('letter.file')}{inquiry.id}.docx", safe="")
    given = f"attachment; filename=\"reply-{inquiry.id}.docx\"; filename*=UTF-8''{name}"
    return Response(body, media_type=DOCX, headers={"Content-Disposition": given})


def _inquiry(desk: Desk, visit: Visit) -> tuple[Inquiry, Reply]:
    """The inquiry of the address, and what the engine said to it; asked anew where that was not kept."""
    number = int(visit.part("inquiry"))
    inquiry = desk.state.inquiries.get(number) if number < 2**53 else None
    if inquiry is None:
        raise HTTPException(404)
    if inquiry.record:
        return inquiry, Reply.model_validate_json(inquiry.record)
    return inquiry, desk.engine.ask(inquiry.question)[0]


def _first_draft(desk: Desk, inquiry: Inquiry, reply: Reply) -> Letter:
    heads = desk.engine.answerer.sources
    signed = (
        desk.settings.department or inquiry.department or (heads[0].department if heads else "")
    )
    day = date.fromisoformat(desk.clock()[:10])
    return letter_for(reply, inquiry.question, signed, day)


def _edited(visit: Visit, reply: Reply) -> Letter:
    """The letter as the form has it."""
    fields = {name: visit.text(name)[:LONGEST_FIELD] for name in FIELDS}
    papers = letter_for(reply, "", "", date.min).papers
    return Letter(**fields, papers=papers)


def _too_long(visit: Visit) -> bool:
    return any(len(visit.text(name)) > LONGEST_FIELD for name in FIELDS)


def _shown(  # noqa: PLR0913 - what the page tells
    desk: Desk,
    visit: Visit,
    inquiry: Inquiry,
    reply: Reply,
    letter: Letter,
    *,
    kept: bool = False,
    trouble: str = "",
) -> Response:
    values = {"inquiry": inquiry, "reply": reply, "letter": letter, "kept": kept}
    return desk.show(visit, "reply.html", 422 if trouble else 200, trouble=trouble, **values)


PAGES = (
    Page("POST", "/desk/reply", begin, Role.CLERK),
    Page("GET", "/desk/reply/{inquiry:int}", show_letter, Role.CLERK),
    Page("POST", "/desk/reply/{inquiry:int}", keep, Role.CLERK),
    Page("POST", "/desk/reply/{inquiry:int}/text", show_text, Role.CLERK),
    Page("POST", "/desk/reply/{inquiry:int}/docx", take_docx, Role.CLERK),
)
