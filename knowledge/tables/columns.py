"""Which columns hold labels, which hold values, and which side-by-side half each belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.document import Column
from knowledge.tables.header import Header, is_body_cell
from knowledge.tables.sheet import Sheet
from knowledge.tables.words import (
    is_code_head,
    is_label_head,
    is_next_level,
    is_ordinal_head,
    is_project_head,
    is_second_head,
    is_side_head,
    is_sort_head,
    is_subject_head,
    is_unit_head,
)
from knowledge.terms import squash


@dataclass(frozen=True, slots=True)
class Half:
    """One of a table's side-by-side parts."""

    index: int
    labels: tuple[int, ...]
    """Columns of codes, names and ordinals."""
    values: tuple[int, ...]
    codes: frozenset[int] = frozenset()
    """Those of `labels` that hold codes."""
    ordinals: frozenset[int] = frozenset()
    """Those of `labels` that only count the rows."""
    runs: tuple[tuple[int, ...], ...] = ()
    """The code columns that make one code together (类 款 项), from the left."""
    seconds: frozenset[int] = frozenset()
    """Those of `labels` that file the row a second time (政府预算支出经济分类 beside the department's)."""
    units: frozenset[int] = frozenset()
    """Those of `codes` that hold the codes of units."""

    @property
    def names(self) -> tuple[int, ...]:
        """Those of `labels` that hold names."""
        return tuple(c for c in self.labels if c not in self.codes and c not in self.ordinals)


def columns_of(
    header: Header, body: Sheet, first: int = 0
) -> tuple[dict[int, Column], tuple[Half, ...]]:
    """Given the header and the body, return the columns by their position in the sheet, and the halves.

    Columns before `first` are left out, and those that only widen the head at their left.
    """
    kept = [c for c in range(first, len(header.paths)) if not _only_widens(header, body, c)]
    labels = _label_columns(header, body, kept)
    columns: dict[int, Column] = {}
    halves: list[Half] = []
    for labelled, valued in _runs(kept, labels):
        begins = not halves or _begins_half(header, body, halves, labelled, valued)
        run, values = (labelled, valued) if begins else ([], [*labelled, *valued])
        if begins:
            finer = halves and not _repeats(header, halves[-1], run, values)
            above = halves[-1].labels if halves and finer else ()
            halves.append(_half(len(halves), (*above, *run), tuple(values), header, body))
        else:
            halves[-1] = replace(halves[-1], values=(*halves[-1].values, *values))
        index = halves[-1].index
        columns |= {c: Column(header.paths[c], index, is_label=True) for c in run}
        columns |= {c: Column(header.paths[c], index) for c in values}
    return dict(sorted(columns.items())), tuple(halves)


def _runs(kept: list[int], labels: frozenset[int]) -> list[tuple[list[int], list[int]]]:
    """Return each run of label columns with the run of value columns after it."""
    runs: list[tuple[list[int], list[int]]] = []
    for column in kept:
        if not runs or (column in labels and runs[-1][1]):
            runs.append(([], []))
        runs[-1][column not in labels].append(column)
    return runs


def _begins_half(
    header: Header, body: Sheet, halves: list[Half], run: list[int], values: list[int]
) -> bool:
    """Whether label columns after value columns begin a half, and are no values themselves."""
    if not values or all(is_code_head(_leaf(header, c)) for c in run):
        return False
    return _repeats(header, halves[-1], run, values) or _is_finer(body, halves[-1], run)


def _repeats(header: Header, half: Half, run: list[int], values: list[int]) -> bool:
    """Whether columns are headed as those of the half before (项目 | 预算数 | 项目 | 预算数)."""
    heads = {squash(_leaf(header, c)) for c in half.labels}
    again = {squash(_leaf(header, c)) for c in run}
    sides = any(is_side_head(head) for head in again)
    if heads & again or sides:
        return True
    if not half.values or not values:
        return False
    return squash(_leaf(header, half.values[0])) == squash(_leaf(header, values[0]))


def _is_finer(body: Sheet, half: Half, run: list[int]) -> bool:
    """Whether the run tells more rows apart than the half before (indicators under a project)."""
    before = max((_count(body, c) for c in half.names), default=0)
    return before < max(_count(body, c) for c in run)


def _count(body: Sheet, column: int) -> int:
    return sum(bool(body.texts(row)[column]) for row in range(len(body.lines)))


