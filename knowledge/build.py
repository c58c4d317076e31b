"""The first chain on one page: a file → what the paper says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from knowledge.checks import checked
from knowledge.document import Document, Finding
from knowledge.extract.cells import facts_in
from knowledge.extract.identity import NotADisclosure, identity_of, year_findings
from knowledge.extract.projects import filed_under_projects
from knowledge.extract.promises import promises_in
from knowledge.extract.prose import facts_in_prose, facts_of_words
from knowledge.extract.sections import outline_of
from knowledge.facts import Fact, Paper, State
from knowledge.findings import finding_key
from knowledge.readers import read
from knowledge.tables import tables_in


def paper(path: Path) -> Paper:
    """Given the path of a disclosure, return what it says: facts, findings, promises.

    Raises `Unreadable` where the file cannot be read, `NotADisclosure` where it is none.
    """
    return paper_of(read(path))


def paper_of(document: Document) -> Paper:
    """Given a document as read, return what it says."""
    found = tables_in(document)
    about = identity_of(document, found.tables, found.prose)
    outline = outline_of(found.prose)
    cells = tuple(fact for table in found.tables for fact in facts_in(table, about))
    spoken = tuple(part for fact in cells for part in facts_of_words(fact, about))
    told, told_findings = facts_in_prose(outline, about)
    if not any(_tells(fact) for fact in (*cells, *told)):
        raise NotADisclosure("这份文件是空白的样张，没有填数；请换一份填好的公开文件再试。")
    promises, lacking = promises_in(outline, found.tables, about.department)
    draft = Paper(
        source=document.source,
        title=about.title,
        department=about.department,
        year=about.year,
        phase=about.phase,
        tables=found.tables,
        facts=(*cells, *spoken, *filed_under_projects(told)),
        findings=(),
        promises=promises,
        place=about.place,
        level=about.level,
    )
    titles = [(table.title, table.place) for table in found.tables if table.title]
    result = checked(draft)
    findings = _once(
        *(document.findings, found.findings, year_findings(about, (*outline.headings(), *titles))),
        *(lacking, outline.findings, told_findings, result.findings),
    )
    return replace(
        draft,
        facts=_touched(draft.facts, findings),
        findings=findings,
        checked=result.checked,
        held=result.held,
    )


def _tells(fact: Fact) -> bool:
    """Whether a fact is something that a filled-in paper says; blanks and a template's words are nothing."""
    return isinstance(fact.value, Decimal) or fact.state is State.NONE_ARRANGED


def _once(*several: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for findings in several for finding in findings))


def _touched(facts: Sequence[Fact], findings: Iterable[Finding]) -> tuple[Fact, ...]:
    """Facts with the keys of the findings that name their place; a note touches nothing."""
    keys: dict[object, list[str]] = defaultdict(list)
    for finding in findings:
        for place in finding.places if finding.severity != "note" else ():
            keys[place].append(finding_key(finding))
    return tuple(
        replace(fact, findings=tuple(dict.fromkeys((*fact.findings, *keys[fact.citation.place]))))
        if fact.citation.place in keys
        else fact
        for fact in facts
    )
