"""A paper of the stored base as it is listed."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.shelves import PaperHead


@dataclass(frozen=True, slots=True)
class Listed:
    """What the base knows of a paper without loading it."""

    head: PaperHead
    path: str
    """The file it came from, as it was named then."""
    digest: str
    """SHA-256 of its bytes, in hex."""
    tables: int
    facts: int
    findings: int
    errors: int
    checked: int
    held: int
    ingested: str
    """When it was kept: ISO 8601."""
    replaced: str | None
    """When a newer version took its place; None for the one that answers come from."""
    withdrawn: str | None = None
    """When it was withdrawn, so that nobody is answered from it; None where it was not."""
    edition: str | None = None
    """Of the program that read it."""
