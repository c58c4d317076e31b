"""What one may ask next: only questions that the paper answers, each with its query."""

from __future__ import annotations

from itertools import islice

from bot.wording.phrases import say, several
from bot.wording.refusals import Options, subject_name
from knowledge import Answer, FactBase, Op, Query, answer

_MOST = 3


def next_questions(given: Answer, base: FactBase) -> Options:
    """Return up to three questions that go on from an answer."""
    query = given.query
    if not query.subjects or not subject_name(query):
        return [(question, None) for question in several("next.popular")][:_MOST]
    subject = query.subjects[0]
    name = subject_name(query)
    candidates: Options = [
        (say("next.change", name=name), Query(op=Op.CHANGE, subjects=(subject,))),
        (say("next.parts", name=name), Query(op=Op.PARTS, subjects=(subject,))),
        (say("next.reason", name=name), Query(op=Op.REASON, subjects=(subject,))),
        (say("next.where", name=name), Query(op=Op.WHERE, subjects=(subject,))),
        (say("next.amount", name=name), Query(op=Op.LOOKUP, subjects=(subject,))),
    ]
    worth = (
        (text, asked)
        for text, asked in candidates
        if asked is not None and asked.op is not query.op and _worth(asked, base)
    )
    return list(islice(worth, _MOST))


def _worth(query: Query, base: FactBase) -> bool:
    found = answer(query, base)
    wanted = {
        Op.CHANGE: "change",
        Op.PARTS: "parts",
        Op.REASON: "reason",
        Op.WHERE: "where",
        Op.LOOKUP: "lookup",
    }
    return found.found and found.shape == wanted[query.op]
