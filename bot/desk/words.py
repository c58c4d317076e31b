"""What the desk's code says to people; the rest stands in the templates."""

from __future__ import annotations

from pathlib import Path

from bot.words import Words

say = Words(Path(__file__).with_name("words.toml"))
