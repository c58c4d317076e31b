"""Questions about the paper itself: faults, tables, balance, agreement, whose it is, codes and figures."""

from __future__ import annotations

from decimal import Decimal

from intents.lexicon import marks, marks_in_order, says_any
from intents.mentions import Sort
from intents.rules.terms import FUNDS, subject_of
from intents.rules.view import View
from knowledge import Op, Query, Subject, shown, squash, standard_name

_WHOLE = frozenset({"expenditure", "revenue", "budget_total", "grand_total"})
_LEAST = 100
"""A bare number below this is nobody's figure: it counts, or numbers something."""
_NAMES = frozenset(
    {"project_code", "project_name", "project_executor", "subject_list", "unit_name"}
)
"""Concepts that a code is asked about by: what it is the code of."""
_HALVES = frozenset({"basic", "project"})
_GENERIC = frozenset({"project", "budget_total"})
_CODED = frozenset({"project_code", "unit_name"})
"""Concepts that say of what sort of thing the code is asked for."""
_NOT_OF_CODES = ("change", "share", "most", "least", "sum", "where", "parts")
_WHAT = ("asof", "define", "what", "who", "where", "which_year", "how_much")


def _faults(view: View) -> Query | None:
    if view.groups or view.years or view.tables or view.number is not None:
        return None
    disagrees = view.has("agree") and any(m.text in marks("disagreeing") for m in view.mentions)
    return Query(op=Op.FAULTS) if view.has("faults") or disagrees else None


def _empty(view: View) -> Query | None:
    """Read why a table, or what it is of, is empty: 表11为什么是空表, 政府性基金那张表怎么没数."""
    funds = view.subjects[:1] if view.concepts() & {*FUNDS, "three_public"} else ()
    speaks_of_table = bool(view.tables) or says_any(view.text, "a_table")
    if not speaks_of_table or not (view.tables or funds):
        return None
    return Query(op=Op.EMPTY, tables=view.tables, subjects=funds)


def _tables(view: View) -> Query | None:
    if not view.groups and not view.tables and not view.promised:
        return Query(op=Op.TABLES)
    return None


def _balance(view: View) -> Query | None:
    """Read whether what comes in and what is spent are as much: 收支平衡吗, 财政拨款收支总表两边的合计对得上吗."""
    funds = tuple(map(subject_of, sorted(view.concepts().intersection(FUNDS))))
    balance = Query(op=Op.BALANCE, subjects=funds[:1], years=view.years, tables=view.tables)
    alone = all(view.concepts() & _WHOLE or not group for group in view.groups)
    if view.has("balance") and alone:
        return balance
    if view.has("agree") and {"revenue", "expenditure"} <= view.concepts():
        return balance
    sides = view.has("agree") and alone and says_any(view.text, "two_sides")
    of_sides = bool(view.groups or view.tables) and says_any(view.text, "totals_of_sides")
    return balance if sides and of_sides else None


def _which_of(view: View) -> Query | None:
    if view.has("change", "exists"):
        return None
    row = view.subjects[0] if view.subjects else Subject()
    if view.concepts() >= _HALVES and row.terms - _HALVES | row.codes and not view.has("agree"):
        return _in_halves(row, view)
    words = tuple(m.text for m in view.mentions if m.sort is Sort.LABEL)
    return Query(op=Op.AGREE, subjects=view.subjects, words=words) if words else None


def _in_halves(row: Subject, view: View) -> Query:
    """Return a line as basic and as project expenditure: 教育支出走的基本支出还是项目支出."""
    halves = tuple(
        row.model_copy(
            update={
                "terms": row.terms - _HALVES | {half},
                "name": f"{row.name}·{standard_name(half)}",
            }
        )
        for half in sorted(_HALVES)
    )
    whole = row.model_copy(update={"terms": row.terms - _HALVES})
    return Query(op=Op.LOOKUP, subjects=(whole, *halves), years=view.years)


def _oddity(view: View) -> Query | None:
    """Read a question about something printed oddly (20254年是咋回事): it must be a finding of the paper."""
    odd = tuple(
        m.text for m in view.mentions if m.sort in {Sort.CODE, Sort.NUMBER} and len(m.text) >= 4
    )
    if not odd or view.has("how_much"):
        return None
    said = [
        squash("".join((*f.quotes, *(v for _, v in f.values))))
        for f in view.index.paper.findings
        if f.severity != "note"
    ]
    words = tuple(
        word
        for word in odd
        if any(word in text for text in said)
        and word not in view.index.by_code
        and not _begins_with_figure(word, view)
    )
    unknown = tuple(word for word in words if not word.startswith(("19", "20")) or len(word) > 4)
    return Query(op=Op.AGREE, words=unknown) if unknown else None


def _begins_with_figure(word: str, view: View) -> bool:
    """Return whether a figure that the paper prints is what a word begins with, or the whole of it."""
    return any(
        len(figure) > 1 and word.startswith(figure)
        for fact in view.index.paper.facts
        for figure in (
            squash(fact.printed),
            squash(shown(fact.value)) if isinstance(fact.value, Decimal) else "",
        )
    )


def _identity(view: View) -> Query | None:
    named = view.concepts()
    if not ("unit_name" in named or (named and view.has("which_year"))):
        return None
    only_whole = named <= {"budget_total", "accounts_total", "unit_name"}
    if (
        view.number is not None
        or view.codes
        or not only_whole
        or view.has("most", "least", "change")
    ):
        return None
    return Query(op=Op.IDENTITY)


