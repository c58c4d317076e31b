"""One Chinese character → its Simplified form."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8192)
def simplified(character: str) -> str:
    """Return the Simplified form of one Chinese character; whatever else it is comes back as it is.

    >>> simplified("預"), simplified("算"), simplified("A")
    ('预', '算', 'A')
    """
    if not "\u3400" <= character <= "\u9fff" or _in_gb2312(character):
        return character
    found = _converter().convert(character)
    return found if len(found) == 1 else character


def is_traditional(character: str) -> bool:
    """Return whether a character is a Traditional one."""
    return simplified(character) != character


def _in_gb2312(character: str) -> bool:
    """Return whether a character is in the mainland's basic set, which holds Simplified forms only."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC("t2s")
