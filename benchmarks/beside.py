"""The same questions asked of ours and of three other ways of answering: right, wrong, missed, and how long it took."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import thread_time

from benchmarks.peers import CannedQuestions, Peer, RankedWords, Templates
from bot.replies import Answerer
from bot.reply import Reply
from knowledge import FactBase
from tests.blind.judge import Question, questions_of, verdict_on

_FILES = ("wuhan-citizen", "wuhan-staff")
_SEED = Path(__file__).resolve().parents[1] / "../shared/eval/seed-dev.jsonl"


class Ours:
    """问账 itself; what belongs to a conversation is asked by itself, as of the others."""

    name = "问账"

    def __init__(self, answerer: Answerer) -> None:
        """Take the answerer that is to be asked."""
        self._answerer = answerer

    def ask(self, question: str) -> Reply:
        """Return the reply."""
        return self._answerer.ask(question)[0]


class Row:
    """What came of one way of answering."""

    def __init__(self, name: str, verdicts: Counter[str], times: Sequence[float]) -> None:
        """Take its name, how often each verdict was given, and the milliseconds of each question."""
        self.name, self.times = name, sorted(times)
        self.right, self.wrong = verdicts["right"], verdicts["wrong"]
        self.missed = verdicts["missed"] + verdicts["short"]

    def line(self) -> str:
        """Return the row as printed."""
        name = self.name + " " * (22 - sum(1 if c.isascii() else 2 for c in self.name))
        median, slowest = self.times[len(self.times) // 2], self.times[int(len(self.times) * 0.99)]
        return f"{name}{self.right:>6}{self.wrong:>6}{self.missed:>6}{median:>10.2f} ms{slowest:>10.2f} ms"


def side_by_side() -> list[Row]:
    """Return a row for each way, ours first, over the blind questions on the shipped paper and the seeds at hand."""
    answerer = Answerer.over(None)
    answerer.prepare()
    base = FactBase(answerer.papers)
    ways: list[Peer] = [Ours(answerer), RankedWords(base), CannedQuestions(base), Templates(base)]
    questions = [
        q for q in (*(q for name in _FILES for q in questions_of(name)), *_seeds()) if not q.chat
    ]
    return [_row(way, questions) for way in ways]


def header() -> str:
    """Return the line above the rows."""
    return f"{'同样的问题':<17}{'对':>5}{'错':>5}{'漏':>5}{'中位数':>10}{'p99':>11}"


def _seeds() -> list[Question]:
    if not _SEED.exists():
        return []
    return [
        Question.model_validate(json.loads(line))
        for line in _SEED.read_text(encoding="utf-8").splitlines()
    ]


def _row(way: Peer, questions: Sequence[Question]) -> Row:
    way.ask("你好")
    verdicts: Counter[str] = Counter()
    times = []
    for question in questions:
        start = thread_time()
        reply = way.ask(question.q)
        times.append((thread_time() - start) * 1000)
        verdicts[verdict_on(reply, question.expect)[0]] += 1
    return Row(way.name, verdicts, times)
