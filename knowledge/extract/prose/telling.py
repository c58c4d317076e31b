"""Passage → facts: a paragraph's marks acted on one after the other, from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.document import Finding
from knowledge.extract.about import Identity
from knowledge.extract.prose.amounts_told import tell_figure
from knowledge.extract.prose.facts_told import FactMaker
from knowledge.extract.prose.folded import fold
from knowledge.extract.prose.marks import Mark, Sign, marks_in
from knowledge.extract.prose.naming import heading_subject
from knowledge.extract.prose.parts import (
    begin_list,
    begin_parts,
    close_bracket,
    end_clause,
    end_sentence,
    open_bracket,
)
from knowledge.extract.prose.passages import Passage
from knowledge.extract.prose.people_told import put_apart
from knowledge.extract.prose.reading import Reading
from knowledge.extract.prose.roles import base_in
from knowledge.extract.prose.subjects import Subject
from knowledge.extract.prose.words_told import tell_flat, tell_none, tell_reason, tell_use
from knowledge.facts import Fact

_BAR = re.compile(r"[|│┃｜]")
_BARS = 3
_OPENING = 12
"""Within so many characters a paragraph says that it opens with a comparison: 与上年预算执行数相比."""


def facts_of(
    passage: Passage, about: Identity, before: Subject | None = None
) -> tuple[list[Fact], list[Finding]]:
    """Given a paragraph, return the facts that its sentences tell, and what is wrong with them.

    One that opens with a comparison (与上年对比减少73万元) goes on about what was told `before` it.

    >>> from knowledge.document import Place
    >>> text = "2026年收支总预算186万元，比2025年预算减少21.68万元，主要是厉行节约。"
    >>> who = Identity("某局预算", "某局2026年部门预算", "某局", 2026)
    >>> facts, _ = facts_of(Passage(text, Place(line=7), "p7"), who)
    >>> [(fact.aspect.value, str(fact.value), fact.base_year) for fact in facts]
    [('amount', '186', None), ('change', '-21.68', 2025), ('reason', '厉行节约', 2025)]
    """
    if len(_BAR.findall(passage.text)) >= _BARS:
        return [], []  # a table whose cells could not be told apart is no sentence
    folded = fold(passage.text)
    make = FactMaker(passage, about, folded)
    heading = heading_subject(passage.headings, about)
    title = fold(passage.headings[-1]).text if passage.headings else ""
    reading = Reading(folded.text, about, make, heading, title, passage.position)
    base = base_in(folded.text[:_OPENING]) if before else None
    if base is not None and base.start == 0:
        reading.told.current = before
    for mark in marks_in(folded.text):
        if mark.start >= reading.told.edge:
            _ACTS[mark.sign](reading, mark)
    return put_apart(make.facts), make.findings


_ACTS: dict[Sign, Callable[[Reading, Mark], None]] = {
    Sign.FIGURE: tell_figure,
    Sign.OPEN: open_bracket,
    Sign.CLOSE: close_bracket,
    Sign.LIST: begin_list,
    Sign.AMONG: begin_parts,
    Sign.SEMICOLON: end_clause,
    Sign.STOP: end_sentence,
    Sign.FLAT: tell_flat,
    Sign.NONE: tell_none,
    Sign.REASON: tell_reason,
    Sign.USE: tell_use,
}
