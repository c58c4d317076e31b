"""Questions for a value: how much, how many, whether there is any, what it is made up of."""

from __future__ import annotations

from intents.mentions import Sort
from intents.rules.rule import Rule, accounts
from intents.rules.view import View
from knowledge import Kind, Op, Query, Subject

_EXPENDITURE = Subject(terms=frozenset({"expenditure"}), name="支出")
_REVENUE = Subject(terms=frozenset({"revenue"}), name="收入")
_STAFF = tuple(
    Subject(terms=frozenset({term}), name=name)
    for term, name in (("on_duty", "在职人员"), ("staffing_quota", "编制"), ("former_staff", "离退休人员"))
)
_ONE_BY_ONE = frozenset({"逐个", "逐一", "请逐个", "逐项", "列出", "请列出", "列举", "都列出来", "分别"})


def _parts(view: View) -> Query | None:
    if not view.has("parts") or view.has("change", "reason", "sum") or len(view.subjects) > 1:
        return None
    if view.groups and not view.level and all(m.sort is Sort.LABEL for group in view.groups for m in group) and not view.has("parts_of"):
        return None
    if not view.groups:
        from_where = any(
            word in cue.words for m in view.mentions for cue in m.cues for word in (m.text,) if "来" in word and cue.op == "parts"
        )
        if not from_where and not _speaks_of_spending(view):
            return None
        return Query(op=Op.PARTS, subjects=(_REVENUE if from_where else _EXPENDITURE,), years=view.years)
    if view.level and any(m.sort in {Sort.CODE, Sort.LABEL} for group in view.groups for m in group):
        return Query(op=Op.PARTS, subjects=view.subjects, years=view.years, level=view.level, tables=view.tables)
    subject = view.subjects[0]
    if any("来" in m.text and "parts" in m.ops() for m in view.mentions) and subject.terms & {"expenditure", "fiscal_appropriation"}:
        subject = _REVENUE
    return Query(op=Op.PARTS, subjects=(subject,), years=view.years, kind=view.kind, tables=view.tables)


def _speaks_of_spending(view: View) -> bool:
    """Return whether a message without a subject speaks of money and where it goes."""
    marks = ("花", "用", "钱", "去向", "投", "支", "费", "款")
    return any(mark in m.text for m in view.mentions for mark in marks)


def _people(view: View) -> Query | None:
    if view.kind is not Kind.PEOPLE or view.groups or view.topics():
        return None
    return Query(op=Op.LOOKUP, subjects=_STAFF, kind=Kind.PEOPLE, years=view.years)


def _absent(view: View) -> Query | None:
    """Read which spending the paper says is not arranged."""
    none = any(m.text in {"没有", "未", "没有安排", "未安排", "无安排", "没安排"} for m in view.mentions)
    listing = view.has("parts", "what") or any(m.text in {"列举", "列出", "请列举", "请列出"} for m in view.mentions)
    if not none or not listing or not view.concepts() <= {"expenditure", "budget_total", "revenue"}:
        return None
    return Query(op=Op.ABSENT, years=view.years)


def _lookup(view: View) -> Query | None:
    if not view.groups and view.kind is Kind.COUNT and view.unit == "辆":
        vehicles = Subject(terms=frozenset({"official_vehicles"}), name="公务用车")
        return Query(op=Op.LOOKUP, subjects=(vehicles,), years=view.years, kind=Kind.COUNT, unit="辆")
    if not view.groups:
        spends = view.kind is Kind.MONEY or (view.years and not view.ops - {"how_much"})
        here = any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions) or view.years
        return Query(op=Op.LOOKUP, subjects=(_EXPENDITURE,), years=view.years) if spends and here else None
    return Query(
        op=Op.LOOKUP, subjects=view.subjects, years=view.years, kind=view.kind, unit=view.unit, tables=view.tables,
        basis=view.has("basis"), percent=view.has("percent"), listing=_lists(view), numeric=view.has("how_much"), phase=view.phase,
    )


def _lists(view: View) -> bool:
    """Return whether all that go by a name are wanted, one by one."""
    return view.has("parts", "how_many_things") or any(m.text in _ONE_BY_ONE for m in view.mentions)


RULES = (
    Rule("parts", "由什么构成", _parts, accounts("use", "who", "define", "where", "share", "percent"), ("支出都花在哪了", "钱从哪来"), ("支出多少",)),
    Rule("absent", "没有安排的有哪些", _absent, accounts("who"), ("没有安排的支出有哪些",), ("有没有安排三公经费",)),
    Rule("people", "多少人", _people, accounts(), ("你们单位多少人",), ("编制多少人",)),
    Rule("lookup", "是多少", _lookup, accounts("basis", "percent", "define", "which_year"), ("三公经费多少", "编制多少人", "教育支出有没有"), ()),
)
