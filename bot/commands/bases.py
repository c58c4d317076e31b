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
    from bot.state import State
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
    """Given the settings, return the base that they name if it holds papers, be they withdrawn."""
    store = store_that_is_there(settings)
    with told_as_failure():
        return store if store is not None and store.listed(withdrawn=True) else None


def state_for(settings: Settings) -> State:
    """Given the settings, return the state that they name, made where there is none."""
    from bot.state import Pseudonyms, State
    from bot.state.pseudonyms import key_in

    place = settings.state.place or _beside(_place(settings))
    if settings.state.key is not None:
        key = settings.state.key.get_secret_value().encode()
    else:
        folder = _own_folder() if "://" in place else Path(place).expanduser().parent
        try:
            key = key_in(folder / "state.key")
        except OSError as error:
            sentence = say("state.refused", where=folder / "state.key", reason=error.strerror)
            raise Failure(Exit.CONFIGURATION, sentence) from None
    with told_as_failure("state"):
        return State(place, Pseudonyms(key))


@contextmanager
def told_as_failure(of: str = "store") -> Iterator[None]:
    """Turn what keeps the base (or the state) from being used into how the command ends."""
    from knowledge import StoreError

    try:
        yield
    except StoreError as error:
        sentence = say(f"{of}.{error.code}", where=error.where, reason=error.reason)
        raise Failure(Exit.CONFIGURATION, sentence) from None


def data_folder(settings: Settings) -> Path:
    """Given the settings, return where this installation keeps its own files: beside the base if it is one."""
    place = _place(settings)
    return Path(place).parent if "://" not in place else _own_folder()


def own_lexicon(settings: Settings) -> Path:
    """Given the settings, return the file of this installation's own words, which need not be there."""
    named = settings.lexicon
    return Path(named).expanduser() if named else data_folder(settings) / "lexicon.toml"


def _place(settings: Settings) -> str:
    """The path or address that is set, or a file among this user's own data."""
    if settings.store:
        return settings.store
    return str(_own_folder() / "base.sqlite3")


def _beside(base: str) -> str:
    """Where the state lies that no place is set for: in the same database, or in a file beside the base's."""
    return base if "://" in base else str(Path(base).expanduser().with_name("state.sqlite3"))


def _own_folder() -> Path:
    """This user's own data."""
    if os.name == "nt":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return folder / "wenzhang"
