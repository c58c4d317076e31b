"""What the last question lends to the next: 其中接待费呢, 加上购房补贴, 占支出总计的比重."""

from __future__ import annotations

from dataclasses import replace

from intents.confining import is_inside, names_unit
from intents.continuing import continued
from intents.conversation import Conversation
from intents.lending import BACKWARD, KEPT, Lent, begins, names_of, together
from intents.lexicon import marks, says_any
from intents.mentions import Sort
from intents.of_units import in_unit, of_units, outside
from intents.outcomes import Outcome, Unclear, Understood
from intents.rules import View
from intents.rules.rule import STRONG
from intents.rules.terms import GENERIC, subject_of
from intents.spending import share_spent, spent_of_last
from knowledge import (
    Answer,
    Fact,
    FactBase,
    Kind,
    Op,
    Phase,
    Query,
    Subject,
    ancestors,
    answer,
    standard_name,
)

_HANGING = frozenset(
    {"change", "compared", "share", "percent", "reason", "trend", "average", "sum", "parts"}
)
"""What is asked of something: by itself, of all spending."""
_UNCONTINUED = frozenset({"above", "below"})
"""Cues that nothing which goes on from a question explains: 哪个突破了年初预算 wants more than its figures again."""
_RECKONED = frozenset(
    {
        *(Op.LOOKUP, Op.SHARE, Op.SUM, Op.EXTREME, Op.PARTS, Op.CODE, Op.CHANGE),
        *(Op.DEFINE, Op.WHERE, Op.REASON, Op.USE, Op.COMPLETION, Op.WORDS),
    }
)
"""Behind what a share of the thing may be asked for, or a sum with another."""
_SIDES = frozenset({"revenue", "expenditure"})


def lend(view: View, conversation: Conversation) -> Lent | None:
    """Return the question with what it leaves unsaid taken from the last one; None where it stands by itself."""
    last = None if conversation.lost else conversation.last
    if conversation.asked_back and conversation.pending is not None and names_unit(view):
        last = conversation.pending
    adds = any(m.text in marks("adding") for m in view.mentions)
    if (
        last is None
        or view.left_over()
        or view.topics()
        or view.tables
        or (view.codes and not adds)
    ):
        return None
    turned = of_units(view, last) or _spent(view, last, conversation) or _which_projects(view, last)
    if turned is not None:
        return turned
    strong = view.ops & STRONG or _of_last_budget(view, last)
    generic = bool(view.groups) and _only_generic(view) and bool(strong)
    if view.groups and not generic:
        lent = in_unit(view, last) or _other_subject(view, last, conversation.whole)
        if lent is None:
            return None
        return replace(lent, names_own=not lent.of_unit, whole=whole_of(view, conversation))
    if (
        view.number is not None
        or not last.subjects
        or not (generic or _leans(view) or _of_last_budget(view, last))
    ):
        return None
    if view.ops & _UNCONTINUED:
        return None
    query = continued(view, last, conversation)
    counts = view.kind in {
        Kind.PEOPLE,
        Kind.COUNT,
    }  # 几个处室, 多少人: of the department, if not of the last
    return Lent(query, names_of(last), names_own=counts) if query is not None else None


def _spent(view: View, last: Query, conversation: Conversation) -> Lent | None:
    """Return what was spent of the last thing, or how much of it: 那实际花出去的呢, 等于用了百分之多少."""
    query = spent_of_last(view, last) or share_spent(view, replace(conversation, last=last))
    return Lent(query, names_of(query)) if query is not None else None


def _which_projects(view: View, last: Query) -> Lent | None:
    """Return which projects there are, behind what is spent on them: 项目支出多少, 具体是什么项目."""
    asked = len(last.subjects) == 1 and last.subjects[0].terms == {"project"}
    named = view.concepts() - {"project", "project_name"} or view.ops & STRONG - {"define"}
    if not asked or named or not says_any(view.text, "which_projects"):
        return None
    projects = Subject(terms=frozenset({"project_name"}), name=standard_name("project_name"))
    return Lent(Query(op=Op.WORDS, subjects=(projects,), years=view.years), names_of(last))


