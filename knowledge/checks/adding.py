"""A whole and its parts → an identity: whether they add up, and what is told where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.checks.sums import Identity, adds_up, fault, number, told, where
from knowledge.document import Finding
from knowledge.facts import Fact


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and its parts, all printed."""

    kind: str
    """parts, rows or columns."""
    whole: Fact
    parts: tuple[Fact, ...]

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The parts' numbers."""
        return tuple(value for part in self.parts if (value := number(part)) is not None)

    @property
    def holds(self) -> bool:
        """Whether it adds up."""
        whole = number(self.whole)
        return whole is not None and adds_up(whole, self.values, self.whole.unit)

    @property
    def tells(self) -> bool:
        """Whether it is more than nought equals nought."""
        return bool(number(self.whole)) or any(self.values)


def sum_of(kind: str, whole: Fact | None, parts: Sequence[Fact | None]) -> Sum | None:
    """A sum, where its whole and at least one part are printed; blank counts as absent."""
    printed = tuple(part for part in parts if part is not None and number(part) is not None)
    if whole is None or number(whole) is None or not printed:
        return None
    return Sum(kind, whole, printed)


def without_details(found: Sum) -> Sum:
    """A sum without the rows that, unnumbered, only break down the row before them; as it is where it holds."""
    if found.holds:
        return found
    kept: list[Fact] = []
    rest = list(found.parts)
    while rest:
        head = rest.pop(0)
        kept.append(head)
        del rest[: _details(head, rest)]
    bare = Sum(found.kind, found.whole, tuple(kept))
    return bare if bare.holds else found


def held(sums: Sequence[Sum], *, certain: bool) -> list[Identity]:
    """Sums as identities. A law that is not certain counts only where the table itself bears it out."""
    holding = [s.holds for s in sums]
    telling = [holds for s, holds in zip(sums, holding, strict=True) if s.tells]
    if not certain and telling and sum(telling) * 2 < len(telling):
        return []
    return [
        Identity(s.kind, None if holds else _fault(s))
        for s, holds in zip(sums, holding, strict=True)
    ]


def _details(head: Fact, following: Sequence[Fact]) -> int:
    """How many of the next parts together are this one."""
    whole = number(head)
    for count in range(len(following), 0, -1):
        values = [value for fact in following[:count] if (value := number(fact)) is not None]
        if whole and adds_up(whole, values, head.unit):
            return count
    return 0


def _fault(found: Sum) -> Finding:
    """Parts that fall short of their parent may not all be published; any other sum must be right."""
    total = sum(found.values, Decimal(0))
    whole = number(found.whole) or Decimal(0)
    short = found.kind == "parts" and Decimal(0) < total < whole
    return fault(
        "parts_short" if short else "sum_differs",
        "warning" if short else "error",
        (found.whole, *found.parts),
        where=where(found.whole),
        whole=told(found.whole),
        parts=" + ".join(f"{value:f}" for value in found.values),
        sum=f"{total:f}{found.whole.unit or ''}",
        difference=f"{whole - total:f}{found.whole.unit or ''}",
    )
