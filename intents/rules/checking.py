"""Questions that check the paper: whether places, things, sums or percentages agree, and whether a cell is filled."""

from __future__ import annotations

from decimal import Decimal

from intents.lexicon import marks, says_any
from intents.mentions import Sort
from intents.rules.terms import subject_of
from intents.rules.view import View
from knowledge import Kind, Op, Query, Subject

_TOTAL = "grand_total"
_PROJECTS = frozenset({"project_name"})
_EXPENDITURE = Subject(terms=frozenset({"expenditure"}), name="本年支出")
_REVENUE = Subject(terms=frozenset({"revenue"}), name="本年收入")
_OF_SIDES = frozenset(
    {
        *("revenue", "expenditure", "budget_total", "grand_total"),
        *("this_year_revenue", "this_year_expenditure", "this_year"),
    }
)
_TELLING = frozenset({Sort.CONCEPT, Sort.LABEL, Sort.RESIDUE})
"""Words that may stand in the sentences that are said to contradict each other."""
_FEWEST_ADDED = 3
"""Two parts and their whole are the fewest that are named for a sum to be checked."""


def _filled(view: View) -> Query | None:
    """Read whether a cell is filled: 收入总计后面填了数没有."""
    if not view.groups or not _says(view, "filled_in"):
        return None
    subjects = tuple(_in_total(s, view) for s in view.subjects)
    return Query(op=Op.LOOKUP, subjects=subjects, years=view.years, tables=view.tables)


def _deficit(view: View) -> Query | None:
    """Read by how much the year's spending exceeds its income: 进的钱够不够花，亏空多少."""
    if not _says(view, "deficits") or view.number:
        return None
    if view.concepts() - _OF_SIDES or any(m.sort is Sort.LABEL for g in view.groups for m in g):
        return None
    if not view.concepts() and not _says(view, "both_sides_said"):
        return None
    return Query(op=Op.CHANGE, subjects=(_EXPENDITURE, _REVENUE), years=view.years[:1])


def _verify(view: View) -> Query | None:
    """Read whether a stated percentage of change is right: 增幅拿增加额验算一遍，印的百分比准不准."""
    checks = view.has("agree", "faults") or _says(view, "verifying")
    rate = view.has("percent") or _says(view, "rates_of_change")
    if (
        not checks
        or not rate
        or not view.groups
        or view.has("share", "completion", "most", "least")
    ):
        return None
    return Query(op=Op.CHANGE, subjects=view.subjects[:1], percent=True, verify=True)


def _claims(view: View) -> Query | None:
    """Read whether two printed figures contradict each other: 前面讲买0辆，后面讲购置1辆，不是打架了吗."""
    if view.number is None:
        return None
    said = {(m.number, m.unit) for m in view.mentions if m.number is not None}
    numbers = tuple(
        dict.fromkeys(
            (m.number, m.unit) for m in view.mentions if m.number is not None and m.unit is not None
        )
    )
    unlike = view.has("agree", "faults") or _says(view, "unlike")
    if len(numbers) < 2 or len(numbers) != len(said) or not unlike or view.has("share"):
        return None
    printed = {
        (abs(f.value), f.unit)
        for f in view.index.paper.facts
        if isinstance(f.value, Decimal) and f.table is None
    }
    if not all(number in printed for number in numbers):
        return None
    words = tuple(m.text for m in view.mentions if len(m.text) > 1 and m.sort in _TELLING)
    return Query(op=Op.AGREE, subjects=view.subjects, numbers=numbers, words=words)


def _added(view: View) -> Query | None:
    """Read whether parts add up to their whole: 货物、工程、服务三项相加，与采购总额对得上吗."""
    against = view.has("agree", "faults", "change", "if_enough") or _says(view, "falling_short")
    if not against or not _says(view, "adding_up") or view.years[:-1]:
        return None
    asks = _asks_how_far(view)
    subjects = view.subjects
    if len(subjects) >= _FEWEST_ADDED:
        return Query(op=Op.AGREE, subjects=subjects, together=True, apart=asks)
    if not subjects or not _says(view, "its_parts"):
        return None
    subject = subjects[0]
    if subject.terms and subject.terms <= _PROJECTS:
        subject = subject_of("project")
    return Query(
        op=Op.AGREE,
        subjects=(subject,),
        together=True,
        apart=asks,
        tables=view.tables,
        kind=Kind.MONEY,
    )


def _agree(view: View) -> Query | None:
    if not view.has("agree") and not (view.has("faults") and view.groups):
        return None
    if view.has("faults") and view.has("how_much"):
        return None  # 查出多少问题 asks for no figure of the paper's own
    words = tuple(m.text for m in view.mentions if m.sort in {Sort.LABEL, Sort.NUMBER})
    if view.has("list_tables") and not view.groups:
        return Query(op=Op.AGREE, words=tuple(marks("contents")))
    if not view.groups and not words and len(view.tables) < 2:
        return None
    if view.has("change") and view.years and not view.has("faults"):
        return None
    subjects = tuple(_in_total(s, view) for s in view.subjects) or (_EXPENDITURE,)
    return Query(
        op=Op.AGREE,
        subjects=subjects,
        years=view.years,
        tables=view.tables,
        words=words,
        basis=view.has("basis"),
        numeric=not view.has("faults"),
        apart=_asks_how_far(view),
    )


def _in_total(subject: Subject, view: View) -> Subject:
    """Return a subject as its total where the total is what is named and printed: 财政拨款收支总预算."""
    named = [m.text for m in view.mentions if m.sort in {Sort.CONCEPT, Sort.CUE, Sort.FILLER}]
    ends = tuple(marks("grand_totals"))
    if not any(text.endswith(ends) for text in named) or _TOTAL in subject.terms:
        return subject
    total = subject.model_copy(update={"terms": subject.terms | {_TOTAL}})
    if not subject.terms:
        return subject
    about = [frozenset(view.index.about.get(term, ())) for term in total.terms]
    return total if frozenset.intersection(*about) else subject


def _asks_how_far(view: View) -> bool:
    """Return whether it is asked by how much they differ: 相差多少, 缺口多大."""
    return _says(view, "how_far")


def _says(view: View, name: str) -> bool:
    return says_any(view.text, name)


READERS = {
    "filled": _filled,
    "deficit": _deficit,
    "verify": _verify,
    "claims": _claims,
    "added": _added,
    "agree": _agree,
}
