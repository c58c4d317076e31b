"""Tables that a page gives one cell a line, bars between them → grids, where the rows can be told for certain.

Each line is a cell and its bar; rows are as wide as the page's table, short ones filled up with bars alone
(`收入 |`, `支出 | ||`), or are closed by a bar of their own on both sides. How wide is not printed: the one width
is taken at which every column holds either words or figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from knowledge.document import Grid, GridCell, Paragraph, Place
from knowledge.readers.text.lines import Found, Line, left_as_text
from knowledge.readers.wrapped import unwrapped

_BAR = re.compile(r"[|│┃｜]")
_FIGURE = re.compile(r"[-－]?[\d,]+(\.\d+)?%?")
_AMOUNT = re.compile(r"\d\.\d")
_CAPTION = re.compile(r"(?:单位|單位|部门|部門|年度|编制|編制)[^:：]{0,6}[:：]")
_ORDINAL_HEAD = re.compile(r"序号|序號|行次|栏次|欄次")
_SILENT = 2
"""Lines without a bar that one cell may be broken into."""
_LONGEST = 40
_WIDEST = 14
_HEADS = 5
_FEWEST = 3
_LEAST = 12
"""Lines of a table that is worth telling apart from a sentence with a bar in it."""
_Cell = tuple[str, int]
"""What is printed, and the number of its line."""
_Rows = list[list[_Cell]]


def found_at(lines: Sequence[Line], at: int) -> Found | None:
    """Return the table of lone cells that begins here, if one does; one whose rows cannot be told stays text."""
    run = _run(lines, at)
    if len(run) < _LEAST or not _is_lone(run):
        return None
    cells = _cells(run)
    before, rows, heads = _rows(cells) or (0, [], 0)
    captions = next((r for r in range(heads) if not _is_caption(rows[r])), heads)
    grid = _grid(rows[captions:], heads - captions) if rows else None
    if grid is None:
        return left_as_text(run, "unclear_columns") if _has_amounts(run) else None
    told = [*cells[:before], *(cell for row in rows[:captions] for cell in row)]
    above = [Paragraph(text, Place(line=number)) for text, number in told if text]
    return Found(len(run), (*above, grid))


def _run(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """Return the lines from here on that a bar stands in, or soon will; a last figure may have lost its own."""
    if not _BAR.search(lines[at].text):
        return ()
    end = silent = at
    while silent < len(lines) and silent - end <= _SILENT:
        text = lines[silent].text
        if not text.strip() or len(text) > _LONGEST * 4:
            break
        silent += 1
        if _BAR.search(text):
            end = silent
    if end < len(lines) and _FIGURE.fullmatch(lines[end].text.strip()):
        end += 1
    return lines[at:end]


def _is_lone(run: Sequence[Line]) -> bool:
    several = sum(len([p for p in _BAR.split(line.text) if p.strip()]) > 1 for line in run)
    return several == 0


def _has_amounts(run: Sequence[Line]) -> bool:
    return sum(bool(_AMOUNT.search(line.text)) for line in run) >= _FEWEST


def _cells(run: Sequence[Line]) -> list[_Cell]:
    """Return what stands between the bars; a cell may go over several lines."""
    cells: list[_Cell] = []
    parts: list[str] = []
    number = run[0].number
    for line in run:
        pieces = _BAR.split(line.text)
        parts.append(pieces[0])
        number = line.number if pieces[0].strip() and not "".join(parts[:-1]).strip() else number
        for piece in pieces[1:]:
            cells.append((unwrapped("\n".join(parts)).strip(), number))
            parts, number = [piece], line.number
    last = unwrapped("\n".join(parts)).strip()
    return [*cells, (last, number)] if last else cells


def _rows(cells: list[_Cell]) -> tuple[int, _Rows, int] | None:
    """Return the rows and how many of them are heads, at the narrowest width at which all columns are of one kind.

    What stands above the table, unit and year, may be rows of another width: so many cells come first.
    """
    leading = list(takewhile(lambda cell: not cell[0] or _CAPTION.match(cell[0]), cells))
    for before in range(len(leading) + 1):
        for width in range(2, _WIDEST + 1):
            for rows in _cut(cells[before:], width):
                heads = _heads(rows)
                if heads:
                    return before, rows, heads
    return None


def _cut(cells: list[_Cell], width: int) -> Iterator[_Rows]:
    """Yield the rows of a width: one after the other, or each between bars of its own."""
    if len(cells) % width == 0:
        yield [cells[n : n + width] for n in range(0, len(cells), width)]
    closed = [cells[n : n + width + 1] for n in range(0, len(cells), width + 1)]
    if len(closed[-1]) == width + 1 and not any(row[0][0] for row in closed):
        yield [row[1:] for row in closed]


def _heads(rows: _Rows) -> int:
    """Return how many rows are heads; 0 where the columns below any are not of one kind each."""
    for heads in range(1, min(_HEADS, len(rows) - _FEWEST) + 1):
        above = [[text for text, _ in row] for row in rows[:heads]]
        body = [[text for text, _ in row] for row in rows[heads:]]
        if any("." in text and _FIGURE.fullmatch(text) for row in above for text in row):
            return 0
        if len({tuple(row) for row in above if any(row)}) < sum(any(row) for row in above):
            return 0
        kinds = [_kind([row[c] for row in body]) for c in range(len(body[0]))]
        if None not in kinds and _is_table(kinds):
            return heads
    return 0


def _kind(column: Sequence[str]) -> str | None:
    """Return whether a column holds figures (F), words (W), nothing (an empty string) or both (None)."""
    kinds = {"F" if _FIGURE.fullmatch(text) else "W" for text in column if text}
    if len(kinds) > 1:
        return None
    return kinds.pop() if kinds else ""


def _is_table(kinds: Sequence[str | None]) -> bool:
    """Whether the columns are labels with figures behind them, a running number before them perhaps."""
    told = "".join(kind or "F" for kind in kinds)
    return bool(re.fullmatch(r"F?(?:WF+)+", told))


def _is_caption(row: Sequence[_Cell]) -> bool:
    texts = [text for text, _ in row if text]
    return any(_CAPTION.match(text) for text in texts) or len(texts) <= 1


def _grid(rows: _Rows, heads: int) -> Grid | None:
    """Return the grid; None where it cannot be known which columns a head covers."""
    width = len(rows[0])
    cells: list[GridCell] = []
    for index, row in enumerate(rows):
        spans, texts = [1] * width, row
        if 0 < index < heads and not row[-1][0] and _spans_down(rows[index - 1]):
            texts = [("", row[0][1]), *row[:-1]]
        elif index < heads - 1 and not all(text for text, _ in row):
            found = _spans([text for text, _ in row], [text for text, _ in rows[index + 1]])
            if found is None:
                return None
            spans, texts = found, [cell for cell in row if cell[0]]
        cells += _placed(index, texts, spans)
    return Grid(tuple(cells), len(rows), width, Place(line=rows[0][0][1]), spans_known=False)


def _placed(index: int, texts: Sequence[_Cell], spans: Sequence[int]) -> Iterator[GridCell]:
    column = 0
    for (text, number), span in zip(texts, spans, strict=False):
        yield GridCell(index, column, text, Place(line=number), 1, 1)
        for more in range(1, span):
            yield GridCell(index, column + more, "", Place(line=number), 1, 1)
        column += span


def _spans_down(row: Sequence[_Cell]) -> bool:
    """Whether a head's first cell is a running number's, which goes down over the row below."""
    return bool(_ORDINAL_HEAD.fullmatch(row[0][0])) and not row[-1][0]


def _spans(heads: Sequence[str], below: Sequence[str]) -> list[int] | None:
    """Return how many columns each head covers, where the heads below repeat themselves under each."""
    told = [text for text in heads if text]
    under = [text for text in below if text]
    if list(heads[: len(told)]) != told:
        return None
    first = bool(_ORDINAL_HEAD.fullmatch(told[0])) and len(under) == len(heads) - 1
    parted = len(told) - first
    each, rest = divmod(len(under), parted) if parted else (0, 1)
    bare = [re.sub(r"\s", "", text) for text in under]
    if rest or bare != bare[:each] * parted or len(under) + first != len(heads):
        return None
    return [1] * first + [each] * parted
