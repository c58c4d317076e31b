"""Plain text → Document: rows of cells are grids, whatever parts the cells; the other lines are paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from knowledge.document import Block, Document, Finding, Paragraph, Source
from knowledge.readers.numbered import with_numbered
from knowledge.readers.text import barred, commas, markdown, spaced, streams, tabs
from knowledge.readers.text.encoding import decode
from knowledge.readers.text.lines import Found, Line, paragraphs_of

_RECOGNISERS = (
    markdown.found_at,
    streams.found_at,
    barred.found_at,
    tabs.found_at,
    commas.found_at,
)
"""What may begin at a line, in the order in which it is looked for."""
_MARKDOWN = (".md", ".markdown")
Lone = Callable[[Iterable[Line]], tuple[Paragraph, ...]]


def read(path: Path, source: Source) -> Document:
    """Given a text file, return its paragraphs and its grids in order."""
    text = decode(path.read_bytes(), path.name)
    ending = path.suffix.lower()
    if ending == ".csv":
        return _document(commas.found_in(text), source)
    lines = _lines(text)
    return _of_lines(lines, source, is_markdown=ending in _MARKDOWN or markdown.is_likely(lines))


def document_of(text: str, source: Source) -> Document:
    r"""Given a text, return its document.

    >>> found = document_of("收支总表\n项目\t预算数\n收入\t186.00\n", Source("例", "", "txt", ""))
    >>> [type(block).__name__ for block in found.blocks]
    ['Paragraph', 'Grid']
    """
    lines = _lines(text)
    return _of_lines(lines, source, is_markdown=markdown.is_likely(lines))


def _lines(text: str) -> list[Line]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return [Line(number, line) for number, line in enumerate(plain.split("\n"), start=1)]


def _of_lines(lines: list[Line], source: Source, *, is_markdown: bool) -> Document:
    lone = markdown.paragraphs_of if is_markdown else paragraphs_of
    return _document(_parts(lines, lone), source)


def _document(parts: Iterable[Found], source: Source) -> Document:
    blocks: list[Block] = []
    findings: list[Finding] = []
    for found in parts:
        blocks += found.blocks
        findings += found.findings
    return Document(source, tuple(with_numbered(blocks)), tuple(findings))


def _parts(lines: list[Line], lone: Lone) -> Iterator[Found]:
    """Yield what stands in the lines, from the first to the last."""
    at = 0
    in_columns = spaced.tables_of(lines)
    while at < len(lines):
        found = in_columns.get(at) or next(
            (one for recognise in _RECOGNISERS if (one := recognise(lines, at)) is not None),
            Found(1, lone(lines[at : at + 1])),
        )
        yield found
        at += found.lines
