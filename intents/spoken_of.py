"""The row that was spoken of before, pointed at by the word for what it is: 该科目在收入决算表里是多少."""

from __future__ import annotations

from intents.conversation import Conversation
from intents.lending import Lent
from intents.lexicon import says_any
from intents.mentions import Sort
from intents.rules import View
from knowledge import FactBase, Op, Query, Subject, answer

_LABEL = "label:"
_WEIGHED = (
    "share",
    "most",
    "least",
    "sum",
    "reason",
    "parts",
    "average",
    "trend",
    "define",
    "where",
)
"""What else may be asked of the row pointed at: that is read elsewhere."""


def points_at_row(view: View) -> bool:
    """Return whether a message points at a row spoken of before and names none, but a column or a table."""
    if not says_any(view.text, "that_row") or view.has(*_WEIGHED):
        return False
    named = any(m.sort in {Sort.LABEL, Sort.CODE} for group in view.groups for m in group)
    return not named and bool(view.groups or view.tables)


def row_spoken_of(view: View, conversation: Conversation, base: FactBase) -> Lent | None:
    """Return what is asked of the row pointed at, in the column and the table named; None where neither is told."""
    last = None if conversation.lost else conversation.last
    if last is None or not last.subjects:
        return None
    row = _row_of(last.subjects[0])
    if row is None:
        return None
    (first, *_) = view.subjects or (Subject(),)
    both = row.model_copy(update={"terms": row.terms | first.terms})
    years = view.years or last.years[-1:]
    for subject in (both, row) if view.tables else (both,):
        query = Query(op=Op.LOOKUP, subjects=(subject,), years=years, tables=view.tables)
        if answer(query, base).found:
            return Lent(query, row.name)
    return None


def _row_of(asked: Subject) -> Subject | None:
    """Return the row that a thing asked about stands in, without its column; None where it is no row."""
    labels = frozenset(term for term in asked.terms if term.startswith(_LABEL))
    if not labels and not asked.codes and not asked.one_of:
        return None
    return asked if asked.one_of else asked.model_copy(update={"terms": labels})
