"""A part of the last thing that a message names in its own words: 其中促消费的呢, 区级的呢.

The part is one of those that the paper prints under the last thing, or stands beside it under a name that differs
in one word. Where more than one fits none is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from intents.conversation import Conversation
from intents.lending import BACKWARD, Lent, begins, names_of
from intents.lexicon import marks, says_any
from intents.mentions import Sort
from intents.rules import View
from intents.rules.rule import STRONG
from knowledge import Fact, FactBase, Kind, Op, Query, Subject, answer, squash

_LABEL = "label:"
_POINTED = frozenset({"project", "project_name", "expenditure"})
"""Concepts that only point at the thing spoken of: 这个专项, 这个项目."""
_PAIR = 2
_FEWEST_SHARED = 2
"""Characters that two names must have in common, where one of them differs in a word."""
_MOST_CHANGED = 4


def of_pieces(view: View, conversation: Conversation, base: FactBase) -> Lent | None:
    """Return what a message asks of a part of the last thing that it names by other words than the paper's."""
    goes_on = bool(BACKWARD.search(view.text)) or view.has("parent") or begins(view)
    if not goes_on or view.groups or view.ops & STRONG or view.years:
        return None
    said = _said(view)
    if not said:
        return None
    pending = conversation.pending if conversation.asked_back else None
    last = None if conversation.lost else conversation.last
    for asked in (pending, last):
        if asked is None or asked.op is not Op.LOOKUP or len(asked.subjects) != 1:
            continue
        lent = _among_names(said, asked, view) or _of_parts(said, asked, base)
        if lent is not None:
            return lent
    return None


def piece_named(view: View, base: FactBase) -> Query | None:
    """Return a part of the thing that a message names first (A专项里，帮企业做大的那部分), by its own words for it."""
    if len(view.groups) != 1 or len(view.subjects) != 1 or view.ops & STRONG:
        return None
    behind = view.text[view.groups[0][-1].end :].lstrip("的,")
    said = _said(view)
    if not said or not behind.startswith(tuple(marks("inside"))):
        return None
    asked = Query(op=Op.LOOKUP, subjects=view.subjects, years=view.years)
    lent = _of_parts(said, asked, base)
    return lent.query if lent is not None else None


def share_of_that(view: View, conversation: Conversation, base: FactBase) -> Lent | None:
    """Return the share of a part in the project or class that it was told of: 其中促消费的多少, 占这个专项几成."""
    last = None if conversation.lost else conversation.last
    if last is None or len(last.subjects) != 1 or not _points(view):
        return None
    if not view.concepts() <= _POINTED or any(m.sort is Sort.LABEL for g in view.groups for m in g):
        return None
    of_class = says_any(view.text, "that_class")
    whole = _class_of(last, base) if of_class else conversation.whole or _held_by(last, base)
    if whole is None or last.op not in {Op.LOOKUP, Op.SHARE} or whole == last.subjects[0]:
        return None
    both = (last.subjects[0], whole)
    return Lent(Query(op=Op.SHARE, subjects=both, years=last.years[-1:]), names_of(last))


def points_at_project(view: View) -> bool:
    """Return whether the share in a project spoken of is asked for, which the message itself does not name."""
    return _points(view) and view.concepts() == {"project"} and not view.codes


def _points(view: View) -> bool:
    """Return whether the share in something that was spoken of before is asked for: 占这个专项几成, 占它多少."""
    return view.has("share") and any(
        a + b in view.text for a in marks("share_before") for b in marks("that_whole")
    )


def _class_of(asked: Query, base: FactBase) -> Subject | None:
    """Return the heading that the figure told stands under, else its own row of which it is one column's part."""
    subject = asked.subjects[0]
    rows = frozenset(t for t in subject.terms if t.startswith(_LABEL))
    if len(rows) != 1 or rows == subject.terms:
        return _held_by(asked, base)
    (row,) = rows
    return _held_by(asked, base) or Subject(terms=rows, name=row[len(_LABEL) :])


