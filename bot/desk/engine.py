"""The answerer at hand, the papers behind it, and where each of their places is found."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from threading import Lock

from bot.addresses import key_of
from bot.picture.places import Found, Places
from bot.replies import Answerer
from bot.reply import ReplyCitation
from knowledge import Paper, page_picture

Box = tuple[float, float, float, float]
_MOST_PICTURES = 32


class Engine:
    """The answerer, made anew when the papers change; a question never sees half a change."""

    def __init__(self, make: Callable[[], Answerer]) -> None:
        """Take how an answerer over the papers of now is made."""
        self._make = make
        self._answerer = make()
        self._places = Places()
        self._pictures: OrderedDict[tuple[str, int, tuple[Box, ...]], bytes] = OrderedDict()
        self._drawing = Lock()

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
        return answerer.paper(document)

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
        """Return a PNG of the page that a place is on, with the boxes (else the place) marked, or None."""
        place, source = found.place, found.paper.source
        if not has_page(found) or place.page is None:
            return None
        marks = tuple(boxes) or ((place.bbox,) if place.bbox else ())
        wanted = (source.digest, place.page, marks)
        with self._drawing:
            png = self._pictures.get(wanted)
            if png is None:
                png = page_picture(Path(source.path), source.digest, place.page, marks)
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
        for head in self._answerer.sources:
            other = self._answerer.paper(head.document)
            files = {fact.citation.place.file for fact in other.facts}
            if any(file and PurePath(file).stem == document for file in files):
                yield other


def has_page(found: Found) -> bool:
    """Whether a place is on a page that can be shown: of a PDF that was published as one file and is still there."""
    source = found.paper.source
    is_there = source.format == "pdf" and found.place.file is None and Path(source.path).is_file()
    return is_there and found.place.page is not None
