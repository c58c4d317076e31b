"""Which rule reads a question, and which of its readings survive the paper."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from intents.lexicon import marks, says_any, traced
from intents.mentions import How, Mention, Sort
from intents.numerals import chinese_integer
from intents.outcomes import Beyond, Outcome, Unclear, Understood
from intents.rules import Rule, View, rules
from intents.rules.terms import concept_terms, kind_of
from knowledge import (
    Fact,
    FactBase,
    Kind,
    Op,
    PaperIndex,
    Query,
    Subject,
    answer,
    essence,
    is_subject_name,
)

_WHICH_MANY = re.compile(r"哪([两二三四五六七八九十])[个项家种类笔]")
_POINTING = frozenset(
    {
        *("phone", "address", "goals", "annual_goal", "long_term_goal", "project", "duties"),
        *("staffing", "on_duty", "expenditure"),
    }
)
"""Concepts that name a field of words where they stand alone, and only point beside a label."""
_CROSSED = 2
_MEASURED = frozenset({"project", "expenditure", "staffing", "on_duty"})
"""Those of them that say what of a unit is asked for, where the label is a unit's name."""
_OF_PARTS = frozenset({Op.EXTREME, Op.PARTS, Op.THRESHOLD, Op.COUNT})
"""Operations on the parts of what is named."""
_MOST_READINGS = 3
_LABEL = "label:"
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a trace: the stage and what came of it; put into words when they are asked for."""

    stage: str
    told: str | Callable[[], str]

    @property
    def text(self) -> str:
        """Return what came of the stage, in words."""
        return self.told if isinstance(self.told, str) else self.told()


@dataclass(frozen=True, slots=True)
class Later:
    """Lines of a trace that nothing but the trace needs: they are found when they are asked for."""

    found: Callable[[], list[Step]]


Steps = tuple[Step | Later, ...]


def by_rules(view: View, base: FactBase) -> tuple[Outcome, list[Step | Later]]:
    """Return what the first rule that explains every strong cue makes of the question."""
    chosen, steps = _read_by_rules(view, base)
    left = _left_over(view, chosen[1] if chosen else None)
    if chosen is None and view.has("excluded", "excluded_end"):
        # what is to be left out changes every figure: no sentence of the paper stands in for it
        word = "、".join(m.text for m in view.mentions if m.ops() & {"excluded", "excluded_end"})
        return Beyond("unplaced", word, final=True, has_budget=bool(view.groups)), steps
    if left:
        steps.append(Step("left over", "、".join(m.text for m in left)))
    topics = view.topics()
    if chosen is None or left or topics:
        word = "、".join(dict.fromkeys(m.text for m in (*topics, *left)))
        return Beyond(
            "unplaced" if left else _of_topics(topics) if topics else "no_rule",
            word,
            has_budget=bool(view.groups or view.kind),
        ), steps
    readings = _surviving(chosen[1], view, base)
    if len(readings) > 1:
        return Unclear(tuple(readings)), steps
    fails = _names_too_few(view, readings[0], base) or _counts_nothing(view, readings[0], base)
    if fails or _lists_nothing(readings[0], base):
        return Beyond("no_rule", has_budget=True), steps
    return Understood((readings[0],)), steps


def _read_by_rules(
    view: View, base: FactBase
) -> tuple[tuple[Rule, Query] | None, list[Step | Later]]:
    """Return the first rule that explains every strong cue, with what it reads, and what came of each that reads."""
    steps: list[Step | Later] = []
    for rule in rules():
        query = rule.read(view)
        if query is None:
            continue
        if not rule.unexplained(view):
            steps.append(Step("rule", partial(traced, "chosen", name=rule.name, asks=rule.asks)))
            steps.append(Later(partial(_told_of_others, _without_paper(view), base, rule)))
            return (rule, query), steps
        steps.append(_unexplained(rule, view))
    return None, steps


def _without_paper(view: View) -> Callable[[PaperIndex], View]:
    """Return what makes a view again of its paper: kept by itself it keeps no paper in memory."""
    text, mentions, context, years = view.text, view.mentions, view.context, view.asked_years
    units = view.units, view.members, view.own_level
    return lambda index: View(text, mentions, index, context, years, *units)


def _unexplained(rule: Rule, view: View) -> Step:
    cues = "、".join(sorted(rule.unexplained(view)))
    told = partial(traced, "unexplained", name=rule.name, asks=rule.asks, cues=cues)
    return Step("rule", told)


def _told_of_others(
    view_of: Callable[[PaperIndex], View], base: FactBase, chosen: Rule
) -> list[Step]:
    """Return what comes of the rules behind the one that was chosen."""
    view = view_of(base.index())
    others = itertools.islice(rules(), rules().index(chosen) + 1, None)
    return [
        _unexplained(rule, view)
        if rule.unexplained(view)
        else Step(
            "rule", partial(traced, "less", name=rule.name, asks=rule.asks, winner=chosen.name)
        )
        for rule in others
        if rule.read(view) is not None
    ]


def _left_over(view: View, query: Query | None) -> tuple[Mention, ...]:
    """Return the words that nothing explains; those for units at large where the question does not compare them."""
    by_unit = query is not None and query.per in {"unit", "member"}
    if query is not None and query.per == "score":
        return tuple(m for m in view.left_over() if not says_any(m.text, "scores"))
    if query is not None and query.unit == "辆" and says_any(view.text, "vehicle_kinds"):
        return tuple(m for m in view.left_over() if m.text not in marks("vehicle_kind_words"))
    left = (*_unordered(view, query), *_inside_names(view))
    if by_unit:
        return tuple(m for m in left if m.text not in marks("under_department"))
    return (*left, *_of_units(view))


def _unordered(view: View, query: Query | None) -> tuple[Mention, ...]:
    """Return the words left over but those for parts, and for their order, where the parts are what is asked for."""
    left = view.left_over()
    if query is None or query.op not in _OF_PARTS:
        return left
    return tuple(m for m in left if m.text not in marks("called_parts"))


def _inside_names(view: View) -> tuple[Mention, ...]:
    """Return the characters left over between two names that are said in part: of a name with a slip in it."""
    return tuple(
        m
        for before, m, behind in zip(
            view.mentions, view.mentions[1:], view.mentions[2:], strict=False
        )
        if m.sort is Sort.RESIDUE
        and m.end - m.start == 1
        and all(n.sort is Sort.LABEL and n.how is How.PART for n in (before, behind))
    )


def _of_units(view: View) -> tuple[Mention, ...]:
    """Return the words for the units under a department where money of theirs is asked for: 二级单位的项目支出.

    What a unit spends stands in a row of its own name; no row is of all units without their head.
    """
    return tuple(
        units
        for units, *others in view.groups
        if units.concepts == ("member_units",)
        and any(kind_of(t) == "money" for m in others for c in m.concepts for t in concept_terms(c))
    )


def _names_too_few(view: View, query: Query, base: FactBase) -> bool:
    """Return whether so many things are asked for by number (哪两个项目) and fewer would be named."""
    asked = _WHICH_MANY.search(view.text)
    if asked is None:
        return False
    told = answer(query, base)
    named = max(len(told.main), len(told.parts), len(told.quotes))
    return told.found and named < chinese_integer(asked[1])


def _counts_nothing(view: View, query: Query, base: FactBase) -> bool:
    """Return whether a number of things, or a percentage, is asked for and one amount of money would be told."""
    counts = view.has("how_many_things") and not (view.kind or view.kinds)
    if query.op is not Op.LOOKUP or not (counts or (view.has("percent") and query.percent)):
        return False
    told = answer(query, base)
    figure = told.main[0] if told.found and len(told.main) == 1 else None
    return isinstance(figure, Fact) and figure.kind is Kind.MONEY


def _lists_nothing(query: Query, base: FactBase) -> bool:
    """Return whether it is asked what was not arranged, of nothing in particular, and nothing says so."""
    return query.op is Op.ABSENT and not query.subjects and not answer(query, base).found


def _of_topics(topics: tuple[Mention, ...]) -> str:
    """Return why topics cannot be answered: only a part of the year is asked for, or they are seldom disclosed."""
    return "part_of_year" if all(m.topic == "part_of_year" for m in topics) else "topic"


def shown_mentions(mentions: tuple[Mention, ...]) -> str:
    """Return mentions as a trace shows them, in a row, without the marks."""
    return "  ".join(shown_mention(m) for m in mentions if m.sort is not Sort.MARK)


def shown_mention(mention: Mention) -> str:
    """Return a mention as a trace shows it: the words, what sort of thing they name, what they were read as."""
    detail = "/".join(
        (
            *mention.concepts,
            *(label.removeprefix("label:") for label in mention.labels),
            *sorted(mention.ops()),
        )
    )
    mark = {How.REPAIRED: f"→{mention.meant}", How.PART: "~", How.SAID: ""}[mention.how]
    return f"{mention.text}{mark}〔{mention.sort.value}{':' + detail if detail else ''}〕"


def _surviving(query: Query, view: View, base: FactBase) -> list[Query]:
    """Return the readings of the subjects that the paper answers; the query itself where none or one does."""
    queries = [query]
    if len(view.readings) > 1 and query.subjects == view.readings[0][: len(query.subjects)]:
        queries = [
            query.model_copy(update={"subjects": reading[: len(query.subjects)]})
            for reading in view.readings
        ]
    queries = [_whole(_apart(_scored(q, view, base), view, base), view, base) for q in queries]
    if len(queries) == 1:
        return queries if answer(queries[0], base).found else _of_labels(queries[0], view)
    found = [q for q in queries if answer(q, base).found]
    return found or queries[:1]


def _of_labels(query: Query, view: View) -> list[Query]:
    """Return the readings of people as what is spent on them, where the paper prints that under their name.

    离退休比上年多多少: 行政单位离退休 is a subject of spending. The query itself where none or too many are printed,
    or where people are counted.
    """
    subject = query.subjects[0] if len(query.subjects) == 1 else None
    if (
        subject is None
        or view.kind in {Kind.PEOPLE, Kind.COUNT}
        or {kind_of(term) for term in subject.terms - {"expenditure"}} != {"people"}
    ):
        return [query]
    index = view.index
    terms = [
        term
        for label, term in index.labels().items()
        if subject.name in label
        and any(index.paper.facts[i].kind is Kind.MONEY for i in index.about.get(term, ()))
    ]
    if not 0 < len(terms) <= _MOST_READINGS:
        return [query]
    spent = query.model_copy(update={"kind": Kind.MONEY})
    return [
        spent.model_copy(
            update={"subjects": (Subject(terms=frozenset({t}), name=t[len(_LABEL) :]),)}
        )
        for t in sorted(terms)
    ]


def _whole(query: Query, view: View, base: FactBase) -> Query:
    """Return a lookup of things said in one breath with those alone that the paper lacks, where it lacks any.

    Without a word that joins them one narrows the other: the figure of the other by itself is not what is asked.
    """
    if (
        query.op is not Op.LOOKUP
        or len(query.subjects) < 2
        or len(view.groups) < 2
        or view.joins_things
        or _asked_apart(view)
    ):
        return query
    both = _narrowing(query, view)
    if both is not None:
        return query.model_copy(update={"subjects": (both,)})
    lacking = tuple(
        s
        for s in query.subjects
        if not answer(query.model_copy(update={"subjects": (s,)}), base).found
    )
    return query.model_copy(update={"subjects": lacking}) if lacking else query


def _scored(query: Query, view: View, base: FactBase) -> Query:
    """Return a project's score, both named, without the word for what the row is: 某某经费 项目 自评分数."""
    if query.op is not Op.LOOKUP or not says_any(view.text, "scores"):
        return query
    every = frozenset().union(*(subject.terms for subject in query.subjects))
    labels = frozenset(term for term in every if term.startswith(_LABEL))
    if len(labels) != _CROSSED or not every - labels <= _POINTING:
        return query
    name = "".join(subject.name for subject in query.subjects)
    crossed = query.model_copy(update={"subjects": (Subject(terms=labels, name=name),)})
    return crossed if answer(crossed, base).found else query


