"""A document in Traditional characters → the same in Simplified ones, and a paper's quotations back again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.document import Block, Document, Finding, Grid, GridCell, Paragraph, Place
from knowledge.facts import Aspect, Fact, Paper
from knowledge.script.characters import is_traditional, simplified

_FEWEST = 8
"""Different Traditional characters that make a text a Traditional one; a few stand in many a name."""
_SOUND = re.compile(r"(?<=[\u3400-\u9fff])\((?=[a-z]*[^\x00-\x7f)])[a-zà-ɏḿǹ]{1,6}\)")
_TONELESS = re.compile(r"(?<=[\u3400-\u9fff])\([a-zà-ɏḿǹ]{1,6}\)")
_SOUNDS = 3
"""So many characters with their sound behind them (門(mén)) make it a habit of the page."""
_WORDS = frozenset({Aspect.REASON, Aspect.USE, Aspect.DEFINITION, Aspect.TEXT})
"""What is told in the source's own words."""
_PIECE = re.compile(r"[^\s（）]+")
_Spot = tuple[str | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A document in Simplified characters that knows how it was printed."""

    document: Document
    text: str
    """All of it without blanks."""
    printed: tuple[str, ...]
    """What was printed for each character of `text`."""
    starts: dict[_Spot, int]
    """Where in `text` each line, or else each page, begins."""


def rewritten(document: Document) -> Rewritten | None:
    """Given a document, return it in Simplified characters; None where it is in these already.

    Where a page prints each character's sound behind it (門(mén)), that is no part of the text.
    """
    whole = "\n".join(text for text, _ in _texts(document))
    if sum(map(is_traditional, set(whole))) < _FEWEST:
        return None
    sound = _TONELESS if len(_SOUND.findall(whole)) >= _SOUNDS else None
    text: list[str] = []
    printed: list[str] = []
    starts: dict[_Spot, int] = {}
    first: Place | None = None
    for part, place in _texts(document):
        first = first or place
        starts.setdefault(_spot(place), len(text))
        for character, origin in _characters(part, sound):
            if not character.isspace():
                text.append(character)
                printed.append(origin)
    blocks = tuple(_block(block, sound) for block in document.blocks)
    note = Finding("traditional_characters", "note", (), (first,) if first else ())
    simple = replace(document, blocks=blocks, findings=(*document.findings, note))
    return Rewritten(simple, "".join(text), tuple(printed), starts)


def as_printed(paper: Paper, source: Rewritten) -> Paper:
    """Given a paper that was read in Simplified characters, return it with its quotations as printed."""
    return replace(
        paper,
        facts=tuple(_fact(fact, source) for fact in paper.facts),
        findings=tuple(_finding(finding, source) for finding in paper.findings),
    )


def _fact(fact: Fact, source: Rewritten) -> Fact:
    place = fact.citation.place
    cited = replace(fact.citation, quote=_quoted(fact.citation.quote, place, source))
    if fact.aspect in _WORDS and isinstance(fact.value, str):
        return replace(fact, citation=cited, value=_quoted(fact.value, place, source))
    return replace(fact, citation=cited)


def _finding(finding: Finding, source: Rewritten) -> Finding:
    places = [*finding.places, *[Place()] * len(finding.quotes)]
    quotes = [_quoted(q, place, source) for q, place in zip(finding.quotes, places, strict=False)]
    return replace(finding, quotes=tuple(quotes))


def _quoted(quote: str, place: Place, source: Rewritten) -> str:
    """Return a quotation as printed: whole where it stands so in the source, else piece by piece."""
    start = source.starts.get(_spot(place), 0)
    found = _found(quote, start, source)
    if found is not None:
        return found
    return _PIECE.sub(lambda piece: _found(piece[0], start, source) or piece[0], quote)


def _found(quote: str, start: int, source: Rewritten) -> str | None:
    bare = re.sub(r"\s", "", quote)
    at = source.text.find(bare, start)
    at = source.text.find(bare) if at < 0 else at
    if at < 0:
        return None
    characters = iter(source.printed[at : at + len(bare)])
    return "".join(c if c.isspace() else next(characters) for c in quote)


def _texts(document: Document) -> Iterator[tuple[str, Place]]:
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from ((cell.text, cell.place) for cell in block.cells)
        else:
            yield block.text, block.place


def _block(block: Block, sound: re.Pattern[str] | None) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_simple(block.text, sound))
    return replace(block, cells=tuple(_cell(cell, sound) for cell in block.cells))


def _cell(cell: GridCell, sound: re.Pattern[str] | None) -> GridCell:
    return replace(cell, text=_simple(cell.text, sound))


def _simple(text: str, sound: re.Pattern[str] | None) -> str:
    return "".join(character for character, _ in _characters(text, sound))


def _characters(text: str, sound: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
    """Yield each character's Simplified form, and what was printed for it."""
    sounds = {match.start(): match[0] for match in sound.finditer(text)} if sound else {}
    at = 0
    while at < len(text):
        aside = sounds.get(at + 1, "")
        yield simplified(text[at]), text[at] + aside
        at += 1 + len(aside)


def _spot(place: Place) -> _Spot:
    return place.file, place.page, place.line
