"""What a question costs where many papers are at hand: the slowest of a hundred, each asked for the first time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice, product
from pathlib import Path
from time import thread_time

from benchmarks.measures import Measure
from benchmarks.reading import FOLDER
from knowledge import NotADisclosure, Paper, Store, Unreadable, paper, shipped_disclosures

PAPERS = 100
BOUND = 10.0
"""Milliseconds of processor time."""
_NUMERALS = "甲乙丙丁戊己庚辛壬癸"
_BEFORE = "收入合计多少"
_ASKED = (
    *("三公经费多少", "总支出多少", "项目支出比上年变化多少", "在职多少人", "公务接待费多少"),
    *("基本支出多少", "财政拨款收入多少", "政府采购预算多少", "机关运行经费多少", "主要职责是什么"),
)
_OVER = ("哪个部门总支出最多", "三公经费多少", "各部门有多少人", "教育支出多少")


def several_measures() -> list[Measure]:
    """Return the 99th percentile of questions over a stored base of a hundred papers.

    Each paper has been asked something else before, as in any service that runs for a while.
    """
    from bot.replies import Answerer

    with tempfile.TemporaryDirectory(prefix="wenzhang-bench-") as folder:
        store = Store(str(Path(folder) / "base.sqlite3"))
        for each in _papers():
            _keep(each, store)
        answerer = Answerer(store)
        answerer.prepare()
        names = [head.department for head in answerer.sources]
        for name in names:
            answerer.ask(name + _BEFORE)
        times = []
        for question in (*(name + asked for asked in _ASKED for name in names), *_OVER):
            start = thread_time()
            answerer.ask(question)
            times.append((thread_time() - start) * 1000)
        store.close()
    slowest = sorted(times)[int(len(times) * 0.99)]
    name = f"{len(names)} 份里各问一次，p99"
    return [Measure(name, slowest, BOUND, "ms", slowest / BOUND, 1.0)]


def _papers() -> list[Paper]:
    """The published disclosures at hand, else the shipped one; and the same again as those of other departments."""
    read = list(_published()) or [paper(path) for path in shipped_disclosures()]
    names = (f"{a}{b}管理处" for a, b in product(_NUMERALS, repeat=2))
    return [*read, *map(_as_of, islice(cycle(read), PAPERS - len(read)), names)]


def _published() -> Iterator[Paper]:
    for path in sorted(FOLDER.glob("*.pdf")):
        try:
            yield paper(path)
        except (Unreadable, NotADisclosure):
            continue


def _as_of(read: Paper, name: str) -> Paper:
    source = replace(read.source, id=name, path=f"{name}.pdf", digest=name)
    title = read.title.replace(read.department, name)
    facts = tuple(
        replace(fact, citation=replace(fact.citation, document=name, title=title))
        for fact in read.facts
    )
    return replace(read, source=source, title=title, department=name, place=None, facts=facts)


def _keep(read: Paper, store: Store) -> None:
    from knowledge.store.packing import packed

    store.keep(packed(read), "2026-01-01T00:00:00+00:00")
