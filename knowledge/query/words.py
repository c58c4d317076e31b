"""Words: what the source says about something, defines, or sets as a goal; and where it says it."""

from __future__ import annotations

import re
from itertools import zip_longest

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact, Kind, State
from knowledge.query.choosing import Found
from knowledge.query.find import find, matches_of
from knowledge.query.lookup import distinct, finding_notices, lookup, not_found, notices_of
from knowledge.query.model import Answer, Op, Query, Subject
from knowledge.query.passages import sentences_of
from knowledge.query.projects import projects_listed
from knowledge.query.sentences import place_of
from knowledge.query.signs import signs
from knowledge.query.units import units_by_nature, units_listed
from knowledge.terms import squash, terms

_SAID = frozenset({Aspect.TEXT, Aspect.AMOUNT, Aspect.DEFINITION})
_MOST = 3
_GLOSSARY = ("名词解释", "名词", "术语")
"""What a section that explains words is headed by: what it says of departments in general is not of this one."""
_TELLING = 8
"""A sentence shorter than this is only a heading."""
_MOST_FIGURES = 6
_ACCOUNT = 30
"""So many characters in a cell are an account of the thing in its row, and not one of its fields."""
_NEAR_DEFINITION = 1.3
_UNITS = frozenset({"member_units", "unit_name"})
_LONG, _LONG_OF_SIDE = 400, 200
"""A passage this long is not quoted from its beginning, but from the sentence that tells (of the side asked about)."""
_TITLE = re.compile("《[^》]*》")
"""What a document's title says is not told of the department."""


def words(query: Query, index: PaperIndex) -> Answer:
    """Return what the source says in words about the subjects: a field, a duty, a goal.

    The figures inside the quoted words come along; a subject that has figures only gives those.
    """
    listed = _named_projects(query, index)
    if listed is not None:
        return listed
    quoted: list[Fact] = []
    figures: list[Fact] = []
    for subject in query.subjects:
        near = _said_of(subject, query, index) or _told_in_row(subject, index)
        quoted += near
        if not near:
            found = find(subject, query.model_copy(update={"kind": None}), index, None)
            figures += [found.best] if found else []
    told = _units_named(query, index) or _told_without_heading(query, quoted, index)
    if told is not None:
        return told
    if not quoted:
        looked_up = lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
        if looked_up.found:
            return looked_up
        units = units_listed(query, index) if _asks_for_units(query) else None
        return units or _of_wider_part(query, index) or looked_up
    shown = distinct(quoted)[: max(_MOST, len(query.subjects))]
    inside = [f for fact in shown for f in index.paper.facts if f.id.startswith(f"{fact.id}.w")]
    if query.numeric:
        inside = [*_counted(query, index), *inside]
    if query.amounts:
        rows = {(f.table, f.row) for f in shown if f.row is not None}
        figures += [
            f
            for f in index.paper.facts
            if (f.table, f.row) in rows and f.kind is Kind.MONEY and f.value
        ]
    return Answer(
        query,
        "words",
        main=tuple((*figures, *inside)[:_MOST_FIGURES]),
        quotes=shown,
        notices=tuple(finding_notices(shown, index)),
    )


def _named_projects(query: Query, index: PaperIndex) -> Answer | None:
    """Return the projects by name with their amounts, where nothing else is asked and several are listed."""
    if len(query.subjects) != 1 or query.subjects[0].terms != {"project_name"}:
        return None
    listed = projects_listed(query, index)
    several = listed is not None and len({f.label for f in listed.facts()}) > 1 + len(listed.parts)
    return listed if several else None


def _asks_for_units(query: Query) -> bool:
    """Return whether units with a budget of their own are asked for, and no offices within the department."""
    within = any(signs().inner_offices.search(word) for word in query.words)
    asked = frozenset[str]().union(*(subject.terms for subject in query.subjects))
    return "member_units" in asked <= _UNITS and not within


def _units_named(query: Query, index: PaperIndex) -> Answer | None:
    """Return the units that a table lists by what they are, where units are asked for; None otherwise."""
    said = any(signs().units_said.search(word) for word in query.words)
    return units_by_nature(query, index) if said and _asks_for_units(query) else None


def _of_wider_part(query: Query, index: PaperIndex) -> Answer | None:
    """Return the words of the part that tells of a subject which has no heading of its own; None where there is none.

    What a university does stands in 学校概况, what is to be reached in 绩效目标设置情况.
    """
    if len(query.subjects) != 1:
        return None
    for term in query.subjects[0].terms:
        for wider in terms()[term].nearest if term in terms() else ():
            near = _said_of(Subject(terms=frozenset({wider})), query, index)
            if near:
                notices = tuple(finding_notices(near[:1], index))
                return Answer(query, "words", quotes=tuple(near[:1]), notices=notices)
    return None


