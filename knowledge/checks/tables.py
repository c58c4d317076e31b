"""Tables → sums: rows that add up to their parent and total, columns that add up to 合计 and 小计."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from knowledge.checks.adding import Sum, held, sum_of, without_details
from knowledge.checks.sums import Identity
from knowledge.document import Row, Table
from knowledge.facts import Aspect, Fact, Kind, Paper
from knowledge.forms import form
from knowledge.subjects import is_subject_code
from knowledge.terms import squash

_WHOLE = re.compile(r"(?:合计|总计|小计|共计|总数)$")
_PART_OF = re.compile(r"^其中")
_SUBJECT = re.compile(r"\d{3,}")

Cells = dict[tuple[int, int], Fact]


def sums_in(paper: Paper) -> list[Identity]:
    """Given a paper, return every sum that its tables must hold, each with what is wrong with it."""
    found: list[Identity] = []
    for table, cells in _tables(paper):
        found += _row_sums(table, cells)
        found += _column_sums(table, cells)
    return found


def _tables(paper: Paper) -> Iterator[tuple[Table, Cells]]:
    cells: dict[int, Cells] = defaultdict(dict)
    for fact in paper.facts:
        if fact.table is None or fact.row is None or fact.column is None:
            continue
        if (
            fact.kind is Kind.MONEY
            and fact.aspect is Aspect.AMOUNT
            and re.match(r"t\d+\.r\d+\.c\d+$", fact.id)
        ):
            cells[fact.table][fact.row, fact.column] = fact
    for table in paper.tables:
        if cells[table.index]:
            yield table, cells[table.index]


# --- rows


def _row_sums(table: Table, cells: Cells) -> list[Identity]:
    found: list[Identity] = []
    for half in sorted({row.half for row in table.rows}):
        rows = _without_repeats(
            [(i, row) for i, row in enumerate(table.rows) if row.half == half], cells
        )
        for whole, parts, certain in _children(rows):
            sums = _row_identities("parts", table, cells, whole, parts)
            sums = [_gone_on(one, whole, table, cells) for one in sums]
            found += held(sums, certain=certain)
        for whole, parts, certain in _totals(rows):
            sums = _row_identities("rows", table, cells, whole, parts)
            sums = [without_details(one) for one in sums]
            found += held(sums, certain=certain or _has_halves(table))
    return found


def _gone_on(found: Sum, whole: int, table: Table, cells: Cells) -> Sum:
    """A sum with the parts that a subject has in another half: 302 here, 30215 there (公开06表)."""
    own = table.rows[whole]
    if found.holds or not own.codes or not is_subject_code(own.codes[0]):
        return found
    apart = {i for i, r in enumerate(table.rows) if r.half != own.half and _is_part(r, own)}
    direct = [i for i in apart if not any(_is_part(table.rows[i], table.rows[o]) for o in apart)]
    there = [fact for (row, _), fact in sorted(cells.items()) if row in direct]
    if not there or len(there) > len(direct):
        return found  # several columns: which of them is this one's cannot be told
    return sum_of(found.kind, found.whole, (*found.parts, *there)) or found


def _has_halves(table: Table) -> bool:
    """Whether it is a standard form of two sides, whose totals are what stands above them."""
    known = form(table.form)
    return known is not None and len(known.halves) == len({row.half for row in table.rows}) == 2


def _without_repeats(rows: list[tuple[int, Row]], cells: Cells) -> list[tuple[int, Row]]:
    """A total row that a continuation page repeats counts once."""
    kept: list[tuple[int, Row]] = []
    seen: set[tuple[object, ...]] = set()
    printed: dict[int, list[str]] = defaultdict(list)
    for (index, _), fact in sorted(cells.items(), key=lambda cell: cell[0]):
        printed[index].append(str(fact.value))
    for index, row in rows:
        told = (row.label, tuple(printed[index]))
        if row.is_total and told in seen:
            continue
        seen.add(told)
        kept.append((index, row))
    return kept


def _children(rows: Sequence[tuple[int, Row]]) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """Rows and their direct parts: by code where coded, else by numbering."""
    for position, (index, row) in enumerate(rows):
        if row.is_total:
            continue
        below = _below(rows[position + 1 :], row)
        direct = [
            (i, r)
            for i, r in below
            if not any(_is_part(r, other) for _, other in below if other is not r)
        ]
        if not direct or any(_PART_OF.match(r.label) for _, r in direct):
            continue
        yield index, tuple(i for i, _ in direct), bool(row.codes)


def _below(rows: Sequence[tuple[int, Row]], parent: Row) -> list[tuple[int, Row]]:
    below = []
    for index, row in rows:
        if parent.codes and not row.codes and not row.is_total:
            continue  # a project without a code between coded units
        if not _is_part(row, parent):
            break
        below.append((index, row))
    return below


def _is_part(row: Row, parent: Row) -> bool:
    if parent.codes and row.codes:
        own, whole = row.codes[0], parent.codes[0]
        if any(code.startswith(whole) and not is_subject_code(code) for code in row.codes[1:]):
            return True  # a subject of the unit
        return bool(_SUBJECT.match(whole)) and own != whole and own.startswith(whole)
    if parent.codes or row.codes:
        return False
    return len(row.path) > len(parent.path) and row.path[: len(parent.path)] == parent.path


def _totals(rows: Sequence[tuple[int, Row]]) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """Total rows and what they add up: the rows above since the last total, or the rows below the first."""
    totals = [position for position, (_, row) in enumerate(rows) if row.is_total]
    start, last = 0, None
    for number_of, position in enumerate(totals):
        end = totals[number_of + 1] if number_of + 1 < len(totals) else len(rows)
        above = _tops(rows[start:position])
        if above:
            parts = ((rows[last][0],) if last is not None else ()) + above
            yield rows[position][0], parts, False
            start, last = position + 1, position
        elif number_of == 0 and position == 0:
            below = _tops(rows[position + 1 : end])
            if below:
                yield rows[position][0], below, _are_alike(below, dict(rows))
            start, last = position + 1, None


def _are_alike(indexes: Sequence[int], rows: Mapping[int, Row]) -> bool:
    """Whether rows are coded alike, so that they must be the parts of their total."""
    return {tuple(map(len, rows[index].codes)) for index in indexes} in ({(3,)}, {(5,)}, {(7,)})


def _tops(rows: Sequence[tuple[int, Row]]) -> tuple[int, ...]:
    """The rows that are no part of another one among them."""
    tops: list[tuple[int, Row]] = []
    for index, row in rows:
        if row.is_total or _PART_OF.match(row.label):
            continue
        if not any(_is_part(row, top) for _, top in tops):
            tops.append((index, row))
    return tuple(index for index, _ in tops)


def _row_identities(
    kind: str, table: Table, cells: Cells, whole: int, parts: tuple[int, ...]
) -> list[Sum]:
    half = table.rows[whole].half
    single = len({row.half for row in table.rows}) == 1
    columns = [i for i, column in enumerate(table.columns) if single or column.half == half]
    return [
        found
        for column in columns
        if (
            found := sum_of(
                kind, cells.get((whole, column)), [cells.get((p, column)) for p in parts]
            )
        )
    ]


# --- columns


def _column_sums(table: Table, cells: Cells) -> list[Identity]:
    """A law of one group of columns (2025年) is the law of every group that is headed alike (2026年)."""
    alike: dict[object, list[Sum]] = defaultdict(list)
    for whole, parts in _column_laws(table):
        rows = sorted({row for row, column in cells if column == whole})
        alike[_shape(table, whole, parts)] += [
            s
            for row in rows
            if (
                s := sum_of(
                    "columns", cells.get((row, whole)), [cells.get((row, p)) for p in parts]
                )
            )
        ]
    return [one for sums in alike.values() for one in held(sums, certain=False)]


def _shape(table: Table, whole: int, parts: Sequence[int]) -> object:
    """What a law says below the outermost heads; where there is no head below, the law itself."""
    paths = [table.columns[column].path for column in (whole, *parts)]
    if len({path[0] for path in paths}) > 1 or any(len(path) < 2 for path in paths):
        return whole, parts
    return tuple(re.sub(r"[（(].*", "", "/".join(map(squash, path[1:]))) for path in paths)


def _column_laws(table: Table) -> Iterator[tuple[int, tuple[int, ...]]]:
    """A 合计 column and the columns beside it; a 小计 and the columns of its group."""
    values = [(i, c) for i, c in enumerate(table.columns) if not c.is_label and c.path]
    for index, column in values:
        if not _WHOLE.search(squash(column.path[-1])):
            continue
        group = column.path[:-1]
        beside: dict[str, list[int]] = defaultdict(list)
        for other, sibling in values:
            same = sibling.half == column.half and sibling.path[: len(group)] == group
            if _PART_OF.match(squash(sibling.path[-1])):
                continue
            if same and other != index and len(sibling.path) > len(group):
                beside[sibling.path[len(group)]].append(other)
        parts = [_stands_for(table, members, len(group) + 1) for members in beside.values()]
        beside_whole = any(_WHOLE.search(squash(name)) for name in beside)
        if len(parts) > 1 and not beside_whole:
            yield index, tuple(p for part in parts for p in part)


def _stands_for(table: Table, members: Sequence[int], depth: int) -> tuple[int, ...]:
    """A group of columns is told by its 小计 where it has one, else by all of them."""
    for member in members:
        path = table.columns[member].path
        if len(path) == depth or (len(path) == depth + 1 and _WHOLE.search(squash(path[-1]))):
            return (member,)
    return tuple(members)
