"""One file read in a process of its own, under a limit of memory and time: what comes back is rows or a finding.

A file may crash a library, fill the memory or never end; none of this reaches the process that asked.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.build import joined_paper, paper
from knowledge.corrections import Correction
from knowledge.document import Finding
from knowledge.extract.identity import NotADisclosure
from knowledge.facts import Paper
from knowledge.intake.limits import MEGABYTE, Limits
from knowledge.readers import Unreadable
from knowledge.readers.limits import allow_pages
from knowledge.store.packing import Rows, packed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Read = Rows | Finding | str
"""A paper's rows, what kept the file from being one, or the digest of a file that is known already."""


def read_alone(path: Path, limits: Limits, known: frozenset[str], answer: Connection) -> None:
    """Given a file and the digests of those known, send what it says, as `opened` understands it."""
    _keep_apart()
    _bind(limits)
    allow_pages(limits.pages)
    answer.send_bytes(_sent(path, limits, known))
    answer.close()


def read_joined(
    other: Path, path: Path, limits: Limits, known: frozenset[str], answer: Connection
) -> None:
    """Like `read_alone`, for two files that may be the halves of one disclosure; a finding where they are not."""
    _keep_apart()
    _bind(limits)
    allow_pages(limits.pages)
    answer.send_bytes(_sent(path, limits, known, partial(_joined_with, other)))
    answer.close()


def read_named(
    name: str,
    corrections: Sequence[str],
    path: Path,
    limits: Limits,
    known: frozenset[str],
    answer: Connection,
) -> None:
    """Like `read_alone`, for a file that people call by another name, with what was corrected of it (JSON each)."""
    _keep_apart()
    _bind(limits)
    allow_pages(limits.pages)
    put_right = [Correction.model_validate_json(each) for each in corrections]
    made = partial(paper, name=name, corrections=put_right)
    answer.send_bytes(_sent(path, limits, known, made))
    answer.close()


def read_corrected(
    corrections: Mapping[str, Sequence[str]],
    path: Path,
    limits: Limits,
    known: frozenset[str],
    answer: Connection,
) -> None:
    """Like `read_alone`, with what people corrected, by the digest of the file that it is of."""
    read_named("", corrections.get(digest_of(path), ()), path, limits, known, answer)


def _joined_with(other: Path, path: Path) -> Paper:
    found = joined_paper(other, path)
    if found is None:
        raise NotADisclosure(other.name)
    return found


def opened(sent: bytes) -> Read:
    """Given what `read_alone` sent, return the rows of a paper, or what kept the file from being one."""
    read: Read = pickle.loads(sent)  # noqa: S301 - written by our own process
    return read


def _sent(
    path: Path,
    limits: Limits,
    known: frozenset[str],
    made: Callable[[Path], Paper] | None = None,
) -> bytes:
    try:
        if (digest := digest_of(path)) in known:
            return pickle.dumps(digest)
        return pickle.dumps(packed((made or paper)(path)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        pass  # what was being read is let go first: telling of it takes memory too
    except Unreadable as error:
        return pickle.dumps(refused(path, "file_unreadable", error.message))
    except NotADisclosure as error:
        return pickle.dumps(refused(path, "file_no_disclosure", str(error)))
    except Exception as error:  # noqa: BLE001 - one bad file must not cost the others their place
        return pickle.dumps(refused(path, "file_failed", kind=type(error).__name__))
    return pickle.dumps(refused(path, "file_memory", limit=str(limits.memory_megabytes)))


def refused(path: Path, code: str, message: str = "", **values: str) -> Finding:
    """Given what is wrong with a file, return it as a finding; a message is parted into reason and next step.

    >>> refused(Path("a.pdf"), "file_unreadable", "a.pdf 是空文件，请换一份。").values
    (('file', 'a.pdf'), ('reason', 'a.pdf 是空文件'), ('next', '请换一份。'))
    """
    if message:
        reason, please, step = message.rpartition("请")
        values |= {
            "reason": (reason if please and reason else message).rstrip("，；。"),
            "next": f"请{step}" if please else "",
        }
    return Finding(code, "error", (("file", path.name or str(path)), *values.items()))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, or nothing: why it cannot be read is told by the reader."""
    try:
        if not path.is_file():
            return ""  # a pipe would be waited for
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _keep_apart() -> None:
    """A session of its own, so that whatever it starts ends with it; and nothing said on our terminal."""
    if hasattr(os, "setsid"):
        os.setsid()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _bind(limits: Limits) -> None:
    """Set the limits that the system keeps.

    The clock is watched from outside; the processor's seconds count where nobody watches any longer.
    """
    if sys.platform == "win32":
        return
    import resource

    memory = limits.memory_megabytes * MEGABYTE
    for kind, most in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CPU, limits.seconds + 5)):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
