"""What is reckoned agrees with what is looked up, however it is asked, over every real paper at hand."""

from __future__ import annotations

import itertools
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from tests.corpus.cases import ReckonedFile, read

PAPERS = Path(__file__).resolve().parents[3] / "shared" / "disclosures"
WORDINGS = read("reckoned", ReckonedFile)
_READ = {".pdf", ".html", ".txt"}
_YUAN = {"元": 1, "千元": 1000, "万元": 10_000, "亿元": 100_000_000}
_THINGS = (
    "基本支出",
    "项目支出",
    "人员经费",
    "公用经费",
    "三公经费",
    "公务接待费",
    "公务用车运行维护费",
)
_MOST_PAIRS = 4
_FEWEST_ANSWERED = Decimal("0.85")
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="这里没有那些公开文件")


def _files() -> list[Path]:
    return sorted(p for p in PAPERS.iterdir() if p.suffix in _READ) if PAPERS.is_dir() else []


@lru_cache(maxsize=2)
def _answerer(path: Path) -> Answerer:
    return Answerer.over([path])


def _ask(path: Path, question: str) -> Reply:
    return _answerer(path).ask(question)[0]


def _yuan(reply: Reply) -> Decimal | None:
    """Return the amount at the head of an answer; None where there is none."""
    if reply.status != "answered" or not reply.facts or reply.facts[0].unit not in _YUAN:
        return None
    return Decimal(reply.facts[0].value or 0) * _YUAN[reply.facts[0].unit or ""]


def _pairs(path: Path) -> list[tuple[tuple[str, Decimal], tuple[str, Decimal]]]:
    """Return pairs of things whose figures the paper tells, the smaller first."""
    told = [(name, _yuan(_ask(path, f"{name}是多少"))) for name in _THINGS]
    known = [(name, value) for name, value in told if value]
    pairs = [
        (one, other) if one[1] < other[1] else (other, one)
        for one, other in itertools.combinations(known, 2)
        if one[1] != other[1]
    ]
    return pairs[:: max(1, len(pairs) // _MOST_PAIRS)][:_MOST_PAIRS]


def _figures(path: Path, wordings: tuple[str, ...], a: str, b: str) -> list[tuple[str, Reply]]:
    asked = [wording.format(a=a, b=b) for wording in wordings]
    return [(question, _ask(path, question)) for question in asked]


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.stem[:16])
def test_the_same_reckoning_in_other_words_gives_the_same_figure(path: Path) -> None:
    wrong = []
    for (a, less), (b, more) in _pairs(path):
        wanted = {
            "sum": less + more,
            "difference": more - less,
            "largest": more,
        }
        for kind, value in wanted.items():
            for question, reply in _figures(path, WORDINGS.of(kind), a, b):
                got = _yuan(reply)
                # a whole is not added to its part: it is told by itself, and before it
                whole = kind == "sum" and not reply.facts[0].derived and got == more
                if got is not None and not whole and abs(abs(got) - value) > _step(reply):
                    wrong.append(f"{question} → {reply.text[:60]}")
        for question, reply in _figures(path, WORDINGS.share, a, b):
            if reply.status == "answered" and reply.facts[0].unit == "%":
                given = Decimal(reply.facts[0].value or 0)
                if given > 100:
                    wrong.append(f"{question} → {reply.text[:60]}")
    assert not wrong


def _step(reply: Reply) -> Decimal:
    return Decimal("0.011") * max(_YUAN[f.unit] for f in reply.facts if f.unit in _YUAN)


def test_reckonings_are_answered_in_most_of_their_wordings() -> None:
    replies = [
        reply
        for path in _files()
        for (a, _), (b, _) in _pairs(path)[:2]
        for kind in ("sum", "difference", "largest")
        for _, reply in _figures(path, WORDINGS.of(kind), a, b)
    ]
    answered = sum(reply.status == "answered" for reply in replies)
    assert answered >= _FEWEST_ANSWERED * len(replies)


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.stem[:16])
def test_the_first_of_a_list_is_its_largest_and_the_last_its_smallest(path: Path) -> None:
    for whole in ("项目支出", "基本支出", "公用经费", "支出"):
        most, least = (_ask(path, f"{whole}里{place}的是哪一项") for place in ("最多", "最少"))
        first, second = (_ask(path, f"{whole}里排第{n}的是哪一项") for n in "一二")
        top, bottom, nth, after = map(_yuan, (most, least, first, second))
        if top is not None and nth is not None:
            assert top == nth, whole
        if nth is not None and after is not None:
            assert nth >= after, whole
        if top is not None and bottom is not None:
            assert top >= bottom, whole


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.stem[:16])
def test_a_whole_without_its_part_and_the_part_make_the_whole(path: Path) -> None:
    for whole, part in (
        ("基本支出", "人员经费"),
        ("基本支出", "公用经费"),
        ("三公经费", "公务接待费"),
    ):
        every, taken = _yuan(_ask(path, f"{whole}是多少")), _yuan(_ask(path, f"{part}是多少"))
        for wording in WORDINGS.remainder:
            reply = _ask(path, wording.format(a=part, b=whole))
            left = _yuan(reply)
            if left is not None and reply.facts[0].derived and every and taken is not None:
                assert abs(left + taken - every) <= _step(reply), reply.text
