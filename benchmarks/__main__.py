"""Measures, prints a table, and ends with 1 where a bound is not kept."""

from __future__ import annotations

import sys

from benchmarks.asking import asking_measures
from benchmarks.beside import header, side_by_side
from benchmarks.chatting import chatting_measures
from benchmarks.desk import desk_measures
from benchmarks.intake import intake_measures
from benchmarks.measures import Measure, process_measures, question_measures
from benchmarks.reading import reading_measures
from benchmarks.several import several_measures
from benchmarks.soaking import soaking_measures


def main() -> int:
    """Print every measure and return whether all are within bounds."""
    measures = [
        *process_measures(),
        *question_measures(),
        *asking_measures(),
        *several_measures(),
        *desk_measures(),
        *intake_measures(),
        *reading_measures(),
        *chatting_measures(),
        *soaking_measures(),
    ]
    print(f"{'中位数':<{_WIDTH - 3}}{'问账':>12}{'标尺':>12}{'比':>9}{'上限':>8}")
    for measure in measures:
        print(_line(measure))
    print("\n" + header())
    for row in side_by_side():
        print(row.line())
    return 0 if all(measure.kept for measure in measures) else 1


def _line(measure: Measure) -> str:
    name = measure.name + " " * (_WIDTH - sum(1 if char.isascii() else 2 for char in measure.name))
    figures = f"{measure.ours:>10.2f} {measure.unit}{measure.yardstick:>10.2f} {measure.unit}"
    verdict = "合格" if measure.kept else "超出"
    return f"{name}{figures}{measure.ratio:>9.2f}{measure.bound:>8.1f}  {verdict}"


_WIDTH = 40

if __name__ == "__main__":
    sys.exit(main())