def _leaf(header: Header, column: int) -> str:
    path = header.paths[column]
    return path[-1] if path else ""


def _half(
    index: int, labels: tuple[int, ...], values: tuple[int, ...], header: Header, body: Sheet
) -> Half:
    heads = {c: _leaf(header, c) for c in labels}
    codes = frozenset(c for c in labels if is_code_head(heads[c]) and not _holds_names(body, c))
    ordinals = frozenset(c for c in labels if is_ordinal_head(heads[c]))
    sides = frozenset(c for c in labels if is_second_head(" ".join(header.paths[c])))
    projects = [c for c in labels if is_project_head(heads[c])]
    sides |= {c for c in labels if projects and c > projects[0] and is_subject_head(heads[c])}
    units = frozenset(c for c in codes if is_unit_head(heads[c]))
    runs = _code_runs(labels, codes, header)
    return Half(index, labels, values, codes, ordinals, runs, sides, units)


def _code_runs(
    labels: tuple[int, ...], codes: frozenset[int], header: Header
) -> tuple[tuple[int, ...], ...]:
    runs: list[tuple[int, ...]] = []
    for column in (c for c in labels if c in codes):
        path = header.paths[column]
        beside = bool(runs) and runs[-1][-1] == column - 1
        before = header.paths[column - 1] if beside else ()
        headed = len(path) > 1 and before[:-1] == path[:-1]
        if beside and (headed or is_next_level(before[-1:], path[-1:])):
            runs[-1] = (*runs[-1], column)
        else:
            runs.append((column,))
    return tuple(runs)


def _only_widens(header: Header, body: Sheet, column: int) -> bool:
    """Whether a column stands under the same head as the one at its left, and holds nothing of its own."""
    if column == 0 or header.leaves[column] != header.leaves[column - 1]:
        return False
    return not any(body.texts(row)[column] for row in range(len(body.lines)))


def _label_columns(header: Header, body: Sheet, kept: list[int]) -> frozenset[int]:
    """Return the columns of labels: those whose heads say so, else the first ones if they hold words."""
    named = {c for c in kept if is_label_head(_leaf(header, c))}
    named |= {
        c
        for c in kept
        if is_sort_head(_leaf(header, c))
        and any(is_project_head(_leaf(header, v)) for v in kept if v > c)
    }
    labels = {c for c in named if any(v not in named for v in kept if v > c)}
    if kept and (kept[0] not in labels) and _holds_labels(body, kept):
        leaf = header.leaves[kept[0]]
        labels |= {c for c in kept if header.leaves[c] == leaf and _holds_names(body, c)}
    while more := _more_labels(header, body, kept, labels):
        labels |= more
    return frozenset(labels)


def _more_labels(header: Header, body: Sheet, kept: list[int], labels: set[int]) -> set[int]:
    """Return the next column where it continues the first labels.

    It does where it has no head of its own, where the labels before it are all codes, and where its
    names stand alone in their rows, under those that the columns before have said.
    """
    following = next((c for c in kept if c not in labels), None)
    if following is None or following == kept[0] or not _holds_names(body, following):
        return set()
    before = [c for c in kept if c < following]
    codes = all(is_code_head(_leaf(header, c)) for c in before)
    headless = not header.paths[following]
    return {following} if codes or headless or _stands_alone(body, following, before) else set()


def _stands_alone(body: Sheet, column: int, before: list[int]) -> bool:
    rows = [body.texts(row) for row in range(len(body.lines))]
    own = [texts for texts in rows if texts[column]]
    alone = [texts for texts in own if not any(texts[c] for c in before)]
    return len(alone) * 2 >= len(own) > 1 and not _holds_values(body, column)


def _holds_labels(body: Sheet, kept: list[int]) -> bool:
    """Whether the first column holds words that tell the rows apart."""
    if _holds_values(body, kept[0]) or not _holds_names(body, kept[0]):
        return False
    return len(body.lines) > 1 or any(_holds_values(body, c) for c in kept[1:])


def _holds_values(body: Sheet, column: int) -> bool:
    return any(is_body_cell(body.text(row, column)) for row in range(len(body.lines)))


def _holds_names(body: Sheet, column: int) -> bool:
    """Whether most of a column's texts are words."""
    texts = [body.text(row, column) for row in range(len(body.lines)) if body.text(row, column)]
    words = [text for text in texts if any("\u4e00" <= sign <= "\u9fff" for sign in text)]
    return len(words) * 2 > len(texts)