def whole_of(view: View, conversation: Conversation) -> Subject | None:
    """Return what a message says its subject is a part of: the last one's (里头电费呢); None where it says nothing."""
    last = None if conversation.lost else conversation.last
    if last is None or len(last.subjects) != 1 or not view.groups:
        return None
    if begins(view):
        return last.subjects[0]
    whole = conversation.whole
    named = frozenset[str]().union(*(s.terms for s in view.subjects))
    above = frozenset[str]().union(*map(ancestors, named))
    return whole if whole is not None and whole.terms and whole.terms <= above else None


def leans_back(view: View) -> bool:
    """Return whether a message opens or closes as one that goes on (那前一年呢) and names nothing of its own."""
    if view.text.startswith(tuple(marks("share_before"))):
        return True  # 占整个专项几成: of what was asked about before
    return (
        bool(BACKWARD.search(view.text))
        and not view.groups
        and not any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions)
        and not view.tables
        and view.number is None
    )


def hangs_on(view: View) -> bool:
    """Return whether a message, behind one that was not answered, says nothing of what it is about.

    By itself 比上年减了多少 asks of all spending; behind a question about vehicles it asks of them. Nor does what
    points at a figure (这个数占支出的比重) say which.
    """
    if says_any(view.text, "that_figure"):
        return True
    if not view.ops & _HANGING or view.groups or view.tables or view.codes:
        return False
    here = any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions)
    return view.number is None and not here


def names_only_department(view: View) -> bool:
    """Return whether a message goes on and names the department itself and nothing else: 那你们呢."""
    here = any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions)
    empty = not (view.groups or view.ops or view.years or view.left_over() or view.topics())
    return here and empty and bool(BACKWARD.search(view.text))


def _only_generic(view: View) -> bool:
    """Return whether a message only names a budget in general: 较年初预算相差多少 goes on from the last question."""
    return all(
        m.sort is Sort.CONCEPT and set(m.concepts) <= GENERIC
        for group in view.groups
        for m in group
    )


def _of_last_budget(view: View, last: Query) -> bool:
    """Return whether a message asks for the budget, or the accounts, of what was asked about: 那年初预算呢.

    In final accounts 预算是多少 alone does so too: there is no budget to ask about but that of each thing spent.
    """
    said = {m.text for m in view.mentions}
    whole = says_any(view.text, "whole_budget")
    of_all = not last.subjects or last.subjects[0].terms <= GENERIC | {"expenditure", "revenue"}
    phase = said & (marks("budget_words") | marks("final_accounts"))
    accounts = view.index.paper.phase is Phase.FINAL_ACCOUNTS
    alone = accounts and last.op is Op.LOOKUP and _only_generic(view)
    return bool(phase) and not (whole or of_all) and (alone or bool(BACKWARD.search(view.text)))


def _leans(view: View) -> bool:
    """Return whether a message without a subject of its own leans on the one before."""
    asking = bool(view.ops & {"reason", "share", "where", "define"})
    asks = (
        bool(
            view.ops & (STRONG | {"how_much", "parts", "exists", "what", "sum", "how_many_things"})
        )
        or bool(view.years)
        or view.every_year
    )
    here = any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions)
    if here and not asks and BACKWARD.search(view.text):
        return True  # 那社保处呢, after another department was asked about
    return asks and (not here or asking) and not view.has("faults", "list_tables", "balance")


