"""What became of the questions of each fault plan: counted where they arrived, and shown as a table.

python -m tests.e2e.counting [pytest's own arguments]     runs all fault plans and prints the table
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.faulty import Faulty

ANSWER, SORRY = "答：", "抱歉，"
COUNTED = "counted"
"""The property of a test's report that holds what it counted."""
_PLANS = Path(__file__).with_name("test_telegram_faults.py")
_HEADS = ("故障", "问", "答一次", "答了又致歉", "只致歉", "对方已屏蔽", "没回音", "答两次")
_WIDTH = 66


@dataclass(frozen=True)
class Count:
    """What became of the questions that were asked under one plan."""

    asked: int
    once: int
    """Answered once, and nothing more."""
    both: int
    """Answered once, and apologised for: nobody could know that the answer had arrived."""
    sorry: int
    """Apologised for only."""
    unreachable: int
    """Of who blocked the bot: nothing can reach them."""
    lost: int
    twice: int


def counted(telegram: Faulty) -> Count:
    """Given the server at the end of a plan, return what became of every question that it was given."""
    kinds = {"once": 0, "both": 0, "sorry": 0, "unreachable": 0, "lost": 0, "twice": 0}
    for chat, words in telegram.asked.values():
        kinds[_fate(telegram, chat, words)] += 1
    return Count(len(telegram.asked), **kinds)


def _fate(telegram: Faulty, chat: int, words: str) -> str:
    texts = telegram.texts(telegram.moves.get(chat, chat))
    answers = texts.count(ANSWER + words)
    is_sorry = any(text.startswith(SORRY) for text in texts)
    if answers > 1:
        return "twice"
    if answers == 1:
        return "both" if is_sorry else "once"
    if is_sorry:
        return "sorry"
    return "unreachable" if chat in telegram.unreachable else "lost"


class _Table:
    """Collects what the tests counted, and prints it at the end."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, ...]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what a test counted, once it is over."""
        if report.when == "teardown":
            for name, value in report.user_properties:
                if name == COUNTED:
                    self._rows.append((report.nodeid.partition("::test_")[2], *str(value).split()))

    def pytest_terminal_summary(self) -> None:
        """Print the table."""
        print()
        numbers = [[int(each) for each in row[1:]] for row in self._rows]
        total = ("合计", *(str(sum(column)) for column in zip(*numbers, strict=True)))
        for row in (_HEADS, *self._rows, total):
            print(_padded(row[0]) + "".join(f"{' ' * _short(each, 11)}{each}" for each in row[1:]))


def _padded(text: str) -> str:
    return text + " " * _short(text, _WIDTH)


def _short(text: str, width: int) -> int:
    """By how many columns a text is shorter than a width; a Chinese character takes two."""
    used = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
    return max(0, width - used)


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", str(_PLANS), *sys.argv[1:]], plugins=[_Table()]))
