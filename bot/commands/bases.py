"""The stored fact base as commands use it: where it lies, what it holds, and what is said where it cannot be used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.failures import Exit, Failure
from bot.commands.words import say

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge import Store


def store_for(settings: Settings) -> Store:
    """Given the settings, return the base that they name, made where there is none."""
    from knowledge import Store

    with told_as_failure():
        return Store(_place(settings))


def store_that_is_there(settings: Settings) -> Store | None:
    """Given the settings, return the base that they name, or None where no file of that name is there."""
    place = _place(settings)
    if "://" not in place and not Path(place).is_file():
        return None
    return store_for(settings)


def store_with_papers(settings: Settings) -> Store | None:
    """Given the settings, return the base that they name if it holds papers."""
    store = store_that_is_there(settings)
    with told_as_failure():
        return store if store is not None and store.heads else None


@contextmanager
def told_as_failure() -> Iterator[None]:
    """Turn what keeps the base from being used into how the command ends."""
    from knowledge import StoreError

    try:
        yield
    except StoreError as error:
        sentence = say(f"store.{error.code}", where=error.where, reason=error.reason)
        raise Failure(Exit.CONFIGURATION, sentence) from None


def _place(settings: Settings) -> str:
    """The path or address that is set, or a file among this user's own data."""
    if settings.store:
        return settings.store
    if os.name == "nt":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return str(folder / "wenzhang" / "base.sqlite3")
