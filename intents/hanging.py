"""Messages that hang on another one: where that one does not tell what is meant, they are told to be said in full."""

from __future__ import annotations

from intents.confining import names_units_alone
from intents.continuing import is_of_several
from intents.conversation import Conversation
from intents.dialogue import hangs_on, leans_back
from intents.lending import Lent, begins, leans
from intents.lexicon import marks, says_any
from intents.pieces import points_at_project
from intents.rules import View
from intents.spoken_of import points_at_row
from intents.that_project import points_at_that_project


def says_too_little(view: View, conversation: Conversation, lent: Lent | None) -> bool:
    """Given what a message takes from the last one, return whether what it asks of is still not told."""
    if points_at_row(view) or points_at_that_project(view):
        return lent is None
    unnamed = lent is None and (_says_not_of_which(view, conversation) or shares_nothing(view))
    return unnamed or _is_lost(view, conversation) or _adds_unnamed(view)


def _is_lost(view: View, conversation: Conversation) -> bool:
    """Return whether a message hangs on one that was not answered."""
    unsettled = conversation.lost or conversation.asked_back
    of_other = leans(view) and (names_units_alone(view) or begins(view)) and conversation.lost
    return (conversation.lost and leans_back(view)) or (unsettled and hangs_on(view)) or of_other


def _adds_unnamed(view: View) -> bool:
    """Return whether things named before are to be added (这两项合到一块多少): the last question told of one alone."""
    if view.groups:
        return False
    if says_any(view.text, "two_numbers") and view.has("sum", "change", "compared", "minus"):
        return True
    return view.has("sum") and any(m.text in marks("these_things") for m in view.mentions)


def shares_nothing(view: View) -> bool:
    """Return whether only the whole of a share is named (占某项支出的几成), its part to come from before."""
    return (
        view.has("share")
        and len(view.groups) == 1
        and view.text.startswith(tuple(marks("share_before")))
    )


def _says_not_of_which(view: View, conversation: Conversation) -> bool:
    """Return whether a message goes on from a question about several things and names none of them."""
    last = conversation.last
    if last is not None and points_at_project(view):
        return True
    if last is None or not is_of_several(last):
        return False
    return hangs_on(view) or (view.has("most", "least") and not view.groups)
