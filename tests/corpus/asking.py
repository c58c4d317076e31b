"""The shipped disclosure and a made final accounts, read once for all tests; a question asked stage by stage."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bot.replies import Answerer
from bot.reply import Reply
from intents import Conversation, Understanding, Vocabulary, understanding_of, vocabulary_of
from intents.mentions import find_mentions
from intents.rules import View, rules
from intents.text import fold
from knowledge import FactBase, Paper, paper, shipped_disclosures

BUDGET = "budget"
"""The shipped disclosure; the other kind of paper is the made one under papers/ of that name."""
_MADE = Path(__file__).parent / "papers"


@lru_cache(maxsize=2)
def papers(about: str = BUDGET) -> tuple[Paper, ...]:
    """Return the shipped disclosures as read, or the made paper of another kind."""
    paths = shipped_disclosures() if about == BUDGET else (_MADE / f"{about}.txt",)
    return tuple(paper(path) for path in paths)


@lru_cache(maxsize=2)
def base(about: str = BUDGET) -> FactBase:
    return FactBase(papers(about))


@lru_cache(maxsize=2)
def vocabulary(about: str = BUDGET) -> Vocabulary:
    return vocabulary_of(base(about).index())


@lru_cache(maxsize=2)
def answerer(about: str = BUDGET) -> Answerer:
    return Answerer(papers(about))


def answerer_over(text: str, folder: Path) -> Answerer:
    """Return what answers from a made paper of one's own, which is written into a folder and read."""
    path = folder / "paper.txt"
    path.write_text(text, encoding="utf-8")
    return Answerer((paper(path),))


@lru_cache(maxsize=4096)
def reply_to(question: str, about: str = BUDGET) -> Reply:
    """Return the reply to a question asked by itself."""
    return answerer(about).ask(question)[0]


def last_of(asked: Answerer, *talk: str) -> Reply:
    """Return the reply to the last of several messages of one conversation."""
    conversation = None
    for message in talk[:-1]:
        _, conversation = asked.ask(message, conversation)
    return asked.ask(talk[-1], conversation)[0]


@lru_cache(maxsize=4096)
def understood(question: str, about: str = BUDGET) -> Understanding:
    """Return what a question asked by itself is understood as."""
    return understanding_of(question, base(about), vocabulary(about), Conversation())


def readers_of(question: str, about: str = BUDGET) -> list[str]:
    """Return the names of all rules that read a question and explain every strong cue, most particular first."""
    folded = fold(question)
    index = base(about).index()
    mentions = tuple(find_mentions(folded, vocabulary(about), index.paper.year))
    view = View(folded.text, mentions, index)
    return [
        rule.name for rule in rules() if rule.read(view) is not None and not rule.unexplained(view)
    ]
