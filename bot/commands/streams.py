"""Standard input and output as text, whatever the locale says and whatever bytes come."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO


def speak_utf8() -> None:
    """Make output never fail for want of a character: UTF-8 where it is piped, marks where a terminal lacks one."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def print_line(text: str) -> None:
    """Print one line at once, so that whoever reads the other end of a pipe need not wait for more."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_error(text: str) -> None:
    """Print one line for the person at the terminal, apart from the results."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def input_lines() -> Iterator[bytes]:
    """Return the lines of standard input as they come, as bytes without their line ends."""
    if sys.stdin is None:
        return
    for line in sys.stdin.buffer:
        yield line.rstrip(b"\r\n")


def text_of(line: bytes) -> str | None:
    """Given a line's bytes, return its text (UTF-8, else the Chinese national encoding), or None.

    >>> text_of("三公经费多少".encode("gb18030"))
    '三公经费多少'
    """
    for encoding in ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return line.decode(encoding)
    return None


def argument_text(argument: str) -> str | None:
    """Given an argument of the command line, return it with bytes that were no UTF-8 decoded, or None."""
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        return text_of(os.fsencode(argument))
    return argument


def abandon_output() -> None:
    """After the reader has gone: keep the interpreter from failing once more when it flushes at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nowhere() -> TextIO:
    """Where words go that were started with their stream closed."""
    return Path(os.devnull).open("w", encoding="utf-8")
