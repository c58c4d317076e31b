"""What a command works on: the settings, the papers named, and the engine over them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.bases import (
    own_lexicon,
    store_that_is_there,
    store_with_papers,
    told_as_failure,
)
from bot.commands.failures import Exit, Failure
from bot.commands.words import say

if TYPE_CHECKING:
    from bot.following import Following
    from bot.replies import Answerer
    from bot.settings import Settings
    from knowledge import Paper, Store


def settings_for(arguments: argparse.Namespace) -> Settings:
    """Given the arguments of a command, return the settings of its file and of the environment."""
    from bot.settings import SettingsError, settings

    try:
        return settings(arguments.config)
    except SettingsError as error:
        raise Failure(Exit.CONFIGURATION, str(error)) from None


def answerer_for(arguments: argparse.Namespace, settings: Settings) -> Answerer:
    """Given the arguments and settings, return the engine over what they name: files, else the stored base.

    Where neither holds a paper, it answers from the shipped one.
    """
    from bot.replies import Answerer

    with_own_words(settings)
    named = _named(arguments, settings)
    store = None if named else store_with_papers(settings)
    with told_as_failure(), _told_as_failure():
        return Answerer(store) if store else Answerer.over(named or None)


def following_for(arguments: argparse.Namespace, settings: Settings) -> Answerer | Following:
    """Given the arguments and settings, return the engine of a service, which notices what the base takes in.

    Over files that are named it is the same as `answerer_for`.
    """
    from bot.following import Following

    if _named(arguments, settings):
        return answerer_for(arguments, settings)
    with_own_words(settings)
    with told_as_failure(), _told_as_failure():
        return Following(lambda: store_that_is_there(settings))


def with_own_words(settings: Settings) -> Path:
    """Given the settings, read questions by this installation's own words too; return the file that they stand in."""
    from intents import LexiconError, own_words, use_own

    path = own_lexicon(settings)
    try:
        use_own(path)
        own_words()
    except LexiconError as error:
        raise Failure(Exit.CONFIGURATION, say("lexicon.refused", reason=error)) from None
    return path


def papers_for(arguments: argparse.Namespace, settings: Settings) -> Iterator[Paper]:
    """Given the arguments and settings, return each paper that they name, whole, or the shipped one."""
    from knowledge import papers, shipped_disclosures

    named = _named(arguments, settings)
    if arguments.document or not named:
        store = store_with_papers(settings)
        if store or arguments.document:
            yield from _stored(arguments.document, store)
            return
    with _told_as_failure():
        read = papers(named or shipped_disclosures())
    yield from read


def _stored(documents: Sequence[str] | None, store: Store | None) -> Iterator[Paper]:
    """The papers of the base by their ids; all of them where none is named."""
    if store and not documents and not store.heads:
        raise Failure(Exit.UNREADABLE, say("store.withdrawn"))
    for document in documents or [head.document for head in (store.heads if store else ())]:
        with told_as_failure():
            try:
                kept = store.paper(document) if store else None
            except KeyError:
                kept = None
        if kept is None:
            raise Failure(Exit.UNREADABLE, say("store.absent", document=document))
        yield kept


@contextmanager
def _told_as_failure() -> Iterator[None]:
    """Turn what a reader says of a file into how the command ends; its types are imported only then."""
    try:
        yield
    except Exception as error:
        from intents import LexiconError
        from knowledge import NotADisclosure, Unreadable

        if isinstance(error, NotADisclosure | Unreadable):
            raise Failure(Exit.UNREADABLE, str(error)) from None
        if isinstance(error, LexiconError):
            raise Failure(Exit.CONFIGURATION, say("lexicon.refused", reason=error)) from None
        raise


def _named(arguments: argparse.Namespace, settings: Settings) -> tuple[Path, ...]:
    return tuple(arguments.disclosure or settings.disclosures)
