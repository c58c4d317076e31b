"""A user's number → a name that does not give it away: keyed, so that no list of numbers undoes it."""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

_LENGTH = 32
_REMEMBERED = 4096


class Pseudonyms:
    """Names for users, chats and messages, the same each time under the same key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._named = lru_cache(_REMEMBERED)(self._name)

    def of(self, *parts: object) -> str:
        """Given what names somebody or something, return its name: 32 hexadecimal digits (128 bits of HMAC-SHA-256).

        >>> names = Pseudonyms(b"a key of the test")
        >>> names.of("user", 42) == names.of("user", 42) != names.of("user", 43)
        True
        """
        return self._named("\x1f".join(map(str, parts)))

    def _name(self, parts: str) -> str:
        told = parts.encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, told, "sha256").hex()[:_LENGTH]


def key_in(path: Path) -> bytes:
    """Return the key of a file that only its owner may read; a new one where there is no file.

    Raises OSError where it can be neither read nor made. Whoever makes it at the same time gets the same key.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    if not path.is_file():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
        try:
            # Linked only when it is whole: another process never reads half of it.
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
        finally:
            draft.unlink()
    return path.read_bytes().strip()
