"""Drafts at the desk: taken, read in the background in a process of their own, loaded with their places."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread

from bot.desk.publishing import uploads
from bot.picture.places import PaperPlaces
from knowledge import (
    Difference,
    Draft,
    Finding,
    Limits,
    Paper,
    Standing,
    Store,
    StoreError,
    are_halves,
    difference,
    lacks_a_half,
    read_upload,
)

log = logging.getLogger(__name__)

MOST_OPEN = 200
"""Drafts that lie open at once."""
_AT_ONCE = 2
"""Files that are read at once."""
_MOST_LOADED = 8


@dataclass(frozen=True, slots=True)
class Loaded:
    """The paper of a draft with its places."""

    paper: Paper
    places: PaperPlaces


@dataclass(frozen=True, slots=True)
class Compared:
    """A draft beside the version that answers come from now."""

    changes: Difference
    is_half: bool
    """Whether it has only the tables, or only the words, and the version of now has (or is) the other half."""


class Publishing:
    """What is handed in at a desk, and the base that it is published in."""

    def __init__(self, open_store: Callable[[], Store], folder: Path, limits: Limits) -> None:
        """Take how the base is opened, where files are kept, and what reading one may take."""
        self._open = open_store
        self._files = folder / "files"
        self._limits = limits
        self._reading: set[tuple[str, int]] = set()
        self._loaded: OrderedDict[tuple[str, int], Loaded] = OrderedDict()
        self._compared: OrderedDict[tuple[str, int, str], Compared] = OrderedDict()
        self._lock = Lock()
        self._keeping = Lock()
        self._turns = BoundedSemaphore(_AT_ONCE)

    @cached_property
    def store(self) -> Store:
        """The base, opened when it is first needed."""
        return self._open()

    def take(self, files: Sequence[uploads.File], who: str, now: str) -> Draft:
        """Given the files of a paper with their names, keep them, and begin to read the draft that they make."""
        with self._keeping:
            upload = uploads.kept(self._files, files)
            return self.begin(upload.name, upload.path, upload.digest, who, now)

    def take_again(self, name: str, path: Path, digest: str, who: str, now: str) -> Draft | None:
        """Given the file that a paper was read from, make a draft of it; None where it is gone, or another one now."""
        with self._keeping:
            try:
                with path.open("rb") as file:
                    upload = uploads.kept_alone(self._files, [(name, file)])
            except OSError:
                return None
            if upload.digest != digest:
                return None
            return self.begin(upload.name, upload.path, upload.digest, who, now)

    def discard(self, draft: Draft, who: str, now: str) -> None:
        """Put a draft away, with its file where nothing else was read from it; raise `Overtaken` as the base does."""
        with self._keeping:
            self.store.press.discard(draft, who, now)
            listed = self.store.listed(history=True, withdrawn=True)
            used = {each.digest for each in listed}
            used |= {each.digest for each in self.store.press.drafts()}
            path = Path(draft.path)
            if draft.digest not in used and path.parent == self._files:
                path.unlink(missing_ok=True)

    def begin(
        self,
        name: str,
        path: Path,
        digest: str,
        who: str,
        now: str,
    ) -> Draft:
        """Given a file that is kept, make a draft of it, with what was corrected of it before, and begin to read it."""
        draft = Draft(
            id=secrets.token_hex(8),
            name=name,
            path=str(path),
            digest=digest,
            state="waiting",
            version=1,
            finding=None,
            corrections=self.store.press.corrections().get(digest, ()),
            document=None,
            who=who,
            at=now,
            changed_by=who,
            changed=now,
        )
        self.store.press.add(draft)
        self.read(draft)
        return draft

    def draft(self, wanted: str) -> Draft | None:
        """Return a draft by its id, or None; one that is still to be read is begun, whoever has dropped it."""
        draft = self.store.press.draft(wanted)
        if draft is not None and (draft.state == "waiting" or draft.is_stale):
            self.read(draft)
        return draft

    def loaded(self, draft: Draft) -> Loaded | None:
        """Return what a draft says; None where it is not read."""
        wanted = (draft.id, draft.version)
        with self._lock:
            if wanted in self._loaded and not draft.is_stale:
                self._loaded.move_to_end(wanted)
                return self._loaded[wanted]
        paper = self.store.press.paper(draft)
        if paper is None:
            return None
        found = Loaded(paper, PaperPlaces(paper))
        with self._lock:
            self._loaded[wanted] = found
            while len(self._loaded) > _MOST_LOADED:
                self._loaded.popitem(last=False)
        return found

    def compared(self, draft: Draft, paper: Paper, standing: Standing) -> Compared | None:
        """Given a draft, what it says and what stands in its place now, return what changes; None where nothing does.

        The last few are remembered: a draft is looked at again and again.
        """
        if not standing.papers:
            return None
        wanted = (draft.id, draft.version, standing.mark)
        with self._lock:
            found = self._compared.get(wanted)
        if found is None:
            document = standing.papers[0].head.document
            before = self.store.paper(document, withdrawn=True)
            is_half = are_halves(before, paper) or lacks_a_half(paper, before)
            found = Compared(difference(before, paper), is_half)
            with self._lock:
                self._compared[wanted] = found
                while len(self._compared) > _MOST_LOADED:
                    self._compared.popitem(last=False)
        return found

    def read(self, draft: Draft) -> None:
        """Begin to read a draft, unless it is being read."""
        wanted = (draft.id, draft.version)
        with self._lock:
            if wanted in self._reading:
                return
            self._reading.add(wanted)
            self._loaded.pop(wanted, None)
        Thread(target=self._read, args=(draft,), daemon=True).start()

    def _read(self, draft: Draft) -> None:
        path = Path(draft.path)
        try:
            with self._turns:
                read = read_upload(path, draft.name, draft.corrections, self._limits)
            self.store.press.settle(draft, read)
        except StoreError:
            log.exception(
                "what was read of a draft could not be kept"
            )  # it is read again when it is looked at
        except Exception as error:
            log.exception("a draft could not be read")
            kind = type(error).__name__
            failed = Finding("file_failed", "error", (("file", draft.name), ("kind", kind)))
            self.store.press.settle(draft, failed)
        finally:
            with self._lock:
                self._reading.discard((draft.id, draft.version))
                self._loaded.pop((draft.id, draft.version), None)
