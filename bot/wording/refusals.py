"""What is said where nothing is answered: not one figure in it, and what can be asked instead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.reply import Status
from bot.wording.figures import amount_of, label_of
from bot.wording.phrases import say, several
from bot.wording.worded import Worded
from intents import Beyond
from knowledge import Answer, Fact, Kind, Op, PaperIndex, Phase, Query, Subject, standard_name

_COURTESIES = (("greetings", "greeting"), ("thanking", "thanks"), ("leaving", "goodbye"))
"""The lists of words that are merely polite, and the phrase that answers each."""

Options = Sequence[tuple[str, Query | None]]


def not_found(answer: Answer, out: Worded) -> Options:
    """Word that something is not disclosed; offer the years there are, or what comes nearest."""
    query = answer.query
    name = subject_name(query)
    if answer.values.get("number"):
        out.headline = say("not_found.number")
        return []
    told = next(
        (key for key in ("no_divisor", "not_per_head", "no_use") if answer.values.get(key)), None
    )
    if told is not None:
        out.headline = say(f"not_found.{told}", name=answer.values[told])
        return [(question_for(query.model_copy(update={"op": Op.LOOKUP})), None)]
    if answer.values.get("undivided"):
        out.headline = say("not_found.undivided", name=name)
        return [(question_for(query.model_copy(update={"op": Op.LOOKUP})), None)]
    if query.op in {Op.COMPLETION, Op.AGAINST_BUDGET} and query.phase is None:
        out.headline = say("not_found.no_budget", name=name)
        spent = query.model_copy(update={"op": Op.LOOKUP})
        return [(question_for(spent), spent)]
    if query.phase is not None and answer.years:
        there = "planned" if query.phase is Phase.FINAL_ACCOUNTS else "spent"
        out.headline = say(f"not_found.only_{there}", name=name)
        other = query.model_copy(update={"op": Op.LOOKUP, "phase": None})
        return [(question_for(other), other)]
    if query.kinds:
        counted = "、".join(say(f"kind.{kind.value}") for kind in query.kinds)
        name = say("not_found.counted", name=name, counted=counted)
    wanted = "、".join(str(year) for year in query.years)
    if answer.years and query.years:
        years = "、".join(str(year) for year in answer.years)
        out.headline = say("not_found.years", wanted=wanted, name=name, years=years)
        return [
            (
                say("next.year", year=year, name=name),
                query.model_copy(update={"op": Op.LOOKUP, "years": (year,)}),
            )
            for year in reversed(answer.years)
        ][:3]
    out.headline = (
        say("not_found.nothing_year", wanted=wanted, name=name)
        if wanted
        else say("not_found.nothing", name=name)
    )
    if answer.nearest:
        names = dict.fromkeys(label_of(fact) for fact in answer.nearest)
        out.lines.append(say("not_found.nearest", names="、".join(names)))
        return [(say("next.amount", name=label), None) for label in names]
    return []


def no_base(answer: Answer, out: Worded) -> Options:
    """Word that the year to compare with is not disclosed; offer the figure that is."""
    name = subject_name(answer.query)
    out.headline = say("not_found.no_base", base_year=answer.values["base_year"], name=name)
    query = answer.query.model_copy(update={"op": Op.LOOKUP, "years": ()})
    return [(say("next.amount", name=name), query)]


def not_part(answer: Answer, out: Worded) -> Options:
    """Word that the source does not have one thing as a part of the other, or in its unit; offer each by itself."""
    whole, *parts = (label_of(figure) for figure in answer.main if isinstance(figure, Fact))
    if answer.values.get("unlike"):
        out.headline = say("not_found.unlike", names="、".join((whole, *parts)))
    elif answer.query.op is Op.SHARE:
        out.headline = say("not_found.no_share", part="、".join(parts), whole=whole)
    else:
        out.headline = say("not_found.not_part", part="、".join(parts), whole=whole)
    return [(say("next.amount", name=name), None) for name in (whole, *parts)][:3]


def beyond(outcome: Beyond, out: Worded, index: PaperIndex) -> tuple[Status, Options]:
    """Word a question beyond the disclosure; return the status of the contract and what can be asked instead."""
    word = outcome.word
    popular: Options = [(question, None) for question in several("next.popular")][:3]
    if outcome.reason == "service":
        phone = published_phone(index)
        said = say("beyond.service_phone", phone=phone) if phone else ""
        out.headline = say("beyond.service", phone=said)
        return "out_of_scope", []
    if outcome.reason == "lost":
        out.headline = say("beyond.lost")
        return "not_disclosed", popular
    if outcome.reason in {"empty", "instruction", "opinion", "chat"}:
        out.headline = say(f"beyond.{_courtesy(outcome)}")
        return "out_of_scope", popular
    if outcome.reason == "other_department":
        out.headline = say("beyond.other_department", word=word, department=index.paper.department)
        return ("not_disclosed" if outcome.has_budget else "out_of_scope"), popular[:2]
    if outcome.reason in {"personal", "topic", "part_of_year"}:
        out.headline = say(f"beyond.{outcome.reason}", word=word)
        return "not_disclosed", popular[:2]
    if outcome.reason == "unplaced" and word:
        if not outcome.has_budget:
            out.headline = say("beyond.unplaced_other", word=word)
            return "out_of_scope", popular
        out.headline = say("beyond.unplaced", word=word)
        return "not_disclosed", popular[:2]
    out.headline = say("beyond.no_rule")
    return "out_of_scope", popular


def _courtesy(outcome: Beyond) -> str:
    """Return which phrase answers a message that asks nothing: a greeting and thanks are answered in kind."""
    if outcome.reason == "chat":
        for words, phrase in _COURTESIES:
            if outcome.word in several(f"beyond.{words}"):
                return phrase
    return outcome.reason


def readings(queries: tuple[Query, ...]) -> Options:
    """Return the readings of an unclear question, each as a whole question with its query."""
    return [(question_for(query), query) for query in queries[:3]]


def rivals(answer: Answer) -> Options:
    """Return the facts between which a question does not decide, each as a whole question with its query."""
    facts = [figure for figure in answer.main if isinstance(figure, Fact)]
    labels = [label_of(fact) for fact in facts]
    options = [
        _rival(fact, label, labels.count(label) > 1, answer.query)
        for fact, label in zip(facts, labels, strict=True)
    ]
    texts = [text for text, _ in options]
    # what words do not tell apart is told apart by its figure
    return [
        _by_figure(fact, text, query) if texts.count(text) > 1 else (text, query)
        for fact, (text, query) in zip(facts, options, strict=True)
    ]


def _by_figure(fact: Fact, text: str, query: Query) -> tuple[str, Query]:
    if not isinstance(fact.value, Decimal):
        return text, query
    told = say("ask_back.reading_figure", figure=amount_of(fact.value, fact.unit), text=text)
    return told, Query(op=Op.NUMBER, subjects=query.subjects, number=fact.value, unit=fact.unit)


def _rival(fact: Fact, label: str, same: bool, query: Query) -> tuple[str, Query]:
    place = fact.citation.place
    table = (
        "".join(part for part in (place.table, place.table_title) if part)
        or (place.section or "").split(" / ")[-1]
    )
    parents = (t.removeprefix("label:") for t in fact.context if t.startswith("label:"))
    parent = min(parents, key=lambda name: (len(name), name), default="")
    under = say("ask_back.under", parent=parent, name=label) if parent and fact.codes else label
    name = f"{label}·{place.row}" if same and place.row and place.row != label else under
    if same and not place.row:
        name = "·".join(standard_name(term) for term in sorted(fact.terms)) or name
    text = (
        say("ask_back.reading_in", table=table, name=name)
        if same
        else say("ask_back.reading", name=name)
    )
    subject = Subject(terms=fact.terms, codes=frozenset(fact.codes), name=label)
    tables = frozenset({fact.table}) if fact.table is not None else frozenset()
    return text, Query(
        op=Op.LOOKUP, subjects=(subject,), years=query.years, kind=fact.kind, tables=tables
    )


def question_for(query: Query) -> str:
    """Return a query as a whole question, with the kind of its answer."""
    name = subject_name(query)
    if query.kind is Kind.PEOPLE:
        return say("ask_back.reading_people", name=name)
    if query.kind is Kind.COUNT or (
        query.subjects and query.subjects[0].terms == {"official_vehicles"}
    ):
        return say("ask_back.reading_count", name=name, unit=query.unit or say("ask_back.unit"))
    if query.years:
        return say("ask_back.reading_year", year=query.years[-1], name=name)
    return say("ask_back.reading", name=name)


def subject_name(query: Query) -> str:
    """Return how a query's subject is called."""
    if not query.subjects:
        return ""
    subject = query.subjects[0]
    return (
        subject.name
        or "".join(standard_name(t) for t in sorted(subject.terms))
        or "、".join(sorted(subject.codes))
    )


def published_phone(index: PaperIndex) -> str:
    """Return the telephone number that the paper publishes, or an empty string."""
    for fact in index.paper.facts:
        if "phone" in fact.terms and fact.value:
            return str(fact.value)
    return ""
