"""The tree of an HTML page, without what is not shown; the home of selectolax."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.readers import Unreadable

Node = LexborNode

_UNSEEN_TAGS = """head script style noscript template nav footer select button iframe object svg canvas audio
video textarea"""
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def body_of(html: str) -> Node:
    """Return the body of a page."""
    body = LexborHTMLParser(html).body
    if body is None:
        raise Unreadable(
            "no_text", "这份网页是空的。请在浏览器里打开核对，把正文页另存为网页再试。"
        )
    return body


def children_of(node: Node) -> Iterator[Node]:
    """Yield a node's children that are shown, texts too."""
    child = node.child
    while child is not None:
        if child.tag == "-text" or not is_unseen(child):
            yield child
        child = child.next


def is_unseen(node: Node) -> bool:
    """Return whether a browser shows nothing of an element, or it is the site's and not the page's."""
    tag = node.tag
    if tag is None or tag in _UNSEEN or tag.startswith(("-", "_", "!")):
        return True
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def attribute(node: Node, name: str) -> str:
    """Return an attribute's value, an empty text where it has none."""
    return node.attributes.get(name) or ""


def pictures_in(node: Node) -> int:
    """Return how many pictures stand under a node."""
    return sum(
        (child.tag == "img") + pictures_in(child)
        for child in children_of(node)
        if child.tag != "-text"
    )


def text_in(node: Node) -> str:
    """Return a text node's text."""
    return node.text_content or ""
