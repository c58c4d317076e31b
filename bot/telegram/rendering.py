"""A reply → the messages that show it; pure, and knows nothing of Telegram's library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.addresses import key_of
from bot.reply import Reply, ReplyCitation
from bot.telegram.markup import Paragraph, Piece, Span, paragraph, pieces
from bot.telegram.service import TableLine
from bot.telegram.texts import AnswerWords, Pages

CITATIONS_SHOWN = 3
_SENTENCE_ENDS = ("。", "：", "！", "？")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def answer_pieces(
    reply: Reply,
    words: AnswerWords,
    *,
    asked: str = "",
    late: str = "",
    listed: Sequence[str] = (),
    at_most: int = 4,
) -> tuple[Piece, ...]:
    """Given a reply, return the messages that show it: at least one, and `at_most` (2 or more) many.

    `asked` is the question to repeat above it (where a button was pressed); `late` is how long ago it
    was sent, where the answer comes late; `listed` are the options
    whose buttons cannot hold their whole text. Where it is too long, the end of its lines is left
    out, and said to be; the notices, the evidence and the options stay.
    """
    body = [*_asked(asked, words), *_late(late, words), *_body(reply, words, listed)]
    tail = [*_notices(reply, words), *_evidence(reply, words), *_listed(reply, listed, words)]
    whole = pieces([*body, *tail])
    if not whole:
        return pieces([paragraph(words.empty)])
    if len(whole) <= at_most:
        return whole
    last = pieces([paragraph(words.cut), *tail])[: at_most - 1]
    return (*pieces(body)[: at_most - len(last)], *last)


def tables_pieces(
    tables: Sequence[TableLine], words: AnswerWords, pages: Pages, at_most: int
) -> tuple[Piece, ...]:
    """Given the tables of the disclosures, return the messages that list them."""
    if not tables:
        return pieces([paragraph(pages.no_tables)])
    papers = list(dict.fromkeys(table.document for table in tables))
    several = pages.tables_of_several.format(papers=len(papers), count=len(tables))
    head = several if len(papers) > 1 else pages.tables.format(count=len(tables))
    lines = [paragraph(head, "b")]
    for document in papers:
        own = [table for table in tables if table.document == document]
        if len(papers) > 1:
            lines.append(paragraph(own[0].paper, "b", gap=True))
        lines += [paragraph(_table(table, words, pages)) for table in own]
    whole = pieces(lines)
    return whole if len(whole) <= at_most else (*whole[:at_most], *pieces([paragraph(pages.more)]))


def _asked(question: str, words: AnswerWords) -> Iterator[Paragraph]:
    if question:
        yield paragraph(words.asked.format(question=question), "i")


def _late(ago: str, words: AnswerWords) -> Iterator[Paragraph]:
    if ago:
        yield paragraph(words.late.format(ago=ago), "i")


def _body(reply: Reply, words: AnswerWords, listed: Sequence[str]) -> Iterator[Paragraph]:
    """The headline first, then what was assumed, the lines and the source's own words."""
    parts = reply.parts
    if not parts.headline:
        yield from _plain_text(reply)
        return
    yield _headline(reply, words)
    if parts.assumed:
        yield paragraph(parts.assumed, "i")
    # What is listed by number for its buttons is not said twice.
    yield from (paragraph(line) for line in parts.lines if line not in listed)
    for quote in parts.quotes:
        yield paragraph(words.quote.format(quote=quote), "blockquote")


def _plain_text(reply: Reply) -> Iterator[Paragraph]:
    """A reply whose text was not taken apart is shown line by line."""
    for number, line in enumerate(reply.text.splitlines()):
        yield paragraph(line, "b" if number == 0 and reply.status == "answered" else "")


def _headline(reply: Reply, words: AnswerWords) -> Paragraph:
    """Bold where it answers: the figure without the brackets behind it, or what a sentence begins with."""
    text = reply.parts.headline
    if reply.status != "answered":
        return paragraph(text)
    bold = _opening(text) if text.endswith(_SENTENCE_ENDS) else _before_brackets(text)
    plain = text[len(bold) :]
    end = plain[-1:] if plain.endswith(_SENTENCE_ENDS) else ""
    unsaid = _unsaid(reply, words)
    return Paragraph((Span(bold, "b"), Span(plain.removesuffix(end) + unsaid + end)))


def _opening(text: str) -> str:
    """Return what a sentence begins with: all before its first colon or full stop outside brackets.

    >>> _opening("这一格是空的：附表4-1 列了它，没有填数。")
    '这一格是空的'
    >>> _opening("附表4-7《“三公”经费支出表》（单位：万元），共 1 行。")
    '附表4-7《“三公”经费支出表》（单位：万元），共 1 行'
    """
    depth = 0
    for index, character in enumerate(text):
        depth += (character in "（《“") - (character in "）》”")
        if depth == 0 and character in _SENTENCE_ENDS and index:
            return text[:index]
    return text[:-1]


