"""Where a citation can be looked up on the desk's public pages: an address that stays as long as the place does."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from bot.reply import ReplyCitation
    from knowledge import Place

_SAID = ("table", "table_title", "row", "column", "section", "page", "line")


def key_of(cited: ReplyCitation | Place) -> str:
    """Given a place, return the sixteen characters that stand for it within its document.

    >>> from knowledge import Place
    >>> key_of(Place(line=93)) == key_of(Place(line=93, bbox=(0.0, 0.0, 1.0, 1.0)))
    True
    """
    said = "\x1f".join(str(getattr(cited, name) or "") for name in _SAID)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def path_of(document: str, cited: ReplyCitation | Place) -> str:
    """Given a document's id and a place in it, return the path of its page on the desk."""
    return f"/c/{quote(document, safe='')}/{key_of(cited)}"


def link_of(citation: ReplyCitation, public_url: str) -> str | None:
    """Given a citation and the address that the desk is reached at, return the link; None where there is no address.

    >>> from bot.reply import ReplyCitation
    >>> link_of(ReplyCitation(document="d", title="t", line=3, quote=""), "https://a.cn/")[:17]
    'https://a.cn/c/d/'
    """
    return public_url.rstrip("/") + path_of(citation.document, citation) if public_url else None
