"""Sentences read for the tests: the facts and findings that they tell, and each fact on one line."""

from __future__ import annotations

from knowledge.document import Finding, Place
from knowledge.extract.about import Identity
from knowledge.extract.prose.passages import Passage
from knowledge.extract.prose.telling import facts_of
from knowledge.facts import Fact, Phase

ABOUT = Identity("某局", "某市某局2026年部门预算", "某市某局", 2026)
ACCOUNTS = Identity("某局", "某市某局2024年部门决算", "某市某局", 2024, Phase.FINAL_ACCOUNTS)


def read(
    text: str, *headings: str, about: Identity = ABOUT, position: int = 0
) -> tuple[list[Fact], list[Finding]]:
    passage = Passage(text, Place(line=1), "p1", ("第三部分", *headings), position)
    return facts_of(passage, about)


def told(text: str, *headings: str, about: Identity = ABOUT) -> list[str]:
    """Each fact as "aspect terms value unit year", shorter where a part says nothing."""
    return [_line(fact) for fact in read(text, *headings, about=about)[0]]


def _line(fact: Fact) -> str:
    value = "没有" if fact.value is None else f"{fact.value}{fact.unit or ''}"
    phase = "" if fact.phase is Phase.BUDGET else " 决算"
    return f"{fact.aspect.value} {' '.join(sorted(fact.terms))} {value} {fact.year}{phase}"
