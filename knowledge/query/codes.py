"""Codes: by which a paper numbers a project, a unit or a subject."""

from __future__ import annotations

import re

from knowledge.base import PaperIndex
from knowledge.facts import Fact
from knowledge.query.find import LEVELS, labels_of_code
from knowledge.query.lookup import lookup
from knowledge.query.model import Answer, Op, Query, Subject
from knowledge.query.units import is_own_row
from knowledge.terms import squash

_LABEL = "label:"
_ASKED = frozenset({"project_code", "unit_name"})
"""Terms that say what sort of code is asked for, and not of what."""
_PROJECT = re.compile(r"(?=.*\d)[0-9A-Za-z]{12,}")
"""A project's code is longer than any subject's or unit's: 42011326062T000000100."""
_MOST = 10
_IN_SENTENCES = frozenset({Op.CHANGE, Op.REASON, Op.COMPLETION, Op.AGAINST_BUDGET})


def codes_told(query: Query, index: PaperIndex) -> Answer:
    """Return the codes printed in the rows of what is named: of the department or of all projects where nothing is.

    A field for the code that is left blank elsewhere comes along.
    """
    (subject,) = query.subjects
    named = subject.model_copy(update={"terms": subject.terms - _ASKED})
    if named.terms or named.one_of:
        rows = _rows_of(named, index)
    elif "project_code" in subject.terms:
        rows = [f for f in _coded(index) if _PROJECT.fullmatch(f.codes[0])]
    else:
        rows = [f for f in _coded(index) if is_own_row(f, index)]
    once: dict[str, Fact] = {}
    for fact in rows:
        once.setdefault(fact.codes[0], fact)
    told = tuple(once.values())[:_MOST]
    blank = tuple(f for f in index.paper.facts if f.terms == subject.terms and f.value is None)[:1]
    if not told:
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    return Answer(query, "codes", parts=told, also=blank)


def named_by_code(query: Query, index: PaperIndex) -> Query | None:
    """Return a question about a row's code as one about the row's name: sentences tell of it by that alone.

    None where the question tells of no single code, or where the name stands beside another code too.
    """
    if query.op not in _IN_SENTENCES and not query.years:
        return None
    (subject, *others) = query.subjects or (Subject(),)
    if others or len(subject.codes) != 1 or subject.one_of:
        return None
    names = labels_of_code(subject, index)
    alike = (f for f in index.paper.facts if names and f.codes and names <= f.terms)
    if not names or any(not subject.codes <= frozenset(f.codes) for f in alike):
        return None
    terms = frozenset(t for t in subject.terms if not t.startswith(_LABEL)) | names
    named = Subject(terms=terms, name=next(iter(names)).removeprefix(_LABEL))
    return query.model_copy(update={"subjects": (named,)})


def _coded(index: PaperIndex) -> list[Fact]:
    """Return a fact of each row that a code is printed in."""
    rows: dict[tuple[int | None, int | None], Fact] = {}
    for fact in index.paper.facts:
        if fact.codes and fact.row is not None and fact.citation.place.row:
            rows.setdefault((fact.table, fact.row), fact)
    return list(rows.values())


def _rows_of(named: Subject, index: PaperIndex) -> list[Fact]:
    """Return the rows with a code that are of nothing but what is named."""
    near = index.match(named, aspects=LEVELS)
    least = min((m.cost for m in near), default=0.0)
    labels = {t.removeprefix(_LABEL) for t in named.terms | named.one_of if t.startswith(_LABEL)}
    return [
        m.fact
        for m in near
        if m.fact.codes
        and (squash(m.fact.citation.place.row or "") in labels if labels else m.cost == least)
    ]
