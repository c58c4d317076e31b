"""What a command works on: the settings, the papers named, and the engine over them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.failures import Exit, Failure

if TYPE_CHECKING:
    from bot.replies import Answerer
    from bot.settings import Settings
    from knowledge import Paper


def settings_for(arguments: argparse.Namespace) -> Settings:
    """Given the arguments of a command, return the settings of its file and of the environment."""
    from bot.settings import SettingsError, settings

    try:
        return settings(arguments.config)
    except SettingsError as error:
        raise Failure(Exit.CONFIGURATION, str(error)) from None


def answerer_for(arguments: argparse.Namespace, settings: Settings) -> Answerer:
    """Given the arguments and settings, return the engine over the papers that they name, or the shipped one."""
    from bot.replies import Answerer

    with _told_as_failure():
        return Answerer.over(_named(arguments, settings) or None)


def papers_for(arguments: argparse.Namespace, settings: Settings) -> Iterator[Paper]:
    """Given the arguments and settings, return each paper that they name, read whole, or the shipped one."""
    from knowledge import paper, shipped_disclosures

    for path in _named(arguments, settings) or shipped_disclosures():
        with _told_as_failure():
            read = paper(path)
        yield read


@contextmanager
def _told_as_failure() -> Iterator[None]:
    """Turn what a reader says of a file into how the command ends; its types are imported only then."""
    try:
        yield
    except Exception as error:
        from knowledge import NotADisclosure, Unreadable

        if isinstance(error, NotADisclosure | Unreadable):
            raise Failure(Exit.UNREADABLE, str(error)) from None
        raise


def _named(arguments: argparse.Namespace, settings: Settings) -> tuple[Path, ...]:
    return tuple(arguments.disclosure or settings.disclosures)
