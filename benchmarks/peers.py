"""Three other ways of answering the same questions: ranked words, the likest canned question, templates.

Each knows all the names of the paper and of the lexicon, and answers with our fact base, so what is
compared is only how a question is understood.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import jieba
from hassil import Intents, recognize
from rapidfuzz import fuzz, process, utils

from bot.reply import Reply
from bot.wording import Worded
from bot.wording.shapes import SHAPES
from intents.lexicon import lexicon
from knowledge import Answer, Fact, FactBase, Op, Query, Subject, answer

_FILE = Path(__file__).with_name("peers.toml")
_ENOUGH_WORDS = 0.6
"""The share of a question's weight that a fact's words must hold for it to be an answer."""
_LIKE_ENOUGH = 86
"""Of 100: a canned question less like what was asked is none of its answers."""
_SATURATION, _LENGTH = 1.2, 0.75
"""The usual k1 and b of BM25."""


class Peer(Protocol):
    """A way of answering."""

    name: str

    def ask(self, question: str) -> Reply:
        """Given a question as typed, return the reply."""


class RankedWords:
    """BM25 over the words of every fact: its labels, headers, table, section and sentence."""

    name = "BM25（jieba 分词）"

    def __init__(self, base: FactBase) -> None:
        """Take the fact base, of one paper."""
        self._facts = base.index().paper.facts
        texts = [_said(fact) for fact in self._facts]
        words = [Counter(jieba.lcut(text)) for text in texts]
        self._mean = sum(map(Counter.total, words)) / len(words)
        self._sizes = [counted.total() for counted in words]
        self._holding: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for position, counted in enumerate(words):
            for word, count in counted.items():
                self._holding[word].append((position, count))

    def ask(self, question: str) -> Reply:
        """Return the fact that ranks first, where it holds enough of what was asked."""
        asked = {word for word in jieba.lcut(question) if word.strip() and word not in _IDLE}
        scores: dict[int, float] = defaultdict(float)
        held: dict[int, float] = defaultdict(float)
        for word in asked:
            weight = self._weight(word)
            for position, count in self._holding.get(word, ()):
                length = 1 - _LENGTH + _LENGTH * self._sizes[position] / self._mean
                scores[position] += (
                    weight * count * (_SATURATION + 1) / (count + _SATURATION * length)
                )
                held[position] += weight
        whole = sum(map(self._weight, asked))
        best = max(scores, key=lambda position: scores[position], default=None)
        if best is None or held[best] < _ENOUGH_WORDS * whole:
            return _refused(question)
        return _told(question, (self._facts[best],))

    def _weight(self, word: str) -> float:
        holding = len(self._holding.get(word, ()))
        return math.log(1 + (len(self._facts) - holding + 0.5) / (holding + 0.5))


class CannedQuestions:
    """The likest of questions written beforehand, by rapidfuzz's WRatio."""

    name = "rapidfuzz WRatio"

    def __init__(self, base: FactBase) -> None:
        """Take the fact base, of one paper."""
        self._base = base
        self._queries = {
            utils.default_process(phrase.format(name=name)): Query(op=Op(op), subjects=(subject,))
            for op, phrases in _phrases("canned").items()
            for phrase in phrases
            for name, subject in _names(base)
        }
        self._canned = list(self._queries)

    def ask(self, question: str) -> Reply:
        """Return the answer of the likest canned question, where it is like enough."""
        asked = utils.default_process(question)
        found = process.extractOne(
            asked, self._canned, scorer=fuzz.WRatio, score_cutoff=_LIKE_ENOUGH
        )
        return (
            _refused(question)
            if found is None
            else _answered(question, self._queries[found[0]], self._base)
        )


class Templates:
    """Sentences with slots, by hassil."""

    name = "hassil 模板"

    def __init__(self, base: FactBase) -> None:
        """Take the fact base, of one paper."""
        self._base = base
        self._subjects = dict(_names(base))
        self._intents = Intents.from_dict(
            {
                "language": "zh",
                "intents": {
                    op: {"data": [{"sentences": sentences}]}
                    for op, sentences in _phrases("templates").items()
                },
                "lists": {
                    "name": {"values": [{"in": _plain(n), "out": n} for n in self._subjects]}
                },
            }
        )

    def ask(self, question: str) -> Reply:
        """Return the answer of the template that fits the question whole."""
        found = recognize(_plain(question), self._intents)
        if found is None:
            return _refused(question)
        subject = self._subjects[str(found.entities["name"].value)]
        return _answered(question, Query(op=Op(found.intent.name), subjects=(subject,)), self._base)


def _names(base: FactBase) -> Iterator[tuple[str, Subject]]:
    """Yield every name that the lexicon has for its concepts and that the paper prints as a label."""
    for concept in lexicon().concepts.values():
        for alias in concept.aliases:
            yield alias, Subject(terms=frozenset({concept.id}), name=alias)
    for label, term in base.index().labels().items():
        if len(label) > 1:
            yield label, Subject(terms=frozenset({term}), name=label)


def _phrases(kind: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))[kind]
    return found


def _said(fact: Fact) -> str:
    place = fact.citation.place
    parts = (
        fact.label,
        place.row,
        place.column,
        place.table_title,
        place.section,
        fact.citation.quote,
    )
    return " ".join(dict.fromkeys((*filter(None, parts), f"{fact.year or ''}")))


def _plain(text: str) -> str:
    """Return a text without what hassil reads as signs of its own, and without the marks at its end."""
    return "".join(c for c in text if c not in "[](){}<>|:;").rstrip("?？!！。.,， ")


def _answered(question: str, query: Query, base: FactBase) -> Reply:
    found = answer(query, base)
    if not found.found or found.shape not in SHAPES:
        return _refused(question)
    out = Worded()
    SHAPES[found.shape](found, out)
    return _reply(question, out)


def _told(question: str, facts: tuple[Fact, ...]) -> Reply:
    out = Worded()
    SHAPES["lookup"](Answer(Query(op=Op.LOOKUP), "lookup", main=facts), out)
    return _reply(question, out)


def _reply(question: str, out: Worded) -> Reply:
    text = "\n".join((out.headline, *out.lines, *out.quotes))
    return Reply(
        question=question,
        status="answered",
        text=text,
        facts=tuple(out.facts),
        citations=tuple(out.citations),
    )


def _refused(question: str) -> Reply:
    return Reply(question=question, status="not_disclosed", text="")


_IDLE = frozenset("的了吗呢啊吧是有在和与及？?，。,.！!、 ") | {"多少", "请问", "什么", "哪些"}
