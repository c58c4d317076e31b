"""What a question over many papers costs beside the same question over one: the slowest of a hundred."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.measures import Measure
from knowledge import Paper, paper, shipped_disclosures

if TYPE_CHECKING:
    from bot.replies import Answerer

PAPERS = 20
BOUND = 12.0
_DEPARTMENT = "社会保险管理处"
_NUMERALS = "甲乙丙丁戊己庚辛壬癸"
_ASKED = ("三公经费多少", "总支出多少", "项目支出比上年变化多少", "在职多少人", "公务接待费多少")
_OVER = ("哪个部门总支出最多", "三公经费多少", "各部门有多少人", "教育局三公多少")


def several_measures() -> list[Measure]:
    """Return the 99th percentile of questions over twenty papers, and over one."""
    from bot.replies import Answerer

    papers = _papers()
    many, one = Answerer(papers), Answerer(papers[:1])
    asked = [f"{name}{what}" for name in _names() for what in _ASKED]
    ours = _slowest(many, [*asked, *_OVER])
    alone = _slowest(one, list(_ASKED))
    name = f"{PAPERS} 份里问一句 p99（标尺：1 份）"
    return [Measure(name, ours * 1000, alone * 1000, "ms", ours / alone, BOUND)]


def _names() -> list[str]:
    return [f"{a}{b}管理处" for a in _NUMERALS for b in "子丑"][:PAPERS]


def _papers() -> list[Paper]:
    """The shipped disclosure as that of so many departments."""
    text = shipped_disclosures()[0].read_text(encoding="utf-8")
    found = []
    with tempfile.TemporaryDirectory(prefix="wenzhang-bench-") as folder:
        for name in _names():
            path = Path(folder) / f"{name}.txt"
            path.write_text(text.replace(_DEPARTMENT, name), encoding="utf-8")
            found.append(paper(path))
    return found


def _slowest(answerer: Answerer, questions: list[str]) -> float:
    """Return the 99th percentile of the seconds that questions take once all papers have been asked about."""
    for question in questions:
        answerer.ask(question)
    times = []
    for question in questions:
        start = perf_counter()
        answerer.ask(question)
        times.append(perf_counter() - start)
    return sorted(times)[max(0, int(len(times) * 0.99) - 1)]