def _told_without_heading(query: Query, quoted: list[Fact], index: PaperIndex) -> Answer | None:
    """Return the sentences that tell of what no heading names, or of a side of it that what it heads leaves out.

    内设几个处室 is not answered by which units the budget is of. None where what is quoted tells of it.
    """
    sides = [
        (term, side)
        for subject in query.subjects
        for term in subject.terms
        if term in terms()
        for side in terms()[term].told_by
    ]
    asked = "".join(query.words)
    meant = [(t, side) for t, side in sides if any(form in asked for form in side)] or sides
    if len({term for term, _ in meant}) != 1:
        return None
    forms = tuple(form for _, side in meant for form in side)
    if any(form in str(fact.value) for fact in quoted for form in forms) or (
        quoted and len(meant) == len(sides)
    ):
        short = _LONG if len(meant) == len(sides) else _LONG_OF_SIDE
        return _from_where_it_tells(query, quoted, forms, index, short)
    found = _sentences_with(forms, frozenset(term for term, _ in meant), index)
    if not found or (
        quoted and not any(signs().counting_parts.search(sentence) for _, sentence in found)
    ):
        return None  # a mere mention elsewhere tells less than what is headed by it
    return Answer(
        query,
        "passage",
        places=tuple((place_of(sentence, fact, index), sentence) for fact, sentence in found),
        quotes=tuple(fact for fact, _ in found),
    )


def _from_where_it_tells(
    query: Query, quoted: list[Fact], forms: tuple[str, ...], index: PaperIndex, short: int
) -> Answer | None:
    """Return a long passage from the first sentence on that counts or lists what one of the words names.

    None where what is quoted is short, where no sentence does, or where it is counted what is asked for by number.
    """
    passage = str(quoted[0].value) if quoted else ""
    if len(passage) <= short or (query.numeric and _counted(query, index)):
        return None
    for sentence in sentences_of(passage):
        said = _TITLE.sub("", sentence)
        if signs().listing_parts.search(said) and any(form in said for form in forms):
            told = passage[passage.index(sentence) :].strip()
            place = place_of(sentence, quoted[0], index)
            return Answer(query, "passage", places=((place, told),), quotes=tuple(quoted[:1]))
    return None


def _sentences_with(
    forms: tuple[str, ...], terms_meant: frozenset[str], index: PaperIndex
) -> list[tuple[Fact, str]]:
    """Return the first sentences that hold one of the words, those with the most telling word in front.

    What stands under a heading of its own for what is meant goes before what is told of it elsewhere.
    """
    found: dict[str, tuple[int, Fact, str]] = {}
    for fact in index.paper.facts:
        section = fact.citation.place.section or ""
        if fact.aspect is not Aspect.TEXT or not isinstance(fact.value, str):
            continue
        if any(word in section for word in _GLOSSARY):
            continue
        for sentence in sentences_of(fact.value):
            said = _TITLE.sub("", sentence)
            rank = next((i for i, form in enumerate(forms) if form in said), None)
            before = found.get(squash(sentence))
            nearer = before is None or len(fact.value) < len(str(before[1].value))
            if rank is not None and len(sentence) >= _TELLING and nearer:
                elsewhere = not terms_meant & (fact.terms | fact.context)
                rank += len(forms) * elsewhere
                found[squash(sentence)] = rank, fact, sentence.strip()
    ranked = sorted(found.values(), key=lambda item: item[0])
    return [(fact, sentence) for rank, fact, sentence in ranked[:2] if rank == ranked[0][0]]


def _counted(query: Query, index: PaperIndex) -> list[Fact]:
    """Return what sentences count of the subjects: 内设机构12个; those first whose words the question shares."""
    wanted = frozenset().union(*(subject.terms for subject in query.subjects))
    found = [
        f
        for f in index.paper.facts
        if f.kind is Kind.COUNT and f.table is None and f.value and wanted & (f.terms | f.context)
    ]
    asked = set("".join(query.words))
    return sorted(found, key=lambda f: -len(asked & set(f.label)))[:_MOST]


def _said_of(subject: Subject, query: Query, index: PaperIndex) -> list[Fact]:
    """Return the words nearest to a subject; none where a blank field is nearer than any words."""
    kinds = frozenset({Kind.WORDS, Kind.DATE})
    near = index.match(subject, aspects=_SAID | {Aspect.TARGET}, kinds=kinds, tables=query.tables)
    filled = [m for m in near if m.fact.value is not None and _of_years(m.fact, query, index)]
    return [m.fact for m in filled if m.cost <= filled[0].cost + 0.5]


