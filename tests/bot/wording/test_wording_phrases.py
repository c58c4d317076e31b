"""phrases.toml and the code that says it: every phrase is said, every phrase said is there, every slot is filled."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.wording
from bot.wording.phrases import say, several

FOLDER = Path(bot.wording.__file__).parent
SOURCES = [*FOLDER.rglob("*.py"), FOLDER.parent / "replies.py"]
PHRASES = {
    f"{section}.{key}": phrase
    for section, entries in tomllib.loads(
        (FOLDER / "phrases.toml").read_text(encoding="utf-8")
    ).items()
    for key, phrase in entries.items()
}

UNSAID = {"ask_back.reading_words"}
"""Phrases that nothing says today."""


def _calls() -> Iterator[tuple[ast.expr, frozenset[str] | None]]:
    """Yield what each call says first, and the slots that it fills; None where they are unpacked."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"say", "several"}
                and node.args
            ):
                names = [keyword.arg for keyword in node.keywords]
                yield (
                    node.args[0],
                    None if None in names else frozenset(name for name in names if name),
                )


def _patterns() -> Iterator[re.Pattern[str]]:
    """Yield what each name said may be: itself, or anything in the gaps of an f-string."""
    for argument, _ in _calls():
        for name in (
            (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
        ):
            if isinstance(name, ast.JoinedStr):
                pieces = [
                    re.escape(str(v.value)) if isinstance(v, ast.Constant) else r"\w*"
                    for v in name.values
                ]
                yield re.compile("".join(pieces))
            elif isinstance(name, ast.Constant):
                yield re.compile(re.escape(str(name.value)))


def _slots(phrase: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(phrase) if name)


def test_every_phrase_is_said_somewhere() -> None:
    patterns = list(_patterns())
    assert {name for name in PHRASES if not any(p.fullmatch(name) for p in patterns)} == UNSAID


def test_every_phrase_said_is_there() -> None:
    assert [p.pattern for p in _patterns() if not any(p.fullmatch(name) for name in PHRASES)] == []


def test_every_slot_is_filled_and_nothing_else_is_given() -> None:
    faults = []
    for argument, given in _calls():
        if isinstance(argument, ast.Constant) and given is not None:
            phrase = PHRASES[str(argument.value)]
            if isinstance(phrase, str) and _slots(phrase) != given:
                faults.append((argument.value, sorted(_slots(phrase) ^ given)))
    assert faults == []


@pytest.mark.parametrize(
    "name", [name for name, phrase in PHRASES.items() if isinstance(phrase, str)]
)
def test_a_phrase_can_be_filled_in(name: str) -> None:
    filled = say(name, **dict.fromkeys(_slots(PHRASES[name]), "甲"))
    assert "{" not in filled
    assert filled.strip()


def test_an_unknown_phrase_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("headline.no_such_phrase")
    with pytest.raises(TypeError):
        say("next.popular")
    assert several("next.popular")
