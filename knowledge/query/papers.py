"""Questions about the paper itself: its tables, codes, figures, faults, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.document import Table
from knowledge.facts import Aspect, Fact, Kind, State
from knowledge.query.choosing import YUAN, Found, in_yuan, same_value
from knowledge.query.find import LEVELS, find, matches_of
from knowledge.query.lookup import distinct, finding_notices, not_found, notices_of
from knowledge.query.model import Answer, Notice, Op, Query, Subject
from knowledge.query.nearness import said_of
from knowledge.query.signs import signs
from knowledge.terms import squash

_MOST_FACTS = 10


def table(query: Query, index: PaperIndex) -> Answer:
    """Return what a table is and the figures that stand in it."""
    chosen = [index.paper.tables[i] for i in sorted(query.tables)]
    facts = [f for f in index.paper.facts if f.table in query.tables and f.aspect in LEVELS]
    filled = [f for f in facts if f.value is not None]
    shown = sorted(filled, key=lambda f: (f.value == 0, len(f.terms)))[:_MOST_FACTS]
    shown.sort(key=lambda f: (f.table or 0, f.row or 0, f.column or 0))
    absent = [f for f in facts if f.state is State.NONE_ARRANGED and f.value is None][:1]
    blank = len([f for f in facts if f.state is State.BLANK])
    notices = [Notice("blank_cells", (("count", str(blank)),))] if blank else []
    return Answer(
        query,
        "table",
        tables=tuple(chosen),
        parts=tuple(shown or absent),
        notices=tuple(notices),
        places=(
            *((t.place, _head(t)) for t in chosen[:3]),
            *((note.place, note.text) for t in chosen[:3] for note in t.notes[:2]),
        ),
    )


def tables(query: Query, index: PaperIndex) -> Answer:
    """Return which tables the paper has, and which its contents page promises in vain."""
    promised = tuple(p for p in index.paper.promises if p.table is None)
    printed = tuple(_as_printed(index.paper.tables))
    return Answer(
        query,
        "tables",
        tables=printed,
        promises=promised,
        places=tuple((t.place, _head(t)) for t in printed[:12]),
    )


def _as_printed(tables: Iterable[Table]) -> Iterator[Table]:
    """Yield each printed table once: the sub-tables of a filled-in form stand behind its fields, under its title."""
    form: tuple[str | None, str] | None = None
    for each in tables:
        named = each.number, (each.title or "").split(" · ")[0]
        if (each.columns and named == form) or squash(named[1]) in signs().contents:
            continue
        form = None if each.columns else named
        yield each


def promised(query: Query, index: PaperIndex) -> Answer:
    """Return a table that the contents page names and the body lacks, with what the prose says of it."""
    wanted = {squash(word) for word in query.words}
    names = tuple(p for p in index.paper.promises if squash(p.name) in wanted)
    facts: tuple[Fact, ...] = ()
    for subject in query.subjects:
        free = Query(op=Op.LOOKUP, subjects=(subject,))
        facts += tuple(m.fact for m in matches_of(subject, free, index) if m.cost < 1)[:2]
    return Answer(
        query,
        "promised",
        promises=names,
        parts=facts,
        places=tuple((p.place, p.name) for p in names),
        notices=tuple(Notice("not_in_body", (("name", p.name),)) for p in names),
    )


def absent(query: Query, index: PaperIndex) -> Answer:
    """Return what the source says is not arranged, each once, in its own words."""
    said = [f for f in index.paper.facts if f.state is State.NONE_ARRANGED and f.table is None]
    if not said:
        return not_found(query, index)
    once: dict[frozenset[str], Fact] = {}
    for fact in said:
        once.setdefault(fact.terms, fact)
    return Answer(query, "absent", main=tuple(once.values())[:_MOST_FACTS])


def code(query: Query, index: PaperIndex) -> Answer:
    """Return what a code stands for, and the figures printed beside it."""
    wanted = frozenset().union(*(subject.codes for subject in query.subjects))
    facts = [f for f in index.paper.facts if set(f.codes) & wanted and f.aspect in LEVELS]
    if not facts:
        return not_found(query, index)
    figures = [f for f in facts if f.value is not None and f.kind is not Kind.WORDS]
    spent = {f.id for f in figures if "revenue" not in said_of(f)}
    named = sorted(figures, key=lambda f: (len(f.codes), len(f.terms), f.id not in spent)) or facts
    first = named[0]
    said = distinct(f for f in facts if f.kind is Kind.WORDS and f.value is not None)[:3]
    return Answer(
        query,
        "code",
        main=(first,),
        also=said,
        values={
            "code": "、".join(sorted(wanted)),
            "name": first.citation.place.row or first.label,
        },
    )


def number(query: Query, index: PaperIndex) -> Answer:
    """Return what a printed figure is: every fact that has it, by what it is and its year."""
    if query.number is None:
        return not_found(query, index)
    if query.words:
        printed = [f for f in index.paper.facts if squash(f.printed or str(f.value)) in query.words]
        return (
            Answer(query, "number", main=distinct(printed)[:4])
            if printed
            else not_found(query, index)
        )
    said = frozenset().union(*(s.terms for s in query.subjects)) if query.subjects else frozenset()
    same = [f for f in index.paper.facts if _is(f, query.number, query.unit) and said <= said_of(f)]
    if not same:
        return Answer(query, "not_found", found=False, values={"number": str(query.number)})
    same.sort(key=lambda f: (f.aspect not in LEVELS, sum(1 for _ in f.terms), f.table is None))
    return Answer(
        query, "number", main=distinct(same)[:4], notices=tuple(finding_notices(same[:4], index))
    )


def balance(query: Query, index: PaperIndex) -> Answer:
    """Return whether revenue and expenditure, all or of one fund, agree, in every table that prints both totals."""
    year = query.years[0] if query.years else None
    free = query.model_copy(update={"kind": Kind.MONEY, "unit": None, "tables": query.tables})
    fund = frozenset[str]().union(*(subject.terms for subject in query.subjects))

    def total_of(side: str) -> Found | None:
        total = find(Subject(terms=fund | {side, "grand_total"}), free, index, year)
        return total or find(Subject(terms=fund | {side}), free, index, year)

    income, spending = total_of("revenue"), total_of("expenditure")
    apart = fund and income and spending and income.best.table != spending.best.table
    if not income or not spending or apart:
        lacking = Subject(terms=fund | {"revenue"})
        return not_found(query.model_copy(update={"subjects": (lacking,)}), index)
    agree = same_value(income.best, spending.best)
    return Answer(
        query,
        "balance",
        main=(income.best, spending.best),
        also=income.same[:3],
        values={"agree": "yes" if agree else "no"},
        notices=notices_of((income, spending), index),
    )


def faults(query: Query, index: PaperIndex) -> Answer:
    """Return what is wrong with the source: its findings, errors first."""
    rank = {"error": 0, "warning": 1, "note": 2}
    ordered = tuple(
        sorted(
            (f for f in index.paper.findings if f.severity != "note"),
            key=lambda f: rank[f.severity],
        )
    )
    places = tuple(
        pair for f in ordered[:8] for pair in list(zip(f.places, f.quotes, strict=False))[:2]
    )
    return Answer(
        query,
        "faults",
        findings=ordered[:8],
        places=places[:14],
        values={
            "count": str(len(ordered)),
            "checked": str(index.paper.checked),
            "held": str(index.paper.held),
        },
    )


def identity(query: Query, index: PaperIndex) -> Answer:
    """Return whose paper it is, of which year, and of which kind."""
    paper = index.paper
    first = next((t.place for t in paper.tables), None)
    title = next((f for f in paper.facts if f.aspect is Aspect.TEXT), None)
    place = title.citation.place if title else first
    return Answer(
        query,
        "identity",
        places=((place, paper.title),) if place else (),
        values={
            "title": paper.title,
            "department": paper.department,
            "year": str(paper.year),
            "phase": paper.phase.value,
        },
    )


def _is(fact: Fact, value: Decimal, unit: str | None) -> bool:
    if not isinstance(fact.value, Decimal):
        return False
    if fact.unit == unit or unit is None:
        return abs(fact.value) == abs(value)
    amount = in_yuan(fact)
    return (
        unit in YUAN
        and fact.unit in YUAN
        and amount is not None
        and abs(amount) == abs(value) * YUAN[unit]
    )


def _head(chosen: Table) -> str:
    return " ".join(part for part in (chosen.number, chosen.title) if part)
