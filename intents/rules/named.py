"""Questions over things named one by one: what is left without some of them, and which of them is the largest."""

from __future__ import annotations

import itertools

from intents.lexicon import marks, says_any
from intents.mentions import Mention, Sort
from intents.rules.grouping import grouped
from intents.rules.terms import SOURCES, subject_of
from intents.rules.view import View
from knowledge import Op, Query, Subject

_THINGS = frozenset({Sort.CONCEPT, Sort.LABEL, Sort.CODE})
_MOST_PARTS = 4
_PAIR = 2
_OF_PROJECTS = frozenset(
    {"project", "project_name", "project_total_budget", "project_current_budget", "goals"}
)
_REVENUE, _EXPENDITURE = map(subject_of, ("revenue", "expenditure"))


def _excluded(view: View) -> Query | None:
    """Read what is left of a whole without its parts: 总支出扣掉项目支出还剩多少, 除了工资，基本支出还有多少."""
    besides = _besides(view)
    if besides is not None:
        return besides
    if view.said_ops.isdisjoint(("excluded", "excluded_end")):
        return None
    at = next((i for i, m in enumerate(view.mentions) if "excluded" in m.ops()), None)
    closing = next((i for i, m in enumerate(view.mentions) if "excluded_end" in m.ops()), None)
    at = closing if at is None else at
    left_said = view.has("how_much") or any(
        "left" in m.ops() or m.text in marks("amounts") for m in view.mentions
    )
    if at is None or view.has("parts", "change", "sum") or not left_said:
        return None
    before, behind = (
        tuple(m for m in side if not (m.sort is Sort.CONCEPT and "left" in m.ops()))
        for side in (view.mentions[:at], view.mentions[at + 1 :])
    )
    if at == closing or _closes(behind):
        whole, parts = _split_inside(before, view.text)
        whole = whole or behind
    elif any(m.sort in _THINGS for m in before):
        parts, whole = behind, before
    else:
        cut = _end_of_parts(behind)
        parts, whole = behind[:cut], behind[cut:]
    taken, left = (grouped(view.text, side) for side in (parts, whole))
    kept = tuple(dict.fromkeys(view.subjects_of(group)[0] for group in left))
    if not 0 < len(taken) <= _MOST_PARTS or len({(s.terms, s.one_of, s.codes) for s in kept}) > 1:
        return None
    apart = [view.subjects_of(group)[0] for group in taken]
    return Query(
        op=Op.REMAINDER,
        subjects=(kept[0] if kept else Subject(), *apart),
        years=view.years,
        kind=view.kind,
        phase=view.phase,
    )


def _besides(view: View) -> Query | None:
    """Read what income there is besides some of its sources: 除了财政拨款还有别的收入吗, 除财政给的还有哪些来路."""
    named = view.concepts()
    sources = named & SOURCES
    if not view.has("excluded", "excluded_end") or not sources or named - SOURCES - {"revenue"}:
        return None
    if view.has("change", "sum", "share") or any(m.sort is Sort.LABEL for m in view.mentions):
        return None
    if sources == {"other_income", "fiscal_appropriation"} and not view.has("parts"):
        if view.has("how_much"):
            return Query(op=Op.LOOKUP, subjects=(subject_of("other_income"),), years=view.years)
    elif not says_any(view.text, "others_asked"):
        return None
    # 别的收入 is what is asked for, and not what is known
    known = tuple(map(subject_of, sorted(sources - {"other_income"} or sources)))
    return Query(op=Op.PARTS, subjects=(_REVENUE, *known), years=view.years)


