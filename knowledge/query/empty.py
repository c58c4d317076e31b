"""Why a table holds no figures: what the contents page, its notes and the text say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.base import PaperIndex
from knowledge.document import Place, Table
from knowledge.facts import Aspect, Fact, Kind, State
from knowledge.query.lookup import lookup
from knowledge.query.model import Answer, Op, Query
from knowledge.query.papers import table
from knowledge.terms import essence, squash, terms_in

_SAYS_NONE = re.compile(r"没有|未安排|未使用|不涉及|无(?!法|论|偿|障碍|线|人|害|形|纸)|空表|不存在")
_SENTENCE = re.compile(r"[^。；;！!\n]*[。；;！!\n]?")
_SAID_OF = frozenset({"government_fund", "state_capital", "three_public"})
"""What a table is of that a paper may have none of."""
_SHORTEST = 4
_MOST = 3


def empty(query: Query, index: PaperIndex) -> Answer:
    """Return what the paper says of a table that holds no figures; the table itself where it holds some.

    Said are: the contents page's column for it, a note under the table or in its cells, a sentence of the text.
    """
    chosen = _tables_meant(query, index)
    filled = [f for f in index.paper.facts if f.table in chosen and _is_figure(f)]
    if filled and query.tables:
        return table(query.model_copy(update={"op": Op.TABLE, "tables": chosen}), index)
    told = [
        *_on_contents_page(chosen, index),
        *_in_tables(chosen, index),
        *_in_text(query, chosen, index),
    ]
    if told:
        said = {squash(sentence): (place, sentence) for place, sentence, _ in reversed(told)}
        places = tuple(reversed(said.values()))[:_MOST]
        return Answer(query, "passage", places=places, quotes=tuple(f for *_, f in told)[:_MOST])
    if query.subjects:
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    return table(query.model_copy(update={"op": Op.TABLE}), index)


def _is_figure(fact: Fact) -> bool:
    return fact.value is not None and fact.kind is not Kind.WORDS and fact.value != 0


def _tables_meant(query: Query, index: PaperIndex) -> frozenset[int]:
    """Return the tables named, else those whose titles name the subject.

    Tables named by the tail of their titles alone (…支出决算表) give way to one that is of the subject.
    """
    wanted = {term for subject in query.subjects for term in subject.terms} & _SAID_OF
    named = frozenset(t.index for t in index.paper.tables if wanted & _terms_of(t))
    return (query.tables & named or named or query.tables) if query.tables else named


def _terms_of(chosen: Table) -> set[str]:
    return {named.term for named in terms_in(chosen.title or "")}


def _on_contents_page(
    chosen: frozenset[int], index: PaperIndex
) -> Iterator[tuple[Place, str, Fact]]:
    """Yield the reasons that a list of the tables gives in a column of its own (公开空表理由)."""
    names = {
        squash(name)
        for i in chosen
        for name in (index.paper.tables[i].number, index.paper.tables[i].title)
        if name
    }
    for fact in index.paper.facts:
        row = squash(fact.citation.place.row or "")
        if (
            fact.kind is Kind.WORDS
            and fact.table is not None
            and fact.table not in chosen
            and any(row.endswith(name) or row == name for name in names)
            and _tells(fact.value)
        ):
            yield fact.citation.place, str(fact.value), fact


def _in_tables(chosen: frozenset[int], index: PaperIndex) -> Iterator[tuple[Place, str, Fact]]:
    """Yield the notes of the tables and the words in their cells that say that there is none."""
    for i in sorted(chosen):
        of_table = [f for f in index.paper.facts if f.table == i]
        for note in index.paper.tables[i].notes:
            if _tells(note.text) and of_table:
                yield _under(index.paper.tables[i], note.place), note.text, of_table[0]
        for fact in of_table:
            quote = fact.citation.quote
            if fact.state is State.NONE_ARRANGED and _tells(quote):
                yield fact.citation.place, quote, fact
            elif fact.kind is Kind.WORDS and _tells(fact.value):
                yield fact.citation.place, str(fact.value), fact


def _under(noted: Table, place: Place) -> Place:
    """Return the place of a note with the table that it stands under."""
    return place.at(table=noted.number, table_title=noted.title)


def _in_text(
    query: Query, chosen: frozenset[int], index: PaperIndex
) -> Iterator[tuple[Place, str, Fact]]:
    """Yield the sentences of the text that say that there is none of what the tables are of."""
    of_tables = {t for i in chosen for t in _terms_of(index.paper.tables[i])}
    asked = {term for subject in query.subjects for term in subject.terms}
    wanted = essence((of_tables | asked) & _SAID_OF)
    if not wanted:
        return
    for fact in index.paper.facts:
        if fact.aspect is not Aspect.TEXT or not isinstance(fact.value, str):
            continue
        for sentence in _SENTENCE.findall(fact.value):
            if _tells(sentence) and wanted <= {n.term for n in terms_in(sentence)}:
                yield fact.citation.place, sentence.strip(), fact


def _tells(text: object) -> bool:
    return isinstance(text, str) and len(text) >= _SHORTEST and bool(_SAYS_NONE.search(text))
