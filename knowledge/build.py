"""The first chain on one page: a file → what the paper says."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path, PurePath

from knowledge.checks import checked
from knowledge.corrections import Correction, put_right
from knowledge.document import Document, Finding, Grid, Source
from knowledge.extract.about import Identity
from knowledge.extract.cells import facts_in
from knowledge.extract.identity import NotADisclosure, identity_of, name_findings, year_findings
from knowledge.extract.projects import filed_under_projects
from knowledge.extract.promises import promises_in
from knowledge.extract.prose import facts_in_notes, facts_in_prose, facts_of_words
from knowledge.extract.sections import outline_of
from knowledge.extract.totals import settled
from knowledge.facts import Aspect, Fact, Paper, State
from knowledge.findings import finding_key
from knowledge.halves import are_halves, is_of_words, source_of, together
from knowledge.readers import READERS, Unreadable, read
from knowledge.readers.bundle import is_bundle, unpacked
from knowledge.script import as_printed, rewritten
from knowledge.shelves import renamed
from knowledge.tables import Tables, tables_in, with_own_row

_RECOGNISED = "recognised_pages"
"""Tells of whole pages: whatever stands on one was read by OCR."""


def paper(path: Path, name: str = "", corrections: Sequence[Correction] = ()) -> Paper:
    """Given the path of a disclosure, return what it says: facts, findings, promises.

    It may be a zip of the files that it was published in. `name` is what people call it, where it is kept
    under another one; `corrections` are of what was misread in it. Raises `Unreadable` where a file cannot
    be read, `NotADisclosure` where it is none.
    """
    if is_bundle(path):
        return _of_bundle(path, name, corrections)
    return paper_of(read(path, name), corrections)


def papers(paths: Iterable[Path]) -> tuple[Paper, ...]:
    """Given paths of disclosures, folders of them too, return what they say, in order.

    Two files that are one disclosure, its tables in one and its words in the other, are one paper.
    """
    files = [file for path in paths for file in _files_at(path)]
    apart = [paper(file) for file in files]
    found: list[Paper] = []
    for index, one in enumerate(apart):
        other = _other_half(index, apart)
        if other is None:
            found.append(one)
        elif index < other:
            found.append(_joined([read(files[index]), read(files[other])]))
    return tuple(found)


def joined_paper(one: Path, other: Path) -> Paper | None:
    """Return the one disclosure that two files are, tables in one and words in the other; None where they are not."""
    if not are_halves(paper(one), paper(other)):
        return None
    return _joined([read(one), read(other)])


def paper_of(document: Document, corrections: Sequence[Correction] = ()) -> Paper:
    """Given a document as read, and what a person corrected of it, return what it says.

    One in Traditional characters is read in Simplified ones and quoted as printed.
    """
    source = rewritten(document)
    if source is None:
        return _paper_of(document, corrections)
    return as_printed(_paper_of(source.document, corrections), source)


def _paper_of(document: Document, corrections: Sequence[Correction]) -> Paper:
    found, about, corrected = put_right(
        tables_in(document), document.source.id, partial(_identity, document), corrections
    )
    outline = outline_of(found.prose)
    tables = tuple(with_own_row(table, about.department) for table in found.tables)
    cells = tuple(fact for table in tables for fact in facts_in(table, about))
    spoken = tuple(part for fact in cells for part in facts_of_words(fact, about))
    spoken_of, told_findings = facts_in_prose(outline, about)
    noted = facts_in_notes(tables, about)
    told = settled((*spoken_of, *noted), cells)
    if not any(_tells(fact) for fact in (*cells, *told)):
        raise NotADisclosure(_why_nothing(document))
    promises, lacking = promises_in(outline, found.tables, about.department)
    draft = Paper(
        source=document.source,
        title=about.title,
        department=about.department,
        year=about.year,
        phase=about.phase,
        tables=tables,
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
        *(
            name_findings(about),
            lacking,
            outline.findings,
            told_findings,
            result.findings,
            corrected,
        ),
    )
    return replace(
        draft,
        facts=_touched(draft.facts, findings),
        findings=findings,
        checked=result.checked,
        held=result.held,
    )


def _why_nothing(document: Document) -> str:
    """Return why a disclosure tells nothing: its table is not to be told apart or never calculated, or it is blank."""
    unclear = (f for f in document.findings if f.code == "unclear_columns")
    lines = next((finding.value("lines") for finding in unclear), "")
    if lines:
        return (
            f"这份文件里的表（第 {lines} 行）行列已经散开，看不出哪个数在哪一格，没有读；"
            "请换原来的 Excel、Word 或 PDF 文件再试。"
        )
    if any(finding.code == "uncalculated" for finding in document.findings):
        return (
            "这份表格里的数是公式，没有存下算出的结果，读不到；"
            "请用 Excel 或 WPS 表格打开、保存一次再试。"
        )
    return "这份文件是空白的样张，没有填数；请换一份填好的公开文件再试。"


def _files_at(path: Path) -> list[Path]:
    """Return a file, or the files of a folder that by their endings may be disclosures."""
    if not path.is_dir():
        return [path]
    files = sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in READERS and not file.name.startswith((".", "~$"))
    )
    if not files:
        raise Unreadable(
            "empty", f"文件夹“{path.name}”里没有能读的文件。请指明公开文件所在的文件夹或文件。"
        )
    return files


def _identity(document: Document, found: Tables) -> Identity:
    return identity_of(document, found.tables, found.prose)


def _of_bundle(path: Path, name: str, corrections: Sequence[Correction]) -> Paper:
    """Return the one paper that a zip holds; raise `Unreadable` where it holds several."""
    with unpacked(path) as files:
        documents = [read(file) for file in files]
        called = name or path.name
        named = f"“{called}”"
        if len(documents) == 1:
            found = paper_of(documents[0], corrections)
        elif len(documents) == 2 and _may_be_one(documents):
            found = _joined(documents, corrections)
        else:
            listed = "、".join(f"“{file.name}”" for file in files)
            raise Unreadable(
                "several_papers",
                f"压缩包{named}里的 {len(files)} 个文件（{listed}）不是同一份公开的表和文字两部分，"
                "分不清以哪一份为准。请解开后分别来交，或只留一份。",
            )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return renamed(
        replace(found, source=Source(found.source.id, str(path), "zip", digest)),
        PurePath(called).stem,
    )


def _may_be_one(documents: Sequence[Document]) -> bool:
    """Return whether two documents are one disclosure; tables alone may not say whose they are."""
    found = []
    for document in documents:
        try:
            found.append(paper_of(document))
        except NotADisclosure:
            continue
    if len(found) == 2:
        return are_halves(*found)
    # only the words say whose they are: they may have a form of performance behind them
    drawn = [any(isinstance(block, Grid) for block in document.blocks) for document in documents]
    return len(found) == 1 and any(drawn) and (not all(drawn) or is_of_words(found[0]))


def _other_half(index: int, apart: Sequence[Paper]) -> int | None:
    """Return which paper is the other half of one, where each fits no third."""

    def fitting(one: int) -> list[int]:
        return [n for n in range(len(apart)) if n != one and are_halves(apart[one], apart[n])]

    others = fitting(index)
    return others[0] if len(others) == 1 and fitting(others[0]) == [index] else None


def _joined(documents: Sequence[Document], corrections: Sequence[Correction] = ()) -> Paper:
    return paper_of(together(documents, source_of(documents)), corrections)


def _tells(fact: Fact) -> bool:
    """Whether a fact is something that a filled-in paper says; blanks and a template's words are nothing."""
    if fact.aspect in {Aspect.CHANGE, Aspect.CHANGE_PERCENT}:
        return bool(fact.value)  # 比上年增加（减少）XX万元（持平） stands in every template
    return isinstance(fact.value, Decimal) or fact.state is State.NONE_ARRANGED


def _once(*several: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for findings in several for finding in findings))


def _touched(facts: Sequence[Fact], findings: Iterable[Finding]) -> tuple[Fact, ...]:
    """Facts with the keys of the findings that name their place, or their page where it was recognised in a picture.

    A note touches nothing.
    """
    keys: dict[object, list[str]] = defaultdict(list)
    pages: dict[tuple[str | None, int | None], list[str]] = defaultdict(list)
    for finding in findings:
        for place in finding.places if finding.severity != "note" else ():
            if finding.code == _RECOGNISED:
                pages[place.file, place.page].append(finding_key(finding))
            else:
                keys[place].append(finding_key(finding))
    touched = []
    for fact in facts:
        place = fact.citation.place
        found = [*fact.findings, *keys.get(place, ()), *pages.get((place.file, place.page), ())]
        touched.append(replace(fact, findings=tuple(dict.fromkeys(found))) if found else fact)
    return tuple(touched)
