"""Which mentions of a question are of one subject, and which only say where it stands."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from intents.lexicon import marks, says_any
from intents.mentions import Mention, Sort
from intents.rules.terms import FUNDS, GENERIC
from knowledge import PaperIndex, label_terms

_THINGS = frozenset({Sort.CONCEPT, Sort.LABEL, Sort.CODE})
_SPLITTING = frozenset(
    {
        *("share", "times", "compared", "versus", "versus_less", "excluded", "excluded_end"),
        *("minus", "agree", "if_enough"),
    }
)
_STAFF = frozenset({"on_duty", "staffing"})
"""People of a department at large, or of the unit named before them."""
_GOALS = frozenset({"goals", "annual_goal", "long_term_goal"})
"""Concepts that only say where an indicator stands, where one is named by itself."""
_HALVES = {("basic",), ("project",)}
_TABLE_BEHIND = 9
_LONGEST_SCOPE = 6
"""Characters of what says that a thing is what the next one is within: 这一类科目下面."""
_PAIR = 2
_SEVERAL = 2
_AT_LARGE = GENERIC | {"expenditure", "revenue"}


def grouped(text: str, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """Given a folded question and its mentions, return those of things, the ones of one subject together."""
    groups: list[list[Mention]] = []
    apart, asked, clause = True, False, False
    for mention in mentions:
        if mention.sort in _THINGS and not _titles_table(mention, text, mentions):
            if not groups or (
                apart
                and not (asked and _only_qualifies(mention, groups[-1]))
                and not (asked and _is_inside(groups[-1], text))
                and not (clause and not asked and _only_spends(mention, groups[-1]))
                and not (clause and not asked and _is_source(mention, text, mentions))
            ):
                groups.append([])
            groups[-1].append(mention)
            apart = asked = clause = False
        elif groups and _closes_scope(groups[-1], mention, text):
            continue
        elif mention.text in marks("joins") or mention.ops() & _SPLITTING:
            apart, asked, clause = True, False, mention.sort is Sort.MARK
        elif mention.sort is Sort.CUE and mention.ops() & {"how_much"}:
            apart, asked = True, not apart
    labelled = any(m.sort is Sort.LABEL for g in groups for m in g)
    if labelled and len(groups) > 1:
        groups = [g for g in groups if not _says_which_table(g, text)] or groups
    idle = GENERIC | (_GOALS if labelled else frozenset())
    named = [
        g for g in groups if not all(m.sort is Sort.CONCEPT and set(m.concepts) <= idle for m in g)
    ]
    spent = [g for g, after in itertools.pairwise(named) if _spends_on(g, after, text)]
    kept = [tuple(group) for group in (named or groups) if group not in spent]
    apart_each = tuple(itertools.chain.from_iterable(map(_halves_apart, kept)))
    return _inside_owner(apart_each, mentions)


def _inside_owner(
    groups: tuple[tuple[Mention, ...], ...], mentions: Sequence[Mention]
) -> tuple[tuple[Mention, ...], ...]:
    """Return the groups with halves of spending behind 其中 as those of the row before it: 某科目，其中项目支出多少.

    The halves of all spending are no part of a row.
    """
    at = next((m.start for m in mentions if "parent" in m.ops()), None)
    if at is None:
        return groups
    before = [g for g in groups if g[-1].end <= at]
    behind = groups[len(before) :]
    if not before or not all(all(map(_is_half, g)) for g in behind):
        return groups
    owner = before[-1]
    if not any(m.sort in {Sort.LABEL, Sort.CODE} and not _is_half(m) for m in owner):
        return groups
    return (*before, *((*owner, *g) for g in behind))


def _is_half(mention: Mention) -> bool:
    named = {t for label in mention.labels for t in label_terms(label.removeprefix("label:"))}
    return mention.concepts in _HALVES or any(named == set(half) for half in _HALVES)


def _halves_apart(group: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], ...]:
    """Return a group that names both halves of spending as one of each: 某科目 基本支出 项目支出 分别多少.

    No figure is of both.
    """
    halves = [m for m in group if m.concepts in _HALVES]
    if {m.concepts for m in halves} != _HALVES:
        return (group,)
    return tuple(tuple(m for m in group if m is half or m not in halves) for half in halves)


def _spends_on(group: Sequence[Mention], after: Sequence[Mention], text: str) -> bool:
    """Return whether a group is only the verb of what follows in one clause: 花多少钱买公车."""
    verb = len(group) == 1 and group[0].text in marks("to_spend")
    between = text[group[0].end : after[0].start]
    return verb and not any(says_any(between, sort) for sort in ("joins", "clause_ends"))


def with_shared_measure(
    groups: tuple[tuple[Mention, ...], ...],
) -> tuple[tuple[Mention, ...], ...]:
    """Return the groups with what is measured of the last one asked of all: A、B、C的年度资金总额."""
    *others, last = groups
    labels = [m for m in last if m.sort is Sort.LABEL]
    measures = tuple(
        m
        for m in last
        if m.sort is Sort.CONCEPT and not set(m.concepts) <= GENERIC | {"project", "goals"}
    )
    alone = all(all(m.sort is Sort.LABEL for m in group) for group in others)
    if not others or not labels or not measures or not alone or last[-1] not in measures:
        return groups
    return (*((*group, *measures) for group in others), last)


def with_measure_compared(
    groups: tuple[tuple[Mention, ...], ...],
) -> tuple[tuple[Mention, ...], ...]:
    """Return the groups with what is measured of the first one asked of those it is compared with.

    支队的接待费比宣教中心高多少 sets the reception of the one against the reception of the other.
    """
    first, *others = groups
    measures = tuple(
        m for m in first if m.sort is Sort.CONCEPT and not set(m.concepts) <= GENERIC | {"project"}
    )
    labels = [m for m in first if m.sort is Sort.LABEL]
    bare = all(all(m.sort is Sort.LABEL for m in group) for group in others)
    if not (others and bare and labels and measures) or first[0] not in labels:
        return groups
    return (first, *((*group, *measures) for group in others))


def with_shared_label(
    groups: tuple[tuple[Mention, ...], ...], index: PaperIndex
) -> tuple[tuple[Mention, ...], ...]:
    """Return the groups with a label said of one unit alone asked of all of them: 宣教中心与救援中心两家劳务费.

    Which of two labels is the shared one is told by the paper: it prints that one beside each of the others.
    """
    labels = [[m for m in group if m.sort is Sort.LABEL] for group in groups]
    full = [i for i, found in enumerate(labels) if len(found) == _PAIR == len(groups[i])]
    rest = [i for i, found in enumerate(labels) if len(found) == 1 == len(groups[i])]
    if len(full) != 1 or not rest or len(full) + len(rest) < len(groups):
        return groups
    pair = groups[full[0]]
    for measure, own in (pair[::-1], pair):
        others = [labels[i][0] for i in rest]
        if _printed((measure, own), index) and all(
            _printed((measure, other), index) and not _printed((own, other), index)
            for other in others
        ):
            return tuple(
                (*group, measure) if position in rest else group
                for position, group in enumerate(groups)
            )
    return groups


def with_labels_apart(
    groups: tuple[tuple[Mention, ...], ...], index: PaperIndex
) -> tuple[tuple[Mention, ...], ...]:
    """Return the groups with labels side by side that no row has together each as a thing of its own: 水费电费."""
    found: list[tuple[Mention, ...]] = []
    for group in groups:
        beside = all(one.end == other.start for one, other in itertools.pairwise(group))
        labels = all(m.sort is Sort.LABEL for m in group)
        if len(group) > 1 and beside and labels and not _printed(group, index):
            found += [(mention,) for mention in group]
        else:
            found.append(group)
    return tuple(found)


def _printed(labels: tuple[Mention, ...], index: PaperIndex) -> bool:
    """Return whether the paper says anything of all these labels at once."""
    about = [
        frozenset().union(*(index.about.get(term, frozenset()) for term in mention.labels))
        for mention in labels
    ]
    return bool(frozenset.intersection(*about))


def with_shared_thing(
    groups: tuple[tuple[Mention, ...], ...], units: frozenset[str], *, shares: bool
) -> tuple[tuple[Mention, ...], ...]:
    """Return the groups with what is asked of several units asked of each: 宣教中心和支队两家的劳务费.

    Where a share is asked for and one unit stands beside one thing, the thing is the whole and the unit's the part.
    """
    alone = [group for group in groups if _is_unit(group, units)]
    if len(groups) < _SEVERAL or not alone or len(alone) < len(groups) - 1:
        return groups
    others = [group for group in groups if group not in alone]
    if not others:
        return groups
    (named,) = others
    thing = tuple(m for m in named if not _is_unit((m,), units))
    if shares:
        at_large = all(m.sort is Sort.CONCEPT and set(m.concepts) <= _AT_LARGE for m in thing)
        both = len(alone) == 1 and thing == tuple(named) and not at_large
        return ((*alone[0], *thing), named) if both else groups
    before = named is groups[0] and bool(thing) and _is_unit(named[-1:], units)
    if thing != tuple(named) and named is not groups[-1] and not before:
        return groups  # 支队的接待费和中心: what is named behind the one unit is its own
    own = [] if thing == tuple(named) else [tuple(m for m in named if m not in thing)]
    each = [*own, *alone] if before else [*alone, *own]
    return tuple((*unit, *thing) for unit in each)


def _is_unit(group: Sequence[Mention], units: frozenset[str]) -> bool:
    """Return whether mentions are of nothing but a unit under the department."""
    return all(m.sort is Sort.LABEL and m.labels and set(m.labels) <= units for m in group)


def _has_code(group: list[Mention]) -> bool:
    return any(m.sort is Sort.CODE for m in group)


def _only_qualifies(mention: Mention, before: list[Mention]) -> bool:
    """Return whether a concept only says whose money, or which people of the ones named, the figure asked for is.

    委托业务费用了多少财政资金, 执法大队有多少人在编在岗: each asks for one figure.
    """
    if mention.sort is not Sort.CONCEPT:
        return False
    staff = all(m.sort is Sort.LABEL for m in before) and set(mention.concepts) <= _STAFF
    return staff or set(mention.concepts) <= set(FUNDS)


def _is_inside(before: Sequence[Mention], text: str) -> bool:
    """Return whether what is named behind the question is a part of the thing before it: 财政拨款里付了多少电费."""
    return any(text.startswith(tuple(marks("inside")), m.end) for m in before)


def _only_spends(mention: Mention, before: list[Mention]) -> bool:
    """Return whether a verb of spending only asks for the amount of what the clause before names: 办公费，要花多少."""
    return (
        mention.concepts == ("expenditure",)
        and mention.text in marks("to_spend")
        and not any("revenue" in m.concepts for m in before)
    )


def _closes_scope(group: Sequence[Mention], mark: Mention, text: str) -> bool:
    """Return whether a clause ends that only says what the next one is within: 普通教育款级科目下，高等教育多少."""
    if mark.text not in marks("clause_ends"):
        return False
    if any(m.sort is Sort.CONCEPT or _is_half(m) for m in group):
        return False
    said = text[group[-1].end : mark.start]
    return len(said) <= _LONGEST_SCOPE and said.endswith(tuple(marks("scope_ends")))


def _is_source(mention: Mention, text: str, mentions: Sequence[Mention]) -> bool:
    """Return whether a clause only says out of which money the thing before it is asked: 绩效工资，财政拨款里出多少."""
    if mention.sort is not Sort.CONCEPT or not set(mention.concepts) <= set(FUNDS):
        return False
    behind = any(m.sort in _THINGS for m in mentions if m.start >= mention.end)
    return not behind and text.startswith(tuple(marks("inside")), mention.end)


def _titles_table(mention: Mention, text: str, mentions: Sequence[Mention]) -> bool:
    """Return whether a word stands in the brackets that tell a table's title: 表7（一般公共预算项目支出）."""
    opened = text.rfind("(", 0, mention.start)
    if opened < 0 or ")" in text[opened : mention.start]:
        return False
    return any(m.sort is Sort.TABLE and m.end == opened for m in mentions)


def _says_which_table(group: list[Mention], text: str) -> bool:
    """Return whether concepts only say in which table labels stand: 基本支出那张表里，取暖费多少."""
    if any(m.sort is not Sort.CONCEPT for m in group):
        return False
    behind = text[group[-1].end : group[-1].end + _TABLE_BEHIND]
    said = next((behind.find(word) for word in marks("that_table") if word in behind), -1)
    # 机关运行经费与表里的公用经费: what is behind a word that joins is said of the other thing
    return said >= 0 and not says_any(behind[:said], "joining")
