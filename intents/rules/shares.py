"""Questions for a share: of a part in its whole, of several parts each, of several together."""

from __future__ import annotations

import itertools

from intents.lexicon import marks, says_any
from intents.mentions import Mention, Sort
from intents.rules.leading import THINGS, asks_amount_first
from intents.rules.terms import subject_of
from intents.rules.view import View
from knowledge import Kind, Op, Query, Subject, meant_by

_PAIR = 2
_PROCUREMENT = subject_of("procurement")
_PROCURED = frozenset({"goods", "works", "services"})
_MOST_SHARED = 5


def _share(view: View) -> Query | None:
    if "staffing_rate" in view.concepts():
        both = (subject_of("on_duty"), subject_of("staffing_quota"))
        return Query(op=Op.SHARE, subjects=both, years=view.years)
    portion = _percentage_of(view)
    if portion:
        return Query(op=Op.SHARE, subjects=portion, years=view.years)
    if not view.has("share") or not view.groups or view.has("change"):
        return None
    if view.has("parts_of") and len(view.subjects) == 1:
        return None
    if view.has("above", "below", "if_enough") and (
        view.number or view.has("parts", "how_many_things")
    ):
        return None
    each = _each_of_whole(view)
    if each:
        return Query(op=Op.SHARE, subjects=each, years=view.years)
    subjects = _procured_of(view) or _part_and_whole(view) or view.subjects[:_MOST_SHARED]
    if view.has("sum") and len(subjects) > 1:
        return _share_together(view, subjects)
    part_said = len(subjects) == _PAIR and subjects[0].terms > subjects[1].terms
    if len(subjects) == _PAIR == len(view.groups) and _whole_first(view) and not part_said:
        subjects = subjects[::-1]
    return Query(
        op=Op.SHARE,
        subjects=subjects,
        years=_as_said(view) if len(subjects) == 1 else view.years,
        kind=view.kind if view.kind is Kind.MONEY else None,
        reached=asks_amount_first(view, "share"),
    )


def _each_of_whole(view: View) -> tuple[Subject, ...]:
    """Return several parts and their whole, where the share of each is asked for: 支出里基本支出、项目支出各占几成.

    The whole is what they are said to be in; where none is said, it is left open (an empty subject).
    """
    said = min(m.start for m in view.mentions if "share" in m.ops())
    things = [m for m in view.mentions if m.sort in THINGS and m.start < said]
    if any(m.sort in THINGS and m.start > said for m in view.mentions) or len(things) < _PAIR:
        return ()
    behind = view.text[things[0].end : things[1].start].lstrip("的").rstrip(",")
    inside = behind in marks("inside")
    whole = view.subjects_of((things[0],))[0] if inside else Subject()
    parts = things[1:] if inside else things
    joined = all(
        view.text[one.end : other.start] in marks("joins")
        for one, other in itertools.pairwise(parts)
    )
    each = says_any(view.text[parts[-1].end :], "each")
    if not (joined and each and _PAIR <= len(parts) < _MOST_SHARED):
        return ()
    return (*(view.subjects_of((part,))[0] for part in parts), whole)


def _procured_of(view: View) -> tuple[Subject, ...]:
    """Return what is procured and all procurement where both are named as such: 服务类在采购预算总额中的占比."""
    said = [m for m in view.mentions if m.concepts == ("procurement",)]
    kinds = {c for m in view.mentions for c in m.concepts if c in _PROCURED}
    if len(kinds) != 1 or not said or not says_any(view.text[said[-1].end :], "inside"):
        return ()
    bought = subject_of(f"procurement_{kinds.pop()}")
    return bought.model_copy(update={"terms": meant_by(next(iter(bought.terms)))}), _PROCUREMENT


def _percentage_of(view: View) -> tuple[Subject, ...]:
    """Return the part and the whole where a percentage is asked for: 基本支出里头有百分之几是花在人身上的."""
    if view.has("share", "change", "most", "least") or not view.has("percent") or view.number:
        return ()
    named = tuple(dict.fromkeys(view.subjects))
    if len(named) != _PAIR:
        return _part_and_whole(view)
    behind = view.text[view.groups[0][-1].end :].lstrip("的")
    return named[::-1] if behind.startswith(tuple(marks("inside"))) else ()


def _part_and_whole(view: View) -> tuple[Subject, ...]:
    """Return the part and the whole of 基本支出里办公费占多少, 办公费在基本支出中的比重; nothing of others."""
    (group, *more) = view.groups or ((),)
    again = {m.concepts for m in group if m.concepts}
    if any(m.concepts not in again for other in more for m in other) or len(group) < _PAIR:
        return ()  # 基本支出里人员经费占多少，按人员经费算: what is said once more is no other thing
    first, *others = group
    last = others[-1]
    inside = tuple(marks("inside"))
    if view.text[first.end : others[0].start].lstrip("的").startswith(inside):
        part, whole = tuple(others), (first,)
    elif _stands_in(view.text, group[-2], last) and view.text[last.end :].startswith(inside):
        part, whole = group[:-1], (last,)
    else:
        return ()
    return (view.subjects_of(part)[0], view.subjects_of(whole)[0])


def _stands_in(text: str, part: Mention, whole: Mention) -> bool:
    return says_any(text[part.end : whole.start], "standing_in")


def _whole_first(view: View) -> bool:
    """Return whether the whole is said before its part: 基本支出中，三公经费的占比."""
    first, second = view.groups
    said = min(m.start for m in view.mentions if "share" in m.ops())
    behind = view.text[first[-1].end : second[0].start].lstrip("的")
    return said >= second[-1].end and behind.startswith(tuple(marks("inside")))


def _share_together(view: View, subjects: tuple[Subject, ...]) -> Query | None:
    """Read the share of several things together: 水费加电费占公用经费多少, 两项合计占比."""
    said = max(m.start for m in view.mentions if "share" in m.ops())
    whole_behind = any(m.start > said for m in view.groups[-1])
    whole_first = not whole_behind and len(subjects) > _PAIR
    if whole_first:
        return None  # which of them is the whole is not said
    parts = subjects if whole_behind else (*subjects, Subject())
    return Query(op=Op.SHARE, subjects=parts, years=view.years, together=True)


def _as_said(view: View) -> tuple[int, ...]:
    """Return the years in the order said: the first is the part, the last the whole."""
    return tuple(y for m in view.mentions if m.sort is Sort.YEAR for y in m.years)


READERS = {"share": _share}
