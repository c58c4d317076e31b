"""What the last question lends to the next: 那去年呢, 其中接待费呢, 为什么, 占多少, 第二个."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from intents.mentions import Sort
from intents.rules import View
from intents.rules.rule import STRONG
from knowledge import Op, Query, Subject, squash, standard_name

_ORDINALS = {"一": 0, "1": 0, "二": 1, "2": 1, "三": 2, "3": 2, "四": 3, "4": 3}
_PICK = re.compile(r"^(?:选|就|我要|要|看)?第?([一二三四1234])(?:个|项|种|条)?(?:吧|呢|的)?[。.!！]?$")
_BACKWARD = re.compile(r"^(?:那么|那|它|这个|这|其中|里面|上面|刚才|前面|再|还有|然后|所以)|呢[?？。]?$")
_GENERIC = frozenset({"budget_total", "accounts_total", "grand_total"})
_SIDES = frozenset({"revenue", "expenditure"})
_ADDING = frozenset({"加上", "再加上", "再加", "连同", "加埋"})
_SAME_ROW = frozenset({"同一行", "同行", "该行", "这一行", "同一行的"})
_CELLS = frozenset({"栏", "列", "行", "格", "那一栏", "一栏", "那栏", "这栏"})
_MOST_YEARS = 6
_MANY = frozenset({"后一年比前一年", "后一年较前一年", "后一年跟前一年", "后面一年比前面一年", "第二年比第一年", "这两年", "两年", "两年间", "这三年", "三年"})


@dataclass(frozen=True)
class Conversation:
    """What has been asked, and what was offered; a value that every surface keeps for its user."""

    last: Query | None = None
    years: tuple[int, ...] = ()
    """Years asked about, oldest first, as far back as the subject stayed the same."""
    options: tuple[tuple[str, Query | None], ...] = ()
    """The questions offered last, with their queries where they are readings."""
    asked_back: bool = False
    """Whether the last reply asked back: it must not do so twice in a row."""
    chosen: tuple[tuple[frozenset[str], frozenset[str]], ...] = field(default=())

    def picked(self, message: str) -> Query | None:
        """Return the reading that a message picks: by its words, or by its number (第二个)."""
        wanted = squash(message)
        for text, query in self.options:
            if query is not None and squash(text) == wanted:
                return query
        match = _PICK.match(wanted)
        if match and self.options:
            position = _ORDINALS[match[1]]
            if position < len(self.options):
                return self.options[position][1]
        return None

    def after(self, query: Query) -> Conversation:
        """Return the conversation once a query has been answered."""
        same = self.last is not None and self.last.subjects == query.subjects
        years = (*(self.years if same else ()), *query.years)[-_MOST_YEARS:]
        return Conversation(last=query, years=years)

    def offering(self, options: tuple[tuple[str, Query | None], ...], *, asked_back: bool = False) -> Conversation:
        """Return the conversation with questions offered to go on with."""
        return replace(self, options=options, asked_back=asked_back)


@dataclass(frozen=True)
class Lent:
    """A question completed from the one before."""

    view: View
    query: Query | None
    said: str
    """What was carried over, in the field's words."""


def lend(view: View, conversation: Conversation) -> Lent | None:
    """Return the question with what it leaves unsaid taken from the last one; None where it stands by itself."""
    last = conversation.last
    if last is None or view.left_over() or view.topics() or view.tables or view.codes:
        return None
    if view.groups and not (_only_generic(view) and view.ops & STRONG):
        return _other_subject(view, last)
    if view.number is not None or not last.subjects or not _leans(view):
        return None
    name = "、".join(dict.fromkeys(s.name or "".join(standard_name(t) for t in sorted(s.terms)) for s in last.subjects))
    query = _continued(view, last, conversation)
    return Lent(view, query, name) if query is not None else None


def _only_generic(view: View) -> bool:
    """Return whether a message only names a budget in general: 较年初预算相差多少 goes on from the last question."""
    return all(m.sort is Sort.CONCEPT and set(m.concepts) <= _GENERIC for group in view.groups for m in group)


