"""What a paper says it withholds: parts that fall short there are no fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.checks.sums import Identity
from knowledge.facts import Aspect, Paper

_WITHHELD = re.compile(
    r"(?:涉密|保密|国家秘密)[^。；]{0,60}(?:剔除|不予公开|不公开|未公开|不予列示|不列示|未列示|不包含|不含)"
)


def without_withheld(paper: Paper, identities: Iterable[Identity]) -> list[Identity]:
    """Given a paper's identities, return them without those that fall short by what the paper withholds.

    They are neither held nor broken: the finding that tells the difference stays, as a note.
    """
    told = list(identities)
    if not _says_so(paper):
        return told
    return [_noted(one) if _falls_short(one) else one for one in told]


def counted(identities: Sequence[Identity]) -> list[Identity]:
    """The identities that must hold."""
    return [one for one in identities if not (one.finding and one.finding.code == "parts_withheld")]


def _says_so(paper: Paper) -> bool:
    spoken = (f.value for f in paper.facts if f.aspect is Aspect.TEXT and isinstance(f.value, str))
    notes = (note.text for table in paper.tables for note in table.notes)
    return any(_WITHHELD.search(text) for text in (*spoken, *notes))


def _falls_short(identity: Identity) -> bool:
    return identity.finding is not None and identity.finding.code == "parts_short"


def _noted(identity: Identity) -> Identity:
    if identity.finding is None:
        return identity
    return replace(
        identity, finding=replace(identity.finding, code="parts_withheld", severity="note")
    )