def _code_of(view: View) -> Query | None:
    """Read by which code a thing goes (某某经费的编码), the department itself where its code is named: 单位代码."""
    if not _ends_on_code(view) or view.has(*_NOT_OF_CODES) or view.kind:
        return None
    named = tuple(s for s in view.subjects if s.terms - _CODED or s.one_of)
    if len(named) > 1 or (not named and view.groups and not view.concepts() & _CODED):
        return None
    coded = view.concepts() & _CODED or (
        {"unit_name"} if says_any(view.text, "asks_unit_code") else set()
    )
    if not named and not coded:
        return None
    thing = named[0] if named else Subject()
    said = next(word for word in marks_in_order("codes_asked") if word in view.text)
    asked = {"terms": thing.terms | coded, "name": f"{thing.name}{said}"}
    return Query(op=Op.CODE, subjects=(thing.model_copy(update=asked),))


def _ends_on_code(view: View) -> bool:
    """Return whether a code is what is asked for: behind the word for it nothing is named."""
    said = [
        m
        for m in view.mentions
        if m.text.endswith(tuple(marks("codes_asked"))) and not set(m.concepts) - _CODED
    ]
    behind = [m for m in view.mentions if said and m.start >= said[-1].end]
    return bool(said) and all(
        m.sort in {Sort.FILLER, Sort.CUE, Sort.MARK, Sort.HERE} for m in behind
    )


def _code(view: View) -> Query | None:
    if not view.codes:
        return _code_of(view)
    subjects = tuple(Subject(codes=frozenset({code})) for code in dict.fromkeys(view.codes))
    if (
        len(subjects) > 1
        or view.has("how_many_things")
        or view.says_both_phases
        or any(m.text in marks("adding") for m in view.mentions)
    ):
        return None  # each has a figure of its own: they are looked up, or reckoned together
    if any(m.sort is Sort.LABEL for group in view.groups for m in group) and (
        view.tables or _is_below(view)
    ):
        return None
    others = [
        m
        for group in view.groups
        for m in group
        if m.sort is not Sort.CODE and m.text not in marks("projects")
    ]
    if view.years and view.years != (view.index.paper.year,) and not view.has("define"):
        return None
    if sum(m.sort is Sort.LABEL for m in others) > 1:
        return None  # 125002 30227 委托业务费: a unit's row of that code is asked for
    if not others and not (view.tables and not view.has("define", "what", "who")):
        return Query(op=Op.CODE, subjects=subjects)
    asks = view.has("define", "what", "who")
    named = (
        others
        and not view.has("change", "share")
        and (
            (view.concepts() <= _NAMES and not view.has("how_much"))
            or (view.concepts() <= _NAMES | _GENERIC and asks)
        )
    )
    if named or (view.has("define") and len(view.concepts()) <= 1):
        return Query(op=Op.CODE, subjects=subjects)
    return None


def _is_below(view: View) -> bool:
    """Return whether a label is named that stands below the code: the code says where, the label what."""
    return any(subject.codes - set(view.codes) for subject in view.subjects)


def _number(view: View) -> Query | None:
    if view.number is None or view.has("if_enough") or view.figure_recalled:
        return None
    if view.has("change") and sum(m.number is not None for m in view.mentions) > 1:
        return None
    if view.groups and all(says_any(view.text, said) for said in ("hearsay", "once_more")):
        return None  # 听说又拿40万买车: it is asked whether that is so
    printed = _printed(view)
    if printed:
        return Query(op=Op.NUMBER, number=view.number[0], unit=view.number[1], words=printed)
    if view.has("above", "below"):
        return None
    value, unit = view.number
    if unit is None and value < _LEAST and value == int(value):
        return None
    bare = not view.groups and view.has("use", "parts")  # 126万是干什么的钱, 207.68是哪来的数
    if not bare and (not view.has(*_WHAT) or view.has("parts", "sum", "reason")):
        return None
    whole = all(term in _WHOLE for subject in view.subjects for term in subject.terms)
    subjects = () if whole or view.has("where", "change") else view.subjects
    return Query(op=Op.NUMBER, number=value, unit=unit, subjects=subjects)


def _printed(view: View) -> tuple[str, ...]:
    """Return a bound that is itself a printed value (98%以上), where what has it is asked."""
    if (
        not view.has("above", "below")
        or not view.has("what", "define", "who")
        or view.has("how_much")
    ):
        return ()
    for before, after in zip(view.mentions, view.mentions[1:], strict=False):
        word = before.text + after.text
        if before.number is not None and any(
            squash(f.printed or str(f.value)) == word for f in view.index.paper.facts
        ):
            return (word,)
    return ()


def _table(view: View) -> Query | None:
    if not (view.tables or view.promised):
        return None
    if view.years and view.years != (view.index.paper.year,):
        return None
    if (view.tables or view.promised) and not view.groups and view.number is None:
        if view.tables and view.has("where"):
            return Query(op=Op.WHERE, tables=view.tables)
        words = view.promised if not view.tables else ()
        return Query(op=Op.TABLE, tables=view.tables, words=words)
    if view.promised and not view.tables:
        return Query(op=Op.TABLE, words=view.promised, subjects=view.subjects)
    return None


READERS = {
    "empty": _empty,
    "faults": _faults,
    "tables": _tables,
    "balance": _balance,
    "which_of": _which_of,
    "oddity": _oddity,
    "identity": _identity,
    "number": _number,
    "code": _code,
    "table": _table,
}
