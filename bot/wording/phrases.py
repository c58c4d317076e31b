"""The sentences of answers as data, filled in by name."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources


def say(name: str, /, **values: object) -> str:
    """Return the phrase `section.key` with its slots filled.

    >>> say("line.part", label="编制", value="46 人")
    '编制 46 人'
    """
    return _phrase(name).format(**values)


def several(name: str) -> tuple[str, ...]:
    """Return the phrases listed under `section.key`."""
    section, _, key = name.partition(".")
    return tuple(_phrases()[section][key])


def prepare_phrases() -> None:
    """Load now the phrases, which the first answer would load."""
    _phrases()


@cache  # as many as phrases.toml has
def _phrase(name: str) -> str:
    section, _, key = name.partition(".")
    phrase = _phrases()[section][key]
    if not isinstance(phrase, str):
        raise TypeError(f"phrases.toml: {name} 是一个列表")
    return phrase


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, str | list[str]]]:
    text = (
        resources.files("bot")
        .joinpath("wording")
        .joinpath("phrases.toml")
        .read_text(encoding="utf-8")
    )
    return tomllib.loads(text)
