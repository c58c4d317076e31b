"""What a sentence parser is given: a joined paragraph with its place and what it stands under."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.document import Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of running text, its lines joined."""

    text: str
    """As printed; where lines were joined, nothing stands between them."""
    place: Place
    """Where its first line stands, with its section."""
    key: str
    """What its facts' ids begin with: p395, or p12-3 on paged sources."""
    headings: tuple[str, ...] = ()
    """The headings that it stands under, outermost first, as printed."""
    position: int = 0
    """Which paragraph of its section it is, from 0."""
    context: frozenset[str] = frozenset()
    """What its facts stand under besides: a form cell's own terms."""
    turns: tuple[tuple[int, Place], ...] = ()
    """Where it goes on, on later pages: from which character on, and its place there."""

    def place_at(self, offset: int) -> Place:
        """Return the place of a character: on the page that it stands on."""
        return next((place for at, place in reversed(self.turns) if at <= offset), self.place)