def _other_subject(view: View, last: Query, whole: Subject | None) -> Lent | None:
    """Return a follow-up about another subject (其中接待费呢), with the year and the operation of the last one."""
    leaning = bool(BACKWARD.search(view.text)) or view.has("parent")
    joined = (
        _in_that(view, last, whole)
        or _joined(view, last)
        or (_narrowed(view, last) if view.has("parent") or begins(view) else None)
    )
    joined = joined or outside(view, last)
    if joined is not None:
        return joined
    if (
        leaning
        and last.tables
        and any(m.text in marks("cells") for m in view.mentions)
        and not view.ops & STRONG
    ):
        return Lent(last.model_copy(update={"subjects": view.subjects, "kind": view.kind}), "")
    if leaning and view.has("how_much") and not view.ops & STRONG and last.op is Op.CHANGE:
        return None
    if (
        not leaning
        or view.ops & (STRONG | {"parts", "sum", "faults"})
        or view.years
        or not last.years
    ):
        if (
            leaning
            and not (view.ops & (STRONG | {"parts", "sum", "how_much"}))
            and (last.reached or not view.speaks_of_money())
            and last.op in KEPT
            and not view.years
        ):
            return Lent(_alike(view, last), "")
        return _narrowed(view, last) if leaning else None
    if last.op in KEPT | {Op.LOOKUP}:
        named, latest = _alike(view, last), last.years[-1]
        if last.op is Op.LOOKUP:  # the year that is said to be carried over leads
            others = tuple(y for y in last.years if y != latest)
            named = named.model_copy(update={"years": (latest, *others)})
        return Lent(named, f"{latest} 年")
    return None


def _money_of(subject: Subject) -> Subject:
    """Return what a share is taken of behind a list of names: of projects, what is spent on them."""
    projects = subject.terms == {"project_name"}
    return subject_of("project") if projects else subject


def _in_that(view: View, last: Query, whole: Subject | None) -> Lent | None:
    """Return the share of a thing in the whole that was spoken of: 那购房补贴又占这一大类的百分之几."""
    pointed = any(a + b in view.text for a in marks("share_before") for b in marks("that_whole"))
    if not pointed or not view.has("share") or len(view.subjects) != 1 or len(last.subjects) != 1:
        return None
    part, asked = view.subjects[0], last.subjects[0]
    over = whole if whole is not None and not is_inside(part, asked, view.index) else asked
    shared = min(at for w in marks("share_before") if (at := view.text.find(w)) >= 0)
    if over == part or any(shared < m.start for g in view.groups for m in g):
        return None
    years = view.years or last.years[-1:]
    return Lent(Query(op=Op.SHARE, subjects=(part, over), years=years), over.name, of_unit=True)


def _alike(view: View, last: Query) -> Query:
    """Return what was asked last, asked of what a message names; a share of the same whole as before."""
    of_whole = last.op is Op.SHARE and len(last.subjects) > 1 and len(view.subjects) == 1
    subjects = (*view.subjects, last.subjects[-1]) if of_whole else view.subjects
    return last.model_copy(
        update={"subjects": subjects, "kind": view.kind, "tables": frozenset(), "direction": None}
    )


def _is_inside(view: View, whole: Subject) -> bool:
    """Return whether the share of a thing in the last one is asked for: 这里头养车的钱占多大比重, behind 三公经费."""
    before = view.text[: view.groups[0][0].start]
    inside = says_any(before, "part_of_it")
    above = frozenset[str]().union(*map(ancestors, view.subjects[0].terms))
    return inside and view.has("share") and bool(whole.terms) and whole.terms <= above


