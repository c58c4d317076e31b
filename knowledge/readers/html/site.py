"""What belongs to a site and not to the page it shows: menus of links, lines above and below the body."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from knowledge.document import Block, Paragraph
from knowledge.readers.html.tree import Node, attribute, children_of, text_in

_FEWEST = 3
"""Links; a block with fewer may be a sentence with links in it."""
_LINKED = 0.8
"""The part of a block's characters that are links in a menu."""
_LONGEST = 90
"""Characters that a line of the site has at most."""
_EDGE = 25
"""Blocks at the beginning and at the end among which the site's lines are looked for."""


def is_menu(node: Node) -> bool:
    """Return whether an element holds little but links to other pages; a contents page links to its own."""
    texts: list[tuple[str, bool]] = []
    links = _collect(node, texts, within=False)
    total = sum(len(text) for text, _ in texts)
    linked = sum(len(text) for text, is_link in texts if is_link)
    return links >= _FEWEST and linked >= _LINKED * total


def without_site(blocks: Sequence[Block]) -> list[Block]:
    """Return a page's blocks without the site's own lines above and below the body."""
    kept = []
    for index, block in enumerate(blocks):
        is_above = index < _EDGE and _is_site(block, "above")
        is_below = index >= len(blocks) - _EDGE and _is_site(block, "below")
        if not is_above and not is_below:
            kept.append(block)
    return kept


def _collect(node: Node, texts: list[tuple[str, bool]], *, within: bool) -> int:
    """Take the texts under a node with whether they are links; return how many links to other pages there are."""
    links = 0
    for child in children_of(node):
        if child.tag == "-text":
            if bare := re.sub(r"[\s|｜·>›»\-]", "", text_in(child)):
                texts.append((bare, within))
            continue
        is_link = child.tag == "a" and not attribute(child, "href").startswith("#")
        links += is_link + _collect(child, texts, within=within or is_link)
    return links


def _is_site(block: Block, where: str) -> bool:
    if not isinstance(block, Paragraph):
        return False
    bare = re.sub(r"\s", "", block.text)
    return len(bare) <= _LONGEST and bool(_words()[where].search(bare))


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data = resources.files("knowledge.readers.html").joinpath("site.toml").read_text("utf-8")
    return {name: re.compile(pattern) for name, pattern in tomllib.loads(data).items()}