def _before_brackets(text: str) -> str:
    """Return the part before the brackets that end a text, or all of it.

    >>> _before_brackets("因公出国（境）费 0.00 万元（2026 年，没有安排）")
    '因公出国（境）费 0.00 万元'
    """
    if not text.endswith("）"):
        return text
    depth = 0
    for index in range(len(text) - 1, 0, -1):
        depth += (text[index] == "）") - (text[index] == "（")
        if depth == 0:
            return text[:index]
    return text


def _unsaid(reply: Reply, words: AnswerWords) -> str:
    """The year and the unit of the headline fact, where the words do not name them."""
    if not reply.facts:
        return ""
    fact, said = (
        reply.facts[0],
        "\n".join((reply.parts.headline, reply.parts.assumed, *reply.parts.lines)),
    )
    details = []
    if fact.year is not None and str(fact.year) not in said:
        details.append(words.year.format(year=fact.year))
    if fact.unit and fact.value is not None and fact.unit not in said:
        details.append(words.unit.format(unit=fact.unit))
    return words.extra.format(details=words.comma.join(details)) if details else ""


def _notices(reply: Reply, words: AnswerWords) -> Iterator[Paragraph]:
    for notice in reply.notices:
        yield paragraph(words.notice.format(notice=notice), gap=True)


def cited_places(reply: Reply, words: AnswerWords) -> list[tuple[str, str, str]]:
    """Given a reply, return the places that its evidence names: document, key, and how it is called."""
    several = len({citation.document for citation in reply.citations}) > 1
    named: dict[str, tuple[str, str, str]] = {}
    for each in _ordered(reply):
        place = _place(each, words, with_title=several)
        named.setdefault(place, (each.document, key_of(each), place))
    return list(named.values())[:CITATIONS_SHOWN]


def first_place(reply: Reply, words: AnswerWords) -> str:
    """Given a reply, return what it stands on first; empty where it cites nothing."""
    return next((place for _, _, place in cited_places(reply, words)), "")


def table_name(table: TableLine, words: AnswerWords, pages: Pages) -> str:
    """Given a table, return its number and title, or that it has none."""
    return _table_name(table.number, table.title, words) or pages.unnamed_table


def _evidence(reply: Reply, words: AnswerWords) -> Iterator[Paragraph]:
    """The places that the answer stands on, numbered, each named once, the headline's own first."""
    several = len({citation.document for citation in reply.citations}) > 1
    places = list(
        dict.fromkeys(_place(each, words, with_title=several) for each in _ordered(reply))
    )
    if not places:
        return
    yield paragraph(words.evidence, "b", gap=True)
    for mark, place in zip(_CIRCLED, places[:CITATIONS_SHOWN], strict=False):
        yield paragraph(f"{mark} {place}")
    if len(places) > CITATIONS_SHOWN:
        yield paragraph(words.more_evidence.format(count=len(places), shown=CITATIONS_SHOWN))


def _ordered(reply: Reply) -> list[ReplyCitation]:
    first = [index for fact in reply.facts[:1] for index in fact.citations]
    order = dict.fromkeys([*first, *range(len(reply.citations))])
    return [reply.citations[index] for index in order if 0 <= index < len(reply.citations)]


def _place(citation: ReplyCitation, words: AnswerWords, *, with_title: bool) -> str:
    """One citation on one line: whose paper, which table, row and column, which section, page and line."""
    parts = [
        citation.title if with_title else "",
        _table_name(citation.table, citation.table_title, words),
        citation.section or "",
        citation.row or "",
        citation.column or "",
        words.page.format(page=citation.page) if citation.page is not None else "",
        words.line.format(line=citation.line) if citation.line is not None else "",
    ]
    return words.place.join(part for part in parts if part) or citation.title


def _table_name(number: str | None, title: str | None, words: AnswerWords) -> str:
    if number and title:
        return words.table.format(number=number, title=title)
    return words.title.format(title=title) if title else number or ""


def _listed(reply: Reply, listed: Sequence[str], words: AnswerWords) -> Iterator[Paragraph]:
    if not listed:
        return
    yield paragraph(words.readings if reply.status == "clarify" else words.next, gap=True)
    for number, question in enumerate(listed, start=1):
        yield paragraph(words.option.format(number=number, question=question))


def _table(table: TableLine, words: AnswerWords, pages: Pages) -> str:
    name = table_name(table, words, pages)
    details = [
        pages.unit.format(unit=table.unit) if table.unit else "",
        words.page.format(page=table.page) if table.page is not None else "",
        words.line.format(line=table.line) if table.line is not None and table.page is None else "",
    ]
    told = words.comma.join(detail for detail in details if detail)
    return (
        pages.table.format(name=name, details=told) if told else pages.table_plain.format(name=name)
    )