def _joined(view: View, last: Query) -> Lent | None:
    """Return a follow-up that names only what the last subject is reckoned with: 占支出总计的比重, 加上购房补贴."""
    if len(view.subjects) != 1 or not last.subjects or last.op not in _RECKONED:
        return None
    name = last.subjects[0].name
    if _is_inside(view, last.subjects[0]):
        inside = (view.subjects[0], last.subjects[0])
        return Lent(Query(op=Op.SHARE, subjects=inside, years=view.years or last.years[-1:]), name)
    share = next(
        (
            m.start
            for m in view.mentions
            if "share" in m.ops() and m.text.startswith(tuple(marks("share_before")))
        ),
        None,
    )
    if share is not None and all(m.start > share for group in view.groups for m in group):
        summed = last.op is Op.SUM and len(last.subjects) > 1
        parts = last.subjects if summed else (_money_of(last.subjects[0]),)
        both = (*parts, view.subjects[0])
        years = view.years or last.years[-1:]
        query = Query(op=Op.SHARE, subjects=both, years=years, together=summed)
        return Lent(query, names_of(last) if summed else name)
    if any(m.text in marks("adding") for m in view.mentions) and view.has("sum", "how_much"):
        return Lent(
            Query(op=Op.SUM, subjects=(*last.subjects, view.subjects[0]), years=last.years[-1:]),
            name,
        )
    if any(m.text in marks("same_row") for m in view.mentions):
        both_terms = last.subjects[0].terms | view.subjects[0].terms
        subject = Subject(
            terms=both_terms, codes=last.subjects[0].codes, name=f"{name}·{view.subjects[0].name}"
        )
        return Lent(
            Query(op=Op.LOOKUP, subjects=(subject,), years=last.years, tables=last.tables),
            name,
        )
    return None


def _narrowed(view: View, last: Query) -> Lent | None:
    """Return a part of the last subject (其中事业编制呢): what was asked about and what is said, together."""
    if len(last.subjects) != 1 or len(view.subjects) != 1 or view.ops & STRONG:
        return None
    both = last.subjects[0].terms | view.subjects[0].terms
    named = frozenset(term for term in last.subjects[0].terms if term.startswith("label:"))
    if named and not together(both, view):
        both = named | view.subjects[0].terms
    if (
        view.subjects[0].terms & _SIDES
        or last.op is not Op.LOOKUP
        or not together(both, view)
        or both == view.subjects[0].terms
    ):
        return None
    name = last.subjects[0].name
    subject = Subject(
        terms=both, one_of=view.subjects[0].one_of, name=f"{name}·{view.subjects[0].name}"
    )
    return Lent(last.model_copy(update={"subjects": (subject,), "kind": last.kind}), name)


def settled(outcome: Unclear, view: View, conversation: Conversation, base: FactBase) -> Outcome:
    """Return a follow-up that can be read in several ways as the one that goes on from the last question.

    其中财政拨款呢 behind 收入 is of the revenue; 其中公车呢 behind an amount asks for one. The readings where none
    is nearer than the others.
    """
    alike = [q for q in outcome.queries if _is_of_one_kind(q, base)]
    if len(alike) == 1:
        return Understood((alike[0],))  # 接待多少，公务用车多少: beside money, money is asked for
    last = None if conversation.lost else conversation.last
    if last is None or not (BACKWARD.search(view.text) or view.has("parent") or begins(view)):
        return outcome
    asked = frozenset[str]().union(*(s.terms for s in last.subjects))
    above = [
        frozenset[str]().union(*map(ancestors, _terms(q))) | _terms(q) for q in outcome.queries
    ]
    near = [q for q, terms in zip(outcome.queries, above, strict=True) if terms & asked]
    if len(near) != 1:
        kind = _kind_of(answer(last, base))
        near = [q for q in outcome.queries if kind and _kind_of(answer(q, base)) is kind]
    return Understood((near[0],)) if len(near) == 1 else outcome


def _terms(query: Query) -> frozenset[str]:
    return frozenset[str]().union(*(s.terms for s in query.subjects))


def _is_of_one_kind(query: Query, base: FactBase) -> bool:
    """Return whether a figure is told of each of several things asked about, all of one kind."""
    told = answer(query, base) if len(query.subjects) > 1 else None
    if told is None or len(told.main) != len(query.subjects):
        return False
    return len({figure.kind if isinstance(figure, Fact) else None for figure in told.main}) == 1


def _kind_of(told: Answer) -> Kind | None:
    """Return whether an answer gives money, people or things; None where it gives no printed figure."""
    first = told.main[0] if told.found and told.main else None
    return first.kind if isinstance(first, Fact) else None
