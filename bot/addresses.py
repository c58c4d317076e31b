"""Where a citation can be looked up on the desk's public pages: an address that stays as long as the place does."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote as escaped

if TYPE_CHECKING:
    from bot.reply import ReplyCitation
    from knowledge import Place

PLACE = 16
"""Characters of a key that stand for the place; the rest stand for the words there."""
_SAID = ("table", "table_title", "row", "column", "section", "page", "line")


def key_of(cited: ReplyCitation | Place, quote: str | None = None) -> str:
    """Given a place and the words there (a citation has them itself), return what stands for them in their document.

    Two rows of one name on one page differ in their words; where those are the same too, so is the key.

    >>> from knowledge import Place
    >>> first, second = (
    ...     key_of(Place(page=9, row="合计"), "1.00"),
    ...     key_of(Place(page=9, row="合计"), "2.00"),
    ... )
    >>> len(first), first == second, first[:PLACE] == second[:PLACE]
    (24, False, True)
    """
    words = getattr(cited, "quote", "") if quote is None else quote
    said = "\x1f".join(str(getattr(cited, name) or "") for name in _SAID)
    return _digest(said, PLACE) + _digest(words, 8)


def path_of(document: str, cited: ReplyCitation | Place, quote: str | None = None) -> str:
    """Given a document's id, a place in it and the words there, return the path of its page on the desk."""
    return f"/c/{escaped(document, safe='')}/{key_of(cited, quote)}"


def link_of(citation: ReplyCitation, public_url: str) -> str | None:
    """Given a citation and the address that the desk is reached at, return the link; None where there is no address.

    >>> from bot.reply import ReplyCitation
    >>> link_of(ReplyCitation(document="d", title="t", line=3, quote=""), "https://a.cn/")[:17]
    'https://a.cn/c/d/'
    """
    path = path_of(citation.document, citation)
    return public_url.rstrip("/") + path if public_url else None


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
