"""The shipped disclosure, read once for all tests, and a question asked of it stage by stage."""

from __future__ import annotations

from functools import lru_cache

from bot.replies import Answerer
from bot.reply import Reply
from intents import Conversation, Understanding, Vocabulary, understanding_of, vocabulary_of
from intents.mentions import find_mentions
from intents.rules import View, rules
from intents.text import fold
from knowledge import FactBase, Paper, paper, shipped_disclosures


@lru_cache(maxsize=1)
def papers() -> tuple[Paper, ...]:
    """Return the shipped disclosures as read."""
    return tuple(paper(path) for path in shipped_disclosures())


@lru_cache(maxsize=1)
def base() -> FactBase:
    return FactBase(papers())


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return vocabulary_of(base().index())


@lru_cache(maxsize=1)
def answerer() -> Answerer:
    return Answerer(papers())


@lru_cache(maxsize=4096)
def reply_to(question: str) -> Reply:
    """Return the reply to a question asked by itself."""
    return answerer().ask(question)[0]


@lru_cache(maxsize=4096)
def understood(question: str) -> Understanding:
    """Return what a question asked by itself is understood as."""
    return understanding_of(question, base(), vocabulary(), Conversation())


def readers_of(question: str) -> list[str]:
    """Return the names of all rules that read a question and explain every strong cue, most particular first."""
    folded = fold(question)
    mentions = tuple(find_mentions(folded, vocabulary(), base().index().paper.year))
    view = View(folded.text, mentions, base().index())
    return [
        rule.name for rule in rules() if rule.read(view) is not None and not rule.unexplained(view)
    ]
