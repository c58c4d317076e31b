"""Answers in Chinese; the words themselves are data (phrases.toml)."""

from bot.wording.notices import add_notices
from bot.wording.phrases import say
from bot.wording.refusals import Options
from bot.wording.worded import Worded

__all__ = ["Options", "Worded", "add_notices", "say"]
