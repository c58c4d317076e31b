"""One bot a token on a machine: a lock file that the system gives up when its process ends."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path


class Hold(Enum):
    """Whose the token is on this machine."""

    OURS = "ours"
    ANOTHERS = "another's"
    UNKNOWN = "unknown"
    """The file could not be made; only Telegram can tell then."""


def lock_path(token: str) -> Path:
    """Given a token, return the lock file for it; its name does not give the token away."""
    digest = hashlib.sha256(token.encode()).hexdigest()[:16]
    owner = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"wenzhang-{owner}-{digest}.lock"


@contextmanager
def holding(path: Path) -> Iterator[Hold]:
    """Hold a lock file while the block runs, and tell whether it is ours."""
    try:
        # Not followed where it is a link: the folder is everybody's.
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        yield Hold.UNKNOWN
        return
    try:
        yield _take(descriptor)
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> Hold:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return Hold.ANOTHERS
    except OSError:
        return Hold.UNKNOWN
    return Hold.OURS
