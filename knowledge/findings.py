"""A finding in words: findings.toml's title, sentence and next step, filled in."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import lru_cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from knowledge.document import Finding, Severity


class Wording(BaseModel):
    """How findings of one code are told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Severity
    title: str
    """A few words, for lists."""
    text: str
    """One or two sentences with slots; quotes what is printed and says what is read instead."""
    next: str = ""
    """What a reader or the department can do."""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: dict[str, Wording]


def finding_text(finding: Finding) -> str:
    """Given a finding, return it as Chinese sentences.

    >>> finding_text(
    ...     Finding("impossible_year", "error", (("printed", "20254"), ("likely", "2025")))
    ... )
    '原文此处写作“20254年”，没有这样的年份，疑为“2025年”，按2025年理解。'
    """
    wording = wordings().get(finding.code)
    if wording is None:
        return finding.code + "".join(f" {name}={value}" for name, value in finding.values)
    return wording.text.format_map(_slots(finding)).strip()


def finding_title(finding: Finding) -> str:
    """Given a finding, return its title."""
    wording = wordings().get(finding.code)
    return wording.title if wording else finding.code


def finding_next(finding: Finding) -> str:
    """Given a finding, return what can be done about it, or an empty string."""
    wording = wordings().get(finding.code)
    return wording.next.format_map(_slots(finding)) if wording else ""


def finding_key(finding: Finding) -> str:
    """Given a finding, return the key by which facts name it: its code and its first place.

    On paged sources a page holds many places; there the key also names the row and column.
    """
    if not finding.places:
        return f"{finding.code}@0"
    place = finding.places[0]
    if place.line is not None:
        return f"{finding.code}@{place.line}"
    within = "/".join(
        part for part in (place.file, place.table, place.row, place.column, place.section) if part
    )
    return f"{finding.code}@{place.page or 0}" + (f"/{within}" if within else "")


@lru_cache(maxsize=1)
def wordings() -> dict[str, Wording]:
    """Return the wordings by code."""
    text = resources.files("knowledge").joinpath("findings.toml").read_text("utf-8")
    return _File.model_validate(tomllib.loads(text)).finding


def _slots(finding: Finding) -> dict[str, str]:
    """What fills the slots; one that has nothing to fill it stays empty."""
    quote = finding.quotes[0] if finding.quotes else ""
    return defaultdict(str, {"quote": quote, **dict(finding.values)})
