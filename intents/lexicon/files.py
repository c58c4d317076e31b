"""The lexicon's files: read together once, and again where one of them has changed on disk.

Beside the shipped ones there may be one file of this installation's own words (`use_own`).
What is made of them elsewhere (patterns, tables by sound) is registered here, so that it is made anew.
A file that was changed into something broken is told in the log, and the words stay as they were.
"""

from __future__ import annotations

import logging
import re
import threading
import tomllib
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from importlib import resources
from inspect import signature
from pathlib import Path
from time import monotonic
from typing import Any, Protocol, TypeVar

from pydantic import ValidationError

FOLDER = "lexicon"
OWN = "own"
"""What stands for the installation's own file among the names of files."""
PAUSE = 1.0
"""Seconds between two looks at the files' dates."""
log = logging.getLogger(__name__)

_FAULTS = (ValidationError, KeyError, TypeError, OSError, ValueError)
"""What a file that is written wrongly may bring about; `LexiconError` is a ValueError."""

Tables = dict[str, dict[str, Any]]
Stamps = dict[str, tuple[int, int]]


class LexiconError(ValueError):
    """A fault in a lexicon file, told with the file and what to do."""


class _Cached(Protocol):
    """A function whose answers are kept."""

    @property
    def __wrapped__(self) -> Callable[..., object]: ...

    def cache_clear(self) -> None: ...

    def __call__(self) -> object: ...


_F = TypeVar("_F", bound=_Cached)


@dataclass
class _Held:
    """The files as read last."""

    folder: str = ""
    tables: Tables = field(default_factory=dict)
    stamps: Stamps = field(default_factory=dict)
    looked: float = 0.0
    edition: int = 0
    own: Path | None = None


_held = _Held()
_lock = threading.Lock()
_tried: ContextVar[Tables | None] = ContextVar("_tried", default=None)
_kept: list[_Cached] = []
_checks: list[_Cached] = []


def made_of_files(cached: _F) -> _F:
    """Given a function with a cache, return it; its cache is emptied when the files change."""
    _kept.append(cached)
    return cached


def make_all() -> None:
    """Make now whatever is made of the files as a whole, rather than when a question first needs it."""
    for cached in _kept:
        if not signature(cached.__wrapped__).parameters:
            cached()


def checking_files(cached: _F) -> _F:
    """Like `made_of_files`; the function is also tried on changed files, and a fault it finds rejects them."""
    _checks.append(cached)
    return made_of_files(cached)


def use_own(path: Path | None) -> None:
    """Take the words of an installation's own file over the shipped ones (which need not be there); None for none.

    Takes effect at once. Raises `LexiconError` where the file cannot be used; the words stay as they were.
    """
    with _lock:
        before, _held.own = _held.own, path
        stamps = _stamps() if _held.folder else _held.stamps
        if stamps == _held.stamps:
            return
        try:
            _take_over()
        except _FAULTS as error:
            _held.own = before
            raise error if isinstance(error, LexiconError) else LexiconError(str(error)) from error
        _held.stamps = stamps


def read(name: str) -> dict[str, Any]:
    """Return the tables of one file, as held."""
    tried = _tried.get()
    if tried is not None:
        return tried[name]
    if _held.folder != FOLDER:
        with _lock:
            if _held.folder != FOLDER:
                _held.stamps, _held.tables = _stamps(), _parsed()
                _held.folder = FOLDER
    return _held.tables[name]


def held(name: str) -> dict[str, Any]:
    """Return the tables of one file as they were before the files that are being tried."""
    return _held.tables.get(name, {})


def edition() -> int:
    """Return how often the files have been read again: what was made of another edition is out of date."""
    return _held.edition


def forget() -> None:
    """Read the files again at the next need, whatever their dates."""
    _held.folder = ""
    _held.edition += 1


def refresh() -> bool:
    """Read the files again if one has changed, looking at most once a second; return whether they are new.

    Files that do not pass the checks are left alone, with a line in the log; the words stay as they were.
    """
    now = monotonic()
    if now - _held.looked < PAUSE or not _held.folder or not _lock.acquire(blocking=False):
        return False
    try:
        _held.looked = now
        stamps = _stamps()
        if stamps == _held.stamps:
            return False
        _held.stamps = stamps
        return _taken_over()
    finally:
        _lock.release()


def _taken_over() -> bool:
    try:
        _take_over()
    except _FAULTS as error:
        log.warning("词典改后有误，暂且仍用原来的：%s", error)
        return False
    log.info("词典已更新。")
    return True


def _take_over() -> None:
    """Read the files and check them; only when all is well are they the ones that are used."""
    tables = _parsed()
    token = _tried.set(tables)
    try:
        for check in _checks:
            check.__wrapped__()
    finally:
        _tried.reset(token)
    _held.tables = tables
    _held.edition += 1
    for cached in _kept:
        cached.cache_clear()


def file_text(name: str) -> str:
    """Return a file as it stands on disk; nothing where there is no file of the installation's own."""
    if name == OWN:
        own = _held.own
        return own.read_text(encoding="utf-8-sig") if own is not None and own.is_file() else ""
    return resources.files("intents").joinpath(FOLDER).joinpath(name).read_text(encoding="utf-8")


def file_title(name: str) -> str:
    """Return what people call a file: its name, and of the installation's own its path."""
    return str(_held.own) if name == OWN and _held.own is not None else name


def file_names() -> tuple[str, ...]:
    """Return the names of the shipped files."""
    folder = resources.files("intents").joinpath(FOLDER)
    return tuple(sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml")))


def line_of_entry(name: str, table: str, number: int) -> int:
    """Return the line on which the n-th [[table]], or {…} of those of one line each, begins; 0 where there is none."""
    lines = [
        n
        for n, text in enumerate(file_text(name).splitlines(), 1)
        if text.strip() == f"[[{table}]]" or text.lstrip().startswith("{")
    ]
    return lines[number - 1] if number <= len(lines) else 0


def _parsed() -> Tables:
    return {name: _loaded(name) for name in (*file_names(), OWN)}


def _loaded(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file_text(name))
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file_title(name)}：不是 UTF-8 编码；请另存为 UTF-8。") from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        where = f" 第 {found[1]} 行" if found else ""
        raise LexiconError(
            f"{file_title(name)}{where}：写法有误（{error}）；请按上面一条的样子改。"
        ) from error


def _stamps() -> Stamps:
    folder = resources.files("intents").joinpath(FOLDER)
    shipped = (
        sorted(folder.glob("*.toml")) if isinstance(folder, Path) else []
    )  # an archive is as it is
    named = [(path.name, path) for path in shipped]
    if _held.own is not None and _held.own.is_file():
        named.append((str(_held.own), _held.own))
    return {
        name: (status.st_mtime_ns, status.st_size)
        for name, path in named
        for status in [path.stat()]
    }