def _asked_apart(view: View) -> bool:
    """Return whether how much is asked of the first thing before the second is named: 收了多少花了多少."""
    between = (view.groups[0][-1].end, view.groups[1][0].start)
    return any("how_much" in m.ops() for m in view.mentions if between[0] <= m.start < between[1])


def _narrowing(query: Query, view: View) -> Subject | None:
    """Return two things said in one breath as one, where the paper tells of both together: 政府采购预算 三、服务类."""
    if len(query.subjects) != _PAIR or len(view.groups) != _PAIR:
        return None
    one, other = query.subjects
    named = one.terms and other.terms and not (one.one_of or other.one_of)
    both = Subject(
        terms=essence(one.terms | other.terms),
        codes=one.codes | other.codes,
        name=f"{one.name}{other.name}",
    )
    return both if named and view.index.tells_of(both) else None


def _apart(query: Query, view: View, base: FactBase) -> Query:
    """Return the query with a subject of several concepts taken apart where no fact is about all of them."""
    if (
        len(query.subjects) != 1
        or len(view.groups) != 1
        or len(view.groups[0]) < 2
        or query.op not in {Op.LOOKUP, Op.WORDS}
    ):
        return query
    if answer(query, base).found or any(m.sort is Sort.CODE for m in view.groups[0]):
        return query
    single = View(view.text, view.mentions, view.index)
    parts = tuple(single.subjects_of((mention,))[0] for mention in view.groups[0])
    apart = query.model_copy(update={"subjects": parts})
    if any(m.sort is Sort.LABEL for m in view.groups[0]):
        # words beside a label that nothing prints together with it say nothing of it: the label is what is asked
        labels = tuple(
            p for m, p in zip(view.groups[0], parts, strict=True) if m.sort is Sort.LABEL
        )
        others = [m for m in view.groups[0] if m.sort is not Sort.LABEL]
        of_unit = any(
            m.text.removesuffix("的").endswith(tuple(marks("units"))) for m in view.groups[0]
        )
        pointing = _POINTING - _MEASURED if of_unit else _POINTING - _half_of_subject(view)
        if len(labels) == 1 and all(
            m.sort is Sort.CONCEPT
            and set(m.concepts) <= pointing
            and not m.text.endswith(tuple(marks("counting")))
            for m in others
        ):
            return query.model_copy(update={"subjects": labels, "op": Op.LOOKUP})
        return query
    every = all(
        answer(query.model_copy(update={"subjects": (part,)}), base).found for part in parts
    )
    wordy = all(kind_of(term) == "words" for part in parts for term in part.terms)
    return apart if every and query.op is Op.WORDS and wordy else query


def _half_of_subject(view: View) -> frozenset[str]:
    """Return the half of a subject's spending that is asked for: 项目支出里的差旅费 is not all of 差旅费."""
    names = [m.labels[0].removeprefix(_LABEL) for m in view.groups[0] if m.sort is Sort.LABEL]
    halved = any(m.text.endswith(tuple(marks("halves_said"))) for m in view.groups[0])
    return frozenset({"project"} if halved and any(map(is_subject_name, names)) else ())
