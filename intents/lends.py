"""What a message asks of the last thing, of a part of it, of what it is a part of; or of a part of its own thing."""

from __future__ import annotations

from intents.conversation import Conversation
from intents.dialogue import lend
from intents.lending import Lent
from intents.outcomes import Outcome, Understood
from intents.pieces import of_pieces, piece_named, points_at_project, share_of_that
from intents.rules import View
from intents.spoken_of import points_at_row, row_spoken_of
from intents.that_project import points_at_that_project, project_spoken_of
from knowledge import FactBase, answer


def lends(view: View, conversation: Conversation, base: FactBase) -> Lent | None:
    """Return what a message asks of the last thing, of the row it stood in, of a part of it, or of its whole."""
    if points_at_row(view):
        return row_spoken_of(view, conversation, base)
    lent = share_of_that(view, conversation, base)
    if lent is not None or points_at_project(view):
        return lent
    if points_at_that_project(view):
        return project_spoken_of(view, conversation, base)
    return lend(view, conversation) or of_pieces(view, conversation, base)


def in_pieces(view: View, base: FactBase) -> Outcome | None:
    """Return a part of the thing named as what is asked, where its own words for it are found under that thing."""
    query = piece_named(view, base)
    return Understood((query,)) if query is not None and answer(query, base).found else None