def _leans(view: View) -> bool:
    """Return whether a message without a subject of its own leans on the one before."""
    asking = bool(view.ops & {"reason", "share", "where", "define"})
    asks = bool(view.ops & (STRONG | {"how_much", "parts", "exists", "what", "sum", "how_many_things"})) or bool(view.years) or view.every_year
    here = any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions)
    if here and not asks and _BACKWARD.search(view.text):
        return True  # 那社保处呢, after another department was asked about
    return asks and (not here or asking) and not view.has("faults", "list_tables", "balance")


def _continued(view: View, last: Query, conversation: Conversation) -> Query | None:
    subjects = last.subjects
    years = _years(view, conversation) or last.years
    kept: dict[str, object] = {"subjects": subjects, "kind": last.kind, "unit": last.unit, "tables": last.tables}
    if view.has("change") and view.has("reason"):
        return _changed(view, last, years, subjects)
    if view.has("reason"):
        return Query(op=Op.REASON, subjects=subjects[:1], years=years[-1:], direction=view.direction)
    if view.has("where"):
        return Query(op=Op.WHERE, subjects=subjects, years=years[-1:])
    if view.has("share"):
        return Query(op=Op.SHARE, subjects=subjects[:1], years=years[-1:])
    if view.has("define"):
        return Query(op=Op.DEFINE, subjects=subjects[:1])
    if view.has("use"):
        return Query(op=Op.USE, subjects=subjects[:1])
    if view.has("asof"):
        return Query(op=Op.AS_OF, subjects=subjects[:1])
    if view.has("most", "least") and (view.has("which_year") or len(years) > 1 or view.every_year):
        return Query(op=Op.EXTREME, per="year", subjects=subjects[:1], years=years if len(years) > 1 else (), largest=view.has("most"))
    if view.has("most", "least"):
        return Query(op=Op.EXTREME, subjects=subjects[:1], years=years[-1:], largest=view.has("most"))
    if view.has("sum") and len(years) > 1:
        return Query(op=Op.SUM, subjects=subjects[:1], years=years)
    per = next((p for p in ("month", "day", "head") if view.has(f"per_{p}")), None)
    if per:
        return Query(op=Op.AVERAGE, per=per, subjects=subjects[:1], years=years[-1:])
    if view.has("change", "compared", "percent", "trend") or view.every_year:
        return _changed(view, last, years, subjects)
    if view.has("parts"):
        return Query(op=Op.PARTS, subjects=subjects[:1], years=years[-1:])
    if view.years and view.has("how_much"):
        return Query(op=Op.LOOKUP, years=view.years, **{**kept, "kind": view.kind or last.kind})  # type: ignore[arg-type]
    if view.years:
        return last.model_copy(update={"years": view.years, "op": _same_op(last), "subjects": subjects})
    if any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions) and not view.ops & STRONG:
        return last
    if view.has("how_much", "exists", "what"):
        return Query(op=Op.LOOKUP, years=years, **{**kept, "kind": view.kind or last.kind})  # type: ignore[arg-type]
    return None


def _changed(view: View, last: Query, years: tuple[int, ...], subjects: tuple[Subject, ...]) -> Query:
    fiscal = view.index.paper.year
    if view.every_year or view.has("trend") or len(view.years) > 2:
        return Query(op=Op.TREND, subjects=subjects[:1], years=view.years)
    said = _years_for_change(view, years, fiscal)
    if view.phase is not None and not view.years:
        return Query(op=Op.CHANGE, subjects=subjects[:1], years=years[-1:], phase=view.phase)
    return Query(op=Op.CHANGE, subjects=subjects[:1], years=said, percent=view.has("percent"), direction=view.direction)


def _years_for_change(view: View, years: tuple[int, ...], fiscal: int) -> tuple[int, ...]:
    """Return the two years compared, the year last asked about being the later one; none for the usual pair."""
    if len(years) >= 2:
        return (min(years), max(years))
    before = view.years[0] if view.years else None
    now = years[0] if years and not view.years else (view.context.years[-1] if view.context and view.context.years else fiscal)
    if before is None:
        return () if now == fiscal else (now - 1, now)
    if before == fiscal - 1 and now == fiscal:
        return ()
    return (min(before, now), max(before, now)) if before != now else (now - 1, now)


def _years(view: View, conversation: Conversation) -> tuple[int, ...]:
    """Return the years said; 这两年 after two years were asked about means these two."""
    words = {m.text for m in view.mentions if m.sort is Sort.YEAR}
    if words & _MANY and len(set(conversation.years)) >= 2:
        wanted = 3 if any("三" in word for word in words) else 2
        recent = list(dict.fromkeys(reversed(conversation.years)))[:wanted]
        return tuple(sorted(recent)) if len(recent) == wanted else view.years
    return view.years


