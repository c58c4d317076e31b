"""Asking over several papers: whose paper a question is about, which one, and what it asks over many."""

from intents.papers.library import Library

__all__ = ["Library"]
