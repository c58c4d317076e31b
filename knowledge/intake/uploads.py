"""A file that was handed in under a name of its own → the rows of its paper, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from knowledge.document import Finding
from knowledge.intake.crew import Crew
from knowledge.intake.limits import Limits
from knowledge.intake.reading import read_named
from knowledge.store.packing import Rows


def read_upload(
    path: Path, name: str, corrections: Sequence[str], limits: Limits
) -> Rows | Finding:
    """Given a file, what people call it and what was corrected of it (JSON each), return its rows or a finding.

    It is read in a process of its own. Whatever is said of the file, it is called by its name.
    """
    with Crew([path], limits, task=partial(read_named, name, tuple(corrections))) as crew:
        read = next(crew.read())
    if isinstance(read, Finding):
        return _called(read, path, name)
    if isinstance(read, str):
        raise TypeError("nothing was known, yet the file was not read")
    return read


def _called(finding: Finding, path: Path, name: str) -> Finding:
    """A finding that calls the file by its name wherever it names the one it is kept under."""
    values = tuple(
        (slot, value.replace(str(path), name).replace(path.name, name))
        for slot, value in finding.values
    )
    return replace(finding, values=values)
