"""Questions for the sum of several things, or of one over several years: no whole is added to its part."""

from __future__ import annotations

from intents.lexicon import marks, says_any
from intents.mentions import Mention, Sort
from intents.rules.grouping import with_labels_apart
from intents.rules.holders import of_each_holder
from intents.rules.terms import GENERIC, subject_of
from intents.rules.view import View
from knowledge import Op, Query, Subject, ancestors

_EXPENDITURE = subject_of("expenditure")
_AT_LARGE = {("expenditure",), ("revenue",)}
_TOTALS = {(total,) for total in GENERIC}


def _sum(view: View) -> Query | None:
    each = of_each_holder(view)
    if each is not None:
        return each
    said = view.has("sum") or (_says_total(view) and not says_any(view.text, "each"))
    if view.has("change") or not said:
        return None  # 总额和其中一项各多少 asks for each, and for no sum of them
    subjects = _added(view)
    several = len(view.years) > 1 or len(subjects) > 1
    if (
        _is_of_totals(view)
        or _totals_each(view)
        or (len(view.groups) > 1 and (_is_part_behind(view) or _stands_alone(view)))
    ):
        return None  # 政府采购总额，其中货物类: a whole and its part are told, not added
    if not several or (_is_total_in_name(view) and _holds_part(subjects)):
        return None
    return Query(op=Op.SUM, subjects=subjects or (_EXPENDITURE,), years=view.years, kind=view.kind)


def _totals_each(view: View) -> bool:
    """Return whether what sounds like a sum is the total of one thing each, not of the last alone: A合计 B合计."""
    sums = [m for m in view.mentions if m.sort is Sort.CUE and "sum" in m.ops()]
    ends = [group[-1].end for group in view.groups]
    at = [ends.index(m.start) if m.start in ends else None for m in sums]
    each = None not in at and any(i != len(ends) - 1 for i in at)
    return each and all(m.text in marks("grand_totals") for m in sums)


def _is_total_in_name(view: View) -> bool:
    """Return whether all that says total is the name of the first thing: 支出合计、基本支出."""
    saying = _saying_total(view)
    return not view.has("sum") and bool(view.groups) and all(m in view.groups[0] for m in saying)


def _is_of_totals(view: View) -> bool:
    """Return whether several things are asked for of which the first is called a total: 收入总计与支出总计."""
    if view.has("sum") or len(view.groups) < 2:
        return False
    return any(m in view.groups[0] and m.concepts not in _TOTALS for m in _saying_total(view))


def _saying_total(view: View) -> list[Mention]:
    return [m for m in view.mentions if m.sort is not Sort.LABEL and says_any(m.text, "totals")]


def _holds_part(subjects: tuple[Subject, ...]) -> bool:
    """Return whether one of the things is part of another: 支出合计、基本支出、项目支出 are told, not added."""
    above = [frozenset[str]().union(*map(ancestors, subject.terms)) for subject in subjects]
    return any(
        whole.terms and whole.terms <= wholes and whole is not part
        for part, wholes in zip(subjects, above, strict=True)
        for whole in subjects
    )


def _added(view: View) -> tuple[Subject, ...]:
    """Return the things to be added: labels said in one breath that no row has together are several.

    What is only the verb of the question is none of them: 水费和电费加一起，要开销多少.
    """
    spoken = _without_verb(view)
    groups = with_labels_apart(spoken, view.index)
    if groups == view.groups:
        return view.subjects
    return tuple(view.subjects_of(group)[0] for group in groups)


def _without_verb(view: View) -> tuple[tuple[Mention, ...], ...]:
    """Return the groups without a last one that, behind the word that adds, names only spending at large."""
    *others, last = view.groups or ((),)
    adding = [m.end for m in view.mentions if "sum" in m.ops()]
    at_large = len(last) == 1 and last[0].concepts in _AT_LARGE
    if len(others) > 1 and at_large and adding and adding[0] <= last[0].start:
        return tuple(others)
    return view.groups


def _is_part_behind(view: View) -> bool:
    """Return whether the second thing is said to be one of the first's: 其中, 里头 between the two."""
    between = view.text[view.groups[0][-1].end : view.groups[1][0].start]
    return says_any(between, "of_which")


def _stands_alone(view: View) -> bool:
    """Return whether a total is only named behind things that no word joins: 政府采购预算 三、服务类 总计数."""
    if view.has("sum") or len(view.years) > 1:
        return False
    return not view.joins_things


def _says_total(view: View) -> bool:
    return bool(_saying_total(view))


READERS = {"sum": _sum}
