"""How long a question takes that is asked for the first time, by itself: the usual one, and one in a hundred."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from time import thread_time

from benchmarks.measures import Measure, questions

MEDIAN_BOUND = 1.0
SLOWEST_BOUND = 5.0
"""Milliseconds of processor time, over one paper."""
_CORPUS = Path(__file__).parents[1] / "tests" / "corpus"


def asking_measures() -> list[Measure]:
    """Return the median and the 99th percentile of first questions over the shipped paper, against their bounds.

    Processor time: on a machine that does nothing else it is what one waits.
    """
    from bot.replies import Answerer

    answerer = Answerer.over(None)
    answerer.prepare()
    answerer.ask("你好")
    times = []
    for question in dict.fromkeys((*questions(), *_phrases())):
        start = thread_time()
        answerer.ask(question)
        times.append((thread_time() - start) * 1000)
    return [
        _against(f"{len(times)} 问各问一次，一半以下", _at(times, 0.5), MEDIAN_BOUND),
        _against(f"{len(times)} 问各问一次，p99", _at(times, 0.99), SLOWEST_BOUND),
    ]


def _phrases() -> Iterator[str]:
    """The ways of asking that the corpus lists for the shipped paper."""
    for path in sorted(_CORPUS.glob("*.toml")):
        groups = tomllib.loads(path.read_text(encoding="utf-8")).get("group", [])
        for group in groups:
            yield from group.get("say", ())


def _at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _against(name: str, milliseconds: float, bound: float) -> Measure:
    return Measure(name, milliseconds, bound, "ms", milliseconds / bound, 1.0)
