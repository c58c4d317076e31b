"""What is measured: each a figure of ours beside a yardstick of the same run, and the bound of their ratio."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

ROUNDS = 5
"""How often each process is run, and each question asked again."""
QUESTION_BOUND = 20.0
PROCESS_BOUND = 2.0
MEMORY_BOUND = 150.0
QUESTION = "三公经费多少？"
_BLIND = Path(__file__).parents[1] / "tests" / "blind" / "wuhan-citizen.jsonl"


class Measure(NamedTuple):
    """One figure, its yardstick, and whether it keeps its bound."""

    name: str
    ours: float
    yardstick: float
    unit: str
    ratio: float
    bound: float

    @property
    def kept(self) -> bool:
        """Whether the ratio is within its bound."""
        return self.ratio <= self.bound


class Run(NamedTuple):
    """How long a process took, and how much memory it had at its peak."""

    seconds: float
    megabytes: float


def question_measures() -> list[Measure]:
    """Return the time of a question beside that of cutting it into words: asked for the first time, and again.

    Other questions are asked before, as in any service that is not started for one; none of those measured is.
    """
    import jieba

    from bot.replies import Answerer

    answerer = Answerer.over(None)
    answerer.prepare()
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    for question in others():
        answerer.ask(question)
    first = [_both(question, answerer.ask, jieba.lcut) for question in questions()]
    again = [
        _both(question, answerer.ask, jieba.lcut) for _ in range(ROUNDS) for question in questions()
    ]
    return [compared("一个问题（第一次问）", first), compared("一个问题（再问）", again)]


def questions() -> list[str]:
    """Return the questions of questions.txt, one a line."""
    text = Path(__file__).with_name("questions.txt").read_text(encoding="utf-8")
    return text.split("\n")[:-1]


def others() -> list[str]:
    """Return the blind questions of citizens on the shipped paper that are not among `questions`."""
    lines = _BLIND.read_text(encoding="utf-8").splitlines()
    asked = dict.fromkeys(str(json.loads(line)["q"]) for line in lines if line.strip())
    return [question for question in asked if question not in set(questions())]


def process_measures() -> list[Measure]:
    """Return the time and the memory of `wenzhang ask` beside those of a process that only loads jieba."""
    yardstick = [sys.executable, "-c", "import jieba; jieba.initialize()"]
    ours = [*_program(), "ask", QUESTION]
    for command in (ours, yardstick):  # byte code and dictionaries are on disk after this
        run_process(command)
    pairs = [(run_process(ours), run_process(yardstick)) for _ in range(ROUNDS)]
    seconds = [(mine.seconds, other.seconds) for mine, other in pairs]
    peak = max(mine.megabytes for mine, _ in pairs)
    return [
        compared("wenzhang ask 整个进程", seconds, PROCESS_BOUND),
        Measure("wenzhang ask 内存峰值", peak, MEMORY_BOUND, "MB", peak / MEMORY_BOUND, 1.0),
    ]


def compared(
    name: str, pairs: Sequence[tuple[float, float]], bound: float = QUESTION_BOUND
) -> Measure:
    """The medians of both sides, and the median of the ratios of each pair."""
    ours, yardstick = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(mine / other for mine, other in pairs)
    return Measure(name, ours * 1000, yardstick * 1000, "ms", ratio, bound)


def run_process(command: Sequence[str]) -> Run:
    """Given a command line, run it and return what it took; end where it fails."""
    probe = [sys.executable, "-I", str(Path(__file__).with_name("probe.py"))]
    told = subprocess.run([*probe, *command], capture_output=True, text=True, check=True).stdout
    seconds, megabytes, code, complaint = json.loads(told)
    if code:
        raise SystemExit(f"{' '.join(command)} 以 {code} 结束：{complaint.strip()[-500:]}")
    return Run(seconds, megabytes)


def _both(question: str, *asked: Callable[[str], object]) -> tuple[float, float]:
    times = []
    for each in asked:
        start = perf_counter()
        each(question)
        times.append(perf_counter() - start)
    return times[0], times[1]


def _program() -> Iterable[str]:
    installed = Path(sys.executable).with_name("wenzhang")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "bot"]
