"""What is said of words that are proposed."""

from __future__ import annotations

from pathlib import Path

from bot.words import Words

say = Words(Path(__file__).with_name("words.toml"))
