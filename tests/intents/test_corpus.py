"""Every phrase of tests/corpus is understood as its group says, in exactly one way, and answered alike."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from intents import Beyond, Unclear, Understood
from intents.rules import Rule, rules
from knowledge import Op, Query, Subject
from tests.corpus.asking import base, readers_of, reply_to, understood
from tests.corpus.cases import (
    Group,
    OrderFile,
    Phrase,
    about_of,
    known_failures,
    phrases,
    read,
    rule_files,
)

PHRASES = phrases()
RULES = rules()
GROUPS = [(name, group) for name, file in rule_files().items() for group in file.group]
_FEWEST = 250


def _id(value: object) -> str:
    if isinstance(value, Phrase):
        return f"{value.rule}·{value.text}"
    return value.name if isinstance(value, Group | Rule) else str(value)


@pytest.mark.parametrize("phrase", PHRASES, ids=_id)
def test_a_phrase_has_exactly_one_reading(phrase: Phrase) -> None:
    outcome = understood(phrase.text, phrase.about).outcome
    if isinstance(outcome, Beyond):
        pytest.fail(f"没有读懂：{outcome.reason} {outcome.word}")
    if isinstance(outcome, Unclear):
        pytest.fail(f"有几种读法：{[_told(query) for query in outcome.queries]}")
    assert isinstance(outcome, Understood)
    assert len(outcome.queries) == 1, f"被拆成几问：{[_told(query) for query in outcome.queries]}"
    wanted = rule_files()[phrase.rule].op if phrase.group.op is None else phrase.group.op
    assert _differences(outcome.queries[0], phrase, wanted) == []


@pytest.mark.parametrize("phrase", PHRASES, ids=_id)
def test_only_the_phrases_own_rule_wins(phrase: Phrase) -> None:
    readers = readers_of(phrase.text, phrase.about)
    assert readers[:1] == [phrase.rule]
    unexpected = set(readers[1:]) - set(read("order", OrderFile).before.get(phrase.rule, ()))
    assert not unexpected, (
        f"order.toml 没有写 {phrase.rule} 比 {'、'.join(sorted(unexpected))} 更具体"
    )


@pytest.mark.parametrize("phrase", PHRASES, ids=_id)
def test_a_phrase_gets_its_groups_answer(phrase: Phrase) -> None:
    reply = reply_to(phrase.text, phrase.about)
    assert reply.status == "answered"
    assert reply.citations
    assert phrase.group.answer.faults(reply) == []


@pytest.mark.parametrize(("rule", "group"), GROUPS, ids=_id)
def test_all_phrases_of_a_group_are_answered_alike(rule: str, group: Group) -> None:
    answers = Counter(
        _headline(text, about_of(rule)) for text in group.say if text not in known_failures()
    )
    assert len(answers) <= 1, answers


def test_no_phrase_stands_twice() -> None:
    twice = [text for text, count in Counter(p.text for p in PHRASES).items() if count > 1]
    assert not twice


def test_there_are_phrases_enough() -> None:
    assert len(PHRASES) >= _FEWEST


def test_every_rule_has_its_phrases_and_every_file_its_rule() -> None:
    assert set(rule_files()) == {rule.name for rule in RULES}


def test_the_order_of_the_rules_is_the_one_written_down() -> None:
    position = {rule.name: number for number, rule in enumerate(RULES)}
    for first, others in read("order", OrderFile).before.items():
        assert all(position[first] < position[other] for other in others), first


def test_every_pair_of_the_order_is_met_by_a_phrase() -> None:
    met = {
        (readers[0], other)
        for p in PHRASES
        if (readers := readers_of(p.text, p.about))
        for other in readers[1:]
    }
    written = {
        (first, other)
        for first, others in read("order", OrderFile).before.items()
        for other in others
    }
    assert sorted(written - met) == []


@pytest.mark.parametrize("rule", RULES, ids=_id)
def test_a_rule_has_examples_of_both_sorts(rule: Rule) -> None:
    assert rule.right
    assert rule.wrong or rule is RULES[-1], "只有最后一条规则可以没有反例"


@pytest.mark.parametrize(
    ("rule", "text"), [(r, t) for r in RULES for t in r.right if t not in known_failures()], ids=_id
)
def test_a_rule_reads_its_right_examples(rule: Rule, text: str) -> None:
    assert readers_of(text, rule.about)[:1] == [rule.name]
    assert isinstance(understood(text, rule.about).outcome, Understood)
    assert reply_to(text, rule.about).status == "answered"


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.wrong], ids=_id)
def test_a_rule_leaves_its_wrong_examples_to_others(rule: Rule, text: str) -> None:
    assert readers_of(text, rule.about)[:1] != [rule.name]


def _headline(text: str, about: str) -> tuple[object, ...]:
    reply = reply_to(text, about)
    if not reply.facts:
        return tuple(citation.quote for citation in reply.citations)
    first = reply.facts[0]
    return (_number(first.value), first.unit, first.year, first.state, first.derived)


def _number(value: str | None) -> object:
    try:
        return Decimal(value or "")
    except ArithmeticError:
        return value


def _differences(query: Query, phrase: Phrase, op: str) -> list[str]:
    """Return in what a query differs from what the group says; keys that it does not give are free."""
    group = phrase.group
    pairs: dict[str, tuple[object, object]] = {
        "op": (op, query.op.value),
        "subjects": (tuple(map(_sorted, group.subjects)), tuple(map(_subject, query.subjects))),
        "years": (group.years, _years(query, phrase.about)),
        "tables": (set(group.tables), {_table(index, phrase.about) for index in query.tables}),
    }
    for name in ("unit", "direction", "per", "largest", "percent", "words"):
        if getattr(group, name) is not None:
            pairs[name] = (getattr(group, name), getattr(query, name))
    if group.kind is not None:
        pairs["kind"] = (group.kind, query.kind.value if query.kind else None)
    if group.number is not None:
        pairs["number"] = (Decimal(group.number), query.number)
    return [
        f"{name}：应为 {wanted}，却是 {given}"
        for name, (wanted, given) in pairs.items()
        if wanted != given
    ]


def _years(query: Query, about: str) -> tuple[int, ...]:
    """Return the years of a query; the fiscal year, and for a change the usual pair, go without saying."""
    fiscal = base(about).index().paper.year
    usual = {(fiscal,), (fiscal - 1, fiscal)} if query.op is Op.CHANGE else {(fiscal,)}
    return () if query.years in usual else query.years


def _sorted(written: str) -> str:
    return "+".join(sorted("|".join(sorted(part.split("|"))) for part in written.split("+")))


def _subject(subject: Subject) -> str:
    one_of = ["|".join(sorted(subject.one_of))] if subject.one_of else []
    return "+".join(sorted([*subject.terms, *subject.codes, *one_of]))


def _table(index: int, about: str) -> str:
    table = base(about).index().paper.tables[index]
    return table.number or table.title or ""


def _told(query: Query) -> str:
    return f"{query.op.value}({', '.join(map(_subject, query.subjects))}) {query.years}"
