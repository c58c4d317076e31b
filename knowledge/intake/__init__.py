"""Files and folders → papers in the stored base: read side by side, kept one by one, each whole or not at all.

limits    what one file may take
files     folders walked
reading   one file in a process of its own
crew      many of these processes, their answers in order
uploads   one file that was handed in under a name of its own
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from knowledge.document import Finding
from knowledge.intake.limits import Limits

if TYPE_CHECKING:
    from knowledge.intake.reading import Read
    from knowledge.store import Store
    from knowledge.store.packing import Rows

__all__ = ["Limits", "Taken", "files_to_take", "ingest", "read_upload"]

Change = Literal["added", "replaced", "joined", "reread", "unchanged", "refused", "skipped"]
_MAYBE_HALF = frozenset({("contested", False), ("unchanged", False), ("superseded", True)})
"""What becomes of a file that says it is the paper of a file before it, and whether it was known already."""
Files = Sequence[tuple[Path, Finding | None]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    path: Path
    change: Change
    """joined: the other half of the paper before it, tables in one and words in the other;
    reread: the same file as before, by another edition of the program;
    skipped: in a folder, and by its ending no disclosure; refused: the base is as it was."""
    document: str = ""
    """The id under which it is kept."""
    title: str = ""
    department: str = ""
    level: str | None = None
    year: int | None = None
    phase: str = ""
    tables: int | None = None
    facts: int | None = None
    findings: int | None = None
    """How many tables, facts and findings there are in a paper that was read."""
    finding: Finding | None = None
    """What kept it out."""


def files_to_take(paths: Iterable[Path]) -> Files:
    """Given files and folders, return the files in them, each with a finding where it is not to be read."""
    from knowledge.intake.files import files_in

    return tuple(files_in(paths))


def ingest(files: Files, store: Store, now: str, limits: Limits | None = None) -> Iterator[Taken]:
    """Given files, keep the papers that they are, and return for each in turn what became of it.

    Where two different files of one run say that they are the same paper, the first is kept.
    Raises `StoreError` where the base cannot be written to; what is kept by then stays.
    """
    from knowledge.intake.crew import Crew
    from knowledge.intake.reading import read_corrected

    limits = limits or Limits()
    paths = [path for path, finding in files if finding is None]
    run = _Run(paths, limits)
    task = partial(read_corrected, store.press.corrections())
    with Crew(paths, limits, store.digests(), task=task) as crew:
        answers = crew.read()
        for path, finding in files:
            if finding is not None:
                change: Change = "skipped" if finding.severity == "note" else "refused"
                yield Taken(path, change, finding=finding)
            else:
                yield _kept(path, next(answers), store, now, run)


def read_upload(
    path: Path, name: str, corrections: Sequence[str] = (), limits: Limits | None = None
) -> Rows | Finding:
    """Given a file, what people call it and what was corrected of it (JSON each), return its rows or a finding.

    It is read in a process of its own. Whatever is said of the file, it is called by its name.
    """
    from knowledge.intake.uploads import read_upload

    return read_upload(path, name, corrections, limits or Limits())


@dataclass(frozen=True, slots=True)
class _Run:
    """The files that are taken together, and what was kept of them so far."""

    paths: Sequence[Path]
    limits: Limits
    kept: dict[str, Path] = field(default_factory=dict)
    """By the id of the paper."""

    def beside(self, path: Path) -> Iterator[str]:
        """Yield, when asked, the SHA-256 of the other files of a file's folder."""
        from knowledge.intake.reading import digest_of

        others = (p for p in self.paths if p != path and p.parent == path.parent)
        yield from map(digest_of, others)


def _kept(path: Path, read: Read, store: Store, now: str, run: _Run) -> Taken:
    from knowledge.intake.reading import refused
    from knowledge.store import StoreError

    if isinstance(read, Finding):
        return Taken(path, "refused", finding=read)
    kept = run.kept
    try:
        beside = run.beside(path)
        result = store.known(read) if isinstance(read, str) else store.keep(read, now, kept, beside)
    except StoreError as error:
        if error.code != "value":
            raise
        return Taken(path, "refused", finding=refused(path, "file_not_kept", reason=error.reason))
    if result is None:  # removed from the base while the file was looked at
        return Taken(path, "refused", finding=refused(path, "file_gone"))
    other = kept.get(result.document)
    if other is not None and (result.change, isinstance(read, str)) in _MAYBE_HALF:
        both = _joined(other, path, run.limits)
        if both is not None:
            read, result = both, store.keep(both, now)
    told = partial(_told, path, read, result.document)
    why_not = _why_not(path, result.change, other)
    if why_not is not None:
        return told("refused", why_not)
    kept.setdefault(result.document, path)
    if result.change == "superseded":
        return told("unchanged", replace(refused(path, "file_superseded"), severity="note"))
    return told(cast("Change", result.change))


def _why_not(path: Path, change: str, other: Path | None) -> Finding | None:
    """Return why a file that was read is not kept; None where it is."""
    from knowledge.intake.reading import refused

    if change == "half":
        return refused(path, "file_half_alone")
    if change == "contested" or (change == "superseded" and other is not None):
        return refused(path, "file_contested", other=other.name if other else "")
    return None


def _joined(one: Path, other: Path, limits: Limits) -> Rows | None:
    """Return the rows of the disclosure that two files of one folder are; None where they are none."""
    from knowledge.intake.crew import Crew
    from knowledge.intake.reading import read_joined

    if one.parent != other.parent or one == other:
        return None
    with Crew([other], limits, task=partial(read_joined, one)) as crew:
        read = next(crew.read())
    return None if isinstance(read, Finding | str) else read


def _told(
    path: Path, read: Rows | str, document: str, change: Change, finding: Finding | None = None
) -> Taken:
    if isinstance(read, str):
        return Taken(path, change, document, finding=finding)
    head: dict[str, Any] = read["papers"][0]
    return Taken(
        path=path,
        change=change,
        document=document,
        title=str(head["title"]),
        department=str(head["department"]),
        level=head["level"],
        year=head["year"],
        phase=str(head["phase"]),
        tables=head["table_count"],
        facts=head["fact_count"],
        findings=head["finding_count"],
        finding=finding,
    )
