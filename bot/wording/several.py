"""What is said only where several papers are at hand: whose figure it is, which papers there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.reply import Status
from bot.wording.phrases import say, several
from bot.wording.refusals import Options, beyond, question_for, subject_name
from bot.wording.worded import Worded
from intents import Beyond, Library, NoPaper, Unclear
from knowledge import Op, PaperHead, Query

_MOST_NAMED = 6
_MOST_OPTIONS = 3
_ASKED = {Op.EXTREME: "rank", Op.SUM: "sum", Op.CHANGE: "difference", Op.RATIO: "ratio"}


def paper_name(head: PaperHead, library: Library) -> str:
    """Return a paper as it is called beside others: department, year, and budget or final accounts."""
    department = _with_level(head, library)
    return say(f"several.paper_{head.phase.value}", department=department, year=head.year)


def lead(out: Worded, head: PaperHead, library: Library) -> None:
    """Put in front of an answer whose it is."""
    out.headline = say("several.lead", paper=paper_name(head, library), headline=out.headline)


def named(options: Options, document: str | None, library: Library) -> Options:
    """Return questions as they are asked beside other papers: with the department, and of its paper."""
    found: list[tuple[str, Query | None]] = []
    for text, query in options:
        if query is not None and query.of:
            found.append((over_question(query, library), query))
            continue
        head = library.head(query.document if query is not None and query.document else document)
        placed = query.model_copy(update={"document": head.document}) if query is not None else None
        found.append((_asked_of(text, head, library, bool(query and query.years)), placed))
    return found


def readings(outcome: Unclear, library: Library) -> Options:
    """Return the readings of an unclear question, each with the department and paper that it is about."""
    queries = outcome.queries[:_MOST_OPTIONS]
    documents = [query.document for query in queries]
    options: list[tuple[str, Query | None]] = []
    for query in queries:
        if query.of:
            options.append((over_question(query, library), query))
            continue
        alone = outcome.wording and documents.count(query.document) == 1
        asked = f"{outcome.wording}？" if alone else question_of(query)
        paper = paper_name(library.head(query.document), library)
        options.append((say("several.question", paper=paper, question=asked), query))
    return options


def question_of(query: Query) -> str:
    """Return what is asked of a paper, in words that need no subject where the question has none."""
    if subject_name(query):
        return question_for(query.model_copy(update={"years": ()}))
    return say(f"several.op_{query.op.value}") if query.op in _WORDLESS else say("several.op_any")


_WORDLESS = frozenset({Op.FAULTS, Op.TABLES, Op.BALANCE, Op.IDENTITY, Op.ABSENT, Op.VACANCY})


def over_question(query: Query, library: Library) -> str:
    """Return a query over several papers as a whole question."""
    heads = [library.head(each.document) for each in query.of]
    names = list(dict.fromkeys(_with_level(head, library) for head in heads))
    which = which_papers(heads)
    listed = "、".join(names) if len(names) <= _MOST_OPTIONS else say("several.every")
    key = _ASKED.get(query.op, "each")
    if key == "rank" and not query.largest:
        key = "rank_least"
    return say(f"several.ask_{key}", names=listed, name=subject_name(query), which=which)


def which_papers(heads: Iterable[PaperHead]) -> str:
    """Return the year and phase that papers share; an empty string where they share none."""
    papers = {(head.year, head.phase) for head in heads}
    if len(papers) != 1:
        return ""
    year, phase = papers.pop()
    return say(f"several.which_{phase.value}", year=year)


def others(names: Sequence[str]) -> str:
    """Return the departments that are not among the readings offered, in one line."""
    listed = "、".join(names[:_MOST_NAMED])
    more = say("several.and_more", count=len(names)) if len(names) > _MOST_NAMED else ""
    return say("several.others", names=listed + more)


def no_paper(outcome: NoPaper, out: Worded, library: Library) -> Options:
    """Word that a department's paper of that year, phase or level is not at hand; offer those that are."""
    wanted = say("several.year", year=outcome.year) if outcome.year else ""
    if outcome.phase is not None:
        wanted += say(f"several.{outcome.phase.value}")
    wanted += outcome.level
    there = [paper_name(head, library) for head in _each(outcome.there)]
    out.headline = say(
        "several.no_paper",
        organisation=outcome.organisation,
        wanted=wanted or say("several.op_any"),
        papers="、".join(dict.fromkeys(there)),
    )
    question = several("next.popular")[0]
    options: Options = [
        (say("several.question", paper=paper_name(head, library), question=question), None)
        for head in _each(outcome.there)
    ]
    return list(dict(options).items())[:_MOST_OPTIONS]


def refused(
    outcome: Beyond, out: Worded, library: Library, document: str | None
) -> tuple[Status, Options]:
    """Word a question that no paper answers; another department's is told with those that are at hand."""
    index = library.about(document).index()
    status, options = beyond(outcome, out, index)
    if outcome.reason == "other_department":
        names = [o.name for o in library.organisations]
        listed = "、".join(names[:_MOST_NAMED])
        more = say("several.and_more", count=len(names)) if len(names) > _MOST_NAMED else ""
        out.headline = say("several.other_department", word=outcome.word, names=listed + more)
    elif outcome.reason == "service" and document is None:
        out.headline = say("beyond.service", phone="")
    if document is None:
        text = several("next.popular")[1]
        return status, [(f"{o.name}{text}", None) for o in library.organisations[:_MOST_OPTIONS]]
    return status, named(options, document, library)


def _asked_of(text: str, head: PaperHead, library: Library, has_year: bool) -> str:
    owner = next(o for o in library.organisations if head in o.heads)
    papers = {(h.year, h.phase, h.level) for h in owner.heads}
    if len(papers) == 1 or has_year:
        return f"{owner.name}{text}"
    return say("several.question", paper=paper_name(head, library), question=text)


def _with_level(head: PaperHead, library: Library) -> str:
    """Return a department's name, with the level of its paper where there are papers of several."""
    owner = next(o for o in library.organisations if head in o.heads)
    alike = [h for h in owner.heads if (h.year, h.phase) == (head.year, head.phase)]
    if head.level and len({h.level for h in alike} - {None}) > 1:
        return owner.name + say("several.level", level=head.level)
    return head.department


def _each(heads: Iterable[PaperHead]) -> list[PaperHead]:
    """Return one head of each paper that is more than one file, the latest first."""
    found: dict[object, PaperHead] = {}
    for head in heads:
        found.setdefault((head.year, head.phase, head.level), head)
    return sorted(found.values(), key=lambda h: -h.year)
