"""The answerer at hand, the papers behind it, and where each of their places is found."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from threading import BoundedSemaphore, Lock

from bot.addresses import key_of
from bot.picture.places import Found, Places
from bot.replies import Answerer
from bot.reply import ReplyCitation
from knowledge import Paper, page_picture

Box = tuple[float, float, float, float]
_MOST_PICTURES = 32
_MOST_WAITING = 6
"""Who waits for a picture at once: whoever asks for many must not keep everybody else waiting."""


class BusyError(Exception):
    """Too many pictures are being drawn; it can be asked for again."""


class Engine:
    """The answerer, made anew when the papers change; a question never sees half a change."""

    def __init__(self, make: Callable[[], Answerer]) -> None:
        """Take how an answerer over the papers of now is made."""
        self._make = make
        self._answerer = make()
        self._places = Places()
        self._pictures: OrderedDict[tuple[str, int, tuple[Box, ...]], bytes] = OrderedDict()
        self._files: tuple[Answerer, dict[str, list[str]]] | None = None
        self._looking = Lock()
        self._drawing = Lock()
        self._waiting = BoundedSemaphore(_MOST_WAITING)

    @property
    def answerer(self) -> Answerer:
        """The answerer over the papers of now."""
        return self._answerer

    def renew(self) -> None:
        """Answer from the papers as they are now; until the new answerer stands, the old one answers."""
        self._answerer = self._make()

    def paper(self, document: str) -> Paper | None:
        """Return the paper of this document id, or None."""
        answerer = self._answerer
        if all(head.document != document for head in answerer.sources):
            return None
        try:
            return answerer.paper(document)
        except KeyError:  # removed from the base since
            return None

    def found(self, document: str, key: str) -> Found | None:
        """Given what an address says, return the place it stands for, or None where no paper has it now."""
        for paper in self._papers_named(document):
            place = self._places.of(paper).get(key)
            if place is not None:
                return place
        return None

    def cited(self, citation: ReplyCitation) -> Found | None:
        """Given a citation of a reply, return the place it speaks of."""
        return self.found(citation.document, key_of(citation))

    def page_picture(self, found: Found, boxes: Sequence[Box] = ()) -> bytes | None:
        """Return a PNG of the page that a place is on, with the boxes (else the place) marked, or None.

        Raises `BusyError` where too many wait for one already.
        """
        place, source = found.place, found.paper.source
        if not has_page(found) or place.page is None:
            return None
        marks = tuple(boxes) or ((place.bbox,) if place.bbox else ())
        wanted = (source.digest, place.page, marks)
        if not self._waiting.acquire(blocking=False):
            raise BusyError
        try:
            with self._drawing:
                return self._drawn(wanted, Path(source.path))
        finally:
            self._waiting.release()

    def _drawn(self, wanted: tuple[str, int, tuple[Box, ...]], path: Path) -> bytes | None:
        png = self._pictures.get(wanted)
        if png is None:
            digest, page, marks = wanted
            png = page_picture(path, digest, page, marks)
        if png is not None:
            self._pictures[wanted] = png
            self._pictures.move_to_end(wanted)
            while len(self._pictures) > _MOST_PICTURES:
                self._pictures.popitem(last=False)
        return png

    def _papers_named(self, document: str) -> Iterator[Paper]:
        """The paper of this id; else those that were published in several files, one of this name."""
        paper = self.paper(document)
        if paper is not None:
            yield paper
            return
        for other in self._published_as().get(document, ()):
            found = self.paper(other)
            if found is not None:
                yield found

    def _published_as(self) -> dict[str, list[str]]:
        """The papers that hold facts of each file, for those in several; looked through once."""
        answerer = self._answerer
        with self._looking:
            if self._files is None or self._files[0] is not answerer:
                named: dict[str, list[str]] = {}
                for head in answerer.sources:
                    paper = answerer.paper(head.document)
                    for file in {fact.citation.place.file for fact in paper.facts} - {None}:
                        named.setdefault(PurePath(str(file)).stem, []).append(head.document)
                self._files = (answerer, named)
            return self._files[1]


def has_page(found: Found) -> bool:
    """Whether a place is on a page that can be shown: of a PDF that was published as one file and is still there."""
    source = found.paper.source
    is_there = source.format == "pdf" and found.place.file is None and Path(source.path).is_file()
    return is_there and found.place.page is not None
