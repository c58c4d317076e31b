"""What a message that goes on asks of the unit, or of the thing, that the last question was about."""

from __future__ import annotations

from dataclasses import replace

from intents.confining import (
    beside_unit,
    by_each_name,
    is_inside,
    names_units_alone,
    of_other_unit,
    of_whole,
    projects_of,
    share_of_unit,
    share_of_whole,
    unit_kept,
    which_unit,
    within,
)
from intents.conversation import Conversation
from intents.lending import KEPT, Lent, begins, leans, names_of, together
from intents.lexicon import says_any
from intents.outcomes import Assumed, Outcome, Understood
from intents.rules import View
from intents.rules.rule import STRONG
from knowledge import Kind, Op, Query, Subject

_ELLIPTIC = frozenset({Op.EXTREME, Op.PARTS, Op.COUNT})
"""What is asked of the unit that was spoken of even where nothing says so: 哪个项目最大."""
_ASKED_OF_UNITS = _ELLIPTIC | {Op.LOOKUP, Op.CHANGE, Op.SHARE, Op.SUM, Op.REASON, Op.COMPLETION}
_DIVIDED = frozenset({Op.LOOKUP, Op.CHANGE, Op.PARTS})


def of_units(view: View, last: Query) -> Lent | None:
    """Return what was asked last of another unit under the department, or of all of it: 换成支队呢, 全局的呢."""
    if not view.units or not (leans(view) or not view.speaks_of_money()):
        return None
    readers = (which_unit, share_of_whole, share_of_unit, of_other_unit, beside_unit, of_whole)
    query = next((found for read in readers if (found := read(view, last))), None)
    if query is None:
        return None
    plain = view.has("share") and query.op is Op.SHARE and not says_any(view.text, "in_fractions")
    if plain and names_units_alone(view):
        amount = query.model_copy(update={"op": Op.LOOKUP, "subjects": query.subjects[:1]})
        return Lent(amount, names_of(amount), also=query, of_unit=True)
    return Lent(query, names_of(query), of_unit=True)


def in_unit(view: View, last: Query) -> Lent | None:
    """Return what a message that goes on asks of the unit asked about: 版权保护中心收入多少, 支出呢."""
    unit = unit_kept(view, last)
    if unit is None or view.ops & (STRONG | {"sum", "faults"}):
        return None
    if view.concepts() == {"project_name"}:
        asked = Query(op=Op.WORDS, subjects=view.subjects, years=view.years or last.years)
        return Lent(projects_of(within(asked, unit), view.units), unit.name, of_unit=True)
    if not leans(view) or view.has("parts"):
        return None
    op = last.op if last.op in KEPT and not view.has("how_much") else Op.LOOKUP
    wanted = [
        Query(op=op, subjects=subjects, years=view.years or last.years, kind=view.kind)
        for subjects in view.readings
    ]
    kept = [within(q, each) for each in by_each_name(unit, view.units) for q in wanted]
    said = [q for q in kept if all(map(view.index.tells_of, q.subjects))]
    return Lent((said or kept)[0], unit.name, of_unit=True)


def kept_within(outcome: Outcome, view: View, conversation: Conversation) -> Outcome:
    """Return what the rules made of a message that goes on, asked of the unit that the last question was about."""
    last = None if conversation.lost else conversation.last
    if not isinstance(outcome, Understood):
        return outcome
    outcome = replace(outcome, queries=tuple(projects_of(q, view.units) for q in outcome.queries))
    unit = unit_kept(view, last) if last is not None else None
    if unit is None:
        return outcome
    elliptic = all(q.op in _ELLIPTIC for q in outcome.queries)
    if not (leans(view) or elliptic) or any(q.op not in _ASKED_OF_UNITS for q in outcome.queries):
        return outcome
    queries = tuple(within(q, unit) for q in outcome.queries)
    return Understood(queries, (Assumed("carried", unit.name),))


def outside(view: View, last: Query) -> Lent | None:
    """Return what a message asks within the last thing (其中人员经费呢) though the paper tells of it only by itself.

    It is asked of both together, and then is not disclosed: the figure of all there is would be another's.
    """
    if not begins(view) or len(last.subjects) != 1 or len(view.subjects) != 1:
        return None
    whole, parts = last.subjects[0], [each[0] for each in view.readings]
    if last.op not in _DIVIDED or view.ops & STRONG or view.kind not in {None, Kind.MONEY}:
        return None
    if any(is_inside(p, whole, view.index) or _told_of_both(whole, p, view) for p in parts):
        return None
    asked = Query(op=Op.LOOKUP, subjects=view.subjects, years=view.years or last.years)
    return Lent(within(asked, whole), names_of(last), of_unit=True)


def _told_of_both(whole: Subject, part: Subject, view: View) -> bool:
    return together(whole.terms | part.terms, view)
