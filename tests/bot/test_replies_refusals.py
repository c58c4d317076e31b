"""What is not answered: the right status, no figure, its own words, and a next step."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from tests.corpus.asking import base, reply_to
from tests.corpus.cases import RefusalFile, Refusals, read

CASES = [(kind, text) for kind in read("refusals", RefusalFile).refusals for text in kind.say]
AMOUNT = re.compile(r"\d[\d,.]*\s*(?:亿元|万元|元|%|人|辆)")
NEXT_STEP = re.compile(r"可以|请|尽管问|能查到|查得到|能回答")
_FEWEST = 80
_FEWEST_KINDS = 6


def _id(value: object) -> str:
    return value.kind if isinstance(value, Refusals) else repr(value)


@pytest.mark.parametrize(("kind", "text"), CASES, ids=_id)
def test_a_refusal_has_its_status_and_no_figure(kind: Refusals, text: str) -> None:
    reply = reply_to(text)
    assert reply.status in kind.status
    assert reply.facts == ()
    assert not AMOUNT.search(reply.text)
    assert all(word in reply.text for word in kind.holds)


@pytest.mark.parametrize(("kind", "text"), CASES, ids=_id)
def test_a_refusal_offers_or_explains_a_next_step(kind: Refusals, text: str) -> None:
    reply = reply_to(text)
    assert reply.options or NEXT_STEP.search(reply.text)


@pytest.mark.parametrize(("kind", "text"), CASES, ids=_id)
def test_what_a_refusal_offers_is_not_refused(kind: Refusals, text: str) -> None:
    for option in reply_to(text).options:
        assert reply_to(option).status in {"answered", "clarify"}, option


def test_the_kinds_sound_different() -> None:
    kinds_of: dict[str, set[str]] = defaultdict(set)
    for kind, text in CASES:
        kinds_of[_bones(reply_to(text).parts.headline)].add(kind.kind)
    shared = {bones: kinds for bones, kinds in kinds_of.items() if len(kinds) > 1}
    assert not shared


def test_there_are_refusals_enough() -> None:
    assert len(CASES) >= _FEWEST
    assert len({kind.kind for kind, _ in CASES}) >= _FEWEST_KINDS


def test_an_amount_would_be_seen() -> None:
    assert all(map(AMOUNT.search, ("186.00 万元", "10.4%", "46 人", "1 辆", "1,860,000 元")))
    assert not AMOUNT.search("能查到的年份：2024、2025、2026 年。电话 027-84899532")


def _bones(headline: str) -> str:
    """Return a sentence without what is filled in: quoted words, names, numbers."""
    bare = headline.replace(base().index().paper.department, "")
    return re.sub(r"“[^”]*”|[\d\s、-]+", "", bare)
