"""Zero, blank, none arranged, misprint and disagreement are told apart, and never a part's figure for the whole's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge import Aspect, FactBase, Kind, Op, PaperIndex, Query, State, Subject, answer
from knowledge.base import Match
from knowledge.query.choosing import same_value
from knowledge.query.find import find, is_mere_part, matches_of, without_parts, years_of
from tests.knowledge.query.small import FACTS, MISPRINT, base_of, fact


@pytest.fixture
def base() -> FactBase:
    return base_of(FACTS, MISPRINT)


@pytest.fixture
def index(base: FactBase) -> PaperIndex:
    return base.index()


def _ask(
    *terms: str, op: Op = Op.LOOKUP, years: tuple[int, ...] = (), kind: Kind | None = None
) -> Query:
    return Query(op=op, subjects=(Subject(terms=frozenset(terms)),), years=years, kind=kind)


@pytest.mark.parametrize(
    ("term", "state", "value"),
    [
        ("expenditure", State.VALUE, Decimal("100.00")),
        ("reception", State.ZERO, Decimal("0.00")),
        ("training", State.BLANK, None),
        ("abroad", State.NONE_ARRANGED, None),
    ],
)
def test_four_states_are_four_answers(
    base: FactBase, term: str, state: State, value: Decimal | None
) -> None:
    found = answer(_ask(term), base)
    assert found.found
    assert [(f.state, f.value) for f in found.facts()[:1]] == [(state, value)]


def test_what_is_not_disclosed_is_not_found(base: FactBase) -> None:
    found = answer(_ask("meeting"), base)
    assert not found.found
    assert found.main == ()


def test_a_year_that_is_not_disclosed_is_not_found_and_the_others_are_told(base: FactBase) -> None:
    found = answer(_ask("expenditure", years=(2023,)), base)
    assert not found.found
    assert found.years == (2024, 2025, 2026)


def test_the_year_asked_for_is_the_year_given(base: FactBase) -> None:
    for year, value in ((2024, "90.00"), (2025, "120.00"), (2026, "100.00")):
        (fact_found,) = answer(_ask("expenditure", years=(year,)), base).main
        assert (fact_found.year, fact_found.value) == (year, Decimal(value))


def test_a_parts_figure_is_not_the_wholes(base: FactBase) -> None:
    found = answer(_ask("basic", years=(2025,)), base)
    assert not found.found


def test_the_kind_asked_for_is_the_kind_given(base: FactBase) -> None:
    assert not answer(_ask("expenditure", kind=Kind.PEOPLE), base).found
    assert answer(_ask("on_duty", kind=Kind.PEOPLE), base).main[0].value == Decimal(8)


def test_two_places_that_disagree_are_both_told(index: PaperIndex) -> None:
    found = find(Subject(terms=frozenset({"project"})), _ask("project"), index, 2026)
    assert found is not None
    assert found.best.value == Decimal("60.00")
    assert [f.value for f in found.differing] == [Decimal(600500)]


def test_a_disagreement_is_a_notice(base: FactBase) -> None:
    notices = answer(_ask("project"), base).notices
    assert [n.code for n in notices] == ["differs"]
    assert {f.value for n in notices for f in n.facts} == {Decimal("60.00"), Decimal(600500)}


def test_two_places_that_agree_in_other_units_are_one(index: PaperIndex) -> None:
    found = find(Subject(terms=frozenset({"project"})), _ask("project"), index, 2025)
    assert found is not None
    assert [f.value for f in found.same] == [Decimal(700000)]
    assert found.differing == ()


def test_a_misprint_is_told_with_the_figure_that_it_touches() -> None:
    key = FACTS[11].findings[0]
    base = base_of(FACTS, MISPRINT)
    found = answer(_ask("expenditure", op=Op.CHANGE), base)
    assert key
    assert [n.finding.code for n in found.notices if n.finding] == ["impossible_year"]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (("186", "万元"), ("186.00", "万元"), True),
        (("186", "万元"), ("1860000", "元"), True),
        (("186", "万元"), ("1864000", "元"), True),
        (("186.00", "万元"), ("1864000", "元"), False),
        (("60.00", "万元"), ("600500", "元"), False),
        (("0", "万元"), ("0.00", "元"), True),
        (("1", "亿元"), ("10000", "万元"), True),
    ],
)
def test_values_are_the_same_at_the_coarser_ones_precision(
    left: tuple[str, str], right: tuple[str, str], *, same: bool
) -> None:
    first, second = fact(1, "甲", left[0], unit=left[1]), fact(2, "乙", right[0], unit=right[1])
    assert same_value(first, second) is same
    assert same_value(second, first) is same


def test_a_blank_is_the_same_as_no_number() -> None:
    assert not same_value(fact(1, "甲", None), fact(2, "乙", "0"))
    assert same_value(fact(1, "甲", None), fact(2, "乙", None))


def test_the_years_of_a_subject(index: PaperIndex) -> None:
    assert years_of(Subject(terms=frozenset({"expenditure"})), _ask("expenditure"), index) == (
        2024,
        2025,
        2026,
    )
    assert years_of(Subject(terms=frozenset({"basic"})), _ask("basic"), index) == (2026,)
    assert years_of(Subject(terms=frozenset({"training"})), _ask("training"), index) == ()


def test_a_figure_of_another_year_is_marked_where_none_was_asked_for() -> None:
    base = base_of([fact(1, "国有资产", "5.00", "state_assets", year=2024)])
    found = find(
        Subject(terms=frozenset({"state_assets"})), _ask("state_assets"), base.index(), None
    )
    assert found is not None
    assert found.other_year
    assert [n.code for n in answer(_ask("state_assets"), base).notices] == ["other_year"]


def test_two_different_things_as_near_are_asked_back() -> None:
    base = base_of(
        [
            fact(
                1, "编制", "46", "institution_posts", "staffing_quota", unit="人", kind=Kind.PEOPLE
            ),
            fact(2, "在职", "31", "institution_posts", "on_duty", unit="人", kind=Kind.PEOPLE),
        ]
    )
    found = answer(_ask("institution_posts"), base)
    assert found.shape == "ambiguous"
    assert not found.found


def test_words_are_no_figure() -> None:
    base = base_of(
        [fact(1, "用途", "办公", "project", kind=Kind.WORDS, unit=None, aspect=Aspect.USE)]
    )
    assert not answer(_ask("project"), base).found


def test_facts_of_one_kind_are_ranked_alike_whether_or_not_all_were_ranked_before() -> None:
    subject = Subject(terms=frozenset({"project"}))
    aspects = frozenset({Aspect.AMOUNT})

    def in_yuan_of(index: PaperIndex) -> list[Match]:
        kinds, years = frozenset({Kind.MONEY}), frozenset({2025, 2026})
        return list(index.match(subject, aspects=aspects, kinds=kinds, unit="元", years=years))

    alone = in_yuan_of(base_of(FACTS, MISPRINT).index())
    index = base_of(FACTS, MISPRINT).index()
    every = index.match(subject, aspects=aspects)
    assert in_yuan_of(index) == alone
    assert 0 < len(alone) < len(every)


@pytest.mark.parametrize("term", ["expenditure", "project", "basic", "three_public", "label:甲"])
def test_what_is_passed_over_as_a_part_is_every_mere_part_and_nothing_else(term: str) -> None:
    subject, query = Subject(terms=frozenset({term})), _ask(term)
    index = base_of(FACTS, MISPRINT).index()
    matches = matches_of(subject, query, index)
    kept = [m for m in matches if not is_mere_part(m.fact, subject)]
    assert [*without_parts(matches, subject, index)] == kept
    assert [*without_parts(matches, subject, index)] == kept


def test_a_query_answered_just_now_is_answered_by_what_was_found(base: FactBase) -> None:
    query = _ask("expenditure")
    found = answer(query, base)
    assert answer(query, base) is found
    assert answer(query.model_copy(), base) is found
    assert answer(query.model_copy(update={"years": (2025,)}), base) != found


def test_queries_that_say_the_same_are_one_and_nothing_else_is() -> None:
    query = _ask("project", years=(2025,))
    assert query == _ask("project", years=(2025,))
    assert len({query, _ask("project", years=(2025,)), _ask("project")}) == 2
    assert query != _ask("basic", years=(2025,))
    assert query.subjects[0] != query
    assert query != "project"


def test_a_bound_of_an_indicator_is_not_what_the_budget_gives_a_row_of_its_name() -> None:
    given = fact(901, "会务费", "4.00", "label:会务费", table=0, row=1)
    bound = fact(902, "会务费", "24", "label:会务费", table=1, row=1, aspect=Aspect.TARGET)
    base = base_of([*FACTS, given, bound], MISPRINT)
    subject = Subject(terms=frozenset({"label:会务费"}), name="会务费")
    plain = answer(Query(op=Op.LOOKUP, subjects=(subject,)), base)
    assert [str(f.value) for f in plain.main] == ["4.00"]
    of_targets = Query(op=Op.LOOKUP, subjects=(subject,), tables=frozenset({1}))
    assert [str(f.value) for f in answer(of_targets, base).main] == ["24"]


def test_a_total_that_only_stands_under_a_thing_is_no_rival_of_what_bears_its_name() -> None:
    own = fact(1, "支出预算", "306.00", "expenditure")
    under = fact(2, "总计", "32.00", table=0, context=frozenset({"expenditure"}))
    found = find(
        _ask("expenditure").subjects[0], _ask("expenditure"), base_of((own, under)).index(), None
    )
    assert found is not None
    assert (found.best, found.rivals) == (own, ())
