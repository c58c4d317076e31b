"""Where a sentence of the running text stands: on its own page, which may be a later one than its section begins on."""

from __future__ import annotations

from knowledge.base import PaperIndex
from knowledge.document import Place
from knowledge.facts import Aspect, Fact
from knowledge.terms import squash


def place_of(sentence: str, fact: Fact, index: PaperIndex) -> Place:
    """Return the place of a sentence that a fact's text holds."""
    section = fact.citation.place.section or ""
    wanted = squash(sentence)
    for each in index.of_aspect(Aspect.PARAGRAPH):
        place = each.citation.place
        if (place.section or "").startswith(section) and wanted in squash(str(each.value)):
            return place
    return fact.citation.place
