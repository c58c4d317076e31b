"""Clauses of a question that name nothing of the paper and are passed over: 学生做作业：交通运输支出占多大比例."""

from __future__ import annotations

from dataclasses import replace

from intents.lexicon import lexicon, marks
from intents.mentions.model import How, Mention, Sort
from intents.mentions.vocabulary import Vocabulary
from intents.tokens import part_of_speech
from knowledge import ancestors, known_terms

_MONEY_AT_LARGE = frozenset({"expenditure", "revenue"})
"""All that is spent, or comes in: of a thing said outright it only says that money is spent on it."""
_THIS_YEAR = frozenset({"this_year"})
_CARRIED = frozenset({"carryover_in", "carryover_out"})


def without_asides(mentions: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with clauses passed over that name nothing of the paper, where another clause does.

    学生做作业：交通运输支出占多大比例. A word that the paper itself holds is no aside, nor is an organisation,
    a number, a negation or anything else that a rule would weigh; nor, where all that is named is spending at large,
    what it may be spent on (老城墙的修缮，一共花了多少).
    """
    clauses = _clauses(mentions)
    if len(clauses) < 2 or not any(_names_thing(clause) for clause in clauses):
        return mentions
    particular = any(_names_thing(clause, marks("at_large")) for clause in clauses)
    passed = [
        m
        for position, clause in enumerate(clauses)
        if _is_aside(clause, vocabulary) and (particular or _is_marked(clause))
        if not (position and _narrows(clause))
        for m in clause
    ]
    return [replace(m, sort=Sort.FILLER, blocks=False) if m in passed else m for m in mentions]


def _narrows(clause: list[Mention]) -> bool:
    """Return whether a clause behind what is asked only names whose it is to be: 培训费多少，外国学生的."""
    return not _is_marked(clause) and not any(m.soft for m in clause)


def without_paraphrase(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with what only paraphrases a thing passed over, where the thing is then said outright.

    自己开店做买卖有进账吗，就那个经营收入: one thing is named, in a clause of its own, and none beside it. What would
    make another figure of it, a negation or a number, is never passed over.
    """
    clauses = _clauses(mentions)
    outright = [c for c in clauses if _says_outright(c)]
    others = [m for c in clauses if c not in outright for m in c]
    if len(outright) != 1:
        return mentions
    meant = next(m for m in outright[0] if m.sort in {Sort.CONCEPT, Sort.LABEL})
    likened = [m for m in others if _is_likened(m, others, meant)]
    if _names_thing([m for m in others if m not in likened], _at_large_or(meant)):
        return mentions
    passed = [
        m
        for m in others
        if m in likened
        or (m.sort is Sort.RESIDUE and not _makes_another(m.text))
        or (m.sort is Sort.CONCEPT and set(m.concepts) <= _MONEY_AT_LARGE)
    ]
    return [
        replace(m, sort=Sort.FILLER, blocks=False, concepts=(), labels=()) if m in passed else m
        for m in mentions
    ]


def _at_large_or(meant: Mention) -> frozenset[str]:
    return marks("at_large") | set(meant.concepts)


def _is_likened(mention: Mention, others: list[Mention], meant: Mention) -> bool:
    """Return whether words that are found in part of a row's name only describe an income: 看病的收入，就是事业收入."""
    heads = {m.text for m in others if set(m.concepts) & _MONEY_AT_LARGE}
    same = meant.sort is Sort.CONCEPT and meant.text.endswith(tuple(heads)) if heads else False
    in_part = mention.sort is Sort.LABEL and mention.how is How.PART
    return same and in_part and not mention.text.endswith(tuple(marks("units")))


def _says_outright(clause: list[Mention]) -> bool:
    """Return whether a clause says what is meant (就是…, 我说的是…) and names one thing, by its own name."""
    said = "".join(m.text for m in clause)
    named = [m for m in clause if m.sort in {Sort.CONCEPT, Sort.LABEL}]
    loose = any(m.sort in {Sort.RESIDUE, Sort.BLOCKING} and m.blocks for m in clause)
    return (
        said.startswith(tuple(marks("says_outright")))
        and len(named) == 1
        and named[0].how is How.SAID
        and not loose
        and _names_thing(clause, marks("at_large"))
    )


def _makes_another(word: str) -> bool:
    """Return whether a word makes another figure of a thing: a negation, or a verb as 退回, 拖欠."""
    if word in lexicon().weighty:
        return True
    is_noun = (part_of_speech(word) or "v").startswith("n")
    return not is_noun and any(verb in word for verb in lexicon().weighty_verbs)


def without_counted_in(mentions: list[Mention], text: str) -> list[Mention]:
    """Return the mentions with money passed over that a row's total is said to hold: 水费合计（含单位资金）.

    A row must be named, or what the money is a part of (财政拨款合计，含政府性基金), and what is counted in must
    close its clause: 含单位资金的项目 tells which are meant.
    """
    row = any(m.sort in {Sort.LABEL, Sort.CODE} for m in mentions)
    found = list(mentions)
    for i in range(1, len(found)):
        before, money = found[i - 1 : i + 1]
        said = money.sort is Sort.CONCEPT and before.text in marks("counted_within")
        said = said and (row or _is_part_of_any(money, mentions[: i - 1]))
        behind = text[money.end :].lstrip("的")
        ends = behind[:1] in {"", ")", ",", ";", "?"}
        if said and (ends or behind.startswith(_closing())):
            found[i] = replace(money, sort=Sort.FILLER, blocks=False, concepts=())
    return found


def _is_money(term: str) -> bool:
    known = known_terms().get(term)
    return known is not None and known.kind == "money"


def _closing() -> tuple[str, ...]:
    """Return what may follow what is counted in: 含政府性基金一共, 包括单位资金在内."""
    return (*marks("counted_too_behind"), *marks("all_together"))


def _is_part_of_any(money: Mention, before: list[Mention]) -> bool:
    """Return whether money is a part of all that is named before it: of 财政拨款, not of another fund.

    Which total is meant is told by what was carried over: that is kept.
    """
    known = lexicon().concepts
    named = [known[c].stands_for for m in before if m.sort is Sort.CONCEPT for c in m.concepts[:1]]
    counted = known[money.concepts[0]].stands_for
    if counted & _CARRIED or not all(_is_money(term) for term in counted):
        return False
    wholes = ancestors(money.concepts[0]) | _MONEY_AT_LARGE
    at_large = marks("at_large") | wholes | _THIS_YEAR
    return any(terms & wholes for terms in named) and all(terms <= at_large for terms in named)


def without_sources(mentions: list[Mention], text: str) -> list[Mention]:
    """Return the mentions with what brackets say of where an income comes from passed over: 事业收入（学费住宿费）.

    Only where a row holds no more than a part of those words: such a row is of what the money is spent on.
    """
    opened = text.find("(")
    closed = text.find(")", opened)
    income = [m for m in mentions if m.end <= opened and m.sort is Sort.CONCEPT]
    if closed < 0 or not any(m.text.endswith(tuple(marks("incomes"))) for m in income):
        return mentions
    return [
        replace(m, sort=Sort.FILLER, blocks=False, labels=())
        if opened < m.start < closed and m.sort is Sort.LABEL and m.how is How.PART
        else m
        for m in mentions
    ]


def _clauses(mentions: list[Mention]) -> list[list[Mention]]:
    clauses: list[list[Mention]] = [[]]
    for mention in mentions:
        if mention.sort is Sort.MARK and mention.text in marks("clause_ends"):
            clauses.append([])
        else:
            clauses[-1].append(mention)
    return [clause for clause in clauses if clause]


def _names_thing(clause: list[Mention], at_large: frozenset[str] = frozenset()) -> bool:
    """Return whether a clause names something other than the concepts given."""
    return any(
        m.sort in {Sort.LABEL, Sort.CODE}
        or (m.sort is Sort.CONCEPT and not set(m.concepts) <= at_large)
        for m in clause
    )


def _is_marked(clause: list[Mention]) -> bool:
    said = "".join(m.text for m in clause)
    opens, ends = tuple(marks("aside_opens")), tuple(marks("aside_ends"))
    return said.startswith(opens) or said.endswith(ends)


def _is_aside(clause: list[Mention], vocabulary: Vocabulary) -> bool:
    loose = [m for m in clause if m.sort is Sort.RESIDUE]
    said = "".join(m.text for m in clause)
    return (
        bool(loose)
        and not said.startswith(tuple(marks("narrowing")))
        and not any(m.text in marks("money") for m in clause)
        and all(m.sort in {Sort.RESIDUE, Sort.FILLER, Sort.HERE, Sort.DEPARTMENT} for m in clause)
        and not any(
            m.text in vocabulary.text
            or m.text.endswith(tuple(marks("organisations")))
            or m.text in lexicon().weighty
            for m in loose
            if m.blocks
        )
    )
