"""What one may ask next: only questions that the paper answers, each with its query."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.wording.phrases import say, several
from bot.wording.refusals import Options, subject_name
from knowledge import Answer, FactBase, Op, Query, is_answered

_MOST = 3
_OF_CODES = "codes"
"""The shape of an answer from whose subject nothing goes on: by which code a thing goes."""
_NEXT = (
    ("change", Op.CHANGE),
    ("parts", Op.PARTS),
    ("reason", Op.REASON),
    ("where", Op.WHERE),
    ("amount", Op.LOOKUP),
)
"""What goes on from any answer, the first in front."""


def next_questions(given: Answer, base: FactBase) -> Options:
    """Return up to three questions that go on from an answer."""
    query = given.query
    name = subject_name(query)
    if not name or given.shape == _OF_CODES:
        return [(question, None) for question in several("next.popular")][:_MOST]
    return list(islice(_worth_asking(query, name, base), _MOST))


def _worth_asking(query: Query, name: str, base: FactBase) -> Iterator[tuple[str, Query | None]]:
    for what, op in _NEXT:
        if op is query.op:
            continue
        asked = Query(op=op, subjects=query.subjects[:1])
        if is_answered(asked, base):
            yield say(f"next.{what}", name=name), asked