def _held_by(asked: Query, base: FactBase) -> Subject | None:
    """Return the one row or heading that the figure told stands under; None where none or several are."""
    told = answer(asked, base)
    figure = told.main[0] if told.found and len(told.main) == 1 else None
    above = [t for t in figure.context if t.startswith(_LABEL)] if isinstance(figure, Fact) else []
    if len(above) != 1:
        return None
    return Subject(terms=frozenset(above), name=above[0][len(_LABEL) :])


def _said(view: View) -> tuple[str, ...]:
    """Return the words that name nothing of the paper's; none where one of them turns what is asked around."""
    words = tuple(m.text for m in view.left_over())
    return () if view.topics() or any(says_any(w, "not_of_it") for w in words) else words


def _among_names(said: tuple[str, ...], asked: Query, view: View) -> Lent | None:
    """Return the last thing with one word of its name for another: 市级支持某某产业 → 区级的呢."""
    word = "".join(said)
    subject = asked.subjects[0]
    labels = [t for t in (*subject.terms, *subject.one_of) if t.startswith(_LABEL)]
    if len(word) < _PAIR or not labels:
        return None
    if subject.one_of:
        found = {t for t in subject.one_of if word in t}
    else:
        found = {t for t in _with(word, view) if any(_differ_in(word, t, own) for own in labels)}
    if len(found) != 1:
        return None
    (term,) = found
    others = frozenset(t for t in subject.terms if not t.startswith(_LABEL))
    named = Subject(terms=others | {term}, name=term[len(_LABEL) :])
    if not view.index.tells_of(named):
        named = named.model_copy(update={"terms": frozenset({term})})
    query = Query(op=Op.LOOKUP, subjects=(named,), years=asked.years, kind=asked.kind)
    return Lent(query, named.name)


def _with(word: str, view: View) -> Iterator[str]:
    """Yield the labels of the paper that hold a word."""
    return (term for label, term in view.index.labels().items() if word in label)


def _differ_in(word: str, term: str, own: str) -> bool:
    """Return whether a label is another one with the word in the place of one of its own."""
    name, mine = term[len(_LABEL) :], own[len(_LABEL) :]
    at = name.find(word)
    before, behind = name[:at], name[at + len(word) :]
    if name == mine or len(before) + len(behind) < _FEWEST_SHARED:
        return False
    changed = len(mine) - len(before) - len(behind)
    same = mine.startswith(before) and mine.endswith(behind)
    return same and 0 < changed <= _MOST_CHANGED


def _of_parts(said: tuple[str, ...], asked: Query, base: FactBase) -> Lent | None:
    """Return the one part printed under a thing whose name holds most of the words said, and alone holds some."""
    told = answer(asked, base)
    parts = [f for f in told.parts if f.kind is Kind.MONEY]
    held = {f.id: _held(said, squash(f.label)) for f in parts}
    whole = sum(len(word) for word in said)
    alone = {
        f.id: {
            pair for pair in held[f.id] if not any(pair in held[o.id] for o in parts if o is not f)
        }
        for f in parts
    }
    fits = [f for f in parts if alone[f.id] and 2 * len(_covered(held[f.id])) >= whole]
    labels = [t for f in fits for t in f.terms if t.startswith(_LABEL)]
    if len(fits) != 1 or len(labels) != 1:
        return None
    named = Subject(terms=frozenset(labels), name=fits[0].label)
    query = Query(op=Op.LOOKUP, subjects=(named,), years=asked.years, kind=Kind.MONEY)
    return Lent(query, names_of(asked), whole=asked.subjects[0])


def _held(said: tuple[str, ...], label: str) -> frozenset[tuple[int, int]]:
    """Return the pairs of characters said that a label holds, each as the word's number and its place in it."""
    return frozenset(
        (n, i)
        for n, word in enumerate(said)
        for i in range(len(word) - 1)
        if word[i : i + _PAIR] in label
    )


def _covered(pairs: frozenset[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the characters that pairs are made of."""
    return {(n, at) for n, i in pairs for at in (i, i + 1)}
