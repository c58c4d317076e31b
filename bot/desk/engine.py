"""The answerer at hand, the papers behind it, and where each of their places is found."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import BoundedSemaphore, Lock

from bot.addresses import key_of
from bot.following import Following, at_hand
from bot.picture.places import Found, Places, paper_named
from bot.replies import Answerer, Trace
from bot.reply import Reply, ReplyCitation
from knowledge import Paper, page_picture

Box = tuple[float, float, float, float]
_MOST_PICTURES = 32
_MOST_WAITING = 6
"""Who waits for a picture at once: whoever asks for many must not keep everybody else waiting."""


class BusyError(Exception):
    """Too many pictures are being drawn; it can be asked for again."""


class Engine:
    """The answerer, made anew when the papers change; a question never sees half a change."""

    def __init__(self, make: Callable[[], Answerer | Following]) -> None:
        """Take how an answerer over the papers of now is made, or one that follows them by itself."""
        self._make = make
        self._answerer = make()
        self._places = Places()
        self._pictures: OrderedDict[tuple[str, int, tuple[Box, ...]], bytes] = OrderedDict()
        self._drawing = Lock()
        self._waiting = BoundedSemaphore(_MOST_WAITING)

    @property
    def answerer(self) -> Answerer | Following:
        """The answerer over the papers of now."""
        return self._answerer

    def ask(self, question: str, conversation: object = None) -> tuple[Reply, object]:
        """Given a question and the conversation so far, return the reply and the conversation with it.

        What was said of a paper that is no longer there is forgotten.
        """
        answerer = self._answerer
        return answerer.ask(question, at_hand(conversation, answerer))

    def why(self, question: str, conversation: object = None) -> Trace:
        """Return how a question was understood, and what the papers said to it."""
        answerer = self._answerer
        return answerer.why(question, at_hand(conversation, answerer))

    def renew(self) -> None:
        """Answer from the papers as they are now; until the new answerer stands, the old one answers."""
        if isinstance(self._answerer, Following):
            self._answerer.look()
        else:
            self._answerer = self._make()

    def paper(self, document: str) -> Paper | None:
        """Return the paper of this document id, or None."""
        return paper_named(self._answerer, document)

    def found(self, document: str, key: str) -> Found | None:
        """Given what an address says, return the place it stands for, or None where no paper has it now."""
        return self._places.find(self._answerer, document, key)

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


def has_page(found: Found) -> bool:
    """Whether a place is on a page that can be shown: of a PDF that was published as one file and is still there."""
    source = found.paper.source
    is_there = source.format == "pdf" and found.place.file is None and Path(source.path).is_file()
    return is_there and found.place.page is not None
