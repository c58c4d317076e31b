"""The file of the installation's own words: one change at a time, whoever makes it, and whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.proposals.words import say
from bot.whole_files import alone, replaced
from intents import LexiconError, OwnWord, fold, use_own, with_word, without_word, words_in_text


def words_of(path: Path) -> tuple[OwnWord, ...]:
    """Given the file, return its words; none where it is not there. Raises `LexiconError`."""
    return words_in_text(_text(path))


def add_word(path: Path, word: OwnWord) -> None:
    """Add a word, and read questions by it from now on; raise `LexiconError` where it will not do."""
    _change(path, lambda text: with_word(text or say("file.head").lstrip(), word))


def take_back(path: Path, word: str) -> OwnWord | None:
    """Remove a word, and read questions without it from now on; return what it was, or None."""
    wanted = fold(word).text
    there = [each for each in words_of(path) if each.folded == wanted]
    if there:
        _change(path, lambda text: without_word(text, wanted))
    return there[0] if there else None


def _change(path: Path, changed: Callable[[str], str]) -> None:
    """Change the text of the file; where the words do not pass the checks, it stays as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with alone(path.with_suffix(".lock")):
        before = _text(path)
        after = changed(before)
        words_in_text(after)
        replaced(path, after)
        try:
            use_own(path)
        except LexiconError:
            replaced(path, before)
            raise


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
