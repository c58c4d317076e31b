"""Facts → findings: what must add up and does not, and what two places tell differently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.checks.codes import misnamed_in
from knowledge.checks.contradictions import contradictions_in
from knowledge.checks.equalities import equalities_in
from knowledge.checks.magnitudes import magnitudes_in
from knowledge.checks.percents import percents_in
from knowledge.checks.prose import prose_agreements_in
from knowledge.checks.sums import Identity
from knowledge.checks.tables import sums_in
from knowledge.checks.withheld import counted, without_withheld
from knowledge.document import Finding
from knowledge.facts import Paper


@dataclass(frozen=True, slots=True)
class Checked:
    """How much of the arithmetic was checked, how much of it held, and what did not."""

    findings: tuple[Finding, ...] = ()
    checked: int = 0
    held: int = 0


def checked(paper: Paper) -> Checked:
    """Given a paper, return what of it does not add up or is told in two ways."""
    every = (
        *sums_in(paper),
        *equalities_in(paper),
        *percents_in(paper),
        *prose_agreements_in(paper),
    )
    identities = without_withheld(paper, every)
    faults = [identity.finding for identity in identities if identity.finding]
    return Checked(
        findings=_once(
            (*faults, *contradictions_in(paper), *misnamed_in(paper), *magnitudes_in(paper))
        ),
        checked=len(counted(identities)),
        held=sum(identity.finding is None for identity in identities),
    )


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))


__all__ = ["Checked", "Identity", "checked"]
