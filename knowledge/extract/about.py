"""Whose disclosure it is, as far as its facts must know."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.facts import Phase


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose disclosure a fact comes from."""

    document: str
    """The document's id: its file name without the ending."""
    title: str
    department: str
    """The department or unit that publishes, as printed."""
    year: int
    """The fiscal year."""
    phase: Phase = Phase.BUDGET
    place: str | None = None
    """The province, city or district, where the source names it."""
    level: str | None = None
    """部门, 单位, 本级 or 汇总, where the source says so."""
    is_named_by_file: bool = False
    """Whether nothing but the file's name tells the department."""
