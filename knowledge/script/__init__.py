"""Papers in Traditional characters, read in Simplified ones; what is quoted of them stays as printed."""

from knowledge.script.characters import is_traditional, simplified
from knowledge.script.papers import Rewritten, as_printed, rewritten

__all__ = ["Rewritten", "as_printed", "is_traditional", "rewritten", "simplified"]