def _same_op(last: Query) -> Op:
    return Op.LOOKUP if last.op in {Op.TREND, Op.SUM, Op.EXTREME, Op.WHERE} else last.op


def _other_subject(view: View, last: Query) -> Lent | None:
    """Return a follow-up about another subject (其中接待费呢), with the year and the operation of the last one."""
    leaning = bool(_BACKWARD.search(view.text)) or view.has("parent")
    joined = _joined(view, last) or (_narrowed(view, last) if view.has("parent") else None)
    if joined is not None:
        return joined
    if leaning and last.tables and any(m.text in _CELLS for m in view.mentions) and not view.ops & STRONG:
        return Lent(view, last.model_copy(update={"subjects": view.subjects, "kind": view.kind}), "")
    if leaning and view.has("how_much") and not view.ops & STRONG and last.op is Op.CHANGE:
        return None
    if not leaning or view.ops & (STRONG | {"parts", "sum", "faults"}) or view.years or not last.years:
        if leaning and not (view.ops & (STRONG | {"parts", "sum", "how_much"})) and last.op is Op.CHANGE and not view.years:
            return Lent(view, last.model_copy(update={"subjects": view.subjects}), "")
        return _narrowed(view, last) if leaning else None
    if last.op in {Op.LOOKUP, Op.CHANGE, Op.SHARE}:
        return Lent(view, last.model_copy(update={"subjects": view.subjects, "kind": view.kind, "tables": frozenset()}), f"{last.years[-1]} 年")
    return None


def _joined(view: View, last: Query) -> Lent | None:
    """Return a follow-up that names only what the last subject is reckoned with: 占支出总计的比重, 加上购房补贴."""
    if len(view.subjects) != 1 or not last.subjects or last.op not in {Op.LOOKUP, Op.SHARE, Op.SUM, Op.EXTREME, Op.PARTS, Op.CODE, Op.CHANGE}:
        return None
    name = last.subjects[0].name
    share = next((m.start for m in view.mentions if "share" in m.ops() and m.text.startswith("占")), None)
    if share is not None and all(m.start > share for group in view.groups for m in group):
        both = (last.subjects[0], view.subjects[0])
        return Lent(view, Query(op=Op.SHARE, subjects=both, years=last.years[-1:]), name)
    if any(m.text in _ADDING for m in view.mentions) and view.has("sum", "how_much"):
        return Lent(view, Query(op=Op.SUM, subjects=(*last.subjects, view.subjects[0]), years=last.years[-1:]), name)
    if any(m.text in _SAME_ROW for m in view.mentions):
        both_terms = last.subjects[0].terms | view.subjects[0].terms
        subject = Subject(terms=both_terms, codes=last.subjects[0].codes, name=f"{name}·{view.subjects[0].name}")
        return Lent(view, Query(op=Op.LOOKUP, subjects=(subject,), years=last.years, tables=last.tables), name)
    return None


def _together(terms: frozenset[str], view: View) -> bool:
    """Return whether the paper has a fact about all the terms at once."""
    every = [view.index.about.get(term, frozenset()) for term in terms]
    return bool(every) and bool(frozenset.intersection(*every))


def _narrowed(view: View, last: Query) -> Lent | None:
    """Return a part of the last subject (其中事业编制呢): what was asked about and what is said, together."""
    if len(last.subjects) != 1 or len(view.subjects) != 1 or view.ops & STRONG:
        return None
    both = last.subjects[0].terms | view.subjects[0].terms
    named = frozenset(term for term in last.subjects[0].terms if term.startswith("label:"))
    if named and not _together(both, view):
        both = named | view.subjects[0].terms
    if view.subjects[0].terms & _SIDES:
        return None
    if last.op is not Op.LOOKUP or not _together(both, view) or both == view.subjects[0].terms:
        return None
    name = last.subjects[0].name
    subject = Subject(terms=both, one_of=view.subjects[0].one_of, name=f"{name}·{view.subjects[0].name}")
    return Lent(view, last.model_copy(update={"subjects": (subject,), "kind": last.kind}), name)