def _told_in_row(subject: Subject, index: PaperIndex) -> list[Fact]:
    """Return what the rows of a thing tell of it at length (项目简介), where the field asked for has no column.

    A list of projects gives one account of each, which holds its basis, its content and its use.
    """
    names = frozenset(term for term in subject.terms if term.startswith("label:"))
    if not names or names == subject.terms:
        return []
    return [
        f
        for f in index.paper.facts
        if f.kind is Kind.WORDS
        and f.row is not None
        and names <= f.terms
        and isinstance(f.value, str)
        and len(f.value) >= _ACCOUNT
    ]


def _of_years(fact: Fact, query: Query, index: PaperIndex) -> bool:
    """Return whether words are of a year asked for; those without a year are of the paper's own."""
    return not query.years or (fact.year or index.paper.year) in query.years


def use(query: Query, index: PaperIndex) -> Answer:
    """Return what the subject is for, in the source's words."""
    subject = query.subjects[0] if query.subjects else Subject()
    matches = index.match(subject, aspects=frozenset({Aspect.USE}))
    near = [m.fact for m in matches if m.cost <= matches[0].cost + 1.2]
    fields = [
        m.fact
        for term in ("project_use",)
        for m in index.match(
            Subject(terms=subject.terms | {term}), aspects=frozenset({Aspect.AMOUNT})
        )
    ]
    if not near and not fields:
        fields = (
            [
                m.fact
                for m in index.match(
                    Subject(terms=frozenset({"project_use"})), aspects=frozenset({Aspect.AMOUNT})
                )
            ]
            if subject.terms & {"project", "expenditure"} or not subject.terms
            else []
        )
    quotes = (
        distinct((*fields, *near))[:3]
        or distinct(_told_in_row(Subject(terms=subject.terms | {"project_use"}), index))[:1]
    )
    if not quotes:
        found = find(subject, query.model_copy(update={"years": ()}), index, None)
        if found is not None and found.best.state is not State.VALUE:
            return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
        return not_found(query, index)
    return Answer(query, "use", quotes=quotes, notices=tuple(finding_notices(quotes, index)))


def define(query: Query, index: PaperIndex) -> Answer:
    """Return the glossary's words for the subjects; where it has none for the first, that it has none."""
    defined = [_definitions_of(subject, index) for subject in query.subjects]
    if defined[0]:
        most = max(2, len(defined))
        near = [fact for each in zip_longest(*defined) for fact in each if fact is not None]
        shown = distinct(near)[:most]
        return Answer(query, "define", quotes=shown, notices=tuple(finding_notices(shown, index)))
    glossary = index.of_aspect(Aspect.DEFINITION)
    return Answer(
        query,
        "no_definition",
        found=False,
        nearest=glossary[:3],
        values={"name": query.subjects[0].name},
    )


def _definitions_of(subject: Subject, index: PaperIndex) -> list[Fact]:
    """Return the glossary's entries for a subject, the one printed under its very name first."""
    matches = index.match(subject, aspects=frozenset({Aspect.DEFINITION}))
    near = [
        m.fact
        for m in matches
        if (m.cost <= matches[0].cost + 0.3 and m.cost < _NEAR_DEFINITION)
        or subject.terms == _labels(m.fact)
    ]
    return sorted(near, key=lambda fact: subject.terms != _labels(fact))


def where(query: Query, index: PaperIndex) -> Answer:
    """Return every place where the subject stands, tables first."""
    facts: list[Fact] = []
    for subject in query.subjects:
        free = query.model_copy(update={"kind": None, "unit": None})
        found = find(subject, free, index, query.years[0] if query.years else None)
        if found is None:
            near = matches_of(subject, free, index, frozenset(Aspect))
            facts += [m.fact for m in near[:4] if m.cost <= near[0].cost + 0.5]
        else:
            facts += [found.best, *found.same, *found.differing]
            facts += [
                m.fact for m in matches_of(subject, free, index, frozenset(Aspect)) if m.cost < 0.6
            ]
    if not facts:
        return not_found(query, index)
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        place = fact.citation.place
        seen.setdefault(
            (place.table, place.table_title, place.section if not place.table_title else None), fact
        )
    ordered = sorted(seen.values(), key=lambda f: f.table is None)
    return Answer(
        query,
        "where",
        main=tuple(ordered[:6]),
        notices=notices_of((Found(facts[0]),), index),
    )


def as_of(query: Query, index: PaperIndex) -> Answer:
    """Return the date that the subject's figure is stated for."""
    found = find(query.subjects[0], query, index, None) if query.subjects else None
    if found is None:
        return not_found(query, index)
    if not found.best.as_of:
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    return Answer(query, "as_of", main=(found.best,))


def _labels(fact: Fact) -> frozenset[str]:
    """Return the name that a definition is printed under."""
    return frozenset(term for term in fact.terms if term.startswith("label:"))