def _split_inside(
    named: tuple[Mention, ...], text: str
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Return the whole and the parts of 项目支出里信访经费; no whole where none is said to hold the rest."""
    things = [i for i, m in enumerate(named) if m.sort in _THINGS]
    for here, following in itertools.pairwise(things):
        between = text[named[here].end : named[following].start].lstrip("的")
        if between.startswith(tuple(marks("inside"))):
            return named[: here + 1], named[following:]
    return (), named


def _closes(behind: tuple[Mention, ...]) -> bool:
    """Return whether the word of exclusion ends its clause, so that what it takes out was said before: 三公不算，…."""
    return bool(behind) and (behind[0].sort is Sort.MARK or "excluded_end" in behind[0].ops())


def _end_of_parts(behind: tuple[Mention, ...]) -> int:
    """Return where what is taken out ends: at 以外, at a mark, or at a thing that no word joins to the one before."""
    named = False
    joined = True
    for position, mention in enumerate(behind):
        if "excluded_end" in mention.ops():
            return position
        if mention.sort in _THINGS:
            if named and not joined:
                return position
            named, joined = True, False
        elif mention.text in marks("joints"):
            joined = True
        elif mention.sort is Sort.MARK and named:
            return position
    return len(behind)


def _among(view: View) -> Query | None:
    """Read which of the things named is the largest: 办公费、差旅费里哪个多, 培训费多还是会议费多."""
    if view.has("which_year") or len(view.subjects) < 2 or len(view.years) > 1 or view.every_year:
        return None
    labels = sum(m.sort is Sort.LABEL and not says_any(m.text, "scores") for m in view.mentions)
    if all(s.terms <= _OF_PROJECTS for s in view.subjects) or (
        labels < _PAIR and ("member_units" in view.concepts() or says_any(view.text, "scores"))
    ):
        return None  # of projects, or of units, one is asked for
    if "subject_list" in view.concepts() or (view.level and _is_column(view.subjects)):
        return None  # the subjects are what the other is divided into, not another thing
    return Query(
        op=Op.EXTREME,
        subjects=view.subjects,
        years=view.years,
        kind=view.kind,
        largest=view.has("most", "versus"),
        ranks=view.ranks,
        phase=view.phase,
        level=view.level,
        tables=view.tables,
    )


def _is_column(subjects: tuple[Subject, ...]) -> bool:
    """Return whether of two things one is a row and the other a column: 某类项下，基本支出最高的款级科目."""
    row, column, *others = (
        any(t.startswith("label:") for t in s.terms) or bool(s.codes) for s in subjects
    )
    return row and not column and not others


def _minus(view: View) -> Query | None:
    """Read one thing less another, whether or not it is a part of it: 收入减去支出是多少."""
    sides = _both_sides(view)
    if sides:
        return Query(op=Op.CHANGE, subjects=sides, years=view.years)
    pair = len(view.subjects) == 2 and len(view.years) < 2
    if not pair or not (view.has("minus") or _asks_by_how_much(view)):
        return None
    return Query(op=Op.CHANGE, subjects=view.subjects, years=view.years, kind=view.kind)


def _both_sides(view: View) -> tuple[Subject, ...]:
    """Return all that came in and all that was spent, where their difference is asked for: 花的比收的多多少."""
    if view.groups and not view.concepts() <= {"budget_total", "carryover_out"}:
        return ()
    if says_any(view.text, "both_sides"):
        return (_REVENUE, _EXPENDITURE)
    compared = next((m.start for m in view.mentions if "compared" in m.ops()), None)
    if compared is None or not view.has("change"):
        return ()
    first, second = view.text[:compared], view.text[compared:]
    for before, behind, sides in (
        ("spent_side", "received_side", (_EXPENDITURE, _REVENUE)),
        ("received_side", "spent_side", (_REVENUE, _EXPENDITURE)),
    ):
        if says_any(first, before) and says_any(second, behind):
            return sides
    return ()


def _asks_by_how_much(view: View) -> bool:
    """Return whether of two things both the larger and the difference are asked for: 哪个多，多多少."""
    return (
        view.has("most", "least", "versus", "versus_less")
        and any("change" in m.ops() and m.text in marks("by_how_much") for m in view.mentions)
        and not view.level
        and not view.ranks
    )


READERS = {"excluded": _excluded, "minus": _minus, "among": _among}
