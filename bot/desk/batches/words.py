"""What the batches say, and the header words that they look for."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from bot.words import Words

say = Words(Path(__file__).with_name("words.toml"))


@cache
def header_words() -> tuple[str, ...]:
    """Return what a column of questions may be called, the surest first."""
    path = Path(__file__).with_name("headers.toml")
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["question"])
