"""Answers over several papers in words: rankings, differences, sums, each figure with its department and paper."""

from __future__ import annotations

from collections.abc import Callable

from bot.wording.figures import amount_of, figure_value, label_of, value_of
from bot.wording.phrases import say
from bot.wording.refusals import subject_name
from bot.wording.several import paper_name, which_papers
from bot.wording.worded import Worded
from intents import Library
from knowledge import Answer, Derived, Fact, Op

_MOST_LISTED = 30


def rank(answer: Answer, out: Worded, library: Library) -> None:
    """Word which department's figure is the largest or smallest, and all of them in order."""
    best = [f for f in answer.main if isinstance(f, Fact)]
    key = "rank_most" if answer.query.largest else "rank_least"
    other = next((f for f in answer.parts if f not in best), best[0])
    out.headline = say(
        f"across.{key}",
        name=_name(answer, best[0]),
        who="、".join(_whose(f, other) for f in best),
        value=value_of(best[0]),
        which=_which(answer, library),
        count=len(answer.parts),
    )
    _list(answer, out, library, ordered=True)
    for apart in (f for f in answer.main if isinstance(f, Derived)):
        out.lines.append(say("across.apart", formula=apart.formula, unit=apart.unit or ""))
        out.add(apart, label=label_of(best[0]))


def difference(answer: Answer, out: Worded, library: Library) -> None:
    """Word by how much one department's figure, or one year's, exceeds another."""
    figure = _computed(answer)
    first, second = figure.operands
    key = "same" if figure.value == 0 else "more" if figure.value > 0 else "less"
    names = {"first": _whose(first, second), "second": _whose(second, first)}
    out.headline = say(
        f"across.{key}",
        name=_name(answer, first),
        value=amount_of(figure.value, figure.unit),
        **names,
    )
    _add(figure, answer, out, library)


def ratio(answer: Answer, out: Worded, library: Library) -> None:
    """Word how many times one department's figure is another's."""
    figure = _computed(answer)
    first, second = figure.operands
    out.headline = say(
        "across.ratio",
        name=_name(answer, first),
        first=_whose(first, second),
        second=_whose(second, first),
        value=f"{figure.value:f}",
    )
    _add(figure, answer, out, library)


def sum_(answer: Answer, out: Worded, library: Library) -> None:
    """Word a sum over departments or years, with its formula and every operand."""
    figure = _computed(answer)
    out.headline = say(
        "across.sum",
        name=_name(answer, figure.operands[0]),
        which=_which(answer, library),
        count=len(figure.operands),
        value=figure_value(figure),
    )
    _add(figure, answer, out, library)


def each(answer: Answer, out: Worded, library: Library) -> None:
    """Word what each paper says, where nothing is reckoned or may be."""
    facts = answer.parts
    if answer.query.op is not Op.LOOKUP and answer.values.get("missing"):
        out.headline = say("across.not_all", name=_name(answer, facts[0]))
    elif answer.query.op is not Op.LOOKUP:
        out.headline = say("across.not_comparable", name=_name(answer, facts[0]))
    else:
        which = _which(answer, library)
        out.headline = say("across.each", name=_name(answer, facts[0]), which=which)
    _list(answer, out, library, ordered=False)


def threshold(answer: Answer, out: Worded, library: Library) -> None:
    """Word which departments' figures are above or below the bound."""
    bound = answer.query.bound
    if bound is None:
        raise TypeError(f"{answer.shape}: no bound")
    sign = say("line.above" if bound.above else "line.below")
    wanted = amount_of(bound.value, bound.unit)
    key = "threshold" if answer.main else "threshold_none"
    name = subject_name(answer.query)
    out.headline = say(f"across.{key}", name=name, sign=sign, bound=wanted, count=len(answer.main))
    _list(answer, out, library, ordered=False)


def _which(answer: Answer, library: Library) -> str:
    """Return the year and phase of the papers told of, where they share them."""
    heads = [library.head(fact.citation.document) for fact in answer.parts]
    if any(fact.year != head.year for fact, head in zip(answer.parts, heads, strict=True)):
        return ""
    return which_papers(heads)


def _name(answer: Answer, fact: Fact) -> str:
    """Return what is asked of all: papers call it differently."""
    return subject_name(answer.query) or label_of(fact)


def _computed(answer: Answer) -> Derived:
    figure = answer.main[0]
    if not isinstance(figure, Derived):
        raise TypeError(f"{answer.shape}: {figure!r} is not computed")
    return figure


def _add(figure: Derived, answer: Answer, out: Worded, library: Library) -> None:
    out.lines.append(say("line.formula", formula=figure.formula))
    out.add(figure, label=label_of(figure.operands[0]))
    _list(answer, out, library, ordered=False)


def _list(answer: Answer, out: Worded, library: Library, *, ordered: bool) -> None:
    """Add every figure with its department and paper, and what is missing or not alike."""
    unlike = set((answer.values.get("unlike") or "").split("\n"))
    rank_ = 0
    for fact in answer.parts[:_MOST_LISTED]:
        paper = paper_name(library.head(fact.citation.document), library)
        key = "item"
        if ordered and fact.entity not in unlike:
            rank_ += 1
            key = "place"
        out.lines.append(
            say(
                f"across.{key}",
                place=rank_,
                paper=paper,
                label=label_of(fact),
                value=value_of(fact),
                year=fact.year,
            )
        )
        out.add(fact)
    for document in filter(None, (answer.values.get("missing") or "").split("\n")):
        out.lines.append(say("across.missing", paper=paper_name(library.head(document), library)))


def _whose(fact: Fact, other: Fact) -> str:
    """Return whose a figure is, with its year where the two are of one department."""
    year = say("several.year", year=fact.year) if fact.entity == other.entity else ""
    return f"{fact.entity}{year}"


SHAPES: dict[str, Callable[[Answer, Worded, Library], None]] = {
    "across_rank": rank,
    "across_difference": difference,
    "across_ratio": ratio,
    "across_sum": sum_,
    "across_each": each,
    "across_threshold": threshold,
}
